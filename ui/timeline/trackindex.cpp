// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/trackindex.h"

#include <algorithm>

namespace coroscope
{

void TrackIndex::update(const Intervals &intervals)
{
    const auto &cancels = intervals.cancels();
    for (; m_cancelsRead < cancels.size(); ++m_cancelsRead)
        m_cancels[cancels[m_cancelsRead].task].push_back(static_cast<std::uint32_t>(m_cancelsRead));
    updateTimeouts(intervals);
    updatePeaks(intervals);
    m_waitKinds = intervals.waitKinds();
    m_facts.update(intervals);
}

Nanoseconds TrackIndex::firedAt(const TimeoutSpan &span) { return std::max(span.start, span.deadline); }

void TrackIndex::updateTimeouts(const Intervals &intervals)
{
    const auto &spans = intervals.timeouts();
    for (; m_timeoutsRead < spans.size(); ++m_timeoutsRead) {
        const auto index = static_cast<std::uint32_t>(m_timeoutsRead);
        Timeouts &own = m_timeouts[spans[index].task];
        // Scopes of a task nest: the one around is the last one before that was still open.
        std::uint32_t outer = own.all.empty() ? none : static_cast<std::uint32_t>(own.all.size() - 1);
        while (outer != none) {
            const TimeoutSpan &candidate = spans[own.all[outer]];
            if (candidate.end == noTime || candidate.end > spans[index].start)
                break;
            outer = own.outer[outer];
        }
        own.all.push_back(index);
        own.outer.push_back(outer);
        m_openTimeouts.push_back({index, false});
    }

    const auto isOver = [&](OpenTimeout &open) {
        const TimeoutSpan &span = spans[open.index];
        Timeouts &own = m_timeouts[span.task];
        if (span.fired && !open.firedSeen) {
            open.firedSeen = true;
            const auto place =
                std::upper_bound(own.fired.begin(), own.fired.end(), firedAt(span),
                                 [&](Nanoseconds time, std::uint32_t other) { return time < firedAt(spans[other]); });
            own.fired.insert(place, open.index);
        }
        if (span.end == noTime)
            return false;
        if (span.end >= own.lastEnd) {
            own.lastEnd = span.end;
            own.lastFired = span.fired;
        }
        return true;
    };
    std::erase_if(m_openTimeouts, isOver);
}

void TrackIndex::updatePeaks(const Intervals &intervals)
{
    const auto &objects = intervals.objects();
    m_peaks.resize(objects.size());
    m_samplesRead.resize(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto &samples = objects[i].samples;
        for (std::size_t &read = m_samplesRead[i]; read < samples.size(); ++read) {
            const ObjectSample sample = samples[read];
            ObjectPeaks &peaks = m_peaks[i];
            peaks.least = read == 0 ? sample.value : std::min(peaks.least, sample.value);
            peaks.most = read == 0 ? sample.value : std::max(peaks.most, sample.value);
            peaks.waiting = std::max(peaks.waiting, sample.waiting);
        }
    }
}

const std::vector<std::uint32_t> &TrackIndex::cancelsOf(TaskId task) const
{
    static const std::vector<std::uint32_t> nothing;
    const auto found = m_cancels.find(task);
    return found == m_cancels.end() ? nothing : found->second;
}

const TrackIndex::Timeouts &TrackIndex::timeoutsOf(TaskId task) const
{
    static const Timeouts nothing;
    const auto found = m_timeouts.find(task);
    return found == m_timeouts.end() ? nothing : found->second;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/taskfigures.h"

#include "core/trace/intervals.h"

#include <algorithm>

namespace coroscope
{

void TaskFiguresTable::setIntervals(const Intervals *intervals) { *this = {}, m_intervals = intervals; }

TaskFigures TaskFiguresTable::of(std::uint32_t task)
{
    const auto &tasks = m_intervals->tasks();
    if (task >= m_sums.size())
        m_sums.resize(tasks.size());
    Sums &sums = m_sums[task];
    const auto &intervals = tasks[task].intervals;
    const std::size_t count = intervals.size();
    TaskFigures open;
    for (std::size_t i = sums.read; i < count; ++i) {
        const Interval interval = intervals[i];
        const bool isOpen = interval.end == noTime;
        const Nanoseconds length =
            std::max<Nanoseconds>(0, (isOpen ? m_intervals->end() : interval.end) - interval.start);
        // What goes on is not in the sums: it grows.
        Nanoseconds &running = isOpen ? open.running : sums.running;
        Nanoseconds &waiting = isOpen ? open.waiting : sums.waiting;
        Nanoseconds &ready = isOpen ? open.ready : sums.ready;
        switch (interval.state) {
        case TaskState::Running:
            running += length;
            (isOpen ? open.steps : sums.steps) += 1;
            break;
        case TaskState::Waiting:
            waiting += length;
            break;
        case TaskState::Ready:
            ready += length;
            break;
        case TaskState::Done:
            break;
        }
        if (isOpen)
            break;
        sums.read = static_cast<std::uint32_t>(i + 1);
    }
    return {sums.running + open.running, sums.waiting + open.waiting, sums.ready + open.ready, sums.steps + open.steps};
}

std::optional<Nanoseconds> TaskFiguresTable::firstTimeout(std::uint32_t task)
{
    if (m_eventsSeen != m_intervals->eventCount())
        takeTimeouts();
    if (task >= m_firstTimeout.size() || m_firstTimeout[task] == noTime)
        return std::nullopt;
    return m_firstTimeout[task];
}

void TaskFiguresTable::takeTimeouts()
{
    const auto &spans = m_intervals->timeouts();
    m_eventsSeen = m_intervals->eventCount();
    m_firstTimeout.resize(m_intervals->tasks().size(), noTime);
    for (; m_timeoutsRead < spans.size(); ++m_timeoutsRead)
        m_openTimeouts.push_back(static_cast<std::uint32_t>(m_timeoutsRead));
    std::erase_if(m_openTimeouts, [&](std::uint32_t index) {
        const TimeoutSpan span = spans[index];
        if (!span.fired)
            return span.end != noTime;
        // As the timeline shows it: at its deadline.
        const Nanoseconds at = span.deadline != noTime ? span.deadline : std::max(span.start, span.end);
        if (const auto place = m_intervals->placeOf(span.task)) {
            Nanoseconds &first = m_firstTimeout[*place];
            first = first == noTime ? at : std::min(first, at);
        }
        return true;
    });
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/taskfigures.h"

#include "core/analysis/moment.h"
#include "core/analysis/taskmoment.h"
#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"

#include <algorithm>

namespace coroscope
{

void TaskFiguresTable::setIntervals(const Intervals *intervals) { *this = {}, m_intervals = intervals; }

std::size_t TaskFiguresTable::take(std::uint32_t task)
{
    if (task >= m_sums.size())
        m_sums.resize(m_intervals->tasks().size());
    Sums &sums = m_sums[task];
    const auto &intervals = m_intervals->tasks()[task].intervals;
    // The last one may go on, and then grows.
    const std::size_t count = intervals.size();
    const std::size_t before = sums.read;
    if (before + 1 >= count)
        return 0;
    // The events of a task lie far apart: asked for ahead, several come at a time.
    constexpr std::size_t ahead = 8;
    Nanoseconds start = intervals.startOf(before);
    for (std::size_t i = before; i + 1 < count; ++i) {
        intervals.prefetch(i + ahead);
        const TaskState state = intervals.stateOf(i);
        const Nanoseconds end = intervals.startOf(i + 1);
        const Nanoseconds length = std::max<Nanoseconds>(0, end - start);
        start = end;
        switch (state) {
        case TaskState::Running:
            sums.running += length;
            ++sums.steps;
            break;
        case TaskState::Waiting:
            sums.waiting += length;
            break;
        case TaskState::Ready:
            sums.ready += length;
            break;
        case TaskState::Done:
            break;
        }
    }
    sums.read = static_cast<std::uint32_t>(count - 1);
    return count - 1 - before;
}

TaskFigures TaskFiguresTable::of(std::uint32_t task)
{
    // Most tasks are over when somebody asks for all.
    if (task < m_sums.size() && m_sums[task].isWhole) {
        const Sums &whole = m_sums[task];
        return {whole.running, whole.waiting, whole.ready, whole.steps};
    }
    take(task);
    Sums &sums = m_sums[task];
    TaskFigures figures{sums.running, sums.waiting, sums.ready, sums.steps};
    const auto &intervals = m_intervals->tasks()[task].intervals;
    if (sums.read == intervals.size())
        return figures;
    const Nanoseconds length = std::max<Nanoseconds>(0, m_intervals->end() - intervals.startOf(sums.read));
    switch (intervals.stateOf(sums.read)) {
    case TaskState::Running:
        figures.running += length;
        ++figures.steps;
        break;
    case TaskState::Waiting:
        figures.waiting += length;
        break;
    case TaskState::Ready:
        figures.ready += length;
        break;
    case TaskState::Done:
        sums.isWhole = true;
        break;
    }
    return figures;
}

bool TaskFiguresTable::advance(std::size_t most)
{
    if (!m_intervals)
        return true;
    const std::size_t tasks = m_intervals->tasks().size();
    if (m_eventsLeft != m_intervals->eventCount()) {
        // Once around, from where it was: a run that goes on would never let it come to the last ones otherwise.
        m_eventsLeft = m_intervals->eventCount();
        m_left = tasks;
    }
    while (m_left > 0 && most > 0) {
        most -= std::min(most, 1 + take(m_next));
        m_next = m_next + 1 < tasks ? m_next + 1 : 0;
        --m_left;
    }
    return m_left == 0;
}

StateAt TaskFiguresTable::stateAt(std::uint32_t task, const Moment &moment)
{
    if (task >= m_known.size())
        m_known.resize(m_intervals->tasks().size());
    Known &known = m_known[task];
    if (moment.events > known.after && moment.events <= known.upTo)
        return known.now;
    const auto &intervals = m_intervals->tasks()[task].intervals;
    const auto index = intervalAt(m_intervals->tasks()[task], moment.events);
    if (!index)
        return {};
    const std::uint32_t event = intervals.event(*index);
    known.now = {true, intervals.stateOf(*index), WaitKind::Sleep, {}, event};
    if (known.now.state == TaskState::Waiting) {
        known.now.on = m_intervals->store().waitKind(event);
        known.now.object = m_intervals->store().waitObject(event);
    }
    // What comes after the last one is not known beyond the events that the intervals know.
    const bool isLast = *index + 1 == intervals.size();
    known.after = event;
    known.upTo = isLast ? static_cast<std::uint32_t>(m_intervals->eventCount()) : intervals.event(*index + 1);
    return known.now;
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

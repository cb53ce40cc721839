// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace coroscope
{

// Finds who woke whom by the intervals and events of one task, so that no question walks the whole trace.

/// The place in a task's intervals of the first that does not satisfy `isBefore`, which holds for a first part of them.
template <typename Before>
std::size_t placeInIntervals(const TaskTrack &task, const Before &isBefore)
{
    std::size_t from = 0;
    std::size_t to = task.intervals.size();
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (isBefore(task.intervals[middle]))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/// The last interval that began with the event or before it.
inline std::optional<std::size_t> intervalAtEvent(const TaskTrack &task, std::size_t event)
{
    const std::size_t after = placeInIntervals(task, [&](const Interval &interval) { return interval.event <= event; });
    return after == 0 ? std::nullopt : std::optional(after - 1);
}

/// Who woke the task of a TaskReady event. Groups of tasks do not say which of them it was: it was the one that ended
/// just before. Invalid where no task did.
TaskId wakerAt(const Intervals &intervals, std::size_t event);

/// Who asked for the cancel of a CancelRequested event. A group asks because one of its tasks failed just before; else
/// its parent asked. Invalid where no task did, as with timeouts.
TaskId askerAt(const Intervals &intervals, std::size_t event);

/// Calls `at(index, event)` for the wakes and cancels that the step that began with the event `begin` made, until `at`
/// returns false; looks at a limited number of events. `event.by` is the task of the step.
template <typename At>
void walkStep(const Intervals &intervals, std::size_t begin, const At &at)
{
    constexpr std::size_t mostEvents = 4096;
    const EventStore &store = intervals.store();
    const TaskId task = store.task(begin);
    const std::size_t limit = std::min(intervals.eventCount(), begin + mostEvents);
    for (std::size_t i = begin + 1; i < limit; ++i) {
        const EventType type = store.type(i);
        if (type == EventType::TaskRunning)
            return;
        if (type != EventType::TaskReady && type != EventType::CancelRequested)
            continue;
        Event event = store.event(i);
        event.by = type == EventType::TaskReady ? wakerAt(intervals, i) : askerAt(intervals, i);
        if (event.by == task && event.task != task && !at(i, event))
            return;
    }
}

} // namespace coroscope

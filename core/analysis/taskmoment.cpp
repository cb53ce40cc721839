// SPDX-License-Identifier: MIT
#include "core/analysis/taskmoment.h"

#include "core/trace/eventstore.h"

namespace coroscope
{

std::optional<std::size_t> intervalAt(const TaskTrack &track, std::size_t events)
{
    std::size_t from = 0;
    std::size_t to = track.intervals.size();
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (track.intervals.event(middle) < events)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == 0)
        return std::nullopt;
    return from - 1;
}

TaskMoment taskAt(const Intervals &intervals, const TaskTrack &track, Moment moment)
{
    TaskMoment result;
    const auto place = intervalAt(track, moment.events);
    if (!place)
        return result;
    const auto interval = track.intervals[*place];
    result.exists = true;
    result.state = interval.state;
    result.since = interval.start;
    result.interval = *place;
    result.event = interval.event;
    if (interval.state == TaskState::Waiting) {
        const Event event = intervals.store().event(interval.event);
        result.on = event.on;
        result.object = event.object;
        result.until = event.until;
        result.position = event.position;
        result.at = event.at;
        result.tasks = event.tasks;
    } else if (interval.state == TaskState::Done) {
        result.outcome = track.outcome;
    }
    return result;
}

TaskMoment taskAt(const Intervals &intervals, TaskId task, Moment moment)
{
    const TaskTrack *const track = intervals.task(task);
    return track != nullptr ? taskAt(intervals, *track, moment) : TaskMoment{};
}

TaskId lastDone(const Intervals &intervals, std::span<const TaskId> tasks, std::uint32_t event)
{
    TaskId last;
    std::uint32_t when = 0;
    for (const TaskId task : tasks) {
        const TaskTrack *const track = intervals.task(task);
        if (track == nullptr || track->ended == noTime)
            continue;
        const std::uint32_t done = track->intervals.event(track->intervals.size() - 1);
        if (done < event && (!last || done > when)) {
            last = task;
            when = done;
        }
    }
    return last;
}

} // namespace coroscope

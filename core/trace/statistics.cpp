// SPDX-License-Identifier: MIT
#include "core/trace/statistics.h"

#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"

#include <algorithm>
#include <limits>

namespace coroscope
{
namespace
{

/// Files may hold any times, and a sum of them any number.
void addTo(Nanoseconds &sum, Nanoseconds length)
{
    if (__builtin_add_overflow(sum, length, &sum))
        sum = std::numeric_limits<Nanoseconds>::max();
}

TaskStatistics ofTask(const TaskTrack &track, Nanoseconds now)
{
    TaskStatistics task;
    task.id = track.id;
    task.name = track.name;
    task.outcome = track.outcome;
    for (const Interval &interval : track.intervals) {
        const Nanoseconds length = (interval.end == noTime ? now : interval.end) - interval.start;
        switch (interval.state) {
        case TaskState::Ready:
            addTo(task.ready, length);
            break;
        case TaskState::Running:
            addTo(task.running, length);
            ++task.steps;
            break;
        case TaskState::Waiting:
            addTo(task.waiting, length);
            addTo(task.waitingOn[static_cast<std::size_t>(interval.on)], length);
            break;
        case TaskState::Done:
            break;
        }
    }
    return task;
}

ObjectStatistics ofObject(const ObjectTrack &track, Nanoseconds now)
{
    ObjectStatistics object;
    object.id = track.id;
    object.kind = track.kind;
    object.name = track.name;
    object.capacity = track.capacity;
    object.changes = track.samples.size() - 1; // the first is its creation
    double used = 0;
    double waited = 0;
    for (std::size_t index = 0; index < track.samples.size(); ++index) {
        const ObjectSample sample = track.samples[index];
        const Nanoseconds end = index + 1 < track.samples.size() ? track.samples[index + 1].time : now;
        const auto length = static_cast<double>(end - sample.time);
        const std::int64_t taken = inUse(track, sample);
        used += static_cast<double>(taken) * length;
        waited += static_cast<double>(sample.waiting) * length;
        object.mostInUse = index == 0 ? taken : std::max(object.mostInUse, taken);
        object.longestQueue = std::max(object.longestQueue, sample.waiting);
    }
    const auto life = static_cast<double>(now - track.samples.front().time);
    object.meanInUse = life > 0 ? used / life : static_cast<double>(inUse(track, track.samples.back()));
    object.meanWaiting = life > 0 ? waited / life : static_cast<double>(track.samples.back().waiting);
    return object;
}

/// By the order of events, as steps of a virtual clock take no time.
std::size_t peakConcurrency(const Intervals &intervals)
{
    enum class Stage : std::uint8_t { Made, Started, Done };
    std::vector<Stage> stages(intervals.tasks().size(), Stage::Made);
    const auto stage = [&](TaskId id) -> Stage & { return stages[*intervals.placeOf(id)]; };
    const EventStore &store = intervals.store();
    std::size_t now = 0;
    std::size_t peak = 0;
    for (std::size_t index = 0; index < intervals.eventCount(); ++index) {
        const EventType type = store.type(index);
        if (type == EventType::TaskRunning) {
            Stage &own = stage(store.task(index));
            if (own == Stage::Made) {
                own = Stage::Started;
                peak = std::max(peak, ++now);
            }
        } else if (type == EventType::TaskDone) {
            Stage &own = stage(store.task(index));
            now -= own == Stage::Started;
            own = Stage::Done;
        }
    }
    return peak;
}

} // namespace

std::int64_t inUse(const ObjectTrack &track, const ObjectSample &sample)
{
    const bool countsFree = track.kind == ObjectKind::Semaphore && track.capacity >= 0;
    std::int64_t result = sample.value;
    if (countsFree && __builtin_sub_overflow(track.capacity, sample.value, &result))
        result = std::numeric_limits<std::int64_t>::max();
    return result;
}

Statistics computeStatistics(const Intervals &intervals)
{
    Statistics result;
    RunStatistics &run = result.run;
    run.makespan = intervals.end();
    run.events = intervals.eventCount();
    run.outcome = intervals.outcome();
    run.peakConcurrency = peakConcurrency(intervals);
    run.dropped = intervals.dropped();
    run.tasks = intervals.tasks().size();
    for (const LoopSlice &slice : intervals.loop())
        addTo(run.loopBusy, (slice.end == noTime ? run.makespan : slice.end) - slice.start);
    for (const TaskTrack &track : intervals.tasks()) {
        const TaskStatistics &task = result.tasks.emplace_back(ofTask(track, run.makespan));
        run.returned += task.outcome == Outcome::Returned;
        run.failed += task.outcome == Outcome::Failed;
        run.cancelled += task.outcome == Outcome::Cancelled;
        run.alive += !task.outcome;
        run.steps += task.steps;
        addTo(run.ready, task.ready);
        addTo(run.running, task.running);
        addTo(run.waiting, task.waiting);
        for (std::size_t kind = 0; kind < task.waitingOn.size(); ++kind)
            addTo(run.waitingOn[kind], task.waitingOn[kind]);
    }
    for (const ObjectTrack &track : intervals.objects())
        result.objects.push_back(ofObject(track, run.makespan));
    return result;
}

} // namespace coroscope

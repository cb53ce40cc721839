// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/causewalk.h"

namespace coroscope
{
namespace
{

/// How many events before a wake or a cancel are looked at for what led to it.
constexpr std::size_t lookedAt = 64;
constexpr std::size_t longestList = 2000;

/// The event of the last task that ended at the time of an event, before it, and satisfies `isMeant(event)`.
template <typename Meant>
TaskId lastEnded(const EventStore &store, std::size_t event, const Meant &isMeant)
{
    const std::size_t first = event > lookedAt ? event - lookedAt : 0;
    for (std::size_t i = event; i > first && store.time(i - 1) == store.time(event); --i) {
        if (store.type(i - 1) == EventType::TaskDone && isMeant(store.event(i - 1)))
            return store.task(i - 1);
    }
    return {};
}

/// Whether a task that became ready with the event had waited for another one.
bool hadAwaited(const Intervals &intervals, const TaskTrack &task, std::size_t event, TaskId other)
{
    const TaskTrack *track = intervals.task(other);
    if (track && track->parent == task.id)
        return true;
    const auto place = intervalAtEvent(task, event);
    if (!place || *place == 0)
        return false;
    const Event wait = intervals.store().event(task.intervals[*place - 1].event);
    return wait.type == EventType::TaskWaiting && wait.tasks.size() <= longestList &&
           std::find(wait.tasks.begin(), wait.tasks.end(), other) != wait.tasks.end();
}

} // namespace

TaskId wakerAt(const Intervals &intervals, std::size_t event)
{
    const Event ready = intervals.store().event(event);
    if (ready.by)
        return ready.by;
    const bool byTasks = ready.because == ReadyCause::Finished || ready.because == ReadyCause::Failed;
    const TaskTrack *task = byTasks ? intervals.task(ready.task) : nullptr;
    if (!task)
        return {};
    return lastEnded(intervals.store(), event,
                     [&](const Event &done) { return hadAwaited(intervals, *task, event, done.task); });
}

TaskId askerAt(const Intervals &intervals, std::size_t event)
{
    const Event cancel = intervals.store().event(event);
    if (cancel.by || (cancel.why != CancelCause::TaskGroup && cancel.why != CancelCause::Gather))
        return cancel.by;
    const TaskTrack *task = intervals.task(cancel.task);
    if (!task)
        return {};
    const TaskId failed = lastEnded(intervals.store(), event, [&](const Event &done) {
        const TaskTrack *other = done.outcome == Outcome::Failed ? intervals.task(done.task) : nullptr;
        return other && (other->parent == task->id || (task->parent && other->parent == task->parent));
    });
    return failed ? failed : task->parent;
}

} // namespace coroscope

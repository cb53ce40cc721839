// SPDX-License-Identifier: MIT
#include "tests/core/analysis/randomtrace.h"

#include <vector>

namespace coroscope
{

void RandomTrace::write(EventStore &store, int events)
{
    for (int i = 0; i < events; ++i) {
        // Many share a time, as on a virtual clock.
        if (chance(40))
            m_time += below(1000);
        writeOne(store);
    }
}

void RandomTrace::writeOne(EventStore &store)
{
    const auto dice = below(100);
    if (dice < 60) {
        writeTask(store);
    } else if (dice < 90) {
        writeObject(store);
    } else if (dice < 94) {
        store.cancelRequested(m_time, {anyTask(), maybeTask(), any<CancelCause>(6)});
    } else if (dice < 96) {
        store.cancelSwallowed(m_time, anyTask());
    } else {
        store.log(m_time, maybeTask(), "text");
    }
}

void RandomTrace::writeTask(EventStore &store)
{
    const TaskId task = anyTask();
    const auto dice = below(100);
    if (dice < 8) {
        store.taskCreated(m_time, {.task = task, .parent = maybeTask()});
    } else if (dice < 36) {
        store.taskReady(m_time, {task, maybeTask(), any<ReadyCause>(12)});
    } else if (dice < 64) {
        store.taskRunning(m_time, task);
    } else if (dice < 97) {
        std::vector<TaskId> tasks(below(3));
        for (TaskId &awaited : tasks)
            awaited = anyTask();
        store.taskWaiting(m_time, {.task = task,
                                   .on = any<WaitKind>(waitKindCount),
                                   .object = chance(70) ? anyObject() : ObjectId{},
                                   .tasks = tasks,
                                   .until = chance(30) ? m_time + below(5000) : noTime,
                                   .position = below(4),
                                   .at = chance(30) ? store.internSource("file:1") : SourceId{}});
    } else {
        store.taskDone(m_time, {.task = task, .outcome = any<Outcome>(3), .value = "1"});
    }
}

void RandomTrace::writeObject(EventStore &store)
{
    const ObjectId object = anyObject();
    const auto dice = below(100);
    if (dice < 4) {
        store.objectCreated(m_time, {object, any<ObjectKind>(11), "name", chance(50) ? below(5) : -1, maybeTask()});
        return;
    }
    ObjectChanged change{object, below(6), static_cast<std::int64_t>(below(5)) - 1, any<HolderChange>(3), maybeTask()};
    if (dice < 80) {
        store.objectChanged(m_time, change);
    } else if (dice < 90) {
        change.holder = HolderChange::None;
        std::vector<TaskId> holders(below(4));
        for (TaskId &holder : holders)
            holder = anyTask();
        store.objectChanged(m_time, change, holders);
    } else {
        change.holder = HolderChange::None;
        store.objectChangedWithoutHolders(m_time, change);
    }
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/instrument.h"
#include "core/sweep/runtotals.h"

#include <vector>

namespace coroscope
{

/// Counts what a sweep measures while a run goes on, instead of keeping its trace: a few bytes a task.
class RunTally final : public Instrument
{
public:
    /// What was counted so far.
    const RunTotals &totals() const { return m_totals; }
    /// To be called after the last event: what still waits counts up to then.
    void finish();
    std::int64_t events() const { return m_events; }

    void taskCreated(Nanoseconds t, const TaskCreated &event) override;
    void taskReady(Nanoseconds t, const TaskReady &event) override;
    void taskRunning(Nanoseconds t, TaskId task) override;
    void taskWaiting(Nanoseconds t, const TaskWaiting &event) override;
    void taskDone(Nanoseconds t, const TaskDone &event) override;
    void cancelRequested(Nanoseconds t, const CancelRequested &) override { count(t); }
    void cancelSwallowed(Nanoseconds t, TaskId) override { count(t); }
    void objectCreated(Nanoseconds t, const ObjectCreated &) override { count(t); }
    void objectChanged(Nanoseconds t, const ObjectChanged &) override { count(t); }
    void timeoutStarted(Nanoseconds t, const TimeoutStarted &) override { count(t); }
    void timeoutFired(Nanoseconds t, ScopeId, TaskId) override;
    void timeoutEnded(Nanoseconds t, ScopeId, TaskId) override { count(t); }
    void jobStarted(Nanoseconds t, const JobStarted &) override { count(t); }
    void jobEnded(Nanoseconds t, const JobStarted &) override { count(t); }
    void log(Nanoseconds t, TaskId, std::string_view) override { count(t); }
    void warned(Nanoseconds t, const Warned &) override { count(t); }
    void deadlocked(Nanoseconds t, std::span<const TaskId>, std::string_view) override { count(t); }
    void runEnded(Nanoseconds t, const RunEnded &) override { count(t); }

private:
    struct TaskState {
        Nanoseconds waitsInLineSince = noTime;
        bool begun = false;
    };

    void count(Nanoseconds t)
    {
        m_totals.makespan = t;
        ++m_events;
    }
    TaskState &stateOf(TaskId task);
    void endWait(TaskState &state, Nanoseconds t);

    RunTotals m_totals;
    std::vector<TaskState> m_tasks; ///< by the task's number
    std::int64_t m_events = 0;
    std::int64_t m_underWay = 0;
};

} // namespace coroscope

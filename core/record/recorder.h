// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/instrument.h"
#include "core/trace/eventstore.h"

namespace coroscope
{

/// Writes what a scheduler tells into a trace store: the one bridge between the running and the reading side.
class Recorder final : public Instrument
{
public:
    /// `store` must outlive the recorder; this thread is its writer.
    explicit Recorder(EventStore &store) : m_store(store) {}

    EventStore &store() const { return m_store; }

    SourceId source(std::string_view fileAndLine) override { return m_store.internSource(fileAndLine); }
    void taskCreated(Nanoseconds t, const TaskCreated &event) override { m_store.taskCreated(t, event); }
    void taskReady(Nanoseconds t, const TaskReady &event) override { m_store.taskReady(t, event); }
    void taskRunning(Nanoseconds t, TaskId task) override { m_store.taskRunning(t, task); }
    void taskWaiting(Nanoseconds t, const TaskWaiting &event) override { m_store.taskWaiting(t, event); }
    void taskDone(Nanoseconds t, const TaskDone &event) override { m_store.taskDone(t, event); }
    void cancelRequested(Nanoseconds t, const CancelRequested &event) override { m_store.cancelRequested(t, event); }
    void cancelSwallowed(Nanoseconds t, TaskId task) override { m_store.cancelSwallowed(t, task); }
    void objectCreated(Nanoseconds t, const ObjectCreated &event) override { m_store.objectCreated(t, event); }
    void objectChanged(Nanoseconds t, const ObjectChanged &event) override { m_store.objectChanged(t, event); }
    void timeoutStarted(Nanoseconds t, const TimeoutStarted &event) override { m_store.timeoutStarted(t, event); }
    void timeoutFired(Nanoseconds t, ScopeId scope, TaskId task) override { m_store.timeoutFired(t, scope, task); }
    void timeoutEnded(Nanoseconds t, ScopeId scope, TaskId task) override { m_store.timeoutEnded(t, scope, task); }
    void jobStarted(Nanoseconds t, const JobStarted &event) override { m_store.jobStarted(t, event); }
    void jobEnded(Nanoseconds t, const JobStarted &event) override { m_store.jobEnded(t, event); }
    void log(Nanoseconds t, TaskId task, std::string_view text) override { m_store.log(t, task, text); }
    void warned(Nanoseconds t, const Warned &event) override { m_store.warning(t, event); }
    void deadlocked(Nanoseconds t, std::span<const TaskId> tasks, std::string_view text) override
    {
        m_store.deadlock(t, tasks, text);
    }
    void runEnded(Nanoseconds t, const RunEnded &event) override { m_store.runEnded(t, event); }

private:
    EventStore &m_store;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/eventstore.h"

#include <memory>
#include <string>
#include <vector>

namespace coroscope
{

inline constexpr Nanoseconds ms = 1'000'000;

/// Writes a trace by hand, in few words. at() sets the time of what follows.
class TraceScript
{
public:
    explicit TraceScript(const std::string &title = "Test", const std::string &clock = "virtual");

    TraceScript &at(Nanoseconds time);
    Nanoseconds now() const { return m_time; }

    TaskId make(const std::string &name, TaskId parent = {}, ObjectId group = {});
    TraceScript &ready(TaskId task, TaskId by = {}, ReadyCause because = ReadyCause::Timer);
    TraceScript &run(TaskId task);
    TraceScript &wait(TaskId task, WaitKind on, ObjectId object = {}, std::int64_t position = 0,
                      Nanoseconds until = noTime);
    TraceScript &waitTasks(TaskId task, WaitKind on, const std::vector<TaskId> &tasks, ObjectId object = {});
    TraceScript &returns(TaskId task, const std::string &value = "null");
    TraceScript &fails(TaskId task, const std::string &error, const std::string &message);
    TraceScript &cancelled(TaskId task);
    TraceScript &cancel(TaskId task, TaskId by, CancelCause why = CancelCause::Cancel);
    TraceScript &swallow(TaskId task);
    ObjectId object(ObjectKind kind, const std::string &name, std::int64_t capacity, TaskId by = {});
    TraceScript &change(ObjectId object, std::int64_t value, std::int64_t waiting, TaskId by = {});
    /// A task takes a lock, or gives it back; `waiting` others queue.
    TraceScript &acquire(ObjectId lock, TaskId task, std::int64_t waiting = 0);
    TraceScript &release(ObjectId lock, TaskId task, std::int64_t waiting = 0);
    JobId job(ObjectId pool, int thread, TaskId task, const std::string &name);
    TraceScript &endJob(JobId job, ObjectId pool, int thread);
    /// The place of what waits from now on: `FILE:LINE`.
    TraceScript &from(const std::string &source);
    ScopeId timeout(TaskId task, Nanoseconds deadline);
    TraceScript &fire(ScopeId scope, TaskId task);
    TraceScript &endTimeout(ScopeId scope, TaskId task);
    TraceScript &log(TaskId task, const std::string &text);
    TraceScript &deadlock(const std::vector<TaskId> &tasks, const std::string &text);
    TraceScript &end(RunOutcome outcome = RunOutcome::Returned);

    EventStore &store() { return *m_store; }
    std::shared_ptr<EventStore> shared() { return m_store; }

private:
    std::shared_ptr<EventStore> m_store;
    Nanoseconds m_time = 0;
    std::uint32_t m_tasks = 0;
    std::uint32_t m_objects = 0;
    std::uint32_t m_scopes = 0;
    std::uint32_t m_jobs = 0;
    SourceId m_source{};
};

// Whole runs of a kind, as a run would tell them.

/// `jobs` workers fetch behind a semaphore, all gathered by main.
std::shared_ptr<EventStore> semaphoreTrace(int jobs, int permits);
/// Fetches with timeouts, some of which fire; a heartbeat that is cancelled, cleans up; one that swallows a cancel.
std::shared_ptr<EventStore> timeoutTrace();
/// A producer and consumers with a bounded queue: back-pressure first, then hunger.
std::shared_ptr<EventStore> queueTrace();
/// Two tasks that take two locks in opposite order.
std::shared_ptr<EventStore> deadlockTrace();
/// A task group of which one child fails and the others are cancelled.
std::shared_ptr<EventStore> taskGroupTrace();
/// Very many tasks that sleep and run by turns.
std::shared_ptr<EventStore> crowdTrace(int tasks);

} // namespace coroscope

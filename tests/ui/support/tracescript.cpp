// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"

namespace coroscope
{

TraceScript::TraceScript(const std::string &title, const std::string &clock)
    : m_store(std::make_shared<EventStore>(TraceMeta{title, clock, "scenario", 1}))
{
}

TraceScript &TraceScript::at(Nanoseconds time)
{
    m_time = time;
    return *this;
}

TaskId TraceScript::make(const std::string &name, TaskId parent, ObjectId group)
{
    const TaskId task(++m_tasks);
    TaskCreated created;
    created.task = task;
    created.parent = parent;
    created.name = name;
    created.group = group;
    m_store->taskCreated(m_time, created);
    return task;
}

TraceScript &TraceScript::ready(TaskId task, TaskId by, ReadyCause because)
{
    m_store->taskReady(m_time, {task, by, because});
    return *this;
}

TraceScript &TraceScript::run(TaskId task)
{
    m_store->taskRunning(m_time, task);
    return *this;
}

TraceScript &TraceScript::wait(TaskId task, WaitKind on, ObjectId object, std::int64_t position, Nanoseconds until)
{
    TaskWaiting waiting;
    waiting.task = task;
    waiting.on = on;
    waiting.object = object;
    waiting.position = position;
    waiting.until = until;
    waiting.at = m_source;
    m_store->taskWaiting(m_time, waiting);
    return *this;
}

TraceScript &TraceScript::waitTasks(TaskId task, WaitKind on, const std::vector<TaskId> &tasks, ObjectId object)
{
    TaskWaiting waiting;
    waiting.task = task;
    waiting.on = on;
    waiting.object = object;
    waiting.tasks = tasks;
    m_store->taskWaiting(m_time, waiting);
    return *this;
}

TraceScript &TraceScript::returns(TaskId task, const std::string &value)
{
    TaskDone done;
    done.task = task;
    done.value = value;
    m_store->taskDone(m_time, done);
    return *this;
}

TraceScript &TraceScript::fails(TaskId task, const std::string &error, const std::string &message)
{
    TaskDone done;
    done.task = task;
    done.outcome = Outcome::Failed;
    done.error = error;
    done.message = message;
    m_store->taskDone(m_time, done);
    return *this;
}

TraceScript &TraceScript::cancelled(TaskId task)
{
    TaskDone done;
    done.task = task;
    done.outcome = Outcome::Cancelled;
    m_store->taskDone(m_time, done);
    return *this;
}

TraceScript &TraceScript::cancel(TaskId task, TaskId by, CancelCause why)
{
    CancelRequested request;
    request.task = task;
    request.by = by;
    request.why = why;
    m_store->cancelRequested(m_time, request);
    return *this;
}

TraceScript &TraceScript::swallow(TaskId task)
{
    m_store->cancelSwallowed(m_time, task);
    return *this;
}

ObjectId TraceScript::object(ObjectKind kind, const std::string &name, std::int64_t capacity, TaskId by)
{
    const ObjectId id(++m_objects);
    ObjectCreated created;
    created.object = id;
    created.kind = kind;
    created.name = name;
    created.capacity = capacity;
    created.by = by;
    m_store->objectCreated(m_time, created);
    return id;
}

TraceScript &TraceScript::change(ObjectId object, std::int64_t value, std::int64_t waiting, TaskId by)
{
    ObjectChanged changed;
    changed.object = object;
    changed.value = value;
    changed.waiting = waiting;
    changed.by = by;
    m_store->objectChanged(m_time, changed);
    return *this;
}

TraceScript &TraceScript::acquire(ObjectId lock, TaskId task, std::int64_t waiting)
{
    m_store->objectChanged(m_time, {lock, 1, waiting, HolderChange::Acquired, task});
    return *this;
}

TraceScript &TraceScript::release(ObjectId lock, TaskId task, std::int64_t waiting)
{
    m_store->objectChanged(m_time, {lock, 0, waiting, HolderChange::Released, task});
    return *this;
}

JobId TraceScript::job(ObjectId pool, int thread, TaskId task, const std::string &name)
{
    const JobId job(++m_jobs);
    m_store->jobStarted(m_time, {job, pool, thread, task, name});
    return job;
}

TraceScript &TraceScript::endJob(JobId job, ObjectId pool, int thread)
{
    m_store->jobEnded(m_time, {job, pool, thread, {}, {}});
    return *this;
}

TraceScript &TraceScript::from(const std::string &source)
{
    m_source = m_store->internSource(source);
    return *this;
}

ScopeId TraceScript::timeout(TaskId task, Nanoseconds deadline)
{
    const ScopeId scope(++m_scopes);
    m_store->timeoutStarted(m_time, {scope, task, deadline});
    return scope;
}

TraceScript &TraceScript::fire(ScopeId scope, TaskId task)
{
    m_store->timeoutFired(m_time, scope, task);
    return *this;
}

TraceScript &TraceScript::endTimeout(ScopeId scope, TaskId task)
{
    m_store->timeoutEnded(m_time, scope, task);
    return *this;
}

TraceScript &TraceScript::log(TaskId task, const std::string &text)
{
    m_store->log(m_time, task, text);
    return *this;
}

TraceScript &TraceScript::deadlock(const std::vector<TaskId> &tasks, const std::string &text)
{
    m_store->deadlock(m_time, tasks, text);
    return *this;
}

TraceScript &TraceScript::end(RunOutcome outcome)
{
    RunEnded ended;
    ended.outcome = outcome;
    m_store->runEnded(m_time, ended);
    return *this;
}

} // namespace coroscope

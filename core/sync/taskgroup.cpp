// SPDX-License-Identifier: MIT
#include "core/sync/taskgroup.h"

namespace coroscope::async
{

struct TaskGroup::Member : DoneCallback {
    Member() : DoneCallback(&TaskGroup::memberIsDone) {}
    TaskGroup *group = nullptr;
    Ref<TaskState> task;
    Member *previous = nullptr;
    Member *next = nullptr;
};

TaskGroup::TaskGroup(Scheduler &scheduler, std::string name)
    : m_scheduler(scheduler), m_parent(scheduler.currentTask()), m_id(scheduler.nextObjectId())
{
    if (Instrument *instrument = scheduler.instrument())
        instrument->objectCreated(scheduler.now(), {m_id, ObjectKind::TaskGroup, name, -1, m_parent->id()});
}

TaskGroup::~TaskGroup()
{
    while (m_first) {
        Member *member = m_first;
        m_first = member->next;
        member->task->removeCallback(*member);
        delete member;
    }
}

void TaskGroup::requireOpen() const
{
    if (m_exiting && !m_first)
        throw UsageError("TaskGroup is finished");
    if (m_aborting)
        throw UsageError("TaskGroup is shutting down");
}

void TaskGroup::add(TaskState &task)
{
    auto *member = new Member;
    member->group = this;
    member->task = Ref<TaskState>(&task);
    member->previous = m_last;
    (m_last ? m_last->next : m_first) = member;
    m_last = member;
    ++m_alive;
    task.addCallback(*member);
    tell();
}

void TaskGroup::tell() const
{
    if (Instrument *instrument = m_scheduler.instrument())
        instrument->objectChanged(m_scheduler.now(),
                                  {m_id, m_alive, 0, HolderChange::None, m_scheduler.currentTaskId()});
}

void TaskGroup::abort()
{
    m_aborting = true;
    for (Member *member = m_first; member; member = member->next) {
        if (!member->task->isDone())
            member->task->cancel({CancelCause::TaskGroup, nullptr});
    }
}

void TaskGroup::memberIsDone(Handle &handle)
{
    Member *member = static_cast<Member *>(&handle);
    TaskGroup &group = *member->group;
    const Ref<TaskState> task = member->task;
    (member->previous ? member->previous->next : group.m_first) = member->next;
    (member->next ? member->next->previous : group.m_last) = member->previous;
    delete member;
    --group.m_alive;
    group.tell();
    if (group.m_exit && !group.m_first && group.m_exit->isPending())
        group.m_exit->complete(ReadyCause::Finished);
    if (!task->isFailed())
        return;
    group.m_errors.push_back(task->readException());
    if (group.m_parent->isDone() || group.m_aborting || group.m_parentCancelRequested)
        return;
    group.abort();
    group.m_parentCancelRequested = true;
    group.m_parent->cancel({CancelCause::TaskGroup, nullptr});
}

TaskGroup::Exit::~Exit()
{
    if (m_group->m_exit == this) // its task was destroyed while it waited
        m_group->m_exit = nullptr;
}

bool TaskGroup::Exit::await_ready()
{
    m_group->m_exiting = true;
    m_propagates = m_body == Leaving::Cancelled;
    if (m_body != Leaving::Normally && !m_group->m_aborting)
        m_group->abort();
    return m_group->m_first == nullptr;
}

void TaskGroup::Exit::await_suspend(std::coroutine_handle<> continuation)
{
    startWait(continuation);
    m_group->m_exit = this;
}

bool TaskGroup::Exit::wake(TaskState &task, bool cancelled)
{
    if (wasCancelled(cancelled) && !m_group->m_aborting) {
        m_propagates = true;
        m_cancelMessage = task.cancelledError().message();
        m_group->abort();
    }
    if (!m_group->m_first) {
        m_group->m_exit = nullptr;
        return true;
    }
    startWaitAgain();
    return false;
}

void TaskGroup::Exit::describe(TaskWaiting &waiting) const
{
    waiting.on = WaitKind::TaskGroup;
    waiting.object = m_group->m_id;
    auto &tasks = const_cast<std::vector<TaskId> &>(m_tasks);
    tasks.clear();
    for (const Member *member = m_group->m_first; member && tasks.size() < mostTasksNamed; member = member->next)
        tasks.push_back(member->task->id());
    waiting.tasks = tasks;
}

TaskGroup::Leaving TaskGroup::Exit::conclude()
{
    TaskState &parent = *m_group->m_parent;
    if (m_group->m_parentCancelRequested && parent.uncancel() == 0)
        m_propagates = false;
    if (m_propagates && m_group->m_errors.empty())
        return Leaving::Cancelled;
    if (m_body == Leaving::WithError)
        m_group->m_errors.push_back(m_bodyError);
    if (m_group->m_errors.empty())
        return Leaving::Normally;
    if (parent.cancelling() > 0) {
        // Keeps the number of requests, and sees to it that the outside cancel arrives at the next await.
        parent.uncancel();
        parent.cancel({CancelCause::TaskGroup, nullptr});
    }
    return Leaving::WithError;
}

void TaskGroup::Exit::await_resume()
{
    switch (conclude()) {
    case Leaving::Normally:
        return;
    case Leaving::Cancelled:
        throw Cancelled(m_cancelMessage);
    case Leaving::WithError:
        throw ExceptionGroup("unhandled errors in a TaskGroup", m_group->m_errors);
    }
}

} // namespace coroscope::async

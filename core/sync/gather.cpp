// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"

namespace coroscope::async
{

Gathering::Gathering(Scheduler &scheduler, std::size_t children, bool returnExceptions, ObjectId object)
    : FutureBase(scheduler), m_stamp(scheduler.nextStamp()), m_object(object), m_returnExceptions(returnExceptions)
{
    m_children.reserve(children);
    m_callbacks.reserve(children);
}

void Gathering::add(FutureBase &child)
{
    m_children.emplace_back(FutureRef(&child));
    if (child.hasStamp(m_stamp))
        return;
    ++m_distinct;
    if (scheduler().instrument() && m_tasks.size() < mostTasksNamed) {
        if (const TaskState *task = child.asTask())
            m_tasks.push_back(task->id());
    }
    Child &callback = m_callbacks.emplace_back(*this, child);
    if (child.isDone()) {
        ++m_doneAlready;
        return;
    }
    retain(); // by its callback: a gather that nobody awaits goes on
    child.addCallback(callback);
}

void Gathering::countThoseDone()
{
    if (m_children.empty()) {
        complete(State::Returned, ReadyCause::Finished);
        return;
    }
    for (std::size_t index = 0; m_doneAlready > 0; ++index) {
        const Child &callback = m_callbacks[index];
        if (callback.place() != Handle::Place::Nowhere)
            continue;
        --m_doneAlready;
        count(*callback.future, callback.future->state());
    }
}

Gathering::~Gathering()
{
    for (Child &callback : m_callbacks) {
        if (callback.place() == Handle::Place::Callbacks)
            callback.future->removeCallback(callback);
    }
}

void Gathering::childIsDone(Handle &handle)
{
    Child &child = static_cast<Child &>(handle);
    Gathering &owner = *child.owner;
    owner.count(*child.future, child.outcome());
    owner.release();
}

void Gathering::count(FutureBase &child, State outcome)
{
    ++m_done;
    const std::exception_ptr &error = child.readException();
    if (isDone())
        return;
    if (!m_returnExceptions) {
        if (outcome == State::Cancelled) {
            // The gather fails with the child's CancelledError; it is not itself cancelled.
            fail(std::make_exception_ptr(child.takeCancelled()), ReadyCause::Cancelled);
            return;
        }
        if (outcome == State::Failed) {
            fail(error, ReadyCause::Failed);
            return;
        }
    }
    if (m_done < m_distinct)
        return;
    if (m_cancelRequested)
        fail(std::make_exception_ptr(outcome == State::Cancelled ? child.takeCancelled() : Cancelled{}),
             ReadyCause::Cancelled);
    else
        complete(State::Returned, ReadyCause::Finished);
}

bool Gathering::cancel(const CancelRequest &request)
{
    if (isDone())
        return false;
    bool any = false;
    const CancelRequest passed{CancelCause::Gather, request.message};
    for (const FutureRef &child : m_children) {
        if (child->cancel(passed))
            any = true;
    }
    if (any)
        m_cancelRequested = true;
    return any;
}

void Gathering::describeWait(TaskWaiting &waiting) const
{
    waiting.on = WaitKind::Gather;
    waiting.object = m_object;
    waiting.tasks = m_tasks;
}

ObjectId tellGather(Scheduler &scheduler, std::size_t children)
{
    Instrument *instrument = scheduler.instrument();
    if (!instrument)
        return {};
    const ObjectId object = scheduler.nextObjectId();
    instrument->objectCreated(scheduler.now(), {object, ObjectKind::Gather, "gather",
                                                static_cast<std::int64_t>(children), scheduler.currentTaskId()});
    return object;
}

} // namespace coroscope::async

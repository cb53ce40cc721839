// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"

namespace coroscope::async
{

Gathering::Gathering(Scheduler &scheduler, std::vector<FutureRef> children, bool returnExceptions, ObjectId object)
    : FutureBase(scheduler), m_children(std::move(children)), m_object(object), m_returnExceptions(returnExceptions)
{
}

Ref<Gathering> Gathering::make(Scheduler &scheduler, std::vector<FutureRef> children, bool returnExceptions,
                               ObjectId object)
{
    Ref<Gathering> gathering(new Gathering(scheduler, std::move(children), returnExceptions, object));
    Gathering &self = *gathering;
    if (self.m_children.empty()) {
        self.complete(State::Returned, ReadyCause::Finished);
        return gathering;
    }
    std::vector<FutureBase *> distinct;
    distinct.reserve(self.m_children.size());
    for (const FutureRef &child : self.m_children) {
        if (!child->mark(true))
            distinct.push_back(child.get());
    }
    for (FutureBase *child : distinct)
        child->mark(false);
    self.m_distinct = distinct.size();
    self.m_callbacks = std::make_unique<Child[]>(distinct.size());
    if (scheduler.instrument()) {
        for (FutureBase *child : distinct) {
            const TaskState *task = child->asTask();
            if (task && self.m_tasks.size() < mostTasksNamed)
                self.m_tasks.push_back(task->id());
        }
    }
    for (std::size_t index = 0; index < distinct.size(); ++index) {
        Child &callback = self.m_callbacks[index];
        callback.owner = &self;
        callback.future = distinct[index];
        if (!distinct[index]->isDone()) {
            self.retain(); // by its callback: a gather that nobody awaits goes on
            distinct[index]->addCallback(callback);
        }
    }
    for (FutureBase *child : distinct) {
        if (child->isDone())
            self.count(*child);
    }
    return gathering;
}

Gathering::~Gathering()
{
    for (std::size_t index = 0; index < m_distinct; ++index)
        m_callbacks[index].future->removeCallback(m_callbacks[index]);
}

void Gathering::childIsDone(Handle &handle)
{
    Child &child = static_cast<Child &>(handle);
    Gathering &owner = *child.owner;
    owner.count(*child.future);
    owner.release();
}

void Gathering::count(FutureBase &child)
{
    ++m_done;
    if (isDone())
        return;
    if (!m_returnExceptions) {
        if (child.isCancelled()) {
            // The gather fails with the child's CancelledError; it is not itself cancelled.
            const Cancelled error = child.takeCancelled();
            fail(std::make_exception_ptr(error), ReadyCause::Cancelled);
            return;
        }
        if (child.isFailed()) {
            fail(child.exception(), ReadyCause::Failed);
            return;
        }
    }
    if (m_done < m_distinct)
        return;
    if (m_cancelRequested)
        fail(std::make_exception_ptr(child.isCancelled() ? child.takeCancelled() : Cancelled{}), ReadyCause::Cancelled);
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

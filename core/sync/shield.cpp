// SPDX-License-Identifier: MIT
#include "core/sync/shield.h"

namespace coroscope::async
{

FutureRef Shielding::make(Scheduler &scheduler, FutureRef inner)
{
    if (inner->isDone())
        return inner;
    Ref<Shielding> shielding(new Shielding(scheduler, std::move(inner)));
    Shielding &self = *shielding;
    if (const TaskState *task = self.m_inner->asTask())
        self.m_innerTask = task->id();
    self.m_callback.owner = &self;
    self.retain(); // by its callback
    self.m_inner->addCallback(self.m_callback);
    return shielding;
}

Shielding::~Shielding() { m_inner->removeCallback(m_callback); }

bool Shielding::cancel(const CancelRequest &request)
{
    if (!FutureBase::cancel(request))
        return false;
    if (m_callback.place() == Handle::Place::Callbacks) {
        m_inner->removeCallback(m_callback);
        release();
    }
    return true;
}

void Shielding::innerIsDone(Handle &handle)
{
    Shielding &shielding = *static_cast<Callback &>(handle).owner;
    if (!shielding.isDone()) {
        switch (shielding.m_inner->state()) {
        case State::Cancelled:
            shielding.complete(State::Cancelled, ReadyCause::Cancelled);
            break;
        case State::Failed:
            shielding.fail(shielding.m_inner->readException(), ReadyCause::Failed);
            break;
        default:
            shielding.complete(State::Returned, ReadyCause::Finished);
        }
    }
    shielding.release();
}

void Shielding::describeWait(TaskWaiting &waiting) const
{
    waiting.on = WaitKind::Shield;
    if (m_innerTask)
        waiting.tasks = {&m_innerTask, 1};
}

} // namespace coroscope::async

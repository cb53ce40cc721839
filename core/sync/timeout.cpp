// SPDX-License-Identifier: MIT
#include "core/sync/timeout.h"

namespace coroscope::async
{

void TimeoutScope::enter(Nanoseconds delay)
{
    m_task = m_scheduler.currentTask();
    m_cancelling = m_task->cancelling();
    m_id = m_scheduler.nextScopeId();
    m_timer.owner = this;
    m_deadline = m_scheduler.after(delay);
    if (Instrument *instrument = m_scheduler.instrument())
        instrument->timeoutStarted(m_scheduler.now(), {m_id, m_task->id(), m_deadline});
    if (delay <= 0)
        m_scheduler.callSoon(m_timer);
    else
        m_scheduler.callAt(m_timer, m_deadline);
}

void TimeoutScope::fire(Handle &handle)
{
    TimeoutScope &scope = *static_cast<Timer &>(handle).owner;
    if (Instrument *instrument = scope.m_scheduler.instrument())
        instrument->timeoutFired(scope.m_scheduler.now(), scope.m_id, scope.m_task->id());
    scope.m_task->cancel({CancelCause::Timeout, nullptr});
    scope.m_expired = true;
}

bool TimeoutScope::exit(Leaving leaving)
{
    m_timer.withdraw();
    if (Instrument *instrument = m_scheduler.instrument())
        instrument->timeoutEnded(m_scheduler.now(), m_id, m_task->id());
    if (!m_expired)
        return false;
    return m_task->uncancel() <= m_cancelling && leaving == Leaving::Cancelled;
}

} // namespace coroscope::async

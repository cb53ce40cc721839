// SPDX-License-Identifier: MIT
#include "core/sync/sleep.h"

namespace coroscope::async
{

void SleepAwaiter::await_suspend(std::coroutine_handle<> continuation)
{
    Scheduler &scheduler = *Scheduler::current();
    if (m_until <= 0) {
        m_until = 0;
        // A bare yield: a cancel has nothing to act on and is thrown in when the task runs again.
        startWait(continuation);
        scheduler.wake(task(), ReadyCause::Timer);
        return;
    }
    startWait(continuation);
    m_timer.owner = this;
    m_until = scheduler.after(m_until);
    scheduler.callAt(m_timer, m_until);
}

void SleepAwaiter::due(Handle &handle)
{
    SleepAwaiter &sleep = *static_cast<Timer &>(handle).owner;
    if (sleep.isPending())
        sleep.complete(ReadyCause::Timer);
}

bool SleepAwaiter::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    m_timer.withdraw();
    return true;
}

void SleepAwaiter::describe(TaskWaiting &waiting) const
{
    if (m_until == 0) {
        waiting.on = WaitKind::Yield;
    } else {
        waiting.on = WaitKind::Sleep;
        waiting.until = m_until;
    }
}

} // namespace coroscope::async

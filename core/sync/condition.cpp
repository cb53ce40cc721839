// SPDX-License-Identifier: MIT
#include "core/sync/condition.h"

#include <limits>

namespace coroscope::async
{

Condition::Condition(Scheduler &scheduler, std::string name)
    : Condition(scheduler, ObjectKind::Condition, std::move(name))
{
}

Condition::Condition(Scheduler &scheduler, ObjectKind kind, std::string name, std::int64_t capacity)
    : m_lock(scheduler, kind, std::move(name), capacity)
{
    m_lock.m_alsoWaiting = &m_waiters;
}

void Condition::notify(std::int64_t count)
{
    if (!locked())
        throw UsageError("cannot notify on un-acquired lock");
    wakeWaiters(count);
}

void Condition::notifyAll() { notify(std::numeric_limits<std::int64_t>::max()); }

void Condition::wakeWaiters(std::int64_t count)
{
    bool woke = false;
    for (std::int64_t index = 0; index < count; ++index) {
        Waiter *waiter = m_waiters.firstPending();
        if (!waiter)
            break;
        waiter->complete(ReadyCause::Notified);
        woke = true;
    }
    if (woke)
        m_lock.tell(HolderChange::None);
}

bool Condition::Wait::await_ready() const
{
    if (!m_condition->locked())
        throw UsageError("cannot wait on un-acquired lock");
    return false;
}

void Condition::Wait::await_suspend(std::coroutine_handle<> continuation)
{
    m_condition->release();
    startWait(continuation);
    m_condition->m_waiters.append(*this);
    setPosition(m_condition->m_waiters.pending());
    m_condition->m_lock.tell(HolderChange::None);
}

bool Condition::Wait::wake(TaskState &task, bool cancelled)
{
    const bool cancelledNow = wasCancelled(cancelled);
    if (cancelledNow) {
        m_cancelled = true;
        m_message = task.cancelledError().message();
    }
    if (!m_wantsLock) {
        m_condition->m_waiters.remove(*this);
        m_wantsLock = true;
    } else {
        m_condition->m_lock.leave(*this, cancelledNow);
        if (!cancelledNow) {
            if (m_cancelled)
                m_condition->wakeWaiters(1);
            return true;
        }
    }
    if (!takeLock())
        return false;
    if (m_cancelled)
        m_condition->wakeWaiters(1);
    return true;
}

bool Condition::Wait::takeLock()
{
    if (m_condition->m_lock.tryAcquire())
        return true;
    startWaitAgain();
    setPosition(m_condition->m_lock.enqueue(*this));
    return false;
}

void Condition::Wait::describe(TaskWaiting &waiting) const
{
    m_condition->m_lock.object().describeWait(waiting, m_wantsLock ? WaitKind::Lock : WaitKind::Condition, m_position);
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#include "core/sync/lock.h"

namespace coroscope::async
{

Lock::Lock(Scheduler &scheduler, ObjectKind kind, std::string name, std::int64_t capacity)
    : m_object(scheduler, kind, std::move(name), capacity)
{
}

void Lock::tell(HolderChange holder) const
{
    if (m_tellsChanges && m_object.isTold())
        m_object.tell(m_locked ? 1 : 0, m_waiters.pending() + (m_alsoWaiting ? m_alsoWaiting->pending() : 0), holder);
}

bool Lock::tryAcquire()
{
    if (m_locked || !m_waiters.allCancelled())
        return false;
    m_locked = true;
    tell(HolderChange::Acquired);
    return true;
}

std::int64_t Lock::enqueue(Waiter &waiter)
{
    m_waiters.append(waiter);
    tell(HolderChange::None);
    return m_waiters.pending();
}

void Lock::leave(Waiter &waiter, bool cancelled)
{
    m_waiters.remove(waiter);
    if (!cancelled) {
        m_locked = true;
        tell(HolderChange::Acquired);
        return;
    }
    if (!m_locked)
        wakeFirst();
    tell(HolderChange::None);
}

void Lock::release()
{
    if (!m_locked)
        throw UsageError("Lock is not acquired.");
    m_locked = false;
    wakeFirst();
    tell(HolderChange::Released);
}

void Lock::wakeFirst()
{
    Waiter *waiter = m_waiters.first();
    if (waiter && waiter->isPending())
        waiter->complete(ReadyCause::Released);
}

bool Lock::Acquire::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    m_lock->leave(*this, m_cancelled);
    return true;
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#include "core/sync/semaphore.h"

#include <limits>

namespace coroscope::async
{
namespace
{

std::int64_t checkedPermits(std::int64_t permits)
{
    if (permits < 0)
        throw ValueError("Semaphore initial value must be >= 0");
    return permits;
}

} // namespace

Semaphore::Semaphore(Scheduler &scheduler, std::int64_t permits, std::string name, Bound bound)
    : m_object(scheduler, ObjectKind::Semaphore, std::move(name), checkedPermits(permits)), m_permits(permits),
      m_bound(bound == Bound::Initial ? permits : std::numeric_limits<std::int64_t>::max())
{
    tell(HolderChange::None);
}

bool Semaphore::tryAcquire()
{
    if (locked())
        return false;
    --m_permits;
    tell(HolderChange::Acquired);
    return true;
}

void Semaphore::release()
{
    if (m_permits >= m_bound)
        throw ValueError("BoundedSemaphore released too many times");
    ++m_permits;
    wakeNext();
    tell(HolderChange::Released);
}

bool Semaphore::wakeNext()
{
    Waiter *waiter = m_waiters.firstPending();
    if (!waiter)
        return false;
    --m_permits;
    waiter->complete(ReadyCause::Released);
    return true;
}

void Semaphore::Acquire::await_suspend(std::coroutine_handle<> continuation)
{
    startWait(continuation);
    m_semaphore->m_waiters.append(*this);
    setPosition(m_semaphore->m_waiters.pending());
    m_semaphore->tell(HolderChange::None);
}

bool Semaphore::Acquire::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    const bool handed = !isPending() && !Waiter::isCancelled();
    m_semaphore->m_waiters.remove(*this);
    if (m_cancelled && handed)
        ++m_semaphore->m_permits;
    while (m_semaphore->m_permits > 0 && m_semaphore->wakeNext()) {
    }
    m_semaphore->tell(m_cancelled ? HolderChange::None : HolderChange::Acquired);
    return true;
}

void Semaphore::Acquire::describe(TaskWaiting &waiting) const
{
    m_semaphore->m_object.describeWait(waiting, WaitKind::Semaphore, m_position);
}

} // namespace coroscope::async

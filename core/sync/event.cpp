// SPDX-License-Identifier: MIT
#include "core/sync/event.h"

namespace coroscope::async
{

void Event::set()
{
    if (m_set)
        return;
    m_set = true;
    while (Waiter *waiter = m_waiters.firstPending())
        waiter->complete(ReadyCause::Set);
    tell();
}

void Event::clear()
{
    if (!m_set)
        return;
    m_set = false;
    tell();
}

void Event::Wait::await_suspend(std::coroutine_handle<> continuation)
{
    startWait(continuation);
    m_event->m_waiters.append(*this);
    setPosition(m_event->m_waiters.pending());
    m_event->tell();
}

bool Event::Wait::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    m_event->m_waiters.remove(*this);
    if (m_cancelled)
        m_event->tell();
    return true;
}

} // namespace coroscope::async

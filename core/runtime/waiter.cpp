// SPDX-License-Identifier: MIT
#include "core/runtime/waiter.h"

namespace coroscope::async
{

bool Waiter::cancelWait(const CancelRequest &request)
{
    if (m_state != State::Pending)
        return false;
    m_state = State::Cancelled;
    if (m_queue) {
        --m_queue->m_pending;
        ++m_queue->m_cancelled;
    }
    m_task->setThrownMessage(request.message);
    m_task->m_waiterCancelled = true;
    m_task->scheduler().wake(*m_task, ReadyCause::Cancelled);
    return true;
}

Waiter *WaitQueue::findPending()
{
    while (m_pendingFrom && !m_pendingFrom->isPending())
        m_pendingFrom = m_pendingFrom->m_next;
    return m_pendingFrom;
}

void WaitQueue::append(Waiter &waiter)
{
    Q_ASSERT(waiter.m_queue == nullptr && waiter.isPending());
    waiter.m_queue = this;
    waiter.m_previous = m_last;
    waiter.m_next = nullptr;
    (m_last ? m_last->m_next : m_first) = &waiter;
    m_last = &waiter;
    if (!m_pendingFrom)
        m_pendingFrom = &waiter;
    ++m_count;
    ++m_pending;
}

void WaitQueue::remove(Waiter &waiter)
{
    Q_ASSERT(waiter.m_queue == this);
    (waiter.m_previous ? waiter.m_previous->m_next : m_first) = waiter.m_next;
    (waiter.m_next ? waiter.m_next->m_previous : m_last) = waiter.m_previous;
    if (m_pendingFrom == &waiter)
        m_pendingFrom = waiter.m_next;
    --m_count;
    if (waiter.isPending())
        --m_pending;
    if (waiter.isCancelled())
        --m_cancelled;
    waiter.m_queue = nullptr;
    waiter.m_previous = nullptr;
    waiter.m_next = nullptr;
}

} // namespace coroscope::async

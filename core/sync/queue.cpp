// SPDX-License-Identifier: MIT
#include "core/sync/queue.h"

namespace coroscope::async
{

QueueBase::QueueBase(Scheduler &scheduler, std::int64_t maxSize, std::string name)
    : m_object(scheduler, ObjectKind::Queue, std::move(name), maxSize > 0 ? maxSize : -1), m_maxSize(maxSize)
{
}

void QueueBase::taskDone()
{
    if (m_unfinished <= 0)
        throw ValueError("task_done() called too many times");
    --m_unfinished;
    if (m_unfinished > 0)
        return;
    while (Waiter *waiter = m_joiners.firstPending())
        waiter->complete(ReadyCause::Finished);
}

void QueueBase::Join::await_suspend(std::coroutine_handle<> continuation)
{
    startWait(continuation);
    m_queue->m_joiners.append(*this);
}

bool QueueBase::Join::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    m_queue->m_joiners.remove(*this);
    return true;
}

void QueueBase::Turn::begin(QueueBase &queue, WaitQueue &side, std::coroutine_handle<> continuation)
{
    startWait(continuation);
    side.append(*this);
    setPosition(side.pending());
    queue.tell();
}

void QueueBase::Turn::beginAgain(QueueBase &queue, WaitQueue &side)
{
    startWaitAgain();
    side.append(*this);
    setPosition(side.pending());
    queue.tell();
}

void QueueBase::Turn::abandon(QueueBase &queue, WaitQueue &side, bool another)
{
    const bool hadTurn = !isPending() && !Waiter::isCancelled();
    side.removeIfIn(*this);
    if (another && hadTurn)
        queue.wakeNext(side, &side == &queue.m_getters ? ReadyCause::Put : ReadyCause::Got);
    queue.tell();
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#include "core/runtime/future.h"

#include "core/runtime/errornames.h"
#include "core/runtime/scheduler.h"

namespace coroscope::async
{

const std::exception_ptr FutureBase::noException;

FutureBase::~FutureBase()
{
    // A callback that outlives its future must not believe that it still stands in its list.
    for (DoneCallback *callback = m_lastCallback; callback && callback->m_place == Handle::Place::Callbacks;
         callback = callback->m_next)
        callback->m_place = Handle::Place::Nowhere;
}

bool FutureBase::cancel(const CancelRequest &request)
{
    if (isDone())
        return false;
    if (request.message)
        setCancelMessage(*request.message, false);
    complete(State::Cancelled, ReadyCause::Cancelled);
    return true;
}

void FutureBase::fail(std::exception_ptr error, ReadyCause because)
{
    setException(std::move(error));
    complete(State::Failed, because);
}

void FutureBase::setCancelMessage(const QString &message, bool once)
{
    if (message.isEmpty())
        return;
    rare().cancelMessage = message;
    m_messageOnce = once;
}

Cancelled FutureBase::takeCancelled()
{
    if (!m_rare || m_rare->cancelMessage.isEmpty())
        return Cancelled{};
    Cancelled error(m_rare->cancelMessage);
    if (m_messageOnce)
        m_rare->cancelMessage.clear();
    return error;
}

void FutureBase::errorIsRead() { m_scheduler->forgetUnread(*asTask()); }

void FutureBase::throwIfNotReturned()
{
    switch (m_state) {
    case State::Returned:
        return;
    case State::Failed:
        std::rethrow_exception(readException());
    case State::Cancelled:
        throw takeCancelled();
    case State::Pending:
        throw InvalidStateError("Result is not set.");
    }
}

void FutureBase::complete(State state, ReadyCause because)
{
    Q_ASSERT(m_state == State::Pending && state != State::Pending);
    m_state = state;
    DoneCallback *const last = std::exchange(m_lastCallback, nullptr);
    if (!last)
        return;
    DoneCallback *callback = last->m_next;
    for (;;) {
        DoneCallback *next = callback->m_next;
        const bool isLast = callback == last;
        queue(*callback, because);
        if (isLast)
            return;
        callback = next;
    }
}

void FutureBase::queue(DoneCallback &callback, ReadyCause because)
{
    callback.m_outcome = m_state;
    if (callback.m_task) {
        callback.m_place = Handle::Place::Nowhere;
        m_scheduler->wake(*callback.m_task, because);
    } else {
        m_scheduler->callSoon(callback);
    }
}

void FutureBase::addCallback(DoneCallback &callback)
{
    if (isDone()) {
        queue(callback, isFailed() ? ReadyCause::Failed : isCancelled() ? ReadyCause::Cancelled : ReadyCause::Finished);
        return;
    }
    callback.m_place = Handle::Place::Callbacks;
    callback.m_next = m_lastCallback ? std::exchange(m_lastCallback->m_next, &callback) : &callback;
    m_lastCallback = &callback;
}

void FutureBase::removeCallback(DoneCallback &callback)
{
    if (callback.m_place != Handle::Place::Callbacks)
        return;
    DoneCallback *previous = m_lastCallback;
    while (previous->m_next != &callback)
        previous = previous->m_next;
    previous->m_next = callback.m_next;
    if (m_lastCallback == &callback)
        m_lastCallback = previous == &callback ? nullptr : previous;
    callback.m_place = Handle::Place::Nowhere;
}

void FutureBase::describeWait(TaskWaiting &waiting) const { waiting.on = WaitKind::Future; }

FutureAwaiter::~FutureAwaiter() { m_future->removeCallback(m_callback); }

void FutureAwaiter::await_suspend(std::coroutine_handle<> continuation)
{
    Scheduler &scheduler = m_future->scheduler();
    m_task = scheduler.currentTask();
    m_callback.m_task = m_task;
    if (m_future.get() == m_task) {
        m_awaitsItself = true;
        park(continuation);
        scheduler.wake(*m_task, ReadyCause::Failed);
        return;
    }
    park(continuation);
    m_future->addCallback(m_callback);
}

bool FutureAwaiter::wake(TaskState &, bool cancelled)
{
    // A Cancelled that the future brings is kept; it may have failed with one, as a gather does.
    m_cancelled = cancelled && !m_future->isCancelled() && !isCancellation(m_future->exception());
    return true;
}

void FutureAwaiter::throwOwnError()
{
    if (m_cancelled)
        throw m_task->cancelledError();
    throw UsageError("Task cannot await on itself");
}

} // namespace coroscope::async

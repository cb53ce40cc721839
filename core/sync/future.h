// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/syncobject.h"

namespace coroscope::async
{

/// A result that somebody sets once and others wait for: asyncio.Future. Copies share it.
template <typename T>
class Future
{
public:
    using Value = T;

    explicit Future(Scheduler &scheduler) : m_state(new FutureState<T>(scheduler)) {}
    /// In a task.
    Future() : Future(Scheduler::running()) {}

    /// Throws InvalidStateError if it is done.
    template <typename U = T>
    requires(!std::is_void_v<T>) void setResult(U value) const
    {
        requirePending();
        m_state->resolve(T(std::move(value)), ReadyCause::Set);
    }
    void setResult() const requires(std::is_void_v<T>)
    {
        requirePending();
        m_state->resolve(ReadyCause::Set);
    }
    /// Throws InvalidStateError if it is done.
    void setException(std::exception_ptr error) const
    {
        requirePending();
        m_state->fail(std::move(error), ReadyCause::Set);
    }
    bool cancel() const { return m_state->cancel(); }
    bool isDone() const { return m_state->isDone(); }
    bool isCancelled() const { return m_state->isCancelled(); }
    /// Throws what it was failed with, Cancelled, or InvalidStateError.
    T result() const
    {
        m_state->throwIfNotReturned();
        return m_state->value();
    }
    const Ref<FutureState<T>> &state() const { return m_state; }

    ResultAwaiter<FutureState<T>> operator co_await() const { return ResultAwaiter<FutureState<T>>(m_state); }

private:
    void requirePending() const
    {
        if (m_state->isDone())
            throw InvalidStateError("invalid state");
    }

    Ref<FutureState<T>> m_state;
};

} // namespace coroscope::async

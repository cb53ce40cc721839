// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/waiter.h"

#include <chrono>

namespace coroscope::async
{

/// Gives way once: the task goes on in the next turn. `await asyncio.sleep(0)`.
class YieldAwaiter : public Awaiter
{
public:
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> continuation)
    {
        m_task = &park(continuation);
        m_task->scheduler().wake(*m_task, ReadyCause::Timer);
    }
    void await_resume() const
    {
        if (m_cancelled)
            throw m_task->cancelledError();
    }
    bool wake(TaskState &, bool cancelled) override
    {
        m_cancelled = cancelled;
        return true;
    }
    void describe(TaskWaiting &waiting) const override { waiting.on = WaitKind::Yield; }

    bool isCancelled() const { return m_cancelled; }

private:
    TaskState *m_task = nullptr;
    bool m_cancelled = false;
};

/// Sleeps for a time; gives way once where that is 0 or less. The timer completes the wait in one turn, the
/// task runs in the next, as in asyncio. A cancel ends the sleep at once and takes the timer away.
class SleepAwaiter : public Waiter
{
public:
    explicit SleepAwaiter(Nanoseconds duration) : m_until(duration), m_timer(&SleepAwaiter::due) {}

    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> continuation);
    void await_resume() const
    {
        if (m_cancelled)
            throwCancelled();
    }
    bool wake(TaskState &task, bool cancelled) override;
    bool cancelWait(const CancelRequest &request) override { return m_until != 0 && Waiter::cancelWait(request); }
    void describe(TaskWaiting &waiting) const override;

    bool isCancelled() const { return m_cancelled; }

private:
    struct Timer : Handle {
        using Handle::Handle;
        SleepAwaiter *owner = nullptr;
    };
    static void due(Handle &handle);

    Nanoseconds m_until; // the duration, until the wait begins; 0: it gives way
    Timer m_timer;
};

/// asyncio.sleep(0).
struct [[nodiscard]] Yield {
    YieldAwaiter operator co_await() const { return {}; }
};
inline Yield yield() { return {}; }

/// asyncio.sleep.
struct [[nodiscard]] Sleep {
    Nanoseconds duration;
    SleepAwaiter operator co_await() const { return SleepAwaiter(duration); }
};
inline Sleep sleep(std::chrono::nanoseconds duration) { return {duration.count()}; }

} // namespace coroscope::async

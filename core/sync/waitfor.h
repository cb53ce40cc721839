// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/timeout.h"
#include "core/sync/wait.h"

namespace coroscope::async
{

/// Cancels a future and waits until it is done: what asyncio.wait_for does where there is no time at all.
class CancelAndWaitAwaiter final : public WaitAwaiter
{
public:
    explicit CancelAndWaitAwaiter(const FutureRef &future) : WaitAwaiter({future}, ReturnWhen::AllCompleted, {})
    {
        tellAs(WaitKind::Task);
    }
    void await_suspend(std::coroutine_handle<> continuation)
    {
        WaitAwaiter::await_suspend(continuation);
        futures().front()->cancel({CancelCause::WaitFor, nullptr});
    }
};

/// asyncio.wait_for on a coroutine: a timeout() round it, in the same task. Where `delay` is 0 or less a task
/// is made of it, cancelled at once and waited for.
template <typename F>
std::invoke_result_t<F &> waitFor(std::chrono::nanoseconds delay, F callable)
{
    if (delay.count() > 0) {
        auto inner = timeout(delay, std::move(callable));
        co_return co_await std::move(inner);
    }
    const auto task = Scheduler::running().spawn(std::move(callable));
    co_await CancelAndWaitAwaiter(FutureRef(task.state()));
    if (task.isCancelled())
        throw TimeoutError();
    co_return task.result();
}

} // namespace coroscope::async

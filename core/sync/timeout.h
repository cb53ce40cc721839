// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/scheduler.h"

#include <QCoro/QCoroTask>

#include <chrono>

namespace coroscope::async
{

/// asyncio.timeout: cancels the task that entered it when the time is out.
///
/// enter() and exit() bracket the code; exit() says whether the Cancelled that leaves is its own and so is to
/// be turned into TimeoutError. A task may swallow that cancel; then the timeout has no further effect. Where
/// the deadline has passed on entry, it fires in the next turn.
class TimeoutScope
{
public:
    explicit TimeoutScope(Scheduler &scheduler) : m_scheduler(scheduler), m_timer(&TimeoutScope::fire) {}
    TimeoutScope(const TimeoutScope &) = delete;
    TimeoutScope &operator=(const TimeoutScope &) = delete;

    /// In the task that is to be cancelled.
    void enter(Nanoseconds delay);

    /// What leaves the scope.
    enum class Leaving { Normally, Cancelled, WithError };
    /// Returns true if a TimeoutError takes the place of the Cancelled that leaves.
    bool exit(Leaving leaving);

    Nanoseconds deadline() const { return m_deadline; }

private:
    struct Timer : Handle {
        using Handle::Handle;
        TimeoutScope *owner = nullptr;
    };
    static void fire(Handle &handle);

    Scheduler &m_scheduler;
    TaskState *m_task = nullptr;
    Timer m_timer;
    Nanoseconds m_deadline = noTime;
    ScopeId m_id;
    int m_cancelling = 0;
    bool m_expired = false;
};

/// Runs `callable`, a coroutine, in this task, and throws TimeoutError if it takes longer than `delay`.
template <typename F>
std::invoke_result_t<F &> timeout(std::chrono::nanoseconds delay, F callable)
{
    using T = typename std::invoke_result_t<F &>::value_type;
    TimeoutScope scope(Scheduler::running());
    scope.enter(delay.count());
    auto leaving = TimeoutScope::Leaving::Normally;
    std::exception_ptr error;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await callable();
            scope.exit(leaving);
            co_return;
        } else {
            T value = co_await callable();
            scope.exit(leaving);
            co_return std::move(value);
        }
    } catch (const Cancelled &) {
        leaving = TimeoutScope::Leaving::Cancelled;
        error = std::current_exception();
    } catch (...) {
        leaving = TimeoutScope::Leaving::WithError;
        error = std::current_exception();
    }
    if (scope.exit(leaving))
        throw TimeoutError();
    std::rethrow_exception(error);
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/waiter.h"

#include <optional>
#include <vector>

namespace coroscope::async
{

/// When wait() ends.
enum class ReturnWhen { AllCompleted, FirstCompleted, FirstException };

/// asyncio.wait: waits for futures without asking how they end, and cancels none of them.
///
/// Each future counts in the turn after it is done, also one that was done before the wait began. A time-out
/// just ends the wait. Which are done is up to the caller to look at.
class WaitAwaiter : public Waiter
{
public:
    /// Each of `futures` once; at least one. Without `timeout` it waits as long as it takes.
    WaitAwaiter(std::vector<FutureRef> futures, ReturnWhen returnWhen, std::optional<Nanoseconds> timeout);
    WaitAwaiter(const WaitAwaiter &) = delete;
    WaitAwaiter(WaitAwaiter &&other) noexcept;
    ~WaitAwaiter() override;

    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> continuation);
    void await_resume() const
    {
        if (m_cancelled)
            throwCancelled();
    }
    bool wake(TaskState &task, bool cancelled) override;
    void describe(TaskWaiting &waiting) const override;
    bool isCancelled() const { return m_cancelled; }
    /// Waits that are a part of something else are told as this kind.
    void tellAs(WaitKind kind) { m_kind = kind; }

protected:
    const std::vector<FutureRef> &futures() const { return m_futures; }

private:
    struct Entry : DoneCallback {
        Entry() : DoneCallback(&WaitAwaiter::oneIsDone) {}
        WaitAwaiter *owner = nullptr;
        FutureBase *future = nullptr;
    };
    struct Timer : Handle {
        using Handle::Handle;
        WaitAwaiter *owner = nullptr;
    };
    static void oneIsDone(Handle &handle);
    static void timeIsOut(Handle &handle);
    void forget();

    std::vector<FutureRef> m_futures;
    std::unique_ptr<Entry[]> m_entries;
    std::vector<TaskId> m_tasks;
    Timer m_timer;
    std::optional<Nanoseconds> m_timeout;
    Nanoseconds m_until = noTime;
    std::size_t m_left;
    ReturnWhen m_returnWhen;
    WaitKind m_kind = WaitKind::Wait;
};

/// What wait() found, both in the order given.
template <typename T>
struct WaitResult {
    std::vector<TaskHandle<T>> done;
    std::vector<TaskHandle<T>> pending;
};

template <typename T>
class TaskWaitAwaiter final : public WaitAwaiter
{
public:
    TaskWaitAwaiter(std::vector<TaskHandle<T>> tasks, std::vector<FutureRef> futures, ReturnWhen returnWhen,
                    std::optional<Nanoseconds> timeout)
        : WaitAwaiter(std::move(futures), returnWhen, timeout), m_handles(std::move(tasks))
    {
    }
    WaitResult<T> await_resume()
    {
        WaitAwaiter::await_resume();
        WaitResult<T> result;
        for (const TaskHandle<T> &task : m_handles)
            (task.isDone() ? result.done : result.pending).push_back(task);
        return result;
    }

private:
    std::vector<TaskHandle<T>> m_handles;
};

/// Waits for `tasks`, at least one.
template <typename T>
TaskWaitAwaiter<T> wait(std::vector<TaskHandle<T>> tasks, ReturnWhen returnWhen = ReturnWhen::AllCompleted,
                        std::optional<std::chrono::nanoseconds> timeout = {})
{
    std::vector<FutureRef> futures;
    for (const TaskHandle<T> &task : tasks)
        futures.emplace_back(FutureRef(task.state()));
    return {std::move(tasks), std::move(futures), returnWhen,
            timeout ? std::optional<Nanoseconds>(timeout->count()) : std::nullopt};
}

} // namespace coroscope::async

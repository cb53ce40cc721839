// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/waiter.h"

#include <deque>
#include <optional>
#include <vector>

namespace coroscope::async
{

/// asyncio.as_completed without the type of the results: gives futures in the order in which they are done.
///
/// A future counts in the turn after it is done. When the time is out, every future that is missing counts as
/// timed out. Leaving early cancels nothing, and the time-out goes on running, as in asyncio.
class CompletionOrder : public FutureBase
{
public:
    static Ref<CompletionOrder> make(Scheduler &scheduler, std::vector<FutureRef> futures,
                                     std::optional<Nanoseconds> timeout);
    ~CompletionOrder() override;

    /// Whether next() may be called once more.
    bool hasNext() const { return m_left > 0; }

    /// Waits for the next one.
    class Next : public Waiter
    {
    public:
        explicit Next(Ref<CompletionOrder> order) : m_order(std::move(order)) { --m_order->m_left; }
        bool await_ready() { return m_order->take(m_future); }
        void await_suspend(std::coroutine_handle<> continuation);
        /// Null: the time was out.
        FutureRef await_resume()
        {
            if (m_cancelled)
                throwCancelled();
            return m_future;
        }
        bool wake(TaskState &task, bool cancelled) override;
        void describe(TaskWaiting &waiting) const override;
        bool isCancelled() const { return m_cancelled; }
        const FutureRef &future() const { return m_future; }

    private:
        Ref<CompletionOrder> m_order;
        FutureRef m_future;
    };
    Next next() { return Next(Ref<CompletionOrder>(this)); }

private:
    struct Entry : DoneCallback {
        Entry() : DoneCallback(&CompletionOrder::oneIsDone) {}
        CompletionOrder *owner = nullptr;
        FutureRef future;
        bool missing = true;
    };
    struct Timer : Handle {
        using Handle::Handle;
        CompletionOrder *owner = nullptr;
    };

    explicit CompletionOrder(Scheduler &scheduler) : FutureBase(scheduler), m_timer(&CompletionOrder::timeIsOut) {}
    static void oneIsDone(Handle &handle);
    static void timeIsOut(Handle &handle);
    void put(FutureRef future);
    bool take(FutureRef &future);

    std::unique_ptr<Entry[]> m_entries;
    std::size_t m_count = 0;
    std::size_t m_missing = 0;
    std::size_t m_left = 0;
    std::deque<FutureRef> m_done;
    WaitQueue m_waiters;
    Timer m_timer;
    Nanoseconds m_until = noTime;
};

/// asyncio.as_completed over tasks with the same type of result:
///
///     auto results = asCompleted(tasks);
///     while (results.hasNext()) {
///         const auto page = co_await results.next();
///
/// next() throws the error of a task that failed, and TimeoutError for each that the time-out cut off.
template <typename T>
class AsCompleted
{
public:
    explicit AsCompleted(Ref<CompletionOrder> order) : m_order(std::move(order)) {}
    bool hasNext() const { return m_order->hasNext(); }

    class Next final : public CompletionOrder::Next
    {
    public:
        using CompletionOrder::Next::Next;
        T await_resume()
        {
            const FutureRef future = CompletionOrder::Next::await_resume();
            if (!future)
                throw TimeoutError();
            future->throwIfNotReturned();
            return static_cast<const TaskOf<T> &>(*future).value();
        }
    };
    Next next() { return Next(m_order); }

private:
    Ref<CompletionOrder> m_order;
};

template <typename T>
AsCompleted<T> asCompleted(const std::vector<TaskHandle<T>> &tasks,
                           std::optional<std::chrono::nanoseconds> timeout = {})
{
    std::vector<FutureRef> futures;
    for (const TaskHandle<T> &task : tasks)
        futures.emplace_back(FutureRef(task.state()));
    return AsCompleted<T>(CompletionOrder::make(Scheduler::running(), std::move(futures),
                                                timeout ? std::optional<Nanoseconds>(timeout->count()) : std::nullopt));
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/syncobject.h"

namespace coroscope::async
{

/// asyncio.Semaphore: lets a number of tasks through at a time.
///
/// Who waits is served in order of arrival. release() hands the permit to the first waiter at once, so nobody
/// can overtake it. A waiter that is cancelled after it was handed a permit passes it on when it runs.
class Semaphore
{
public:
    enum class Bound {
        None,
        Initial, ///< BoundedSemaphore: a release beyond the initial number of permits is an error
    };

    /// Throws ValueError if `permits` is negative.
    explicit Semaphore(Scheduler &scheduler, std::int64_t permits = 1, std::string name = "semaphore",
                       Bound bound = Bound::None);
    /// In a task.
    explicit Semaphore(std::int64_t permits = 1, std::string name = "semaphore", Bound bound = Bound::None)
        : Semaphore(Scheduler::running(), permits, std::move(name), bound)
    {
    }

    class Acquire : public Waiter
    {
    public:
        explicit Acquire(Semaphore &semaphore) : m_semaphore(&semaphore) {}
        bool await_ready() { return m_semaphore->tryAcquire(); }
        void await_suspend(std::coroutine_handle<> continuation);
        void await_resume() const
        {
            if (m_cancelled)
                throwCancelled();
        }
        bool wake(TaskState &task, bool cancelled) override;
        void describe(TaskWaiting &waiting) const override;
        bool isCancelled() const { return m_cancelled; }

    private:
        Semaphore *m_semaphore;
    };

    /// Takes a permit; waits while there is none or somebody waits already.
    Awaitable<Acquire, Semaphore> acquire() { return Awaitable<Acquire, Semaphore>(*this); }
    /// As acquire(), giving a guard that releases.
    Awaitable<HoldAwaiter<Semaphore, Acquire>, Semaphore> hold()
    {
        return Awaitable<HoldAwaiter<Semaphore, Acquire>, Semaphore>(*this);
    }
    /// Gives a permit back. Throws ValueError beyond the bound.
    void release();
    /// Whether acquire() would wait.
    bool locked() const { return m_permits == 0 || !m_waiters.allCancelled(); }
    std::int64_t permits() const { return m_permits; }
    const SyncObject &object() const { return m_object; }

private:
    bool tryAcquire();
    bool wakeNext();
    void tell(HolderChange holder) const { m_object.tell(m_permits, m_waiters.pending(), holder); }

    SyncObject m_object;
    WaitQueue m_waiters;
    std::int64_t m_permits;
    std::int64_t m_bound;
};

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/syncobject.h"

namespace coroscope::async
{

/// asyncio.Lock: one task at a time, in order of arrival.
///
/// release() opens the lock and wakes the first waiter, which closes it when it runs; meanwhile nobody else
/// gets in. A waiter that is cancelled while the lock is open wakes the next.
class Lock
{
public:
    explicit Lock(Scheduler &scheduler, std::string name = "lock") : Lock(scheduler, ObjectKind::Lock, std::move(name))
    {
    }

    /// In a task.
    explicit Lock(std::string name = "lock") : Lock(Scheduler::running(), std::move(name)) {}

    class Acquire : public Waiter
    {
    public:
        explicit Acquire(Lock &lock) : m_lock(&lock) {}
        bool await_ready() { return m_lock->tryAcquire(); }
        void await_suspend(std::coroutine_handle<> continuation)
        {
            startWait(continuation);
            setPosition(m_lock->enqueue(*this));
        }
        void await_resume() const
        {
            if (m_cancelled)
                throwCancelled();
        }
        bool wake(TaskState &task, bool cancelled) override;
        void describe(TaskWaiting &waiting) const override
        {
            m_lock->m_object.describeWait(waiting, WaitKind::Lock, m_position);
        }
        bool isCancelled() const { return m_cancelled; }

    private:
        Lock *m_lock;
    };

    Awaitable<Acquire, Lock> acquire() { return Awaitable<Acquire, Lock>(*this); }
    /// As acquire(), giving a guard that releases.
    Awaitable<HoldAwaiter<Lock, Acquire>, Lock> hold() { return Awaitable<HoldAwaiter<Lock, Acquire>, Lock>(*this); }
    /// Throws UsageError if it is not locked.
    void release();
    bool locked() const { return m_locked; }
    const SyncObject &object() const { return m_object; }

private:
    friend class Barrier;
    friend class Condition;

    Lock(Scheduler &scheduler, ObjectKind kind, std::string name, std::int64_t capacity = -1);

    bool tryAcquire();
    std::int64_t enqueue(Waiter &waiter);
    // A waiter's task runs: closes the lock for it, or passes the turn on if it was cancelled.
    void leave(Waiter &waiter, bool cancelled);
    void wakeFirst();
    void tell(HolderChange holder) const;

    SyncObject m_object;
    WaitQueue m_waiters;
    const WaitQueue *m_alsoWaiting = nullptr; // those of the condition whose lock this is
    bool m_locked = false;
    bool m_tellsChanges = true; // false where it is a part of a primitive that tells its own
};

} // namespace coroscope::async

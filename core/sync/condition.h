// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/lock.h"

#include <QCoro/QCoroTask>

namespace coroscope::async
{

/// asyncio.Condition: waits, with a lock of its own, until another task says that something changed.
///
/// wait() gives the lock up, waits for a notify, and takes the lock again before it ends, also when it is
/// cancelled; a cancelled waiter passes its notification on. notify() wakes waiters in order of arrival, but
/// they run on only when they have got the lock.
class Condition
{
public:
    explicit Condition(Scheduler &scheduler, std::string name = "condition");
    /// In a task.
    explicit Condition(std::string name = "condition") : Condition(Scheduler::running(), std::move(name)) {}

    using Acquire = Lock::Acquire;
    auto acquire() { return m_lock.acquire(); }
    /// As acquire(), giving a guard that releases.
    auto hold() { return m_lock.hold(); }
    void release() { m_lock.release(); }
    bool locked() const { return m_lock.locked(); }

    class Wait : public Waiter
    {
    public:
        explicit Wait(Condition &condition) : m_condition(&condition) {}
        /// Throws UsageError if the lock is not held.
        bool await_ready() const;
        void await_suspend(std::coroutine_handle<> continuation);
        void await_resume() const
        {
            if (m_cancelled)
                throw Cancelled(m_message);
        }
        bool wake(TaskState &task, bool cancelled) override;
        void describe(TaskWaiting &waiting) const override;
        bool isCancelled() const { return m_cancelled; }
        const QString &cancelMessage() const { return m_message; }

    private:
        bool takeLock();

        Condition *m_condition;
        QString m_message;
        bool m_wantsLock = false;
    };

    /// Waits for a notify.
    Awaitable<Wait, Condition> wait() { return Awaitable<Wait, Condition>(*this); }
    /// Waits until `predicate` holds; it is asked with the lock held.
    template <typename Predicate>
    QCoro::Task<> waitFor(Predicate predicate)
    {
        bool holds = predicate();
        while (!holds) {
            co_await wait();
            holds = predicate();
        }
    }

    /// Wakes up to `count` waiters. Throws UsageError if the lock is not held.
    void notify(std::int64_t count = 1);
    void notifyAll();
    /// Waits at it and at its lock are told as this kind.
    void tellWaitsAs(WaitKind kind) { m_lock.m_object.tellWaitsAs(kind); }
    const SyncObject &object() const { return m_lock.object(); }
    Lock &lock() { return m_lock; }

private:
    friend class Barrier;

    Condition(Scheduler &scheduler, ObjectKind kind, std::string name, std::int64_t capacity = -1);
    void wakeWaiters(std::int64_t count);

    Lock m_lock;
    WaitQueue m_waiters;
};

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/scheduler.h"

namespace coroscope::async
{

class WaitQueue;

/// An await on a future that nobody else sees: what `fut = loop.create_future(); await fut` is in asyncio.
///
/// All primitives wait through it. Whoever hands something over calls complete(); a cancel ends it too; in
/// both cases the task's step is queued. Derived classes say in wake() what a primitive does then.
class Waiter : public Awaiter
{
public:
    Waiter() = default;
    /// Only before it waits.
    Waiter(const Waiter &other) : Awaiter(other) {}
    Waiter &operator=(const Waiter &) = delete;
    ~Waiter() override;

    bool isPending() const { return m_state == State::Pending; }
    bool isCancelled() const { return m_state == State::Cancelled; }

    /// Ends the wait and queues the task. Only while pending.
    void complete(ReadyCause because)
    {
        Q_ASSERT(m_state == State::Pending);
        m_state = State::Done;
        if (m_queue)
            leavePending();
        m_task->scheduler().wake(*m_task, because);
    }

    bool cancelWait(const CancelRequest &request) override;

    TaskState &task() const { return *m_task; }

protected:
    /// Begins to wait; also again, from within wake().
    void startWait(std::coroutine_handle<> continuation)
    {
        m_state = State::Pending;
        m_task = &park(continuation);
    }
    void startWaitAgain()
    {
        m_state = State::Pending;
        m_task = &parkAgain();
    }
    /// Whether a cancel reached the task while it waited here or after it was handed something.
    bool wasCancelled(bool cancelled) const { return cancelled || m_state == State::Cancelled; }
    [[noreturn]] void throwCancelled() const { throw m_task->cancelledError(); }
    void setPosition(std::int64_t position) { m_position = static_cast<std::int32_t>(position); }

private:
    friend class WaitQueue;
    inline void leavePending();
    enum class State : std::uint8_t { Pending, Done, Cancelled };

    TaskState *m_task = nullptr;
    Waiter *m_previous = nullptr;
    Waiter *m_next = nullptr;
    WaitQueue *m_queue = nullptr;
    State m_state = State::Pending;

protected:
    // Of those derived; they fill the gap that alignment leaves here.
    bool m_cancelled = false;
    std::int32_t m_position = 0;
};

/// The tasks that wait at a primitive, in order of arrival: the deque of futures of asyncio's primitives.
///
/// As there, a waiter that was handed something or was cancelled stays in the queue until its task runs and
/// takes it out; the rules of hand-over look at such waiters too. All operations are O(1), amortised.
class WaitQueue
{
public:
    WaitQueue() = default;
    WaitQueue(const WaitQueue &) = delete;
    WaitQueue &operator=(const WaitQueue &) = delete;

    bool isEmpty() const { return m_first == nullptr; }
    /// How many wait and were handed nothing.
    std::int64_t pending() const { return m_pending; }
    /// Whether all that are in it were cancelled.
    bool allCancelled() const { return m_count == m_cancelled; }
    /// The first of all; may be done or cancelled.
    Waiter *first() const { return m_first; }
    /// The first that was handed nothing and is not cancelled; null if there is none.
    Waiter *firstPending() { return m_pending == 0 ? nullptr : findPending(); }

    void append(Waiter &waiter);
    void remove(Waiter &waiter);
    /// As remove() where it may be gone already.
    void removeIfIn(Waiter &waiter)
    {
        if (waiter.m_queue == this)
            remove(waiter);
    }

private:
    friend class Waiter;
    Waiter *findPending();

    Waiter *m_first = nullptr;
    Waiter *m_last = nullptr;
    Waiter *m_pendingFrom = nullptr; // no pending waiter stands before it
    std::int64_t m_count = 0;
    std::int64_t m_pending = 0;
    std::int64_t m_cancelled = 0;
};

inline void Waiter::leavePending() { --m_queue->m_pending; }

inline Waiter::~Waiter()
{
    if (m_queue) // its coroutine was destroyed while it waited
        m_queue->remove(*this);
}

} // namespace coroscope::async

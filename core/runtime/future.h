// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/runtime/awaiter.h"
#include "core/runtime/handle.h"

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace coroscope::async
{

/// Whether a future is done, and how.
enum class FutureStatus : std::uint8_t { Pending, Returned, Failed, Cancelled };

/// A handle that runs, or a task that wakes, in the turn after a future is done.
class DoneCallback : public Handle
{
public:
    explicit DoneCallback(Run run) : Handle(run) {}
    /// Wakes `task`.
    explicit DoneCallback(TaskState *task) : Handle(nullptr), m_task(task) {}

    /// How the future ended; only once the callback was queued.
    FutureStatus outcome() const { return m_outcome; }

private:
    friend class FutureBase;
    friend class FutureAwaiter;

    FutureStatus m_outcome{}; // of the future, when it is queued
    DoneCallback *m_next = nullptr;
    TaskState *m_task = nullptr;
};

/// What asyncio.Future is, without the type of its result: a state that changes once, an error, and
/// callbacks that are queued, in the order in which they were added, when it is done.
///
/// Counted by reference, in one thread. Tasks, gathers and shields are futures too.
class FutureBase
{
public:
    using State = FutureStatus;

    explicit FutureBase(Scheduler &scheduler) : m_scheduler(&scheduler) {}
    FutureBase(const FutureBase &) = delete;
    FutureBase &operator=(const FutureBase &) = delete;
    virtual ~FutureBase();

    Scheduler &scheduler() const { return *m_scheduler; }
    State state() const { return m_state; }
    bool isDone() const { return m_state != State::Pending; }
    bool isCancelled() const { return m_state == State::Cancelled; }
    bool isFailed() const { return m_state == State::Failed; }
    /// The error of a failed one; null otherwise.
    const std::exception_ptr &exception() const { return m_rare ? m_rare->exception : noException; }
    /// The same for who deals with the error. A task that failed and goes before anybody did is warned about, as in
    /// asyncio.
    const std::exception_ptr &readException()
    {
        if (m_errorUnread)
            errorIsRead();
        return exception();
    }

    /// Cancels a future that is not done and queues its callbacks.
    virtual bool cancel(const CancelRequest &request = {});
    /// The future as a task, if it is one.
    virtual TaskState *asTask() { return nullptr; }

    /// Fails with `error`. Only when not done.
    void fail(std::exception_ptr error, ReadyCause because);

    /// Throws what the result is if it is none: the error, Cancelled, or InvalidStateError while pending.
    void throwIfNotReturned();

    /// The Cancelled to throw at who asks for the result of a cancelled one: with the message the first
    /// time, without it after that, as in asyncio.
    Cancelled takeCancelled();
    /// The message with which the future itself was cancelled, empty for a task.
    QString cancelMessage() const { return m_messageOnce || !m_rare ? QString{} : m_rare->cancelMessage; }

    /// Queues `callback` when the future is done; at once if it is done already.
    void addCallback(DoneCallback &callback);
    /// Takes `callback` out of the list; without effect if it is queued already.
    void removeCallback(DoneCallback &callback);

    /// Describes a wait for this future.
    virtual void describeWait(TaskWaiting &waiting) const;

    /// Sets or clears a mark by which those who are given a list of futures find repetitions. Returns what it was.
    bool mark(bool marked) { return std::exchange(m_marked, marked); }
    /// As mark(), without the need to clear it: by a number that is used once, from Scheduler::nextStamp().
    bool hasStamp(std::uint32_t stamp) { return std::exchange(m_stamp, stamp) == stamp; }

    void retain() { ++m_references; }
    void release()
    {
        if (--m_references == 0)
            delete this;
    }

protected:
    /// Enters a final state and queues the callbacks. Only when not done.
    void complete(State state, ReadyCause because);
    void setException(std::exception_ptr error) { rare().exception = std::move(error); }
    void setCancelMessage(const QString &message, bool once);

    /// What few futures and tasks have. Empty texts: none.
    struct Rare {
        std::exception_ptr exception;
        QString cancelMessage;
        QString thrownMessage; // of a task: of the Cancelled that is to be thrown in
        std::string name;      // of a task
    };
    Rare &rare()
    {
        if (!m_rare)
            m_rare = std::make_unique<Rare>();
        return *m_rare;
    }
    const Rare *rareIfAny() const { return m_rare.get(); }
    Rare *rareIfAny() { return m_rare.get(); }

private:
    static const std::exception_ptr noException;

    void queue(DoneCallback &callback, ReadyCause because);

    Scheduler *m_scheduler;
    DoneCallback *m_lastCallback = nullptr; // of a ring
    std::unique_ptr<Rare> m_rare;
    std::uint32_t m_references = 0;
    std::uint32_t m_stamp = 0;
    State m_state = State::Pending;
    bool m_messageOnce = false;
    bool m_marked = false;

protected:
    // Of TaskState; they fill the gap that alignment leaves here.
    bool m_mustCancel = false;
    bool m_begun = false;
    bool m_waiterCancelled = false;
    bool m_passesCancel = false;
    bool m_errorUnread = false; // it failed, and the scheduler will warn about it

    void errorIsRead();
};

/// Shares a future.
template <typename F>
class Ref
{
public:
    Ref() = default;
    explicit Ref(F *future) : m_future(future)
    {
        if (m_future)
            m_future->retain();
    }
    Ref(const Ref &other) : Ref(other.m_future) {}
    Ref(Ref &&other) noexcept : m_future(std::exchange(other.m_future, nullptr)) {}
    template <typename G>
    requires std::is_convertible_v<G *, F *> Ref(const Ref<G> &other) : Ref(other.get()) {}
    Ref &operator=(Ref other) noexcept
    {
        std::swap(m_future, other.m_future);
        return *this;
    }
    ~Ref()
    {
        if (m_future)
            m_future->release();
    }

    F *get() const { return m_future; }
    F *operator->() const { return m_future; }
    F &operator*() const { return *m_future; }
    explicit operator bool() const { return m_future != nullptr; }
    friend bool operator==(const Ref &a, const Ref &b) { return a.m_future == b.m_future; }

private:
    F *m_future = nullptr;
};

using FutureRef = Ref<FutureBase>;

/// Waits for a future of any sort. await_resume() throws if the future failed or was cancelled, or the task was.
class FutureAwaiter : public Awaiter
{
public:
    explicit FutureAwaiter(FutureRef future)
        : m_future(std::move(future)), m_callback(static_cast<TaskState *>(nullptr))
    {
    }
    FutureAwaiter(const FutureAwaiter &other)
        : Awaiter(other), m_future(other.m_future), m_callback(static_cast<TaskState *>(nullptr))
    {
    }
    FutureAwaiter &operator=(const FutureAwaiter &) = delete;
    ~FutureAwaiter() override;

    bool await_ready() const { return m_future->isDone(); }
    void await_suspend(std::coroutine_handle<> continuation);
    void await_resume()
    {
        if (m_cancelled || m_awaitsItself)
            throwOwnError();
        m_future->throwIfNotReturned();
    }

    bool wake(TaskState &task, bool cancelled) override;
    bool cancelWait(const CancelRequest &request) override { return !m_awaitsItself && m_future->cancel(request); }
    TaskState *awaitedTask() const override { return m_awaitsItself ? nullptr : m_future->asTask(); }
    void describe(TaskWaiting &waiting) const override { m_future->describeWait(waiting); }

    /// Whether the task itself was cancelled, other than through the future.
    bool isCancelled() const { return m_cancelled; }
    /// Whether a task waited for itself, which is an error.
    bool awaitsItself() const { return m_awaitsItself; }
    /// The task that waits.
    TaskState &task() const { return *m_task; }
    FutureBase &future() const { return *m_future; }

protected:
    [[noreturn]] void throwOwnError();

private:
    FutureRef m_future;
    DoneCallback m_callback;
    TaskState *m_task = nullptr;
    bool m_cancelled = false;
    bool m_awaitsItself = false;
};

/// The state behind a Future<T>: a future that somebody completes by hand.
template <typename T>
class FutureState : public FutureBase
{
public:
    using FutureBase::FutureBase;

    /// The value of one that returned. Only then.
    const T &value() const { return *m_value; }
    /// Takes the value out of one that returned, which nobody may ask for it any more.
    T takeValue() { return std::move(*m_value); }

    /// Returns `value`. Only when not done.
    void resolve(T value, ReadyCause because)
    {
        m_value.emplace(std::move(value));
        complete(State::Returned, because);
    }

private:
    std::optional<T> m_value;
};

template <>
class FutureState<void> : public FutureBase
{
public:
    using FutureBase::FutureBase;

    void value() const {}
    void resolve(ReadyCause because) { complete(State::Returned, because); }
};

/// Waits for a future of class F and gives what its value() gives.
template <typename F>
class ResultAwaiter final : public FutureAwaiter
{
public:
    explicit ResultAwaiter(Ref<F> future) : FutureAwaiter(FutureRef(future)) {}

    auto await_resume()
    {
        FutureAwaiter::await_resume();
        return static_cast<const F &>(future()).value();
    }
};

} // namespace coroscope::async

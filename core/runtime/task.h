// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/slab.h"
#include "core/runtime/future.h"
#include "core/runtime/qcoroaccess.h"

#include <QCoro/QCoroTask>

#include <optional>
#include <string>
#include <type_traits>

namespace coroscope::async
{

/// A coroutine that the scheduler runs: asyncio.Task, without the type of its result.
///
/// Its first step is queued when it is made. One entry of the ready queue is one step: it runs until the
/// next await that does not give at once. cancel() throws Cancelled in at the point where it waits; the
/// coroutine may clean up, swallow it or throw it on.
class TaskState : public FutureBase
{
public:
    TaskState(Scheduler &scheduler, TaskId id) : FutureBase(scheduler), m_id(id) {}
    ~TaskState() override;

    TaskId id() const { return m_id; }
    /// `task-ID` where it was given none.
    virtual QString name() const;
    void setName(std::string name) { rare().name = std::move(name); }

    /// Asks the task to end. False if it is done.
    bool cancel(const CancelRequest &request = {}) override;
    /// How many cancels were asked for and not taken back.
    int cancelling() const { return static_cast<int>(m_cancels); }
    /// Takes one request back, as the one who made it does when it handles it. Returns how many are left.
    int uncancel();

    TaskState *asTask() override { return this; }
    void describeWait(TaskWaiting &waiting) const override;

    /// What it waits for now; null while it is ready, runs, or is done.
    const Awaiter *awaiter() const { return m_awaiter; }

    /// The Cancelled to throw in at the task: with the message of the last cancel.
    Cancelled cancelledError();

protected:
    /// How the coroutine ended.
    struct Ending {
        State state = State::Returned;
        std::exception_ptr error;
        /// With which message, where it was cancelled.
        QString message;
    };

    /// Makes the coroutine and runs it up to its first wait.
    virtual void begin() = 0;
    virtual bool coroutineIsDone() const = 0;
    /// After coroutineIsDone(): takes the result over and frees the coroutine.
    virtual Ending collect() = 0;
    /// Keeps the texts that a TaskDone points to.
    struct EndTexts {
        std::string value;
        std::string error;
        std::string message;
    };
    /// Fills in the texts of the result. The default names the error of a task that failed.
    virtual void describeEnd(TaskDone &done, EndTexts &texts) const;
    /// Adds to a wait what the task knows of it: the place in its source.
    virtual void describePlace(TaskWaiting &) const {}
    /// Destroys a coroutine that never ended.
    virtual void discard() = 0;
    /// Whether it is to be cancelled and run on when the scheduler is taken down, so that it can clean up; otherwise
    /// it is discarded at once.
    virtual bool cleansUp() const { return true; }

    static Ending endingOf(std::exception_ptr error);

private:
    friend class Scheduler;
    friend class Awaiter;
    friend class Waiter;

    void step();
    void finish(Ending ending);
    void setThrownMessage(const QString *message);
    QString thrownMessage() const { return rareIfAny() ? rareIfAny()->thrownMessage : QString{}; }

    Awaiter *m_awaiter = nullptr;
    TaskState *m_previous = nullptr;
    TaskState *m_next = nullptr;
    TaskId m_id;
    std::uint32_t m_cancels = 0;
};

/// A task whose result is a T.
template <typename T>
class TaskOf : public TaskState
{
public:
    using TaskState::TaskState;
    const T &value() const { return *m_value; }

protected:
    Ending take(QCoro::Task<T> &root)
    {
        try {
            m_value.emplace(root.operator co_await().await_resume());
            return {};
        } catch (...) {
            return endingOf(std::current_exception());
        }
    }

private:
    std::optional<T> m_value;
};

template <>
class TaskOf<void> : public TaskState
{
public:
    using TaskState::TaskState;
    void value() const {}

protected:
    Ending take(QCoro::Task<void> &root)
    {
        std::exception_ptr error = exceptionOf(root);
        return error ? endingOf(std::move(error)) : Ending{};
    }
};

/// A task made from a callable that gives a QCoro::Task<T>. It owns the callable: a coroutine lambda's
/// captures live in the lambda.
template <typename T, typename F>
class SpawnedTask final : public TaskOf<T>, public InSlab<SpawnedTask<T, F>>
{
public:
    SpawnedTask(Scheduler &scheduler, TaskId id, F callable) : TaskOf<T>(scheduler, id), m_callable(std::move(callable))
    {
    }

protected:
    void begin() override
    {
        try {
            m_root = m_callable();
        } catch (...) {
            // A callable that is no coroutine itself may throw before it makes one.
            m_root = failed(std::current_exception());
        }
    }
    bool coroutineIsDone() const override { return m_root.isReady(); }
    TaskState::Ending collect() override
    {
        auto ending = this->take(m_root);
        m_root = QCoro::Task<T>{};
        return ending;
    }
    void discard() override
    {
        if (!m_root.isReady())
            std::coroutine_handle<>::from_address(*reinterpret_cast<void **>(&m_root)).destroy();
        // The frame is gone; the Task must not touch it any more.
        new (&m_root) QCoro::Task<T>{};
    }

private:
    static QCoro::Task<T> failed(std::exception_ptr error)
    {
        std::rethrow_exception(error);
        co_return co_await QCoro::Task<T>();
    }

    static_assert(sizeof(QCoro::Task<T>) == sizeof(void *), "QCoro::Task is expected to be one handle");

    F m_callable;
    QCoro::Task<T> m_root;
};

/// A task from outside: to await it, cancel it, or read its result. Dropping the handle does not end the task.
template <typename T>
class TaskHandle
{
public:
    using Value = T;

    TaskHandle() = default;
    explicit TaskHandle(Ref<TaskOf<T>> state) : m_state(std::move(state)) {}

    explicit operator bool() const { return static_cast<bool>(m_state); }
    TaskId id() const { return m_state->id(); }
    QString name() const { return m_state->name(); }
    bool isDone() const { return m_state->isDone(); }
    bool isCancelled() const { return m_state->isCancelled(); }

    /// Asks the task to end; `message` travels with the Cancelled. False if it is done.
    bool cancel(const QString &message = {}) const
    {
        return m_state->cancel({CancelCause::Cancel, message.isNull() ? nullptr : &message});
    }

    /// How many cancels were asked for and not taken back.
    int cancelling() const { return m_state->cancelling(); }

    /// The value; throws the task's error, Cancelled, or InvalidStateError while it runs.
    T result() const
    {
        m_state->throwIfNotReturned();
        return m_state->value();
    }

    const Ref<TaskOf<T>> &state() const { return m_state; }

    /// Waits for the task. A cancel of the waiting task cancels this one too.
    ResultAwaiter<TaskOf<T>> operator co_await() const { return ResultAwaiter<TaskOf<T>>(m_state); }

private:
    Ref<TaskOf<T>> m_state;
};

} // namespace coroscope::async

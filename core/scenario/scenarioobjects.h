// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/scenariotask.h"
#include "core/sync/barrier.h"
#include "core/sync/condition.h"
#include "core/sync/event.h"
#include "core/sync/lock.h"
#include "core/sync/queue.h"
#include "core/sync/semaphore.h"
#include "core/sync/threadpool.h"

namespace coroscope
{

/// One of `objects`: a primitive of the runtime behind the methods of the format.
class ObjectHandle : public Handle
{
public:
    QString name() const override { return m_name; }
    /// Calls a plain method; an awaitable one gives a coroutine object.
    CallOutcome callMethod(QStringView method, std::span<const Value> arguments, Value &result) override;

    /// The same by number. `method` is no awaitable one.
    CallOutcome callPlain(Method method, std::span<const Value> arguments, Value &result);

    /// Whether `await: object.method()` is meant.
    virtual bool isAwaitable(Method) const { return false; }
    /// Whether `call: object.method()` runs it and waits, though it is a coroutine in asyncio.
    virtual bool isAwaitedByCall(Method) const { return false; }
    /// Begins an awaitable method.
    virtual Start start(ScenarioTask &task, Method method, std::span<const Value> arguments);
    /// `with:`; the value is what `as:` binds.
    virtual Start enter(ScenarioTask &task);
    /// Leaves the `with:`. May throw what the runtime throws.
    virtual void exit() {}
    virtual bool canEnter() const { return false; }
    /// Lets go of the values in it, when the run is over.
    virtual void dropContents() {}

protected:
    ObjectHandle(RunContext &run, QString name) : Handle(ObjectTag), m_run(run), m_name(std::move(name)) {}
    /// A plain method. Gives false where there is none; may throw what the runtime throws, or ScenarioError.
    virtual bool call(Method method, std::span<const Value> arguments, Value &result) = 0;

    RunContext &m_run;

private:
    QString m_name;
};

class SemaphoreHandle final : public ObjectHandle
{
public:
    SemaphoreHandle(RunContext &run, const QString &name, std::int64_t permits, async::Semaphore::Bound bound);
    QString handleKind() const override { return QStringLiteral("semaphore"); }
    bool isAwaitable(Method method) const override { return method == Method::Acquire; }
    Start start(ScenarioTask &task, Method method, std::span<const Value> arguments) override;
    bool canEnter() const override { return true; }
    Start enter(ScenarioTask &task) override;
    void exit() override { m_semaphore.release(); }

protected:
    bool call(Method method, std::span<const Value> arguments, Value &result) override;

private:
    async::Semaphore m_semaphore;
};

class LockHandle final : public ObjectHandle
{
public:
    LockHandle(RunContext &run, const QString &name);
    QString handleKind() const override { return QStringLiteral("lock"); }
    bool isAwaitable(Method method) const override { return method == Method::Acquire; }
    Start start(ScenarioTask &task, Method method, std::span<const Value> arguments) override;
    bool canEnter() const override { return true; }
    Start enter(ScenarioTask &task) override;
    void exit() override { m_lock.release(); }

protected:
    bool call(Method method, std::span<const Value> arguments, Value &result) override;

private:
    async::Lock m_lock;
};

class EventHandle final : public ObjectHandle
{
public:
    EventHandle(RunContext &run, const QString &name);
    QString handleKind() const override { return QStringLiteral("event"); }
    bool isAwaitable(Method method) const override { return method == Method::Wait; }
    Start start(ScenarioTask &task, Method method, std::span<const Value> arguments) override;

protected:
    bool call(Method method, std::span<const Value> arguments, Value &result) override;

private:
    async::Event m_event;
};

class ConditionHandle final : public ObjectHandle
{
public:
    ConditionHandle(RunContext &run, const QString &name);
    QString handleKind() const override { return QStringLiteral("condition"); }
    bool isAwaitable(Method method) const override { return method == Method::Acquire || method == Method::Wait; }
    Start start(ScenarioTask &task, Method method, std::span<const Value> arguments) override;
    bool canEnter() const override { return true; }
    Start enter(ScenarioTask &task) override;
    void exit() override { m_condition.release(); }

protected:
    bool call(Method method, std::span<const Value> arguments, Value &result) override;

private:
    async::Condition m_condition;
};

class BarrierHandle final : public ObjectHandle
{
public:
    BarrierHandle(RunContext &run, const QString &name, std::int64_t parties);
    QString handleKind() const override { return QStringLiteral("barrier"); }
    bool isAwaitable(Method method) const override
    {
        return method == Method::Wait || method == Method::Reset || method == Method::Abort;
    }
    bool isAwaitedByCall(Method method) const override { return method == Method::Reset || method == Method::Abort; }
    Start start(ScenarioTask &task, Method method, std::span<const Value> arguments) override;
    bool canEnter() const override { return true; }
    Start enter(ScenarioTask &task) override;

protected:
    bool call(Method method, std::span<const Value> arguments, Value &result) override;

private:
    async::Barrier m_barrier;
};

/// Orders the items of a PriorityQueue as Python does; throws ScenarioError where that has no order.
struct ValueLess {
    bool operator()(const Value &left, const Value &right) const;
};

class QueueHandle final : public ObjectHandle
{
public:
    QueueHandle(RunContext &run, const QString &name, std::int64_t maxSize, async::QueueOrder order);
    QString handleKind() const override { return QStringLiteral("queue"); }
    bool isAwaitable(Method method) const override
    {
        return method == Method::Put || method == Method::Get || method == Method::Join;
    }
    Start start(ScenarioTask &task, Method method, std::span<const Value> arguments) override;
    void dropContents() override;

protected:
    bool call(Method method, std::span<const Value> arguments, Value &result) override;

private:
    async::Queue<Value, ValueLess> m_queue;
};

/// A job of a scenario: it takes its time and gives its value.
class ScenarioJob final : public async::JobBase
{
public:
    ScenarioJob(async::ThreadPool &pool, std::string name, Nanoseconds duration, Value value)
        : JobBase(pool, std::move(name), duration), m_duration(duration), m_value(std::move(value))
    {
    }
    const Value &value() const { return m_value; }

protected:
    void work() override;
    void deliver() override { complete(State::Returned, ReadyCause::Executor); }

private:
    Nanoseconds m_duration;
    Value m_value;
};

class PoolHandle final : public ObjectHandle
{
public:
    PoolHandle(RunContext &run, const QString &name, int threads);
    QString handleKind() const override { return QStringLiteral("thread pool"); }
    async::ThreadPool &pool() { return m_pool; }

protected:
    bool call(Method, std::span<const Value>, Value &) override { return false; }

private:
    async::ThreadPool m_pool;
};

/// Makes one of `objects` from its evaluated arguments. Throws what the runtime throws, or ScenarioError.
/// A `Future()` is a FutureValue.
Value makeObject(RunContext &run, const ObjectSpec &spec, std::span<const Value> arguments);

} // namespace coroscope

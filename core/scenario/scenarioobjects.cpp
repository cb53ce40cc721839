// SPDX-License-Identifier: MIT
#include "core/scenario/scenarioobjects.h"

#include "core/scenario/scenarioerror.h"

#include <QThread>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

// A whole number among the arguments of a constructor or a method; `fallback` where it is left out.
std::int64_t wholeNumber(std::span<const Value> arguments, std::size_t index, std::int64_t fallback)
{
    if (index >= arguments.size())
        return fallback;
    const Value &value = arguments[index];
    if (!value.isNumber() || std::floor(value.asNumber()) != value.asNumber() || std::abs(value.asNumber()) > 9e15)
        throw ScenarioError(
            makeError(BuiltinError::TypeError, QStringLiteral("a whole number is wanted, not `%1`").arg(value.text())));
    return static_cast<std::int64_t>(value.asNumber());
}

constexpr auto giveTrue = [](ScenarioTask &, auto &) { return Value::boolean(true); };
constexpr auto giveNull = [](ScenarioTask &, auto &) { return Value(); };

} // namespace

CallOutcome ObjectHandle::callMethod(QStringView methodText, std::span<const Value> arguments, Value &result)
{
    const Method method = methodFromName(methodText);
    if (isAwaitable(method)) {
        const auto coroutine = makeHandle<CoroutineValue>(CoroutineValue::Kind::Method, m_run);
        coroutine->object = SharedRef<Handle>(this);
        coroutine->method = method;
        coroutine->arguments.assign(arguments);
        result = Value::object(coroutine);
        return CallOutcome::Returned;
    }
    return callPlain(method, arguments, result);
}

CallOutcome ObjectHandle::callPlain(Method method, std::span<const Value> arguments, Value &result)
{
    try {
        result = Value();
        return call(method, arguments, result) ? CallOutcome::Returned : CallOutcome::Unknown;
    } catch (...) {
        result = errorFromException(std::current_exception());
        return CallOutcome::Raised;
    }
}

Start ObjectHandle::start(ScenarioTask &task, Method, std::span<const Value>)
{
    return task.raise(BuiltinError::TypeError, QStringLiteral("a %1 cannot be awaited so").arg(handleKind()));
}

Start ObjectHandle::enter(ScenarioTask &task)
{
    return task.raise(
        BuiltinError::TypeError,
        QStringLiteral("'%1' object does not support the asynchronous context manager protocol").arg(handleKind()));
}

SemaphoreHandle::SemaphoreHandle(RunContext &run, const QString &name, std::int64_t permits,
                                 async::Semaphore::Bound bound)
    : ObjectHandle(run, name), m_semaphore(run.scheduler, permits, name.toStdString(), bound)
{
}

Start SemaphoreHandle::start(ScenarioTask &task, Method, std::span<const Value>)
{
    return task.wait(m_semaphore.acquire(), giveTrue);
}

Start SemaphoreHandle::enter(ScenarioTask &task) { return task.wait(m_semaphore.acquire(), giveNull); }

bool SemaphoreHandle::call(Method method, std::span<const Value>, Value &result)
{
    if (method == Method::Release)
        m_semaphore.release();
    else if (method == Method::Locked)
        result = Value::boolean(m_semaphore.locked());
    else
        return false;
    return true;
}

LockHandle::LockHandle(RunContext &run, const QString &name)
    : ObjectHandle(run, name), m_lock(run.scheduler, name.toStdString())
{
}

Start LockHandle::start(ScenarioTask &task, Method, std::span<const Value>)
{
    return task.wait(m_lock.acquire(), giveTrue);
}

Start LockHandle::enter(ScenarioTask &task) { return task.wait(m_lock.acquire(), giveNull); }

bool LockHandle::call(Method method, std::span<const Value>, Value &result)
{
    if (method == Method::Release)
        m_lock.release();
    else if (method == Method::Locked)
        result = Value::boolean(m_lock.locked());
    else
        return false;
    return true;
}

EventHandle::EventHandle(RunContext &run, const QString &name)
    : ObjectHandle(run, name), m_event(run.scheduler, name.toStdString())
{
}

Start EventHandle::start(ScenarioTask &task, Method, std::span<const Value>)
{
    return task.wait(m_event.wait(), giveTrue);
}

bool EventHandle::call(Method method, std::span<const Value>, Value &result)
{
    if (method == Method::Set)
        m_event.set();
    else if (method == Method::Clear)
        m_event.clear();
    else if (method == Method::IsSet)
        result = Value::boolean(m_event.isSet());
    else
        return false;
    return true;
}

ConditionHandle::ConditionHandle(RunContext &run, const QString &name)
    : ObjectHandle(run, name), m_condition(run.scheduler, name.toStdString())
{
}

Start ConditionHandle::start(ScenarioTask &task, Method method, std::span<const Value>)
{
    if (method == Method::Acquire)
        return task.wait(m_condition.acquire(), giveTrue);
    return task.wait(m_condition.wait(), giveTrue);
}

Start ConditionHandle::enter(ScenarioTask &task) { return task.wait(m_condition.acquire(), giveNull); }

bool ConditionHandle::call(Method method, std::span<const Value> arguments, Value &result)
{
    switch (method) {
    case Method::Notify:
        m_condition.notify(wholeNumber(arguments, 0, 1));
        return true;
    case Method::NotifyAll:
        m_condition.notifyAll();
        return true;
    case Method::Release:
        m_condition.release();
        return true;
    case Method::Locked:
        result = Value::boolean(m_condition.locked());
        return true;
    default:
        return false;
    }
}

BarrierHandle::BarrierHandle(RunContext &run, const QString &name, std::int64_t parties)
    : ObjectHandle(run, name), m_barrier(run.scheduler, parties, name.toStdString())
{
}

namespace
{

QCoro::Task<std::int64_t> numbered(QCoro::Task<> task)
{
    co_await task;
    co_return -1;
}

} // namespace

Start BarrierHandle::start(ScenarioTask &task, Method method, std::span<const Value>)
{
    if (method == Method::Reset)
        return task.waitNative(numbered(m_barrier.reset()));
    if (method == Method::Abort)
        return task.waitNative(numbered(m_barrier.abort()));
    return task.waitNative(m_barrier.wait());
}

Start BarrierHandle::enter(ScenarioTask &task) { return task.waitNative(m_barrier.wait()); }

bool BarrierHandle::call(Method, std::span<const Value>, Value &) { return false; }

bool ValueLess::operator()(const Value &left, const Value &right) const
{
    const std::optional<bool> less = lessThan(left, right);
    if (!less)
        throw ScenarioError(makeError(BuiltinError::TypeError, notComparableMessage(left, right)));
    return *less;
}

QueueHandle::QueueHandle(RunContext &run, const QString &name, std::int64_t maxSize, async::QueueOrder order)
    : ObjectHandle(run, name), m_queue(run.scheduler, maxSize, name.toStdString(), order)
{
}

Start QueueHandle::start(ScenarioTask &task, Method method, std::span<const Value> arguments)
{
    if (method == Method::Get)
        return task.wait(m_queue.get(), [](ScenarioTask &, auto &get) { return get.await_resume(); });
    if (method == Method::Join)
        return task.wait(m_queue.join(), giveNull);
    return task.wait(m_queue.put(arguments.empty() ? Value() : arguments[0]), [](ScenarioTask &, auto &put) {
        put.await_resume();
        return Value();
    });
}

void QueueHandle::dropContents()
{
    std::vector<Value> items; // destroyed when the queue is empty and nobody asks it for anything
    while (!m_queue.isEmpty())
        items.push_back(m_queue.getNowait());
}

bool QueueHandle::call(Method method, std::span<const Value> arguments, Value &result)
{
    switch (method) {
    case Method::PutNowait:
        m_queue.putNowait(arguments.empty() ? Value() : arguments[0]);
        return true;
    case Method::GetNowait:
        result = m_queue.getNowait();
        return true;
    case Method::TaskDone:
        m_queue.taskDone();
        return true;
    case Method::QSize:
        result = Value::number(static_cast<double>(m_queue.size()));
        return true;
    case Method::Empty:
        result = Value::boolean(m_queue.isEmpty());
        return true;
    case Method::Full:
        result = Value::boolean(m_queue.isFull());
        return true;
    default:
        return false;
    }
}

void ScenarioJob::work()
{
    if (scheduler().options().clock == async::ClockMode::Virtual)
        return;
    // On a thread of the pool, in slices, so that a stop does not have to wait for the end of a long job.
    static constexpr Nanoseconds slice = 20'000'000;
    for (Nanoseconds left = m_duration; left > 0 && !scheduler().stopRequested(); left -= slice)
        QThread::usleep(static_cast<unsigned long>(std::max<Nanoseconds>(std::min(left, slice) / 1000, 1)));
}

PoolHandle::PoolHandle(RunContext &run, const QString &name, int threads)
    : ObjectHandle(run, name), m_pool(run.scheduler, threads, name.toStdString())
{
}

Value makeObject(RunContext &run, const ObjectSpec &spec, std::span<const Value> arguments)
{
    static constexpr std::int64_t mostThreads = 10'000;
    const auto handle = [](ObjectHandle *object) { return Value::object(static_cast<SharedObject *>(object)); };
    using async::QueueOrder;
    using Bound = async::Semaphore::Bound;
    switch (spec.constructor) {
    case Constructor::Semaphore:
        return handle(new SemaphoreHandle(run, spec.name, wholeNumber(arguments, 0, 1), Bound::None));
    case Constructor::BoundedSemaphore:
        return handle(new SemaphoreHandle(run, spec.name, wholeNumber(arguments, 0, 1), Bound::Initial));
    case Constructor::Lock:
        return handle(new LockHandle(run, spec.name));
    case Constructor::Event:
        return handle(new EventHandle(run, spec.name));
    case Constructor::Condition:
        return handle(new ConditionHandle(run, spec.name));
    case Constructor::Queue:
        return handle(new QueueHandle(run, spec.name, wholeNumber(arguments, 0, 0), QueueOrder::Fifo));
    case Constructor::PriorityQueue:
        return handle(new QueueHandle(run, spec.name, wholeNumber(arguments, 0, 0), QueueOrder::Priority));
    case Constructor::LifoQueue:
        return handle(new QueueHandle(run, spec.name, wholeNumber(arguments, 0, 0), QueueOrder::Lifo));
    case Constructor::Barrier:
        return handle(new BarrierHandle(run, spec.name, wholeNumber(arguments, 0, 1)));
    case Constructor::Future:
        return Value::object(
            makeHandle<FutureValue>(async::FutureRef(new ObjectFuture(run.scheduler, spec.name)), run, spec.name));
    case Constructor::ThreadPool:
        return handle(
            new PoolHandle(run, spec.name, static_cast<int>(std::min(wholeNumber(arguments, 0, 1), mostThreads))));
    }
    return {};
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
// How a task of a scenario evaluates values, makes awaitables and begins to wait.
#include "core/scenario/futureresult.h"
#include "core/scenario/scenarioerror.h"
#include "core/scenario/scenarioobjects.h"
#include "core/scenario/scenariotask.h"
#include "core/sync/gather.h"
#include "core/sync/shield.h"
#include "core/sync/sleep.h"
#include "core/sync/waitfor.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coroscope
{
namespace
{

CoroutineValue *asCoroutine(const Value &value)
{
    return value.isHandle() && value.asHandle().tag() == CoroutineTag ? static_cast<CoroutineValue *>(&value.asHandle())
                                                                      : nullptr;
}

FutureValue *asFuture(const Value &value)
{
    return value.isHandle() && value.asHandle().tag() == FutureTag ? static_cast<FutureValue *>(&value.asHandle())
                                                                   : nullptr;
}

QString notAwaitable(const Value &value)
{
    return QStringLiteral("%1 can't be used in 'await' expression: a task, a future or a coroutine is wanted")
        .arg(value.isHandle() ? value.asHandle().handleKind() : pythonTypeName(value));
}

} // namespace

Start ScenarioTask::raise(BuiltinError type, const QString &message) { return raise(makeError(type, message)); }

Value ScenarioTask::errorOfCurrentException() { return errorFromException(std::current_exception()); }

Value ScenarioTask::cancelledValue() { return makeError(BuiltinError::CancelledError, cancelledError().message()); }

void ScenarioTask::dropAwaiter()
{
    if (async::Awaiter *stored = std::exchange(m_awaiterStored, nullptr)) {
        if (m_awaiterOnHeap)
            delete stored;
        else
            stored->~Awaiter();
    }
    m_collect = nullptr;
}

Start ScenarioTask::collectNow()
{
    const auto collect = std::exchange(m_collect, nullptr);
    const bool ok = collect(*this);
    dropAwaiter();
    return ok ? Start::Ready : Start::Raised;
}

Start ScenarioTask::waitNative(QCoro::Task<std::int64_t> coroutine)
{
    m_native = std::move(coroutine);
    return Start::Native;
}

Start ScenarioTask::waitFuture(const async::FutureRef &future)
{
    if (future->isDone())
        return takeResult(*future, m_register) ? Start::Ready : Start::Raised;
    return wait(async::FutureAwaiter(future));
}

bool ScenarioTask::collectFuture(async::FutureAwaiter &awaiter)
{
    if (awaiter.awaitsItself()) {
        m_register =
            makeError(BuiltinError::RuntimeError, QStringLiteral("Task cannot await on itself: %1").arg(name()));
        return false;
    }
    return takeResult(awaiter.future(), m_register);
}

bool ScenarioTask::evaluateOther(const ValueCode &code, const Frame &frame, Value &result)
{
    switch (code.kind) {
    case ValueCode::Kind::Constant:
        result = code.constant;
        return true;
    case ValueCode::Kind::Local:
        break;
    case ValueCode::Kind::Global:
        result = m_run.globals[static_cast<std::size_t>(code.slot)];
        return true;
    case ValueCode::Kind::List:
    case ValueCode::Kind::Map: {
        Value::Items items;
        for (const ValueCode &item : code.items) {
            Value value;
            if (!evaluate(item, frame, value))
                return false;
            items.push_back(std::move(value));
        }
        if (code.kind == ValueCode::Kind::List) {
            result = Value::list(std::move(items));
            return true;
        }
        result = Value::map();
        for (std::size_t index = 0; index < items.size(); ++index)
            result.asMap().set(code.keys[index], std::move(items[index]));
        return true;
    }
    case ValueCode::Kind::Expression:
        break;
    }
    if (!code.expression.isValid()) {
        m_register =
            makeError(BuiltinError::UnboundLocalError, QStringLiteral("a variable is used before it has a value"));
        return false;
    }
    switch (m_run.evaluator.evaluate(code.expression, frame.locals, m_run.globals.data(), result)) {
    case Evaluation::Done:
        return true;
    case Evaluation::Raised:
        m_register = std::move(result);
        if (m_instruction && m_register.asError().line == 0)
            m_register.asError().line = m_instruction->line;
        return false;
    case Evaluation::Stopped:
        m_run.scheduler.requestStop();
        m_register = makeError(BuiltinError::RuntimeError, QStringLiteral("stopped"));
        return false;
    }
    return false;
}

bool ScenarioTask::durationOf(const Value &value, Nanoseconds &duration)
{
    if (value.isNumber()) {
        if (std::isnan(value.asNumber())) {
            m_register = makeError(BuiltinError::ValueError, QStringLiteral("Invalid delay: NaN (not a number)"));
            return false;
        }
        duration = fromSeconds(value.asNumber());
        return true;
    }
    if (value.isString()) {
        if (const auto parsed = parseDuration(value.asString())) {
            duration = *parsed;
            return true;
        }
    }
    m_register =
        makeError(BuiltinError::TypeError,
                  QStringLiteral("`%1` is no duration; write seconds, or a text such as 250ms").arg(value.text()));
    return false;
}

bool ScenarioTask::evaluateDuration(const ValueCode &code, const Frame &frame, Nanoseconds &duration, bool *isNull)
{
    Value value;
    if (!evaluate(code, frame, value))
        return false;
    if (isNull) {
        *isNull = value.isNull();
        if (*isNull)
            return true;
    }
    return durationOf(value, duration);
}

bool ScenarioTask::arguments(const CallCode &code, const Frame &frame, Arguments &values)
{
    values.resize(code.arguments.size());
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (!evaluate(code.arguments[index], frame, values[index]))
            return false;
    }
    return true;
}

bool ScenarioTask::makeAwaitable(const CallCode &code, const Frame &frame, Value &result)
{
    switch (code.kind) {
    case CallSpec::Kind::Coroutine: {
        if (code.function->isGenerator) {
            Arguments values;
            if (!arguments(code, frame, values))
                return false;
            result = Value::object(makeHandle<GeneratorValue>(m_run, *code.function, values.view()));
            return true;
        }
        const auto coroutine = makeHandle<CoroutineValue>(CoroutineValue::Kind::Function, m_run);
        coroutine->function = code.function;
        if (!arguments(code, frame, coroutine->arguments))
            return false;
        result = Value::object(coroutine);
        return true;
    }
    case CallSpec::Kind::Method: {
        Value object;
        Arguments values;
        if (!evaluate(code.object, frame, object) || !arguments(code, frame, values))
            return false;
        if (object.isHandle()) {
            switch (object.asHandle().callMethod(methodName(code.method), values.view(), m_register)) {
            case CallOutcome::Returned:
                if (CoroutineValue *made = asCoroutine(m_register))
                    made->verb = code.name;
                result = std::move(m_register);
                return true;
            case CallOutcome::Raised:
                return false;
            case CallOutcome::Unknown:
                break;
            }
        }
        m_register = makeError(BuiltinError::TypeError,
                               QStringLiteral("`%1` has no method `%2`").arg(code.name, methodName(code.method)));
        return false;
    }
    case CallSpec::Kind::Variable:
    case CallSpec::Kind::Expression:
        return evaluate(code.object, frame, result);
    case CallSpec::Kind::Nested:
        break;
    }
    const auto coroutine = [&](CoroutineValue::Kind kind) { return makeHandle<CoroutineValue>(kind, m_run); };
    switch (code.verb) {
    case Verb::Sleep: {
        const auto made = coroutine(CoroutineValue::Kind::Sleep);
        if (!evaluateDuration(code.duration, frame, made->duration))
            return false;
        result = Value::object(made);
        return true;
    }
    case Verb::WaitFor: {
        const auto made = coroutine(CoroutineValue::Kind::WaitFor);
        bool isNull = false;
        if (!makeAwaitable(*code.inner, frame, made->inner) ||
            !evaluateDuration(code.duration, frame, made->duration, &isNull))
            return false;
        made->hasDuration = !isNull;
        result = Value::object(made);
        return true;
    }
    case Verb::ToThread: {
        const auto made = coroutine(CoroutineValue::Kind::ToThread);
        bool isNull = false;
        if (!evaluateDuration(code.duration, frame, made->duration, &isNull) ||
            !evaluate(code.value, frame, made->result) || !evaluate(code.pool, frame, made->pool))
            return false;
        result = Value::object(made);
        return true;
    }
    case Verb::Shield: {
        Value inner;
        async::FutureRef future;
        if (!makeAwaitable(*code.inner, frame, inner) || !ensureFuture(inner, {}, code.line, future))
            return false;
        result = m_run.futureValue(async::Shielding::make(scheduler(), future), QStringLiteral("shield"));
        return true;
    }
    case Verb::Gather:
        return makeGathering(frame.function->groups[static_cast<std::size_t>(code.group)], const_cast<Frame &>(frame),
                             result);
    default:
        return false;
    }
}

bool ScenarioTask::evaluateItems(const ValueCode &code, const Frame &frame, Value &list)
{
    if (!evaluate(code, frame, list))
        return false;
    if (list.isList())
        return true;
    if (!list.isString()) {
        m_register =
            makeError(BuiltinError::TypeError, QStringLiteral("'%1' object is not iterable").arg(pythonTypeName(list)));
        return false;
    }
    const QString text = list.asString().toString();
    Value::Items characters;
    for (qsizetype at = 0; at < text.size();) {
        const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const qsizetype length = isPair ? 2 : 1;
        characters.push_back(Value::string(text.mid(at, length)));
        at += length;
    }
    list = Value::list(std::move(characters));
    return true;
}

bool ScenarioTask::forEach(const EachCode &each, Frame &frame, const std::function<bool()> &body)
{
    if (!each.used)
        return body();
    Value list;
    if (!evaluateItems(each.list, frame, list))
        return false;
    for (std::size_t index = 0; index < list.items().size(); ++index) {
        frame.locals[each.slot] = list.items()[index];
        if (!body())
            return false;
        if ((index & 255) == 255 ? !m_run.countOperations(256) : isStopping()) {
            m_register = makeError(BuiltinError::RuntimeError, QStringLiteral("stopped"));
            return false;
        }
    }
    frame.locals[each.slot] = Value::unset();
    return true;
}

// All calls are made before the first becomes a task, as Python evaluates arguments before it calls.
bool ScenarioTask::collectAwaitables(const GroupCode &code, Frame &frame, std::vector<Value> &values)
{
    const auto collectOne = [&](const CallCode &call) {
        Value value;
        if (!makeAwaitable(call, frame, value))
            return false;
        if (value.isList()) {
            for (const Value &item : value.items())
                values.push_back(item);
        } else {
            values.push_back(std::move(value));
        }
        return true;
    };
    return forEach(code.each, frame, [&] {
        for (const CallCode &call : code.calls) {
            if (!collectOne(call))
                return false;
        }
        return true;
    });
}

bool ScenarioTask::ensureFuture(const Value &awaitable, ObjectId group, int line, async::FutureRef &future)
{
    if (const FutureValue *value = asFuture(awaitable)) {
        future = value->reference();
        return true;
    }
    CoroutineValue *coroutine = asCoroutine(awaitable);
    if (!coroutine) {
        m_register = makeError(BuiltinError::TypeError,
                               QStringLiteral("An asyncio.Future, a coroutine or an awaitable is required"));
        return false;
    }
    ScenarioTask *task = m_run.spawn(SharedRef<CoroutineValue>(coroutine), {}, group, line);
    if (!task) {
        m_register = makeError(BuiltinError::RuntimeError, QStringLiteral("stopped"));
        return false;
    }
    future = async::FutureRef(task);
    return true;
}

// The same coroutine object twice is one task, as in asyncio.
bool ScenarioTask::ensureFutures(const std::vector<Value> &values, ObjectId group,
                                 std::vector<async::FutureRef> &futures)
{
    futures.reserve(values.size());
    std::vector<std::pair<const SharedObject *, std::size_t>> coroutines;
    for (const Value &value : values) {
        if (CoroutineValue *coroutine = asCoroutine(value); coroutine && coroutine->references() > 1) {
            const auto known = std::find_if(coroutines.begin(), coroutines.end(),
                                            [coroutine](const auto &entry) { return entry.first == coroutine; });
            if (known != coroutines.end()) {
                futures.push_back(futures[known->second]);
                continue;
            }
            coroutines.emplace_back(coroutine, futures.size());
        }
        async::FutureRef future;
        if (!ensureFuture(value, group, m_instruction->line, future))
            return false;
        futures.push_back(std::move(future));
    }
    return true;
}

bool ScenarioTask::makeGathering(const GroupCode &code, Frame &frame, Value &result)
{
    std::vector<Value> values;
    Value returnExceptions;
    if (!collectAwaitables(code, frame, values) || !evaluate(code.returnExceptions, frame, returnExceptions))
        return false;
    const ObjectId object = async::tellGather(scheduler(), values.size());
    std::vector<async::FutureRef> futures;
    if (!ensureFutures(values, object, futures))
        return false;
    result =
        m_run.futureValue(async::Gathering::make(scheduler(), std::move(futures), returnExceptions.truthy(), object),
                          QStringLiteral("gather"));
    return true;
}

bool ScenarioTask::createTasks(const CreateTaskCode &code, Frame &frame, int line)
{
    Value::Items created;
    const auto createOne = [&] {
        Value value;
        if (!makeAwaitable(code.call, frame, value))
            return false;
        QString taskName;
        if (code.name) {
            Value text;
            if (!evaluate(*code.name, frame, text))
                return false;
            taskName = text.text();
            if (taskName.isNull())
                taskName = QLatin1String("");
        }
        SharedRef<CoroutineValue> coroutine(asCoroutine(value));
        if (asFuture(value) && code.call.kind == CallSpec::Kind::Nested) {
            coroutine = makeHandle<CoroutineValue>(CoroutineValue::Kind::Future, m_run);
            coroutine->verb = code.call.verb == Verb::Shield ? QStringLiteral("shield") : QStringLiteral("gather");
            coroutine->inner = value;
        }
        if (!coroutine) {
            m_register = makeError(BuiltinError::TypeError,
                                   QStringLiteral("a coroutine was expected, got %1").arg(value.text()));
            return false;
        }
        async::TaskGroup *group = nullptr;
        if (code.groupSlot >= 0) {
            const Value &holder = frame.locals[code.groupSlot];
            if (!holder.isHandle() || holder.asHandle().tag() != GroupTag) {
                m_register = makeError(BuiltinError::TypeError, QStringLiteral("`in:` wants a task group"));
                return false;
            }
            group = &static_cast<GroupValue &>(holder.asHandle()).group;
            try {
                group->requireOpen();
            } catch (...) {
                m_register = errorOfCurrentException();
                return false;
            }
        }
        ScenarioTask *task = m_run.spawn(coroutine, taskName, group ? group->id() : ObjectId(), line);
        if (!task) {
            m_register = makeError(BuiltinError::RuntimeError, QStringLiteral("stopped"));
            return false;
        }
        if (group)
            group->add(*task);
        if (code.resultSlot >= 0)
            created.push_back(m_run.futureValue(async::FutureRef(task)));
        return true;
    };
    if (!forEach(code.each, frame, createOne))
        return false;
    if (code.resultSlot >= 0)
        frame.locals[code.resultSlot] = code.each.used ? Value::list(std::move(created)) : created.front();
    return true;
}

bool ScenarioTask::cancelValues(const Value &target, const Value &message)
{
    if (target.isList()) {
        const Value kept = target;
        for (std::size_t index = 0; index < kept.items().size(); ++index) {
            if (!cancelValues(Value(kept.items()[index]), message))
                return false;
        }
        return true;
    }
    if (FutureValue *future = asFuture(target)) {
        const QString text = message.text();
        future->future().cancel({CancelCause::Cancel, message.isNull() ? nullptr : &text});
        return true;
    }
    m_register = makeError(BuiltinError::TypeError,
                           QStringLiteral("only a task or a future can be cancelled, not `%1`").arg(target.text()));
    return false;
}

Start ScenarioTask::startCall(const CallCode &code, const Frame &frame)
{
    Frame *called = takeFrame(*code.function);
    if (!called)
        return Start::Raised;
    for (std::size_t index = 0; index < code.arguments.size(); ++index) {
        if (!evaluate(code.arguments[index], frame, called->locals[index])) {
            m_run.frames.give(called);
            return Start::Raised;
        }
    }
    pushExisting(called, FrameKind::Call, m_instruction->a);
    return Start::Called;
}

Start ScenarioTask::startMethod(const CallCode &code, const Frame &frame)
{
    Value object;
    Arguments values;
    if (!evaluate(code.object, frame, object) || !arguments(code, frame, values))
        return Start::Raised;
    if (object.isHandle() && object.asHandle().tag() == ObjectTag) {
        auto &handle = static_cast<ObjectHandle &>(object.asHandle());
        if (handle.isAwaitable(code.method))
            return handle.start(*this, code.method, values.view());
    }
    return raise(BuiltinError::TypeError,
                 QStringLiteral("`%1` has no method `%2` that can be awaited").arg(code.name, methodName(code.method)));
}

Start ScenarioTask::startAwait(const Value &awaitable)
{
    if (FutureValue *future = asFuture(awaitable))
        return waitFuture(future->reference());
    CoroutineValue *coroutine = asCoroutine(awaitable);
    if (!coroutine)
        return raise(BuiltinError::TypeError, notAwaitable(awaitable));
    if (coroutine->used)
        return raise(BuiltinError::RuntimeError, QStringLiteral("cannot reuse already awaited coroutine"));
    return startCoroutine(*coroutine);
}

Start ScenarioTask::startCoroutine(CoroutineValue &coroutine)
{
    coroutine.used = true;
    switch (coroutine.sort()) {
    case CoroutineValue::Kind::Function: {
        const FrameKind kind = m_top ? FrameKind::Call : FrameKind::Base;
        const int slot = m_top ? m_instruction->a : -1;
        return pushFrame(*coroutine.function, coroutine.arguments.view(), kind, slot) ? Start::Called : Start::Raised;
    }
    case CoroutineValue::Kind::Method:
        return static_cast<ObjectHandle &>(*coroutine.object)
            .start(*this, coroutine.method, coroutine.arguments.view());
    case CoroutineValue::Kind::Sleep:
        return wait(async::sleep(std::chrono::nanoseconds(coroutine.duration)));
    case CoroutineValue::Kind::ToThread:
        return startToThread(coroutine.duration, coroutine.result, coroutine.pool);
    case CoroutineValue::Kind::Future:
        return startAwait(coroutine.inner);
    case CoroutineValue::Kind::WaitFor:
        return startWaitFor(coroutine);
    }
    return Start::Raised;
}

Start ScenarioTask::startToThread(Nanoseconds duration, const Value &result, const Value &pool)
{
    PoolHandle *handle = nullptr;
    if (pool.isNull())
        handle = &m_run.defaultPool();
    else if (pool.isHandle())
        handle = dynamic_cast<PoolHandle *>(&pool.asHandle());
    if (!handle)
        return raise(BuiltinError::TypeError, QStringLiteral("`in:` wants a ThreadPool"));
    const async::Ref<ScenarioJob> job(new ScenarioJob(handle->pool(), "to_thread", duration, result));
    handle->pool().submit(async::Ref<async::JobBase>(job));
    return wait(async::FutureAwaiter(async::FutureRef(job)));
}

// A wait_for that is itself awaited or a task: the same instructions as the step, with its values in slots.
Start ScenarioTask::startWaitFor(CoroutineValue &coroutine)
{
    const std::array<Value, 2> values{
        coroutine.inner,
        coroutine.hasDuration ? Value::number(static_cast<double>(coroutine.duration) / 1e9) : Value()};
    const FrameKind kind = m_top ? FrameKind::Call : FrameKind::Base;
    const int slot = m_top ? m_instruction->a : -1;
    return pushFrame(waitForFunction(), values, kind, slot) ? Start::Called : Start::Raised;
}

const ScenarioFunction &ScenarioTask::waitForFunction()
{
    enum Slot { Awaitable, Duration, Scope, Count };
    static const ScenarioFunction function = [] {
        ScenarioFunction made;
        made.name = QStringLiteral("wait_for");
        made.parameterCount = 2;
        made.localCount = Count;
        made.localNames.resize(Count);
        ValueCode result;
        result.kind = ValueCode::Kind::Local;
        result.slot = Awaitable;
        made.values.push_back(std::move(result));
        made.code = {
            {.op = Op::WaitForBranch, .a = Duration, .target = 8},
            {.op = Op::TimeoutEnter, .a = Scope, .b = Duration},
            {.op = Op::PushFinally, .target = 5},
            {.op = Op::AwaitSlot, .a = Awaitable, .b = Awaitable},
            {.op = Op::LeaveFinally},
            {.op = Op::TimeoutExit, .a = Scope},
            {.op = Op::EndFinally},
            {.op = Op::Return, .b = 0},
            {.op = Op::CancelAndWait, .a = Awaitable},
            {.op = Op::Return, .b = 0},
        };
        return made;
    }();
    return function;
}

} // namespace coroscope

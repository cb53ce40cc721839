// SPDX-License-Identifier: MIT
// What each instruction does.
#include "core/scenario/futureresult.h"
#include "core/scenario/scenarioerror.h"
#include "core/scenario/scenarioobjects.h"
#include "core/scenario/scenariotask.h"
#include "core/sync/shield.h"
#include "core/sync/sleep.h"
#include "core/sync/wait.h"
#include "core/sync/waitfor.h"

namespace coroscope
{

ScenarioTask::Flow ScenarioTask::execute(const Instruction &instruction)
{
    Frame &frame = *m_top;
    const auto local = [&frame](int slot) -> Value & { return frame.locals[static_cast<std::size_t>(slot)]; };
    const auto value = [&frame](int index) -> const ValueCode & {
        return frame.function->values[static_cast<std::size_t>(index)];
    };
    const auto call = [&frame](int index) -> const CallCode & {
        return frame.function->calls[static_cast<std::size_t>(index)];
    };
    switch (instruction.op) {
    case Op::Let: {
        Value result;
        if (!evaluate(value(instruction.b), frame, result))
            return raiseRegister();
        local(instruction.a) = std::move(result);
        return Flow::Next;
    }
    case Op::Log: {
        Value result;
        if (!evaluate(value(instruction.b), frame, result))
            return raiseRegister();
        logLine(result);
        return Flow::Next;
    }
    case Op::Sleep: {
        Nanoseconds duration = 0;
        if (!evaluateDuration(value(instruction.b), frame, duration))
            return raiseRegister();
        return deliver(wait(async::sleep(std::chrono::nanoseconds(duration))), -1);
    }
    case Op::BlockLoop: {
        Nanoseconds duration = 0;
        if (!evaluateDuration(value(instruction.b), frame, duration))
            return raiseRegister();
        if (duration < 0)
            return raiseError(BuiltinError::ValueError, QStringLiteral("sleep length must be non-negative"));
        scheduler().block(duration);
        return Flow::Next;
    }
    case Op::Return: {
        Value result;
        if (instruction.b >= 0 && !evaluate(value(instruction.b), frame, result))
            return raiseRegister();
        return unwind({Completion::Kind::Return, std::move(result)});
    }
    case Op::RaiseNew: {
        Value text;
        if (instruction.b >= 0 && !evaluate(value(instruction.b), frame, text))
            return raiseRegister();
        const ErrorType *type = frame.function->errorTypes[static_cast<std::size_t>(instruction.a)];
        return opRaise(Value::error(type, instruction.b >= 0 ? text.text() : QString()), frame, instruction.line);
    }
    case Op::RaiseSlot: {
        Value error;
        if (!evaluate(value(instruction.b), frame, error))
            return raiseRegister();
        if (!error.isError())
            return raiseError(BuiltinError::TypeError, QStringLiteral("exceptions must derive from BaseException"));
        return unwind({Completion::Kind::Raise, std::move(error)});
    }
    case Op::Reraise: {
        const Value *error = handledError();
        if (!error)
            return raiseError(BuiltinError::RuntimeError, QStringLiteral("No active exception to reraise"));
        return unwind({Completion::Kind::Raise, *error});
    }
    case Op::Jump:
        frame.next = instruction.target;
        return Flow::Next;
    case Op::Break:
        return unwind({Completion::Kind::Break, {}});
    case Op::Continue:
        return unwind({Completion::Kind::Continue, {}});
    case Op::JumpIfFalse: {
        Value result;
        if (!evaluate(value(instruction.b), frame, result))
            return raiseRegister();
        if (!result.truthy())
            frame.next = instruction.target;
        return Flow::Next;
    }
    case Op::ForBegin:
        return opForBegin(instruction, frame);
    case Op::ForNext:
        return opForNext(instruction, frame);
    case Op::PushLoop:
        frame.blocks.push_back({Block::Kind::Loop, instruction.a, instruction.b, {}});
        return Flow::Next;
    case Op::PushExcept:
        frame.blocks.push_back({Block::Kind::Except, instruction.target, -1, {}});
        return Flow::Next;
    case Op::PopBlock:
    case Op::EndExcept:
        frame.blocks.pop_back();
        return Flow::Next;
    case Op::ExceptMatch:
        return opExceptMatch(instruction, frame);
    case Op::PushFinally:
        frame.blocks.push_back({Block::Kind::Finally, instruction.target, -1, {}});
        return Flow::Next;
    case Op::LeaveFinally:
        frame.blocks.back().kind = Block::Kind::FinallyBody;
        frame.blocks.back().kept = {};
        return Flow::Next;
    case Op::EndFinally: {
        Completion kept = std::move(frame.blocks.back().kept);
        frame.blocks.pop_back();
        return kept.kind == Completion::Kind::Normal ? Flow::Next : unwind(std::move(kept));
    }
    case Op::AwaitCoroutine:
        return deliver(startCall(call(instruction.b), frame), instruction.a);
    case Op::AwaitMethod:
        return deliver(startMethod(call(instruction.b), frame), instruction.a);
    case Op::AwaitSlot: {
        const Value awaitable = local(instruction.b);
        return deliver(startAwait(awaitable), instruction.a);
    }
    case Op::MakeAwaitable: {
        Value result;
        if (!makeAwaitable(call(instruction.b), frame, result))
            return raiseRegister();
        local(instruction.a) = std::move(result);
        return Flow::Next;
    }
    case Op::CallPlain:
        return opCallPlain(instruction, frame);
    case Op::CreateTask:
        if (!createTasks(frame.function->tasks[static_cast<std::size_t>(instruction.a)], frame, instruction.line))
            return raiseRegister();
        return Flow::Next;
    case Op::Cancel: {
        Value target;
        Value message;
        if (!makeAwaitable(call(instruction.a), frame, target) ||
            (instruction.b >= 0 && !evaluate(value(instruction.b), frame, message)) || !cancelValues(target, message))
            return raiseRegister();
        return Flow::Next;
    }
    case Op::Gather: {
        const GroupCode &code = frame.function->groups[static_cast<std::size_t>(instruction.a)];
        Value result;
        if (!makeGathering(code, frame, result))
            return raiseRegister();
        local(code.slot) = std::move(result);
        return Flow::Next;
    }
    case Op::Shield: {
        Value inner;
        async::FutureRef future;
        if (!makeAwaitable(call(instruction.b), frame, inner) || !ensureFuture(inner, {}, instruction.line, future))
            return raiseRegister();
        local(instruction.a) = m_run.futureValue(async::Shielding::make(scheduler(), future), QStringLiteral("shield"));
        return Flow::Next;
    }
    case Op::Wait:
        return opWait(instruction, frame);
    case Op::CompletedBegin:
        return opCompletedBegin(instruction, frame);
    case Op::CompletedNext:
        return opCompletedNext(instruction, frame);
    case Op::EvalDuration: {
        Value result;
        Nanoseconds duration = 0;
        if (!evaluate(value(instruction.b), frame, result) || (!result.isNull() && !durationOf(result, duration)))
            return raiseRegister();
        local(instruction.a) = result.isString() ? Value::number(static_cast<double>(duration) / 1e9) : result;
        return Flow::Next;
    }
    case Op::WaitForBranch: {
        const Value &duration = local(instruction.a);
        Nanoseconds length = 1;
        if (!duration.isNull() && !durationOf(duration, length))
            return raiseRegister();
        if (length <= 0)
            frame.next = instruction.target;
        return Flow::Next;
    }
    case Op::CancelAndWait:
        return opCancelAndWait(instruction, frame);
    case Op::TimeoutEnter:
        return opTimeoutEnter(instruction, frame);
    case Op::TimeoutExit:
        return opTimeoutExit(instruction, frame);
    case Op::GroupEnter: {
        const auto &names = frame.function->localNames;
        local(instruction.a) =
            Value::object(makeHandle<GroupValue>(scheduler(), names[static_cast<std::size_t>(instruction.b)]));
        local(instruction.b) = local(instruction.a);
        return Flow::Next;
    }
    case Op::GroupExit:
        return opGroupExit(instruction, frame);
    case Op::WithEnter:
        return opWithEnter(instruction, frame);
    case Op::WithExit:
        return opWithExit(instruction, frame);
    case Op::ResourceEnter:
        return opResourceEnter(instruction, frame);
    case Op::ResourceExit:
        return opResourceExit(instruction, frame);
    case Op::GeneratorBegin:
        return opGeneratorBegin(instruction, frame);
    case Op::GeneratorNext:
        return resumeGenerator(static_cast<GeneratorValue &>(local(instruction.a).asHandle()), instruction);
    case Op::GeneratorClose:
        return closeGenerator(static_cast<GeneratorValue &>(local(instruction.a).asHandle()));
    case Op::Yield: {
        Value result;
        if (!evaluate(value(instruction.b), frame, result))
            return raiseRegister();
        return yieldValue(std::move(result));
    }
    case Op::ToThread: {
        const JobCode &code = frame.function->jobs[static_cast<std::size_t>(instruction.b)];
        Nanoseconds duration = 0;
        bool isNull = false;
        Value result;
        Value pool;
        if (!evaluateDuration(code.duration, frame, duration, &isNull) || !evaluate(code.value, frame, result) ||
            !evaluate(code.pool, frame, pool))
            return raiseRegister();
        return deliver(startToThread(duration, result, pool), instruction.a);
    }
    }
    return Flow::Next;
}

void ScenarioTask::logLine(const Value &value)
{
    if (!scheduler().instrument() && !m_run.onLog)
        return;
    const QString text = value.text();
    m_run.countText(text.size());
    if (scheduler().instrument())
        scheduler().log(text.toStdString());
    if (m_run.onLog)
        m_run.onLog(scheduler(), text);
}

ScenarioTask::Flow ScenarioTask::opRaise(Value error, Frame &, int line)
{
    error.asError().line = line;
    if (const Value *handled = handledError(); handled && handled->isError())
        error.asError().context = SharedRef<ErrorObject>(&handled->asError());
    return unwind({Completion::Kind::Raise, std::move(error)});
}

ScenarioTask::Flow ScenarioTask::opExceptMatch(const Instruction &instruction, Frame &frame)
{
    const ClauseCode &clause = frame.function->clauses[static_cast<std::size_t>(instruction.a)];
    const Value &error = frame.blocks.back().kept.value;
    const ErrorType *type = error.asError().type;
    for (const ErrorType *wanted : clause.types) {
        if (!type->isA(wanted))
            continue;
        if (clause.slot >= 0)
            frame.locals[static_cast<std::size_t>(clause.slot)] = error;
        return Flow::Next;
    }
    frame.next = instruction.target;
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opForBegin(const Instruction &instruction, Frame &frame)
{
    Value list;
    if (!evaluateItems(frame.function->values[static_cast<std::size_t>(instruction.b)], frame, list))
        return raiseRegister();
    const auto slot = static_cast<std::size_t>(instruction.a);
    frame.locals[slot] = std::move(list);
    frame.locals[slot + 1] = Value::number(0);
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opForNext(const Instruction &instruction, Frame &frame)
{
    const auto slot = static_cast<std::size_t>(instruction.a);
    const auto index = static_cast<std::size_t>(frame.locals[slot + 1].asNumber());
    const Value::Items &items = frame.locals[slot].items();
    if (index >= items.size()) {
        frame.locals[slot] = Value();
        frame.next = instruction.target;
        return Flow::Next;
    }
    frame.locals[static_cast<std::size_t>(instruction.b)] = items[index];
    frame.locals[slot + 1] = Value::number(static_cast<double>(index + 1));
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opCallPlain(const Instruction &instruction, Frame &frame)
{
    const CallCode &code = frame.function->calls[static_cast<std::size_t>(instruction.b)];
    if (code.kind == CallSpec::Kind::Method) {
        Value object;
        if (!evaluate(code.object, frame, object))
            return raiseRegister();
        if (object.isHandle() && object.asHandle().tag() == ObjectTag) {
            auto &handle = static_cast<ObjectHandle &>(object.asHandle());
            if (handle.isAwaitedByCall(code.method))
                return deliver(startMethod(code, frame), instruction.a);
            if (!handle.isAwaitable(code.method)) {
                Arguments values;
                if (!arguments(code, frame, values))
                    return raiseRegister();
                const CallOutcome outcome = handle.callPlain(code.method, values.view(), m_register);
                if (outcome == CallOutcome::Raised)
                    return raiseRegister();
                if (outcome == CallOutcome::Returned)
                    return deliver(Start::Ready, instruction.a);
            }
        }
    }
    Value result;
    if (!makeAwaitable(code, frame, result))
        return raiseRegister();
    if (instruction.a >= 0)
        frame.locals[static_cast<std::size_t>(instruction.a)] = std::move(result);
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opWait(const Instruction &instruction, Frame &frame)
{
    const GroupCode &code = frame.function->groups[static_cast<std::size_t>(instruction.a)];
    std::vector<Value> values;
    if (!collectAwaitables(code, frame, values))
        return raiseRegister();
    std::vector<async::FutureRef> futures;
    Value::Items handles;
    for (const Value &value : values) {
        async::FutureRef future;
        if (!ensureFuture(value, {}, instruction.line, future))
            return raiseRegister();
        handles.push_back(m_run.futureValue(future));
        if (value.isHandle() && value.asHandle().tag() == FutureTag)
            handles.back() = value;
        futures.push_back(std::move(future));
    }
    std::optional<Nanoseconds> timeout;
    if (code.timeout) {
        Nanoseconds duration = 0;
        bool isNull = false;
        if (!evaluateDuration(*code.timeout, frame, duration, &isNull))
            return raiseRegister();
        if (!isNull)
            timeout = duration;
    }
    if (futures.empty())
        return raiseError(BuiltinError::ValueError, QStringLiteral("Set of Tasks/Futures is empty."));
    m_waited = Value::list(std::move(handles));
    // Parts the tasks once the wait is over, each once, in the order given.
    const auto part = [](ScenarioTask &task, auto &) {
        const Value waited = std::exchange(task.m_waited, Value());
        Value::Items done;
        Value::Items pending;
        std::vector<async::FutureBase *> seen;
        for (const Value &handle : waited.items()) {
            async::FutureBase &future = static_cast<FutureValue &>(handle.asHandle()).future();
            if (future.mark(true))
                continue;
            seen.push_back(&future);
            (future.isDone() ? done : pending).push_back(handle);
        }
        for (async::FutureBase *future : seen)
            future->mark(false);
        Frame &top = *task.m_top;
        const GroupCode &group = top.function->groups[static_cast<std::size_t>(task.m_instruction->a)];
        if (group.doneSlot >= 0)
            top.locals[static_cast<std::size_t>(group.doneSlot)] = Value::list(std::move(done));
        if (group.pendingSlot >= 0)
            top.locals[static_cast<std::size_t>(group.pendingSlot)] = Value::list(std::move(pending));
        return Value();
    };
    return deliver(
        wait(async::WaitAwaiter(std::move(futures),
                                code.returnWhen == ReturnWhen::AllCompleted     ? async::ReturnWhen::AllCompleted
                                : code.returnWhen == ReturnWhen::FirstCompleted ? async::ReturnWhen::FirstCompleted
                                                                                : async::ReturnWhen::FirstException,
                                timeout),
             part),
        -1);
}

ScenarioTask::Flow ScenarioTask::opCompletedBegin(const Instruction &instruction, Frame &frame)
{
    const GroupCode &code = frame.function->groups[static_cast<std::size_t>(instruction.a)];
    std::vector<Value> values;
    if (!collectAwaitables(code, frame, values))
        return raiseRegister();
    std::optional<Nanoseconds> timeout;
    if (code.timeout) {
        Nanoseconds duration = 0;
        bool isNull = false;
        if (!evaluateDuration(*code.timeout, frame, duration, &isNull))
            return raiseRegister();
        if (!isNull)
            timeout = duration;
    }
    std::vector<async::FutureRef> futures;
    if (!ensureFutures(values, {}, futures))
        return raiseRegister();
    frame.locals[static_cast<std::size_t>(code.slot)] = Value::object(
        makeHandle<CompletedValue>(async::CompletionOrder::make(scheduler(), std::move(futures), timeout)));
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opCompletedNext(const Instruction &instruction, Frame &frame)
{
    auto &completed = static_cast<CompletedValue &>(frame.locals[static_cast<std::size_t>(instruction.a)].asHandle());
    if (!completed.order->hasNext()) {
        frame.next = instruction.target;
        return Flow::Next;
    }
    const auto result = [](ScenarioTask &, async::CompletionOrder::Next &next) {
        if (!next.future())
            throw async::TimeoutError();
        Value value;
        if (!takeResult(*next.future(), value))
            throw ScenarioError(value);
        return value;
    };
    return deliver(wait(completed.order->next(), result), instruction.b);
}

ScenarioTask::Flow ScenarioTask::opCancelAndWait(const Instruction &instruction, Frame &frame)
{
    const auto slot = static_cast<std::size_t>(instruction.a);
    async::FutureRef future;
    if (!ensureFuture(frame.locals[slot], {}, instruction.line, future))
        return raiseRegister();
    if (future->isDone())
        return deliver(takeResult(*future, m_register) ? Start::Ready : Start::Raised, instruction.a);
    frame.locals[slot] = m_run.futureValue(future, QStringLiteral("future"));
    const auto result = [](ScenarioTask &task, async::CancelAndWaitAwaiter &) {
        const Value &held = task.m_top->locals[static_cast<std::size_t>(task.m_instruction->a)];
        async::FutureBase &ended = static_cast<FutureValue &>(held.asHandle()).future();
        Value value;
        if (takeResult(ended, value))
            return value;
        if (isCancelledError(value))
            throw async::TimeoutError();
        throw ScenarioError(value);
    };
    return deliver(wait(async::CancelAndWaitAwaiter(future), result), instruction.a);
}

ScenarioTask::Flow ScenarioTask::opTimeoutEnter(const Instruction &instruction, Frame &frame)
{
    const Value &length = frame.locals[static_cast<std::size_t>(instruction.b)];
    Value &slot = frame.locals[static_cast<std::size_t>(instruction.a)];
    if (length.isNull()) {
        slot = Value();
        return Flow::Next;
    }
    Nanoseconds duration = 0;
    if (!durationOf(length, duration))
        return raiseRegister();
    const auto scope = makeHandle<TimeoutValue>(scheduler());
    scope->scope.enter(duration);
    slot = Value::object(scope);
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opTimeoutExit(const Instruction &instruction, Frame &frame)
{
    const Value held = std::exchange(frame.locals[static_cast<std::size_t>(instruction.a)], Value());
    if (held.isNull())
        return Flow::Next;
    auto &scope = static_cast<TimeoutValue &>(held.asHandle()).scope;
    Completion &kept = *keptCompletion();
    using Leaving = async::TimeoutScope::Leaving;
    Leaving leaving = Leaving::Normally;
    if (kept.kind == Completion::Kind::Raise)
        leaving = isCancelledError(kept.value) ? Leaving::Cancelled : Leaving::WithError;
    if (!scope.exit(leaving))
        return Flow::Next;
    Value error = makeError(BuiltinError::TimeoutError);
    error.asError().cause = SharedRef<ErrorObject>(&kept.value.asError());
    kept.value = std::move(error);
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opGroupExit(const Instruction &instruction, Frame &frame)
{
    auto &group = static_cast<GroupValue &>(frame.locals[static_cast<std::size_t>(instruction.a)].asHandle()).group;
    using Leaving = async::TaskGroup::Leaving;
    const Completion &kept = *keptCompletion();
    Leaving leaving = Leaving::Normally;
    std::exception_ptr error;
    QString message;
    if (kept.kind == Completion::Kind::Raise) {
        leaving = isCancelledError(kept.value) ? Leaving::Cancelled : Leaving::WithError;
        if (leaving == Leaving::Cancelled)
            message = kept.value.asError().message;
        else
            error = std::make_exception_ptr(ScenarioError(kept.value));
    }
    const auto conclude = [](ScenarioTask &task, async::TaskGroup::Exit &exit) {
        task.concludeGroup(exit);
        return Value();
    };
    return deliver(wait(GroupExitAwaiter(group, leaving, error, message), conclude), -1);
}

void ScenarioTask::concludeGroup(async::TaskGroup::Exit &exit)
{
    switch (exit.conclude()) {
    case async::TaskGroup::Leaving::Normally:
        return;
    case async::TaskGroup::Leaving::Cancelled:
        throw ScenarioError(makeError(BuiltinError::CancelledError, exit.cancelMessage()));
    case async::TaskGroup::Leaving::WithError:
        break;
    }
    const std::size_t count = exit.errors().size();
    Value group =
        makeError(BuiltinError::ExceptionGroup, QStringLiteral("unhandled errors in a TaskGroup (%1 sub-exception%2)")
                                                    .arg(count)
                                                    .arg(count == 1 ? QString() : QStringLiteral("s")));
    for (const std::exception_ptr &error : exit.errors())
        group.asError().members.push_back(errorFromException(error));
    throw ScenarioError(group);
}

ScenarioTask::Flow ScenarioTask::opWithEnter(const Instruction &instruction, Frame &frame)
{
    Value object;
    if (!evaluate(frame.function->values[static_cast<std::size_t>(instruction.c)], frame, object))
        return raiseRegister();
    if (!object.isHandle() || object.asHandle().tag() != ObjectTag)
        return raiseError(BuiltinError::TypeError,
                          QStringLiteral("'%1' object does not support the asynchronous context manager protocol")
                              .arg(object.isHandle() ? object.asHandle().handleKind() : pythonTypeName(object)));
    frame.locals[static_cast<std::size_t>(instruction.a)] = object;
    return deliver(static_cast<ObjectHandle &>(object.asHandle()).enter(*this), instruction.b);
}

ScenarioTask::Flow ScenarioTask::opWithExit(const Instruction &instruction, Frame &frame)
{
    const Value object = std::exchange(frame.locals[static_cast<std::size_t>(instruction.a)], Value());
    try {
        static_cast<ObjectHandle &>(object.asHandle()).exit();
        return Flow::Next;
    } catch (...) {
        m_register = errorOfCurrentException();
    }
    return raiseRegister();
}

ScenarioTask::Flow ScenarioTask::opResourceEnter(const Instruction &instruction, Frame &frame)
{
    const CallCode &code = frame.function->calls[static_cast<std::size_t>(instruction.c)];
    Arguments values;
    if (!arguments(code, frame, values))
        return raiseRegister();
    const ResourceFunctions &resource = m_run.program->resources[static_cast<std::size_t>(instruction.target)];
    frame.locals[static_cast<std::size_t>(instruction.a)] = Value::object(makeHandle<ResourceValue>(resource.name));
    if (!pushFrame(resource.enter, values.view(), FrameKind::ResourceEnter, instruction.b))
        return raiseRegister();
    m_top->instanceSlot = instruction.a;
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opResourceExit(const Instruction &instruction, Frame &frame)
{
    const Value held = std::exchange(frame.locals[static_cast<std::size_t>(instruction.a)], Value());
    const auto index = static_cast<std::size_t>(instruction.target);
    const ResourceFunctions &resource = m_run.program->resources[index];
    m_run.tellResource(index, HolderChange::Released);
    if (!pushFrame(resource.exit, static_cast<ResourceValue &>(held.asHandle()).locals, FrameKind::Call, -1))
        return raiseRegister();
    return Flow::Next;
}

ScenarioTask::Flow ScenarioTask::opGeneratorBegin(const Instruction &instruction, Frame &frame)
{
    Value generator;
    if (!makeAwaitable(frame.function->calls[static_cast<std::size_t>(instruction.b)], frame, generator))
        return raiseRegister();
    if (!generator.isHandle() || generator.asHandle().tag() != GeneratorTag)
        return raiseError(BuiltinError::TypeError,
                          QStringLiteral("'async for' requires an async generator, not `%1`").arg(generator.text()));
    frame.locals[static_cast<std::size_t>(instruction.a)] = std::move(generator);
    return Flow::Next;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/slab.h"
#include "core/runtime/task.h"
#include "core/runtime/waiter.h"
#include "core/scenario/frame.h"
#include "core/scenario/runcontext.h"
#include "core/scenario/scenariovalues.h"

#include <QCoro/QCoroTask>

#include <cstddef>
#include <functional>
#include <new>

namespace coroscope
{

/// How an operation that may wait began.
enum class Start {
    Ready,     ///< it gave at once: the value is known
    Raised,    ///< the error is known
    Suspended, ///< the task waits; the value comes later
    Called,    ///< a frame was pushed; the value comes when it returns
    Native,    ///< a coroutine of C++ is to be awaited
};

/// The exit of a task group; a cancel of the task is for the group to deal with.
class GroupExitAwaiter final : public async::TaskGroup::Exit
{
public:
    using Exit::Exit;
    bool isCancelled() const { return false; }
};

/// A task of a scenario: a QCoro coroutine that interprets the instructions of the program.
///
/// Calls of coroutines within the task are frames of its own, not nested C++ coroutines, so their depth is
/// bounded by a limit and not by the stack. All waits go through the runtime's awaiters, which live in the
/// task while it waits.
class ScenarioTask final : public async::TaskState, public InSlab<ScenarioTask>
{
public:
    ScenarioTask(RunContext &run, TaskId id, SharedRef<CoroutineValue> coroutine, QString name);
    ~ScenarioTask() override;

    QString name() const override;
    /// The task's value; null while nobody holds one.
    FutureValue *handle() const { return m_handle; }
    void setHandle(FutureValue *handle) { m_handle = handle; }
    /// What it returned. Only of one that returned.
    const Value &resultValue() const { return m_result; }
    /// When the run is over.
    Value releaseResult() { return std::move(m_result); }
    /// The error of one that failed.
    const Value &errorValue() const { return m_result; }

    RunContext &run() const { return m_run; }
    /// The line of the step that runs, or waits; 0 before the first.
    int line() const { return m_instruction ? m_instruction->line : 0; }

    // For the objects that a task waits at.

    Start ready(Value value)
    {
        m_register = std::move(value);
        return Start::Ready;
    }
    Start raise(Value error)
    {
        m_register = std::move(error);
        return Start::Raised;
    }
    Start raise(BuiltinError type, const QString &message);

    /// Waits by `awaiter`; `collect` makes the value of it afterwards.
    template <typename Awaiter>
    Start wait(Awaiter awaiter) requires std::is_base_of_v<async::Awaiter, Awaiter>
    {
        return wait(std::move(awaiter), [](ScenarioTask &, Awaiter &) { return Value(); });
    }
    template <typename Awaiter, typename Collect>
    Start wait(Awaiter awaiter, Collect) requires std::is_base_of_v<async::Awaiter, Awaiter>
    {
        static_assert(std::is_empty_v<Collect>, "what is to be collected is kept in the awaiter");
        Awaiter *stored = nullptr;
        if constexpr (sizeof(Awaiter) <= storageSize && alignof(Awaiter) <= storageAlignment)
            stored = new (m_storage) Awaiter(std::move(awaiter));
        else
            stored = new Awaiter(std::move(awaiter));
        m_awaiterStored = stored;
        m_awaiterOnHeap = sizeof(Awaiter) > storageSize || alignof(Awaiter) > storageAlignment;
        m_collect = &collectFrom<Awaiter, Collect>;
        try {
            if (stored->await_ready())
                return collectNow();
            stored->await_suspend(m_continuation);
            return Start::Suspended;
        } catch (...) {
            m_register = errorOfCurrentException();
            dropAwaiter();
            return Start::Raised;
        }
    }
    /// The same for what the methods of the primitives give, which makes its awaiter on demand.
    template <typename Awaitable, typename... Collect>
    Start wait(Awaitable awaitable, Collect... collect) requires(!std::is_base_of_v<async::Awaiter, Awaitable>)
    {
        return wait(awaitable.operator co_await(), collect...);
    }
    /// Waits for a coroutine of the runtime.
    Start waitNative(QCoro::Task<std::int64_t> coroutine);
    /// Waits for a future of any sort and gives its result.
    Start waitFuture(const async::FutureRef &future);

    /// The CancelledError that is thrown in now.
    Value cancelledValue();

protected:
    void begin() override;
    bool coroutineIsDone() const override { return m_root.isReady(); }
    Ending collect() override;
    void describeEnd(TaskDone &done, EndTexts &texts) const override;
    void describePlace(TaskWaiting &waiting) const override;
    void discard() override;
    /// Only a coroutine of the runtime has anything to clean up; frames are just dropped.
    bool cleansUp() const override { return !m_native.isReady(); }

private:
    enum class Pause { Done, Suspended, Native };
    enum class Flow { Next, Suspend, Native, Finished };

    // Room for the awaiters that tasks wait by in great numbers; the few larger ones go to the heap.
    static constexpr std::size_t storageSize = 112;
    static constexpr std::size_t storageAlignment = alignof(std::max_align_t);

    QCoro::Task<> drive();
    Pause interpret();
    Flow execute(const Instruction &instruction);

    // Awaiting (scenarioawait.cpp).
    template <typename Awaiter, typename Collect>
    static bool collectFrom(ScenarioTask &task)
    {
        auto &awaiter = *static_cast<Awaiter *>(static_cast<async::Awaiter *>(task.m_awaiterStored));
        if (awaiter.isCancelled()) {
            task.m_register = task.cancelledBy(awaiter);
            return false;
        }
        if constexpr (std::is_same_v<Awaiter, async::FutureAwaiter>)
            return task.collectFuture(awaiter);
        else
            return task.collectGuarded([&] { return Collect{}(task, awaiter); });
    }
    template <typename F>
    bool collectGuarded(F makeValue)
    {
        try {
            m_register = makeValue();
            return true;
        } catch (...) {
            m_register = errorOfCurrentException();
            return false;
        }
    }
    template <typename Awaiter>
    Value cancelledBy(Awaiter &awaiter)
    {
        if constexpr (requires { awaiter.cancelMessage(); })
            return Value::error(errorType(BuiltinError::CancelledError), awaiter.cancelMessage());
        else
            return cancelledValue();
    }
    static Value errorOfCurrentException();
    bool collectFuture(async::FutureAwaiter &awaiter);
    Start collectNow();
    void dropAwaiter();
    Start startCall(const CallCode &code, const Frame &frame);
    Start startMethod(const CallCode &code, const Frame &frame);
    Start startAwait(const Value &awaitable);
    Start startCoroutine(CoroutineValue &coroutine);
    Start startToThread(Nanoseconds duration, const Value &result, const Value &pool);
    Start startWaitFor(CoroutineValue &coroutine);
    static const ScenarioFunction &waitForFunction();

    // Values (scenarioawait.cpp).
    /// False: the error is in m_register.
    bool evaluate(const ValueCode &code, const Frame &frame, Value &result)
    {
        switch (code.kind) {
        case ValueCode::Kind::Constant:
            result = code.constant;
            return true;
        case ValueCode::Kind::Local:
            result = frame.locals[code.slot];
            return !result.isUnset() || evaluateOther(code, frame, result);
        default:
            return evaluateOther(code, frame, result);
        }
    }
    bool evaluateOther(const ValueCode &code, const Frame &frame, Value &result);
    bool evaluateDuration(const ValueCode &code, const Frame &frame, Nanoseconds &duration, bool *isNull = nullptr);
    bool durationOf(const Value &value, Nanoseconds &duration);
    bool arguments(const CallCode &code, const Frame &frame, Arguments &values);
    bool makeAwaitable(const CallCode &code, const Frame &frame, Value &result);
    /// A future for each, with new tasks for coroutines.
    bool ensureFutures(const std::vector<Value> &values, ObjectId group, std::vector<async::FutureRef> &futures);
    bool makeGathering(const GroupCode &code, Frame &frame, Value &result);
    bool collectAwaitables(const GroupCode &code, Frame &frame, std::vector<Value> &values);
    bool ensureFuture(const Value &awaitable, ObjectId group, int line, async::FutureRef &future);
    /// What a `for` goes through: the items of a list, the characters of a text.
    bool evaluateItems(const ValueCode &code, const Frame &frame, Value &list);
    bool forEach(const EachCode &each, Frame &frame, const std::function<bool()> &body);
    bool createTasks(const CreateTaskCode &code, Frame &frame, int line);
    bool cancelValues(const Value &target, const Value &message);

    // Blocks and frames (scenariounwind.cpp).
    Flow unwind(Completion completion);
    Flow leaveFrame(Completion completion);
    Flow raiseRegister() { return unwind({Completion::Kind::Raise, std::move(m_register)}); }
    Flow raiseError(BuiltinError type, const QString &message);
    bool pushFrame(const ScenarioFunction &function, std::span<const Value> arguments, FrameKind kind, int resultSlot);
    /// A frame to be filled and pushed; null where there are too many, with the error in m_register.
    Frame *takeFrame(const ScenarioFunction &function);
    void pushExisting(Frame *frame, FrameKind kind, int resultSlot);
    Flow resumeGenerator(GeneratorValue &generator, const Instruction &instruction);
    Flow closeGenerator(GeneratorValue &generator);
    Flow yieldValue(Value value);
    const Value *handledError() const;
    Completion *keptCompletion();
    Flow deliver(Start start, int resultSlot);
    void dropFrames();

    // Operations (scenarioops.cpp).
    Flow opForBegin(const Instruction &instruction, Frame &frame);
    Flow opForNext(const Instruction &instruction, Frame &frame);
    Flow opCallPlain(const Instruction &instruction, Frame &frame);
    Flow opWait(const Instruction &instruction, Frame &frame);
    Flow opCompletedBegin(const Instruction &instruction, Frame &frame);
    Flow opCompletedNext(const Instruction &instruction, Frame &frame);
    Flow opCancelAndWait(const Instruction &instruction, Frame &frame);
    Flow opTimeoutEnter(const Instruction &instruction, Frame &frame);
    Flow opTimeoutExit(const Instruction &instruction, Frame &frame);
    Flow opGroupExit(const Instruction &instruction, Frame &frame);
    Flow opWithEnter(const Instruction &instruction, Frame &frame);
    Flow opWithExit(const Instruction &instruction, Frame &frame);
    Flow opResourceEnter(const Instruction &instruction, Frame &frame);
    Flow opResourceExit(const Instruction &instruction, Frame &frame);
    Flow opGeneratorBegin(const Instruction &instruction, Frame &frame);
    Flow opExceptMatch(const Instruction &instruction, Frame &frame);
    Flow opRaise(Value error, Frame &frame, int line);
    void concludeGroup(async::TaskGroup::Exit &exit);
    void logLine(const Value &value);
    /// Parks the task for good, because the run is to stop.
    Flow park();
    bool isStopping() const { return m_run.scheduler.stopRequested(); }

    RunContext &m_run;
    SharedRef<CoroutineValue> m_coroutine;
    QString m_name;
    FutureValue *m_handle = nullptr;
    QCoro::Task<> m_root;
    std::coroutine_handle<> m_continuation;
    Frame *m_top = nullptr;
    int m_depth = 0;
    Value m_register;
    Value m_result; // of the task: its value or its error
    Value m_waited; // Wait: the handles of what is waited for
    State m_ending = State::Cancelled;
    int m_resultSlot = -1;
    // What the task does with m_register once a wait is over.
    bool (*m_collect)(ScenarioTask &) = nullptr;
    const Instruction *m_instruction = nullptr; // that runs, or waits
    async::Awaiter *m_awaiterStored = nullptr;
    bool m_awaiterOnHeap = false;
    QCoro::Task<std::int64_t> m_native;
    alignas(storageAlignment) std::byte m_storage[storageSize];
};

} // namespace coroscope

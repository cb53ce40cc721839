// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/scheduler.h"
#include "core/scenario/evaluator.h"
#include "core/scenario/frame.h"
#include "core/scenario/program.h"

#include <QString>

#include <functional>
#include <unordered_set>
#include <vector>

namespace coroscope
{

class CoroutineValue;
class GeneratorValue;
class ObjectHandle;
class PoolHandle;
class ScenarioTask;

/// What a run may take. A run that wants more is stopped with a message that names the option.
struct RunLimits {
    std::int64_t tasks = 1'000'000;        ///< alive at a time: --max-tasks
    std::int64_t events = 20'000'000;      ///< of the trace; without one, three a step: --max-events
    std::int64_t memory = 2'147'483'648;   ///< bytes of the process: --max-memory
    std::int64_t operations = 100'000'000; ///< of one step, without an await: --max-operations
    /// A run may take so many times `operations` in all. Steps of a few operations are not counted.
    static constexpr std::int64_t operationsInAll = 20;
    int depth = 10'000; ///< calls within calls; more is a RuntimeError
};

/// What all tasks of one run share.
class RunContext
{
public:
    RunContext(async::Scheduler &runScheduler, Evaluator &runEvaluator);
    RunContext(const RunContext &) = delete;
    RunContext &operator=(const RunContext &) = delete;
    ~RunContext();

    async::Scheduler &scheduler;
    Evaluator &evaluator;
    const Program *program = nullptr;
    const ErrorTypes *errorTypes = nullptr;
    std::vector<Value> globals;
    FramePool frames;
    RunLimits limits;
    int defaultThreads = 6;
    /// Told of each line of text, beside the instrument.
    std::function<void(async::Scheduler &, const QString &)> onLog;
    /// How many events the trace holds; nothing where there is none.
    std::function<std::int64_t()> eventCount;
    /// Called now and then, with the number of steps so far.
    std::function<void(async::Scheduler &, std::int64_t)> onProgress;
    QString fileName; ///< without folders, for places in the trace

    /// Makes the future the value that stands for it: the same for the same task.
    Value futureValue(const async::FutureRef &future, const QString &name = {});
    /// A new task of `coroutine`. Null where a limit was hit.
    ScenarioTask *spawn(const SharedRef<CoroutineValue> &coroutine, const QString &name, ObjectId group, int line);
    /// The pool of `to_thread` without `in:`; made when it is first asked for.
    PoolHandle &defaultPool();
    SourceId place(int line);
    /// A resource of the scenario (by its place in the file) was entered or left by the current task.
    void tellResource(std::size_t resource, HolderChange change);

    // Values refer to tasks and tasks to values, so that rings of them may come about, which counting never frees:
    // a task that returns a list it is in, a queue that holds itself. Every ring goes through one of these.
    void addRingLink(ScenarioTask &task) { m_tasksInRings.insert(&task); }
    void removeRingLink(ScenarioTask &task) { m_tasksInRings.erase(&task); }
    void addRingLink(GeneratorValue &generator) { m_generators.insert(&generator); }
    void removeRingLink(GeneratorValue &generator) { m_generators.erase(&generator); }
    /// A coroutine of the scenario goes that was neither awaited nor made a task.
    void tellNeverAwaited(const CoroutineValue &coroutine);
    /// Frees all values, when no task is left.
    void dropValues();

    /// To be called at the begin of each step of a task; looks at the limits now and then.
    void beginStep()
    {
        m_operations = 0;
        if (++m_steps >= m_nextLook)
            checkLimits();
    }
    /// Counts work of the step that runs and looks at the limits; to be called for every few hundred operations.
    /// False: the run is to stop.
    bool countOperations(std::int64_t count);
    /// The same for units of work of an expression, which are smaller.
    bool countWork(std::int64_t units) { return countOperations(units / unitsOfAnOperation); }
    /// Counts a logged line; a long one counts as many events.
    void countText(qsizetype length) { m_textEvents += 1 + length / charactersOfAnEvent; }
    /// Stops the run with a message.
    void hitLimit(const QString &message);
    /// Empty: none was hit.
    const QString &limitMessage() const { return m_limitMessage; }
    std::int64_t steps() const { return m_steps; }

private:
    static constexpr qsizetype charactersOfAnEvent = 256;
    // An expression may run for a second; that must be less than the operations of a step.
    static constexpr std::int64_t unitsOfAnOperation = 8;

    void checkLimits();
    void checkEvents();
    void checkMemory();

    std::unordered_set<ScenarioTask *> m_tasksInRings; // that returned something that may refer to a task
    std::unordered_set<GeneratorValue *> m_generators;
    SharedRef<Handle> m_defaultPool; // a PoolHandle
    struct ToldResource {
        ObjectId object;
        std::int64_t entered = 0;
    };

    std::vector<SourceId> m_places; // by line
    std::vector<ToldResource> m_resources;
    QString m_limitMessage;
    std::int64_t m_steps = 0;
    std::int64_t m_nextLook = 1; // in steps
    std::int64_t m_textEvents = 0;
    std::int64_t m_operations = 0; // of the step that runs
    std::int64_t m_allOperations = 0;
    std::uint32_t m_looks = 0;
};

} // namespace coroscope

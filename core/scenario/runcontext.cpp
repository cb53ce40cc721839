// SPDX-License-Identifier: MIT
#include "core/scenario/runcontext.h"

#include "core/scenario/scenarioobjects.h"
#include "core/scenario/scenariotask.h"
#include "core/scenario/valuememory.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace coroscope
{
namespace
{

// Bytes of the process that are in memory; 0 where the system does not tell.
std::int64_t residentBytes()
{
    static const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    static const std::int64_t pageSize = sysconf(_SC_PAGESIZE);
    std::array<char, 128> text{};
    if (file < 0 || pread(file, text.data(), text.size() - 1, 0) <= 0)
        return 0;
    long size = 0;
    long resident = 0;
    return std::sscanf(text.data(), "%ld %ld", &size, &resident) == 2 ? resident * pageSize : 0;
}

} // namespace

RunContext::RunContext(async::Scheduler &runScheduler, Evaluator &runEvaluator)
    : scheduler(runScheduler), evaluator(runEvaluator)
{
}

RunContext::~RunContext() = default;

void RunContext::dropValues()
{
    while (!m_tasksInRings.empty()) {
        ScenarioTask *task = *m_tasksInRings.begin();
        m_tasksInRings.erase(m_tasksInRings.begin());
        const Value result = task->releaseResult(); // the task may die with it
    }
    while (!m_generators.empty()) {
        GeneratorValue *generator = *m_generators.begin();
        m_generators.erase(m_generators.begin());
        if (Frame *frame = std::exchange(generator->frame, nullptr))
            frames.give(frame);
    }
    evaluator.clearCycles();
    for (const Value &global : globals) {
        if (!global.isHandle())
            continue;
        if (global.asHandle().tag() == ObjectTag)
            static_cast<ObjectHandle &>(global.asHandle()).dropContents();
        else if (global.asHandle().tag() == FutureTag)
            static_cast<FutureValue &>(global.asHandle()).dropContents();
    }
    globals.clear();
}

Value RunContext::futureValue(const async::FutureRef &future, const QString &name)
{
    if (async::TaskState *state = future->asTask()) {
        auto *task = static_cast<ScenarioTask *>(state);
        if (!task->handle())
            return Value::object(makeHandle<FutureValue>(future, *this, QString()));
        return Value::object(static_cast<SharedObject *>(task->handle()));
    }
    return Value::object(makeHandle<FutureValue>(future, *this, name));
}

void RunContext::tellNeverAwaited(const CoroutineValue &coroutine)
{
    if (!scheduler.instrument() || scheduler.hasEnded())
        return;
    const std::string text =
        QStringLiteral("coroutine '%1' was never awaited").arg(coroutine.function->name).toStdString();
    scheduler.instrument()->warned(
        scheduler.now(), {.code = "never_awaited", .text = text, .task = scheduler.currentTaskId(), .object = {}});
}

ScenarioTask *RunContext::spawn(const SharedRef<CoroutineValue> &coroutine, const QString &name, ObjectId group,
                                int line)
{
    if (static_cast<std::int64_t>(scheduler.liveTaskCount()) >= limits.tasks) {
        hitLimit(QStringLiteral("more than %1 tasks are alive; end some first, or allow more with --max-tasks")
                     .arg(limits.tasks));
        return nullptr;
    }
    coroutine->isOfTask = true;
    auto *task = new ScenarioTask(*this, scheduler.nextTaskId(), coroutine, name);
    async::SpawnOptions options;
    if (scheduler.instrument()) {
        options.name = task->name().toStdString();
        options.group = group;
        options.at = place(line);
    }
    scheduler.adopt(*task, options);
    return task;
}

PoolHandle &RunContext::defaultPool()
{
    if (!m_defaultPool)
        m_defaultPool = SharedRef<Handle>(new PoolHandle(*this, QStringLiteral("default pool"), defaultThreads));
    return static_cast<PoolHandle &>(*m_defaultPool);
}

SourceId RunContext::place(int line)
{
    if (line <= 0 || !scheduler.instrument())
        return {};
    const auto index = static_cast<std::size_t>(line);
    if (index >= m_places.size())
        m_places.resize(index + 1);
    if (!m_places[index])
        m_places[index] = scheduler.instrument()->source(QStringLiteral("%1:%2").arg(fileName).arg(line).toStdString());
    return m_places[index];
}

void RunContext::tellResource(std::size_t resource, HolderChange change)
{
    Instrument *instrument = scheduler.instrument();
    if (!instrument)
        return;
    m_resources.resize(program->resources.size());
    ToldResource &told = m_resources[resource];
    const TaskId by = scheduler.currentTaskId();
    if (!told.object) {
        told.object = scheduler.nextObjectId();
        instrument->objectCreated(scheduler.now(), {told.object, ObjectKind::Resource,
                                                    program->resources[resource].name.toStdString(), -1, by});
    }
    told.entered += change == HolderChange::Acquired ? 1 : -1;
    instrument->objectChanged(scheduler.now(), {told.object, told.entered, 0, change, by});
}

void RunContext::checkLimits()
{
    m_nextLook = m_steps + std::clamp<std::int64_t>(limits.events / 64, 1, 1024);
    if (onProgress)
        onProgress(scheduler, m_steps);
    checkEvents();
    checkMemory();
}

void RunContext::checkEvents()
{
    const std::int64_t events = (eventCount ? eventCount() : m_steps * 3) + m_textEvents;
    if (events > limits.events)
        hitLimit(QStringLiteral("the run has more than %1 events; it may never end. Allow more with --max-events")
                     .arg(limits.events));
}

void RunContext::checkMemory()
{
    if (valueMemory() > limits.memory || residentBytes() > limits.memory)
        hitLimit(QStringLiteral("the run takes more than %1 MiB of memory; keep less, or allow more with --max-memory")
                     .arg(limits.memory >> 20));
}

bool RunContext::countOperations(std::int64_t count)
{
    m_operations += count;
    m_allOperations += count;
    if (m_operations > limits.operations) {
        const async::TaskState *task = scheduler.currentTask();
        hitLimit(QStringLiteral("%1 ran more than %2 operations without an await; it may never end. Add a `sleep: 0`, "
                                "or allow more with --max-operations")
                     .arg(task ? task->name() : QStringLiteral("the scenario"))
                     .arg(limits.operations));
    }
    if (m_allOperations / RunLimits::operationsInAll > limits.operations)
        hitLimit(QStringLiteral("the run took more than %1 operations, %2 times --max-operations; it may never end. "
                                "Allow more with that option")
                     .arg(limits.operations * RunLimits::operationsInAll)
                     .arg(RunLimits::operationsInAll));
    if ((++m_looks & 63) == 0) {
        checkLimits();
    } else {
        checkEvents();
        if (valueMemory() > limits.memory)
            checkMemory();
    }
    return !scheduler.stopRequested();
}

void RunContext::hitLimit(const QString &message)
{
    if (m_limitMessage.isEmpty()) {
        m_limitMessage = message;
        if (const auto *task = static_cast<ScenarioTask *>(scheduler.currentTask()); task && task->line() > 0)
            m_limitMessage += QStringLiteral(" (%1:%2)").arg(fileName).arg(task->line());
    }
    scheduler.requestStop();
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/scenario/runcontext.h"

#include "core/scenario/scenarioobjects.h"
#include "core/scenario/scenariotask.h"

#include <cstdio>
#include <unistd.h>

namespace coroscope
{
namespace
{

// Bytes of the process that are in memory; 0 where the system does not tell.
std::int64_t residentBytes()
{
    std::FILE *file = std::fopen("/proc/self/statm", "r");
    if (!file)
        return 0;
    long size = 0;
    long resident = 0;
    const int read = std::fscanf(file, "%ld %ld", &size, &resident);
    std::fclose(file);
    return read == 2 ? static_cast<std::int64_t>(resident) * sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

RunContext::RunContext(async::Scheduler &runScheduler, Evaluator &runEvaluator)
    : scheduler(runScheduler), evaluator(runEvaluator)
{
}

RunContext::~RunContext() = default;

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

ScenarioTask *RunContext::spawn(const SharedRef<CoroutineValue> &coroutine, const QString &name, ObjectId group,
                                int line)
{
    if (static_cast<std::int64_t>(scheduler.liveTaskCount()) >= limits.tasks) {
        hitLimit(QStringLiteral("more than %1 tasks are alive; end some first, or allow more with --max-tasks")
                     .arg(limits.tasks));
        return nullptr;
    }
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

void RunContext::checkLimits()
{
    if (onProgress)
        onProgress(scheduler, m_steps);
    const std::int64_t events = eventCount ? eventCount() : m_steps * 3;
    if (events > limits.events) {
        hitLimit(QStringLiteral("the run has more than %1 events; it may never end. Allow more with --max-events")
                     .arg(limits.events));
        return;
    }
    if ((m_steps & 16383) == 0 && residentBytes() > limits.memory)
        hitLimit(QStringLiteral("the run takes more than %1 MiB of memory; allow more with --max-memory")
                     .arg(limits.memory >> 20));
}

void RunContext::hitLimit(const QString &message)
{
    if (m_limitMessage.isEmpty())
        m_limitMessage = message;
    scheduler.requestStop();
}

} // namespace coroscope

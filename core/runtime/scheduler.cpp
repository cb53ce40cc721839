// SPDX-License-Identifier: MIT
#include "core/runtime/scheduler.h"

#include "core/runtime/driver.h"
#include "core/runtime/errornames.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <algorithm>

namespace coroscope::async
{

thread_local constinit Scheduler *Scheduler::s_current = nullptr;

/// Counts the end of one task that was left over when `main` ended.
struct Scheduler::Leftover : DoneCallback {
    Leftover() : DoneCallback(&Scheduler::leftoverIsDone) {}
    Scheduler *owner = nullptr;
    Ref<TaskState> task;
};

void Handle::withdraw()
{
    if (m_place == Place::Ready)
        m_scheduler->m_ready.erase(*this);
    else if (m_place == Place::Timers)
        m_scheduler->m_timers.erase(*this);
}

namespace
{

// Lets Qt work until something happened; not for long, so that a stop from elsewhere is seen.
void waitForQt()
{
    static constexpr std::chrono::milliseconds longest{100};
    QEventLoop loop;
    QTimer::singleShot(longest, &loop, &QEventLoop::quit);
    loop.processEvents(QEventLoop::WaitForMoreEvents);
}

// Makes a scheduler the thread's current one for as long as it runs something.
class CurrentScheduler
{
public:
    CurrentScheduler(Scheduler *&slot, Scheduler *scheduler) : m_slot(slot), m_before(std::exchange(slot, scheduler)) {}
    CurrentScheduler(const CurrentScheduler &) = delete;
    CurrentScheduler &operator=(const CurrentScheduler &) = delete;
    ~CurrentScheduler() { m_slot = m_before; }

private:
    Scheduler *&m_slot;
    Scheduler *m_before;
};

} // namespace

Scheduler::Scheduler(SchedulerOptions options)
    : m_options(options), m_instrument(options.instrument), m_mainCallback(&Scheduler::mainIsDone),
      m_shutdownHandle(&Scheduler::shutdownIsDone), m_started(std::chrono::steady_clock::now())
{
}

void Scheduler::warnOfLeftovers()
{
    for (std::size_t index = 0; index < m_leftoverCount; ++index) {
        TaskState &task = *m_leftovers[index].task;
        if (!task.isFailed())
            continue;
        task.readException();
        if (m_instrument)
            m_instrument->warned(now(), {.code = "failed_at_shutdown",
                                         .text = "unhandled exception during asyncio.run() shutdown",
                                         .task = task.id(),
                                         .object = {}});
    }
}

void Scheduler::discard()
{
    m_instrument = nullptr;
    forgetAllUnread();
    discardTasks();
}

Scheduler::~Scheduler()
{
    discard();
    if (m_main)
        m_main->removeCallback(m_mainCallback);
    for (std::size_t index = 0; index < m_leftoverCount; ++index)
        m_leftovers[index].task->removeCallback(m_leftovers[index]);
}

void Scheduler::adopt(TaskState &task, const SpawnOptions &options)
{
    task.retain();
    link(task);
    if (!options.name.empty())
        task.setName(options.name);
    if (m_instrument)
        m_instrument->taskCreated(now(), {task.id(), currentTaskId(), options.name, options.group, options.at});
    wake(task, ReadyCause::Created);
}

void Scheduler::link(TaskState &task)
{
    task.m_previous = m_lastLinked;
    (m_lastLinked ? m_lastLinked->m_next : m_firstTask) = &task;
    m_lastLinked = &task;
    ++m_liveCount;
}

void Scheduler::unlink(TaskState &task)
{
    (task.m_previous ? task.m_previous->m_next : m_firstTask) = task.m_next;
    (task.m_next ? task.m_next->m_previous : m_lastLinked) = task.m_previous;
    task.m_previous = nullptr;
    task.m_next = nullptr;
    --m_liveCount;
}

std::vector<TaskState *> Scheduler::liveTasks() const
{
    std::vector<TaskState *> tasks;
    tasks.reserve(m_liveCount);
    for (TaskState *task = m_firstTask; task; task = task->m_next)
        tasks.push_back(task);
    return tasks;
}

void Scheduler::setMain(TaskState &task)
{
    Q_ASSERT(m_phase == Phase::Idle);
    m_phase = Phase::Main;
    m_main = Ref<TaskState>(&task);
    m_started = std::chrono::steady_clock::now();
    task.addCallback(m_mainCallback);
}

void Scheduler::mainIsDone(Handle &handle) { handle.m_scheduler->m_stopAfterTurn = true; }

void Scheduler::leftoverIsDone(Handle &handle)
{
    Scheduler &scheduler = *static_cast<Leftover &>(handle).owner;
    if (++scheduler.m_leftoversDone == scheduler.m_leftoverCount)
        scheduler.callSoon(scheduler.m_shutdownHandle);
}

void Scheduler::shutdownIsDone(Handle &handle) { handle.m_scheduler->m_stopAfterTurn = true; }

bool Scheduler::beginTurn(Progress &progress)
{
    if (m_options.clock == ClockMode::Real)
        readClock();
    if (m_externals > 0)
        drainExternals();
    // In the last turns something of asyncio.run's own is always ready, so that time does not move.
    if (m_ready.isEmpty() && m_phase != Phase::LastTurns) {
        if (m_timers.isEmpty()) {
            if (m_externals > 0) {
                progress = Progress::NeedsExternal;
                return false;
            }
            deadlock();
            progress = Progress::Ended;
            return false;
        }
        if (m_timers.nextDeadline() > m_now) {
            progress = Progress::NeedsTime;
            return false;
        }
    }
    while (!m_timers.isEmpty() && m_timers.nextDeadline() <= m_now)
        m_ready.push(m_timers.pop());
    m_todo = m_ready.size();
    return true;
}

void Scheduler::runHandle(Handle &handle)
{
    try {
        handle.m_run(handle);
    } catch (const std::exception &error) {
        // As asyncio, which calls the exception handler of the loop and goes on. So far only a cancel throws
        // here, one that meets tasks that wait for each other in a ring.
        if (m_instrument)
            m_instrument->warned(now(), {.code = "callback_failed", .text = error.what(), .task = {}, .object = {}});
    }
}

void Scheduler::endOfTurn()
{
    if (m_phase == Phase::LastTurns && --m_lastTurns == 0) {
        endRun(m_mainReport);
        return;
    }
    if (!m_stopAfterTurn)
        return;
    m_stopAfterTurn = false;
    if (m_phase == Phase::Main)
        beginShutdown();
    else if (m_phase == Phase::Shutdown) {
        warnOfLeftovers();
        beginLastTurns();
    }
}

void Scheduler::beginLastTurns()
{
    // Runner.close() of asyncio goes on with shutdown_asyncgens() and shutdown_default_executor(), two turns
    // each. Who sees them is a task that was made while the others were shut down.
    static constexpr int turnsOfClosing = 4;
    if (m_liveCount == 0) {
        endRun(m_mainReport);
        return;
    }
    m_phase = Phase::LastTurns;
    m_lastTurns = turnsOfClosing;
}

void Scheduler::beginShutdown()
{
    m_phase = Phase::Shutdown;
    switch (m_main->state()) {
    case FutureBase::State::Failed:
        m_mainReport = {RunOutcome::Failed, m_main->readException()};
        break;
    case FutureBase::State::Cancelled:
        m_mainReport = {RunOutcome::Failed, std::make_exception_ptr(m_main->takeCancelled())};
        break;
    default:
        m_mainReport = {RunOutcome::Returned, nullptr};
    }
    const std::vector<TaskState *> tasks = liveTasks();
    if (tasks.empty()) {
        endRun(m_mainReport);
        return;
    }
    m_leftoverCount = tasks.size();
    m_leftovers = std::make_unique<Leftover[]>(tasks.size());
    try {
        for (TaskState *task : tasks)
            task->cancel({CancelCause::Shutdown, nullptr});
    } catch (const RecursionError &) {
        m_leftoverCount = 0;
        endRun({RunOutcome::Failed, std::current_exception()});
        return;
    }
    for (std::size_t index = 0; index < tasks.size(); ++index) {
        m_leftovers[index].owner = this;
        m_leftovers[index].task = Ref<TaskState>(tasks[index]);
        tasks[index]->addCallback(m_leftovers[index]);
    }
}

void Scheduler::endRun(RunReport report)
{
    m_phase = Phase::Ended;
    m_report = std::move(report);
    while (!m_unread.empty())
        warnUnread(*m_unread.begin()->second);
    if (m_instrument) {
        const ErrorText text = m_report.error ? errorText(m_report.error) : ErrorText{};
        m_instrument->runEnded(now(), {m_report.outcome, text.name, text.message});
    }
}

void Scheduler::deadlock()
{
    const std::vector<TaskState *> tasks = liveTasks();
    std::string text = deadlockText(tasks);
    if (m_instrument) {
        std::vector<TaskId> ids;
        ids.reserve(tasks.size());
        for (const TaskState *task : tasks)
            ids.push_back(task->id());
        m_instrument->deadlocked(now(), ids, text);
    }
    endRun({RunOutcome::Deadlock, nullptr, std::move(text)});
}

std::string Scheduler::deadlockText(const std::vector<TaskState *> &tasks) const
{
    static constexpr std::size_t mostNamed = 20;
    const auto nameOf = [&tasks](TaskId id) {
        const auto found =
            std::lower_bound(tasks.begin(), tasks.end(), id.value,
                             [](const TaskState *task, auto wanted) { return task->id().value < wanted; });
        const bool isThere = found != tasks.end() && (*found)->id() == id;
        return isThere ? (*found)->name().toStdString() : "task " + std::to_string(id.value);
    };
    std::string words = "nothing can go on: ";
    for (std::size_t index = 0; index < tasks.size() && index < mostNamed; ++index) {
        if (index > 0)
            words += "; ";
        words += tasks[index]->name().toStdString();
        if (!tasks[index]->awaiter())
            continue;
        TaskWaiting waiting;
        tasks[index]->awaiter()->describe(waiting);
        words += " waits for ";
        words += text(waiting.on);
        if (waiting.objectName && !waiting.objectName->empty() && *waiting.objectName != text(waiting.on))
            words += ' ' + *waiting.objectName;
        const auto named = waiting.tasks.first(std::min(waiting.tasks.size(), mostNamed));
        for (std::size_t task = 0; task < named.size(); ++task)
            words += (task > 0 ? ", " : " ") + nameOf(named[task]);
        if (waiting.tasks.size() > mostNamed)
            words += " and others";
    }
    if (tasks.size() > mostNamed)
        words += "; and " + std::to_string(tasks.size() - mostNamed) + " more";
    return words;
}

Scheduler::Progress Scheduler::advance(bool *taskStepped)
{
    const CurrentScheduler current(s_current, this);
    if (stopRequested() && !hasEnded())
        endRun({RunOutcome::Stopped, nullptr});
    if (hasEnded())
        return Progress::Ended;
    Progress progress = Progress::Ran;
    if (m_todo == 0 && !beginTurn(progress))
        return progress;
    if (m_todo > 0) {
        --m_todo;
        const ReadyQueue::Entry entry = m_ready.pop();
        if (taskStepped)
            *taskStepped = entry.task != nullptr;
        runEntry(entry);
    }
    if (m_todo == 0)
        endOfTurn();
    return hasEnded() ? Progress::Ended : Progress::Ran;
}

Scheduler::Progress Scheduler::runTurn()
{
    const CurrentScheduler current(s_current, this);
    if (stopRequested() && !hasEnded())
        endRun({RunOutcome::Stopped, nullptr});
    if (hasEnded())
        return Progress::Ended;
    Progress progress = Progress::Ran;
    if (m_todo == 0 && !beginTurn(progress))
        return progress;
    while (m_todo > 0) {
        --m_todo;
        runEntry(m_ready.pop());
        if (stopRequested())
            return Progress::Ran;
    }
    endOfTurn();
    return hasEnded() ? Progress::Ended : Progress::Ran;
}

RunReport Scheduler::runToEnd()
{
    if (m_options.clock == ClockMode::Real) {
        QEventLoop loop;
        Driver driver(*this);
        QObject::connect(&driver, &Driver::ended, &loop, &QEventLoop::quit);
        driver.start();
        if (!hasEnded())
            loop.exec();
        discard();
        return m_report;
    }
    for (;;) {
        switch (runTurn()) {
        case Progress::Ran:
            break;
        case Progress::NeedsTime:
            m_now = nextDeadline();
            break;
        case Progress::NeedsExternal:
            waitForQt();
            break;
        case Progress::Ended:
            discard();
            return m_report;
        }
    }
}

void Scheduler::readClock()
{
    const auto elapsed = std::chrono::steady_clock::now() - m_started;
    advanceClockTo(std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed).count());
}

void Scheduler::chargeStep()
{
    if (m_options.clock == ClockMode::Virtual)
        m_now += m_options.stepCost;
}

void Scheduler::block(Nanoseconds duration)
{
    if (duration <= 0)
        return;
    if (m_options.clock == ClockMode::Virtual) {
        m_now += duration;
        return;
    }
    // In slices, so that a stop does not have to wait for the end of a long one.
    static constexpr Nanoseconds slice = 20'000'000;
    const Nanoseconds end = now() + duration;
    while (!stopRequested()) {
        const Nanoseconds left = end - now();
        if (left <= 0)
            return;
        QThread::usleep(static_cast<unsigned long>(std::max<Nanoseconds>(std::min(left, slice) / 1000, 1)));
    }
}

void Scheduler::log(std::string_view text)
{
    if (m_instrument)
        m_instrument->log(now(), currentTaskId(), text);
}

void Scheduler::postExternal(std::function<void()> callback)
{
    // The notifier is called under the lock, so that it cannot be gone meanwhile.
    const std::lock_guard lock(m_externalMutex);
    m_externalCallbacks.push_back(std::move(callback));
    if (m_externalNotifier)
        m_externalNotifier();
}

void Scheduler::setExternalNotifier(std::function<void()> notifier)
{
    const std::lock_guard lock(m_externalMutex);
    m_externalNotifier = std::move(notifier);
}

void Scheduler::drainExternals()
{
    std::vector<std::function<void()>> callbacks;
    {
        const std::lock_guard lock(m_externalMutex);
        callbacks.swap(m_externalCallbacks);
    }
    for (const auto &callback : callbacks) {
        --m_externals;
        callback();
    }
}

void Scheduler::discardTasks()
{
    const CurrentScheduler current(s_current, this);
    m_discarding = true;
    // Each round ends one wait of each task. Clean-up code awaits a few times; what goes on for longer does
    // not end at all.
    static constexpr int mostRounds = 64;
    const auto tasksThatCleanUp = [this] {
        std::vector<TaskState *> tasks = liveTasks();
        std::erase_if(tasks, [](const TaskState *task) { return !task->cleansUp(); });
        return tasks;
    };
    for (int round = 0; round < mostRounds; ++round) {
        const std::vector<TaskState *> tasks = tasksThatCleanUp();
        if (tasks.empty())
            break;
        for (TaskState *task : tasks) {
            try {
                task->cancel({CancelCause::Shutdown, nullptr});
            } catch (const RecursionError &) {
                // Tasks in a ring, or too many in a chain: they are discarded below.
            }
        }
        // A cancel may act on what another task waits for, so go on until nothing moves.
        for (std::size_t limit = m_liveCount * 8 + 64; limit > 0 && !m_ready.isEmpty(); --limit)
            runEntry(m_ready.pop());
    }
    const std::vector<TaskState *> stuck = liveTasks();
    for (TaskState *task : stuck)
        task->discard();
    for (TaskState *task : stuck) {
        unlink(*task);
        task->complete(FutureBase::State::Cancelled, ReadyCause::Cancelled);
    }
    // Callbacks that still stand there own what they act on. No step: all tasks are gone.
    while (!m_ready.isEmpty()) {
        const ReadyQueue::Entry entry = m_ready.pop();
        if (entry.handle)
            runHandle(*entry.handle);
    }
    for (TaskState *task : stuck)
        task->release();
    m_todo = 0;
    // What outlives the scheduler must not believe that it still stands in its queues.
    m_timers.clear();
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/instrument.h"
#include "core/runtime/readyqueue.h"
#include "core/runtime/task.h"
#include "core/runtime/timerheap.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <vector>

namespace coroscope::async
{

/// Which time the scheduler goes by.
enum class ClockMode {
    Virtual, ///< jumps to the next timer when nothing is ready; every run is the same
    Real,    ///< the machine's steady clock
};

struct SchedulerOptions {
    ClockMode clock = ClockMode::Virtual;
    /// Charged to the clock at the end of each step of a task.
    Nanoseconds stepCost = 0;
    /// Threads of the default pool.
    int executorThreads = 6;
    /// Told of everything; must outlive the scheduler. Null: nobody.
    Instrument *instrument = nullptr;
};

struct SpawnOptions {
    std::string name;
    /// The task group or gather that it belongs to.
    ObjectId group;
    SourceId at;
};

/// How a run ended.
struct RunReport {
    RunOutcome outcome = RunOutcome::Returned;
    /// Of `main`, where it failed or was cancelled.
    std::exception_ptr error{};
    /// Of a deadlock: who waits for what.
    std::string text{};
};

/// Runs tasks in asyncio's order, in one thread.
///
/// A FIFO of ready callbacks; a turn runs those that were ready when it began, what they make ready runs in
/// the next. A timer that is due moves to the FIFO at the start of a turn, by (deadline, creation). In
/// virtual time the clock moves only when the FIFO is empty. The rules are those of
/// BaseEventLoop._run_once of CPython 3.13.
///
/// run() runs everything in the calling thread. A Driver runs it between the other events of Qt's loop.
class Scheduler
{
public:
    explicit Scheduler(SchedulerOptions options = {});
    Scheduler(const Scheduler &) = delete;
    Scheduler &operator=(const Scheduler &) = delete;
    /// Cancels what is left, lets it clean up without being told, and frees what does not end even so.
    ~Scheduler();

    /// The scheduler whose tasks run in this thread now; null outside of a step.
    static Scheduler *current() { return s_current; }
    /// As current(), for what only makes sense in a task. Throws UsageError outside of one.
    static Scheduler &running()
    {
        if (!s_current)
            throw UsageError("no scheduler runs in this thread");
        return *s_current;
    }

    /// Makes a task of a callable that returns a QCoro::Task, and queues its first step.
    template <typename F>
    auto spawn(F callable, const SpawnOptions &options = {})
    {
        using Root = std::invoke_result_t<F &>;
        using T = typename Root::value_type;
        auto *task = new SpawnedTask<T, F>(*this, nextTaskId(), std::move(callable));
        adopt(*task, options);
        return TaskHandle<T>(Ref<TaskOf<T>>(task));
    }

    template <typename F>
    auto spawn(std::string name, F callable)
    {
        return spawn(std::move(callable), SpawnOptions{.name = std::move(name), .group = {}, .at = {}});
    }

    /// Runs `main` to its end as asyncio.run does: then every task left is cancelled, in order of creation,
    /// and run to its end; tasks made meanwhile get the four turns that asyncio.run still takes. Blocks; with
    /// the real clock Qt's events are processed meanwhile. What still lives then (after a stop, a deadlock) is
    /// discarded: when it returns no task is left, and the primitives may go.
    template <typename F>
    RunReport run(F main)
    {
        start(std::move(main));
        return runToEnd();
    }

    /// Makes `main` the main task without running anything yet.
    template <typename F>
    auto start(F main)
    {
        auto handle = spawn(std::move(main), {.name = "main", .group = {}, .at = {}});
        setMain(*handle.state());
        return handle;
    }

    /// As start(), for a task made by hand; spawned with adopt() already.
    void setMain(TaskState &task);

    /// Runs what was started to its end.
    RunReport runToEnd();

    /// What advance() found.
    enum class Progress {
        Ran,           ///< something ran
        NeedsTime,     ///< nothing is ready before nextDeadline(): move the clock there
        NeedsExternal, ///< nothing is ready and no timer is set, but a job of a thread is out
        Ended,         ///< the run is over
    };
    /// Runs one entry of the ready queue, beginning a turn where the last is over. `taskStepped`, if given,
    /// is set where that entry was a step of a task.
    Progress advance(bool *taskStepped = nullptr);
    /// Runs entries until the turn is over, or something else is needed.
    Progress runTurn();
    Nanoseconds nextDeadline() const { return m_timers.nextDeadline(); }
    /// Moves the virtual clock on to `time`; never back.
    void advanceClockTo(Nanoseconds time)
    {
        if (time > m_now)
            m_now = time;
    }

    bool hasEnded() const { return m_phase == Phase::Ended; }
    const RunReport &report() const { return m_report; }

    /// Ends the run as soon as the entry that runs is over; safe from any thread and from a signal handler.
    void requestStop() { m_stopRequested.store(true, std::memory_order_relaxed); }
    bool stopRequested() const { return m_stopRequested.load(std::memory_order_relaxed); }

    /// Time since the start.
    Nanoseconds now()
    {
        if (m_options.clock == ClockMode::Real)
            readClock();
        return m_now;
    }
    /// The time after `delay`, a negative one too; the end of time where that is too far.
    Nanoseconds after(Nanoseconds delay)
    {
        constexpr Nanoseconds end = std::numeric_limits<Nanoseconds>::max();
        const Nanoseconds time = now();
        return delay > end - time ? end : time + delay;
    }
    const SchedulerOptions &options() const { return m_options; }
    Instrument *instrument() const { return m_instrument; }
    TaskState *currentTask() const { return m_current; }
    TaskId currentTaskId() const { return m_current ? m_current->id() : TaskId{}; }

    /// Holds the loop up for `duration`, as time.sleep in a coroutine does.
    void block(Nanoseconds duration);

    /// Tells a line of text.
    void log(std::string_view text);

    /// Tasks that are not done, in order of creation.
    std::vector<TaskState *> liveTasks() const;
    std::size_t liveTaskCount() const { return m_liveCount; }
    std::uint32_t createdTaskCount() const { return m_lastTask; }

    // For the primitives.

    /// Queues a step of a task that waited.
    void wake(TaskState &task, ReadyCause because)
    {
        if (m_instrument)
            m_instrument->taskReady(m_now, {task.id(), currentTaskId(), because});
        m_ready.push(&task);
    }
    void callSoon(Handle &handle)
    {
        handle.m_scheduler = this;
        m_ready.push(handle);
    }
    void callAt(Handle &handle, Nanoseconds deadline)
    {
        handle.m_scheduler = this;
        m_timers.push(handle, deadline);
    }
    ObjectId nextObjectId() { return ObjectId(++m_lastObject); }
    std::uint32_t nextStamp() { return ++m_lastStamp; }
    ScopeId nextScopeId() { return ScopeId(++m_lastScope); }
    JobId nextJobId() { return JobId(++m_lastJob); }
    TaskId nextTaskId() { return TaskId(++m_lastTask); }
    /// The error of a failed task was read; see FutureBase::readException().
    void forgetUnread(TaskState &task);
    /// Registers a task and queues its first step. The scheduler holds a reference until the task is done.
    void adopt(TaskState &task, const SpawnOptions &options);

    /// Runs `callback` in the scheduler's thread in a coming turn; safe from any thread. Each call must have
    /// been announced by expectExternal().
    void postExternal(std::function<void()> callback);
    void expectExternal() { ++m_externals; }
    /// Takes one announcement back, before its call.
    void forgetExternal() { --m_externals; }
    /// Called, in any thread, when postExternal() has something; set by whoever runs the loop.
    void setExternalNotifier(std::function<void()> notifier);

    /// Ends what is left, as the destructor does, without telling anybody. Nothing runs after that.
    void discard();
    /// While true, every wait throws Cancelled: the run is being taken down.
    bool isDiscarding() const { return m_discarding; }

private:
    friend class Awaiter;
    friend class Handle;
    friend class TaskState;

    enum class Phase { Idle, Main, Shutdown, LastTurns, Ended };

    /// A cancel goes down at most so many tasks that wait for each other, and raises RecursionError then; CPython stops
    /// at some thousands, too.
    static constexpr int deepestCancel = 5000;

    struct Leftover;

    void addUnread(TaskState &task);
    /// Tells that the error of `task` was never read, and forgets it.
    void warnUnread(TaskState &task);
    void forgetAllUnread();
    /// Tells of the tasks that failed while the run was shut down.
    void warnOfLeftovers();

    static void mainIsDone(Handle &handle);
    static void leftoverIsDone(Handle &handle);
    static void shutdownIsDone(Handle &handle);

    bool beginTurn(Progress &progress);
    void endOfTurn();
    void runEntry(ReadyQueue::Entry entry)
    {
        if (entry.task)
            entry.task->step();
        else if (entry.handle)
            runHandle(*entry.handle);
    }
    void runHandle(Handle &handle);
    void beginShutdown();
    void beginLastTurns();
    void endRun(RunReport report);
    void deadlock();
    void link(TaskState &task);
    void unlink(TaskState &task);
    void drainExternals();
    void readClock();
    void chargeStep();
    void discardTasks();
    std::string deadlockText(const std::vector<TaskState *> &tasks) const;

    static thread_local constinit Scheduler *s_current;

    SchedulerOptions m_options;
    Instrument *m_instrument;
    Nanoseconds m_now = 0;
    TaskState *m_current = nullptr;
    ReadyQueue m_ready;
    std::uint32_t m_todo = 0;
    TimerHeap m_timers;
    std::atomic<bool> m_stopRequested{false};
    bool m_stopAfterTurn = false;
    bool m_discarding = false;
    Phase m_phase = Phase::Idle;
    RunReport m_report;
    RunReport m_mainReport;
    Ref<TaskState> m_main;
    DoneCallback m_mainCallback;
    std::unique_ptr<Leftover[]> m_leftovers;
    std::map<std::uint32_t, TaskState *> m_unread; // tasks by id that failed and of which nobody read the error
    std::size_t m_leftoverCount = 0;
    std::size_t m_leftoversDone = 0;
    int m_lastTurns = 0;
    int m_cancelDepth = 0;
    Handle m_shutdownHandle;
    TaskState *m_firstTask = nullptr;
    TaskState *m_lastLinked = nullptr;
    std::size_t m_liveCount = 0;
    std::uint32_t m_lastTask = 0;
    std::uint32_t m_lastObject = 0;
    std::uint32_t m_lastStamp = 0;
    std::uint32_t m_lastScope = 0;
    std::uint32_t m_lastJob = 0;
    std::chrono::steady_clock::time_point m_started;
    int m_externals = 0;
    std::mutex m_externalMutex;
    std::vector<std::function<void()>> m_externalCallbacks;
    std::function<void()> m_externalNotifier;
};

inline TaskState &Awaiter::parkAgain()
{
    TaskState &task = *Scheduler::current()->currentTask();
    task.m_awaiter = this;
    return task;
}

/// Scheduler::spawn() for code that runs in a task: `const auto page = spawn([&] { return load(url); });`
template <typename F>
auto spawn(F callable, const SpawnOptions &options = {})
{
    return Scheduler::running().spawn(std::move(callable), options);
}
template <typename F>
auto spawn(std::string name, F callable)
{
    return Scheduler::running().spawn(std::move(name), std::move(callable));
}

/// The task whose step runs.
inline TaskState &currentTask() { return *Scheduler::running().currentTask(); }

/// Time since the start, for code that runs in a task.
inline std::chrono::nanoseconds now() { return std::chrono::nanoseconds(Scheduler::running().now()); }

} // namespace coroscope::async

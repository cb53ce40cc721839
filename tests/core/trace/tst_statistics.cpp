// SPDX-License-Identifier: MIT
#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"
#include "core/trace/statistics.h"

#include <QTest>

#include <limits>

using namespace coroscope;

namespace
{

constexpr Nanoseconds ms = 1'000'000;

/// Two workers share a semaphore of 1; main waits for both.
void tellSmallRun(EventStore &store)
{
    const std::vector<TaskId> workers{TaskId(2), TaskId(3)};
    store.taskCreated(0, {.task = TaskId(1), .name = "main"});
    store.taskRunning(0, TaskId(1));
    store.objectCreated(0, {.object = ObjectId(1), .kind = ObjectKind::Semaphore, .name = "slots", .capacity = 1});
    store.taskCreated(0, {.task = TaskId(2), .parent = TaskId(1), .name = "a"});
    store.taskCreated(0, {.task = TaskId(3), .parent = TaskId(1), .name = "b"});
    store.taskCreated(0, {.task = TaskId(4), .parent = TaskId(1), .name = "never"});
    store.taskWaiting(0, {.task = TaskId(1), .on = WaitKind::Gather, .tasks = workers});
    store.taskRunning(0, TaskId(2));
    store.objectChanged(0, {ObjectId(1), 0, 0, HolderChange::Acquired, TaskId(2)});
    store.taskWaiting(10 * ms, {.task = TaskId(2), .on = WaitKind::Sleep, .until = 40 * ms});
    store.taskRunning(10 * ms, TaskId(3));
    store.objectChanged(10 * ms, {ObjectId(1), 0, 1, HolderChange::None, TaskId(3)});
    store.taskWaiting(10 * ms, {.task = TaskId(3), .on = WaitKind::Semaphore, .object = ObjectId(1), .position = 1});
    store.taskReady(40 * ms, {TaskId(2), {}, ReadyCause::Timer});
    store.taskRunning(40 * ms, TaskId(2));
    store.objectChanged(40 * ms, {ObjectId(1), 1, 0, HolderChange::Released, TaskId(2)});
    store.taskReady(40 * ms, {TaskId(3), TaskId(2), ReadyCause::Released});
    store.taskDone(40 * ms, {.task = TaskId(2), .value = "None"});
    store.taskRunning(42 * ms, TaskId(3));
    store.taskDone(42 * ms, {.task = TaskId(3), .outcome = Outcome::Failed, .error = "ValueError"});
    store.taskReady(42 * ms, {TaskId(1), TaskId(3), ReadyCause::Failed});
    store.taskRunning(42 * ms, TaskId(1));
    store.dropped(42 * ms, 3);
    store.taskDone(50 * ms, {.task = TaskId(1), .outcome = Outcome::Cancelled});
    store.runEnded(50 * ms, {RunOutcome::Failed, "ValueError", {}});
}

} // namespace

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesOfTasksAreCountedByState()
    {
        const Statistics statistics = ofSmallRun();
        QCOMPARE(statistics.tasks.size(), std::size_t{4});
        const TaskStatistics &main = statistics.tasks[0];
        QCOMPARE(main.running, 8 * ms);
        QCOMPARE(main.ready, 0 * ms);
        QCOMPARE(main.waiting, 42 * ms);
        QCOMPARE(main.waitingFor(WaitKind::Gather), 42 * ms);
        QCOMPARE(main.steps, std::uint64_t{2});
        QCOMPARE(main.life(), 50 * ms);
        const TaskStatistics &b = statistics.tasks[2];
        QCOMPARE(b.ready, 12 * ms);
        QCOMPARE(b.waitingFor(WaitKind::Semaphore), 30 * ms);
        QCOMPARE(b.waitingFor(WaitKind::Sleep), 0 * ms);
        QCOMPARE(*b.outcome, Outcome::Failed);
        const TaskStatistics &never = statistics.tasks[3];
        QCOMPARE(never.ready, 50 * ms);
        QCOMPARE(never.steps, std::uint64_t{0});
        QVERIFY(!never.outcome);
    }

    void theRunIsSummedUp()
    {
        const RunStatistics run = ofSmallRun().run;
        QCOMPARE(run.makespan, 50 * ms);
        QCOMPARE(run.peakConcurrency, std::size_t{3});
        QCOMPARE(run.tasks, std::size_t{4});
        QCOMPARE(run.returned, std::size_t{1});
        QCOMPARE(run.failed, std::size_t{1});
        QCOMPARE(run.cancelled, std::size_t{1});
        QCOMPARE(run.alive, std::size_t{1});
        QCOMPARE(run.steps, std::uint64_t{6});
        QCOMPARE(run.loopBusy, 18 * ms);
        QCOMPARE(run.dropped, std::uint64_t{3});
        QCOMPARE(run.events, std::uint64_t{25});
        QCOMPARE(*run.outcome, RunOutcome::Failed);
        QCOMPARE(run.waiting, 102 * ms);
    }

    void useOfObjectsIsWeightedByTime()
    {
        const Statistics statistics = ofSmallRun();
        QCOMPARE(statistics.objects.size(), std::size_t{1});
        const ObjectStatistics &slots = statistics.objects[0];
        QCOMPARE(slots.meanInUse, 0.8);
        QCOMPARE(slots.mostInUse, std::int64_t{1});
        QCOMPARE(slots.meanWaiting, 0.6);
        QCOMPARE(slots.longestQueue, std::int64_t{1});
        QCOMPARE(slots.changes, std::uint64_t{3});
    }

    void peakConcurrencyFollowsTheOrderOfEventsNotOnlyTheirTimes()
    {
        EventStore store;
        for (std::uint32_t number = 1; number <= 100; ++number) {
            store.taskCreated(0, {.task = TaskId(number)});
            store.taskRunning(0, TaskId(number));
            store.taskDone(0, {.task = TaskId(number)});
        }
        Intervals intervals(store);
        QVERIFY(intervals.update());
        QCOMPARE(computeStatistics(intervals).run.peakConcurrency, std::size_t{1});
    }

    void anEmptyTraceHasStatistics()
    {
        EventStore store;
        const Intervals intervals(store);
        QCOMPARE(QString::fromStdString(statisticsText(computeStatistics(intervals))),
                 QStringLiteral("Run\n"
                                "  outcome           not ended\n"
                                "  makespan          0 s\n"
                                "  tasks             0\n"
                                "  peak concurrency  0\n"
                                "  steps             0\n"
                                "  loop busy         0 s\n"
                                "  events            0\n"));
    }

    void sumsDoNotOverflow()
    {
        constexpr Nanoseconds most = std::numeric_limits<Nanoseconds>::max();
        EventStore store;
        for (std::uint32_t number = 1; number <= 3; ++number)
            store.taskCreated(0, {.task = TaskId(number)});
        store.objectCreated(0, {.object = ObjectId(1), .kind = ObjectKind::Semaphore, .capacity = most});
        store.objectChanged(0, {ObjectId(1), -most, most, HolderChange::None, {}});
        store.runEnded(most, {});
        Intervals intervals(store);
        QVERIFY(intervals.update());
        const Statistics statistics = computeStatistics(intervals);
        QCOMPARE(statistics.run.ready, most);
        QCOMPARE(statistics.objects[0].mostInUse, most);
        QVERIFY(!statisticsText(statistics).empty());
    }

    void theTextHasATableOfEachSort()
    {
        QCOMPARE(QString::fromStdString(statisticsText(ofSmallRun())), QString::fromUtf8(R"(Run
  outcome           failed
  makespan          50 ms
  tasks             4 (1 returned, 1 failed, 1 cancelled, 1 not done)
  peak concurrency  3
  steps             6
  loop busy         18 ms
  events            25
  events lost       3

Waits of all tasks
  waiting on   time  share
  gather      42 ms   41 %
  sleep       30 ms   29 %
  semaphore   30 ms   29 %

Tasks
  task   steps  running  ready  waiting  mostly on  outcome
  main       2     8 ms    0 s    42 ms  gather     cancelled
  a          2    10 ms    0 s    30 ms  sleep      returned
  b          2      0 s  12 ms    30 ms  semaphore  failed
  never      0      0 s  50 ms      0 s             alive

Objects
  object  kind       capacity  mean in use  most in use  mean waiting  longest queue
  slots   semaphore         1          0.8            1           0.6              1
)"));
    }

    void longListsAndNamesAreCutShort()
    {
        EventStore store;
        for (std::uint32_t number = 1; number <= 5; ++number)
            store.taskCreated(0, {.task = TaskId(number), .name = "a name\nin two lines " + std::string(50, 'x')});
        Intervals intervals(store);
        QVERIFY(intervals.update());
        const QString text = QString::fromStdString(statisticsText(computeStatistics(intervals), 2));
        QCOMPARE(text.mid(text.indexOf(QStringLiteral("Tasks\n"))), QString::fromUtf8(R"(Tasks
  task                                      steps  running  ready  waiting  mostly on  outcome
  a name in two lines xxxxxxxxxxxxxxxxxxx…      0      0 s    0 s      0 s             alive
  a name in two lines xxxxxxxxxxxxxxxxxxx…      0      0 s    0 s      0 s             alive
  … and 3 more
)"));
    }

private:
    static Statistics ofSmallRun()
    {
        EventStore store;
        tellSmallRun(store);
        Intervals intervals(store);
        intervals.update();
        return computeStatistics(intervals);
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"

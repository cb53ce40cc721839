// SPDX-License-Identifier: MIT
#include "core/analysis/awaitchain.h"
#include "core/analysis/criticalpath.h"
#include "core/analysis/statetext.h"
#include "core/analysis/taskstory.h"
#include "core/analysis/tasktime.h"
#include "core/analysis/waitreason.h"
#include "core/analysis/words.h"
#include "tests/core/analysis/scenariotraces.h"

#include <QTest>

#include <memory>

using namespace coroscope;
using namespace Qt::StringLiterals;

namespace
{

constexpr Nanoseconds ms = 1'000'000;

/// A run with its index, asked by names.
class Run
{
public:
    explicit Run(std::shared_ptr<EventStore> store)
        : m_store(std::move(store)), m_intervals(*m_store), m_index(m_intervals)
    {
        m_intervals.update();
        m_index.update();
    }

    TaskId task(const char *name) const
    {
        for (const TaskTrack &track : m_intervals.tasks()) {
            if (track.name == name)
                return track.id;
        }
        qFatal("no task %s", name);
    }
    Moment at(Nanoseconds time) const { return momentAt(*m_store, time); }
    const RunIndex &index() const { return m_index; }
    const Intervals &intervals() const { return m_intervals; }

    QString why(const char *name, Nanoseconds time) const
    {
        return plainText(waitReason(m_index, task(name), at(time)));
    }
    QString chain(const char *name, Nanoseconds time) const
    {
        return plainText(awaitChain(m_index, task(name), at(time)));
    }
    QString woken(const char *name, Nanoseconds time) const
    {
        return plainText(wokenBy(m_index, task(name), at(time)));
    }
    QString ended(const char *name) const { return plainText(endedHow(m_index, task(name))); }
    QString cancelled(const char *name) const { return plainText(cancelledBy(m_index, task(name))); }
    QString path() const
    {
        CriticalPath path(m_index, TaskId(1));
        while (!path.advance(1)) {
        }
        return plainText(criticalPathText(m_index, path));
    }

private:
    std::shared_ptr<EventStore> m_store;
    Intervals m_intervals;
    RunIndex m_index;
};

Run builtin(const QString &name) { return Run(test::traceOfBuiltin(name)); }

} // namespace

class TestExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWaitForASemaphoreNamesItsHoldersAndThePlaceInLine()
    {
        const Run run = builtin(u"scraper"_s);
        QCOMPARE(run.why("worker(5)", 600 * ms), u"sem has 4 permits, all are held:\n"
                                                 "  worker(0) since 0.000 s\n"
                                                 "  worker(1) since 0.000 s\n"
                                                 "  worker(2) since 0.000 s\n"
                                                 "  worker(3) since 0.000 s\n"
                                                 "2nd in line, behind worker(4)"_s);
        // The place is that of the moment, not that of the day it came.
        QCOMPARE(run.why("worker(6)", 750 * ms).section(u'\n', -1), u"1st in line"_s);
        QCOMPARE(stateText(run.index(), run.task("worker(5)"), run.at(600 * ms)), u"waiting on sem"_s);
    }

    void aSleepTellsWhatIsLeftOfItAndOfItsTimeout()
    {
        const Run run = builtin(u"scraper"_s);
        QCOMPARE(run.why("worker(2)", 600 * ms), u"It sleeps until 1.174 s, 0.574 s is left.\n"
                                                 "Its timeout at 0.900 s leaves it 0.300 s."_s);
    }

    void aGatherTellsWhichOfItsTasksAreNotDone()
    {
        const Run run = builtin(u"scraper"_s);
        QCOMPARE(run.why("main", 2'200 * ms), u"4 of its 14 tasks are not done:\n"
                                              "  worker(9)  sleeping\n"
                                              "  worker(11)  sleeping\n"
                                              "  worker(12)  sleeping\n"
                                              "  worker(13)  sleeping"_s);
    }

    void aFullQueueNamesThoseWhoGetFromIt()
    {
        const Run run = builtin(u"queue-backpressure"_s);
        QCOMPARE(run.why("main", 1'400 * ms), u"q is full: 3 of 3 items.\n"
                                              "1st in line\n"
                                              "Who gets from it:\n"
                                              "  consumer(anna)  sleeping\n"
                                              "  consumer(berta)  sleeping"_s);
        QCOMPARE(run.why("consumer(berta)", 20 * ms), u"q is empty.\n"
                                                      "2nd in line, behind consumer(anna)\n"
                                                      "Who puts into it:\n"
                                                      "  main  sleeping"_s);
    }

    void aDeadlockIsSpelledOut()
    {
        const Run run = builtin(u"deadlock-two-locks"_s);
        QCOMPARE(run.why("eat(Plato, left, right)", 500 * ms),
                 u"right is held by eat(Socrates, right, left) since 0.000 s.\n"
                 "  eat(Socrates, right, left) is waiting on left\n"
                 "1st in line\n"
                 "Deadlock:\n"
                 "  eat(Plato, left, right) holds left, waits for right\n"
                 "  eat(Socrates, right, left) holds right, waits for left"_s);
    }

    void otherWaitsAreExplainedToo()
    {
        const Run run(test::traceOfText(R"(coroscope: 1
title: Waits
objects: {ready: Event(), gate: Barrier(3), cond: Condition()}
coroutines:
  waits:
    - await: ready.wait()
  comes:
    - await: gate.wait()
  notified:
    - with: cond
      do:
        - await: cond.wait()
  slow:
    - sleep: 2
    - call: ready.set()
  awaits:
    - await: waits()
main:
  - create_task: waits()
  - create_task: comes()
    name: first
  - create_task: comes()
    name: second
  - create_task: notified()
  - create_task: slow()
  - create_task: awaits()
  - sleep: 3
)"));
        QCOMPARE(run.why("waits()", 1'000 * ms),
                 u"ready is not set.\n2 tasks wait for it.\nIn this run it is set by slow()."_s);
        QCOMPARE(run.why("first", 1'000 * ms), u"2 of 3 have come to gate: first, second"_s);
        QCOMPARE(run.why("notified()", 1'000 * ms), u"Nobody has notified cond since it waits.\n1st in line"_s);
    }

    void tasksThatDoNotWaitHaveNoReason()
    {
        const Run run = builtin(u"scraper"_s);
        QCOMPARE(run.why("worker(0)", 800 * ms), QString());
        QCOMPARE(run.why("worker(0)", -1), QString());
        QCOMPARE(stateText(run.index(), run.task("worker(0)"), run.at(800 * ms)), u"returned"_s);
        QCOMPARE(stateText(run.index(), run.task("worker(0)"), run.at(-1)), u"not there yet"_s);
    }

    void theChainOfAwaitsLeadsFromMainToTheLine()
    {
        const Run run = builtin(u"scraper"_s);
        QCOMPARE(run.chain("worker(5)", 600 * ms), u"main\n"
                                                   "  gather of 14\n"
                                                   "    worker(5)\n"
                                                   "      sem.acquire()   line 23"_s);
        QCOMPARE(run.chain("heartbeat()", 600 * ms), u"made by main, awaited by nobody now\n"
                                                     "heartbeat()\n"
                                                     "  sleep until 0.800 s   line 43"_s);
        QCOMPARE(run.chain("main", 3'100 * ms), u"main\n"
                                                "  heartbeat()\n"
                                                "    sleep until 3.174 s   line 47"_s);
    }

    void namesLeadToWhatTheyName()
    {
        const Run run = builtin(u"scraper"_s);
        const auto lines = waitReason(run.index(), run.task("worker(5)"), run.at(600 * ms));
        QVERIFY(lines[0].pieces[0].link.object.isValid());
        QCOMPARE(lines[1].pieces[0].link.task, run.task("worker(0)"));
        QCOMPARE(lines[1].pieces[2].link.time, 0);
        const auto chain = awaitChain(run.index(), run.task("worker(5)"), run.at(600 * ms));
        QCOMPARE(run.index().store().source(chain.back().pieces.back().link.source).substr(0, 7),
                 std::string_view("scraper"));
    }

    void whoWokeATaskIsTold()
    {
        const Run run = builtin(u"scraper"_s);
        QCOMPARE(run.woken("worker(5)", 600 * ms), u"worker(3) released sem at 0.716 s"_s);
        QCOMPARE(run.woken("worker(5)", 716 * ms), u"Its time had come at 1.553 s."_s);
        QCOMPARE(run.woken("main", 600 * ms), u"worker(13) finished at 3.024 s"_s);
        QCOMPARE(run.woken("worker(2)", 600 * ms), u"It was cancelled at 0.900 s."_s);
    }

    void whoCancelledATaskAndWhyIsTold()
    {
        const Run run = builtin(u"scraper"_s);
        QCOMPARE(run.cancelled("heartbeat()"), u"main at 3.024 s: cancel()"_s);
        QCOMPARE(run.cancelled("worker(2)"), u"at 0.900 s: its timeout fired"_s);
        QCOMPARE(run.cancelled("worker(0)"), QString());
    }

    void howATaskEndedAndWhoTookThatIsTold()
    {
        const Run scraper = builtin(u"scraper"_s);
        QCOMPARE(scraper.ended("worker(5)"),
                 u"failed: ConnectionError: reset\nat 1.673 s\ncaught by gather(return_exceptions) of main"_s);
        QCOMPARE(scraper.ended("worker(0)"), u"returned page-0 at 0.702 s\nmain awaited it"_s);
        const Run group = builtin(u"task-group-fails"_s);
        QCOMPARE(group.ended("download(2)"),
                 u"failed: ConnectionError: download 2 was reset\nat 1.000 s\nraised in main by its task group"_s);
        QCOMPARE(group.ended("download(3)"), u"cancelled at 1.300 s"_s);
    }

    void theCriticalPathTellsWhereTheTimeWent()
    {
        QCOMPARE(builtin(u"semaphore-30"_s).path(),
                 u"main ← worker(28) ← worker(20) ← worker(15) ← worker(8) ← worker(7) ← worker(2) ← main\n"
                 "76 % of 3.586 s is spent queueing on sem\n"
                 "24 % in sleep"_s);
        QCOMPARE(builtin(u"task-group-fails"_s).path(),
                 u"main ← download(4) ← main\n100 % of 1.3 s is spent in sleep"_s);
        // Nothing ended, so there is no path.
        QCOMPARE(builtin(u"deadlock-two-locks"_s).path(), QString());
    }

    void theSharesOfTheCriticalPathFillTheRun()
    {
        for (const QString &name : {u"scraper"_s, u"semaphore-30"_s, u"queue-backpressure"_s, u"timeouts"_s,
                                    u"gather-errors"_s, u"cancel-cleanup"_s, u"hello"_s}) {
            const Run run = builtin(name);
            CriticalPath path(run.index(), TaskId(1));
            path.advance(1'000'000);
            Nanoseconds sum = 0;
            for (const auto &share : path.shares())
                sum += share.time;
            QCOMPARE(sum, run.intervals().task(TaskId(1))->ended);
        }
    }

    void theTimeOfATaskIsSplitByWhatItDid()
    {
        const Run run = builtin(u"scraper"_s);
        TaskTime time(run.intervals(), run.task("worker(5)"));
        while (!time.advance(1)) {
        }
        QStringList shares;
        for (const TaskTime::Share &share : time.shares())
            shares += (share.object ? displayName(run.intervals(), share.object) : waitKindName(share.on)) + u' ' +
                      formatMoment(share.time);
        QCOMPARE(shares, (QStringList{u"sleep 0.957 s"_s, u"sem 0.716 s"_s}));
    }
};

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"

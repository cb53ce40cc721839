// SPDX-License-Identifier: MIT
#include "core/analysis/problems.h"
#include "tests/core/analysis/scenariotraces.h"

#include <QTest>

using namespace coroscope;
using namespace Qt::StringLiterals;

class TestProblems : public QObject
{
    Q_OBJECT

    static QStringList problemsOf(const EventStore &store)
    {
        Intervals intervals(store);
        intervals.update();
        RunIndex index(intervals);
        index.update();
        ProblemFinder finder(index);
        while (finder.isBehind())
            finder.update(1);
        QStringList lines;
        for (const Problem &problem : finder.problems())
            lines += QString(problem.isDetail ? u"  "_s : QString()) + problem.text.plain();
        return lines;
    }

private Q_SLOTS:
    void aDeadlockIsSpelledOut()
    {
        QCOMPARE(problemsOf(*test::traceOfBuiltin(u"deadlock-two-locks"_s)),
                 (QStringList{u"Deadlock at 0.500 s: 3 tasks wait for ever."_s,
                              u"  eat(Plato, left, right) holds left, waits for right"_s,
                              u"  eat(Socrates, right, left) holds right, waits for left"_s}));
    }

    void aDeadlockWithoutACircleNamesThoseWhoWait()
    {
        QCOMPARE(problemsOf(*test::traceOfText(R"(coroscope: 1
title: Nobody sets it
objects: {ready: Event()}
coroutines: {}
main:
  - await: ready.wait()
)")),
                 (QStringList{u"Deadlock at 0.000 s: a task waits for ever."_s, u"  main: waiting on ready"_s}));
    }

    void errorsThatNobodyWaitedForAndTasksLeftOverAreTold()
    {
        QCOMPARE(problemsOf(*test::traceOfText(R"(coroscope: 1
title: Forgotten
coroutines:
  fails:
    - sleep: 0.1
    - raise: {ValueError: lost}
  taken:
    - sleep: 0.2
    - raise: {ValueError: seen}
  stays:
    - sleep: 10
main:
  - create_task: fails()
  - create_task: stays()
  - try:
      - await: taken()
    except:
      - ValueError:
          - log: seen
  - sleep: 1
)")),
                 (QStringList{u"fails() failed and nobody asked for its error: ValueError: lost"_s,
                              u"stays() was not done when main ended and was cancelled."_s}));
    }

    void aMainThatFailsIsAProblem()
    {
        QCOMPARE(problemsOf(*test::traceOfText(R"(coroscope: 1
title: Fails
coroutines: {}
main:
  - raise: {ValueError: bad}
)")),
                 QStringList{u"The run failed: ValueError: bad"_s});
    }

    void warningsAndLostEventsAreTold()
    {
        EventStore store;
        store.taskCreated(0, {.task = TaskId(1), .name = "main"});
        store.warning(5, {.code = "slow", .text = "a step took long", .task = TaskId(1)});
        store.warning(5, {.code = "odd", .text = "something odd"});
        store.dropped(9, 1234);
        store.runEnded(10, {});
        QCOMPARE(problemsOf(store),
                 (QStringList{u"main: a step took long"_s, u"something odd"_s,
                              u"1,234 events were lost before 0.000000009 s: the buffer was full. What is shown may be "
                              "incomplete."_s,
                              u"main was not done when the run ended: ready."_s}));
    }

    void ofVeryManyOnlyTheFirstAreNamed()
    {
        EventStore store;
        for (std::uint32_t task = 1; task <= 1000; ++task)
            store.taskCreated(0, {.task = TaskId(task)});
        store.runEnded(10, {});
        const QStringList lines = problemsOf(store);
        QCOMPARE(lines.size(), qsizetype(ProblemFinder::mostOfAKind) + 1);
        QCOMPARE(lines.last(), u"800 more tasks were not done."_s);
    }

    void aRunThatWentWellHasNone() { QCOMPARE(problemsOf(*test::traceOfBuiltin(u"scraper"_s)), QStringList()); }
};

QTEST_GUILESS_MAIN(TestProblems)
#include "tst_problems.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/drawntrace.h"
#include "ui/timeline/waittext.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

// A pixel is a millisecond and the plot begins at 200.
class TestHitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsOfTheWidgetAreToldApart()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        QVERIFY(drawn.hit(-1, 50).part == HitPart::Nothing);
        QVERIFY(drawn.hit(100, 10).part == HitPart::Nothing);
        QVERIFY(drawn.hit(700, 10).part == HitPart::Ruler);
        QCOMPARE(drawn.hit(700, 10).time, 500 * ms);
        QVERIFY(drawn.hit(100, 130).part == HitPart::Gutter);
        QVERIFY(drawn.hit(700, 130).part == HitPart::Plot);
        // The gap between objects and tasks is nobody's.
        QVERIFY(!drawn.hit(700, 116).lane);
        QVERIFY(!drawn.hit(700, 500).lane);
    }

    void lanesGiveTheirTaskOrObject()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        QVERIFY(!drawn.hit(100, 45).target.isValid());
        QCOMPARE(drawn.hit(100, 45).lane, std::optional<std::size_t>(0));
        QCOMPARE(drawn.hit(100, 90).target.object, ObjectId(1));
        QCOMPARE(drawn.hit(100, drawn.middleOf(TaskId(3))).target.task, TaskId(3));
    }

    void barsAreFoundAndThinStepsGoBeforeThem()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        const double y = drawn.middleOf(TaskId(3));
        const Hit wait = drawn.hit(300, y);
        QVERIFY(wait.bar);
        QVERIFY(wait.bar->on == WaitKind::Semaphore);
        QCOMPARE(wait.bar->interval, 2U);
        // A step at 461, two pixels wide: a little beside it hits it too.
        for (const double x : {460.0, 461.5, 464.0})
            QVERIFY(drawn.hit(x, y).bar->state == TaskState::Running);
        QVERIFY(drawn.hit(466, y).bar->on == WaitKind::Sleep);
        // Between bar and edge of the row there is nothing.
        QVERIFY(!drawn.hit(300, y - 11).bar);
        QCOMPARE(drawn.hit(300, y - 11).target.task, TaskId(3));
    }

    void scrolledLanesAreFoundUnderThePinnedHead()
    {
        DrawnTrace drawn(crowdTrace(100));
        drawn.scroll = 240;
        QCOMPARE(drawn.hit(100, 119 + 12).target.task, TaskId(11));
        QCOMPARE(drawn.hit(100, 90).target.object, ObjectId(1));
    }

    void aWaitIsToldInASentence()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        QCOMPARE(
            drawn.tooltip(300, drawn.middleOf(TaskId(4))),
            u"worker(2) waits for sem since 0.000 s, 2nd in line, until 0.643 s (643 ms)\nwoken by worker(1): it was released"_s);
        QCOMPARE(drawn.tooltip(300, drawn.middleOf(TaskId(2))),
                 u"worker(0) sleeps since 0.000 s, until 0.261 s (261 ms)\nwoken: its time had come"_s);
        QCOMPARE(
            drawn.tooltip(700, drawn.middleOf(TaskId(1))),
            u"main waits for its gather of 3: worker(0), worker(1), worker(2) since 0.000 s, until 1.467 s (1.467 s)\nwoken by worker(2): it finished"_s);
    }

    void aStepTellsWhoWokeTheTask()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        QCOMPARE(drawn.tooltip(461.5, drawn.middleOf(TaskId(3))),
                 u"worker(1) runs one step at 0.261 s\nwoken by worker(0): it was released"_s);
    }

    void theGutterTellsTheLifeOfATask()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        QCOMPARE(drawn.tooltip(50, drawn.middleOf(TaskId(2))),
                 u"worker(0), task 2, made by main at 0.000 s\nreturned item-0 at 0.261 s"_s);
        QCOMPARE(drawn.tooltip(50, drawn.middleOf(TaskId(1))),
                 u"main, task 1, since 0.000 s\nreturned null at 1.467 s"_s);
    }

    void aNameMayHoldAnySign()
    {
        TraceScript script;
        const TaskId main = script.make("main");
        const TaskId task = script.make("%3 %2", main);
        script.run(main).wait(main, WaitKind::Sleep);
        const ObjectId pool = script.object(ObjectKind::Pool, "pool", 1, main);
        const JobId job = script.job(pool, 0, main, "%2 %3");
        script.at(500 * ms).endJob(job, pool, 0).ready(task).run(task).at(900 * ms).returns(task, "1").end();
        const DrawnTrace drawn(script.shared());
        QCOMPARE(drawn.tooltip(50, drawn.middleOf(task)),
                 u"%3 %2, task 2, made by main at 0.000 s\nreturned 1 at 0.900 s"_s);
        const double thread = 28 + drawn.layout.lanes()[2].top + 12;
        QCOMPARE(drawn.layout.lanes()[2].kind, LaneKind::Thread);
        QCOMPARE(drawn.tooltip(400, thread), u"%2 %3 runs on thread 0 from 0.000 s to 0.500 s (500 ms)\nfor main"_s);
    }

    void objectsTellTheirStateAtThePointer()
    {
        const DrawnTrace semaphore(semaphoreTrace(3, 1));
        QCOMPARE(semaphore.tooltip(700, 90), u"sem at 0.500 s: 1 of 1 permits in use\n1 task waits"_s);
        QCOMPARE(semaphore.tooltip(100, 90), u"sem at 1.467 s: 0 of 1 permits in use"_s);
        const DrawnTrace queue(queueTrace());
        QCOMPARE(queue.tooltip(580, 90), u"jobs at 0.380 s: 3 of at most 4 items"_s);
        const DrawnTrace lock(deadlockTrace());
        QCOMPARE(lock.tooltip(250, 90), u"fork at 0.050 s: locked"_s);
    }

    void whatWaitsForEverSaysSo()
    {
        const DrawnTrace drawn(deadlockTrace());
        QCOMPARE(drawn.tooltip(800, drawn.middleOf(TaskId(2))),
                 u"ann() waits for knife since 0.100 s, 1st in line, for ever"_s);
    }

    void timeoutsCancelsAndEndsAreTold()
    {
        DrawnTrace drawn(timeoutTrace());
        drawn.range = {0, 2000 * ms};
        QVERIFY(drawn.tooltip(654, drawn.middleOf(TaskId(4))).contains(u"a timeout of 900 ms fired at 0.900 s"_s));
        QVERIFY(drawn.tooltip(654, drawn.middleOf(TaskId(4))).contains(u"failed at 0.900 s: TimeoutError"_s));
        QVERIFY(drawn.tooltip(552, drawn.middleOf(TaskId(9)))
                    .contains(u"main asked it to cancel at 0.700 s (cancel), but it caught that and went on"_s));
        QVERIFY(drawn.tooltip(818, drawn.middleOf(TaskId(2))).contains(u"was cancelled at 1.230 s"_s));
    }

    void theLoopTellsWhoRuns()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        QCOMPARE(drawn.tooltip(462, 45),
                 u"2 steps here from 0.261 s on, the first of worker(0). Zoom in to tell them apart."_s);
        QCOMPARE(drawn.tooltip(50, 45), u"The event loop: one step of a task after another."_s);
        QVERIFY(drawn.tooltip(600, 45).isEmpty());
    }

    void everyKindOfWaitingHasASentence()
    {
        for (int kind = 0; kind < waitKindCount; ++kind) {
            TraceScript trace;
            const TaskId main = trace.make("main");
            trace.run(main).wait(main, static_cast<WaitKind>(kind), {}, 0, 800 * ms);
            trace.at(500 * ms).log(main, "x");
            const DrawnTrace drawn(trace.shared());
            const QString text = drawn.tooltip(400, drawn.middleOf(main));
            QVERIFY2(text.startsWith(u"main "_s) && text.endsWith(u" since 0.000 s, at most until 0.800 s"_s),
                     qPrintable(text));
            QVERIFY2(text.size() > 46, qPrintable(text));
        }
    }

    void aMomentAndALengthOfTheSameTimeAgree()
    {
        // A lane once said 3586 ms where the line at the foot of the window said 3.585 s.
        for (const Nanoseconds time : {3'585'716'055LL, 499'499'999LL, 499'500'000LL, 1'999'999'999LL})
            QCOMPARE(formatMoment(time).remove(u'.').remove(u" s"_s).toInt(),
                     formatLength(time).remove(u" ms"_s).toInt());
    }

    void momentsOfShortRunsHaveMoreDecimals()
    {
        QCOMPARE(formatRunMoment(21, 35), u"0.000000021 s"_s);
        QCOMPARE(formatRunMoment(5 * ms, 12 * ms), u"0.0050 s"_s);
        QCOMPARE(formatRunMoment(5 * ms, 100 * ms), u"0.005 s"_s);
        QCOMPARE(formatRunMoment(0, 0), u"0.000 s"_s);
    }

    void namesAreOneLine()
    {
        TraceScript trace;
        const TaskId main = trace.make("line\nbreak\ttab");
        const TaskId blank = trace.make(" \n");
        const DrawnTrace drawn(trace.shared());
        QCOMPARE(displayName(drawn.intervals, main), u"line break tab"_s);
        QCOMPARE(displayName(drawn.intervals, blank), u"task-2"_s);
    }

    void aWaitForVeryManyTellsHowManyAlthoughItNamesTheFirstOnly()
    {
        TraceScript trace;
        const ObjectId gather = trace.object(ObjectKind::Gather, "gather", 3000);
        const DrawnTrace drawn(trace.shared());
        QCOMPARE(countOf(drawn.intervals, gather, std::vector<TaskId>(999)), u"999"_s);
        QCOMPARE(countOf(drawn.intervals, {}, std::vector<TaskId>(1000)), QLocale().toString(1000) + u" or more"_s);
        QCOMPARE(countOf(drawn.intervals, gather, std::vector<TaskId>(1000)), QLocale().toString(3000));
    }

    void momentsAndLengthsHaveTheUnitThatFits()
    {
        QCOMPARE(formatMoment(600 * ms), u"0.600 s"_s);
        QCOMPARE(formatMoment(3'585'716'055), u"3.586 s"_s);
        QCOMPARE(formatMoment(59'999'500'000), u"60.000 s"_s);
        QCOMPARE(formatMoment(-1'500'000), u"-0.002 s"_s);
        QCOMPARE(formatMoment(-1), u"0.000 s"_s);
        QCOMPARE(formatMoment(3'585'716'055, 1), u"3.585716055 s"_s);
        QCOMPARE(formatMoment(3'585'716'055, 1000), u"3.585716 s"_s);
        QCOMPARE(formatLength(0), u"0 ms"_s);
        QCOMPARE(formatLength(999), u"999 ns"_s);
        QCOMPARE(formatLength(250'000), u"250 µs"_s);
        QCOMPARE(formatLength(250'600), u"251 µs"_s);
        QCOMPARE(formatLength(702 * ms), u"702 ms"_s);
        QCOMPARE(formatLength(12'345 * ms), u"12.35 s"_s);
        QCOMPARE(formatLength(1'234'567 * ms), u"1235 s"_s);
        QCOMPARE(ordinal(1) + ordinal(2) + ordinal(3) + ordinal(4) + ordinal(11) + ordinal(12) + ordinal(21) +
                     ordinal(113),
                 u"1st2nd3rd4th11th12th21st113th"_s);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestHitTest)
#include "tst_hittest.moc"

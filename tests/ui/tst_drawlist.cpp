// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/drawntrace.h"
#include "ui/timeline/ruler.h"

#include <QTest>

#include <random>
#include <set>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

const QStringList bars{u"bar"_s, u"run"_s};
const QStringList marks{u"mark"_s};
const QStringList labels{u"label"_s};

void compare(const QStringList &actual, const QStringList &expected)
{
    QCOMPARE(actual.join(u'\n'), expected.join(u'\n'));
}

} // namespace

// A pixel is a millisecond and the plot begins at 200, so that coordinates can be checked by eye.
class TestDrawList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachStateHasItsBar()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.at(100 * ms).run(main);
        trace.at(150 * ms).wait(main, WaitKind::Sleep);
        trace.at(400 * ms).ready(main);
        trace.at(420 * ms).run(main);
        trace.at(421 * ms).returns(main);
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Lanes, bars),
                {u"bar ready 200..300 y 76..91 lane 1 #0"_s, u"bar sleep 350..600 y 76..91 lane 1 #2"_s,
                 u"bar ready 600..620 y 76..91 lane 1 #3"_s, u"run running 300..350 y 74..93 lane 1 #1"_s,
                 u"run running 620..622 y 74..93 lane 1 #4"_s});
        compare(drawn.lines(AreaRole::Lanes, labels),
                {u"label 'ready' 205 y 84 on ready"_s, u"label 'runs' 305 y 84 on running"_s,
                 u"label 'sleep' 355 y 84 on sleep"_s});
        compare(drawn.lines(AreaRole::Head, bars),
                {u"run running 300..350 y 36..54 lane 0 #0"_s, u"run running 620..622 y 36..54 lane 0 #1"_s});
        compare(drawn.lines(AreaRole::Head, labels), {u"label 'main' 305 y 45 on running"_s});
    }

    void everyKindOfWaitingSaysWhatItIs_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        const auto row = [](WaitKind kind, const QString &label) {
            QTest::newRow(std::string(text(kind)).c_str()) << static_cast<int>(kind) << label;
        };
        row(WaitKind::Sleep, u"sleep"_s);
        row(WaitKind::Yield, u"yield"_s);
        row(WaitKind::Semaphore, u"waits for thing · 3rd"_s);
        row(WaitKind::Lock, u"waits for thing · 3rd"_s);
        row(WaitKind::Event, u"waits for thing · 3rd"_s);
        row(WaitKind::Condition, u"waits for thing · 3rd"_s);
        row(WaitKind::Barrier, u"waits for thing · 3rd"_s);
        row(WaitKind::QueueGet, u"gets from thing"_s);
        row(WaitKind::QueuePut, u"puts into thing"_s);
        row(WaitKind::QueueJoin, u"joins thing"_s);
        row(WaitKind::Future, u"awaits thing"_s);
        row(WaitKind::Task, u"task"_s);
        row(WaitKind::Gather, u"gather"_s);
        row(WaitKind::Wait, u"wait"_s);
        row(WaitKind::AsCompleted, u"as_completed"_s);
        row(WaitKind::TaskGroup, u"task group"_s);
        row(WaitKind::Shield, u"shield"_s);
        row(WaitKind::Executor, u"thread pool"_s);
        row(WaitKind::Http, u"HTTP"_s);
        row(WaitKind::File, u"file"_s);
        row(WaitKind::Sql, u"SQL"_s);
        row(WaitKind::Process, u"process"_s);
    }
    void everyKindOfWaitingSaysWhatItIs()
    {
        QFETCH(int, kind);
        QFETCH(QString, text);
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId thing = trace.object(ObjectKind::Event, "thing", -1);
        trace.run(main).wait(main, static_cast<WaitKind>(kind), thing, 3);
        trace.at(500 * ms).ready(main);
        const DrawnTrace drawn(trace.shared());
        const DrawList list = drawn.list();
        const DrawArea &area = list.area(AreaRole::Lanes);
        QCOMPARE(static_cast<int>(area.bars.front().on), kind);
        QCOMPARE(area.labels.front().text, text);
    }

    void whatATaskAwaitsHasAName()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId a = trace.make("a()", main);
        const TaskId b = trace.make("", main);
        trace.run(main).waitTasks(main, WaitKind::Task, {a});
        trace.at(300 * ms).ready(main).run(main).waitTasks(main, WaitKind::Task, {b});
        trace.at(600 * ms).ready(main).run(main).waitTasks(main, WaitKind::Gather, {a, b});
        trace.at(900 * ms).ready(main);
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Lanes, labels).mid(0, 3),
                {u"label 'awaits a()' 205 y 84 on task"_s, u"label 'awaits task-3' 505 y 84 on task"_s,
                 u"label 'gather of 2' 805 y 84 on gather"_s});
    }

    void aLabelShrinksBeforeItGoes()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId sem = trace.object(ObjectKind::Semaphore, "sem", 1);
        Nanoseconds time = 0;
        trace.run(main);
        // Room for `waits for sem · 2nd` (19 letters), for `waits for sem` (13), for most of it, for less.
        for (const Nanoseconds length : {150, 120, 82, 50}) {
            trace.at(time * ms).ready(main).run(main).wait(main, WaitKind::Semaphore, sem, 2);
            time += length;
        }
        trace.at(time * ms).ready(main);
        const DrawnTrace drawn(trace.shared());
        QStringList texts;
        const DrawList list = drawn.list();
        for (const DrawLabel &label : list.area(AreaRole::Lanes).labels)
            texts += label.text;
        compare(texts, {u"waits for sem · 2nd"_s, u"waits for sem"_s, u"waits for…"_s});
    }

    void aWaitForSomethingWithALongNameSaysItsKind()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId sem = trace.object(ObjectKind::Semaphore, std::string(60, 'x'), 1);
        trace.run(main).wait(main, WaitKind::Semaphore, sem, 2);
        trace.at(100 * ms).ready(main).run(main).wait(main, WaitKind::Semaphore, sem, 2);
        trace.at(150 * ms).ready(main);
        const DrawnTrace drawn(trace.shared());
        const DrawList list = drawn.list();
        const auto &shown = list.area(AreaRole::Lanes).labels;
        // In 100 pixels the kind has room, in 50 nothing has.
        QCOMPARE(shown.size(), std::size_t{1});
        QCOMPARE(shown.front().text, u"semaphore"_s);
    }

    void aSemaphoreShowsPermitsInUseAndWaiters()
    {
        const DrawnTrace drawn(semaphoreTrace(3, 1));
        // Workers are done at 261, 643 and later; the permit changes hands in a notch.
        compare(drawn.lines(AreaRole::Head, {u"fill"_s, u"line"_s, u"label"_s}),
                {u"fill track 200..1200 y 37..53"_s, u"fill track 200..1200 y 64..105"_s,
                 u"fill in-use 200..1200 y 75..105"_s, u"fill waiters 200..462 y 64..74"_s,
                 u"fill waiters 461..844 y 69..74"_s, u"fill track 461..462 y 75..105"_s,
                 u"fill track 843..844 y 75..105"_s, u"line capacity dashed 200,75 to 1200,75"_s,
                 u"line border 200,114 to 1200,114"_s, u"label '1 permit' 1140 y 69 capacity"_s});
        compare(drawn.lines(AreaRole::HeadGutter, labels),
                {u"label '10 steps' 135 y 45 muted"_s, u"label 'event loop' 32 y 45 text"_s,
                 u"label '1 / 1' 156 y 79 muted"_s, u"label 'sem' 32 y 79 text"_s,
                 u"label '2 waiting at most' 32 y 95 muted"_s});
    }

    void stepsThatFollowOneAnotherStandApart()
    {
        TraceScript trace;
        const TaskId a = trace.make("a");
        const TaskId b = trace.make("b");
        trace.run(a).at(100 * ms).wait(a, WaitKind::Sleep);
        trace.run(b).at(200 * ms).wait(b, WaitKind::Sleep);
        trace.at(400 * ms).ready(a).run(a).at(500 * ms).returns(a);
        const DrawnTrace drawn(trace.shared());
        const DrawList list = drawn.list();
        const std::vector<DrawBar> &steps = list.area(AreaRole::Head).runs;
        QCOMPARE(steps.size(), std::size_t{3});
        QCOMPARE(steps[0].rect.right(), steps[1].rect.left() - 1);
        // Up to a pause a step is as long as it is.
        QCOMPARE(steps[1].rect.right(), 400.0);
    }

    void theNameOfTheLoopMattersMoreThanTheWordSteps()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Yield);
        QVERIFY(DrawnTrace(trace.shared()).lines(AreaRole::HeadGutter, labels).at(0).startsWith(u"label '1 step' "_s));
        for (int i = 0; i < 9'999; ++i)
            trace.at(i * ms).run(main).wait(main, WaitKind::Yield);
        const QStringList gutter = DrawnTrace(trace.shared()).lines(AreaRole::HeadGutter, labels);
        QVERIFY2(gutter.at(0).startsWith(u"label '%1' "_s.arg(QLocale().toString(10'000))), qPrintable(gutter.at(0)));
        QVERIFY(gutter.at(1).startsWith(u"label 'event loop' "_s));
    }

    void anObjectThatNobodyWaitedForSaysSo()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.object(ObjectKind::Semaphore, "sem", 3, main);
        trace.at(10 * ms).run(main);
        DrawnTrace drawn(trace.shared());
        const auto told = [&] { return drawn.lines(AreaRole::HeadGutter, labels).last(); };
        QVERIFY2(told().startsWith(u"label 'nobody ever waits' "_s), qPrintable(told()));
        drawn.cursor = 5 * ms;
        QVERIFY2(told().startsWith(u"label 'nobody waits' "_s), qPrintable(told()));
    }

    void theGutterOfAnObjectFollowsTheCursor()
    {
        DrawnTrace drawn(semaphoreTrace(3, 1));
        drawn.cursor = 500 * ms;
        const QStringList texts = drawn.lines(AreaRole::HeadGutter, labels);
        QCOMPARE(texts.at(2), u"label '1 / 1' 156 y 79 muted"_s);
        QCOMPARE(texts.at(4), u"label '1 waiting' 32 y 95 muted"_s);
        drawn.cursor = drawn.intervals.end();
        QCOMPARE(drawn.lines(AreaRole::HeadGutter, labels).at(2), u"label '0 / 1' 156 y 79 muted"_s);
    }

    void aQueueShowsItemsUnderItsLimit()
    {
        const DrawnTrace drawn(queueTrace());
        compare(drawn.lines(AreaRole::Head, {u"fill"_s, u"label"_s}).mid(2),
                {u"fill items 200..550 y 75..105"_s, u"fill waiters 200..550 y 64..74"_s,
                 u"fill items 550..620 y 82..105"_s, u"fill items 620..690 y 90..105"_s,
                 u"fill items 690..760 y 97..105"_s, u"fill waiters 790..1100 y 64..74"_s,
                 u"fill track 270..271 y 75..82"_s, u"fill track 340..341 y 75..82"_s,
                 u"fill track 410..411 y 75..82"_s, u"fill track 480..481 y 75..82"_s,
                 u"label 'limit 4' 1147 y 69 capacity"_s});
    }

    void aQueueWithoutLimitHasNoLine()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId jobs = trace.object(ObjectKind::Queue, "jobs", 0);
        trace.at(100 * ms).change(jobs, 8, 0, main);
        trace.at(200 * ms).change(jobs, 2, 0, main);
        trace.at(400 * ms).end();
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Head, {u"fill"_s, u"line"_s}).mid(2),
                {u"fill items 300..400 y 75..105"_s, u"fill items 400..600 y 97..105"_s,
                 u"line border 200,114 to 1200,114"_s});
        QCOMPARE(drawn.lines(AreaRole::HeadGutter, labels).at(2), u"label '8' 184 y 79 muted"_s);
    }

    void whatWaitsForEverReachesTheEdge()
    {
        DrawnTrace drawn(deadlockTrace());
        compare(drawn.lines(AreaRole::Lanes, {u"bar"_s}),
                {u"bar gather 200..1200 y 144..159 lane 3 #2"_s, u"bar sleep 200..300 y 168..183 lane 4 #2"_s,
                 u"bar lock 300..1200 y 168..183 lane 4 #5"_s, u"bar sleep 200..330 y 192..207 lane 5 #2"_s,
                 u"bar lock 330..1200 y 192..207 lane 5 #5"_s});
        compare(drawn.lines(AreaRole::Gutter, marks), {u"mark fold-open 7,151 muted"_s, u"mark stuck 19,151 failed"_s,
                                                       u"mark stuck 33,175 failed"_s, u"mark stuck 33,199 failed"_s});
        QCOMPARE(drawn.lines(AreaRole::Head, {u"fill"_s}).mid(1),
                 (QStringList{u"fill track 200..1200 y 64..92"_s, u"fill in-use 200..1200 y 73..92"_s,
                              u"fill waiters 330..1200 y 64..72"_s, u"fill track 200..1200 y 98..126"_s,
                              u"fill in-use 200..1200 y 107..126"_s, u"fill waiters 300..1200 y 98..106"_s}));
    }

    void aLiveTaskReachesTheLastEvent()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        trace.at(300 * ms).log(main, "x");
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Lanes, {u"bar"_s}), {u"bar sleep 200..500 y 76..91 lane 1 #2"_s});
        compare(drawn.lines(AreaRole::Gutter, marks), {u"mark alive 19,83 muted"_s});
    }

    void firedTimeoutsHaveABracketAFlagAndAText()
    {
        DrawnTrace drawn(timeoutTrace());
        drawn.range = {0, 2000 * ms};
        compare(drawn.lines(AreaRole::Lanes, {u"bracket"_s}),
                {u"bracket timed-out dashed 200,164 to 650,164"_s, u"bracket timed-out dashed 200,188 to 650,188"_s,
                 u"bracket timed-out dashed 200,260 to 650,260"_s});
        compare(drawn.lines(AreaRole::Lanes, marks),
                {u"mark cancel-asked 751,99 cancelled"_s, u"mark cancel-end 822,107 cancelled"_s,
                 u"mark flag 650,155 timed-out"_s, u"mark fail-end 650,155 failed"_s, u"mark flag 650,179 timed-out"_s,
                 u"mark fail-end 520,203 failed"_s, u"mark flag 650,251 timed-out"_s,
                 u"mark cancel-swallowed 551,267 cancelled"_s});
        const QStringList texts = drawn.lines(AreaRole::Lanes, labels);
        QVERIFY(texts.contains(u"label 'timeout 900 ms' 660 y 155 timed-out"_s));
        // The task went on after this one: no text where its bar is.
        QVERIFY(!texts.contains(u"label 'timeout 900 ms' 660 y 179 timed-out"_s));
        QVERIFY(texts.contains(u"label 'ConnectionError: reset by peer' 526 y 203 failed"_s));
        compare(drawn.lines(AreaRole::Gutter, marks),
                {u"mark fold-open 7,83 muted"_s, u"mark returned 19,83 done"_s, u"mark cancelled 33,107 cancelled"_s,
                 u"mark returned 33,131 done"_s, u"mark timed-out 33,155 timed-out"_s,
                 u"mark timed-out 33,179 timed-out"_s, u"mark failed 33,203 failed"_s, u"mark returned 33,227 done"_s,
                 u"mark timed-out 33,251 timed-out"_s, u"mark returned 33,275 done"_s});
    }

    void aTimeoutThatWasMetShowsOnTheLaneAPersonLooksAt()
    {
        DrawnTrace drawn(timeoutTrace());
        drawn.range = {0, 2000 * ms};
        drawn.selection = {TaskId(3), {}};
        QCOMPARE(drawn.lines(AreaRole::Lanes, {u"bracket"_s}).at(0), u"bracket met dashed 200,140 to 650,140"_s);
        QCOMPARE(drawn.lines(AreaRole::Lanes, {u"row"_s}), QStringList(u"row selection 200..1200 y 119..143"_s));
        // It began before what is in sight and ends within.
        drawn.range = {800 * ms, 1000 * ms};
        QCOMPARE(drawn.lines(AreaRole::Lanes, {u"bracket"_s}).at(0), u"bracket met dashed 200,140 to 700,140"_s);
    }

    void anErrorWithoutRoomBesideItStandsInTheBar()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        trace.at(950 * ms).ready(main).run(main).fails(main, "ValueError", "no such thing");
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Lanes, labels),
                {u"label 'sleep' 205 y 84 on sleep"_s, u"label 'ValueError: no such thing' 967 y 83 on sleep"_s});
    }

    void anErrorWithoutRoomAnywhereIsCut()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.at(900 * ms);
        trace.make("late", main);
        trace.run(TaskId(2)).fails(TaskId(2), "ValueError", "no such thing");
        const DrawnTrace drawn(trace.shared());
        QCOMPARE(drawn.lines(AreaRole::Lanes, labels).last(), u"label 'ValueError:…' 1106 y 107 failed"_s);
    }

    void longNamesAreCutBeforeTheLength()
    {
        TraceScript trace;
        const TaskId main = trace.make("a_coroutine_with_a_rather_long_name(42)");
        trace.run(main);
        trace.at(12 * nsPerSecond + 345 * ms).returns(main);
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Gutter, labels),
                {u"label '12.35 s' 142 y 83 muted"_s, u"label 'a_coroutine_w…' 32 y 83 text"_s});
    }

    void neighboursOnOnePixelAreMergedAndNoStepIsLost()
    {
        std::mt19937 random(5);
        TraceScript trace;
        const TaskId main = trace.make("main");
        Nanoseconds time = 0;
        for (int i = 0; i < 50'000; ++i) {
            trace.at(time).ready(main).run(main);
            trace.at(time + random() % 3000).wait(main, i % 2 ? WaitKind::Sleep : WaitKind::Semaphore);
            time = trace.now() + random() % (i % 500 == 0 ? 5 * ms : 30'000);
        }
        trace.at(time).ready(main).run(main).returns(main);
        DrawnTrace drawn(trace.shared());
        const TaskTrack &track = drawn.intervals.tasks().front();
        for (const TimeRange range : {TimeRange{0, drawn.intervals.end()}, TimeRange{time / 3, time / 3 + 20 * ms},
                                      TimeRange{time / 2, time / 2 + ms}}) {
            drawn.range = range;
            const DrawList list = drawn.list();
            const DrawArea &area = list.area(AreaRole::Lanes);
            QVERIFY2(area.bars.size() + area.runs.size() <= 2 * 1000 + 4,
                     qPrintable(QString::number(area.bars.size() + area.runs.size())));
            const TimeScale scale(range, 200, 1000);
            std::size_t at = 0;
            for (const Interval &interval : track.intervals) {
                if (interval.state != TaskState::Running || interval.end < range.from || interval.start > range.to)
                    continue;
                const double x = std::min(scale.clampedX(interval.start), scale.right() - 2);
                while (at < area.runs.size() && area.runs[at].rect.right() < x)
                    ++at;
                QVERIFY(at < area.runs.size());
                QVERIFY2(area.runs[at].rect.left() <= x + 1 && area.runs[at].rect.width() >= 2,
                         qPrintable(u"step at %1"_s.arg(interval.start)));
            }
        }
    }

    void noErrorCancelOrFiredTimeoutIsLost()
    {
        // A thousand of each on a few pixels, on one lane each; every pixel that holds one has its mark.
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId other = trace.make("other", main);
        std::set<int> pixels;
        std::mt19937 random(11);
        Nanoseconds time = 0;
        for (int i = 0; i < 1000; ++i) {
            time += random() % (3 * ms);
            trace.at(time).ready(main).run(main);
            const ScopeId scope = trace.timeout(main, time);
            trace.fire(scope, main).cancel(main, {}, CancelCause::Timeout).endTimeout(scope, main).cancel(other, main);
            trace.wait(main, WaitKind::Sleep);
            pixels.insert(static_cast<int>(time / (4 * ms)));
        }
        DrawnTrace drawn(trace.shared());
        drawn.range = {0, 4000 * ms};
        std::set<int> flags;
        std::set<int> asked;
        const DrawList list = drawn.list();
        for (const DrawMark &mark : list.area(AreaRole::Lanes).marks) {
            if (mark.kind == MarkKind::Flag)
                flags.insert(static_cast<int>(mark.at.x()) - 200);
            else if (mark.kind == MarkKind::CancelAsked)
                asked.insert(static_cast<int>(mark.at.x() - 1) - 200);
        }
        QCOMPARE(flags, pixels);
        QCOMPARE(asked, pixels);
    }

    void anErrorIsSeenInTheLowestRow()
    {
        DrawnTrace drawn(crowdTrace(400));
        drawn.layout.setTaskHeight(1);
        drawn.range = {0, 4000 * ms};
        const DrawList list = drawn.list();
        int failed = 0;
        for (const DrawMark &mark : list.area(AreaRole::Lanes).marks)
            failed += mark.kind == MarkKind::FailEnd;
        QCOMPARE(failed, 5);
        QVERIFY(list.area(AreaRole::Lanes).labels.empty());
        QVERIFY(list.area(AreaRole::Gutter).labels.empty());
    }

    void onlyLanesInSightAreDrawn()
    {
        DrawnTrace drawn(crowdTrace(3000));
        drawn.scroll = 24'000;
        drawn.size = {1200, 363};
        const DrawList list = drawn.list();
        std::set<std::uint32_t> lanes;
        for (const DrawBar &bar : list.area(AreaRole::Lanes).bars)
            lanes.insert(bar.lane);
        // 363 less the ruler (28) and the head (91) is a little over ten rows.
        QCOMPARE(*lanes.begin(), 1002U);
        QCOMPARE(lanes.size(), std::size_t(11));
    }

    void whatBeganBeforeTheViewHasItsTextInSight()
    {
        DrawnTrace drawn(semaphoreTrace(3, 1));
        drawn.range = {200 * ms, 250 * ms};
        QCOMPARE(drawn.lines(AreaRole::Lanes, {u"bar"_s}).at(2), u"bar semaphore 200..1200 y 172..187 lane 4 #2"_s);
        QCOMPARE(drawn.lines(AreaRole::Lanes, labels).at(2), u"label 'waits for sem · 1st' 205 y 180 on semaphore"_s);
    }

    void theHeadScrollsWhereItWouldTakeMostOfTheView()
    {
        DrawnTrace drawn(deadlockTrace());
        drawn.size = {1200, 200};
        drawn.scroll = 40;
        const DrawList list = drawn.list();
        QVERIFY(list.area(AreaRole::Head).bars.empty());
        QVERIFY(list.area(AreaRole::Head).clip.isEmpty());
        QCOMPARE(drawn.lines(AreaRole::Lanes, {u"bar"_s}).at(0), u"bar gather 200..1200 y 104..119 lane 3 #2"_s);
    }

    void theRulerHasRoundSteps_data()
    {
        QTest::addColumn<qlonglong>("from");
        QTest::addColumn<qlonglong>("to");
        QTest::addColumn<QString>("texts");
        QTest::newRow("seconds") << 0LL << 3'360'000'000LL << u"0.0 s, 0.5 s, 1.0 s, 1.5 s, 2.0 s, 2.5 s, 3.0 s"_s;
        QTest::newRow("minutes")
            << 0LL << 600'000'000'000LL
            << u"0 s, 50 s, 100 s, 150 s, 200 s, 250 s, 300 s, 350 s, 400 s, 450 s, 500 s, 550 s"_s;
        QTest::newRow("milliseconds") << 120'000'000LL << 160'000'000LL
                                      << u"120 ms, 125 ms, 130 ms, 135 ms, 140 ms, 145 ms, 150 ms, 155 ms"_s;
        QTest::newRow("nanoseconds")
            << 1'000'000LL << 1'000'700LL
            << u"1000000 ns, 1000100 ns, 1000200 ns, 1000300 ns, 1000400 ns, 1000500 ns, 1000600 ns"_s;
    }
    void theRulerHasRoundSteps()
    {
        QFETCH(qlonglong, from);
        QFETCH(qlonglong, to);
        QFETCH(QString, texts);
        DrawArea ruler;
        addRuler(ruler, {200, 0, 1000, 28}, TimeScale({from, to}, 200, 1000), EvenMeasure());
        QStringList actual;
        for (const DrawLabel &label : ruler.labels)
            actual += label.text;
        QCOMPARE(actual.join(u", "_s), texts);
    }

    void theCursorHasALineAndAChip()
    {
        DrawnTrace drawn(semaphoreTrace(3, 1));
        drawn.cursor = 600 * ms;
        compare(toText(drawn.list().area(AreaRole::Cursor)).split(u'\n'),
                {u"line accent 800,24 to 800,600"_s, u"chip accent 769..832 y 3..24"_s,
                 u"label '0.600 s' 769 y 14 on-accent"_s});
        drawn.range = {700 * ms, 800 * ms};
        QVERIFY(drawn.list().area(AreaRole::Cursor).lines.empty());
    }

    void anEmptyTraceIsNoTrouble()
    {
        DrawnTrace drawn(std::make_shared<EventStore>());
        QVERIFY(drawn.list().area(AreaRole::Lanes).bars.empty());
        drawn.size = {10, 5};
        QVERIFY(drawn.list().area(AreaRole::Lanes).bars.empty());
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestDrawList)
#include "tst_drawlist.moc"

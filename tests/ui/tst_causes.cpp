// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/drawntrace.h"
#include "ui/timeline/causearrows.h"
#include "ui/timeline/causewalk.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// Three tasks below main; the first wakes the second at 200 ms and the third at 400 ms.
struct WakeTrace {
    TraceScript script{"Wakes"};
    TaskId main = script.make("main");
    TaskId first = script.make("first", main);
    TaskId second = script.make("second", main);
    TaskId third = script.make("third", main);

    WakeTrace()
    {
        script.run(main).waitTasks(main, WaitKind::Gather, {first, second, third});
        script.run(first).wait(first, WaitKind::Sleep);
        script.run(second).wait(second, WaitKind::Event);
        script.run(third).wait(third, WaitKind::Event);
        script.at(200 * ms).ready(first).run(first).ready(second, first, ReadyCause::Set).wait(first, WaitKind::Sleep);
        script.run(second).wait(second, WaitKind::Sleep);
        script.at(400 * ms).ready(first).run(first).ready(third, first, ReadyCause::Set).wait(first, WaitKind::Sleep);
        script.run(third).wait(third, WaitKind::Sleep);
    }
};

QStringList curvesOf(const DrawnTrace &drawn) { return drawn.lines(AreaRole::Causes, {u"curve"_s}); }

} // namespace

class TestCauses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSelectedTaskShowsWhoWokeIt()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        QCOMPARE(curvesOf(drawn), QStringList());
        drawn.selection = {trace.second, {}};
        const DrawList list = drawn.list();
        const auto &curves = list.area(AreaRole::Causes).curves;
        QCOMPARE(curves.size(), 1U);
        QCOMPARE(curves[0].from, QPointF(400, drawn.middleOf(trace.first)));
        QCOMPARE(curves[0].to, QPointF(400, drawn.middleOf(trace.second)));
        QCOMPARE(curves[0].cause, trace.first);
        QCOMPARE(curves[0].task, trace.second);
        QCOMPARE(drawn.store->type(curves[0].event), EventType::TaskReady);
        QCOMPARE(curvesOf(drawn).front().section(u' ', 0, 1), u"curve ready"_s);
    }

    void aSelectedTaskShowsWhomItWoke()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        drawn.selection = {trace.first, {}};
        const DrawList list = drawn.list();
        const auto &curves = list.area(AreaRole::Causes).curves;
        QCOMPARE(curves.size(), 2U);
        QCOMPARE(curves[0].task, trace.second);
        QCOMPARE(curves[1].task, trace.third);
        // Only what is in sight.
        drawn.range = {300 * ms, 500 * ms};
        QCOMPARE(curvesOf(drawn).size(), 1);
    }

    void allArrowsAreShownOnDemandEachOnce()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        drawn.selection = {trace.second, {}};
        TimelineScene scene = drawn.scene();
        scene.showsAllCauses = true;
        const DrawList list = buildDrawList(scene, drawn.measure);
        QCOMPARE(list.area(AreaRole::Causes).curves.size(), 2U);
    }

    void theArrowOfTheSelectedIntervalStandsOut()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        drawn.selection = {trace.second, {}};
        TimelineScene scene = drawn.scene();
        const double usual = buildDrawList(scene, drawn.measure).area(AreaRole::Causes).curves.front().width;
        scene.selectedInterval = buildDrawList(scene, drawn.measure).area(AreaRole::Causes).curves.front().event;
        QVERIFY(buildDrawList(scene, drawn.measure).area(AreaRole::Causes).curves.front().width > usual);
    }

    void aGatherIsWokenByTheLastOfItsTasks()
    {
        TraceScript script("Gather");
        const TaskId main = script.make("main");
        const TaskId child = script.make("child", main);
        script.run(main).waitTasks(main, WaitKind::Gather, {child});
        script.run(child).wait(child, WaitKind::Sleep);
        script.at(300 * ms).ready(child).run(child).returns(child);
        script.ready(main, {}, ReadyCause::Finished).run(main).returns(main).end();
        DrawnTrace drawn(script.shared());
        for (const TaskId selected : {main, child}) {
            drawn.selection = {selected, {}};
            const DrawList list = drawn.list();
            QCOMPARE(list.area(AreaRole::Causes).curves.size(), 1U);
            QCOMPARE(list.area(AreaRole::Causes).curves[0].cause, child);
            QCOMPARE(list.area(AreaRole::Causes).curves[0].task, main);
        }
    }

    void timersAndTheMakingOfTasksHaveNoArrows()
    {
        TraceScript script("Timers");
        const TaskId main = script.make("main");
        const TaskId child = script.make("child", main);
        script.ready(child, main, ReadyCause::Created).run(child).wait(child, WaitKind::Sleep);
        script.at(100 * ms).ready(child).run(child).returns(child);
        DrawnTrace drawn(script.shared());
        drawn.selection = {child, {}};
        QCOMPARE(curvesOf(drawn), QStringList());
    }

    void aCancelIsAnArrowWithItsKind()
    {
        TraceScript script("Cancel");
        const TaskId main = script.make("main");
        const TaskId child = script.make("child", main);
        script.run(child).wait(child, WaitKind::Sleep);
        script.at(500 * ms).run(main).cancel(child, main).waitTasks(main, WaitKind::Task, {child});
        script.ready(child, {}, ReadyCause::Cancelled).run(child).cancelled(child);
        DrawnTrace drawn(script.shared());
        const DrawList list = drawn.list();
        const auto &area = list.area(AreaRole::Causes);
        QCOMPARE(area.curves.size(), 1U);
        QCOMPARE(area.curves[0].ink, Ink::Cancelled);
        QCOMPARE(area.curves[0].cause, main);
        QCOMPARE(area.curves[0].task, child);
        QCOMPARE(drawn.store->type(area.curves[0].event), EventType::CancelRequested);
        QCOMPARE(area.labels.size(), 1U);
        QCOMPARE(area.labels[0].text, u"cancel()"_s);
    }

    void aGroupCancelsBecauseOneOfItsTasksFailed()
    {
        TraceScript script("Group");
        const TaskId main = script.make("main");
        const TaskId bad = script.make("bad", main);
        const TaskId good = script.make("good", main);
        script.run(main).waitTasks(main, WaitKind::TaskGroup, {bad, good});
        script.run(bad).wait(bad, WaitKind::Sleep);
        script.run(good).wait(good, WaitKind::Sleep);
        script.at(300 * ms).ready(bad).run(bad).fails(bad, "ValueError", "no");
        script.cancel(good, {}, CancelCause::TaskGroup).cancel(main, {}, CancelCause::TaskGroup);
        script.ready(good, {}, ReadyCause::Cancelled).run(good).cancelled(good);
        DrawnTrace drawn(script.shared());
        drawn.selection = {good, {}};
        const DrawList list = drawn.list();
        const auto &area = list.area(AreaRole::Causes);
        QCOMPARE(area.curves.size(), 2U);
        for (const DrawCurve &curve : area.curves) {
            QCOMPARE(curve.cause, bad);
            // Out of the way of the text of the failure.
            QVERIFY(curve.bulge < 0);
            QCOMPARE(curve.ink, Ink::Cancelled);
        }
        QCOMPARE(area.labels.size(), 1U);
        QCOMPARE(area.labels[0].text, u"task group"_s);
    }

    void aGroupWithoutAFailureIsCancelledByItsParent()
    {
        DrawnTrace drawn(taskGroupTrace());
        const DrawList list = drawn.list();
        for (const DrawCurve &curve : list.area(AreaRole::Causes).curves)
            QVERIFY(curve.ink == Ink::Cancelled && curve.cause.isValid());
        // Who was woken by a cancel has one arrow, not two.
        for (const TaskTrack &task : drawn.intervals.tasks()) {
            drawn.selection = {task.id, {}};
            std::set<std::pair<std::uint32_t, Nanoseconds>> ends;
            const DrawList chosen = drawn.list();
            for (const DrawCurve &curve : chosen.area(AreaRole::Causes).curves)
                QVERIFY(ends.emplace(curve.task.value, drawn.store->time(curve.event)).second);
        }
    }

    void everyCancelHasItsArrowHoweverLateItsTaskGoesOn()
    {
        TraceScript script("Cancelled twice");
        const TaskId main = script.make("main");
        const TaskId first = script.make("first", main);
        const TaskId second = script.make("second", main);
        const TaskId victim = script.make("victim", main);
        script.run(main).waitTasks(main, WaitKind::Gather, {first, second, victim});
        script.run(victim).wait(victim, WaitKind::Sleep);
        // It is to run already; a hundred others stand before it.
        script.at(500 * ms).ready(victim);
        script.run(first).cancel(victim, first).wait(first, WaitKind::Sleep);
        script.run(second).cancel(victim, second).wait(second, WaitKind::Sleep);
        for (int i = 0; i < 100; ++i)
            script.ready(first).run(first).wait(first, WaitKind::Sleep);
        script.at(600 * ms).run(victim).cancelled(victim).end();
        const DrawnTrace drawn(script.shared());
        const DrawList list = drawn.list();
        std::set<TaskId> askers;
        for (const DrawCurve &curve : list.area(AreaRole::Causes).curves)
            askers.insert(curve.cause);
        QCOMPARE(askers, (std::set<TaskId>{first, second}));
    }

    void aTimeoutHasItsFlagAndNoArrow()
    {
        TraceScript script("Timeout");
        const TaskId main = script.make("main");
        script.run(main);
        const ScopeId scope = script.timeout(main, 300 * ms);
        script.wait(main, WaitKind::Sleep);
        script.at(300 * ms).fire(scope, main).cancel(main, {}, CancelCause::Timeout);
        script.ready(main, {}, ReadyCause::Cancelled).run(main).endTimeout(scope, main).returns(main).end();
        DrawnTrace drawn(script.shared());
        drawn.selection = {main, {}};
        QCOMPARE(curvesOf(drawn), QStringList());
        QCOMPARE(drawn.lines(AreaRole::Lanes, {u"bracket"_s}).size(), 1);
    }

    void timeoutsThatFireAfterTheViewAllHaveTheirBrackets()
    {
        TraceScript script("Nested");
        const TaskId main = script.make("main");
        script.run(main);
        const ScopeId outer = script.timeout(main, 900 * ms);
        const ScopeId inner = script.timeout(main, 600 * ms);
        script.wait(main, WaitKind::Sleep);
        script.at(600 * ms).fire(inner, main).endTimeout(inner, main);
        script.at(650 * ms);
        const ScopeId later = script.timeout(main, 700 * ms);
        script.at(700 * ms).fire(later, main).endTimeout(later, main);
        script.at(900 * ms).fire(outer, main).endTimeout(outer, main).ready(main).run(main).returns(main).end();
        DrawnTrace drawn(script.shared());
        const auto brackets = [&] {
            QStringList told;
            for (const QString &line : drawn.lines(AreaRole::Lanes, {u"bracket"_s}))
                told += line.section(u' ', 3, 5);
            return told;
        };
        drawn.range = {100 * ms, 350 * ms};
        QCOMPARE(brackets(), QStringList({u"200,94 to 1200,94"_s, u"200,92 to 1200,92"_s}));
        drawn.range = {100 * ms, 620 * ms};
        QCOMPARE(brackets().size(), 2);
        drawn.range = {0, 1000 * ms};
        QCOMPARE(brackets().size(), 3);
    }

    void aTimeoutWithinAnotherStandsBelowIt()
    {
        TraceScript script("Nested");
        const TaskId main = script.make("main");
        script.run(main);
        const ScopeId outer = script.timeout(main, 500 * ms);
        script.at(50 * ms);
        const ScopeId inner = script.timeout(main, 300 * ms);
        script.wait(main, WaitKind::Sleep);
        script.at(200 * ms).ready(main).run(main).endTimeout(inner, main).endTimeout(outer, main).returns(main).end();
        DrawnTrace drawn(script.shared());
        drawn.selection = {main, {}};
        const DrawList list = drawn.list();
        const auto &brackets = list.area(AreaRole::Lanes).brackets;
        QCOMPARE(brackets.size(), 2U);
        QCOMPARE(brackets[0].line.x2(), 700.0);
        QCOMPARE(brackets[1].line.x2(), 500.0);
        QVERIFY(brackets[1].line.y1() > brackets[0].line.y1());
    }

    void timeoutsThatWereMetAreShownOnDemand()
    {
        TraceScript script("Met");
        const TaskId main = script.make("main");
        script.run(main);
        const ScopeId scope = script.timeout(main, 300 * ms);
        script.wait(main, WaitKind::Sleep);
        script.at(200 * ms).ready(main).run(main).endTimeout(scope, main).returns(main).end();
        DrawnTrace drawn(script.shared());
        QCOMPARE(drawn.lines(AreaRole::Lanes, {u"bracket"_s}), QStringList());
        TimelineScene scene = drawn.scene();
        scene.showsAllCauses = true;
        const DrawList list = buildDrawList(scene, drawn.measure);
        QCOMPARE(list.area(AreaRole::Lanes).brackets.size(), 1U);
        QCOMPARE(list.area(AreaRole::Lanes).brackets[0].ink, Ink::Met);
    }

    void tooManyArrowsAreThinned()
    {
        TraceScript script("Crowd");
        const TaskId one = script.make("one");
        const TaskId other = script.make("other");
        for (int i = 0; i < 20000; ++i) {
            script.at(i * ms / 20).ready(other, one, ReadyCause::Put).run(other).wait(other, WaitKind::QueueGet);
            script.ready(one, other, ReadyCause::Got).run(one).wait(one, WaitKind::QueuePut);
        }
        DrawnTrace drawn(script.shared());
        drawn.selection = {one, {}};
        TimelineScene scene = drawn.scene();
        scene.showsAllCauses = true;
        const std::size_t count = buildDrawList(scene, drawn.measure).area(AreaRole::Causes).curves.size();
        QVERIFY2(count > 100 && count < 1000, qPrintable(QString::number(count)));
        // Near enough every one of them is there.
        scene.range = {100 * ms, 100 * ms + ms / 2};
        QVERIFY(buildDrawList(scene, drawn.measure).area(AreaRole::Causes).curves.size() >= 20);
    }

    void arrowsOfFoldedTasksEndWhereTheyAreFoldedAway()
    {
        WakeTrace trace;
        const TaskId root = trace.script.make("other");
        trace.script.run(root).wait(root, WaitKind::Event);
        trace.script.at(600 * ms).run(trace.third).ready(root, trace.third, ReadyCause::Set).run(root);
        DrawnTrace drawn(trace.script.shared());
        drawn.layout.setFolded(trace.main, true);
        drawn.update();
        QVERIFY(!drawn.layout.laneOf(trace.third));
        TimelineScene scene = drawn.scene();
        scene.showsAllCauses = true;
        const DrawList list = buildDrawList(scene, drawn.measure);
        const auto &curves = list.area(AreaRole::Causes).curves;
        // Those among the folded ones are not shown.
        QCOMPARE(curves.size(), 1U);
        QCOMPARE(curves[0].from.y(), drawn.middleOf(trace.main));
        QCOMPARE(curves[0].to.y(), drawn.middleOf(root));
        QCOMPARE(curves[0].cause, trace.third);
    }

    void arrowsEndAtTheEdgeWhereALaneIsOutOfSight()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        drawn.size = {1200, 28 + 60 + 24 * 2.5};
        drawn.selection = {trace.third, {}};
        const DrawList list = drawn.list();
        const auto &area = list.area(AreaRole::Causes);
        QCOMPARE(area.curves.size(), 1U);
        QVERIFY(area.curves[0].to.y() <= area.clip.bottom());
    }

    void thePointerFindsAnArrow()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        drawn.selection = {trace.third, {}};
        const DrawList list = drawn.list();
        const DrawCurve curve = list.area(AreaRole::Causes).curves.front();
        const QPointF on = pointOn(curve, 0.5);
        QVERIFY(on.x() < curve.from.x() - 10);
        const Hit hit = drawn.hit(on.x() + 1, on.y());
        QVERIFY(hit.curve);
        QCOMPARE(hit.curve->event, curve.event);
        QVERIFY(!drawn.hit(on.x() + 30, on.y()).curve);
        QCOMPARE(drawn.tooltip(on.x(), on.y()), u"first woke third at 0.400 s: it was set"_s);
        QCOMPARE(pointOn(curve, 0), curve.from);
        QCOMPARE(pointOn(curve, 1), curve.to);
    }

    void theCursorTellsItsStepAndWhoRuns()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        drawn.cursor = 200 * ms;
        TimelineScene scene = drawn.scene();
        scene.step = CursorStep{trace.first, 5, 8};
        const QString text = toText(buildDrawList(scene, drawn.measure).area(AreaRole::Cursor));
        const int lane = static_cast<int>(drawn.middleOf(trace.first));
        QVERIFY2(text.contains(u"label 'step 5 of 8'"_s), qPrintable(text));
        QVERIFY2(text.contains(u"label 'first'"_s), qPrintable(text));
        QVERIFY2(text.contains(u"mark alive 400,%1 running"_s.arg(lane)), qPrintable(text));
    }

    void marksAndARangeStandOnTheRulerAndInTheLanes()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        const std::vector<TimeMark> marks{{1, 300 * ms, u"here"_s}, {2, 5000 * ms, u"elsewhere"_s}};
        TimelineScene scene = drawn.scene();
        scene.marks = marks;
        scene.selectedRange = TimeRange{500 * ms, 700 * ms};
        const DrawList list = buildDrawList(scene, drawn.measure);
        QCOMPARE(toText(list.area(AreaRole::Cursor)), u"line accent dashed 700,2 to 700,600\n"
                                                      "line accent dashed 900,2 to 900,600\n"
                                                      "line muted dashed 500,28 to 500,600\n"
                                                      "chip selection 774..826 y 4..23\n"
                                                      "chip selection 506..542 y 3..24\n"
                                                      "mark note 500,22 accent\n"
                                                      "label '200 ms' 774 y 14 text\n"
                                                      "label 'here' 510 y 14 text"_s);
        QCOMPARE(list.area(AreaRole::Lanes).rows.front().rect.left(), 700.0);
        QCOMPARE(list.area(AreaRole::Lanes).rows.front().rect.right(), 900.0);
    }

    void theLengthOfARangeGivesWayToTheCursor()
    {
        WakeTrace trace;
        DrawnTrace drawn(trace.script.shared());
        TimelineScene scene = drawn.scene();
        scene.selectedRange = TimeRange{500 * ms, 700 * ms};
        const auto chips = [&](Nanoseconds cursor) {
            scene.cursor = cursor;
            QStringList lines;
            for (const QString &line :
                 toText(buildDrawList(scene, drawn.measure).area(AreaRole::Cursor)).split(u'\n')) {
                if (line.startsWith(u"chip"))
                    lines += line;
            }
            return lines.join(u'\n');
        };
        QCOMPARE(chips(600 * ms), u"chip accent 769..832 y 3..24\nchip selection 713..765 y 4..23"_s);
        QCOMPARE(chips(520 * ms), u"chip accent 689..752 y 3..24\nchip selection 774..826 y 4..23"_s);
        QCOMPARE(chips(690 * ms), u"chip accent 859..922 y 3..24\nchip selection 774..826 y 4..23"_s);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestCauses)
#include "tst_causes.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/laidlanes.h"

#include <QTest>

namespace coroscope
{

class TestLaneLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksStandUnderTheirParentsInOrderOfCreation()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId a = trace.make("a", main);
        const TaskId b = trace.make("b", main);
        trace.make("a1", a);
        trace.make("b1", b);
        const TaskId a2 = trace.make("a2", a);
        trace.make("a21", a2);
        trace.make("stray");
        QCOMPARE(told(trace), QStringLiteral("loop | main | -a | --a1 | --a2 | ---a21 | -b | --b1 | stray"));
    }

    void objectsWithALaneStandAboveTheTasks()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.object(ObjectKind::Semaphore, "sem", 3, main);
        trace.object(ObjectKind::Event, "go", -1, main);
        trace.object(ObjectKind::Queue, "jobs", 0, main);
        trace.object(ObjectKind::Gather, "", -1, main);
        trace.object(ObjectKind::Lock, "lock", -1, main);
        trace.object(ObjectKind::Pool, "pool", 4, main);
        QCOMPARE(told(trace), QStringLiteral("loop | [sem] | [jobs] | [lock] | [pool] | [go] | main"));
    }

    void rowsAreFoundByPlaceAndById()
    {
        const auto store = semaphoreTrace(30, 5);
        LaidLanes laid(*store);
        QVERIFY(!laid.update());
        LaneLayout &layout = laid.layout;
        QCOMPARE(layout.lanes().size(), std::size_t(33));
        QCOMPARE(layout.headCount(), std::size_t(2));
        const double head = LaneLayout::loopHeight + LaneLayout::objectHeight + LaneLayout::sectionGap;
        QCOMPARE(layout.headHeight(), head);
        QCOMPARE(layout.contentHeight(), head + 31 * LaneLayout::taskHeight);
        QCOMPARE(layout.laneAt(0), std::optional<std::size_t>(0));
        QCOMPARE(layout.laneAt(LaneLayout::loopHeight), std::optional<std::size_t>(1));
        // The gap between objects and tasks belongs to nobody.
        QVERIFY(!layout.laneAt(head - 1));
        QCOMPARE(layout.laneAt(head), std::optional<std::size_t>(2));
        QVERIFY(!layout.laneAt(layout.contentHeight()));
        QVERIFY(!layout.laneAt(-1));
        QCOMPARE(layout.laneOf(TaskId(1)), std::optional<std::size_t>(2));
        QCOMPARE(layout.laneOf(ObjectId(1)), std::optional<std::size_t>(1));
        QVERIFY(!layout.laneOf(TaskId(99)));
        QCOMPARE(layout.lanesIn(head + 24, head + 72), std::pair(std::size_t(3), std::size_t(5)));
    }

    void lowRowsPutMoreIntoAPicture()
    {
        const auto store = crowdTrace(100);
        LaidLanes laid(*store);
        LaneLayout &layout = laid.layout;
        layout.setTaskHeight(2);
        QCOMPARE(layout.contentHeight(), layout.headHeight() + 202);
        layout.setTaskHeight(0);
        QCOMPARE(layout.currentTaskHeight(), 1.0);
    }

    void theHeadStaysInPlaceUnlessItTakesMostOfTheView()
    {
        TraceScript trace;
        trace.make("main");
        for (int i = 0; i < 10; ++i)
            trace.object(ObjectKind::Queue, "queue", -1);
        const LaidLanes laid(trace.store());
        QVERIFY(laid.layout.fixedCount(1200) > 0);
        QCOMPARE(laid.layout.fixedCount(800), std::size_t(0));
    }

    void newTasksOfALiveRunTakeTheirPlaces()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId a = trace.make("a", main);
        trace.make("b", main);
        LaidLanes laid(trace.store());
        trace.make("a1", a);
        QVERIFY(laid.update());
        QCOMPARE(laid.layout.laneOf(TaskId(4)), std::optional<std::size_t>(3));
        QCOMPARE(laid.layout.laneOf(TaskId(3)), std::optional<std::size_t>(4));
    }

    void rowsThatCameOneByOneAreThoseOfTheWholeRun()
    {
        TraceScript trace;
        LaidLanes laid(trace.store());
        const LaneLayout &layout = laid.layout;
        const auto check = [&] {
            laid.update();
            LaneLayout whole;
            whole.update(laid.intervals, laid.index);
            QCOMPARE(layout.lanes().size(), whole.lanes().size());
            QCOMPARE(layout.contentHeight(), whole.contentHeight());
            for (std::size_t i = 0; i < layout.lanes().size(); ++i) {
                QCOMPARE(layout.lanes()[i].track, whole.lanes()[i].track);
                QCOMPARE(layout.lanes()[i].depth, whole.lanes()[i].depth);
                QCOMPARE(layout.lanes()[i].top, whole.lanes()[i].top);
            }
            for (const TaskTrack &task : laid.intervals.tasks())
                QCOMPARE(layout.laneOf(task.id), whole.laneOf(task.id));
        };
        const TaskId main = trace.make("main");
        check();
        const TaskId a = trace.make("a", main);
        check();
        const TaskId b = trace.make("b", main);
        trace.make("b1", b);
        check();
        trace.make("stray");
        check();
        trace.object(ObjectKind::Lock, "lock", -1);
        trace.make("a1", a);
        check();
        trace.make("c", main);
        trace.make("stray2");
        check();
    }

    void namesOfDeepTasksMoveOnInSmallSteps()
    {
        QCOMPARE(LaneLayout::indent(0), 0.0);
        QCOMPARE(LaneLayout::indent(6), 84.0);
        for (int depth = 1; depth <= 30; ++depth)
            QVERIFY(LaneLayout::indent(depth) > LaneLayout::indent(depth - 1));
        QCOMPARE(LaneLayout::indent(100'000), 132.0);
    }

    void aChainOfHundredThousandTasksIsNoTrouble()
    {
        TraceScript trace;
        TaskId parent = trace.make("main");
        for (int i = 0; i < 100'000; ++i)
            parent = trace.make("t", parent);
        const LaidLanes laid(trace.store());
        QCOMPARE(laid.layout.lanes().size(), std::size_t(100'002));
        QCOMPARE(laid.layout.lanes().back().depth, 100'000);
    }

private:
    static QString told(TraceScript &trace) { return LaidLanes(trace.store()).told(); }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestLaneLayout)
#include "tst_lanelayout.moc"

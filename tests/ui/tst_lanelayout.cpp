// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"
#include "ui/timeline/lanelayout.h"

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
        QCOMPARE(told(trace), QStringLiteral("loop | [sem] | [jobs] | [lock] | [pool] | main"));
    }

    void rowsAreFoundByPlaceAndById()
    {
        const auto store = semaphoreTrace(30, 5);
        Intervals intervals(*store);
        intervals.update();
        LaneLayout layout;
        QVERIFY(layout.update(intervals));
        QVERIFY(!layout.update(intervals));
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
        Intervals intervals(*store);
        intervals.update();
        LaneLayout layout;
        layout.update(intervals);
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
            trace.object(ObjectKind::Lock, "lock", -1);
        Intervals intervals(trace.store());
        intervals.update();
        LaneLayout layout;
        layout.update(intervals);
        QVERIFY(layout.headIsPinned(1200));
        QVERIFY(!layout.headIsPinned(800));
    }

    void newTasksOfALiveRunTakeTheirPlaces()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId a = trace.make("a", main);
        trace.make("b", main);
        Intervals intervals(trace.store());
        intervals.update();
        LaneLayout layout;
        layout.update(intervals);
        trace.make("a1", a);
        intervals.update();
        QVERIFY(layout.update(intervals));
        QCOMPARE(layout.laneOf(TaskId(4)), std::optional<std::size_t>(3));
        QCOMPARE(layout.laneOf(TaskId(3)), std::optional<std::size_t>(4));
    }

    void rowsThatCameOneByOneAreThoseOfTheWholeRun()
    {
        TraceScript trace;
        Intervals intervals(trace.store());
        LaneLayout layout;
        const auto check = [&] {
            intervals.update();
            layout.update(intervals);
            LaneLayout whole;
            whole.update(intervals);
            QCOMPARE(layout.lanes().size(), whole.lanes().size());
            QCOMPARE(layout.contentHeight(), whole.contentHeight());
            for (std::size_t i = 0; i < layout.lanes().size(); ++i) {
                QCOMPARE(layout.lanes()[i].track, whole.lanes()[i].track);
                QCOMPARE(layout.lanes()[i].depth, whole.lanes()[i].depth);
                QCOMPARE(layout.lanes()[i].top, whole.lanes()[i].top);
            }
            for (const TaskTrack &task : intervals.tasks())
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
        Intervals intervals(trace.store());
        intervals.update();
        LaneLayout layout;
        layout.update(intervals);
        QCOMPARE(layout.lanes().size(), std::size_t(100'002));
        QCOMPARE(layout.lanes().back().depth, 100'000);
    }

private:
    static QString told(TraceScript &trace)
    {
        Intervals intervals(trace.store());
        intervals.update();
        LaneLayout layout;
        layout.update(intervals);
        QStringList rows;
        for (const Lane &lane : layout.lanes()) {
            if (lane.kind == LaneKind::Loop)
                rows += QStringLiteral("loop");
            else if (lane.kind == LaneKind::Object)
                rows += QStringLiteral("[%1]").arg(QString::fromStdString(intervals.objects()[lane.track].name));
            else
                rows += QString(lane.depth, u'-') + QString::fromStdString(intervals.tasks()[lane.track].name);
        }
        return rows.join(QStringLiteral(" | "));
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestLaneLayout)
#include "tst_lanelayout.moc"

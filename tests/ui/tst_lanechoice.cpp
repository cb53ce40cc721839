// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/laidlanes.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// main gathers three workers, of which one has a child, beside a task of its own.
struct Family {
    TraceScript trace;
    TaskId main = trace.make("main");
    ObjectId gather = trace.object(ObjectKind::Gather, "", -1, main);
    TaskId beat = trace.make("beat", main);
    TaskId worker10 = trace.make("worker(10)", main, gather);
    TaskId worker2 = trace.make("worker(2)", main, gather);
    TaskId child = trace.make("child", worker2);
    TaskId worker1 = trace.make("worker(1)", main, gather);
};

std::string numbered(char letter, int number)
{
    std::string name(1, letter);
    name += std::to_string(number);
    return name;
}

} // namespace

// What a person folds, sorts, hides, filters and pins.
class TestLaneChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreComparedAsPeopleSortThem()
    {
        QVERIFY(compareNaturally("worker(2)", "worker(10)") < 0);
        QVERIFY(compareNaturally("worker(10)", "worker(2)") > 0);
        QCOMPARE(compareNaturally("a7", "a7"), 0);
        QVERIFY(compareNaturally("b", "A") > 0);
        QVERIFY(compareNaturally("Load", "load") < 0);
        QVERIFY(compareNaturally("a007", "a7b") < 0);
        QVERIFY(compareNaturally("a007", "a8") < 0);
        QVERIFY(compareNaturally("99999999999999999999998", "99999999999999999999999") < 0);
        QVERIFY(compareNaturally("", "a") < 0);
        QVERIFY(compareNaturally("task", "task-1") < 0);
    }

    void theTasksOfAGatherStandTogetherUnderARow()
    {
        Family family;
        family.trace.make("late", family.main);
        family.trace.make("worker(3)", family.main, family.gather);
        QCOMPARE(LaidLanes(family.trace.store()).told(),
                 u"loop | main | -beat | -(gather of 4) | -worker(10) | -worker(2) | --child | -worker(1) | "
                 u"-worker(3) | -late"_s);
    }

    void aGatherOfOneHasNoRow()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId gather = trace.object(ObjectKind::Gather, "", -1, main);
        trace.make("only", main, gather);
        LaidLanes laid(trace.store());
        QCOMPARE(laid.told(), u"loop | main | -only"_s);
        trace.make("other", main, gather);
        QVERIFY(laid.update());
        QCOMPARE(laid.told(), u"loop | main | -(gather of 2) | -only | -other"_s);
    }

    void aGroupWithANameSaysIt()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId group = trace.object(ObjectKind::TaskGroup, "fetchers", -1, main);
        trace.make("a", main, group);
        trace.make("b", main, group);
        QCOMPARE(LaidLanes(trace.store()).told(), u"loop | main | -(fetchers · task group of 2) | -a | -b"_s);
    }

    void aFoldedTaskHoldsAllThatLiesUnderIt()
    {
        Family family;
        LaidLanes laid(family.trace.store());
        laid.layout.setFolded(family.worker2, true);
        QVERIFY(laid.update());
        QCOMPARE(laid.told(), u"loop | main | -beat | -(gather of 3) | -worker(10) | -worker(2) +1 | -worker(1)"_s);
        QVERIFY(!laid.layout.laneOf(family.child));
        QCOMPARE(laid.layout.nearestLaneOf(family.child), laid.layout.laneOf(family.worker2));
        laid.layout.setFolded(family.main, true);
        laid.update();
        QCOMPARE(laid.told(), u"loop | main +5"_s);
        // What comes later is folded away too.
        family.trace.make("late", family.worker1);
        laid.update();
        QCOMPARE(laid.told(), u"loop | main +6"_s);
        laid.layout.setFolded(family.main, false);
        laid.update();
        QCOMPARE(laid.told(),
                 u"loop | main | -beat | -(gather of 3) | -worker(10) | -worker(2) +1 | -worker(1) | --late"_s);
    }

    void aFoldedGatherHoldsItsTasks()
    {
        Family family;
        LaidLanes laid(family.trace.store());
        laid.layout.setFolded(family.gather, true);
        laid.update();
        QCOMPARE(laid.told(), u"loop | main | -beat | -(gather of 3) +4"_s);
        QCOMPARE(laid.layout.laneOf(family.gather), std::optional<std::size_t>(3));
        family.trace.make("worker(4)", family.main, family.gather);
        family.trace.make("late", family.main);
        laid.update();
        QCOMPARE(laid.told(), u"loop | main | -beat | -(gather of 4) +5 | -late"_s);
    }

    void foldingAllLeavesTheTaskOverAllOpen()
    {
        Family family;
        LaidLanes laid(family.trace.store());
        laid.layout.foldAll();
        laid.update();
        QCOMPARE(laid.told(), u"loop | main | -beat | -(gather of 3) +4"_s);
        laid.layout.setFolded(family.gather, false);
        laid.update();
        QCOMPARE(laid.told(), u"loop | main | -beat | -(gather of 3) | -worker(10) | -worker(2) +1 | -worker(1)"_s);
        laid.layout.unfoldAll();
        laid.update();
        QCOMPARE(laid.told().count(u'+'), 0);
    }

    void aSecondTaskOverOthersFoldsTheFirstAtOnce()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.make("child", main);
        LaidLanes laid(trace.store());
        laid.layout.foldAll();
        laid.update();
        QCOMPARE(laid.told(), u"loop | main | -child"_s);
        trace.make("other");
        laid.update();
        QCOMPARE(laid.told(), u"loop | main +1 | other"_s);
        trace.make("third");
        laid.update();
        QCOMPARE(laid.told(), u"loop | main +1 | other | third"_s);
    }

    void siblingsAreSortedAndGroupsStayTogether()
    {
        Family family;
        TraceScript &trace = family.trace;
        trace.at(10 * ms).run(family.worker2).wait(family.worker2, WaitKind::Sleep);
        trace.at(50 * ms).returns(family.worker10);
        trace.at(90 * ms).returns(family.worker2).returns(family.beat);
        trace.at(100 * ms).run(family.worker1).wait(family.worker1, WaitKind::Sleep);
        trace.at(130 * ms).log(family.main, "x");
        LaidLanes laid(trace.store());
        const auto sorted = [&](LaneOrder order) {
            laid.layout.setOrder(order);
            laid.update();
            return laid.told();
        };
        QCOMPARE(sorted(LaneOrder::Name),
                 u"loop | main | -beat | -(gather of 3) | -worker(1) | -worker(2) | --child | -worker(10)"_s);
        QCOMPARE(sorted(LaneOrder::Duration),
                 u"loop | main | -(gather of 3) | -worker(1) | -worker(2) | --child | -worker(10) | -beat"_s);
        QCOMPARE(sorted(LaneOrder::Waiting),
                 u"loop | main | -(gather of 3) | -worker(2) | --child | -worker(1) | -worker(10) | -beat"_s);
        QCOMPARE(sorted(LaneOrder::Start),
                 u"loop | main | -beat | -(gather of 3) | -worker(10) | -worker(2) | --child | -worker(1)"_s);
    }

    void whatComesAfterSortingStandsLast()
    {
        Family family;
        LaidLanes laid(family.trace.store());
        laid.layout.setOrder(LaneOrder::Name);
        laid.update();
        family.trace.make("alpha", family.main);
        laid.update();
        QVERIFY(laid.told().endsWith(u"-worker(10) | -alpha"_s));
        laid.layout.setOrder(LaneOrder::Name);
        laid.update();
        QVERIFY(laid.told().startsWith(u"loop | main | -alpha | -beat"_s));
    }

    void finishedTasksAreHiddenAtTheMoment()
    {
        Family family;
        TraceScript &trace = family.trace;
        trace.at(50 * ms).returns(family.worker10).returns(family.worker2);
        trace.at(80 * ms).returns(family.beat).log(family.main, "x");
        LaidLanes laid(trace.store());
        laid.layout.setHidesFinished(true);
        laid.update();
        // worker(2) has ended, but what lies under it lives.
        QCOMPARE(laid.told(), u"loop | main | -(gather of 3) | -worker(2)? | --child | -worker(1)"_s);
        laid.layout.setMoment(60 * ms);
        laid.update();
        QCOMPARE(laid.told(), u"loop | main | -beat | -(gather of 3) | -worker(2)? | --child | -worker(1)"_s);
        laid.layout.setMoment(std::nullopt);
        trace.at(90 * ms).returns(family.child);
        laid.update();
        QCOMPARE(laid.told(), u"loop | main | -(gather of 3) | -worker(1)"_s);
    }

    void aFilterLeavesWhatItChoosesAndWhatIsOverThat()
    {
        Family family;
        LaidLanes laid(family.trace.store());
        laid.layout.setFilter([&](TaskId task) { return task == family.child || task == family.beat; });
        laid.update();
        QCOMPARE(laid.told(), u"loop | main? | -beat | -(gather of 3) | -worker(2)? | --child"_s);
        laid.layout.setFilter([&](TaskId task) { return task == family.beat; });
        laid.update();
        QCOMPARE(laid.told(), u"loop | main? | -beat"_s);
        QVERIFY(!laid.layout.nearestLaneOf(family.child));
        laid.layout.setFilter({});
        laid.update();
        QCOMPARE(laid.layout.lanes().size(), std::size_t(8));
    }

    void pinnedLanesStandInTheHead()
    {
        Family family;
        const ObjectId sem = family.trace.object(ObjectKind::Semaphore, "sem", 1);
        const ObjectId jobs = family.trace.object(ObjectKind::Queue, "jobs", 1);
        LaidLanes laid(family.trace.store());
        laid.layout.setPinned(family.worker2, true);
        laid.layout.setPinned(jobs, true);
        laid.update();
        QCOMPARE(laid.told(), u"loop | ^[jobs] | ^worker(2) | [sem] | main | -beat | -(gather of 3) | -worker(10) | "
                              u"--child | -worker(1)"_s);
        QVERIFY(laid.layout.isPinned(family.worker2) && laid.layout.isPinned(jobs) && !laid.layout.isPinned(sem));
        // Where the head has no room, what is pinned stays all the same.
        QCOMPARE(laid.layout.fixedCount(1000), std::size_t(4));
        QCOMPARE(laid.layout.fixedCount(240), std::size_t(3));
        QCOMPARE(laid.layout.fixedHeight(240), laid.layout.lanes()[2].bottom());
        QCOMPARE(laid.layout.fixedCount(120), std::size_t(0));
        laid.layout.setPinned(jobs, false);
        laid.layout.setPinned(family.worker2, false);
        laid.update();
        QVERIFY(!laid.told().contains(u'^'));
    }

    void aFoldedLaneGrowsWithTheFirstThatItHolds()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId parent = trace.make("parent", main);
        const TaskId child = trace.make("child", parent);
        LaidLanes laid(trace.store());
        laid.layout.setPinned(child, true);
        laid.layout.setFolded(parent, true);
        laid.update();
        QCOMPARE(laid.told(), u"loop | ^child | main | -parent"_s);
        trace.make("other", parent);
        laid.update();
        QCOMPARE(laid.told(), u"loop | ^child | main | -parent +1"_s);
        QCOMPARE(laid.layout.lanes()[3].height, 24 + LaneLayout::foldedRoom(24));
    }

    void manyObjectsAreFoldedIntoASection()
    {
        TraceScript trace;
        trace.make("main");
        for (int i = 0; i < 7; ++i)
            trace.object(ObjectKind::Future, numbered('f', i), -1);
        trace.object(ObjectKind::Semaphore, "sem", 1);
        LaidLanes laid(trace.store());
        QCOMPARE(laid.told(), u"loop | [sem] | [f0] | [f1] | [f2] | [f3] | [f4] | [f5] | [f6] | main"_s);
        trace.object(ObjectKind::Lock, "lock", -1);
        trace.object(ObjectKind::Future, "f7", -1);
        laid.update();
        QCOMPARE(laid.told(), u"loop | [sem] | [lock] | [f0] | [f1] | [f2] | [f3] | [f4] | [f5] | [2 more] | main"_s);
        trace.object(ObjectKind::Future, "f8", -1);
        laid.update();
        QVERIFY(laid.told().contains(u"[3 more] | main"_s));
        laid.layout.setObjectsFolded(false);
        laid.update();
        QVERIFY(laid.told().endsWith(u"[3 more] | [f6] | [f7] | [f8] | main"_s));
    }

    void thePoolHasALaneForEachThread()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId pool = trace.object(ObjectKind::Pool, "pool", 4);
        trace.job(pool, 1, main, "resize");
        LaidLanes laid(trace.store());
        QCOMPARE(laid.told(), u"loop | [pool] | -thread 1 | main"_s);
        trace.job(pool, 0, main, "resize");
        laid.update();
        QCOMPARE(laid.told(), u"loop | [pool] | -thread 0 | -thread 1 | main"_s);
        laid.layout.setFolded(pool, true);
        laid.update();
        QCOMPARE(laid.told(), u"loop | [pool] | main"_s);
    }

    void anotherRunOfTheSameIsLaidOutAsBefore()
    {
        Family family;
        LaidLanes laid(family.trace.store());
        laid.layout.setFolded(family.gather, true);
        laid.layout.setOrder(LaneOrder::Name);
        laid.update();
        Family again;
        LaidLanes other(again.trace.store());
        laid.layout.forgetTrace();
        laid.layout.update(other.intervals, other.index);
        other.layout = laid.layout;
        QCOMPARE(other.told(), u"loop | main | -beat | -(gather of 3) +4"_s);
        other.layout.forgetFoldsAndPins();
        other.update();
        QCOMPARE(other.told().count(u'+'), 0);
    }

    void rowsThatCameOneByOneAreThoseOfTheWholeRun_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void rowsThatCameOneByOneAreThoseOfTheWholeRun()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        const auto below = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random() % most); };
        TraceScript trace;
        std::vector<TaskId> tasks{trace.make("main")};
        std::vector<ObjectId> groups;
        LaidLanes laid(trace.store());
        const auto choose = [&](LaneLayout &layout) {
            if (seed % 3 == 1)
                layout.foldAll();
            layout.setFolded(TaskId(3), seed % 2 == 0);
            layout.setPinned(TaskId(4), seed % 4 == 1);
        };
        choose(laid.layout);
        for (int i = 0; i < 120; ++i) {
            const TaskId parent = below(3) == 0 ? tasks[below(static_cast<std::uint32_t>(tasks.size()))] : tasks.back();
            if (groups.empty() || below(6) == 0)
                groups.push_back(trace.object(ObjectKind::Gather, "", -1));
            const ObjectId group = below(2) == 0 ? groups.back() : ObjectId{};
            tasks.push_back(trace.make(numbered('t', i), parent, group));
            if (below(3) != 0)
                continue;
            laid.update();
            LaidLanes whole(trace.store());
            choose(whole.layout);
            whole.update();
            QCOMPARE(laid.told(), whole.told());
            QCOMPARE(laid.layout.contentHeight(), whole.layout.contentHeight());
            for (const TaskId task : tasks)
                QCOMPARE(laid.layout.nearestLaneOf(task), whole.layout.nearestLaneOf(task));
        }
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestLaneChoice)
#include "tst_lanechoice.moc"

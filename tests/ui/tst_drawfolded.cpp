// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/drawntrace.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

void compare(const QStringList &actual, const QStringList &expected)
{
    QCOMPARE(actual.join(u'\n'), expected.join(u'\n'));
}

const QStringList lines{u"line"_s};
const QStringList stacks{u"stack"_s, u"chip"_s};

} // namespace

// Gathers, task groups, and what is folded away. A pixel is a millisecond and the plot begins at 200.
class TestDrawFolded : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTaskGroupHasACaptionAndABracket()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId group = trace.object(ObjectKind::TaskGroup, "", -1, main);
        trace.at(100 * ms);
        const TaskId a = trace.make("a", main, group);
        const TaskId b = trace.make("b", main, group);
        trace.make("child", b);
        trace.at(300 * ms).returns(a);
        trace.at(500 * ms).returns(b);
        trace.make("other", main);
        trace.at(800 * ms).end();
        DrawnTrace drawn(trace.shared());
        // Over the bars of its tasks, from the first to the last; and left of their names, the child's too.
        compare(drawn.lines(AreaRole::Lanes, lines),
                {u"line group 300,105 to 700,105"_s, u"line group 300,105 to 300,109"_s,
                 u"line group 699,105 to 699,109"_s});
        compare(drawn.lines(AreaRole::Gutter, lines),
                {u"line group 16,115 to 20,115"_s, u"line group 16,182 to 20,182"_s, u"line group 16,115 to 16,182"_s,
                 u"line border 200,71 to 200,600"_s});
        compare(drawn.lines(AreaRole::Gutter, {u"label"_s}).mid(2, 1), {u"label 'task group of 2' 31 y 104 muted"_s});
        compare(drawn.lines(AreaRole::Gutter, {u"mark"_s}).mid(0, 4),
                {u"mark fold-open 7,83 muted"_s, u"mark alive 19,83 ready"_s, u"mark fold-open 21,104 muted"_s,
                 u"mark returned 33,125 done"_s});
        QCOMPARE(drawn.tooltip(50, 104), u"task group of 2, made by main at 0.100 s\nall ended, the last at 0.500 s"_s);
        QVERIFY(drawn.hit(22, 104).onFoldSign);
        QVERIFY(!drawn.hit(60, 104).onFoldSign);
        QCOMPARE(drawn.hit(60, 104).target.object, group);
        // One that was told of twice ended once.
        TraceScript odd;
        const TaskId owner = odd.make("main");
        const ObjectId pair = odd.object(ObjectKind::Gather, "gather", -1, owner);
        const TaskId first = odd.make("a", owner, pair);
        odd.make("b", owner, pair);
        odd.at(300 * ms).returns(first).returns(first);
        QCOMPARE(DrawnTrace(odd.shared()).tooltip(50, 104), u"gather of 2, made by main at 0.000 s\n1 of 2 ended"_s);
        // Nothing of it where it was not there.
        drawn.range = {600 * ms, 700 * ms};
        QCOMPARE(drawn.lines(AreaRole::Lanes, lines), QStringList());
        drawn.range = {0, 50 * ms};
        QCOMPARE(drawn.lines(AreaRole::Lanes, lines), QStringList());
    }

    void aFoldedGroupIsAStackOfStates()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId gather = trace.object(ObjectKind::Gather, "", -1, main);
        const ObjectId sem = trace.object(ObjectKind::Semaphore, "sem", 1, main);
        const TaskId a = trace.make("a", main, gather);
        const TaskId b = trace.make("b", main, gather);
        trace.run(a).wait(a, WaitKind::Sleep);
        trace.run(b).wait(b, WaitKind::Semaphore, sem, 1);
        trace.at(400 * ms).ready(a).run(a).returns(a).ready(b).run(b).wait(b, WaitKind::Sleep);
        trace.at(800 * ms).ready(b).run(b).returns(b).end();
        DrawnTrace drawn(trace.shared());
        drawn.layout.setFolded(gather, true);
        drawn.update();
        compare(drawn.lines(AreaRole::Lanes, stacks),
                {u"stack sleep 200..600 y 155..163 lane 3 x1"_s, u"stack semaphore 200..600 y 148..155 lane 3 x1"_s,
                 u"stack sleep 600..1000 y 155..163 lane 3 x1"_s, u"chip running 600..602 y 148..151"_s,
                 u"chip running 1000..1002 y 148..151"_s});
        compare(drawn.lines(AreaRole::Gutter, {u"label"_s}).mid(2),
                {u"label '800 ms' 149 y 155 muted"_s, u"label 'gather of 2' 31 y 155 text"_s});
        QCOMPARE(drawn.tooltip(500, 155), u"gather of 2, made by main at 0.000 s\nall ended, the last at 0.800 s\n"
                                          u"Tasks folded away here: 2\nat 0.300 s: 1 semaphore, 1 sleep"_s);
        QCOMPARE(drawn.tooltip(1100, 155).section(u'\n', 3), u"none of them lives at 0.800 s"_s);
    }

    void aFoldedTaskHasItsBarsOverWhatItHolds()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId a = trace.make("a", main);
        trace.run(main).waitTasks(main, WaitKind::Task, {a});
        trace.at(500 * ms).returns(a).end();
        DrawnTrace drawn(trace.shared());
        drawn.layout.setFolded(main, true);
        drawn.update();
        compare(drawn.lines(AreaRole::Lanes, {u"bar"_s, u"stack"_s}),
                {u"stack ready 200..700 y 94..106 lane 1 x1"_s, u"bar task 200..700 y 76..91 lane 1 #2"_s});
        QCOMPARE(drawn.layout.lanes().back().height, 24.0 + 14.0);
        compare(drawn.lines(AreaRole::Gutter, {u"label"_s, u"mark"_s}),
                {u"mark fold-closed 7,83 muted"_s, u"mark alive 19,83 muted"_s, u"label '500 ms' 149 y 83 muted"_s,
                 u"label 'main' 32 y 83 text"_s, u"label '1 task folded' 32 y 101 muted"_s});
    }

    void errorsCancelsAndTimeoutsAreNeverFoldedAway()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        std::vector<TaskId> tasks;
        for (int i = 0; i < 3000; ++i)
            tasks.push_back(trace.make("t", main));
        // One of each kind among thousands, and two within one pixel.
        trace.at(200 * ms).fails(tasks[1234], "ValueError", "no");
        trace.at(200 * ms + 1000).cancel(tasks[2], main).cancelled(tasks[2]);
        const ScopeId scope = trace.timeout(tasks[77], 600 * ms);
        trace.at(600 * ms).fire(scope, tasks[77]);
        trace.at(700 * ms).cancel(tasks[5], main).swallow(tasks[5]);
        trace.at(800 * ms).log(main, "x");
        DrawnTrace drawn(trace.shared());
        drawn.layout.setFolded(main, true);
        drawn.update();
        compare(drawn.lines(AreaRole::Lanes, {u"mark"_s}),
                {u"mark flag 801,100 timed-out"_s, u"mark cancel-end 401,100 cancelled"_s,
                 u"mark cancel-end 901,100 cancelled"_s, u"mark fail-end 401,100 failed"_s});
    }

    void whatIsFoldedKeepsItsMarksWhileTheRunGoesOn()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId a = trace.make("a", main);
        DrawnTrace drawn(trace.shared());
        drawn.layout.setFolded(main, true);
        drawn.update();
        trace.at(300 * ms).fails(a, "ValueError", "no");
        drawn.update();
        const TaskId b = trace.make("b", main);
        trace.at(400 * ms).fails(b, "ValueError", "no");
        drawn.update();
        compare(drawn.lines(AreaRole::Lanes, {u"mark"_s}),
                {u"mark fail-end 501,100 failed"_s, u"mark fail-end 601,100 failed"_s});
    }

    void aStackOfVeryManyIsMadeFromAFew()
    {
        DrawnTrace drawn(crowdTrace(2000));
        drawn.layout.foldAll();
        drawn.layout.setFolded(TaskId(1), true);
        drawn.update();
        const FoldedTasks *folded = drawn.layout.foldedIn(drawn.layout.lanes().back());
        QVERIFY(folded);
        QCOMPARE(folded->count(), std::uint32_t(2000));
        QVERIFY(folded->sample().size() <= FoldedTasks::mostSampled);
        QVERIFY(folded->sample().size() > FoldedTasks::mostSampled / 2);
        // Of all that are looked at none is left out: the stack is as high as its band where all live.
        const DrawList list = drawn.list();
        QVERIFY(!list.area(AreaRole::Lanes).stacks.empty());
        double height = 0;
        for (const DrawBar &bar : list.area(AreaRole::Lanes).stacks) {
            if (bar.rect.contains(302, bar.rect.center().y()))
                height += bar.rect.height();
        }
        QCOMPARE(height, LaneLayout::foldedRoom(24) - 2);
    }

    void pinnedLanesStayAboveTheOthers()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId a = trace.make("a", main);
        for (int i = 0; i < 60; ++i)
            trace.make("t", main);
        trace.at(500 * ms).log(main, "x");
        DrawnTrace drawn(trace.shared());
        drawn.layout.setPinned(a, true);
        drawn.update();
        drawn.scroll = 400;
        compare(drawn.lines(AreaRole::HeadGutter, {u"mark"_s}),
                {u"mark loop-glyph 19,45 running"_s, u"mark pinned 7,74 accent"_s, u"mark alive 19,74 ready"_s});
        compare(drawn.lines(AreaRole::Head, {u"bar"_s}), {u"bar ready 200..700 y 67..82 lane 1 #0"_s});
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestDrawFolded)
#include "tst_drawfolded.moc"

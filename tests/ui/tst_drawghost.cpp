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

/// Two tasks of one name after another, and one that only runs where `extra`.
std::shared_ptr<EventStore> runWith(Nanoseconds first, Nanoseconds second, bool extra)
{
    TraceScript trace;
    const TaskId main = trace.make("main");
    const TaskId one = trace.make("w", main);
    const TaskId two = trace.make("w", main);
    if (extra)
        trace.make("extra", main);
    trace.run(one).wait(one, WaitKind::Sleep).run(two).wait(two, WaitKind::Sleep);
    trace.at(first * ms).returns(one);
    trace.at(second * ms).returns(two).returns(main).end();
    return trace.shared();
}

} // namespace

// An older run behind the new one, and intervals that are selected or lit. A pixel is a millisecond.
class TestDrawGhost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOlderRunIsPaleBehindTheNewOne()
    {
        const auto oldStore = runWith(500, 800, false);
        Intervals older(*oldStore);
        older.update();
        DrawnTrace drawn(runWith(300, 600, true));
        GhostMatch ghost(older);
        ghost.update(drawn.intervals);
        drawn.ghost = &ghost;
        compare(drawn.lines(AreaRole::Lanes, {u"fill"_s, u"line"_s}),
                {u"fill ghost 200..1000 y 76..95"_s, u"fill ghost 200..700 y 100..119"_s,
                 u"fill ghost 200..1000 y 124..143"_s, u"line met dashed 1000,71 to 1000,600"_s});
        compare(drawn.lines(AreaRole::Head, {u"line"_s, u"label"_s}),
                {u"line met dashed 1000,28 to 1000,71"_s, u"line border 200,66 to 1200,66"_s,
                 u"label 'before: 0.800 s' 1005 y 35 muted"_s});
        QCOMPARE(drawn.tooltip(300, 108).section(u'\n', -1), u"in the run before: from 0.000 s to 0.500 s"_s);
        // One that was not there before has no ghost.
        QVERIFY(!ghost.taskOf(3));
        drawn.ghost = nullptr;
        compare(drawn.lines(AreaRole::Lanes, {u"fill"_s}), {});
    }

    void theSelectedIntervalIsOutlined()
    {
        DrawnTrace drawn(runWith(300, 600, false));
        drawn.selection = {TaskId(3), {}};
        drawn.selectedInterval = drawn.intervals.tasks()[2].intervals[2].event;
        compare(drawn.lines(AreaRole::Lanes, {u"outline"_s}), {u"outline text 199..801 y 122..141"_s});
        // Of another task it says nothing.
        drawn.selection = {TaskId(2), {}};
        compare(drawn.lines(AreaRole::Lanes, {u"outline"_s}), {});
    }

    void intervalsOfALineAreLit()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).from("a.py:3").wait(main, WaitKind::Sleep);
        trace.at(200 * ms).ready(main).run(main).from("a.py:4").wait(main, WaitKind::Sleep);
        trace.at(500 * ms).ready(main).run(main).from("a.py:3").wait(main, WaitKind::Sleep);
        trace.at(501 * ms).ready(main).run(main).from("a.py:9").wait(main, WaitKind::Sleep);
        trace.at(900 * ms).returns(main);
        DrawnTrace drawn(trace.shared());
        drawn.litSources = {trace.store().internSource("a.py:3")};
        compare(drawn.lines(AreaRole::Lanes, {u"outline"_s}),
                {u"outline accent 199..401 y 74..93"_s, u"outline accent 699..702 y 74..93"_s});
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestDrawGhost)
#include "tst_drawghost.moc"

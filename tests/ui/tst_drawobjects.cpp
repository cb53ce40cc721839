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

const QStringList fills{u"fill"_s};
const QStringList labels{u"label"_s};

} // namespace

// Locks, single lines, threads, blocked steps. A pixel is a millisecond and the plot begins at 200.
class TestDrawObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLockSaysWhoHoldsIt()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const TaskId other = trace.make("other");
        const ObjectId lock = trace.object(ObjectKind::Lock, "door", -1, main);
        trace.at(100 * ms).acquire(lock, main);
        trace.at(200 * ms).change(lock, 1, 1, other);
        trace.at(400 * ms).release(lock, main, 1).acquire(lock, other);
        trace.at(700 * ms).release(lock, other);
        trace.at(900 * ms).end();
        DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Head, {u"fill"_s, u"label"_s}).mid(1),
                {u"fill track 200..1200 y 64..92"_s, u"fill in-use 300..900 y 73..92"_s,
                 u"fill waiters 400..601 y 64..72"_s, u"fill track 599..600 y 73..92"_s,
                 u"fill track 899..900 y 73..92"_s, u"label 'main' 305 y 83 on-held"_s,
                 u"label 'other' 605 y 83 on-held"_s});
        compare(drawn.lines(AreaRole::HeadGutter, labels).mid(2),
                {u"label '1 / 1' 156 y 73 muted"_s, u"label 'door' 32 y 73 text"_s,
                 u"label '1 waiting at most' 32 y 87 muted"_s});
        drawn.cursor = 500 * ms;
        compare(drawn.lines(AreaRole::HeadGutter, labels).mid(2),
                {u"label 'other' 156 y 73 muted"_s, u"label 'door' 32 y 73 text"_s,
                 u"label 'nobody waits' 32 y 87 muted"_s});
        QCOMPARE(drawn.tooltip(350, 80), u"door at 0.150 s: locked\nheld by main"_s);
        QCOMPARE(drawn.tooltip(1000, 80), u"door at 0.800 s: free"_s);
    }

    void anEventIsOneLine()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId go = trace.object(ObjectKind::Event, "go", -1, main);
        trace.at(100 * ms).change(go, 0, 2, main);
        trace.at(400 * ms).change(go, 1, 0, main);
        trace.at(800 * ms).end();
        DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Head, fills).mid(1),
                {u"fill track 200..1200 y 67..82"_s, u"fill waiters 300..600 y 67..70"_s,
                 u"fill in-use 600..1000 y 71..82"_s});
        compare(drawn.lines(AreaRole::HeadGutter, {u"mark"_s}).mid(1), {u"mark event-glyph 19,74 capacity"_s});
        compare(drawn.lines(AreaRole::HeadGutter, labels).mid(2),
                {u"label 'set at 0.400 s' 93 y 74 muted"_s, u"label 'go' 32 y 74 text"_s});
        drawn.cursor = 200 * ms;
        compare(drawn.lines(AreaRole::HeadGutter, labels).mid(2, 1), {u"label 'not set' 142 y 74 muted"_s});
        drawn.cursor = 500 * ms;
        compare(drawn.lines(AreaRole::HeadGutter, labels).mid(2, 1), {u"label 'set' 170 y 74 muted"_s});
        QCOMPARE(drawn.tooltip(350, 74), u"go at 0.150 s: not set\n2 tasks wait"_s);
    }

    void barriersFuturesAndConditionsSayHowFarTheyAre_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("capacity");
        QTest::addColumn<QString>("whole");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](ObjectKind kind, int capacity, const QString &whole, const QString &before,
                            const QString &after) {
            QTest::newRow(std::string(text(kind)).c_str())
                << static_cast<int>(kind) << capacity << whole << before << after;
        };
        row(ObjectKind::Barrier, 3, u"2 of 3"_s, u"0 of 3"_s, u"2 of 3"_s);
        row(ObjectKind::Future, -1, u"done at 0.400 s"_s, u"not done"_s, u"done"_s);
        row(ObjectKind::Condition, -1, u"2 waiting"_s, u"nobody waits"_s, u"2 waiting"_s);
        row(ObjectKind::Event, -1, u"set at 0.400 s"_s, u"not set"_s, u"set"_s);
    }
    void barriersFuturesAndConditionsSayHowFarTheyAre()
    {
        QFETCH(int, kind);
        QFETCH(int, capacity);
        QFETCH(QString, whole);
        QFETCH(QString, before);
        QFETCH(QString, after);
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId object = trace.object(static_cast<ObjectKind>(kind), "it", capacity, main);
        trace.at(400 * ms).change(object, 2, 2, main);
        trace.at(900 * ms).end();
        DrawnTrace drawn(trace.shared());
        const auto fact = [&] { return drawn.lines(AreaRole::HeadGutter, labels).at(2).section(u'\'', 1, 1); };
        QCOMPARE(fact(), whole);
        drawn.cursor = 100 * ms;
        QCOMPARE(fact(), before);
        drawn.cursor = 500 * ms;
        QCOMPARE(fact(), after);
    }

    void manyObjectsAreOneLineUntilTheyAreUnfolded()
    {
        TraceScript trace;
        trace.make("main");
        for (int i = 0; i < 12; ++i)
            trace.object(ObjectKind::Future, "f", -1);
        trace.at(500 * ms).end();
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::HeadGutter, {u"mark"_s}).mid(9),
                {u"mark fold-closed 7,266 muted"_s, u"mark objects-glyph 19,266 muted"_s});
        compare(drawn.lines(AreaRole::HeadGutter, labels).mid(18), {u"label '4 more objects' 32 y 266 muted"_s});
        QCOMPARE(drawn.tooltip(60, 266), u"Objects without a lane of their own: 4. Click on the arrow to see them."_s);
        QVERIFY(!drawn.hit(60, 266).target.isValid());
    }

    void threadsShowTheirJobs()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        const ObjectId pool = trace.object(ObjectKind::Pool, "pool", 2, main);
        const JobId first = trace.at(100 * ms).job(pool, 0, main, "resize");
        const JobId second = trace.at(200 * ms).job(pool, 1, main, "");
        trace.at(400 * ms).endJob(first, pool, 0);
        trace.job(pool, 0, main, "encode a film");
        trace.at(500 * ms).endJob(second, pool, 1).log(main, "x");
        const DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Head, {u"bar"_s, u"label"_s}),
                {u"bar executor 300..599 y 115..130 lane 2 #0"_s, u"bar executor 600..699 y 115..130 lane 2 #1"_s,
                 u"bar executor 400..699 y 139..154 lane 3 #0"_s, u"label '2 threads' 1133 y 69 capacity"_s,
                 u"label 'resize' 305 y 123 on executor"_s, u"label 'encode a film' 605 y 123 on executor"_s,
                 u"label 'main' 405 y 147 on executor"_s});
        compare(drawn.lines(AreaRole::HeadGutter, labels).mid(5),
                {u"label '2 jobs' 149 y 122 muted"_s, u"label 'thread 0' 46 y 122 text"_s,
                 u"label '1 job' 156 y 146 muted"_s, u"label 'thread 1' 46 y 146 text"_s});
        QCOMPARE(drawn.tooltip(450, 123), u"resize runs on thread 0 from 0.100 s to 0.400 s (300 ms)\nfor main"_s);
        QCOMPARE(drawn.tooltip(650, 123), u"encode a film runs on thread 0 since 0.400 s\nfor main"_s);
        QCOMPARE(drawn.tooltip(60, 123), u"thread 0 of pool, jobs: 2"_s);
        QCOMPARE(drawn.hit(60, 123).target.object, pool);
    }

    void stepsThatBlockedTheLoopAreMarked()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.at(100 * ms).run(main);
        trace.at(130 * ms).wait(main, WaitKind::Sleep);
        trace.at(300 * ms).ready(main).run(main);
        trace.at(420 * ms).wait(main, WaitKind::Sleep);
        trace.at(500 * ms).end();
        DrawnTrace drawn(trace.shared());
        compare(drawn.lines(AreaRole::Head, {u"bracket"_s}), {u"bracket blocked 500,58 to 619,58"_s});
        QCOMPARE(drawn.tooltip(550, 45), u"main runs one step from 0.300 s to 0.420 s (120 ms)\n"
                                         u"nothing else could run meanwhile: the loop was blocked"_s);
        // Seen also where it is less than a pixel.
        drawn.range = {0, 1000 * nsPerSecond};
        compare(drawn.lines(AreaRole::Head, {u"bracket"_s}), {u"bracket blocked 200,58 to 202,58"_s});
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestDrawObjects)
#include "tst_drawobjects.moc"

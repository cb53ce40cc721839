// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/pointer.h"
#include "tests/ui/support/showntimeline.h"
#include "ui/timeline/overviewwidget.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

class TestOverview : public QObject, private ShownTimeline<>
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        showTimeline();
        m_overview = std::make_unique<OverviewWidget>(m_timeline.get());
        m_overview->resize(1200, 52);
        m_overview->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_overview.get()));
    }
    void cleanup()
    {
        m_overview.reset();
        m_timeline.reset();
    }

    void itStandsAboveThePlotOfTheTimeline()
    {
        const QRectF clip = m_timeline->drawList().area(AreaRole::Lanes).clip;
        QCOMPARE(m_overview->plotRect().left(), clip.left());
        QCOMPARE(m_overview->plotRect().right(), clip.right());
    }

    void theBrushIsWhatTheTimelineShows()
    {
        QCOMPARE(m_overview->brushRect().left(), m_overview->plotRect().left());
        QCOMPARE(m_overview->brushRect().right(), m_overview->plotRect().right());
        const Nanoseconds whole = view().range().to;
        view().setRange({whole / 4, whole / 2});
        const QRectF plot = m_overview->plotRect();
        QVERIFY(std::abs(m_overview->brushRect().left() - (plot.left() + plot.width() / 4)) < 1);
        QVERIFY(std::abs(m_overview->brushRect().right() - (plot.left() + plot.width() / 2)) < 1);
        // However short it is, it can be seen and grasped.
        view().setRange({whole / 4, whole / 4 + 1000});
        QVERIFY(m_overview->brushRect().width() >= 4);
    }

    void theBrushCanBeMoved()
    {
        const Nanoseconds whole = view().range().to;
        view().setRange({whole / 4, whole / 2});
        const QPointF inside = m_overview->brushRect().center();
        drag(inside, inside + QPointF(100, 0));
        QCOMPARE(view().range().span(), whole / 2 - whole / 4);
        QVERIFY(view().range().from > whole / 4);
        QVERIFY(!view().followsLive());
    }

    void itsEdgesCanBeMoved()
    {
        const Nanoseconds whole = view().range().to;
        view().setRange({whole / 4, whole / 2});
        const QRectF brush = m_overview->brushRect();
        drag({brush.right(), 20}, {brush.right() + 80, 20});
        QCOMPARE(view().range().from, whole / 4);
        QVERIFY(view().range().to > whole / 2);
        const Nanoseconds end = view().range().to;
        drag({brush.left(), 20}, {brush.left() - 50, 20});
        QCOMPARE(view().range().to, end);
        QVERIFY(view().range().from < whole / 4);
    }

    void draggingInAWholeRunDrawsANewBrush()
    {
        drag({500, 20}, {700, 20});
        const QRectF brush = m_overview->brushRect();
        QVERIFY(std::abs(brush.left() - 500) < 1.5);
        QVERIFY(std::abs(brush.right() - 700) < 1.5);
    }

    void aClickJumpsAndADoubleClickShowsAll()
    {
        const TimeRange all = view().range();
        view().setRange({0, all.to / 10});
        QTest::mouseClick(m_overview.get(), Qt::LeftButton, {}, {900, 20});
        QCOMPARE(view().range().span(), all.to / 10);
        QVERIFY(std::abs(m_overview->brushRect().center().x() - 900) < 2);
        QTest::mouseDClick(m_overview.get(), Qt::LeftButton, {}, {900, 20});
        QCOMPARE(view().range(), all);
        QVERIFY(view().isFitted());
    }

    void keysAndTheWheelMoveIt()
    {
        const TimeRange all = view().range();
        m_overview->setFocus();
        QTest::keyClick(m_overview.get(), Qt::Key_Down);
        QVERIFY(view().range().span() < all.span());
        const TimeRange near = view().range();
        QTest::keyClick(m_overview.get(), Qt::Key_Right);
        QVERIFY(view().range().from > near.from);
        QTest::keyClick(m_overview.get(), Qt::Key_Left);
        QCOMPARE(view().range(), near);
        QTest::keyClick(m_overview.get(), Qt::Key_Home);
        QCOMPARE(view().range().from, 0);
        QTest::keyClick(m_overview.get(), Qt::Key_End);
        QCOMPARE(view().range().to, view().extent());
        turnWheel(*m_overview, {700, 20}, 2);
        QVERIFY(view().range().span() < near.span());
        QTest::keyClick(m_overview.get(), Qt::Key_0);
        QCOMPARE(view().range(), all);
    }

    void cursorAndMarksAreShown()
    {
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            m_overview->setTheme(kind);
            view().setCursor(1000 * ms);
            view().setMarks({{0, 2000 * ms, {}}});
            const QImage image = m_overview->grab().toImage();
            const QRectF plot = m_overview->plotRect();
            const auto xOf = [&](Nanoseconds time) {
                const auto whole = static_cast<double>(m_overview->wholeRange().to);
                return static_cast<int>(plot.left() + static_cast<double>(time) / whole * plot.width());
            };
            QCOMPARE(image.pixelColor(xOf(1000 * ms), 20), theme(kind).ink(Ink::Accent));
            QCOMPARE(image.pixelColor(xOf(2000 * ms), 2), theme(kind).ink(Ink::Accent));
            QCOMPARE(image.pixelColor(xOf(2000 * ms), 20), theme(kind).ink(Ink::Muted));
        }
    }

    void anotherRunOfTheSameLengthIsDrawnAnew()
    {
        const auto run = [](WaitKind kind) {
            TraceScript script("Alike");
            const TaskId main = script.make("main");
            script.run(main).wait(main, kind);
            script.at(1000 * ms).ready(main).run(main).returns(main).end();
            return script.shared();
        };
        const auto before = run(WaitKind::Sleep);
        const auto after = run(WaitKind::Lock);
        Intervals intervals(*before);
        Intervals others(*after);
        intervals.update();
        others.update();
        const auto show = [&](const Intervals &shown) {
            m_timeline->setIntervals(&shown);
            m_timeline->fit();
        };
        const Theme &colors = theme(ThemeKind::Dark);
        const auto inTheMiddle = [&] {
            const QPoint middle = m_overview->plotRect().center().toPoint();
            return m_overview->grab().toImage().pixelColor(middle.x(), static_cast<int>(m_overview->plotRect().top()));
        };
        const auto mixed = [&](WaitKind kind) {
            // Under the tint of the brush.
            const QColor tint = colors.ink(Ink::Accent);
            const QColor ground = colors.bar(TaskState::Waiting, kind).fill;
            return std::abs(inTheMiddle().red() - (ground.red() * 0.92 + tint.red() * 0.08)) < 3 &&
                   std::abs(inTheMiddle().blue() - (ground.blue() * 0.92 + tint.blue() * 0.08)) < 3;
        };
        show(intervals);
        QTRY_VERIFY(mixed(WaitKind::Sleep));
        show(others);
        QTRY_VERIFY(mixed(WaitKind::Lock));
        m_timeline->setIntervals(nullptr);
    }

    void fewTasksHaveARowEach()
    {
        LaneLayout layout;
        TrackIndex index;
        index.update(*m_intervals);
        layout.update(*m_intervals, index);
        OverviewImage image;
        const Theme &colors = theme(ThemeKind::Dark);
        image.update(*m_intervals, layout, {0, m_intervals->end()}, {400, 62}, colors);
        // The first worker sleeps at once, the last one waits for the semaphore at first.
        const auto at = [&](int x, int row) { return QColor(image.image().pixel(x, row * 2)); };
        QCOMPARE(at(5, 1), colors.bar(TaskState::Waiting, WaitKind::Sleep).fill);
        QCOMPARE(at(5, 30), colors.bar(TaskState::Waiting, WaitKind::Semaphore).fill);
        // The first worker is done long before the end.
        QCOMPARE(at(395, 1), colors.canvas);
    }

    void manyTasksShareRowsAndNoFailureIsLost()
    {
        TraceScript script("Many");
        std::vector<TaskId> tasks;
        for (int i = 0; i < 5000; ++i)
            tasks.push_back(script.make(std::to_string(i)));
        for (const TaskId task : tasks)
            script.run(task).wait(task, WaitKind::Sleep);
        script.at(500 * ms).ready(tasks[1234]).run(tasks[1234]).fails(tasks[1234], "ValueError", "no");
        script.at(1000 * ms).end();
        Intervals intervals(script.store());
        intervals.update();
        TrackIndex index;
        index.update(intervals);
        LaneLayout layout;
        layout.update(intervals, index);
        OverviewImage image;
        const Theme &colors = theme(ThemeKind::Light);
        image.update(intervals, layout, {0, 1000 * ms}, {400, 40}, colors);
        QCOMPARE(QColor(image.image().pixel(200, 1234 * 40 / 5000)), colors.ink(Ink::Failed));
        QCOMPARE(QColor(image.image().pixel(100, 20)), colors.bar(TaskState::Waiting, WaitKind::Sleep).fill);
    }

    void whatIsStuckForEverWaitsWithoutEnd()
    {
        const auto store = deadlockTrace();
        Intervals intervals(*store);
        intervals.update();
        TrackIndex index;
        index.update(intervals);
        LaneLayout layout;
        layout.update(intervals, index);
        OverviewImage image;
        const Theme &colors = theme(ThemeKind::Dark);
        image.update(intervals, layout, {0, intervals.end() * 2}, {400, 40}, colors);
        bool waits = false;
        for (int y = 0; y < 40; ++y)
            waits = waits || QColor(image.image().pixel(399, y)) == colors.bar(TaskState::Waiting, WaitKind::Lock).fill;
        QVERIFY(waits);
    }

    void aRunThatGrowsIsDrawnByItsNewColumns()
    {
        TraceScript script("Live");
        const TaskId main = script.make("main");
        script.run(main).wait(main, WaitKind::Sleep);
        Intervals intervals(script.store());
        TrackIndex index;
        LaneLayout layout;
        OverviewImage image;
        OverviewImage again;
        const Theme &colors = theme(ThemeKind::Dark);
        const TimeRange range{0, 1000 * ms};
        for (int i = 1; i <= 50; ++i) {
            script.at(i * 10 * ms).ready(main).run(main);
            script.wait(main, i % 2 ? WaitKind::Lock : WaitKind::Sleep);
            intervals.update();
            index.update(intervals);
            layout.update(intervals, index);
            image.update(intervals, layout, range, {500, 40}, colors);
        }
        QVERIFY(image.columnsDrawn() < 500 + 50 * 10);
        again.update(intervals, layout, range, {500, 40}, colors);
        QCOMPARE(image.image(), again.image());
    }

private:
    void drag(QPointF from, QPointF to)
    {
        QTest::mousePress(m_overview.get(), Qt::LeftButton, {}, from.toPoint());
        movePointer(*m_overview, to, Qt::LeftButton);
        QTest::mouseRelease(m_overview.get(), Qt::LeftButton, {}, to.toPoint());
    }

    std::unique_ptr<OverviewWidget> m_overview;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestOverview)
#include "tst_overview.moc"

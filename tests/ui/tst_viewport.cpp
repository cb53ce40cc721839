// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/viewport.h"

#include <QSignalSpy>
#include <QTest>

namespace coroscope
{
namespace
{

constexpr Nanoseconds ms = 1'000'000;
constexpr Nanoseconds second = nsPerSecond;

} // namespace

class TestViewport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesMapToPixelsAndBack()
    {
        const TimeScale scale({100 * ms, 300 * ms}, 50, 400);
        QCOMPARE(scale.x(100 * ms), 50.0);
        QCOMPARE(scale.x(300 * ms), 450.0);
        QCOMPARE(scale.x(200 * ms), 250.0);
        QCOMPARE(scale.time(250), 200 * ms);
        QCOMPARE(scale.clampedX(0), 50.0);
        QCOMPARE(scale.clampedX(second), 450.0);
        // The first nanosecond at or right of a pixel, for a pixel that is 0.5 ms wide.
        QCOMPARE(scale.timeFrom(51), 100 * ms + ms / 2);
    }

    void fitShowsTheWholeRunWithRoomForTexts()
    {
        Viewport view;
        view.setExtent(10 * second);
        view.fit();
        QCOMPARE(view.range(), (TimeRange{0, 10'700 * ms}));
        view.setEndMargin(0.25);
        view.fit();
        QCOMPARE(view.range(), (TimeRange{0, 12'500 * ms}));
    }

    void fitShowsARunOfNanosecondsAsWellAsOneOfDays()
    {
        Viewport view;
        view.setExtent(35);
        view.fit();
        QCOMPARE(view.range(), (TimeRange{0, 37}));
        constexpr Nanoseconds day = 86'400 * second;
        view.setExtent(100 * day);
        view.fit();
        QCOMPARE(view.range(), (TimeRange{0, 107 * day}));
        view.reset();
        view.fit();
        QCOMPARE(view.range(), (TimeRange{0, ms}));
    }

    void zoomKeepsWhatIsUnderThePointer()
    {
        Viewport view;
        view.setExtent(10 * second);
        view.setRange({2 * second, 6 * second});
        view.zoom(0.5, 3 * second);
        QCOMPARE(view.range(), (TimeRange{2'500 * ms, 4'500 * ms}));
        view.zoom(2, 3 * second);
        QCOMPARE(view.range(), (TimeRange{2 * second, 6 * second}));
        QVERIFY(!view.isFitted());
    }

    void zoomStopsAtTheShortestRangeWithoutMovingThePointer()
    {
        Viewport view;
        view.setExtent(10 * second);
        view.setRange({0, 10 * second});
        const Nanoseconds around = 2'500 * ms;
        for (int i = 0; i < 200; ++i)
            view.zoom(0.5, around);
        QCOMPARE(view.range().span(), Viewport::minSpan);
        QVERIFY(view.range().contains(around));
        const TimeRange before = view.range();
        view.zoom(0.5, around);
        QCOMPARE(view.range(), before);
    }

    void zoomOutStopsAtFourTimesTheRun()
    {
        Viewport view;
        view.setExtent(10 * second);
        view.fit();
        for (int i = 0; i < 50; ++i)
            view.zoom(3, 5 * second);
        QCOMPARE(view.range(), (TimeRange{0, 42'800 * ms}));
    }

    void nonsenseFactorsChangeNothing()
    {
        Viewport view;
        view.setExtent(second);
        view.fit();
        const TimeRange before = view.range();
        for (const double factor :
             {0.0, -1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
            view.zoom(factor, 0);
        QCOMPARE(view.range(), before);
    }

    void panStaysWithinTheRun()
    {
        Viewport view;
        view.setExtent(10 * second);
        view.setRange({4 * second, 5 * second});
        view.pan(second);
        QCOMPARE(view.range(), (TimeRange{5 * second, 6 * second}));
        view.pan(-100 * second);
        QCOMPARE(view.range(), (TimeRange{0, second}));
        // At the far end a tenth of the view still shows the run.
        view.pan(100 * second);
        QCOMPARE(view.range(), (TimeRange{9'900 * ms, 10'900 * ms}));
    }

    void aLongRunDoesNotOverflow()
    {
        Viewport view;
        view.setExtent(std::numeric_limits<Nanoseconds>::max());
        view.fit();
        view.zoom(1e9, 5 * second);
        view.pan(std::numeric_limits<Nanoseconds>::max() / 4);
        QVERIFY(view.range().from >= 0);
        QVERIFY(view.range().span() > 0);
    }

    void aFittedViewGrowsWithTheRunOnlyWhenItHasTo()
    {
        Viewport view;
        QSignalSpy changed(&view, &Viewport::rangeChanged);
        view.setExtent(300 * ms);
        view.setExtent(900 * ms);
        QCOMPARE(view.range(), (TimeRange{0, second}));
        QCOMPARE(changed.count(), 0);
        view.setExtent(2 * second);
        QCOMPARE(view.range(), (TimeRange{0, 2'640 * ms})); // 7 % for the margin, a quarter to grow into
        QCOMPARE(changed.count(), 1);
    }

    void aZoomedViewFollowsTheEndOfTheRun()
    {
        Viewport view;
        view.setExtent(10 * second);
        view.setRange({9 * second, 10 * second});
        view.setExtent(11 * second);
        QCOMPARE(view.range(), (TimeRange{10'080 * ms, 11'080 * ms}));
        // As long as the end is in sight the view stands still.
        view.setRange({10'500 * ms, 11'500 * ms});
        view.setExtent(11'100 * ms);
        QCOMPARE(view.range(), (TimeRange{10'500 * ms, 11'500 * ms}));
    }

    void aPanEndsFollowingAndFollowingJumpsToTheEnd()
    {
        Viewport view;
        QSignalSpy follows(&view, &Viewport::followsLiveChanged);
        view.setExtent(10 * second);
        view.setRange({8 * second, 9 * second});
        view.pan(-second);
        QVERIFY(!view.followsLive());
        view.setExtent(12 * second);
        QCOMPARE(view.range(), (TimeRange{7 * second, 8 * second}));
        view.setFollowsLive(true);
        QCOMPARE(view.range(), (TimeRange{11'080 * ms, 12'080 * ms}));
        QCOMPARE(follows.count(), 2);
    }

    void scrollAndCursorKeepToTheirLimits()
    {
        Viewport view;
        QSignalSpy scrolled(&view, &Viewport::scrollChanged);
        view.setScrollLimit(100);
        view.setScroll(250);
        QCOMPARE(view.scroll(), 100.0);
        view.setScroll(-5);
        QCOMPARE(view.scroll(), 0.0);
        view.setScroll(80);
        view.setScrollLimit(50);
        QCOMPARE(view.scroll(), 50.0);
        QCOMPARE(scrolled.count(), 5);
        view.setExtent(second);
        view.setCursor(2 * second);
        QCOMPARE(view.cursor(), std::optional(second));
        view.setCursor(-5);
        QCOMPARE(view.cursor(), std::optional<Nanoseconds>(0));
    }

    void aNewRunBeginsAfresh()
    {
        Viewport view;
        view.setExtent(10 * second);
        view.setRange({second, 2 * second});
        view.setCursor(second);
        view.select({TaskId(3), {}});
        view.setFollowsLive(false);
        view.reset();
        QCOMPARE(view.range(), (TimeRange{0, second}));
        QVERIFY(view.isFitted());
        QVERIFY(view.followsLive());
        QVERIFY(!view.cursor());
        QVERIFY(!view.selection().isValid());
        QCOMPARE(view.extent(), 0);
    }

    void nothingIsToldWhenNothingChanges()
    {
        Viewport view;
        view.setExtent(second);
        view.setRange({0, second});
        view.select({TaskId(1), {}});
        QSignalSpy range(&view, &Viewport::rangeChanged);
        QSignalSpy selection(&view, &Viewport::selectionChanged);
        view.setRange({0, second});
        view.select({TaskId(1), {}});
        view.setExtent(second);
        QCOMPARE(range.count(), 0);
        QCOMPARE(selection.count(), 0);
    }

    void oneGoesBackAndForwardThroughViews()
    {
        Viewport view;
        view.setExtent(100 * second);
        view.fit();
        const TimeRange whole = view.range();
        const TimeRange near{10 * second, 20 * second};
        const TimeRange nearer{12 * second, 13 * second};
        view.setRange(near);
        view.setRange(nearer);
        view.goBack();
        QCOMPARE(view.range(), near);
        view.goBack();
        QCOMPARE(view.range(), whole);
        QVERIFY(view.isFitted());
        view.goForward();
        QCOMPARE(view.range(), near);
        view.goForward();
        QCOMPARE(view.range(), nearer);
        QVERIFY(!view.canGoForward());
        view.goForward();
        QCOMPARE(view.range(), nearer);
    }

    void goingElsewhereForgetsTheWayForward()
    {
        Viewport view;
        view.setExtent(100 * second);
        view.fit();
        view.setRange({10 * second, 20 * second});
        view.goBack();
        view.setRange({50 * second, 60 * second});
        QVERIFY(!view.canGoForward());
        view.goBack();
        QVERIFY(view.isFitted());
    }

    void smallMovesCountAsOne()
    {
        Viewport view;
        view.setExtent(100 * second);
        view.setRange({10 * second, 20 * second});
        for (int i = 0; i < 10; ++i)
            view.pan(second / 10);
        QCOMPARE(view.range(), (TimeRange{11 * second, 21 * second}));
        view.goBack();
        QCOMPARE(view.range(), (TimeRange{10 * second, 20 * second}));
        view.goForward();
        QCOMPARE(view.range(), (TimeRange{11 * second, 21 * second}));
    }

    void scrollingIsRememberedToo()
    {
        Viewport view;
        view.setScrollLimit(5000);
        view.setScroll(2000);
        view.goBack();
        QCOMPARE(view.scroll(), 0.0);
        view.goForward();
        QCOMPARE(view.scroll(), 2000.0);
    }

    void theHistoryHasAnEnd()
    {
        Viewport view;
        view.setExtent(1000 * second);
        for (int i = 0; i < 500; ++i)
            view.setRange({i * second, (i + 1) * second});
        int steps = 0;
        while (view.canGoBack() && steps < 1000) {
            view.goBack();
            ++steps;
        }
        QCOMPARE(steps, 99);
        view.reset();
        QVERIFY(!view.canGoBack());
        QVERIFY(!view.canGoForward());
    }

    void aViewThatGoesBackDoesNotFollow()
    {
        Viewport view;
        view.setExtent(100 * second);
        view.fit();
        view.setRange({10 * second, 20 * second});
        view.setFollowsLive(true);
        view.goBack();
        QVERIFY(!view.followsLive());
    }

    void marksStandInOrderOfTime()
    {
        Viewport view;
        QSignalSpy changed(&view, &Viewport::marksChanged);
        const int late = view.addMark(50 * ms, QStringLiteral("late"));
        const int early = view.addMark(10 * ms, {});
        QCOMPARE(view.marks(), (std::vector<TimeMark>{{early, 10 * ms, {}}, {late, 50 * ms, QStringLiteral("late")}}));
        view.setMarkNote(early, QStringLiteral("early"));
        QCOMPARE(view.mark(early)->note, QStringLiteral("early"));
        QCOMPARE(changed.count(), 3);
        QCOMPARE(view.markNear(12 * ms, 5 * ms)->id, early);
        QVERIFY(!view.markNear(20 * ms, 5 * ms));
        view.removeMark(early);
        view.removeMark(early);
        QCOMPARE(changed.count(), 4);
        QVERIFY(!view.mark(early));
        view.reset();
        QVERIFY(view.marks().empty());
    }

    void marksAreTakenFromElsewhere()
    {
        Viewport view;
        view.setMarks({{7, 30 * ms, QStringLiteral("b")}, {7, 20 * ms, QStringLiteral("a")}});
        QCOMPARE(view.marks().size(), 2U);
        QCOMPARE(view.marks().front().note, QStringLiteral("a"));
        QVERIFY(view.marks()[0].id != view.marks()[1].id);
    }

    void aLookReachesAsFarAsTheRun()
    {
        Viewport::Look look;
        look.cursor = 70 * second;
        look.selectedRange = TimeRange{40 * second, 90 * second};
        Viewport view;
        view.setExtent(50 * second);
        view.setLook(look);
        QCOMPARE(view.cursor(), std::optional(50 * second));
        QCOMPARE(view.selectedRange(), (std::optional{TimeRange{40 * second, 50 * second}}));
        look.selectedRange = TimeRange{60 * second, 90 * second};
        view.setLook(look);
        QCOMPARE(view.selectedRange(), std::nullopt);
    }

    void passingByIsNotRemembered()
    {
        Viewport view;
        view.setExtent(100 * second);
        view.fit();
        view.glide({10 * second, 20 * second});
        view.glide({11 * second, 12 * second});
        view.setRange({12 * second, 13 * second});
        view.goBack();
        QVERIFY(view.isFitted());
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestViewport)
#include "tst_viewport.moc"

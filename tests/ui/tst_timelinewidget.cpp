// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/pointer.h"
#include "tests/ui/support/showntimeline.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocumentFragment>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace coroscope
{

class TestTimelineWidget : public QObject, private ShownTimeline<>
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        showTimeline();
    }
    void cleanup() { m_timeline.reset(); }

    void theWheelScrollsTheLanes()
    {
        turnWheel(*m_timeline, {600, 300}, -1);
        QCOMPARE(view().scroll(), 72.0);
        turnWheel(*m_timeline, {600, 300}, -100);
        QCOMPARE(view().scroll(), view().scrollLimit());
        QVERIFY(view().scrollLimit() > 0);
        turnWheel(*m_timeline, {600, 300}, 200);
        QCOMPARE(view().scroll(), 0.0);
    }

    void theScrollBarAndTheViewAgree()
    {
        auto *bar = m_timeline->findChild<QScrollBar *>();
        QVERIFY(bar->isVisible());
        bar->setValue(100);
        QCOMPARE(view().scroll(), 100.0);
        view().setScroll(50);
        QCOMPARE(bar->value(), 50);
        m_timeline->resize(1200, 2000);
        QVERIFY(!bar->isVisible());
        QCOMPARE(view().scroll(), 0.0);
    }

    void controlAndWheelZoomAtThePointer()
    {
        const QPointF point(700, 300);
        const Nanoseconds before = m_timeline->hitAt(point).time;
        const Nanoseconds span = view().range().span();
        turnWheel(*m_timeline, point, 3, Qt::ControlModifier);
        QVERIFY(std::abs(static_cast<double>(view().range().span()) * 1.953125 - static_cast<double>(span)) < 10);
        const Nanoseconds pixel = view().range().span() / 900;
        QVERIFY(std::abs(m_timeline->hitAt(point).time - before) <= pixel);
        turnWheel(*m_timeline, point, -3, Qt::ControlModifier);
        QVERIFY(std::abs(view().range().span() - span) < 10);
    }

    void shiftAndWheelPan()
    {
        view().setRange({1000 * ms, 2000 * ms});
        turnWheel(*m_timeline, {700, 300}, -1, Qt::ShiftModifier);
        QVERIFY(view().range().from > 1000 * ms);
        QCOMPARE(view().range().span(), 1000 * ms);
        QVERIFY(!view().followsLive());
    }

    void draggingPansInTimeAndOverTheLanes()
    {
        view().setRange({1000 * ms, 2000 * ms});
        const Nanoseconds grabbed = m_timeline->hitAt({700, 300}).time;
        QTest::mousePress(m_timeline.get(), Qt::LeftButton, {}, {700, 300});
        movePointer(*m_timeline, {660, 280}, Qt::LeftButton);
        movePointer(*m_timeline, {600, 260}, Qt::LeftButton);
        QTest::mouseRelease(m_timeline.get(), Qt::LeftButton, {}, {600, 260});
        const Nanoseconds pixel = view().range().span() / 900;
        QVERIFY(std::abs(m_timeline->hitAt({600, 260}).time - grabbed) <= 2 * pixel);
        QCOMPARE(view().scroll(), 40.0);
        // That was no click.
        QVERIFY(!view().cursor());
    }

    void draggingBySmallStepsMovesAsFarAsThePointer()
    {
        // Some twenty pixels a nanosecond: a move of one pixel is none in whole nanoseconds.
        view().setRange({1000, 1040});
        const Nanoseconds grabbed = m_timeline->hitAt({700, 200}).time;
        QTest::mousePress(m_timeline.get(), Qt::LeftButton, {}, {700, 200});
        for (int x = 701; x <= 900; ++x)
            movePointer(*m_timeline, QPointF(x, 200), Qt::LeftButton);
        QTest::mouseRelease(m_timeline.get(), Qt::LeftButton, {}, {900, 200});
        QVERIFY(view().range().from < 1000);
        QVERIFY(std::abs(m_timeline->hitAt({900, 200}).time - grabbed) <= 1);
    }

    void keysZoomPanAndFit()
    {
        const TimeRange whole = view().range();
        QTest::keyClick(m_timeline.get(), Qt::Key_W);
        QVERIFY(std::abs(static_cast<double>(view().range().span()) * 1.25 - static_cast<double>(whole.span())) < 10);
        const TimeRange zoomed = view().range();
        QTest::keyClick(m_timeline.get(), Qt::Key_D);
        QVERIFY(view().range().from > zoomed.from);
        QTest::keyClick(m_timeline.get(), Qt::Key_A);
        QCOMPARE(view().range(), zoomed);
        QTest::keyClick(m_timeline.get(), Qt::Key_S);
        QVERIFY(std::abs(view().range().span() - whole.span()) < 10);
        QTest::keyClick(m_timeline.get(), Qt::Key_W);
        QTest::keyClick(m_timeline.get(), Qt::Key_F);
        QCOMPARE(view().range(), whole);
        QTest::keyClick(m_timeline.get(), Qt::Key_W);
        QTest::keyClick(m_timeline.get(), Qt::Key_0);
        QCOMPARE(view().range(), whole);
    }

    void aClickSelectsAndSetsTheCursor()
    {
        const QPoint point(300, 28 + 91 + 24 * 3 + 12);
        QTest::mouseClick(m_timeline.get(), Qt::LeftButton, {}, point);
        QCOMPARE(view().selection().task, TaskId(4));
        QCOMPARE(view().cursor(), std::optional(m_timeline->hitAt(point).time));
        // Esc takes one thing after the other.
        QVERIFY(view().selectedInterval());
        QTest::keyClick(m_timeline.get(), Qt::Key_Escape);
        QVERIFY(!view().selectedInterval());
        QCOMPARE(view().selection().task, TaskId(4));
        QTest::keyClick(m_timeline.get(), Qt::Key_Escape);
        QVERIFY(!view().cursor());
        QVERIFY(view().selection().isValid());
        QTest::keyClick(m_timeline.get(), Qt::Key_Escape);
        QVERIFY(!view().selection().isValid());
        QTest::mouseClick(m_timeline.get(), Qt::LeftButton, {}, {50, 90});
        QCOMPARE(view().selection().object, ObjectId(1));
        QVERIFY(!view().cursor());
    }

    void aClickOnTheRulerSetsTheCursorWhichCanBeDragged()
    {
        QTest::mouseClick(m_timeline.get(), Qt::LeftButton, {}, {500, 10});
        const auto first = view().cursor();
        view().setFollowsLive(true);
        QTest::mousePress(m_timeline.get(), Qt::LeftButton, {}, {500, 10});
        movePointer(*m_timeline, {700, 10}, Qt::LeftButton);
        QTest::mouseRelease(m_timeline.get(), Qt::LeftButton, {}, {700, 10});
        QVERIFY(!view().followsLive());
        QVERIFY(first && view().cursor() && *view().cursor() > *first);
        QVERIFY(!view().selectedRange());
    }

    void draggingOnTheRulerOrWithShiftSelectsARange()
    {
        const auto drag = [this](QPoint from, QPoint to, Qt::KeyboardModifiers keys) {
            QTest::mousePress(m_timeline.get(), Qt::LeftButton, keys, from);
            movePointer(*m_timeline, to, Qt::LeftButton);
            QTest::mouseRelease(m_timeline.get(), Qt::LeftButton, keys, to);
            return view().selectedRange();
        };
        const auto timeAt = [this](int x) { return m_timeline->hitAt({static_cast<double>(x), 10}).time; };
        const TimeRange whole = view().range();
        QCOMPARE(drag({500, 10}, {700, 10}, {}), std::optional(TimeRange{timeAt(500), timeAt(700)}));
        QCOMPARE(drag({900, 300}, {600, 320}, Qt::ShiftModifier), std::optional(TimeRange{timeAt(600), timeAt(900)}));
        // An end of it can be taken to another place.
        QCOMPARE(drag({900, 10}, {1000, 10}, {}), std::optional(TimeRange{timeAt(600), timeAt(1000)}));
        QCOMPARE(view().range(), whole);
        QTest::keyClick(m_timeline.get(), Qt::Key_F);
        QVERIFY(view().range().span() < whole.span() / 2);
        QVERIFY(view().range().contains(view().selectedRange()->from));
        QVERIFY(view().range().contains(view().selectedRange()->to));
        QTest::keyClick(m_timeline.get(), Qt::Key_F);
        QCOMPARE(view().range(), whole);
        QTest::keyClick(m_timeline.get(), Qt::Key_Escape);
        QVERIFY(!view().selectedRange());
    }

    void arrowsMoveSelectionAndCursor()
    {
        QTest::keyClick(m_timeline.get(), Qt::Key_Down);
        QCOMPARE(view().selection().object, ObjectId(1));
        QTest::keyClick(m_timeline.get(), Qt::Key_Down);
        QCOMPARE(view().selection().task, TaskId(1));
        QTest::keyClick(m_timeline.get(), Qt::Key_Up);
        QTest::keyClick(m_timeline.get(), Qt::Key_Up);
        QCOMPARE(view().selection().object, ObjectId(1));
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(m_timeline.get(), Qt::Key_Down);
        QCOMPARE(view().selection().task, TaskId(31));
        // The lane of the selection was scrolled into sight.
        QVERIFY(view().scroll() > 0);
        view().setCursor(1000 * ms);
        QTest::keyClick(m_timeline.get(), Qt::Key_Right);
        QVERIFY(*view().cursor() > 1000 * ms);
        QTest::keyClick(m_timeline.get(), Qt::Key_Left);
        QCOMPARE(view().cursor(), std::optional(1000 * ms));
    }

    void aDoubleClickShowsTheLifeOfATask()
    {
        QSignalSpy activated(m_timeline.get(), &TimelineWidget::activated);
        QTest::mouseDClick(m_timeline.get(), Qt::LeftButton, {}, {700, 28 + 91 + 24 * 6 + 12});
        QCOMPARE(activated.count(), 1);
        const TaskTrack &task = m_intervals->tasks()[6];
        QVERIFY(view().range().contains(task.created));
        QVERIFY(view().range().contains(task.ended));
        QVERIFY(view().range().span() < 2 * (task.ended - task.created));
    }

    void aDoubleClickShowsTheTaskAlsoBesideASelectedRange()
    {
        view().selectRange(TimeRange{10 * ms, 20 * ms});
        QTest::mouseDClick(m_timeline.get(), Qt::LeftButton, {}, {700, 28 + 91 + 24 * 6 + 12});
        const TaskTrack &task = m_intervals->tasks()[6];
        QVERIFY(view().range().contains(task.created));
        QVERIFY(view().range().contains(task.ended));
    }

    void whatIsFoldedAwayIsFoundAtTheLaneThatHoldsIt()
    {
        TraceScript script("Family");
        const TaskId main = script.make("main");
        TaskId last;
        for (int i = 0; i < 40; ++i) {
            last = script.make("parent", main);
            script.make("child", last);
        }
        const TaskId child(last.value + 1);
        script.at(100 * ms).end();
        Intervals intervals(script.store());
        intervals.update();
        m_timeline->setIntervals(&intervals);
        m_timeline->foldAll();
        view().select({child, {}});
        QVERIFY(!m_timeline->selectedLane());
        view().reveal();
        QCOMPARE(view().scroll(), view().scrollLimit() - 12);
        QTest::keyClick(m_timeline.get(), Qt::Key_Up);
        QCOMPARE(view().selection().task, last);
        m_timeline->setIntervals(nullptr);
    }

    void thePointerHighlightsItsLane()
    {
        movePointer(*m_timeline, {700, 28 + 91 + 24 + 12});
        QCOMPARE(view().hovered().task, TaskId(2));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_timeline.get(), &leave);
        QVERIFY(!view().hovered().isValid());
    }

    void aTooltipSaysWhatTheBarIs()
    {
        const QPoint point(260, 28 + 91 + 24 * 10 + 12);
        QVERIFY2(
            m_timeline->tooltipAt(point).startsWith(u"worker(9) waits for sem since 0.000 s, 5th in line, until "_s),
            qPrintable(m_timeline->tooltipAt(point)));
        QHelpEvent help(QEvent::ToolTip, point, m_timeline->mapToGlobal(point));
        QApplication::sendEvent(m_timeline.get(), &help);
        QCOMPARE(QToolTip::text(), m_timeline->tooltipAt(point));
    }

    void aTooltipShowsSignsAsTheyAre()
    {
        const auto shown = [&](const QString &note) {
            view().setMarks({{0, 1000 * ms, note}});
            const QRectF clip = m_timeline->drawList().area(AreaRole::Lanes).clip;
            const TimeScale scale(view().range(), clip.left(), clip.width());
            const QPoint point(static_cast<int>(scale.x(1000 * ms)), 10);
            QHelpEvent help(QEvent::ToolTip, point, m_timeline->mapToGlobal(point));
            QApplication::sendEvent(m_timeline.get(), &help);
            const QString text = QToolTip::text();
            return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
        };
        QCOMPARE(shown(u"this & \"that\""_s), u"this & \"that\""_s);
        QCOMPARE(shown(u"<b>bold</b>"_s), u"<b>bold</b>"_s);
        QCOMPARE(shown(u"one\ntwo < three"_s), u"one\ntwo < three"_s);
    }

    void theGutterCanBeMadeWider()
    {
        const auto gutter = [this] { return m_timeline->drawList().area(AreaRole::Gutter).clip.width(); };
        const double before = gutter();
        const auto edge = static_cast<int>(before);
        QTest::mousePress(m_timeline.get(), Qt::LeftButton, {}, {edge, 300});
        movePointer(*m_timeline, {before + 60, 300}, Qt::LeftButton);
        QTest::mouseRelease(m_timeline.get(), Qt::LeftButton, {}, {edge + 60, 300});
        QCOMPARE(gutter(), before + 60);
    }

    void aLiveRunIsFollowed()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        Intervals live(trace.store());
        live.update();
        m_timeline->setIntervals(&live);
        QCOMPARE(view().range(), (TimeRange{0, nsPerSecond}));
        const auto goOn = [&](Nanoseconds time) {
            trace.at(time).ready(main).run(main).wait(main, WaitKind::Sleep);
            live.update();
            m_timeline->refresh();
        };
        goOn(3 * nsPerSecond);
        QVERIFY(view().range().contains(3 * nsPerSecond));
        turnWheel(*m_timeline, {900, 300}, 10, Qt::ControlModifier);
        goOn(4 * nsPerSecond);
        QVERIFY(view().range().contains(4 * nsPerSecond));
        view().pan(-nsPerSecond / 10);
        const TimeRange left = view().range();
        goOn(9 * nsPerSecond);
        QCOMPARE(view().range(), left);
        view().setFollowsLive(true);
        QVERIFY(view().range().contains(9 * nsPerSecond));
        m_timeline->setIntervals(nullptr);
    }

    void itIsPaintedInBothThemesAndWithoutATrace()
    {
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            m_timeline->setTheme(kind);
            m_timeline->setIntervals(m_intervals.get());
            m_timeline->fit();
            m_timeline->resize(1200, 1000);
            const QImage image = m_timeline->grab().toImage();
            QCOMPARE(image.pixelColor(50, 990), theme(kind).canvas);
            const double left = m_timeline->drawList().area(AreaRole::Gutter).clip.width();
            QCOMPARE(image.pixelColor(static_cast<int>(left), 28 + 91 + 12), theme(kind).running.fill);
            m_timeline->setIntervals(nullptr);
            QCOMPARE(m_timeline->grab().toImage().pixelColor(10, 10), theme(kind).canvas);
        }
    }

    void itCanBeReadByAssistants()
    {
        QCOMPARE(m_timeline->accessibleName(), u"Timeline"_s);
        QVERIFY(!m_timeline->accessibleDescription().isEmpty());
        QCOMPARE(m_timeline->focusPolicy(), Qt::StrongFocus);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestTimelineWidget)
#include "tst_timelinewidget.moc"

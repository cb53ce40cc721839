// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/pointer.h"
#include "tests/ui/support/showntimeline.h"
#include "ui/timeline/causearrows.h"
#include "ui/timeline/inlineentry.h"
#include "ui/timeline/keysdialog.h"
#include "ui/timeline/timelinekeys.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <set>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// Everything that the keys do, on the real widget.
class TestTimelineKeys : public QObject, private ShownTimeline<>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { showTimeline(); }
    void cleanup() { m_timeline.reset(); }

    void noKeyStandsForTwoThings()
    {
        std::set<QString> seen;
        for (const TimelineKey &key : timelineKeys())
            QVERIFY2(seen.insert(key.keyText()).second, qPrintable(key.keyText()));
    }

    void everyActionHasAKeyThatDoesIt()
    {
        std::set<TimelineAction> actions;
        for (const TimelineKey &key : timelineKeys()) {
            actions.insert(key.action);
            // The press of the key as a keyboard would tell it.
            const QString text = key.sign != 0 ? QString(QChar(key.sign)) : QString();
            const QKeyEvent press(QEvent::KeyPress, key.sign != 0 ? int(key.sign) : int(key.key.key()),
                                  key.sign != 0 ? Qt::NoModifier : key.key.keyboardModifiers(), text);
            QCOMPARE(timelineActionOf(press), std::optional(key.action));
        }
        QCOMPARE(actions.size(), static_cast<std::size_t>(TimelineAction::Help) + 1);
    }

    void signsAreFoundWhereverAKeyboardHasThem()
    {
        const auto of = [](int key, Qt::KeyboardModifiers modifiers, const QString &text) {
            return timelineActionOf(QKeyEvent(QEvent::KeyPress, key, modifiers, text));
        };
        // On a German keyboard [ is AltGr and 8, / is Shift and 7, ? is Shift and ß.
        QCOMPARE(of(Qt::Key_BracketLeft, Qt::ControlModifier | Qt::AltModifier, u"["_s),
                 std::optional(TimelineAction::ToWaker));
        QCOMPARE(of(Qt::Key_Slash, Qt::ShiftModifier, u"/"_s), std::optional(TimelineAction::Search));
        QCOMPARE(of(Qt::Key_Question, Qt::ShiftModifier, u"?"_s), std::optional(TimelineAction::Help));
        QCOMPARE(of(Qt::Key_Plus, Qt::ControlModifier, u"+"_s), std::optional<TimelineAction>());
    }

    void theListOfKeysHoldsAllOfThem()
    {
        press(u'?');
        auto *dialog = m_timeline->findChild<KeysDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QStringList listed;
        auto *list = dialog->findChild<QTreeWidget *>();
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            for (int k = 0; k < list->topLevelItem(i)->childCount(); ++k)
                listed += list->topLevelItem(i)->child(k)->text(1).split(u", "_s);
        }
        for (const TimelineKey &key : timelineKeys()) {
            // The comma is what stands between others.
            QVERIFY2(key.sign == u',' || listed.contains(key.keyText()), qPrintable(key.keyText()));
        }
        dialog->close();
    }

    void theTimelineKeepsItsKeysFromMenus()
    {
        QKeyEvent undo(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
        undo.ignore();
        QApplication::sendEvent(m_timeline.get(), &undo);
        QVERIFY(undo.isAccepted());
        QKeyEvent open(QEvent::ShortcutOverride, Qt::Key_O, Qt::ControlModifier);
        open.ignore();
        QApplication::sendEvent(m_timeline.get(), &open);
        QVERIFY(!open.isAccepted());
    }

    void stepsGoForwardAndBack()
    {
        view().setCursor(Moment{0, 0});
        press(Qt::Key_Right, Qt::ControlModifier);
        const auto first = view().cursorEvents();
        QVERIFY(first);
        QCOMPARE(m_store->type(*first - 1), EventType::TaskRunning);
        QVERIFY(cursorText().contains(u"'step 1 of"_s));
        press(Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(*view().cursorEvents() > *first);
        QVERIFY(cursorText().contains(u"'step 2 of"_s));
        QVERIFY(m_timeline->stepBack());
        QCOMPARE(view().cursorEvents(), first);
        QVERIFY(!m_timeline->stepBack());
        QVERIFY(!view().followsLive());
    }

    void aStepBackFromTheEndIsTheLastStep()
    {
        view().setRange({0, 100 * ms});
        QVERIFY(m_timeline->stepBack());
        QVERIFY(!m_timeline->stepForward());
        // The view went along.
        QVERIFY(view().range().contains(*view().cursor()));
    }

    void stepsGoOnWhileARunGrows()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        Intervals live(trace.store());
        live.update();
        m_timeline->setIntervals(&live);
        QVERIFY(m_timeline->stepBack());
        QVERIFY(!m_timeline->stepForward());
        trace.at(100 * ms).ready(main).run(main).wait(main, WaitKind::Sleep);
        live.update();
        m_timeline->refresh();
        QVERIFY(m_timeline->stepForward());
        QCOMPARE(view().cursor(), std::optional(100 * ms));
        QVERIFY(!view().followsLive());
        m_timeline->setIntervals(nullptr);
    }

    void intervalsOfALaneOneByOne()
    {
        view().select({TaskId(8), {}});
        const TaskTrack &task = *m_intervals->task(TaskId(8));
        for (std::size_t i = 0; i < task.intervals.size(); ++i) {
            press(u'.');
            QCOMPARE(view().selectedInterval(), std::optional(task.intervals[i].event));
            QCOMPARE(view().cursorEvents(), std::optional(std::size_t{task.intervals[i].event} + 1));
        }
        press(u'.');
        press(u',');
        QCOMPARE(view().selectedInterval(), std::optional(task.intervals[task.intervals.size() - 2].event));
    }

    void changesOfAnObjectOneByOne()
    {
        view().select({{}, ObjectId(1)});
        const ObjectTrack &sem = *m_intervals->object(ObjectId(1));
        press(u'.');
        QCOMPARE(view().cursor(), std::optional(sem.samples[0].time));
        press(u'.');
        const auto second = view().cursor();
        QVERIFY(*second > sem.samples[0].time);
        press(u',');
        QCOMPARE(view().cursor(), std::optional(sem.samples[0].time));
    }

    void bracketsGoAlongTheArrows()
    {
        // The sixth worker waits until one of the first five gives back its permit.
        view().select({TaskId(7), {}});
        press(u'[');
        const TaskId waker = view().selection().task;
        QVERIFY(waker.isValid() && waker != TaskId(7));
        QVERIFY(view().selectedInterval());
        press(u']');
        QCOMPARE(view().selection().task, TaskId(7));
    }

    void whatCannotBeFollowedIsTold()
    {
        QSignalSpy noted(m_timeline.get(), &TimelineWidget::noted);
        QVERIFY(!m_timeline->goToWaker());
        QVERIFY(!m_timeline->goToWoken());
        // Nobody made the first task.
        view().select({TaskId(1), {}});
        view().setCursor(Moment{0, 3});
        QVERIFY(!m_timeline->goToWaker());
        QCOMPARE(noted.count(), 3);
        QVERIFY(!noted.last().first().toString().isEmpty());
        QCOMPARE(view().selection().task, TaskId(1));
    }

    void aClickOnAnArrowGoesToWhatItLedTo()
    {
        view().select({TaskId(7), {}});
        const DrawList list = m_timeline->drawList();
        const auto &curves = list.area(AreaRole::Causes).curves;
        QVERIFY(!curves.empty());
        const DrawCurve curve = curves.front();
        const QPointF on = pointOn(curve, 0.5);
        QTest::mouseClick(m_timeline.get(), Qt::LeftButton, {}, on.toPoint());
        QCOMPARE(view().selection().task, curve.task);
        QVERIFY(view().selectedInterval());
        QCOMPARE(view().cursorEvents(), std::optional(std::size_t{curve.event} + 1));
    }

    void allArrowsByKey()
    {
        QSignalSpy changed(m_timeline.get(), &TimelineWidget::showsAllArrowsChanged);
        QVERIFY(m_timeline->drawList().area(AreaRole::Causes).curves.empty());
        press(Qt::Key_C);
        QVERIFY(m_timeline->showsAllArrows());
        QVERIFY(m_timeline->drawList().area(AreaRole::Causes).curves.size() > 5);
        press(Qt::Key_Escape);
        QVERIFY(!m_timeline->showsAllArrows());
        QCOMPARE(changed.count(), 2);
    }

    void fFitsWhatIsSelectedAndTwiceTheRun()
    {
        const TimeRange whole = view().range();
        const TaskTrack &task = *m_intervals->task(TaskId(4));
        view().select({TaskId(4), {}});
        press(Qt::Key_F);
        QVERIFY(view().range().span() < whole.span());
        QVERIFY(view().range().contains(task.created) && view().range().contains(task.ended));
        press(Qt::Key_F);
        QCOMPARE(view().range(), whole);
        // An interval goes before its task.
        press(u'.');
        press(u'.');
        press(u'.');
        press(Qt::Key_F);
        const TimeRange near = view().range();
        press(Qt::Key_0);
        QCOMPARE(view().range(), whole);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(view().range(), near);
        press(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(view().range(), whole);
    }

    void homeAndEndPutTheCursorToTheEndsOfTheRun()
    {
        press(Qt::Key_End);
        QCOMPARE(view().cursor(), std::optional(view().extent()));
        press(Qt::Key_Home);
        QCOMPARE(view().cursor(), std::optional<Nanoseconds>(0));
        press(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view().selection().task, TaskId(31));
        press(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(view().selection().object, ObjectId(1));
    }

    void aRangeByKeysBeginsAtTheCursor()
    {
        view().setCursor(1000 * ms);
        press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(view().selectedRange()->from, 1000 * ms);
        const Nanoseconds end = view().selectedRange()->to;
        QVERIFY(end > 1000 * ms);
        press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(view().selectedRange()->to < end);
        QCOMPARE(view().selectedRange()->from, 1000 * ms);
        press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(view().selectedRange()->from < 1000 * ms);
        QCOMPARE(view().selectedRange()->to, 1000 * ms);
    }

    void gGoesToATime()
    {
        press(Qt::Key_G);
        QVERIFY(entry()->isVisible());
        type(u"1.5 s"_s);
        QVERIFY(!entry()->isVisible());
        QCOMPARE(view().cursor(), std::optional(1500 * ms));
        press(Qt::Key_G);
        type(u"+200ms"_s);
        QCOMPARE(view().cursor(), std::optional(1700 * ms));
        press(Qt::Key_G);
        type(u"soon"_s);
        QVERIFY(entry()->isVisible());
        QTest::keyClick(entry()->line(), Qt::Key_Escape);
        QVERIFY(!entry()->isVisible());
        QCOMPARE(view().cursor(), std::optional(1700 * ms));
        QVERIFY(m_timeline->hasFocus());
    }

    void timesAreReadAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("time");
        QTest::newRow("seconds") << u"1.5 s"_s << qint64{1500 * ms};
        QTest::newRow("milliseconds") << u"200ms"_s << qint64{200 * ms};
        QTest::newRow("bare") << u" 2 "_s << qint64{2000 * ms};
        QTest::newRow("end") << u"End"_s << qint64{4000 * ms};
        QTest::newRow("start") << u"start"_s << qint64{0};
        QTest::newRow("share") << u"25%"_s << qint64{1000 * ms};
        QTest::newRow("later") << u"+1 s"_s << qint64{2000 * ms};
        QTest::newRow("earlier") << u"-250 ms"_s << qint64{750 * ms};
        QTest::newRow("before the start") << u"-5"_s << qint64{0};
        QTest::newRow("after the end") << u"1000 h"_s << qint64{4000 * ms};
        QTest::newRow("nothing") << QString() << qint64{-1};
        QTest::newRow("words") << u"soon"_s << qint64{-1};
        QTest::newRow("too much") << u"300%"_s << qint64{-1};
        QTest::newRow("two signs") << u"+-3"_s << qint64{-1};
    }
    void timesAreReadAsPeopleWriteThem()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, time);
        QCOMPARE(parseMoment(text, 4000 * ms, 1000 * ms).value_or(-1), time);
    }

    void mSetsAMarkAndEditsIt()
    {
        view().setCursor(1000 * ms);
        press(Qt::Key_M);
        type(u"look here"_s);
        QCOMPARE(view().marks().size(), 1U);
        QCOMPARE(view().marks().front().note, u"look here"_s);
        QCOMPARE(view().marks().front().time, 1000 * ms);
        QVERIFY(cursorText().contains(u"mark note"_s));
        press(Qt::Key_M);
        QCOMPARE(entry()->line()->text(), u"look here"_s);
        type(u"or here"_s);
        QCOMPARE(view().marks().size(), 1U);
        const QRectF clip = m_timeline->drawList().area(AreaRole::Lanes).clip;
        const TimeScale scale(view().range(), clip.left(), clip.width());
        QCOMPARE(m_timeline->tooltipAt({scale.x(1000 * ms), 10}), u"or here"_s);
        QCOMPARE(view().marks().front().note, u"or here"_s);
        press(Qt::Key_M);
        QTest::mouseClick(entry()->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(view().marks().empty());
        QVERIFY(!entry()->isVisible());
        // Esc makes none.
        press(Qt::Key_M);
        QTest::keyClick(entry()->line(), Qt::Key_Escape);
        QVERIFY(view().marks().empty());
    }

    void theLineClosesWithItsTrace()
    {
        view().setCursor(1000 * ms);
        press(Qt::Key_M);
        QVERIFY(entry()->isVisible());
        m_timeline->setIntervals(m_intervals.get());
        QVERIFY(!entry()->isVisible());
        QVERIFY(view().marks().empty());
    }

    void whatIsWrongWithATimeIsToldToAssistantsToo()
    {
        press(Qt::Key_G);
        type(u"soon"_s);
        QVERIFY(entry()->line()->accessibleDescription().startsWith(u"Type a time"_s));
        type(u"1 s"_s);
        press(Qt::Key_G);
        QCOMPARE(entry()->line()->accessibleDescription(), QString());
    }

    void slashAsksForTheSearch()
    {
        QSignalSpy asked(m_timeline.get(), &TimelineWidget::searchRequested);
        press(u'/');
        QCOMPARE(asked.count(), 1);
    }

    void escapeGivesUpARangeThatIsBeingDrawn()
    {
        QTest::mousePress(m_timeline.get(), Qt::LeftButton, Qt::ShiftModifier, {600, 300});
        movePointer(*m_timeline, {800, 300}, Qt::LeftButton);
        QVERIFY(view().selectedRange());
        press(Qt::Key_Escape);
        QVERIFY(!view().selectedRange());
        movePointer(*m_timeline, {850, 300}, Qt::LeftButton);
        QVERIFY(!view().selectedRange());
        QTest::mouseRelease(m_timeline.get(), Qt::LeftButton, {}, {850, 300});
    }

    void aSmoothMoveArrivesWhereAJumpWould()
    {
        press(Qt::Key_W);
        press(Qt::Key_W);
        const TimeRange jumped = view().range();
        press(Qt::Key_0);
        const TimeRange whole = view().range();
        m_timeline->setAnimated(true);
        press(Qt::Key_W);
        press(Qt::Key_W);
        QCOMPARE(view().range(), whole);
        // A wait for an animation, not for a time: what is there in the end counts.
        QTRY_COMPARE(view().range(), jumped);
        press(Qt::Key_0);
        QTRY_COMPARE(view().range(), whole);
        QVERIFY(view().isFitted());
    }

    void aSmoothMoveGoesOnWhileALiveRunIsFollowed()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        Intervals live(trace.store());
        const auto goOn = [&](Nanoseconds time) {
            trace.at(time).ready(main).run(main).wait(main, WaitKind::Sleep);
            live.update();
            m_timeline->refresh();
        };
        live.update();
        m_timeline->setIntervals(&live);
        goOn(10'000 * ms);
        view().setRange({5'000 * ms, 10'500 * ms});
        view().setFollowsLive(true);
        m_timeline->setAnimated(true);
        const Nanoseconds span = view().range().span();
        m_timeline->zoomIn();
        goOn(12'000 * ms);
        QTRY_VERIFY(std::abs(static_cast<double>(view().range().span()) * 1.25 - static_cast<double>(span)) < 10);
        goOn(12'100 * ms);
        QVERIFY(view().range().contains(12'100 * ms));
        // One to the whole run arrives at once when the run grows beyond it.
        m_timeline->fit();
        goOn(60'000 * ms);
        QVERIFY(view().isFitted());
        QVERIFY(view().range().contains(60'000 * ms));
        m_timeline->setIntervals(nullptr);
    }

    void withoutATraceNothingHappens()
    {
        m_timeline->setIntervals(nullptr);
        for (int action = 0; action <= static_cast<int>(TimelineAction::Forward); ++action)
            m_timeline->perform(static_cast<TimelineAction>(action));
        QVERIFY(!view().selection().isValid());
        QVERIFY(!entry()->isVisible());
    }

private:
    InlineEntry *entry() const { return m_timeline->findChild<InlineEntry *>(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_timeline.get(), key, modifiers);
    }
    void press(char16_t sign) { QTest::keyClick(m_timeline.get(), static_cast<char>(sign)); }
    /// Types into the open line and takes it.
    void type(const QString &text)
    {
        entry()->line()->selectAll();
        QTest::keyClicks(entry()->line(), text);
        QTest::keyClick(entry()->line(), Qt::Key_Return);
    }
    QString cursorText() const { return toText(m_timeline->drawList().area(AreaRole::Cursor)); }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestTimelineKeys)
#include "tst_timelinekeys.moc"

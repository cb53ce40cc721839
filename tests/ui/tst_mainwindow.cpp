// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "tests/ui/support/fakesession.h"
#include "tests/ui/support/pointer.h"
#include "tests/ui/support/sampletraces.h"
#include "ui/models/logmodel.h"
#include "ui/models/tracetablemodel.h"
#include "ui/panels/legendwidget.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/searchbox.h"
#include "ui/panels/taskspanel.h"
#include "ui/panels/transportbar.h"
#include "ui/timeline/timelinewidget.h"

#include <QAction>
#include <QDropEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSlider>
#include <QStandardPaths>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"coroscope-tests"_s);
        QCoreApplication::setApplicationName(u"tst_mainwindow"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        QSettings().clear();
        makeWindow();
    }
    void cleanup()
    {
        m_window.reset();
        m_session = nullptr;
    }

    void anEmptyWindowOffersToOpen()
    {
        QCOMPARE(m_window->windowTitle(), u"Coroscope"_s);
        QCOMPARE(enabled(), QString());
        QVERIFY(!m_window->transport().exportAction()->isEnabled());
        QVERIFY(!m_window->messages().isVisible());
    }

    void openingAScenarioRunsIt()
    {
        m_session->nextStore = semaphoreTrace(30, 5);
        m_window->openFile(u"/somewhere/sem.yaml"_s);
        QCOMPARE(m_session->calls, (QStringList{u"open /somewhere/sem.yaml"_s, u"run"_s}));
        QCOMPARE(m_window->windowTitle(), u"Limit concurrency with a semaphore[*] – Coroscope"_s);
        QCOMPARE(enabled(), u"pause stepBack step stop restart"_s);
        QCOMPARE(m_window->statusText(), u"Running"_s);
        QCOMPARE(m_window->recentFiles(), QStringList(u"/somewhere/sem.yaml"_s));
        QCOMPARE(m_window->log().model()->rowCount(), 31);
    }

    void openingATraceShowsItAndCannotRunIt()
    {
        m_session->nextStore = timeoutTrace();
        m_window->openFile(u"/somewhere/run.coro.jsonl"_s);
        QCOMPARE(m_session->calls, QStringList(u"open /somewhere/run.coro.jsonl"_s));
        QCOMPARE(enabled(), u"stepBack step"_s);
        QVERIFY(m_window->transport().exportAction()->isEnabled());
        QCOMPARE(m_window->statusText(), u"Returned after 1.230 s"_s);
        QCOMPARE(m_window->timeline().view().range(), (TimeRange{0, 1'316'100'000}));
    }

    void buttonsFollowTheState()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/a.yaml"_s);
        click(u"pauseButton"_s);
        QCOMPARE(enabled(), u"run stepBack step stop restart"_s);
        QCOMPARE(m_window->statusText(), u"Paused"_s);
        click(u"runButton"_s);
        QCOMPARE(enabled(), u"pause stepBack step stop restart"_s);
        click(u"stepButton"_s);
        QCOMPARE(enabled(), u"run stepBack step stop restart"_s);
        click(u"stopButton"_s);
        QCOMPARE(enabled(), u"stepBack step"_s);
        m_session->finish();
        QCOMPARE(enabled(), u"run stepBack step restart"_s);
        click(u"restartButton"_s);
        QCOMPARE(enabled(), u"pause stepBack step stop restart"_s);
        QCOMPARE(m_session->calls.mid(2), (QStringList{u"pause"_s, u"resume"_s, u"step"_s, u"stop"_s, u"restart"_s}));
    }

    void keysDoTheSame()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/a.yaml"_s);
        m_session->calls.clear();
        TimelineWidget &timeline = m_window->timeline();
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_Space);
        QTest::keyClick(&timeline, Qt::Key_Space);
        QTest::keyClick(&timeline, Qt::Key_F10);
        QTest::keyClick(&timeline, Qt::Key_F5);
        QTest::keyClick(&timeline, Qt::Key_F6);
        QTest::keyClick(&timeline, Qt::Key_F5, Qt::ShiftModifier);
        QCOMPARE(m_session->calls,
                 (QStringList{u"pause"_s, u"resume"_s, u"step"_s, u"resume"_s, u"pause"_s, u"stop"_s}));
    }

    void newEventsComeInWhileItRuns()
    {
        TraceScript trace("Live");
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        m_session->nextStore = trace.shared();
        m_window->openFile(u"/a.yaml"_s);
        trace.at(2500 * ms).ready(main).run(main).log(main, "half-way").wait(main, WaitKind::Sleep);
        // The frame timer brings them in.
        QTRY_COMPARE(m_window->log().model()->rowCount(), 1);
        QVERIFY(m_window->timeline().view().range().contains(2500 * ms));
        trace.at(3000 * ms).ready(main).run(main).returns(main).end();
        m_session->finish();
        QCOMPARE(m_window->statusText(), u"Returned after 3.000 s"_s);
        QCOMPARE(m_window->timeline().view().range(), (TimeRange{0, 3210 * ms}));
    }

    void aFrameTakesInNoMoreThanItHasTimeFor()
    {
        TraceScript trace("Very fast");
        const TaskId main = trace.make("main");
        for (int i = 0; i < 40'000; ++i)
            trace.at(i * ms).run(main).wait(main, WaitKind::Yield);
        trace.log(main, "last").returns(main).end();
        const auto store = trace.shared();
        m_session->nextStore = store;
        m_window->setFrameBudget(std::chrono::milliseconds(0));
        // Of two frames: when the store came and when the state changed.
        m_window->openFile(u"/a.jsonl"_s);
        QVERIFY(m_window->statusText().startsWith(u"Drawing the run: 32,768 of 80,00"_s));
        QCOMPARE(m_window->log().model()->rowCount(), 0);
        // The others come on their own, although the run is over.
        QTRY_COMPARE(m_window->statusText(), u"Returned after 39.999 s"_s);
        QCOMPARE(m_window->log().model()->rowCount(), 1);
        QVERIFY(m_window->timeline().view().range().contains(39'999 * ms));
    }

    void anotherRunDoesNotWaitForTheOneBefore()
    {
        m_window->setFrameBudget(std::chrono::milliseconds(0));
        m_session->nextStore = crowdTrace(20'000);
        m_window->openFile(u"/a.jsonl"_s);
        QVERIFY(m_window->statusText().startsWith(u"Drawing the run"_s));
        m_session->nextStore = timeoutTrace();
        m_window->openFile(u"/b.jsonl"_s);
        QCOMPARE(m_window->statusText(), u"Returned after 1.230 s"_s);
    }

    void betweenTwoEventsTheClockGoesOn()
    {
        TraceScript trace("Asleep");
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        m_session->nextStore = trace.shared();
        m_window->openFile(u"/a.yaml"_s);
        m_session->clock = 500 * ms;
        m_window->takeEvents();
        QCOMPARE(m_window->timeline().view().extent(), 500 * ms);
        m_session->clock = 700 * ms;
        m_window->takeEvents();
        QCOMPARE(m_window->timeline().view().extent(), 700 * ms);
        // The end is where the trace has it.
        trace.at(1000 * ms).run(main).returns(main).end();
        m_window->takeEvents();
        QCOMPARE(m_window->timeline().view().extent(), 1000 * ms);
    }

    void aStepShowsItsEventsAtOnce()
    {
        TraceScript trace("Steps");
        const TaskId main = trace.make("main");
        m_session->nextStore = trace.shared();
        m_window->openFile(u"/a.yaml"_s);
        m_session->pause();
        trace.at(40 * ms).run(main).log(main, "one");
        m_session->stepOnce();
        QCOMPARE(m_window->log().model()->rowCount(), 1);
    }

    void restartingShowsTheNewRunOnly()
    {
        m_session->nextStore = semaphoreTrace(30, 5);
        m_window->openFile(u"/a.yaml"_s);
        m_window->timeline().view().select({TaskId(20), {}});
        m_session->nextStore = deadlockTrace();
        click(u"restartButton"_s);
        QVERIFY(!m_window->timeline().view().selection().isValid());
        QCOMPARE(m_window->log().model()->rowCount(), 1);
        m_session->finish();
        QVERIFY(m_window->statusText().startsWith(u"Deadlock at 0.130 s"_s));
    }

    void wheelAndKeysMoveTheTimelineInTheWindow()
    {
        m_session->nextStore = crowdTrace(200);
        m_window->openFile(u"/a.jsonl"_s);
        TimelineWidget &timeline = m_window->timeline();
        const Nanoseconds span = timeline.view().range().span();
        turnWheel(timeline, {600, 200}, 2, Qt::ControlModifier);
        QVERIFY(timeline.view().range().span() < span);
        turnWheel(timeline, {600, 200}, -1);
        QVERIFY(timeline.view().scroll() > 0);
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_F);
        QCOMPARE(timeline.view().range().span(), span);
    }

    void followLiveGoesBothWays()
    {
        m_session->nextStore = semaphoreTrace(30, 5);
        m_window->openFile(u"/a.yaml"_s);
        QAction *follow = m_window->transport().followAction();
        QVERIFY(follow->isChecked());
        m_window->timeline().view().setRange({0, 500 * ms});
        turnWheel(m_window->timeline(), {600, 200}, -1, Qt::ShiftModifier);
        QVERIFY(!follow->isChecked());
        m_window->timeline().setFocus();
        QTest::keyClick(&m_window->timeline(), Qt::Key_L);
        QVERIFY(m_window->timeline().view().followsLive());
        QVERIFY(m_window->timeline().view().range().contains(m_window->timeline().view().extent()));
        click(u"followLive"_s);
        QVERIFY(!m_window->timeline().view().followsLive());
    }

    void theSpeedReachesTheSession()
    {
        QSlider *slider = m_window->transport().speedSlider();
        QCOMPARE(m_session->speed, 1.0);
        slider->setValue(slider->maximum());
        QCOMPARE(m_session->speed, 0.0);
        QCOMPARE(m_window->transport().speedText(), u"max"_s);
        slider->setValue(slider->minimum());
        QCOMPARE(m_session->speed, 0.1);
        QCOMPARE(m_window->transport().speedText(), u"0.1×"_s);
        m_window->transport().setSpeed(4.7);
        QCOMPARE(m_session->speed, 5.0);
    }

    void faultsAreToldInTheWindow()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/good.yaml"_s);
        m_session->nextFault =
            u"bad.yaml:14:7: error: unknown verb 'slep'\nbad.yaml:20:3: error: 'sem' is not an object"_s;
        m_window->openFile(u"/bad.yaml"_s);
        const MessageArea &messages = m_window->messages();
        QVERIFY(messages.isVisible());
        QCOMPARE(messages.details(), m_session->nextFault);
        QCOMPARE(messages.summary(), u"2 faults were found; nothing was run"_s);
        // What was open stays, and the broken file is not among the recent ones.
        QVERIFY(m_window->windowTitle().startsWith(u"Limit concurrency"_s));
        QCOMPARE(m_window->recentFiles(), QStringList(u"/good.yaml"_s));
        m_session->nextFault.clear();
        m_window->openFile(u"/good.yaml"_s);
        QVERIFY(!messages.isVisible());
    }

    void aRunThatFailsIsToldAsARunThatFails()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/a.yaml"_s);
        m_session->finish();
        Q_EMIT m_session->failed(u"main failed at line 3: ValueError: too few"_s);
        QCOMPARE(m_window->messages().summary(), u"The run did not end well"_s);
        m_session->nextFault = u"b.yaml: error: cannot be read"_s;
        m_window->openFile(u"/b.yaml"_s);
        QCOMPARE(m_window->messages().summary(), u"That did not work"_s);
    }

    void aLongMessageIsShownWholeOrScrolls()
    {
        m_window->resize(900, 480);
        MessageArea &messages = m_window->messages();
        auto *scroll = messages.findChild<QScrollArea *>();
        messages.showMessage(u"Short"_s, u"one line"_s);
        QTRY_VERIFY(scroll->isVisible());
        const int line = scroll->widget()->fontMetrics().lineSpacing();
        QVERIFY(scroll->height() < 2 * line);
        messages.showMessage(u"Wrapped"_s, u"many words "_s.repeated(20));
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
        QVERIFY(scroll->height() >= 2 * line);
        messages.showMessage(u"Long"_s, u"a line\n"_s.repeated(200));
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QVERIFY(scroll->height() <= m_window->height() / 4);
    }

    void theTimelineHasRoomInALowWindow()
    {
        m_session->nextStore = timeoutTrace();
        m_window->openFile(u"/a.jsonl"_s);
        m_window->resize(900, 480);
        QTRY_VERIFY(m_window->timeline().height() >= 170);
        QTRY_VERIFY(m_window->log().height() >= 60);
    }

    void aMessageIsNotCoveredInTheLowestWindow()
    {
        m_session->nextStore = timeoutTrace();
        m_window->openFile(u"/a.jsonl"_s);
        m_window->resize(m_window->minimumSize());
        MessageArea &messages = m_window->messages();
        messages.showMessage(u"Faults"_s, u"one\ntwo\nthree\nfour"_s);
        auto *scroll = messages.findChild<QScrollArea *>();
        QTRY_VERIFY(scroll->geometry().bottom() < messages.height());
        QTRY_VERIFY(messages.geometry().bottom() < m_window->timeline().geometry().top());
        QTRY_VERIFY(messages.height() >= messages.minimumSizeHint().height());
    }

    void aDroppedFileIsOpened()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(u"/dropped.yaml"_s)});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &drop);
        QCOMPARE(m_session->path(), u"/dropped.yaml"_s);
        QMimeData web;
        web.setUrls({QUrl(u"https://example.org/x.yaml"_s)});
        QDragEnterEvent other({50, 50}, Qt::CopyAction, &web, Qt::LeftButton, {});
        other.ignore();
        QApplication::sendEvent(m_window.get(), &other);
        QVERIFY(!other.isAccepted());
    }

    void recentFilesAreNewestFirstAndTenAtMost()
    {
        m_session->nextStore = semaphoreTrace(2, 1);
        for (int i = 0; i < 12; ++i)
            m_window->openFile(u"/files/%1.jsonl"_s.arg(i));
        m_window->openFile(u"/files/5.jsonl"_s);
        m_window->openFile(u":/scenarios/built-in.yaml"_s);
        QCOMPARE(m_window->recentFiles().size(), 10);
        QCOMPARE(m_window->recentFiles().mid(0, 2), (QStringList{u"/files/5.jsonl"_s, u"/files/11.jsonl"_s}));
    }

    void picturesShowTheVisibleRange()
    {
        m_session->nextStore = semaphoreTrace(8, 3);
        m_window->openFile(u"/a.jsonl"_s);
        const QString file = m_folder.filePath(u"view.svg"_s);
        const auto text = [&] {
            QFile svg(file);
            return svg.open(QIODevice::ReadOnly) ? QString::fromUtf8(svg.readAll()) : QString();
        };
        QVERIFY(m_window->savePicture(file));
        QVERIFY(text().contains(u"Limit concurrency with a semaphore"_s));
        QVERIFY(text().contains(u"0.0 s"_s));
        QVERIFY(m_window->statusText().startsWith(u"Saved "_s));
        m_window->timeline().view().setRange({100 * ms, 140 * ms});
        QVERIFY(m_window->savePicture(file));
        QVERIFY(text().contains(u"120 ms"_s));
        QVERIFY(!m_window->savePicture(m_folder.filePath(u"no/folder/x.png"_s)));
        QCOMPARE(QSettings().value("pictureFolder").toString(), m_folder.path());
        QCOMPARE(m_window->messages().summary(), u"The picture was not saved"_s);
        QVERIFY(m_window->messages().details().contains(u"x.png: error: cannot be written"_s));
    }

    void theEndOfARunLeavesTheViewOfAMomentInThePast()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/a.yaml"_s);
        Viewport &view = m_window->timeline().view();
        view.setFollowsLive(false);
        const Nanoseconds end = view.extent();
        view.setExtent(end / 2);
        view.fit();
        view.setCursor(10 * ms);
        view.setExtent(end);
        const TimeRange seen = view.range();
        m_session->finish();
        QCOMPARE(view.range(), seen);
        view.setCursor(std::nullopt);
        m_session->finish();
        QVERIFY(view.range().to > seen.to);
    }

    void tabsOfPanelsStandOnNoLine()
    {
        const auto lines = [this] {
            QCoreApplication::processEvents();
            int found = 0;
            for (const QTabBar *bar : m_window->findChildren<QTabBar *>())
                found += bar->drawBase() ? 1 : 0;
            return found;
        };
        QCOMPARE(lines(), 0);
        m_window->setTheme(ThemeKind::Light);
        QCOMPARE(lines(), 0);
        m_window->close();
        makeWindow();
        QCOMPARE(lines(), 0);
    }

    void theLegendIsNeverCutOff()
    {
        auto *legend = m_window->findChild<LegendWidget *>();
        const int before = legend->minimumHeight();
        legend->setWaitKinds((1U << waitKindCount) - 1);
        QVERIFY(legend->heightForWidth(legend->width()) > before);
        QCOMPARE(legend->minimumHeight(), legend->heightForWidth(legend->width()));
    }

    void aTraceThatIsReadForAWhileShowsABar()
    {
        auto *bar = m_window->findChild<QWidget *>(u"openingBar"_s)->findChild<QProgressBar *>();
        QVERIFY(bar && !bar->isVisible());
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/a.yaml"_s);
        m_session->calls.clear();
        m_session->readsForAWhile = true;
        m_session->nextStore = timeoutTrace();
        m_window->openFile(u"/long.coro.jsonl"_s);
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value(), 0);
        Q_EMIT m_session->openingProgressed(0.25);
        QCOMPARE(bar->value(), bar->maximum() / 4);
        // What was open is neither run again nor said to be opened.
        QCOMPARE(m_session->calls, QStringList(u"open /long.coro.jsonl"_s));
        QCOMPARE(m_window->recentFiles(), QStringList(u"/a.yaml"_s));
        m_session->endReading();
        QVERIFY(!bar->isVisible());
        QCOMPARE(m_window->recentFiles(), (QStringList{u"/long.coro.jsonl"_s, u"/a.yaml"_s}));
        QCOMPARE(m_window->statusText(), u"Returned after 1.230 s"_s);
    }

    void readingATraceIsGivenUpInTheWindow()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/a.yaml"_s);
        m_session->finish();
        m_session->calls.clear();
        m_session->readsForAWhile = true;
        m_window->openFile(u"/long.coro.jsonl"_s);
        auto *cancel = m_window->findChild<QWidget *>(u"openingBar"_s)->findChild<QPushButton *>();
        QVERIFY(cancel->isVisible());
        cancel->setFocus();
        QTest::keyClick(cancel, Qt::Key_Space);
        QCOMPARE(m_session->calls, (QStringList{u"open /long.coro.jsonl"_s, u"cancelOpening"_s}));
        QVERIFY(!cancel->isVisible());
        QVERIFY(m_window->timeline().hasFocus());
        QVERIFY(!m_window->messages().isVisible());
        QVERIFY(m_window->windowTitle().startsWith(u"Limit concurrency"_s));
        // Another file that turns out to be broken is a matter of that file, not of the run.
        m_session->nextFault = u"broken.coro.jsonl:1: error: not a trace"_s;
        m_window->openFile(u"/broken.coro.jsonl"_s);
        m_session->endReading();
        QCOMPARE(m_window->messages().summary(), u"That did not work"_s);
        QCOMPARE(m_window->recentFiles(), QStringList(u"/a.yaml"_s));
    }

    void aTraceThatIsReadInPartIsNoFailure()
    {
        m_session->nextStore = timeoutTrace();
        m_session->readsForAWhile = true;
        m_window->openFile(u"/cut.coro.jsonl"_s);
        const auto fault = u"cut.coro.jsonl:7: error: the file ends in the middle of this line"_s;
        Q_EMIT m_session->failed(fault);
        m_session->endReading();
        QCOMPARE(m_window->messages().summary(), u"Only a part of the trace could be read"_s);
        QCOMPARE(m_window->messages().details(), fault);
        QCOMPARE(m_window->recentFiles(), QStringList(u"/cut.coro.jsonl"_s));
    }

    void themeSpeedAndPlaceAreRemembered()
    {
        QVERIFY(m_window->themeKind() == ThemeKind::Dark);
        QAction *light = nullptr;
        for (QAction *action : m_window->findChildren<QAction *>()) {
            if (action->text() == u"&Light")
                light = action;
        }
        QVERIFY(light);
        light->trigger();
        QVERIFY(m_window->themeKind() == ThemeKind::Light);
        QVERIFY(light->isChecked());
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme(ThemeKind::Light).window);
        m_window->transport().setSpeed(10);
        m_window->resize(1111, 777);
        m_window->close();
        makeWindow();
        QVERIFY(m_window->themeKind() == ThemeKind::Light);
        QCOMPARE(m_session->speed, 10.0);
        QCOMPARE(m_window->size(), QSize(1111, 777));
    }

    void closingStopsTheRun()
    {
        m_session->nextStore = semaphoreTrace(5, 2);
        m_window->openFile(u"/a.yaml"_s);
        m_window->close();
        QCOMPARE(m_session->calls.last(), u"stop"_s);
    }

    void aLogLineLeadsToItsMoment()
    {
        m_session->nextStore = timeoutTrace();
        m_window->openFile(u"/a.jsonl"_s);
        Q_EMIT m_window->log().table()->activated(m_window->log().model()->index(0, 2));
        QCOMPARE(m_window->timeline().view().cursor(), std::optional(640 * ms));
        QCOMPARE(m_window->timeline().view().selection().task, TaskId(6));
    }

    void aFilterOfTheWindowNarrowsLanesAndTables()
    {
        m_session->nextStore = timeoutTrace();
        m_window->openFile(u"/a.jsonl"_s);
        auto *search = m_window->findChild<SearchBox *>();
        auto *tasks = m_window->findChild<TasksPanel *>();
        QVERIFY(search && tasks);
        const auto lanes = [&] {
            int count = 0;
            for (const Lane &lane : m_window->timeline().lanes().lanes())
                count += lane.kind == LaneKind::Task ? 1 : 0;
            return count;
        };
        QCOMPARE(lanes(), 9);
        search->setFilter(u"name:fetch* -state:returned"_s);
        // Those that it lets through, and the task over them.
        QTRY_COMPARE(lanes(), 3);
        QCOMPARE(tasks->model().rowCount(), 2);
        search->setFilter({});
        QTRY_COMPARE(lanes(), 9);
        QCOMPARE(tasks->model().rowCount(), 9);
    }

    void everyActionHasATextAndEveryButtonAName()
    {
        const auto actions = m_window->transport().actions();
        for (const QAction *action : actions)
            QVERIFY(action->isSeparator() || !action->text().isEmpty() ||
                    m_window->transport().widgetForAction(const_cast<QAction *>(action)));
        for (const QString &name : {u"run"_s, u"pause"_s, u"stepBack"_s, u"step"_s, u"stop"_s, u"restart"_s}) {
            const auto *button = m_window->findChild<QWidget *>(name + u"Button"_s);
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(!button->toolTip().isEmpty());
        }
        QStringList titles;
        for (const QAction *menu : m_window->menuBar()->actions())
            titles += menu->text();
        QCOMPARE(titles, (QStringList{u"&File"_s, u"&Run"_s, u"&View"_s, u"&Lanes"_s, u"&Help"_s}));
    }

    void helpDoesNotBlockTheWindow()
    {
        for (const QAction *action : m_window->findChildren<QAction *>()) {
            if (action->text() == u"&Keys" || action->text() == u"&About Coroscope")
                const_cast<QAction *>(action)->trigger();
        }
        const auto boxes = m_window->findChildren<QDialog *>();
        QCOMPARE(boxes.size(), 2);
        for (QDialog *box : boxes) {
            QVERIFY(box->isVisible());
            QVERIFY(!box->isModal());
            box->close();
        }
    }

    void manyRunsInARowLeaveNothingBehind()
    {
        for (int i = 0; i < 20; ++i) {
            m_session->nextStore = i % 2 ? crowdTrace(50) : timeoutTrace();
            const std::weak_ptr<EventStore> store = m_session->nextStore;
            m_window->openFile(u"/a.yaml"_s);
            m_session->finish();
            m_session->nextStore = queueTrace();
            m_window->openFile(u"/b.yaml"_s);
            QVERIFY(store.expired());
        }
    }

private:
    void makeWindow()
    {
        m_window.reset();
        auto session = std::make_unique<FakeSession>();
        m_session = session.get();
        m_window = std::make_unique<MainWindow>(std::move(session));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    /// The run buttons that can be pressed.
    QString enabled() const
    {
        QStringList names;
        for (const QString &name : {u"run"_s, u"pause"_s, u"stepBack"_s, u"step"_s, u"stop"_s, u"restart"_s}) {
            if (m_window->findChild<QWidget *>(name + u"Button"_s)->isEnabled())
                names += name;
        }
        return names.join(u' ');
    }

    void click(const QString &name)
    {
        auto *button = m_window->findChild<QToolButton *>(name);
        QVERIFY2(button && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    QTemporaryDir m_folder;
    FakeSession *m_session = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestMainWindow)
#include "tst_mainwindow.moc"

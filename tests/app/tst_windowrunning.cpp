// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "ui/models/problemmodel.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/knobwidget.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/taskspanel.h"
#include "ui/panels/transportbar.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QSlider>
#include <QTableView>
#include <QThreadPool>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

// At the speed of the tests that look at a run that goes on, nothing comes of its sleeps by itself.
constexpr double slowest = 0.1;
constexpr const char *sleepers = R"(coroscope: 1
title: Sleepers
coroutines:
  sleeper(i):
    - log: ${i} lies down
    - sleep: ${10000 * (i + 1)}
    - log: ${i} is up
main:
  - gather: sleeper(i)
    for: i in range(2)
)";

constexpr const char *busy = R"(coroscope: 1
title: Busy
main:
  - while: true
    do:
      - sleep: 0
)";

constexpr const char *blocks = R"(coroscope: 1
title: Blocks
clock: real
main:
  - log: now it blocks
  - block: 1h
)";

QStringList problems(test::WindowDriver &driver)
{
    auto &panel = driver.panel<ProblemsPanel>();
    panel.finish();
    QStringList rows;
    for (int row = 0; row < panel.model()->rowCount(); ++row)
        rows += panel.model()->rowText(row);
    return rows;
}

} // namespace

/// Runs in the window, from opening a file to closing the window.
class TestWindowRunning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s)); }

    void aFileThatIsOpenedRunsAndIsShown()
    {
        test::WindowDriver driver;
        const QString path = driver.file(u"baton.coro.yaml"_s, test::baton);
        QVERIFY(driver.openAndRun(path));
        QCOMPARE(driver.window().windowTitle(), u"Baton[*] – Coroscope"_s);
        QCOMPARE(driver.window().statusText(), u"Returned after 0.600 s"_s);
        QCOMPARE(driver.lanes(), (QStringList{u"event loop"_s, u"baton"_s, u"main"_s, u"gather of 3"_s, u"runner(0)"_s,
                                              u"runner(1)"_s, u"runner(2)"_s}));
        QCOMPARE(driver.log(),
                 (QStringList{u"0.000 s | runner(0) | runner 0 runs"_s, u"0.100 s | runner(1) | runner 1 runs"_s,
                              u"0.300 s | runner(2) | runner 2 runs"_s, u"0.600 s | main | all are there"_s}));
        QCOMPARE(driver.panel<ScenarioEditor>().lines().join(u'\n'), QString::fromLatin1(test::baton));
        QCOMPARE(driver.details(), u"Baton | run | returned | virtual clock\n"
                                   "THE RUN\ntime\n0.600 s\ntasks\n4\nsteps\n10\nevents\n50\n\n"
                                   "TASKS\nreturned\n4\n\n"
                                   "CRITICAL PATH\nmain ← runner(2) ← runner(1) ← runner(0) ← main\n"
                                   "50 % of 600 ms is spent in sleep\n50 % queueing on baton\n\n"
                                   "Select a task or an object to see what it does at the cursor."_s);
        QCOMPARE(problems(driver), QStringList());
        QCOMPARE(driver.window().recentFiles(), QStringList(path));
        QVERIFY(!driver.window().messages().isVisible());
    }

    void aRunIsPausedSteppedAndGoesOn()
    {
        test::WindowDriver driver(slowest);
        driver.window().openFile(driver.file(u"sleepers.yaml"_s, sleepers));
        QTRY_COMPARE(driver.log().size(), 2);
        QVERIFY(driver.session().state() == RunState::Running);
        driver.focusTimeline();
        driver.key(Qt::Key_Space);
        QVERIFY(driver.comesTo(RunState::Paused));
        QCOMPARE(driver.window().statusText(), u"Paused"_s);
        // A step of the first sleeper, then back into what was.
        driver.push(u"stepButton"_s);
        QTRY_COMPARE(driver.log().size(), 3);
        QCOMPARE(driver.log().last(), u"10000.000 s | sleeper(0) | 0 is up"_s);
        driver.push(u"stepBackButton"_s);
        QCOMPARE(driver.cursor(), 10'000'000.0);
        driver.push(u"stepBackButton"_s);
        QCOMPARE(driver.cursor(), 0.0);
        driver.openDock(u"tasksDock"_s);
        const QTableView &tasks = driver.panel<TasksPanel>().table();
        QCOMPARE(driver.rows(tasks).value(2).section(u" | "_s, 0, 2), u"sleeper(1) | running | "_s);
        QVERIFY(driver.session().state() == RunState::Paused);
        // Forward through what was recorded, then the run itself.
        driver.push(u"stepButton"_s);
        QCOMPARE(driver.log().size(), 3);
        driver.push(u"stepButton"_s);
        driver.push(u"stepButton"_s);
        QTRY_COMPARE(driver.log().size(), 4);
        auto &speed = driver.named<QSlider>(u"speed"_s);
        speed.setFocus();
        driver.key(Qt::Key_End);
        QCOMPARE(driver.window().transport().speedText(), u"max"_s);
        driver.key(Qt::Key_F5);
        QVERIFY(driver.runsToEnd());
        QCOMPARE(driver.window().statusText(), u"Returned after 20000.000 s"_s);
    }

    void aCursorStaysWhileTheRunGoesOnUnderneath()
    {
        test::WindowDriver driver;
        driver.window().openFile(driver.file(u"busy.yaml"_s, busy));
        QTRY_VERIFY(driver.session().store() && driver.session().store()->size() > 1000);
        driver.focusTimeline();
        driver.key(Qt::Key_Home);
        QTRY_VERIFY(driver.timeline().intervals()->eventCount() > 1000);
        QCOMPARE(driver.cursor(), 0.0);
        QVERIFY(driver.session().state() == RunState::Running);
        driver.key(Qt::Key_F5, Qt::ShiftModifier);
        QVERIFY(driver.comesTo(RunState::Finished));
        QCOMPARE(driver.cursor(), 0.0);
        QTRY_VERIFY(driver.isWhole());
        QCOMPARE(driver.window().statusText(), u"Stopped at 0.000 s"_s);
    }

    void aDeadlockIsSpelledOut()
    {
        test::WindowDriver driver;
        QVERIFY(driver.openAndRun(u":/scenarios/limits/deadlock-two-locks.coro.yaml"_s));
        QCOMPARE(driver.window().statusText(),
                 u"Deadlock at 0.500 s: nothing can go on; Problems tells who waits for whom"_s);
        QCOMPARE(problems(driver), (QStringList{u"0.500 s: Deadlock at 0.500 s: 3 tasks wait for ever."_s,
                                                u"eat(Plato, left, right) holds left, waits for right"_s,
                                                u"eat(Socrates, right, left) holds right, waits for left"_s}));
        QTRY_COMPARE(driver.named<QDockWidget>(u"problemsDock"_s).windowTitle(), u"Problems 1"_s);
        driver.openDock(u"problemsDock"_s);
        const QTableView &table = *driver.panel<ProblemsPanel>().table();
        driver.doubleClick(*table.viewport(), table.visualRect(table.model()->index(1, 1)).center());
        QCOMPARE(driver.selected(), u"eat(Plato, left, right)"_s);
        QCOMPARE(driver.details().trimmed(), u"eat(Plato, left, right) | task 2 | waiting on right | at 0.500 s\n"
                                             "WHY IT WAITS\n"
                                             "right is held by eat(Socrates, right, left) since 0.000 s.\n"
                                             "eat(Socrates, right, left) is waiting on left\n"
                                             "1st in line\n"
                                             "Deadlock:\n"
                                             "eat(Plato, left, right) holds left, waits for right\n"
                                             "eat(Socrates, right, left) holds right, waits for left\n"
                                             "AWAITS\n"
                                             "main\n"
                                             "└ gather of 2\n"
                                             "└ eat(Plato, left, right)\n"
                                             "└ right.acquire()   line 20\n"
                                             "ITS TIME\n"
                                             "sleep\n"
                                             "500 ms"_s);
        QCOMPARE(driver.runningLine(), 0);
        QCOMPARE(driver.selectedLine(), 20);
    }

    void aRunThatFailsSaysWhere()
    {
        test::WindowDriver driver;
        QVERIFY(driver.openAndRun(driver.file(u"fails.yaml"_s, "coroscope: 1\ntitle: Fails\nmain:\n  - sleep: 1\n"
                                                               "  - raise: {ValueError: too few}\n")));
        QCOMPARE(driver.window().statusText(), u"Failed after 1.000 s: ValueError: too few"_s);
        QCOMPARE(driver.window().messages().summary(), u"The run did not end well"_s);
        QCOMPARE(driver.window().messages().details(), u"main failed at line 5: ValueError: too few"_s);
    }

    void anotherFileTakesThePlaceOfARunThatGoesOn_data() { closingInTheMidstOfARun_data(); }
    void anotherFileTakesThePlaceOfARunThatGoesOn()
    {
        QFETCH(const QByteArray, text);
        test::WindowDriver driver(1);
        driver.window().openFile(driver.file(u"first.yaml"_s, text));
        QTRY_VERIFY(driver.session().store() && driver.session().store()->size() > 2);
        const std::weak_ptr<const EventStore> first = driver.session().store();
        driver.window().transport().setSpeed(0);
        QVERIFY(driver.openAndRun(driver.file(u"baton.coro.yaml"_s, test::baton)));
        QCOMPARE(driver.window().statusText(), u"Returned after 0.600 s"_s);
        QCOMPARE(driver.log().size(), 4);
        QTRY_VERIFY_WITH_TIMEOUT(first.expired(), test::WindowDriver::patience);
    }

    void closingInTheMidstOfARun_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("asleep") << QByteArray(sleepers);
        QTest::newRow("busy") << QByteArray(busy);
        QTest::newRow("blocked") << QByteArray(blocks);
    }
    void closingInTheMidstOfARun()
    {
        QFETCH(const QByteArray, text);
        for (const double speed : {1.0, 0.0}) {
            if (speed == 0.0 && text == QByteArray(sleepers))
                continue;
            test::WindowDriver driver(speed);
            driver.window().openFile(driver.file(u"run.yaml"_s, text));
            QTRY_VERIFY(driver.session().store() && driver.session().store()->size() > 2);
            const std::weak_ptr<const EventStore> store = driver.session().store();
            QVERIFY(driver.window().close());
            QVERIFY(!driver.window().isVisible());
            driver.destroyWindow();
            QVERIFY(store.expired());
        }
    }

    void closingRightAfterOpening()
    {
        for (int round = 0; round < 3; ++round) {
            test::WindowDriver driver;
            driver.window().openFile(u":/scenarios/limits/semaphore-30.coro.yaml"_s);
            if (round > 0)
                driver.key(Qt::Key_F5, Qt::ControlModifier | Qt::ShiftModifier);
            if (round > 1)
                QVERIFY(driver.window().close());
        }
    }

    void closingWhileATraceIsRead()
    {
        test::WindowDriver driver;
        QVERIFY(driver.openAndRun(u":/scenarios/limits/semaphore-30.coro.yaml"_s));
        const QString trace = driver.path(u"run.coro.jsonl"_s);
        driver.window().workbench().saveTrace(trace);
        QTRY_COMPARE(driver.window().statusText(), u"The run was saved as %1"_s.arg(trace));
        driver.window().openFile(trace);
        QVERIFY(driver.window().close());
        driver.destroyWindow();
        // What was read comes to nobody.
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        // A window that goes on shows what it was given last.
        driver.makeWindow();
        driver.window().openFile(trace);
        QVERIFY(driver.openAndRun(driver.file(u"baton.coro.yaml"_s, test::baton)));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(driver.window().windowTitle(), u"Baton[*] – Coroscope"_s);
    }

    void theKnobsOfTheFirstScenarioAreInSight()
    {
        test::WindowDriver driver;
        driver.window().resize(1400, 840);
        QVERIFY(driver.openAndRun(u":/scenarios/limits/semaphore-30.coro.yaml"_s));
        const auto &panel = driver.panel<KnobsPanel>();
        QCOMPARE(panel.knobs().size(), 3U);
        for (const KnobWidget *knob : panel.knobs())
            QTRY_COMPARE(knob->slider()->visibleRegion().boundingRect(), knob->slider()->rect());
        QCOMPARE(panel.seedBox()->visibleRegion().boundingRect(), panel.seedBox()->rect());
    }

    void twentyRunsInARowLeaveNothingBehind()
    {
        test::WindowDriver driver;
        QVERIFY(driver.openAndRun(u":/scenarios/limits/semaphore-30.coro.yaml"_s));
        std::vector<std::weak_ptr<const EventStore>> stores;
        const auto run = [&] {
            const auto before = driver.session().store();
            stores.emplace_back(before);
            driver.push(u"restartButton"_s);
            return QTest::qWaitFor([&] { return driver.session().store() != before && driver.isWhole(); },
                                   test::WindowDriver::patience);
        };
        // What is made once: fonts, pictures, the pools of allocators.
        for (int round = 0; round < 10; ++round)
            QVERIFY(run());
        const auto inUse = []() -> qint64 {
#ifdef __GLIBC__
            return static_cast<qint64>(mallinfo2().uordblks + mallinfo2().hblkhd);
#else
            return 0;
#endif
        };
        const qint64 warm = inUse();
        for (int round = 0; round < 20; ++round)
            QVERIFY(run());
        QCOMPARE(driver.window().statusText(), u"Returned after 3.586 s"_s);
        const qint64 growth = inUse() - warm;
        // Each of the runs holds some 30 kB.
        QVERIFY2(growth < 200'000, qPrintable(u"%1 bytes more are in use"_s.arg(growth)));
        for (const auto &store : stores)
            QVERIFY(store.expired());
    }

    void theNextWindowIsAsTheLastOneWasLeft()
    {
        test::WindowDriver driver;
        const auto dock = [&](const char *name) { return &driver.named<QDockWidget>(QString::fromLatin1(name)); };
        QVERIFY(dock("sweepDock")->isVisible());
        dock("sweepDock")->close();
        dock("legendDock")->setFloating(true);
        driver.window().addDockWidget(Qt::RightDockWidgetArea, dock("knobsDock"));
        driver.window().setTheme(ThemeKind::Light);
        driver.panel<ScenarioEditor>().zoomTo(3);
        driver.timeline().setOrder(LaneOrder::Waiting);
        QVERIFY(driver.window().close());
        driver.makeWindow();
        QVERIFY(!dock("sweepDock")->isVisible());
        QVERIFY(dock("legendDock")->isFloating());
        QVERIFY(driver.window().dockWidgetArea(dock("knobsDock")) == Qt::RightDockWidgetArea);
        QVERIFY(driver.window().themeKind() == ThemeKind::Light);
        QCOMPARE(driver.panel<ScenarioEditor>().SendScintilla(QsciScintilla::SCI_GETZOOM), 3);
        QVERIFY(driver.timeline().lanes().order() == LaneOrder::Waiting);
        // The way back.
        auto *view = driver.window().findChild<QMenu *>(u"panels"_s);
        QVERIFY(view);
        view->actions().last()->trigger();
        QVERIFY(dock("sweepDock")->isVisible());
        QVERIFY(!dock("legendDock")->isFloating());
        QVERIFY(driver.window().dockWidgetArea(dock("knobsDock")) == Qt::LeftDockWidgetArea);
    }

    void aRecentFileIsOpenedFromTheMenu()
    {
        test::WindowDriver driver;
        QVERIFY(driver.openAndRun(driver.file(u"baton.coro.yaml"_s, test::baton)));
        driver.choose(u"new"_s);
        QCOMPARE(driver.asked, QStringList());
        auto *recent = driver.window().findChild<QMenu *>(u"recentFiles"_s);
        QVERIFY(recent);
        Q_EMIT recent->aboutToShow();
        QCOMPARE(recent->actions().front()->text(), u"baton.coro.yaml"_s);
        recent->actions().front()->trigger();
        QVERIFY(driver.runsToEnd());
        QCOMPARE(driver.window().statusText(), u"Returned after 0.600 s"_s);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowRunning)
#include "tst_windowrunning.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/taskspanel.h"

#include <QTableView>
#include <QTextBrowser>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr Nanoseconds ms = 1'000'000;

QStringList without(const QString &text, const QString &other)
{
    QStringList lines = text.split(u'\n');
    for (const QString &line : other.split(u'\n'))
        lines.removeOne(line);
    return lines;
}

} // namespace

/// The time cursor, steps either way, and the selection: what a person does with a run that is there.
class TestWindowStepping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = std::make_unique<test::WindowDriver>();
        QVERIFY(m_driver->openAndRun(m_driver->file(u"baton.coro.yaml"_s, test::baton)));
    }
    void cleanup() { m_driver.reset(); }

    void aClickInALaneShowsInEveryPanelWhatWasThen()
    {
        m_driver->openDock(u"tasksDock"_s);
        m_driver->clickLane(u"runner(1)"_s, 250 * ms);
        QCOMPARE(m_driver->selected(), u"runner(1)"_s);
        const double cursor = m_driver->cursor();
        QVERIFY(cursor > 249 && cursor < 251);
        const QString at = QString::number(cursor / 1000, 'f', 3);
        QCOMPARE(m_driver->details().section(u"\n\n"_s, 0, 0),
                 u"runner(1) | task 3 | sleeping | at %1 s\n"
                 "INTERVAL\n"
                 "sleep · line 12\n"
                 "0.100 s to 0.300 s · 200 ms\n"
                 "WHY IT WAITS\n"
                 "It sleeps until 0.300 s, %2 s is left.\n"
                 "AWAITS\n"
                 "main\n"
                 "└ gather of 3\n"
                 "└ runner(1)\n"
                 "└ sleep until 0.300 s   line 12\n"
                 "ITS TIME\n"
                 "sleep\n"
                 "200 ms\n"
                 "baton\n"
                 "100 ms"_s.arg(at, QString::number(0.3 - cursor / 1000, 'f', 3)));
        const QTableView &tasks = m_driver->panel<TasksPanel>().table();
        QCOMPARE(
            m_driver->rows(tasks),
            (QStringList{
                u"main | waiting | gather | 0.000 s | 0.000 s | 0.600 s | 600 ms | 0 ms | 600 ms | 2 |  | null"_s,
                u"runner(0) | returned |  | 0.100 s | 0.000 s | 0.100 s | 100 ms | 0 ms | 100 ms | 2 | main | 0"_s,
                u"runner(1) | waiting | sleep | 0.100 s | 0.000 s | 0.300 s | 300 ms | 0 ms | 300 ms | 3 | main | 1"_s,
                u"runner(2) | waiting | baton · 2nd | 0.000 s | 0.000 s | 0.600 s | 600 ms | 0 ms | 600 ms | 3 | main | 2"_s,
            }));
        QVERIFY(m_driver->currentRow(tasks).startsWith(u"runner(1)"_s));
        m_driver->openDock(u"objectsDock"_s);
        QCOMPARE(m_driver->rows(m_driver->panel<ObjectsPanel>().table()),
                 (QStringList{u"baton | semaphore | 0 free | 1 | runner(1) | 1 | runner(2) | 2 | 1"_s,
                              u"gather | gather |  | 3 |  |  | main |  | "_s}));
        m_driver->openDock(u"logDock"_s);
        QCOMPARE(m_driver->currentRow(*m_driver->window().log().table()), u"0.100 s | runner(1) | runner 1 runs"_s);
        QCOMPARE(m_driver->selectedLine(), 12);
        QCOMPARE(m_driver->runningLine(), 0);
    }

    void theEndsOfTheRunAreAKeyAway()
    {
        m_driver->openDock(u"tasksDock"_s);
        m_driver->focusTimeline();
        m_driver->key(Qt::Key_Home);
        const auto states = [this] {
            QStringList all;
            for (const QString &row : m_driver->rows(m_driver->panel<TasksPanel>().table()))
                all += row.section(u" | "_s, 0, 2);
            return all;
        };
        QCOMPARE(m_driver->cursor(), 0.0);
        QCOMPARE(states(),
                 (QStringList{u"main | waiting | gather"_s, u"runner(0) | waiting | sleep"_s,
                              u"runner(1) | waiting | baton · 1st"_s, u"runner(2) | waiting | baton · 2nd"_s}));
        m_driver->key(Qt::Key_End);
        QCOMPARE(m_driver->cursor(), 600.0);
        QCOMPARE(states(), (QStringList{u"main | returned | "_s, u"runner(0) | returned | "_s,
                                        u"runner(1) | returned | "_s, u"runner(2) | returned | "_s}));
    }

    void stepsGoThroughTheRunEitherWay()
    {
        const auto walk = [this](Qt::Key key) {
            QStringList steps;
            for (int step = 0; step < 11; ++step) {
                m_driver->key(key);
                steps += u"%1 ms line %2"_s.arg(m_driver->cursor()).arg(m_driver->runningLine());
            }
            return steps;
        };
        const QStringList all{u"0 ms line 15"_s,   u"0 ms line 12"_s,  u"0 ms line 9"_s,    u"0 ms line 9"_s,
                              u"100 ms line 12"_s, u"100 ms line 9"_s, u"300 ms line 12"_s, u"300 ms line 9"_s,
                              u"600 ms line 12"_s, u"600 ms line 15"_s};
        QStringList back(all.rbegin(), all.rend());
        // Before the first step there is none.
        QCOMPARE(walk(Qt::Key_F9), back << all.front());
        // After the last one the run is shown as it is now.
        QCOMPARE(walk(Qt::Key_F10), all.mid(1) << u"-1 ms line 0"_s << u"-1 ms line 0"_s);
        QVERIFY(m_driver->session().state() == RunState::Finished);
        m_driver->push(u"stepBackButton"_s);
        QCOMPARE(m_driver->cursor(), 600.0);
        m_driver->push(u"stepButton"_s);
        QCOMPARE(m_driver->cursor(), -1.0);
    }

    void draggingTheCursorTakesAllPanelsAlong()
    {
        m_driver->openDock(u"logDock"_s);
        m_driver->clickLane(u"runner(1)"_s, 250 * ms);
        auto &timeline = m_driver->timeline();
        constexpr int ruler = 14;
        const auto at = [this](Nanoseconds time) { return QPoint(m_driver->placeOf(u"runner(1)"_s, time).x(), ruler); };
        const auto shown = [this] {
            return u"%1 · %2"_s.arg(m_driver->details().section(u'\n', 0, 0).section(u" | "_s, 2, 2),
                                    m_driver->currentRow(*m_driver->window().log().table()));
        };
        m_driver->press(timeline, at(250 * ms));
        m_driver->move(timeline, at(200 * ms));
        QCOMPARE(shown(), u"sleeping · 0.100 s | runner(1) | runner 1 runs"_s);
        m_driver->move(timeline, at(60 * ms));
        QCOMPARE(shown(), u"waiting on baton · 0.000 s | runner(0) | runner 0 runs"_s);
        m_driver->move(timeline, at(580 * ms));
        QCOMPARE(shown(), u"returned · 0.300 s | runner(2) | runner 2 runs"_s);
        m_driver->move(timeline, at(50 * ms));
        m_driver->release(timeline, at(50 * ms));
        // Who holds it, since when, and the place in the queue.
        QVERIFY(m_driver->details().contains(u"WHY IT WAITS\nbaton has 1 permit, it is held:\n"
                                             "runner(0) since 0.000 s\n1st in line\nAWAITS\nmain\n└ gather of 3\n"
                                             "└ runner(1)\n└ baton.acquire()   line 9\n"_s));
        QVERIFY(!m_driver->view().selectedRange());
    }

    void arrowsLeadToWhoWokeAndWhomItWoke()
    {
        const auto follow = [this](const QString &keys) {
            QStringList way;
            for (const QChar key : keys) {
                m_driver->type(key);
                way += u"%1 %2"_s.arg(m_driver->selected()).arg(m_driver->cursor());
            }
            return way;
        };
        m_driver->clickLane(u"runner(2)"_s, 450 * ms);
        // The end of its wait for the baton, what ended that of runner(1), and who began all.
        m_driver->type(u","_s);
        m_driver->type(u","_s);
        QCOMPARE(follow(u"[[[["_s), (QStringList{u"runner(1) 300"_s, u"runner(0) 100"_s, u"main 0"_s, u"main 0"_s}));
        // Where there is no arrow the foot of the window says so.
        QCOMPARE(m_driver->window().statusText(), u"No task woke it before that."_s);
        QCOMPARE(follow(u"]]]]"_s),
                 (QStringList{u"runner(0) 0"_s, u"runner(1) 100"_s, u"runner(2) 300"_s, u"main 600"_s}));
        QVERIFY(m_driver->drawn().contains(u"curve ready "_s));
    }

    void intervalsOfALaneFollowEachOther()
    {
        m_driver->clickLane(u"runner(1)"_s, 50 * ms);
        QStringList intervals;
        for (int i = 0; i < 5; ++i) {
            m_driver->type(u"."_s);
            const QString details = m_driver->details();
            intervals += details.section(u"INTERVAL\n"_s, 1).section(u'\n', 0, 1);
        }
        QCOMPARE(intervals,
                 (QStringList{u"ready\nrunner(0) released baton at 0.100 s"_s, u"runs\n0.100 s to 0.100 s · 0 ms"_s,
                              u"sleep · line 12\n0.100 s to 0.300 s · 200 ms"_s,
                              u"ready\nIts time had come at 0.300 s."_s, u"runs\nit woke runner(2)"_s}));
        QCOMPARE(m_driver->cursor(), 300.0);
    }

    void selectionGoesBothWaysBetweenLanesTablesAndText()
    {
        m_driver->openDock(u"tasksDock"_s);
        const QTableView &tasks = m_driver->panel<TasksPanel>().table();
        const auto clickRow = [this](const QTableView &table, int row) {
            m_driver->click(*table.viewport(), table.visualRect(table.model()->index(row, 0)).center());
        };
        clickRow(tasks, 2);
        QCOMPARE(m_driver->selected(), u"runner(1)"_s);
        m_driver->clickName(u"runner(2)"_s);
        QVERIFY(m_driver->currentRow(tasks).startsWith(u"runner(2) | "_s));

        m_driver->openDock(u"objectsDock"_s);
        const QTableView &objects = m_driver->panel<ObjectsPanel>().table();
        clickRow(objects, 1);
        QCOMPARE(m_driver->selected(), u"gather of 3"_s);
        QCOMPARE(m_driver->details(), u"gather | gather 2 | 3 of 3 tasks done | at 0.600 s\n"
                                      "ITS TASKS\nrunner(0)  returned\nrunner(1)  returned\nrunner(2)  returned\n"
                                      "OVER THE RUN\ncapacity 3"_s);
        m_driver->clickName(u"baton"_s);
        QVERIFY(m_driver->currentRow(objects).startsWith(u"baton | "_s));

        m_driver->openDock(u"logDock"_s);
        const QTableView &log = *m_driver->window().log().table();
        clickRow(log, 1);
        QCOMPARE(m_driver->selected(), u"runner(1)"_s);
        QCOMPARE(m_driver->cursor(), 100.0);
        QCOMPARE(m_driver->runningLine(), 9);
        m_driver->clickLane(u"runner(2)"_s, 350 * ms);
        QCOMPARE(m_driver->currentRow(log), u"0.300 s | runner(2) | runner 2 runs"_s);
    }

    void aLineOfTheTextLightsItsIntervals()
    {
        auto &editor = m_driver->panel<ScenarioEditor>();
        const auto clickLine = [&](int line) {
            const auto ask = [&](unsigned int message, long position) {
                return static_cast<int>(editor.SendScintilla(message, 0L, position));
            };
            const long start = editor.SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, line - 1) + 8;
            m_driver->click(*editor.viewport(), {ask(QsciScintilla::SCI_POINTXFROMPOSITION, start),
                                                 ask(QsciScintilla::SCI_POINTYFROMPOSITION, start) + 4});
        };
        const QString before = m_driver->drawn();
        clickLine(12);
        QCOMPARE(without(m_driver->drawn(), before).filter(u"outline"_s).size(), 3);
        // The line that opens the block stands for the waits on it.
        clickLine(9);
        QCOMPARE(without(m_driver->drawn(), before).filter(u"outline"_s).size(), 2);
        // The name of the scenario is no step.
        clickLine(2);
        QCOMPARE(without(m_driver->drawn(), before), QStringList());
    }

    void aTimeIsTypedAndMarkedWithANote()
    {
        m_driver->focusTimeline();
        m_driver->type(u"g"_s);
        m_driver->type(u"250 ms\n"_s);
        QCOMPARE(m_driver->cursor(), 250.0);
        QVERIFY(m_driver->timeline().hasFocus());
        m_driver->type(u"m"_s);
        m_driver->type(u"half-way\n"_s);
        QCOMPARE(m_driver->view().marks(), (std::vector<TimeMark>{{1, 250 * ms, u"half-way"_s}}));
        QVERIFY(m_driver->drawn().contains(u"mark note "_s));
        QCOMPARE(m_driver->timeline().tooltipAt({m_driver->placeOf(u"main"_s, 250 * ms).x() * 1.0, 22}), u"half-way"_s);
        // What is no time changes nothing.
        m_driver->type(u"g"_s);
        m_driver->type(u"soon\n"_s);
        m_driver->key(Qt::Key_Escape);
        QCOMPARE(m_driver->cursor(), 250.0);
        QVERIFY(m_driver->timeline().hasFocus());
        m_driver->type(u"g"_s);
        m_driver->type(u"end\n"_s);
        QCOMPARE(m_driver->cursor(), 600.0);
    }

    void viewsAreGoneThroughBackAndForth()
    {
        m_driver->focusTimeline();
        const TimeRange whole = m_driver->view().range();
        m_driver->clickLane(u"runner(1)"_s, 200 * ms);
        m_driver->type(u"f"_s);
        const TimeRange near = m_driver->view().range();
        QVERIFY(near.span() < whole.span());
        QVERIFY(near.contains(100 * ms) && near.contains(300 * ms));
        m_driver->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_driver->view().range(), whole);
        m_driver->key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(m_driver->view().range(), near);
        m_driver->type(u"f"_s);
        QCOMPARE(m_driver->view().range(), whole);
        m_driver->type(u"w"_s);
        QVERIFY(m_driver->view().range().span() < whole.span());
        m_driver->type(u"0"_s);
        QCOMPARE(m_driver->view().range(), whole);
    }

    void lanesAreFoldedHiddenPinnedAndSorted()
    {
        m_driver->clickName(u"gather of 3"_s);
        m_driver->type(u"e"_s);
        QCOMPARE(m_driver->lanes(),
                 (QStringList{u"event loop"_s, u"baton"_s, u"main"_s, u"gather of 3, 3 folded away"_s}));
        m_driver->type(u"e"_s);
        QCOMPARE(m_driver->lanes().size(), 7);
        m_driver->clickName(u"runner(2)"_s);
        m_driver->type(u"p"_s);
        QVERIFY(m_driver->timeline().isPinned(m_driver->view().selection()));
        m_driver->type(u"h"_s);
        // Of a run that is over only that one stays.
        QCOMPARE(m_driver->lanes(), (QStringList{u"event loop"_s, u"runner(2)"_s, u"baton"_s}));
        m_driver->type(u"h"_s);
        QCOMPARE(m_driver->lanes(), (QStringList{u"event loop"_s, u"runner(2)"_s, u"baton"_s, u"main"_s,
                                                 u"gather of 3"_s, u"runner(0)"_s, u"runner(1)"_s}));
        m_driver->type(u"p"_s);
        m_driver->type(u"rr"_s);
        QCOMPARE(m_driver->window().statusText(), u"Tasks are sorted by duration, the longest first"_s);
        QCOMPARE(m_driver->lanes().mid(3),
                 (QStringList{u"gather of 3"_s, u"runner(2)"_s, u"runner(1)"_s, u"runner(0)"_s}));
    }

    void aRangeTellsWhoRanAndWaitedInIt()
    {
        m_driver->openDock(u"statisticsDock"_s);
        const auto text = [this] { return m_driver->named<QTextBrowser>(u"statisticsText"_s).toPlainText(); };
        m_driver->drag(m_driver->timeline(), m_driver->placeOf(u"runner(0)"_s, 150 * ms),
                       m_driver->placeOf(u"runner(2)"_s, 250 * ms), Qt::ShiftModifier);
        QVERIFY(m_driver->view().selectedRange());
        QTRY_VERIFY(text().contains(u"alive in it\n3\nsteps\n0\n"_s));
        m_driver->drag(m_driver->timeline(), m_driver->placeOf(u"runner(0)"_s, 80 * ms),
                       m_driver->placeOf(u"runner(2)"_s, 120 * ms), Qt::ShiftModifier);
        QTRY_VERIFY(text().contains(u"\nrunner(0)\n1 step\nrunner(1)\n1 step\n"_s));
        m_driver->key(Qt::Key_Escape);
        QVERIFY(!m_driver->view().selectedRange());
        QTRY_VERIFY(text().contains(u"alive in it\n4\nmade\n4\nreturned\n4\nsteps\n10\n"_s));
    }

    void namesInTheDetailsAreLinks()
    {
        m_driver->clickName(u"runner(1)"_s);
        auto &browser = m_driver->named<QTextBrowser>(u"detailsText"_s);
        m_driver->details();
        // By keyboard: Tab goes through them, Enter follows.
        browser.setFocus();
        m_driver->key(Qt::Key_Tab);
        m_driver->key(Qt::Key_Return);
        QCOMPARE(m_driver->selected(), u"baton"_s);
    }

private:
    std::unique_ptr<test::WindowDriver> m_driver;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowStepping)
#include "tst_windowstepping.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"
#include "tests/core/analysis/scenariotraces.h"
#include "ui/panels/detailsbrowser.h"
#include "ui/panels/detailshtml.h"
#include "ui/panels/detailspanel.h"

#include <QAccessible>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

#include <memory>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr Nanoseconds ms = 1'000'000;

/// A panel over a run of a scenario that the program carries with it.
struct Shown {
    explicit Shown(const QString &scenario) : store(test::traceOfBuiltin(scenario)), intervals(*store), panel(view)
    {
        intervals.update();
        view.setExtent(intervals.end());
        panel.resize(300, 700);
        panel.show();
        panel.setIntervals(&intervals);
        panel.finish();
    }

    TaskId task(const char *name) const
    {
        for (const TaskTrack &track : intervals.tasks()) {
            if (track.name == name)
                return track.id;
        }
        qFatal("no task %s", name);
    }
    /// What stands there, pictures left out.
    QString text()
    {
        panel.finish();
        QString all = panel.plainText();
        all.remove(QChar::ObjectReplacementCharacter);
        return all.replace(QRegularExpression(u"\n+"_s), u"\n"_s).trimmed();
    }
    /// The address of the link with that text.
    QUrl link(const QString &wanted) const
    {
        for (QTextBlock block = panel.browser()->document()->begin(); block.isValid(); block = block.next()) {
            for (auto part = block.begin(); part != block.end(); ++part) {
                const QTextFragment fragment = part.fragment();
                if (fragment.text() == wanted && fragment.charFormat().isAnchor())
                    return QUrl(fragment.charFormat().anchorHref());
            }
        }
        return {};
    }
    void follow(const QString &wanted) { Q_EMIT panel.browser()->anchorClicked(link(wanted)); }

    std::shared_ptr<EventStore> store;
    Intervals intervals;
    Viewport view;
    DetailsPanel panel;
};

} // namespace

class TestDetailsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTaskIsToldAtTheCursor()
    {
        Shown shown(u"scraper"_s);
        shown.view.setCursor(600 * ms);
        shown.view.select({shown.task("worker(5)"), {}});
        QCOMPARE(shown.text(), u"worker(5) | task 8 | waiting on sem | at 0.600 s\n"
                               "WHY IT WAITS\n"
                               "sem has 4 permits, all are held:\n"
                               "worker(0) since 0.000 s\n"
                               "worker(1) since 0.000 s\n"
                               "worker(2) since 0.000 s\n"
                               "worker(3) since 0.000 s\n"
                               "2nd in line, behind worker(4)\n"
                               "AWAITS\n"
                               "main\n"
                               "└ gather of 14\n"
                               "└ worker(5)\n"
                               "└ sem.acquire()   line 23\n"
                               "ITS TIME\n"
                               "sleep\n957 ms\n"
                               "sem\n716 ms\n"
                               "WOKEN BY\n"
                               "worker(3) released sem at 0.716 s\n"
                               "ENDED\n"
                               "failed: ConnectionError: reset\n"
                               "at 1.673 s\n"
                               "caught by gather(return_exceptions) of main\n"
                               "CRITICAL PATH\n"
                               "main ← heartbeat() ← main ← worker(13) ← worker(8) ← worker(6) ← worker(1) ← main\n"
                               "67 % of 3.174 s is spent queueing on sem\n"
                               "33 % in sleep"_s);
        // The same task later: another state, and nothing else was touched.
        shown.view.setCursor(2'000 * ms);
        QCOMPARE(shown.text().section(u'\n', 0, 1), u"worker(5) | task 8 | failed | at 2.000 s\nITS TIME"_s);
        shown.view.setCursor(1'600 * ms);
        QVERIFY(
            shown.text().startsWith(u"worker(5) | task 8 | sleeping | at 1.600 s\nWHY IT WAITS\nIt sleeps until"_s));
    }

    void anObjectTellsItsHoldersAndItsQueue()
    {
        Shown shown(u"scraper"_s);
        shown.view.setCursor(1'700 * ms);
        shown.view.select({{}, ObjectId(1)});
        QCOMPARE(shown.text(), u"sem | semaphore 1 | 4 of 4 permits in use | at 1.700 s\n"
                               "HELD BY\n"
                               "worker(8) since 1.244 s\n"
                               "worker(9) since 1.460 s\n"
                               "worker(10) since 1.662 s\n"
                               "worker(11) since 1.673 s\n"
                               "WAITING, IN ORDER\n"
                               "worker(12) since 0.000 s\n"
                               "worker(13) since 0.000 s\n"
                               "OVER THE RUN\n"
                               "capacity 4\n"
                               "at most 4 in use, first at 0.000 s\n"
                               "at most 10 waiting, first at 0.000 s"_s);
    }

    void withoutASelectionTheRunIsTold()
    {
        Shown shown(u"scraper"_s);
        QCOMPARE(shown.text().section(u'\n', 0, 9), u"A polite scraper | run | returned | virtual clock\n"
                                                    "THE RUN\ntime\n3.174 s\ntasks\n16\nsteps\n52\nevents\n256"_s);
    }

    void theSelectedIntervalIsTold()
    {
        Shown shown(u"scraper"_s);
        const TaskId worker = shown.task("worker(5)");
        const Interval wait = shown.intervals.task(worker)->intervals[2];
        shown.view.selectInterval(worker, wait.event);
        QCOMPARE(shown.text().section(u'\n', 1, 3),
                 u"INTERVAL\nsemaphore sem · line 23\n0.000 s to 0.716 s · 716 ms"_s);
    }

    void aSelectedWakeAndAStepTellWhoWokeWhom()
    {
        Shown shown(u"scraper"_s);
        const TaskId worker = shown.task("worker(5)");
        const Interval ready = shown.intervals.task(worker)->intervals[3];
        shown.view.selectInterval(worker, ready.event);
        QCOMPARE(shown.text().section(u'\n', 1, 3), u"INTERVAL\nready\nworker(3) released sem at 0.716 s"_s);
        const TaskId releases = shown.task("worker(3)");
        const auto &steps = shown.intervals.task(releases)->intervals;
        shown.view.selectInterval(releases, steps[steps.size() - 2].event);
        QCOMPARE(shown.text().section(u'\n', 1, 3), u"INTERVAL\nruns\nit woke worker(5)"_s);
    }

    void aDeadlockIsSpelledOut()
    {
        Shown shown(u"deadlock-two-locks"_s);
        shown.view.select({shown.task("eat(Plato, left, right)"), {}});
        QVERIFY2(shown.text().contains(u"Deadlock:\n"
                                       "eat(Plato, left, right) holds left, waits for right\n"
                                       "eat(Socrates, right, left) holds right, waits for left"_s),
                 qPrintable(shown.text()));
    }

    void everyNameIsALink()
    {
        Shown shown(u"scraper"_s);
        QSignalSpy revealed(&shown.view, &Viewport::revealRequested);
        QSignalSpy lines(&shown.panel, &DetailsPanel::sourceActivated);
        shown.view.setCursor(600 * ms);
        shown.view.select({shown.task("worker(5)"), {}});
        shown.panel.finish();
        shown.follow(u"line 23"_s);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0][0].toInt(), 23);
        shown.follow(u"0.716 s"_s);
        QCOMPARE(formatMoment(*shown.view.cursor()), u"0.716 s"_s);
        QVERIFY(shown.view.cursorEvents().has_value());
        QCOMPARE(revealed.size(), 1);
        shown.view.setCursor(600 * ms);
        shown.panel.finish();
        shown.follow(u"worker(4)"_s);
        QCOMPARE(shown.view.selection().task, shown.task("worker(4)"));
        QCOMPARE(revealed.size(), 2);
        shown.panel.finish();
        shown.follow(u"sem"_s);
        QCOMPARE(shown.view.selection().object, ObjectId(1));
    }

    void linksAreReachedAndFollowedByKeys()
    {
        Shown shown(u"scraper"_s);
        shown.view.setCursor(600 * ms);
        shown.view.select({shown.task("worker(5)"), {}});
        shown.panel.finish();
        shown.panel.browser()->setFocus();
        QVERIFY(shown.panel.browser()->textInteractionFlags().testFlag(Qt::LinksAccessibleByKeyboard));
        // The first link is the semaphore.
        QTest::keyClick(shown.panel.browser(), Qt::Key_Tab);
        QTest::keyClick(shown.panel.browser(), Qt::Key_Return);
        QCOMPARE(shown.view.selection().object, ObjectId(1));
    }

    void theCursorIsFollowedOnceAFrameAndOnlyWhileShown()
    {
        Shown shown(u"scraper"_s);
        shown.view.select({shown.task("worker(5)"), {}});
        shown.view.setCursor(600 * ms);
        QTRY_VERIFY(shown.panel.plainText().contains(u"2nd in line"_s));
        shown.panel.hide();
        shown.view.setCursor(2'000 * ms);
        QCoreApplication::processEvents();
        QVERIFY(shown.panel.plainText().contains(u"2nd in line"_s));
        shown.panel.show();
        QTRY_VERIFY(!shown.panel.plainText().contains(u"2nd in line"_s));
    }

    void nothingIsShownWithoutARun()
    {
        Viewport view;
        DetailsPanel panel(view);
        panel.finish();
        QVERIFY(panel.plainText().endsWith(u"Nothing has run yet."_s));
        EventStore store;
        Intervals intervals(store);
        panel.setIntervals(&intervals);
        panel.finish();
        QVERIFY(panel.plainText().endsWith(u"Nothing has run yet."_s));
        panel.setIntervals(nullptr);
        panel.finish();
        QVERIFY(panel.plainText().endsWith(u"Nothing has run yet."_s));
    }

    void theRunCountsItsTasksAtTheCursor()
    {
        Shown shown(u"scraper"_s);
        const auto tasks = [&shown] {
            return shown.text().section(u"TASKS"_s, 1, 1).section(u"\nCRITICAL"_s, 0, 0).simplified();
        };
        QCOMPARE(tasks(), u"returned 14 failed 1 cancelled 1"_s);
        shown.view.setCursor(600 * ms);
        QCOMPARE(tasks(), u"AT 0.600 S not done 16"_s);
        shown.view.setCursor(std::nullopt);
    }

    void betweenTwoStepsAtOneTimeTheRunCountsWhatIsOver()
    {
        EventStore store;
        for (const std::uint32_t id : {1U, 2U}) {
            store.taskCreated(0, {.task = TaskId(id), .name = "task-" + std::to_string(id)});
            store.taskRunning(0, TaskId(id));
            store.taskDone(0, {.task = TaskId(id), .outcome = Outcome::Returned});
        }
        Intervals intervals(store);
        intervals.update();
        Viewport view;
        DetailsPanel panel(view);
        panel.setIntervals(&intervals);
        const auto tasks = [&] {
            panel.finish();
            return panel.plainText().section(u"TASKS"_s, 1, 1).section(u"\nCRITICAL"_s, 0, 0).section(u'\n', 1);
        };
        view.setCursor(Moment{0, 2});
        QVERIFY2(tasks().simplified().startsWith(u"not done 1 not made yet 1"_s), qPrintable(tasks()));
        view.setCursor(Moment{0, 3});
        QVERIFY2(tasks().simplified().startsWith(u"returned 1 not made yet 1"_s), qPrintable(tasks()));
        view.setCursor(Moment{0, 6});
        QVERIFY2(tasks().simplified().startsWith(u"returned 2"_s), qPrintable(tasks()));
    }

    void aSelectedRangeToTheEndGrowsAlsoWhereTheClockStandsStill()
    {
        EventStore store;
        store.taskCreated(0, {.task = TaskId(1), .name = "main"});
        store.taskRunning(5, TaskId(1));
        Intervals intervals(store);
        intervals.update();
        Viewport view;
        DetailsPanel panel(view);
        panel.setIntervals(&intervals);
        view.selectRange(TimeRange{0, 5});
        panel.finish();
        QVERIFY(panel.plainText().contains(u"alive in it\n1\n"_s));
        store.taskCreated(5, {.task = TaskId(2), .parent = TaskId(1), .name = "late"});
        intervals.update();
        panel.finish();
        QVERIFY2(panel.plainText().contains(u"alive in it\n2\n"_s), qPrintable(panel.plainText()));
    }

    void aSelectedRangeIsTold()
    {
        Shown shown(u"scraper"_s);
        shown.view.selectRange(TimeRange{700 * ms, 800 * ms});
        QCOMPARE(shown.text().section(u"\nTHE RUN"_s, 0, 0), u"A polite scraper | run | returned | virtual clock\n"
                                                             "SELECTED RANGE\n"
                                                             "0.700 s to 0.800 s · 100 ms\n"
                                                             "tasks alive in it\n16\n"
                                                             "steps\n5\n"
                                                             "RAN MOST OFTEN IN IT\n"
                                                             "heartbeat()\n1 step\n"
                                                             "worker(0)\n1 step\n"
                                                             "worker(3)\n1 step\n"
                                                             "worker(4)\n1 step\n"
                                                             "WAITED LONGEST IN IT\n"
                                                             "main\n100 ms\n"
                                                             "heartbeat()\n100 ms\n"
                                                             "worker(1)\n100 ms\n"
                                                             "worker(2)\n100 ms\n"
                                                             "WAITED FOR IN IT\n"
                                                             "sem × 10\n818 ms\n"
                                                             "sleep × 8\n500 ms\n"
                                                             "gather × 1\n100 ms"_s);
        shown.view.select({shown.task("worker(5)"), {}});
        QVERIFY(shown.text().contains(u"SELECTED RANGE\n0.700 s to 0.800 s · 100 ms"_s));
        shown.view.selectRange(std::nullopt);
        QVERIFY(!shown.text().contains(u"SELECTED RANGE"_s));
    }

    void namesThatLookLikeMarkupStayText()
    {
        EventStore store;
        store.taskCreated(0, {.task = TaskId(1), .name = "<b>main</b> & co"});
        store.taskRunning(1, TaskId(1));
        store.taskCreated(1, {.task = TaskId(2), .parent = TaskId(1), .name = "<img src=x>"});
        const TaskId awaited[] = {TaskId(2)};
        store.taskWaiting(2, {.task = TaskId(1), .on = WaitKind::Task, .tasks = awaited});
        Intervals intervals(store);
        intervals.update();
        Viewport view;
        DetailsPanel panel(view);
        panel.setIntervals(&intervals);
        view.select({TaskId(1), {}});
        panel.finish();
        QVERIFY(panel.plainText().contains(u"<b>main</b> & co | task 1"_s));
        QVERIFY(panel.plainText().contains(u"<img src=x> is not done:"_s));
    }

    void addressesLeadBackToWhatTheyName()
    {
        for (const Link &link :
             {Link{.task = TaskId(7)}, Link{.object = ObjectId(3)}, Link{.time = 12}, Link{.source = SourceId(4)}}) {
            const auto back = DetailsHtml::linkOf(QUrl(DetailsHtml::urlOf(link)));
            QVERIFY(back.has_value());
            QVERIFY(*back == link);
        }
        QVERIFY(!DetailsHtml::linkOf(QUrl(u"https://example.org"_s)));
        QVERIFY(!DetailsHtml::linkOf(QUrl(u"task:x"_s)));
        QVERIFY(!DetailsHtml::linkOf(QUrl(u"task:-1"_s)));
    }

    void bothThemesWriteInTheirColours()
    {
        Shown shown(u"scraper"_s);
        shown.view.select({shown.task("worker(5)"), {}});
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            shown.panel.setTheme(kind);
            shown.panel.finish();
            QVERIFY(shown.panel.browser()->toHtml().contains(theme(kind).ink(Ink::Accent).name()));
        }
    }

    void aTextThatWasShownWithoutRoomBeginsAtItsTop()
    {
        DetailsBrowser browser;
        browser.resize(68, 11);
        browser.show();
        DetailsHtml text(theme(ThemeKind::Dark));
        text.section(u"Tasks"_s);
        for (int i = 0; i < 12; ++i)
            text.line(textLine(u"one more"_s, {}));
        browser.showHtml(text.html());
        browser.setFocus();
        QCoreApplication::processEvents();
        browser.resize(500, 90);
        text.line(textLine(u"the last"_s, {}));
        browser.showHtml(text.html());
        QVERIFY(browser.verticalScrollBar()->maximum() > 0);
        QCOMPARE(browser.verticalScrollBar()->value(), 0);
        // Where one has scrolled to stays.
        browser.verticalScrollBar()->setValue(20);
        text.line(textLine(u"and another"_s, {}));
        browser.showHtml(text.html());
        browser.resize(500, 80);
        QCOMPARE(browser.verticalScrollBar()->value(), 20);
    }

    void partsHaveNamesForScreenReaders()
    {
        Viewport view;
        DetailsPanel panel(view);
        QCOMPARE(panel.accessibleName(), u"Details"_s);
        QCOMPARE(panel.browser()->accessibleName(), u"Details"_s);
    }

    void aScreenReaderReadsTheState()
    {
        Shown shown(u"scraper"_s);
        QWidget *const chip = shown.panel.findChild<QWidget *>(u"detailsState"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(chip)->text(QAccessible::Name), u"returned"_s);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestDetailsPanel)
#include "tst_detailspanel.moc"

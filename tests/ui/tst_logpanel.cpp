// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"
#include "ui/models/logmodel.h"
#include "ui/panels/filterline.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/tablecopy.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

void logHundredLines(TraceScript &trace)
{
    const TaskId main = trace.make("main");
    for (int i = 0; i < 100; ++i)
        trace.log(main, "line");
}

} // namespace

class TestLogPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAndFaultsAreToldInOrder()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        LogModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setIntervals(&intervals);
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells += model.index(row, column).data().toString();
            rows += cells.join(u" | "_s);
        }
        QCOMPARE(
            rows.join(u'\n'),
            (QStringList{u"0.640 s | fetch(3) | ConnectionError: reset by peer"_s,
                         u"0.900 s | fetch(1) | timeout after 900 ms"_s, u"0.900 s | fetch(1) | TimeoutError"_s,
                         u"0.900 s | fetch(2) | timeout after 900 ms"_s, u"0.900 s | fetch(5) | timeout after 900 ms"_s,
                         u"1.100 s | main | 6 results, 3 timed out"_s, u"1.100 s | heartbeat() | cleaning up"_s,
                         u"1.230 s | main | bye"_s})
                .join(u'\n'));
        const auto ink = [&](int row) { return static_cast<Ink>(model.index(row, 2).data(LogModel::InkRole).toInt()); };
        QVERIFY(ink(0) == Ink::Failed);
        QVERIFY(ink(1) == Ink::TimedOut);
        QVERIFY(ink(7) == Ink::Text);
        QCOMPARE(model.index(0, 0).data(LogModel::TimeRole).toLongLong(), 640 * ms);
        QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), u"Text"_s);
        model.setIntervals(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void lostEventsAndDeadlocksAreTold()
    {
        TraceScript trace;
        trace.make("main");
        trace.store().dropped(5 * ms, 12);
        trace.at(6 * ms).deadlock({TaskId(1)}, "main waits for itself");
        trace.store().dropped(7 * ms, 1);
        Intervals intervals(trace.store());
        intervals.update();
        LogModel model;
        model.setIntervals(&intervals);
        QCOMPARE(model.index(0, 2).data().toString(), u"12 events were lost: the buffer was full"_s);
        QCOMPARE(model.index(1, 2).data().toString(), u"deadlock: main waits for itself"_s);
        QCOMPARE(model.index(2, 2).data().toString(), u"1 event was lost: the buffer was full"_s);
    }

    void newLinesComeInAndTheLastStaysInSight()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        Intervals intervals(trace.store());
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        LogPanel panel(view);
        const QAbstractItemModelTester tester(panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        panel.resize(600, 200);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setIntervals(&intervals);
        const auto tell = [&](int lines) {
            for (int i = 0; i < lines; ++i)
                trace.at(trace.now() + ms).log(main, "line " + std::to_string(i));
            intervals.update();
            panel.refresh();
        };
        tell(100);
        const QScrollBar *bar = panel.table()->verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), bar->maximum());
        // Somebody who reads further up is left alone.
        panel.table()->verticalScrollBar()->setValue(10);
        tell(50'000);
        QCOMPARE(panel.model()->rowCount(), 50'100);
        QCOMPARE(bar->value(), 10);
        panel.setIntervals(nullptr);
    }

    void aPanelOfAnyHeightShowsWholeLines()
    {
        TraceScript trace;
        logHundredLines(trace);
        Intervals intervals(trace.store());
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        LogPanel panel(view);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setIntervals(&intervals);
        for (int height = 120; height < 142; ++height) {
            panel.resize(600, height);
            QTRY_COMPARE(panel.table()->viewport()->height() % panel.table()->rowHeight(0), 0);
        }
        panel.setIntervals(nullptr);
    }

    void theLastLineStaysInSightInALowerPanel()
    {
        TraceScript trace;
        logHundredLines(trace);
        Intervals intervals(trace.store());
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        LogPanel panel(view);
        panel.resize(600, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setIntervals(&intervals);
        QScrollBar *bar = panel.table()->verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        const int before = bar->maximum();
        panel.resize(600, 120);
        QTRY_VERIFY(bar->maximum() > before);
        QTRY_COMPARE(bar->value(), bar->maximum());
        bar->setValue(3);
        panel.resize(600, 80);
        QTRY_VERIFY(bar->maximum() > before + 8);
        QCOMPARE(bar->value(), 3);
        panel.setIntervals(nullptr);
    }

    void aClickSetsTheCursorAndSelectsTheTask()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        LogPanel panel(view);
        const QSignalSpy revealed(&view, &Viewport::revealRequested);
        panel.resize(600, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setIntervals(&intervals);
        const QRect row = panel.table()->visualRect(panel.model()->index(0, 2));
        QTest::mouseClick(panel.table()->viewport(), Qt::LeftButton, {}, row.center());
        QCOMPARE(view.cursor(), std::optional<Nanoseconds>(640 * ms));
        QCOMPARE(view.selection().task, TaskId(6));
        QVERIFY(!revealed.isEmpty());
        // Between the events of the same time: after the line, before what follows.
        QCOMPARE(view.moment(*store).events, panel.model()->index(0, 0).data(LogModel::EventRole).toULongLong() + 1);
        // By keyboard as well.
        QVERIFY(panel.table()->hasFocus() || (panel.table()->setFocus(), true));
        QTest::keyClick(panel.table(), Qt::Key_Down);
        QCOMPARE(view.cursor(), std::optional<Nanoseconds>(900 * ms));
        QCOMPARE(view.selection().task, TaskId(4));
        panel.setIntervals(nullptr);
    }

    void theLastLineBeforeTheCursorIsMarkedAndThoseAfterItAreDim()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        LogPanel panel(view);
        panel.resize(600, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setIntervals(&intervals);
        QVERIFY(!panel.table()->currentIndex().isValid());
        const auto dim = [&] {
            QString rows;
            for (int row = 0; row < panel.model()->rowCount(); ++row) {
                const auto color = panel.model()->index(row, 1).data(Qt::ForegroundRole).value<QColor>();
                rows += color == theme(ThemeKind::Dark).ink(Ink::Accent) ? u'#' : u'.';
            }
            return rows;
        };
        QCOMPARE(dim(), u"########"_s);
        view.setCursor(950 * ms);
        QCOMPARE(panel.table()->currentIndex().row(), 4);
        QCOMPARE(dim(), u"#####..."_s);
        view.setCursor(10 * ms);
        QVERIFY(!panel.table()->currentIndex().isValid());
        QCOMPARE(dim(), u"........"_s);
        // Following does not select anything.
        QVERIFY(!view.selection().isValid());
        view.setCursor(std::nullopt);
        QCOMPARE(dim(), u"########"_s);
        panel.setIntervals(nullptr);
    }

    void theFilterLeavesLinesWithItsWordsOrOfItsTasks()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        LogPanel panel(view);
        const QAbstractItemModelTester tester(panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        panel.resize(600, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setIntervals(&intervals);
        const auto shown = [&](const QString &filter) {
            panel.filterLine()->setText(filter);
            QStringList lines;
            for (int row = 0; row < panel.model()->rowCount(); ++row)
                lines += panel.model()->index(row, 1).data().toString() + u": "_s +
                         panel.model()->index(row, 2).data().toString();
            return lines.join(u"; "_s) + u" | "_s + panel.filterLine()->countText();
        };
        QCOMPARE(shown(u"TIMEOUT* -after"_s), u"fetch(1): TimeoutError | 1 of 8"_s);
        QCOMPARE(shown(u"name:fetch* -timeout"_s), u"fetch(3): ConnectionError: reset by peer | 1 of 8"_s);
        QCOMPARE(shown(u"state:running main"_s), u"main: 6 results, 3 timed out; main: bye | 2 of 8"_s);
        QCOMPARE(shown(u"nothing like it"_s), u" | 0 of 8"_s);
        // A fault is told, and the filter before holds.
        QCOMPARE(shown(u"stat:running"_s), u" | 0 of 8"_s);
        QVERIFY(panel.filterLine()->faultText().startsWith(u"Column 1: There is no key stat."_s));
        panel.filterLine()->setText({});
        QCOMPARE(panel.model()->rowCount(), 8);
        QCOMPARE(panel.filterLine()->countText(), u"8"_s);
        QVERIFY(panel.filterLine()->faultText().isEmpty());
        panel.setIntervals(nullptr);
    }

    void linesAreCopied()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        LogPanel panel(view);
        panel.resize(600, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setIntervals(&intervals);
        panel.table()->selectRow(5);
        QCOMPARE(selectedRows(*panel.table(), TableFormat::Text), u"1.100 s\tmain\t6 results, 3 timed out"_s);
        QCOMPARE(selectedRows(*panel.table(), TableFormat::Csv),
                 u"Time,Task,Text\r\n1.100 s,main,\"6 results, 3 timed out\"\r\n"_s);
        panel.table()->setFocus();
        QTest::keyClick(panel.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"1.100 s\tmain\t6 results, 3 timed out"_s);
        panel.setIntervals(nullptr);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestLogPanel)
#include "tst_logpanel.moc"

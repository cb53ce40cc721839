// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"
#include "tests/core/analysis/scenariotraces.h"
#include "ui/models/problemmodel.h"
#include "ui/panels/problemspanel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

class TestProblemsPanel : public QObject
{
    Q_OBJECT

    static QStringList rowsOf(const ProblemsPanel &panel)
    {
        QStringList rows;
        for (int row = 0; row < panel.model()->rowCount(); ++row)
            rows += panel.model()->rowText(row);
        return rows;
    }

private Q_SLOTS:
    void faultsComeBeforeTheProblemsOfTheRun()
    {
        const auto store = test::traceOfBuiltin(u"deadlock-two-locks"_s);
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        ProblemsPanel panel(view);
        const QAbstractItemModelTester tester(panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counts(&panel, &ProblemsPanel::countChanged);
        panel.setIntervals(&intervals);
        panel.finish();
        QCOMPARE(panel.count(), 1);
        panel.setFaults({{u"some/a.yaml"_s, 12, 4, u"no such object"_s}, {u"some/a.yaml"_s, 0, 0, u"no main"_s}});
        QCOMPARE(rowsOf(panel), (QStringList{u"line 12: no such object"_s, u"a.yaml: no main"_s,
                                             u"0.500 s: Deadlock at 0.500 s: 3 tasks wait for ever."_s,
                                             u"eat(Plato, left, right) holds left, waits for right"_s,
                                             u"eat(Socrates, right, left) holds right, waits for left"_s}));
        QCOMPARE(panel.count(), 3);
        panel.setFaults({});
        QCOMPARE(panel.model()->rowCount(), 3);
        panel.setIntervals(nullptr);
        QCOMPARE(panel.model()->rowCount(), 0);
        QCOMPARE(counts.size(), 4);
        QCOMPARE(counts.last()[0].toInt(), 0);
    }

    void aRowThatIsChosenLeadsToItsPlace()
    {
        const auto store = test::traceOfBuiltin(u"deadlock-two-locks"_s);
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        ProblemsPanel panel(view);
        panel.setIntervals(&intervals);
        panel.setFaults({{u"a.yaml"_s, 12, 4, u"no such object"_s}});
        panel.finish();
        panel.resize(600, 200);
        panel.show();
        QSignalSpy places(&panel, &ProblemsPanel::placeActivated);
        QSignalSpy revealed(&view, &Viewport::revealRequested);
        const auto press = [&panel](int row) {
            panel.table()->setCurrentIndex(panel.model()->index(row, 0));
            QTest::keyClick(panel.table(), Qt::Key_Return);
        };
        press(0);
        QCOMPARE(places.size(), 1);
        QCOMPARE(places[0], (QVariantList{u"a.yaml"_s, 12, 4}));
        press(3);
        QCOMPARE(places.size(), 1);
        QCOMPARE(revealed.size(), 1);
        QCOMPARE(view.selection().task, TaskId(3));
        QCOMPARE(view.cursor(), 500'000'000);
    }

    void rowsAreCopied()
    {
        Viewport view;
        ProblemsPanel panel(view);
        panel.setFaults({{u"some/a.yaml"_s, 12, 4, u"no such object"_s}, {u"some/a.yaml"_s, 3, 1, u"no main"_s}});
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        panel.table()->setFocus();
        panel.table()->selectAll();
        QTest::keyClick(panel.table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"Place,Problem\r\nline 12,no such object\r\nline 3,no main\r\n"_s);
    }

    void aFaultLeadsToItsSectionOfTheHelp()
    {
        Viewport view;
        ProblemsPanel panel(view);
        const QAbstractItemModelTester tester(panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        panel.setFaults(
            {{u"a.yaml"_s, 3, 5, u"unknown step 'slep'"_s, FaultKind::UnknownStep}, {u"a.yaml"_s, 0, 0, u"else"_s}});
        panel.resize(600, 200);
        panel.show();
        QCOMPARE(panel.helpPlace(), (HelpPlace{u"panels"_s, u"problems"_s}));
        QSignalSpy places(&panel, &ProblemsPanel::placeActivated);
        QSignalSpy helps(&panel, &ProblemsPanel::helpRequested);
        const auto click = [&panel](int row) {
            const QModelIndex link = panel.model()->index(row, ProblemModel::Help);
            QTest::mouseClick(panel.table()->viewport(), Qt::LeftButton, {}, panel.table()->visualRect(link).center());
        };
        click(0);
        QCOMPARE(helps.size(), 1);
        QCOMPARE(helps[0][0].value<HelpPlace>(), (HelpPlace{u"errors"_s, u"unknown-step"_s}));
        QCOMPARE(places.size(), 0);
        QCOMPARE(panel.helpPlace(), (HelpPlace{u"errors"_s, u"unknown-step"_s}));
        // What has no section has no link.
        QCOMPARE(panel.model()->index(1, ProblemModel::Help).data().toString(), QString());
        click(1);
        QCOMPARE(helps.size(), 1);
        QCOMPARE(places.size(), 1);
    }

    void problemsAreFoundWhileTheRunGoesOn()
    {
        EventStore store;
        Intervals intervals(store);
        Viewport view;
        ProblemsPanel panel(view);
        const QAbstractItemModelTester tester(panel.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        panel.setIntervals(&intervals);
        panel.finish();
        QCOMPARE(panel.count(), 0);
        store.taskCreated(0, {.task = TaskId(1), .name = "main"});
        store.warning(5, {.code = "slow", .text = "a step took long", .task = TaskId(1)});
        intervals.update();
        panel.refresh();
        QTRY_COMPARE(panel.count(), 1);
        store.dropped(9, 3);
        store.runEnded(10, {});
        intervals.update();
        panel.refresh();
        QTRY_COMPARE(panel.count(), 3);
    }

    void severitiesAreToldInWordsToo()
    {
        Viewport view;
        ProblemsPanel panel(view);
        panel.setFaults({{u"a.yaml"_s, 12, 4, u"no such object"_s}});
        const QModelIndex place = panel.model()->index(0, ProblemModel::Place);
        QCOMPARE(place.data(Qt::AccessibleTextRole).toString(), u"error line 12"_s);
        QVERIFY(!place.data(Qt::DecorationRole).value<QIcon>().isNull());
        QCOMPARE(panel.table()->accessibleName(), u"Problems"_s);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestProblemsPanel)
#include "tst_problemspanel.moc"

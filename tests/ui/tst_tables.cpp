// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"
#include "ui/models/objectmodel.h"
#include "ui/models/taskmodel.h"
#include "ui/panels/filterline.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/tablecopy.h"
#include "ui/panels/taskspanel.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr auto report = QAbstractItemModelTester::FailureReportingMode::QtTest;

/// The cells of some columns, a line a row.
QString cells(const QAbstractItemModel &model, const std::vector<int> &columns)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList line;
        for (const int column : columns)
            line += model.index(row, column).data().toString();
        rows += line.join(u" | "_s);
    }
    return rows.join(u'\n');
}

QString lines(const QStringList &list) { return list.join(u'\n'); }

TraceFilter filter(const QString &text) { return TraceFilter::parse(text).take(); }

/// A trace, a view of it, and a panel that shows it.
template <typename PanelOfTable>
struct Shown {
    explicit Shown(std::shared_ptr<EventStore> events) : store(std::move(events)), intervals(*store), panel(view)
    {
        intervals.update();
        view.setExtent(intervals.end());
        panel.resize(1200, 300);
        panel.setIntervals(&intervals);
        panel.show();
        isActive = QTest::qWaitForWindowActive(&panel);
    }
    ~Shown() { panel.setIntervals(nullptr); }

    QTableView &table() { return panel.table(); }
    void click(int row, int column = 0)
    {
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {},
                          table().visualRect(panel.model().index(row, column)).center());
    }
    int currentRow() { return table().currentIndex().row(); }

    std::shared_ptr<EventStore> store;
    Intervals intervals;
    Viewport view;
    PanelOfTable panel;
    bool isActive = false;
};

} // namespace

class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksAreToldAtTheCursor()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        TaskModel model;
        const QAbstractItemModelTester tester(&model, report);
        model.setIntervals(&intervals);
        const std::vector<int> columns{TaskModel::Name, TaskModel::State, TaskModel::WaitsFor, TaskModel::Since};
        QCOMPARE(
            cells(model, columns),
            lines({u"main | not yet |  | "_s, u"heartbeat() | not yet |  | "_s, u"fetch(0) | not yet |  | "_s,
                   u"fetch(1) | not yet |  | "_s, u"fetch(2) | not yet |  | "_s, u"fetch(3) | not yet |  | "_s,
                   u"fetch(4) | not yet |  | "_s, u"fetch(5) | not yet |  | "_s, u"stubborn() | not yet |  | "_s}));
        model.setMoment(momentAt(*store, 950 * ms));
        QCOMPARE(cells(model, columns),
                 lines({u"main | waiting | gather of 6 | 0.000 s"_s, u"heartbeat() | waiting | sleep | 0.800 s"_s,
                        u"fetch(0) | returned |  | 0.520 s"_s, u"fetch(1) | timed out |  | 0.900 s"_s,
                        u"fetch(2) | waiting | sleep | 0.900 s"_s, u"fetch(3) | failed |  | 0.640 s"_s,
                        u"fetch(4) | returned |  | 0.850 s"_s, u"fetch(5) | timed out |  | 0.900 s"_s,
                        u"stubborn() | waiting | sleep | 0.700 s"_s}));
        model.setMoment({intervals.end(), store->size()});
        QCOMPARE(model.index(1, TaskModel::State).data().toString(), u"cancelled"_s);
        QCOMPARE(model.index(4, TaskModel::State).data().toString(), u"timed out"_s);
    }

    void theFiguresOfATaskAreThoseOfItsLife()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        TaskModel model;
        model.setIntervals(&intervals);
        model.setMoment(momentAt(*store, 100 * ms));
        model.setFilter(filter(u"fetch"_s));
        QCOMPARE(
            cells(model,
                  {TaskModel::Name, TaskModel::Created, TaskModel::Ended, TaskModel::Duration, TaskModel::Running,
                   TaskModel::Waiting, TaskModel::Steps, TaskModel::Parent, TaskModel::ResultText, TaskModel::Number}),
            lines(
                {u"fetch(0) | 0.000 s | 0.520 s | 520 ms | 0 ms | 520 ms | 2 | main | page-0 | 3"_s,
                 u"fetch(1) | 0.000 s | 0.900 s | 900 ms | 0 ms | 900 ms | 2 | main | TimeoutError | 4"_s,
                 u"fetch(2) | 0.000 s | 1.100 s | 1100 ms | 0 ms | 1100 ms | 3 | main | page-2 from the cache | 5"_s,
                 u"fetch(3) | 0.000 s | 0.640 s | 640 ms | 0 ms | 640 ms | 2 | main | ConnectionError: reset by peer | 6"_s,
                 u"fetch(4) | 0.000 s | 0.850 s | 850 ms | 0 ms | 850 ms | 2 | main | page-4 | 7"_s,
                 u"fetch(5) | 0.000 s | 0.900 s | 900 ms | 0 ms | 900 ms | 2 | main | nothing | 8"_s}));
    }

    void anyColumnSortsAndWhatHasNothingStandsLast()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.ready(main).run(main);
        for (const char *name : {"worker(10)", "worker(2)", "alpha"}) {
            const TaskId task = trace.make(name, main);
            trace.ready(task).run(task).at(trace.now() + 5 * ms);
            if (trace.now() != 10 * ms)
                trace.returns(task, name);
        }
        Intervals intervals(trace.store());
        intervals.update();
        TaskModel model;
        const QAbstractItemModelTester tester(&model, report);
        model.setIntervals(&intervals);
        model.setMoment({intervals.end(), trace.store().size()});
        const auto sorted = [&](int column, Qt::SortOrder order) {
            model.sort(column, order);
            return cells(model, {TaskModel::Number}).replace(u'\n', u' ');
        };
        QCOMPARE(sorted(TaskModel::Name, Qt::AscendingOrder), u"4 1 3 2"_s);
        QCOMPARE(sorted(TaskModel::Name, Qt::DescendingOrder), u"2 3 1 4"_s);
        QCOMPARE(sorted(TaskModel::Ended, Qt::AscendingOrder), u"2 4 1 3"_s);
        QCOMPARE(sorted(TaskModel::Ended, Qt::DescendingOrder), u"4 2 1 3"_s);
        QCOMPARE(sorted(TaskModel::Parent, Qt::AscendingOrder), u"2 3 4 1"_s);
        QCOMPARE(sorted(TaskModel::State, Qt::AscendingOrder), u"1 3 2 4"_s);
        QCOMPARE(sorted(TaskModel::Created, Qt::DescendingOrder), u"4 3 2 1"_s);
        for (int column = 0; column < TaskModel::ColumnCount; ++column) {
            for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder})
                QCOMPARE(sorted(column, order).size(), 7);
        }
    }

    void objectsAreToldAtTheCursor()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.ready(main).run(main);
        const ObjectId sem = trace.object(ObjectKind::Semaphore, "sem", 5, main);
        const ObjectId nameless = trace.object(ObjectKind::Queue, "", -1, main);
        std::vector<TaskId> tasks;
        for (int i = 0; i < 8; ++i)
            tasks.push_back(trace.make("worker(" + std::to_string(i) + ")", main));
        for (int i = 0; i < 8; ++i) {
            const TaskId task = tasks[static_cast<std::size_t>(i)];
            trace.at(i * ms).ready(task).run(task);
            if (i >= 5) {
                trace.change(sem, 0, i - 4).wait(task, WaitKind::Semaphore, sem, i - 4);
                continue;
            }
            ObjectChanged change;
            change.object = sem;
            change.value = 4 - i;
            change.waiting = 0;
            change.by = task;
            change.holder = HolderChange::Acquired;
            trace.store().objectChanged(i * ms, change);
        }
        trace.change(nameless, 3, 0);
        const EventStore *store = &trace.store();
        Intervals intervals(*store);
        intervals.update();
        ObjectModel model;
        const QAbstractItemModelTester tester(&model, report);
        model.setIntervals(&intervals);
        QVERIFY(model.advance());
        model.setMoment({intervals.end(), store->size()});
        QCOMPARE(cells(model, {ObjectModel::Name, ObjectModel::Kind, ObjectModel::Value, ObjectModel::Capacity,
                               ObjectModel::Holders, ObjectModel::Waiting, ObjectModel::FirstWaiting,
                               ObjectModel::LongestQueue, ObjectModel::MostInUse}),
                 lines({u"sem | semaphore | 0 free | 5 | worker(0), worker(1), worker(2), worker(3) and 1 more | 3 | "
                        "worker(5), worker(6), worker(7) | 3 | 5"_s,
                        u"queue-2 | queue | 3 items |  |  | 0 |  | 0 | 3"_s}));
        model.setMoment(momentAt(*store, 1 * ms));
        QCOMPARE(cells(model, {ObjectModel::Value, ObjectModel::Holders, ObjectModel::Waiting}),
                 lines({u"3 free | worker(0), worker(1) | 0"_s, u"0 items |  | 0"_s}));
        model.setMoment(Moment{});
        QCOMPARE(cells(model, {ObjectModel::Name, ObjectModel::Value}),
                 lines({u"sem | not yet"_s, u"queue-2 | not yet"_s}));
        model.setFilter(filter(u"-name:sem"_s));
        QCOMPARE(cells(model, {ObjectModel::Name}), u"queue-2"_s);
        model.setFilter({});
        for (int column = 0; column < ObjectModel::ColumnCount; ++column) {
            for (const auto order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
                model.sort(column, order);
                QCOMPARE(model.rowCount(), 2);
            }
        }
    }

    void objectsAreInTheOrderOfAnyIds()
    {
        EventStore store;
        for (const std::uint32_t id : {9U, 2U, 5U})
            store.objectCreated(0, {.object = ObjectId(id), .kind = ObjectKind::Lock});
        Intervals intervals(store);
        intervals.update();
        ObjectModel model;
        const QAbstractItemModelTester tester(&model, report);
        model.setIntervals(&intervals);
        QCOMPARE(cells(model, {ObjectModel::Number}), lines({u"2"_s, u"5"_s, u"9"_s}));
        store.objectCreated(0, {.object = ObjectId(3), .kind = ObjectKind::Lock});
        intervals.update();
        model.refresh();
        if (model.isPending())
            model.apply();
        QCOMPARE(cells(model, {ObjectModel::Number}), lines({u"2"_s, u"3"_s, u"5"_s, u"9"_s}));
    }

    void objectsAreSortedAnewByWhatWasReadLater()
    {
        // More events than are read in a frame; the last of them tells of the longest queue.
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.ready(main).run(main);
        const ObjectId one = trace.object(ObjectKind::Queue, "one", -1, main);
        const ObjectId other = trace.object(ObjectKind::Queue, "other", -1, main);
        for (int i = 0; i < 250'000; ++i)
            trace.change(one, 1, 0);
        trace.change(other, 7, 0).end();
        Shown<ObjectsPanel> shown(trace.shared());
        shown.table().sortByColumn(ObjectModel::MostInUse, Qt::DescendingOrder);
        QTRY_COMPARE(cells(shown.panel.model(), {ObjectModel::Name}), lines({u"other"_s, u"one"_s}));
    }

    void tablesGrowWithARunInAnyOrderAndThroughFilters()
    {
        const auto whole = semaphoreTrace(40, 3);
        Intervals intervals(*whole);
        std::vector<std::unique_ptr<TaskModel>> models;
        std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
        for (int i = 0; i < 4; ++i) {
            models.push_back(std::make_unique<TaskModel>());
            testers.push_back(std::make_unique<QAbstractItemModelTester>(models.back().get(), report));
            models.back()->setIntervals(&intervals);
        }
        models[1]->sort(TaskModel::Name, Qt::DescendingOrder);
        models[2]->setFilter(filter(u"worker"_s));
        models[2]->sort(TaskModel::Waiting);
        models[3]->setWindowFilter(filter(u"state:waiting on:sem"_s));
        while (intervals.update(37)) {
            for (const auto &model : models) {
                model->refresh();
                model->setMoment({intervals.end(), intervals.eventCount()});
                if (model->isPending())
                    model->apply();
            }
            // As if it had been opened just now.
            for (const auto &model : models) {
                TaskModel fresh;
                fresh.setIntervals(&intervals);
                fresh.setMoment({intervals.end(), intervals.eventCount()});
                fresh.sort(model->sortColumn(), model->sortOrder());
                if (model == models[2])
                    fresh.setFilter(filter(u"worker"_s));
                if (model == models[3])
                    fresh.setFilter(filter(u"state:waiting on:sem"_s));
                QCOMPARE(cells(*model, {TaskModel::Number}), cells(fresh, {TaskModel::Number}));
            }
        }
        QCOMPARE(models[0]->rowCount(), 41);
        QCOMPARE(models[2]->rowCount(), 40);
        QCOMPARE(models[3]->rowCount(), 0);
        for (std::uint32_t place = 0; place < 41; ++place)
            QCOMPARE(models[1]->placeOf(models[1]->rowOf(place)), place);
    }

    void aRowSelectsItsTaskAndTheSelectionFindsItsRow()
    {
        Shown<TasksPanel> shown(timeoutTrace());
        const QSignalSpy revealed(&shown.view, &Viewport::revealRequested);
        const QSignalSpy activated(&shown.panel, &TablePanel::rowActivated);
        shown.click(3);
        QCOMPARE(shown.view.selection().task, TaskId(4));
        QVERIFY(!revealed.isEmpty());
        shown.table().setFocus();
        QTest::keyClick(&shown.table(), Qt::Key_Down);
        QCOMPARE(shown.view.selection().task, TaskId(5));
        QTest::keyClick(&shown.table(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        // Elsewhere.
        shown.view.select({TaskId(9), {}});
        QCOMPARE(shown.currentRow(), 8);
        shown.table().sortByColumn(TaskModel::Name, Qt::DescendingOrder);
        QCOMPARE(shown.currentRow(), 0);
        QCOMPARE(shown.view.selection().task, TaskId(9));
        // A filter that hides it does not take the selection away.
        shown.panel.filterLine().setText(u"fetch"_s);
        QCOMPARE(shown.panel.filterLine().countText(), u"6 of 9"_s);
        QCOMPARE(shown.currentRow(), -1);
        QCOMPARE(shown.view.selection().task, TaskId(9));
        shown.panel.filterLine().setText({});
        QCOMPARE(shown.currentRow(), 0);
        shown.view.select({});
        QCOMPARE(shown.currentRow(), -1);
    }

    void aFilterOfStatesFollowsTheCursor()
    {
        Shown<TasksPanel> shown(timeoutTrace());
        shown.panel.filterLine().setText(u"state:done fetch"_s);
        QCOMPARE(shown.panel.model().rowCount(), 6);
        shown.view.setCursor(700 * ms);
        QTRY_COMPARE(shown.panel.model().rowCount(), 2);
        QCOMPARE(shown.panel.filterLine().countText(), u"2 of 9"_s);
        shown.view.setCursor(std::nullopt);
        QTRY_COMPARE(shown.panel.model().rowCount(), 6);
        // The one of the window narrows further.
        shown.panel.setWindowFilter(filter(u"state:timedout"_s));
        QCOMPARE(shown.panel.model().rowCount(), 3);
        shown.panel.setWindowFilter({});
        QCOMPARE(shown.panel.model().rowCount(), 6);
        // What is wrong is told, and the filter before holds.
        shown.panel.filterLine().setText(u"state:don"_s);
        QCOMPARE(shown.panel.filterLine().faultText().left(40), u"Column 7: No state is called don. The st"_s);
        QCOMPARE(shown.panel.model().rowCount(), 6);
    }

    void aHiddenPanelShowsTheRightThingOnceItIsSeen()
    {
        Shown<TasksPanel> shown(timeoutTrace());
        shown.panel.filterLine().setText(u"state:done"_s);
        shown.panel.hide();
        shown.view.setCursor(700 * ms);
        shown.view.select({TaskId(6), {}});
        shown.panel.show();
        QCOMPARE(cells(shown.panel.model(), {TaskModel::Name}), lines({u"fetch(0)"_s, u"fetch(3)"_s}));
        QCOMPARE(shown.currentRow(), 1);
    }

    void columnsAreHiddenMovedSortedAndRemembered()
    {
        QByteArray state;
        {
            Shown<TasksPanel> shown(timeoutTrace());
            QHeaderView *header = shown.table().horizontalHeader();
            QVERIFY(header->isSectionHidden(TaskModel::Number));
            shown.table().setFocus();
            shown.table().setCurrentIndex(shown.panel.model().index(0, TaskModel::State));
            QTest::keyClick(&shown.table(), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(header->visualIndex(TaskModel::State), 0);
            QTest::keyClick(&shown.table(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(shown.panel.model().sortColumn(), static_cast<int>(TaskModel::State));
            QTest::keyClick(&shown.table(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(shown.panel.model().sortOrder(), Qt::DescendingOrder);
            // In the menu of the table, as a person finds it with the menu key.
            QMenu *menu = nullptr;
            for (const QAction *action : shown.table().actions()) {
                if (action->text() == u"Columns"_s)
                    menu = action->menu();
            }
            QVERIFY(menu);
            Q_EMIT menu->aboutToShow();
            for (QAction *action : menu->actions()) {
                if (action->text() == u"Parent"_s)
                    action->trigger();
            }
            QVERIFY(header->isSectionHidden(TaskModel::Parent));
            state = shown.panel.saveColumns();
        }
        Shown<TasksPanel> shown(timeoutTrace());
        QVERIFY(shown.panel.restoreColumns(state));
        const QHeaderView *header = shown.table().horizontalHeader();
        QVERIFY(header->isSectionHidden(TaskModel::Parent));
        QCOMPARE(header->visualIndex(TaskModel::State), 0);
        QCOMPARE(shown.panel.model().sortColumn(), static_cast<int>(TaskModel::State));
        QVERIFY(!shown.panel.restoreColumns("nonsense"));
        QVERIFY(header->isSectionHidden(TaskModel::Parent));
        shown.panel.resetColumns();
        QVERIFY(!header->isSectionHidden(TaskModel::Parent));
        QCOMPARE(header->visualIndex(TaskModel::Name), 0);
        QCOMPARE(shown.panel.model().sortColumn(), static_cast<int>(TaskModel::Created));
    }

    void rowsAreCopiedAsTheyAreShown()
    {
        Shown<TasksPanel> shown(timeoutTrace());
        QHeaderView *header = shown.table().horizontalHeader();
        for (int column = 0; column < TaskModel::ColumnCount; ++column)
            header->setSectionHidden(column, column != TaskModel::Name && column != TaskModel::ResultText);
        header->moveSection(header->visualIndex(TaskModel::ResultText), 0);
        shown.table().setFocus();
        shown.table().selectRow(3);
        shown.table().setSelectionMode(QAbstractItemView::ExtendedSelection);
        QTest::keyClick(&shown.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&shown.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&shown.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(
            QApplication::clipboard()->text(),
            u"TimeoutError\tfetch(1)\npage-2 from the cache\tfetch(2)\nConnectionError: reset by peer\tfetch(3)"_s);
        QTest::keyClick(&shown.table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text().left(40), u"Result,Task\r\nTimeoutError,fetch(1)\r\npage"_s);
    }

    void theFilterIsReachedAndLeftByKeyboard()
    {
        Shown<TasksPanel> shown(timeoutTrace());
        shown.table().setFocus();
        QTest::keyClick(&shown.table(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(shown.panel.filterLine().edit()->hasFocus());
        QTest::keyClicks(shown.panel.filterLine().edit(), u"heart"_s);
        QCOMPARE(shown.panel.model().rowCount(), 1);
        QTest::keyClick(shown.panel.filterLine().edit(), Qt::Key_Down);
        QVERIFY(shown.table().hasFocus());
        shown.panel.filterLine().edit()->setFocus();
        QTest::keyClick(shown.panel.filterLine().edit(), Qt::Key_Escape);
        QCOMPARE(shown.panel.model().rowCount(), 9);
        QCOMPARE(shown.panel.filterLine().edit()->accessibleName(), u"Filter"_s);
        QCOMPARE(shown.table().accessibleName(), u"Tasks"_s);
    }

    void aScreenReaderReadsHowManyRowsThereAre()
    {
        Shown<TasksPanel> shown(timeoutTrace());
        shown.panel.filterLine().setText(u"fetch"_s);
        QWidget *const count = shown.panel.findChild<QWidget *>(u"filterCount"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(count)->text(QAccessible::Name), u"6 of 9 rows"_s);
    }

    void anObjectIsSelectedByItsRow()
    {
        Shown<ObjectsPanel> shown(queueTrace());
        shown.click(0);
        QCOMPARE(shown.view.selection().object, ObjectId(1));
        shown.view.setCursor(0);
        QCOMPARE(shown.panel.model().index(0, ObjectModel::Name).data().toString(), u"jobs"_s);
        shown.view.select({TaskId(1), {}});
        QCOMPARE(shown.currentRow(), -1);
        shown.view.select({{}, ObjectId(1)});
        QCOMPARE(shown.currentRow(), 0);
        QCOMPARE(shown.panel.filterLine().countText(), u"1"_s);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestTables)
#include "tst_tables.moc"

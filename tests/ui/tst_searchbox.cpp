// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"
#include "ui/models/searchmodel.h"
#include "ui/panels/searchbox.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString rowsOf(const SearchModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        rows += index.data().toString() + u" ("_s + index.data(SearchModel::DetailRole).toString() + u')';
    }
    return rows.join(u"; "_s);
}

struct Shown {
    explicit Shown(std::shared_ptr<EventStore> events) : store(std::move(events)), intervals(*store), box(view, &window)
    {
        intervals.update();
        view.setExtent(intervals.end());
        window.resize(900, 500);
        box.move(400, 10);
        box.setIntervals(&intervals);
        window.show();
        isActive = QTest::qWaitForWindowActive(&window);
        box.focusSearch();
    }
    ~Shown() { box.setIntervals(nullptr); }

    void type(const QString &text) { QTest::keyClicks(box.edit(), text); }
    void press(Qt::Key key) { QTest::keyClick(box.edit(), key); }

    std::shared_ptr<EventStore> store;
    Intervals intervals;
    Viewport view;
    QWidget window;
    SearchBox box;
    bool isActive = false;
};

} // namespace

class TestSearchBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAndLinesAreFoundTheBestFirst()
    {
        TraceScript trace;
        const TaskId main = trace.make("homework");
        trace.ready(main).run(main);
        trace.object(ObjectKind::Semaphore, "work", 2, main);
        trace.object(ObjectKind::Queue, "other", 2, main);
        trace.make("worker(1)", main);
        trace.make("hard work", main);
        trace.make("", main);
        trace.at(5 * ms).log(main, "Work is done").log(main, "rest");
        Intervals intervals(trace.store());
        intervals.update();
        SearchModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setIntervals(&intervals);
        const auto found = [&](const QString &text) {
            model.search(text);
            while (!model.advance(1))
                ;
            return rowsOf(model);
        };
        QCOMPARE(found(u"work"_s), u"work (semaphore); worker(1) (task 2); hard work (task 3); homework (task 1); "
                                   "Work is done (log, 0.00500 s)"_s);
        QCOMPARE(found(u"w*k"_s), u"work (semaphore)"_s);
        QCOMPARE(found(u"task-4"_s), u"task-4 (task 4)"_s);
        QCOMPARE(found(u"REST"_s), u"rest (log, 0.00500 s)"_s);
        QCOMPARE(found(u"nowhere"_s), QString());
        QCOMPARE(found(u"  "_s), QString());
    }

    void ofVeryManyTheBestFewAreShown()
    {
        const auto store = crowdTrace(2000);
        Intervals intervals(*store);
        intervals.update();
        SearchModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setIntervals(&intervals);
        model.search(u"walker"_s);
        QVERIFY(!model.advance(100));
        QVERIFY(model.advance());
        QCOMPARE(model.rowCount(), static_cast<int>(SearchModel::mostTasks) + 1);
        QCOMPARE(model.index(0).data().toString(), u"walker(0)"_s);
        QCOMPARE(model.index(10).data().toString(), u"2,000 fit; write more to narrow them"_s);
        QVERIFY(!model.flags(model.index(10)).testFlag(Qt::ItemIsSelectable));
    }

    void whatComesLaterIsFoundToo()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.ready(main).run(main);
        Intervals intervals(trace.store());
        intervals.update();
        SearchModel model;
        model.setIntervals(&intervals);
        model.search(u"late"_s);
        QVERIFY(model.advance());
        QCOMPARE(model.rowCount(), 0);
        trace.make("latecomer", main);
        intervals.update();
        QVERIFY(model.advance());
        QCOMPARE(rowsOf(model), u"latecomer (task 2)"_s);
    }

    void aTaskIsFoundByKeyboard()
    {
        Shown shown(timeoutTrace());
        const QSignalSpy revealed(&shown.view, &Viewport::revealRequested);
        const QSignalSpy left(&shown.box, &SearchBox::left);
        shown.type(u"fetch"_s);
        QVERIFY(shown.box.popup()->isVisible());
        QCOMPARE(shown.box.list()->currentIndex().row(), 0);
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Up);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.view.selection().task, TaskId(4));
        QCOMPARE(revealed.size(), 1);
        QCOMPARE(left.size(), 1);
        QVERIFY(!shown.box.popup()->isVisible());
    }

    void anotherRunIsLookedThroughForWhatIsWritten()
    {
        Shown shown(timeoutTrace());
        shown.type(u"worker"_s);
        QCOMPARE(shown.box.model()->rowCount(), 0);
        const auto other = semaphoreTrace(3, 1);
        Intervals intervals(*other);
        intervals.update();
        shown.box.setIntervals(&intervals);
        QVERIFY(shown.box.popup()->isVisible());
        QCOMPARE(shown.box.model()->rowCount(), 3);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.view.selection().task, intervals.tasks()[1].id);
        shown.box.setIntervals(nullptr);
        QVERIFY(!shown.box.popup()->isVisible());
    }

    void aLineOfTheLogLeadsToItsMoment()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.ready(main).run(main).log(main, "same").log(main, "same").log(main, "last");
        Shown shown(trace.shared());
        shown.type(u"same"_s);
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.view.moment(*shown.store).events, 5U);
        QCOMPARE(shown.view.selection().task, main);
    }

    void escClearsTheField()
    {
        Shown shown(timeoutTrace());
        shown.type(u"fetch"_s);
        shown.press(Qt::Key_Escape);
        QVERIFY(shown.box.edit()->text().isEmpty());
        QVERIFY(!shown.box.popup()->isVisible());
        shown.type(u"nothing of that name"_s);
        QTRY_COMPARE(shown.box.hintText(), u"No task, object or line of the log has that in it"_s);
        shown.press(Qt::Key_Return);
        QVERIFY(!shown.view.selection().isValid());
    }

    void aTextWithKeysIsAFilterOfTheWindow()
    {
        Shown shown(timeoutTrace());
        const QSignalSpy changed(&shown.box, &SearchBox::filterChanged);
        shown.type(u"state:"_s);
        QCOMPARE(shown.box.hintText(), u"Column 7: After state: comes what to look for, such as state:waiting."_s);
        shown.press(Qt::Key_Return);
        QCOMPARE(changed.size(), 0);
        shown.type(u"failed"_s);
        QTRY_COMPARE(shown.box.hintText(), u"Enter shows only these: 2 of 9 tasks"_s);
        shown.press(Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.last().first().toString(), u"state:failed"_s);
        QCOMPARE(shown.box.filter().text(), u"state:failed"_s);
        QVERIFY(shown.box.edit()->text().isEmpty());
        QVERIFY(shown.box.chip()->isVisible());
        QCOMPARE(shown.box.chip()->text(), u"filter: state:failed"_s);
        // A search goes on beside it.
        shown.type(u"main"_s);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.view.selection().task, TaskId(1));
        QCOMPARE(shown.box.filter().text(), u"state:failed"_s);
        // Back into the field to change it.
        shown.press(Qt::Key_Escape);
        shown.press(Qt::Key_Backspace);
        QCOMPARE(shown.box.edit()->text(), u"state:failed"_s);
        shown.type(u",cancelled"_s);
        shown.press(Qt::Key_Return);
        QCOMPARE(changed.last().first().toString(), u"state:failed,cancelled"_s);
        QTest::mouseClick(shown.box.chipClose(), Qt::LeftButton);
        QCOMPARE(changed.last().first().toString(), QString());
        QVERIFY(!shown.box.chip()->isVisible());
        QVERIFY(shown.box.filter().isEmpty());
    }

    void aFilterFromElsewhereIsShown()
    {
        Shown shown(timeoutTrace());
        const QSignalSpy changed(&shown.box, &SearchBox::filterChanged);
        shown.box.setFilter(u"on:sem"_s);
        QCOMPARE(changed.size(), 1);
        QVERIFY(shown.box.chip()->isVisible());
        shown.box.setFilter(u"on:sem"_s);
        QCOMPARE(changed.size(), 1);
        shown.box.setFilter(u"on:"_s);
        QCOMPARE(shown.box.edit()->text(), u"on:"_s);
        QCOMPARE(shown.box.filter().text(), u"on:sem"_s);
    }

    void everyPartHasAName()
    {
        Shown shown(timeoutTrace());
        QVERIFY(!shown.box.edit()->accessibleName().isEmpty());
        QVERIFY(!shown.box.chip()->accessibleName().isEmpty());
        QVERIFY(!shown.box.chipClose()->accessibleName().isEmpty());
        QVERIFY(!shown.box.list()->accessibleName().isEmpty());
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestSearchBox)
#include "tst_searchbox.moc"

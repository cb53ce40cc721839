// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "ui/models/searchmodel.h"
#include "ui/panels/filterline.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/searchbox.h"
#include "ui/panels/taskspanel.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// Search and filters.
class TestWindowSearching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = std::make_unique<test::WindowDriver>();
        QVERIFY(m_driver->openAndRun(m_driver->file(u"baton.coro.yaml"_s, test::baton)));
        m_driver->focusTimeline();
    }
    void cleanup() { m_driver.reset(); }

    void everyModelOfTheWindowIsUnderTest()
    {
        QStringList names;
        for (const QAbstractItemModel *model : m_driver->models())
            names += QString::fromLatin1(model->metaObject()->className());
        names.sort();
        names.removeDuplicates(); // the two lists of the library have a filter each
        // The files of ui/models that are models; the tables' base is none by itself.
        QStringList wanted;
        const QDir folder(QFileInfo(QFINDTESTDATA("tst_windowsearching.cpp")).dir().filePath(u"../../ui/models"_s));
        for (const QString &header : folder.entryList({u"*model.h"_s, u"*filter.h"_s})) {
            QFile file(folder.filePath(header));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto found =
                QRegularExpression(
                    u"class (\\w+)(?: final)? : public (?:QAbstract|QSortFilter|TraceTable)(?:\\w*)Model\\b"_s)
                    .match(QString::fromUtf8(file.readAll()));
            if (found.hasMatch() && found.captured(1) != u"TraceTableModel")
                wanted += u"coroscope::"_s + found.captured(1);
        }
        wanted.sort();
        QVERIFY(wanted.size() >= 5);
        QCOMPARE(names, wanted);
    }

    void aSlashSearchesAndEnterGoesThere()
    {
        SearchBox &search = box();
        m_driver->type(u"/"_s);
        QVERIFY(search.edit()->hasFocus());
        m_driver->type(u"runner(2"_s);
        QCOMPARE(search.edit()->text(), u"runner(2"_s);
        QTRY_VERIFY(search.popup()->isVisible());
        QTRY_COMPARE(found(), QStringList(u"runner(2) task 4"_s));
        m_driver->key(Qt::Key_Return);
        QCOMPARE(m_driver->selected(), u"runner(2)"_s);
        QVERIFY(!search.popup()->isVisible());
        QVERIFY(m_driver->timeline().hasFocus());
        // Keys mean the timeline again.
        m_driver->key(Qt::Key_Up);
        QCOMPARE(m_driver->selected(), u"runner(1)"_s);
    }

    void objectsAndLogLinesAreFoundToo()
    {
        m_driver->type(u"/"_s);
        m_driver->type(u"bat"_s);
        QTRY_COMPARE(found(), QStringList(u"baton semaphore"_s));
        m_driver->key(Qt::Key_Return);
        QCOMPARE(m_driver->selected(), u"baton"_s);
        m_driver->type(u"/"_s);
        m_driver->key(Qt::Key_A, Qt::ControlModifier);
        m_driver->type(u"runs"_s);
        QTRY_COMPARE(found(), (QStringList{u"runner 0 runs log, 0.000 s"_s, u"runner 1 runs log, 0.100 s"_s,
                                           u"runner 2 runs log, 0.300 s"_s}));
        m_driver->key(Qt::Key_Down);
        m_driver->key(Qt::Key_Return);
        QCOMPARE(m_driver->selected(), u"runner(1)"_s);
        QCOMPARE(m_driver->cursor(), 100.0);
        QCOMPARE(m_driver->currentRow(*m_driver->window().log().table()), u"0.100 s | runner(1) | runner 1 runs"_s);
    }

    void escapeLeavesEverythingAsItWas()
    {
        m_driver->clickName(u"runner(1)"_s);
        m_driver->type(u"/"_s);
        m_driver->type(u"main"_s);
        m_driver->key(Qt::Key_Escape);
        if (!m_driver->timeline().hasFocus())
            m_driver->key(Qt::Key_Escape);
        QVERIFY(m_driver->timeline().hasFocus());
        QVERIFY(!box().popup()->isVisible());
        QCOMPARE(m_driver->selected(), u"runner(1)"_s);
        QCOMPARE(m_driver->lanes().size(), 7);
    }

    void aFilterNarrowsLanesAndTables()
    {
        m_driver->openDock(u"tasksDock"_s);
        const QTableView &tasks = m_driver->panel<TasksPanel>().table();
        m_driver->type(u"/"_s);
        m_driver->type(u"name:runner* on:baton"_s);
        QTRY_COMPARE(box().hintText(), u"Enter shows only these: 0 of 4 tasks"_s);
        m_driver->key(Qt::Key_Return);
        QTRY_COMPARE(m_driver->lanes(), (QStringList{u"event loop"_s, u"baton"_s}));
        QTRY_COMPARE(names(tasks), QStringList());
        QCOMPARE(box().chip()->text(), u"filter: name:runner* on:baton"_s);
        // It holds for the moment of the cursor.
        m_driver->focusTimeline();
        m_driver->key(Qt::Key_Home);
        QTRY_COMPARE(names(tasks), (QStringList{u"runner(1)"_s, u"runner(2)"_s}));
        QTRY_COMPARE(m_driver->lanes(), (QStringList{u"event loop"_s, u"baton"_s, u"main"_s, u"gather of 3"_s,
                                                     u"runner(1)"_s, u"runner(2)"_s}));
        m_driver->openDock(u"objectsDock"_s);
        QCOMPARE(names(m_driver->panel<ObjectsPanel>().table()), QStringList());
        m_driver->click(*box().chipClose());
        QTRY_COMPARE(m_driver->lanes().size(), 7);
        m_driver->openDock(u"tasksDock"_s);
        QTRY_COMPARE(tasks.model()->rowCount(), 4);
    }

    void aFilterThatIsNoneSaysWhatIsWrong()
    {
        m_driver->type(u"/"_s);
        m_driver->type(u"state:sleepy"_s);
        QTRY_COMPARE(box().hintText(), u"Column 7: No state is called sleepy. The states are ready, running, waiting, "
                                       "done, returned, failed, cancelled, timedout."_s);
        m_driver->key(Qt::Key_Return);
        QCOMPARE(m_driver->lanes().size(), 7);
        QCOMPARE(box().edit()->text(), u"state:sleepy"_s);
    }

    void panelsHaveFiltersOfTheirOwn()
    {
        m_driver->openDock(u"logDock"_s);
        auto *line = m_driver->panel<LogPanel>().findChild<QLineEdit *>(u"filter"_s);
        m_driver->click(*line);
        m_driver->type(u"runner 1"_s);
        QTRY_COMPARE(m_driver->log(), QStringList(u"0.100 s | runner(1) | runner 1 runs"_s));
        m_driver->openDock(u"tasksDock"_s);
        line = m_driver->panel<TasksPanel>().findChild<QLineEdit *>(u"filter"_s);
        m_driver->click(*line);
        m_driver->type(u"-name:runner*"_s);
        QTRY_COMPARE(names(m_driver->panel<TasksPanel>().table()), QStringList(u"main"_s));
        // The lanes are those of the window's filter.
        QCOMPARE(m_driver->lanes().size(), 7);
        m_driver->key(Qt::Key_A, Qt::ControlModifier);
        m_driver->key(Qt::Key_Delete);
        QTRY_COMPARE(names(m_driver->panel<TasksPanel>().table()).size(), 4);
    }

    void aFilterStaysForTheNextRun()
    {
        box().setFilter(u"name:runner(1)"_s);
        QTRY_COMPARE(m_driver->lanes().filter(u"runner"_s), QStringList(u"runner(1)"_s));
        const auto before = m_driver->session().store();
        m_driver->push(u"restartButton"_s);
        QTRY_VERIFY(m_driver->session().store() != before && m_driver->isWhole());
        QTRY_COMPARE(m_driver->lanes().filter(u"runner"_s), QStringList(u"runner(1)"_s));
    }

private:
    SearchBox &box() { return m_driver->panel<SearchBox>(); }
    QStringList found()
    {
        QStringList all;
        for (int row = 0; row < box().model()->rowCount(); ++row) {
            const QModelIndex index = box().model()->index(row);
            all += index.data().toString() + u' ' + index.data(SearchModel::DetailRole).toString();
        }
        return all;
    }
    static QStringList names(const QTableView &table)
    {
        QStringList all;
        for (const QString &row : test::WindowDriver::rows(table))
            all += row.section(u" | "_s, 0, 0);
        return all;
    }

    std::unique_ptr<test::WindowDriver> m_driver;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowSearching)
#include "tst_windowsearching.moc"

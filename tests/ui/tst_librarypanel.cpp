// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"
#include "tests/core/analysis/scenariotraces.h"
#include "ui/models/libraryfilter.h"
#include "ui/models/librarymodel.h"
#include "ui/panels/librarylist.h"
#include "ui/panels/librarypanel.h"
#include "ui/panels/libraryrow.h"
#include "ui/timeline/thumbnail.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace coroscope
{

using Mode = QAbstractItemModelTester::FailureReportingMode;

/// The library as a model, as a list with a search, and as a panel.
class TestLibraryPanel : public QObject
{
    Q_OBJECT

    static QList<LibraryProgram> allRead()
    {
        QList<LibraryProgram> programs;
        for (const LibraryEntry &entry : libraryEntries())
            programs += readLibraryProgram(entry);
        return programs;
    }

    /// `topic: name name`, a line for each topic.
    static QStringList linesOf(const QAbstractItemModel &model)
    {
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex topic = model.index(row, 0);
            QString line = topic.data().toString() + u':';
            for (int i = 0; i < model.rowCount(topic); ++i)
                line += u' ' + model.index(i, 0, topic).data(LibraryModel::NameRole).toString();
            lines += line;
        }
        return lines;
    }

    static QStringList linesOf(const QList<LibraryProgram> &programs)
    {
        QStringList lines;
        for (const LibraryTopic &topic : libraryTopics()) {
            QString line = topic.title + u':';
            for (const LibraryProgram &program : programs) {
                if (program.entry.topic == topic.id)
                    line += u' ' + program.entry.name;
            }
            if (!line.endsWith(u':'))
                lines += line;
        }
        return lines;
    }

private Q_SLOTS:
    void programsStandUnderTheirTopics()
    {
        LibraryModel model;
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        const QList<LibraryProgram> programs = allRead();
        QCOMPARE(linesOf(model), linesOf(programs));
        // Before they are read a program is called as its file.
        const QModelIndex hello = model.indexOf(u"hello"_s);
        QCOMPARE(hello.data().toString(), u"hello"_s);
        QCOMPARE(hello.data(LibraryModel::DescriptionRole).toString(), QString());
        QCOMPARE(hello.parent().data().toString(), u"First steps"_s);
        model.setPrograms(programs);
        QCOMPARE(hello.data().toString(), u"Hello, asyncio!"_s);
        QVERIFY(!hello.data(LibraryModel::DescriptionRole).toString().isEmpty());
        QVERIFY(!model.indexOf(u"nothing"_s).isValid());
        for (const LibraryProgram &program : programs)
            QCOMPARE(model.program(model.indexOf(program.entry.name))->title, program.title);
    }

    void aPictureIsAskedForWhenSomebodyLooks()
    {
        LibraryModel model;
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        QSignalSpy needed(&model, &LibraryModel::pictureNeeded);
        const QModelIndex hello = model.indexOf(u"hello"_s);
        QVERIFY(hello.data(LibraryModel::PictureRole).value<QImage>().isNull());
        QCOMPARE(needed.size(), 1);
        QCOMPARE(needed[0][0].toString(), u"hello"_s);
        model.setPicture(u"hello"_s, QImage(4, 3, QImage::Format_RGB32));
        QCOMPARE(hello.data(LibraryModel::PictureRole).value<QImage>().size(), QSize(4, 3));
        QCOMPARE(needed.size(), 1);
        model.forgetPictures();
        QVERIFY(hello.data(LibraryModel::PictureRole).value<QImage>().isNull());
        QCOMPARE(needed.size(), 2);
    }

    void aSearchLeavesWhatHasAllWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("a title") << u"asyncio!"_s;
        QTest::newRow("a name, in capitals") << u"SEMAPHORE-30"_s;
        QTest::newRow("a tag") << u"deadlock"_s;
        QTest::newRow("a topic") << u"queues"_s;
        QTest::newRow("a topic and a tag") << u"  limits   semaphore "_s;
        QTest::newRow("what no program has") << u"semaphore xyzzy"_s;
    }
    void aSearchLeavesWhatHasAllWords()
    {
        QFETCH(const QString, text);
        LibraryModel model;
        LibraryFilter filter;
        const QAbstractItemModelTester tester(&filter, Mode::QtTest);
        filter.setModel(&model);
        const LibrarySearch search(text);
        filter.setSearch(search);
        // Also what is read only now.
        model.setPrograms(allRead());
        QList<LibraryProgram> left;
        for (const LibraryProgram &program : allRead()) {
            if (search.fits(program))
                left += program;
        }
        QCOMPARE(linesOf(filter), linesOf(left));
        QCOMPARE(left.isEmpty(), text.contains(u"xyzzy"));
        QCOMPARE(left.size() == libraryEntries().size(), text.isEmpty());
    }

    void theListIsWorkedByKeys()
    {
        LibraryModel model;
        model.setPrograms(allRead());
        LibraryList list;
        list.setModel(&model);
        list.resize(320, 500);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        QSignalSpy chosen(&list, &LibraryList::chosen);
        list.search()->setFocus();
        // Enter without a word does nothing: nobody asked for the first of all.
        QTest::keyClick(list.search(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 0);
        QTest::keyClicks(list.search(), u"semaphore-30"_s);
        QTest::keyClick(list.search(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), u"library:semaphore-30"_s);
        QCOMPARE(list.current()->entry.name, u"semaphore-30"_s);
        QTest::keyClicks(list.search(), u" xyzzy"_s);
        auto *nothing = list.findChild<QLabel *>(u"muted"_s);
        QVERIFY(nothing->isVisible());
        QVERIFY(!list.current());
        QTest::keyClick(list.search(), Qt::Key_Escape);
        QCOMPARE(list.search()->text(), QString());
        QVERIFY(!nothing->isVisible());
        QTest::keyClick(list.search(), Qt::Key_Down);
        QVERIFY(list.view()->hasFocus());
        QCOMPARE(list.current()->entry.name, libraryEntries().front().name);
        QTest::keyClick(list.view(), Qt::Key_Down);
        QCOMPARE(list.current()->entry.name, libraryEntries()[1].name);
        QTest::keyClick(list.view(), Qt::Key_Enter);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen[1][0].toString(), u"library:"_s + libraryEntries()[1].name);
        // A topic folds.
        const QModelIndex topic = list.view()->model()->index(0, 0);
        list.view()->setCurrentIndex(topic);
        QVERIFY(list.view()->isExpanded(topic));
        QTest::keyClick(list.view(), Qt::Key_Return);
        QVERIFY(!list.view()->isExpanded(topic));
        QTest::keyClick(list.view(), Qt::Key_Right);
        QVERIFY(list.view()->isExpanded(topic));
        QCOMPARE(chosen.size(), 2);
    }

    void aClickSelectsAndADoubleClickOpens()
    {
        LibraryModel model;
        LibraryList list;
        list.setModel(&model);
        list.resize(320, 500);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        QSignalSpy chosen(&list, &LibraryList::chosen);
        const QAbstractItemModel &shown = *list.view()->model();
        const QModelIndex first = shown.index(0, 0, shown.index(0, 0));
        const QPoint place = list.view()->visualRect(first).center();
        QTest::mouseClick(list.view()->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(list.view()->currentIndex(), first);
        QCOMPARE(chosen.size(), 0);
        QTest::mouseDClick(list.view()->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), u"library:"_s + libraryEntries().front().name);
        // A topic folds by one.
        const QPoint topic = list.view()->visualRect(shown.index(0, 0)).center();
        QTest::mouseClick(list.view()->viewport(), Qt::LeftButton, {}, topic);
        QVERIFY(!list.view()->isExpanded(shown.index(0, 0)));
        QCOMPARE(chosen.size(), 1);
    }

    void thePanelTellsWhatTheSelectedProgramShows()
    {
        LibraryModel model;
        LibraryPanel panel;
        panel.setModel(&model);
        model.setPrograms(allRead());
        panel.resize(320, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *open = panel.findChild<QPushButton *>(u"libraryOpen"_s);
        panel.list()->search()->setText(u"semaphore-30"_s);
        panel.list()->selectFirst();
        const LibraryProgram program = *panel.list()->current();
        const QString text = panel.text()->toPlainText();
        QVERIFY2(text.startsWith(program.title + u" semaphore-30\n"_s + program.description + u'\n'), qPrintable(text));
        for (const QString &tag : program.tags)
            QVERIFY2(text.contains(tag), qPrintable(tag));
        QSignalSpy chosen(&panel, &LibraryPanel::chosen);
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), u"library:semaphore-30"_s);
        // A tag is a search.
        Q_EMIT panel.text()->anchorClicked(QUrl(u"tag:semaphore"_s));
        QCOMPARE(panel.list()->search()->text(), u"semaphore"_s);
        panel.list()->search()->setText(u"xyzzy"_s);
        QVERIFY(!open->isEnabled());
        QCOMPARE(panel.text()->toPlainText(), u"Choose a program to read what it shows."_s);
    }

    void aThumbnailHasTheColoursOfItsRun()
    {
        const auto store = test::traceOfBuiltin(u"semaphore-30"_s);
        Intervals intervals(*store);
        intervals.update();
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            const QImage image = runThumbnail(intervals, {184, 96}, 2, kind);
            QCOMPARE(image.size(), QSize(184, 96));
            QCOMPARE(image.devicePixelRatio(), 2.0);
            const Theme &colors = theme(kind);
            QHash<QRgb, int> counts;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    ++counts[image.pixel(x, y)];
            }
            const auto count = [&](const QColor &color) { return counts.value(color.rgb()); };
            QVERIFY(count(colors.bar(TaskState::Waiting, WaitKind::Semaphore).fill) > 1000);
            QVERIFY(count(colors.bar(TaskState::Waiting, WaitKind::Sleep).fill) > 500);
            QVERIFY(count(colors.canvas) > 1000);
            QCOMPARE(image.pixelColor(2, 2), colors.canvas);
        }
    }

    void aThumbnailOfNothingIsEmpty()
    {
        const EventStore store{TraceMeta{}};
        const Intervals intervals(store);
        const QImage image = runThumbnail(intervals, {92, 48}, 1, ThemeKind::Dark);
        QCOMPARE(image.size(), QSize(92, 48));
        QCOMPARE(image.pixelColor(40, 20), theme(ThemeKind::Dark).canvas);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestLibraryPanel)
#include "tst_librarypanel.moc"

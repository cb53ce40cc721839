// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/libraryshelf.h"
#include "resources/library.h"
#include "tests/app/support/windowdriver.h"
#include "ui/models/librarymodel.h"
#include "ui/panels/librarylist.h"
#include "ui/panels/librarypanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/startpage.h"

#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// The library in the window: its panel, the start page, the menu, and the copies that are opened.
class TestWindowLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = std::make_unique<test::WindowDriver>();
    }
    void cleanup() { m_driver.reset(); }

    void thePanelIsATabBesideTheScenario()
    {
        MainWindow &window = m_driver->window();
        auto &library = m_driver->named<QDockWidget>(u"libraryDock"_s);
        auto &scenario = m_driver->named<QDockWidget>(u"scenarioDock"_s);
        for (const QSize size : {QSize(1680, 1000), QSize(1280, 720), QSize(1000, 600), QSize(1680, 1000)}) {
            window.resize(size);
            QTRY_VERIFY(window.tabifiedDockWidgets(&scenario).contains(&library));
            QCOMPARE(window.dockWidgetArea(&library), Qt::LeftDockWidgetArea);
            QTRY_VERIFY(!scenario.visibleRegion().isEmpty());
        }
        QVERIFY(!library.toggleViewAction()->text().isEmpty());
        // Where there is room knobs and sweep stay below both.
        QTRY_COMPARE(window.tabifiedDockWidgets(&scenario).size(), 1);
        library.close();
        window.close();
        m_driver->makeWindow();
        QVERIFY(m_driver->named<QDockWidget>(u"libraryDock"_s).isHidden());
    }

    void titlesAndPicturesComeInTheBackground()
    {
        m_driver->openDock(u"libraryDock"_s);
        LibraryModel &model = modelOf();
        LibraryList &list = *m_driver->panel<LibraryPanel>().list();
        list.search()->setText(u"semaphore-30"_s);
        QTRY_VERIFY_WITH_TIMEOUT(model.indexOf(u"semaphore-30"_s).data().toString().contains(u' '), longPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!pictureOf(u"semaphore-30"_s).isNull(), longPatience);
        const QImage dark = pictureOf(u"semaphore-30"_s);
        QVERIFY(dark.height() > 30);
        // Other colours are drawn anew, and the first are kept.
        m_driver->window().setTheme(ThemeKind::Light);
        QTRY_VERIFY_WITH_TIMEOUT(!pictureOf(u"semaphore-30"_s).isNull(), longPatience);
        QVERIFY(pictureOf(u"semaphore-30"_s) != dark);
        m_driver->window().setTheme(ThemeKind::Dark);
        QTRY_VERIFY_WITH_TIMEOUT(pictureOf(u"semaphore-30"_s) == dark, longPatience);
    }

    void everyProgramHasAPicture()
    {
        auto shelf = LibraryShelf::shared();
        const LibraryLook look{ThemeKind::Dark, {92, 48}, 1};
        QStringList left;
        for (const LibraryEntry &entry : libraryEntries()) {
            shelf->draw(entry.name, look);
            left += entry.name;
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            (left.removeIf([&](const QString &name) { return !shelf->picture(name, look).isNull(); }), left.isEmpty()),
            4 * longPatience);
        for (const LibraryEntry &entry : libraryEntries()) {
            // Something happens in each.
            const QImage picture = shelf->picture(entry.name, look);
            QImage empty(picture.size(), picture.format());
            empty.fill(theme(ThemeKind::Dark).canvas);
            QVERIFY2(picture != empty, qPrintable(entry.name));
        }
    }

    void aShelfGoesWhileItIsDrawing()
    {
        m_driver.reset();
        auto shelf = LibraryShelf::shared();
        shelf->read();
        for (const LibraryEntry &entry : libraryEntries())
            shelf->draw(entry.name, {ThemeKind::Dark, {93, 48}, 1});
        shelf.reset();
        // What it had posted finds nobody.
        QCoreApplication::processEvents();
    }

    void aDoubleClickOpensACopyThatIsSavedElsewhere()
    {
        m_driver->openDock(u"libraryDock"_s);
        LibraryList &list = *m_driver->panel<LibraryPanel>().list();
        QTRY_VERIFY_WITH_TIMEOUT(modelOf().indexOf(u"semaphore-30"_s).data().toString() != u"semaphore-30",
                                 longPatience);
        list.search()->setText(u"semaphore-30"_s);
        QTreeView &view = *list.view();
        const QModelIndex row = view.model()->index(0, 0, view.model()->index(0, 0));
        const QString title = row.data().toString();
        test::WindowDriver::doubleClick(*view.viewport(), view.visualRect(row).center());
        QVERIFY(m_driver->runsToEnd());
        QVERIFY(m_driver->window().windowTitle().startsWith(title));
        const ScenarioDocument &document = m_driver->session().document();
        const QString text = original(u"semaphore-30"_s);
        QCOMPARE(document.text(), text);
        QVERIFY(!document.hasFile());
        QVERIFY(!document.isModified());
        QCOMPARE(document.name(), u"semaphore-30.coro.yaml"_s);
        QCOMPARE(m_driver->window().recentFiles(), QStringList());

        // It may be changed; who opens another one is asked.
        m_driver->openDock(u"scenarioDock"_s);
        m_driver->panel<ScenarioEditor>().setFocus();
        m_driver->type(u"# mine"_s);
        m_driver->key(Qt::Key_Return);
        QTRY_VERIFY(document.isModified());
        m_driver->answer = Workbench::Answer::Cancel;
        m_driver->window().openFile(u"library:hello"_s);
        QCOMPARE(m_driver->asked.size(), 1);
        QCOMPARE(document.name(), u"semaphore-30.coro.yaml"_s);

        // Saving asks where, and the library stays as it is.
        m_driver->chosenPath = m_driver->path(u"own.coro.yaml"_s);
        m_driver->choose(u"save"_s);
        QCOMPARE(QString::fromUtf8(m_driver->contents(u"own.coro.yaml"_s)), u"# mine\n"_s + text);
        QCOMPARE(original(u"semaphore-30"_s), text);
        QVERIFY(document.hasFile());
        QVERIFY(!document.isModified());
        m_driver->window().openFile(u"library:semaphore-30"_s);
        QVERIFY(m_driver->runsToEnd());
        QCOMPARE(document.text(), text);
    }

    void theStartPageOpensAProgramByADoubleClick()
    {
        auto &start = m_driver->panel<StartPage>();
        QVERIFY(start.isVisible());
        QTreeView &view = *start.library()->view();
        const QModelIndex row = view.model()->index(0, 0, view.model()->index(0, 0));
        const QString name = row.data(LibraryModel::NameRole).toString();
        test::WindowDriver::doubleClick(*view.viewport(), view.visualRect(row).center());
        QVERIFY(m_driver->runsToEnd());
        QVERIFY(!start.isVisible());
        QCOMPARE(m_driver->session().document().text(), original(name));
    }

    void theExamplesMenuHasTheTopics()
    {
        auto &examples = m_driver->named<QMenu>(u"examples"_s);
        QStringList topics;
        QStringList names;
        for (const QAction *topic : examples.actions()) {
            topics += topic->text();
            Q_EMIT topic->menu()->aboutToShow();
            for (const QAction *program : topic->menu()->actions()) {
                names += program->objectName();
                QVERIFY(!program->toolTip().isEmpty());
            }
        }
        QStringList wantedTopics;
        QStringList wantedNames;
        for (const LibraryTopic &topic : libraryTopics()) {
            bool hasAny = false;
            for (const LibraryEntry &entry : libraryEntries()) {
                if (entry.topic != topic.id)
                    continue;
                hasAny = true;
                wantedNames += u"example-"_s + entry.name;
            }
            if (hasAny)
                wantedTopics += topic.title;
        }
        QCOMPARE(topics, wantedTopics);
        QCOMPARE(names, wantedNames);
        m_driver->choose(u"example-hello"_s);
        QVERIFY(m_driver->runsToEnd());
        QCOMPARE(m_driver->session().document().name(), u"hello.coro.yaml"_s);
    }

    void anUnknownNameIsToldAndAllStays()
    {
        m_driver->window().openFile(u"library:hello"_s);
        QVERIFY(m_driver->runsToEnd());
        m_driver->window().openFile(u"library:helo"_s);
        QVERIFY(m_driver->window().messages().isVisible());
        QCOMPARE(m_driver->session().document().name(), u"hello.coro.yaml"_s);
    }

private:
    static constexpr int longPatience = 2 * test::WindowDriver::patience; ///< the thread gives way to all others

    LibraryModel &modelOf() { return m_driver->panel<LibraryModel>(); }
    QImage pictureOf(const QString &name)
    {
        return modelOf().indexOf(name).data(LibraryModel::PictureRole).value<QImage>();
    }

    static QString original(const QString &name)
    {
        QFile file(*libraryPath(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    std::unique_ptr<test::WindowDriver> m_driver;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowLibrary)
#include "tst_windowlibrary.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/scenariosession.h"
#include "ui/models/librarymodel.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/knobwidget.h"
#include "ui/panels/legendwidget.h"
#include "ui/panels/librarylist.h"
#include "ui/panels/startpage.h"
#include "ui/panels/transportbar.h"
#include "ui/theme/theme.h"
#include "ui/timeline/overviewwidget.h"
#include "ui/timeline/timelinewidget.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTreeView>

#include <set>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int patience = 120'000; // a guard against hanging

/// The dock that a widget is in, else what it is itself.
QString placeOf(const QWidget *widget)
{
    for (const QWidget *at = widget; at; at = at->parentWidget()) {
        if (qobject_cast<const QDockWidget *>(at) || at->objectName() == u"transport"_s)
            return at->objectName();
    }
    return widget ? widget->objectName() : QString();
}

QString told(const QAccessibleInterface *part)
{
    const QObject *object = part->object();
    return u"%1 %2 with role %3"_s
        .arg(object ? QLatin1String(object->metaObject()->className()) : QLatin1String(),
             object ? object->objectName() : QString())
        .arg(part->role());
}

} // namespace

/// The real window without a mouse or without eyes, in windows of several sizes and with texts of several sizes.
class TestWindowAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"coroscope-tests"_s);
        QCoreApplication::setApplicationName(u"tst_windowaccess"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

    void init()
    {
        QSettings().clear();
        makeWindow({1680, 1000});
    }
    void cleanup()
    {
        m_window.reset();
        setTextScale(1);
    }

    void everythingThatTakesTheFocusHasAName()
    {
        open();
        raiseAll();
        QStringList nameless;
        int count = 0;
        walk(QAccessible::queryAccessibleInterface(m_window.get()), [&](QAccessibleInterface *part) {
            const auto *widget = qobject_cast<QWidget *>(part->object());
            // The lists of combo boxes are windows of Qt's own; the name of a label is its text.
            if (!widget || qobject_cast<const QLabel *>(widget) || widget->focusPolicy() == Qt::NoFocus ||
                widget->window() != m_window.get())
                return;
            ++count;
            if (part->text(QAccessible::Name).isEmpty() || part->role() == QAccessible::NoRole)
                nameless += told(part);
        });
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
        QVERIFY(count > 30);
    }

    void theStartPageHasNamesToo()
    {
        QStringList nameless;
        walk(QAccessible::queryAccessibleInterface(m_window->findChild<StartPage *>()),
             [&](QAccessibleInterface *part) {
                 const auto *widget = qobject_cast<QWidget *>(part->object());
                 if (widget && widget->focusPolicy() != Qt::NoFocus && part->text(QAccessible::Name).isEmpty())
                     nameless += told(part);
             });
        QCOMPARE(nameless, QStringList());
    }

    void lanesAreItemsOfAList()
    {
        open();
        QAccessibleInterface *timeline = QAccessible::queryAccessibleInterface(&m_window->timeline());
        QCOMPARE(timeline->role(), QAccessible::List);
        QStringList names;
        for (int lane = 0; lane < 5; ++lane) {
            QAccessibleInterface *part = timeline->child(lane);
            QCOMPARE(part->role(), QAccessible::ListItem);
            names += part->text(QAccessible::Name);
        }
        QCOMPARE(names.mid(0, 3), (QStringList{u"event loop"_s, u"sem"_s, u"main"_s}));
        QVERIFY(names[4].contains(u"worker(0)"_s));
    }

    void tablesTellTheirCells()
    {
        open();
        raiseAll();
        int tables = 0;
        for (QTableView *view : m_window->findChildren<QTableView *>()) {
            QAccessibleInterface *part = QAccessible::queryAccessibleInterface(view);
            QVERIFY(!part->text(QAccessible::Name).isEmpty());
            if (view->model()->rowCount() == 0)
                continue;
            ++tables;
            QAccessibleTableInterface *table = part->tableInterface();
            QVERIFY(table);
            QStringList row;
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                if (!view->isColumnHidden(column))
                    row += table->cellAt(0, column)->text(QAccessible::Name);
            }
            QVERIFY2(!row.join(QString()).isEmpty(), qPrintable(told(part)));
        }
        QVERIFY(tables >= 3); // log, tasks, objects
    }

    void tabReachesEveryPanelAndComesBack()
    {
        open();
        TimelineWidget &timeline = m_window->timeline();
        timeline.setFocus();
        std::set<QString> reached;
        constexpr int most = 300;
        bool isBack = false;
        int stays = 0;
        for (int i = 0; i < most && !isBack; ++i) {
            QWidget *at = QApplication::focusWidget();
            QVERIFY(at);
            // The editor takes Tab for its text.
            const bool isEditor = at->objectName() == u"scenarioEditor"_s;
            QTest::keyClick(at, Qt::Key_Tab, isEditor ? Qt::ControlModifier : Qt::NoModifier);
            // In a text Tab goes from link to link first.
            stays = QApplication::focusWidget() == at ? stays + 1 : 0;
            QVERIFY2(stays < (qobject_cast<QTextBrowser *>(at) ? 60 : 1),
                     qPrintable(u"Tab stays in %1 %2 of %3"_s.arg(QLatin1String(at->metaObject()->className()),
                                                                  at->objectName(), placeOf(at))));
            QVERIFY2(!QApplication::focusWidget()->visibleRegion().isEmpty(),
                     qPrintable(placeOf(QApplication::focusWidget())));
            reached.insert(placeOf(QApplication::focusWidget()));
            isBack = QApplication::focusWidget() == &timeline;
        }
        QVERIFY(isBack);
        for (const auto &name :
             {u"overview"_s, u"transport"_s, u"logDock"_s, u"tasksDock"_s, u"objectsDock"_s, u"statisticsDock"_s,
              u"detailsDock"_s, u"scenarioDock"_s, u"libraryDock"_s, u"knobsDock"_s, u"sweepDock"_s})
            QVERIFY2(reached.contains(name), qPrintable(name));
    }

    void aKeyGoesFromPanelToPanel()
    {
        open();
        m_window->timeline().setFocus();
        const auto round = [this](QKeyCombination key) {
            QStringList places;
            do {
                QTest::keyClick(m_window.get(), key.key(), key.keyboardModifiers());
                places += placeOf(QApplication::focusWidget());
            } while (places.size() < 20 && places.back() != u"timeline"_s);
            return places;
        };
        const QStringList there = round(Qt::CTRL | Qt::Key_F6);
        // There is no problem to go to.
        QCOMPARE(there,
                 (QStringList{u"logDock"_s, u"tasksDock"_s, u"objectsDock"_s, u"statisticsDock"_s, u"detailsDock"_s,
                              u"scenarioDock"_s, u"libraryDock"_s, u"knobsDock"_s, u"sweepDock"_s, u"timeline"_s}));
        QStringList back = round(Qt::CTRL | Qt::SHIFT | Qt::Key_F6);
        std::reverse(back.begin(), std::prev(back.end()));
        QCOMPARE(back, there);
    }

    void textsGrowWithLanesAndRowsAndAreRemembered()
    {
        open();
        TimelineWidget &timeline = m_window->timeline();
        auto *table = m_window->findChild<QDockWidget *>(u"logDock"_s)->findChild<QTableView *>();
        const int lane = timeline.laneRect(4).height();
        const int row = table->rowHeight(0);
        const int overview = m_window->findChild<OverviewWidget *>()->height();
        const int body = QApplication::font().pixelSize();
        action(u"textLarger"_s)->trigger();
        QCOMPARE(textScale(), 1.1);
        m_window->setTextSize(1.5);
        QCOMPARE(timeline.laneRect(4).height(), lane * 3 / 2);
        QCOMPARE(table->rowHeight(0), withText(row));
        QCOMPARE(m_window->findChild<OverviewWidget *>()->height(), overview * 3 / 2);
        QCOMPARE(QApplication::font().pixelSize(), withText(body));
        QCOMPARE(m_window->menuBar()->font().pixelSize(), withText(body));
        for (const QMenu *menu : m_window->findChildren<QMenu *>())
            QCOMPARE(menu->font().pixelSize(), withText(body));
        for (const QTabBar *bar : m_window->findChildren<QTabBar *>())
            QCOMPARE(bar->font().pixelSize(), withText(body));
        for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>(u"sweepStart"_s))
            QCOMPARE(button->font().pixelSize(), themeFont(FontRole::Small).pixelSize());
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->property("fontRole").isValid())
                QCOMPARE(label->font().pixelSize(),
                         themeFont(static_cast<FontRole>(label->property("fontRole").toInt())).pixelSize());
        }
        m_window->close();
        setTextScale(1);
        makeWindow({1680, 1000});
        QCOMPARE(textScale(), 1.5);
        QCOMPARE(QFontInfo(m_window->menuBar()->font()).pixelSize(), withText(body));
        for (int i = 0; i < 10; ++i)
            action(u"textSmaller"_s)->trigger();
        QCOMPARE(textScale(), 0.8);
        action(u"textAsMade"_s)->trigger();
        QCOMPARE(textScale(), 1.0);
    }

    void toolsAndFieldsGrowWithTheTexts()
    {
        open();
        auto *bar = m_window->findChild<TransportBar *>();
        auto *search = m_window->findChild<QLineEdit *>(u"search"_s);
        const int width = search->width();
        bar->setSpeed(1.5);
        m_window->setTextSize(1.5);
        QCOMPARE(bar->iconSize(), QSize(24, 24));
        for (const QAbstractButton *button :
             m_window->findChild<QDockWidget *>(u"detailsDock"_s)->titleBarWidget()->findChildren<QAbstractButton *>())
            QCOMPARE(button->iconSize(), QSize(18, 18));
        QTRY_COMPARE(search->width(), width * 3 / 2);
        const auto *speed = bar->findChild<QLabel *>(u"speedValue"_s);
        QTRY_VERIFY(speed->width() >= speed->sizeHint().width());
        const auto *filter = m_window->findChild<QDockWidget *>(u"logDock"_s)->findChild<QLineEdit *>(u"filter"_s);
        QTRY_VERIFY(filter->height() >= filter->sizeHint().height());
    }

    void thePointerFindsLanesAtAnyTextSize()
    {
        open();
        m_window->setTextSize(1.75);
        TimelineWidget &timeline = m_window->timeline();
        for (const std::size_t lane : {std::size_t(0), std::size_t(1), std::size_t(4), std::size_t(6)}) {
            const Hit hit = timeline.hitAt(timeline.laneRect(lane).center());
            QVERIFY(hit.lane);
            QCOMPARE(*hit.lane, lane);
        }
        const QPoint at = timeline.laneRect(5).center();
        QTest::mouseClick(&timeline, Qt::LeftButton, {}, at);
        QCOMPARE(timeline.selectedLane(), std::optional<std::size_t>(5));
        QVERIFY(timeline.view().cursor());
        const double share = (at.x() - timeline.plotLeft()) / (timeline.plotRight() - timeline.plotLeft());
        const TimeRange range = timeline.view().range();
        const double wanted = static_cast<double>(range.from) + share * static_cast<double>(range.span());
        QVERIFY(std::abs(static_cast<double>(*timeline.view().cursor()) - wanted) <
                static_cast<double>(range.span()) * 0.005);
    }

    void panelsHaveWhatTheyNeed()
    {
        open();
        auto *knobs = m_window->findChild<KnobsPanel *>();
        QTRY_VERIFY(knobs->height() >= knobs->sizeHint().height());
        for (const auto &name : {u"permits"_s, u"jobs"_s, u"slowest"_s})
            QCOMPARE(knobs->knob(name)->visibleRegion().boundingRect(), knobs->knob(name)->rect());
        auto *legend = m_window->findChild<LegendWidget *>();
        QTRY_VERIFY(legend->height() >= legend->heightForWidth(legend->width()));
        m_window->findChild<QDockWidget *>(u"statisticsDock"_s)->raise();
        QTRY_VERIFY(m_window->findChild<QDockWidget *>(u"statisticsDock"_s)->widget()->height() >= 190);
    }

    void aSmallerWindowGivesTheTimelineItsRoom_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("height");
        QTest::newRow("1920x1080") << QSize(1920, 1080) << 0.6 << 0.55;
        QTest::newRow("1280x720") << QSize(1280, 720) << 0.57 << 0.45;
        QTest::newRow("1000x600") << QSize(1000, 600) << 0.7 << 0.4;
    }
    void aSmallerWindowGivesTheTimelineItsRoom()
    {
        QFETCH(QSize, size);
        QFETCH(double, width);
        QFETCH(double, height);
        open();
        m_window->resize(size);
        QTRY_VERIFY(m_window->timeline().width() >= size.width() * width);
        QTRY_VERIFY(m_window->timeline().height() >= size.height() * height);
    }

    void placesThatAPersonChoseStay()
    {
        open();
        auto *sweep = m_window->findChild<QDockWidget *>(u"sweepDock"_s);
        sweep->close();
        m_window->resize(1280, 720);
        QCoreApplication::processEvents();
        QVERIFY(sweep->isHidden());
        m_window->close();
        makeWindow({1680, 1000});
        QVERIFY(m_window->findChild<QDockWidget *>(u"sweepDock"_s)->isHidden());
        for (QAction *one : m_window->findChildren<QAction *>()) {
            if (one->text() == u"&Places as at first"_s)
                one->trigger();
        }
        QVERIFY(!m_window->findChild<QDockWidget *>(u"sweepDock"_s)->isHidden());
    }

    void theStartPageOpensAProgramOfTheLibrary()
    {
        auto *start = m_window->findChild<StartPage *>();
        QVERIFY(start->isVisible());
        QVERIFY(!m_window->timeline().isVisible());
        QVERIFY(!start->recentFiles()->isVisible());
        auto *button = start->findChild<QWidget *>(u"startOpen"_s);
        QCOMPARE(QApplication::focusWidget(), button);
        QTest::keyClick(button, Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), start->library()->search());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), start->library()->view());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        // What the programs tell of themselves is read in the background.
        QTRY_COMPARE_WITH_TIMEOUT(m_window->findChild<LibraryModel *>()->indexOf(u"hello"_s).data().toString(),
                                  u"Hello, asyncio!"_s, patience);
        QTest::keyClicks(QApplication::focusWidget(), u"hello asyncio!"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(!start->isVisible());
        QVERIFY(m_window->timeline().isVisible());
        QVERIFY(m_window->windowTitle().startsWith(u"Hello, asyncio!"));
    }

    void aNewScenarioLeavesTheStartPage()
    {
        auto *start = m_window->findChild<StartPage *>();
        QTest::mouseClick(start->findChild<QWidget *>(u"startNew"_s), Qt::LeftButton);
        QVERIFY(!start->isVisible());
        QVERIFY(m_window->timeline().isVisible());
    }

private:
    void makeWindow(QSize size)
    {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(std::make_unique<ScenarioSession>());
        m_window->timeline().setAnimated(false);
        m_window->resize(size);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QCoreApplication::processEvents();
    }

    void open()
    {
        m_window->transport().setSpeed(0);
        m_window->openFile(u":/scenarios/limits/semaphore-30.coro.yaml"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->statusText().startsWith(u"Returned"_s), patience);
        QCoreApplication::processEvents();
    }

    /// What is in a tab that was never in front is not there for a reader.
    void raiseAll()
    {
        for (QDockWidget *dock : m_window->findChildren<QDockWidget *>()) {
            dock->raise();
            QCoreApplication::processEvents();
        }
    }

    template <typename Visit>
    static void walk(QAccessibleInterface *part, Visit visit)
    {
        if (!part || !part->isValid())
            return;
        visit(part);
        for (int i = 0; i < part->childCount(); ++i)
            walk(part->child(i), visit);
    }

    QAction *action(const QString &name) const { return m_window->findChild<QAction *>(name); }

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowAccess)
#include "tst_windowaccess.moc"

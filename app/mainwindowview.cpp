// SPDX-License-Identifier: GPL-3.0-or-later
// How large the texts of the main window are, where its panels stand at first, and what it shows without a file.
#include "app/mainwindow.h"
#include "app/windowdocks.h"
#include "app/windowlibrary.h"
#include "app/workbench.h"

#include "ui/panels/knobspanel.h"
#include "ui/panels/legendwidget.h"
#include "ui/panels/librarylist.h"
#include "ui/panels/startpage.h"
#include "ui/panels/transportbar.h"
#include "ui/timeline/overviewwidget.h"
#include "ui/timeline/timelinewidget.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr std::array textSizes = {80, 90, 100, 110, 125, 150, 175, 200}; ///< percent

int percentNow() { return qRound(textScale() * 100); }

/// How the panels stand at first, by the room there is.
enum Places : int {
    Roomy,     ///< all of the program left, all that is known right
    Low,       ///< knobs and sweep are tabs
    Lowest,    ///< scenario, knobs and sweep are tabs
    NarrowBit, ///< with this, the right side is tabs below the timeline
};

} // namespace

QList<MainWindow *> MainWindow::all()
{
    QList<MainWindow *> windows;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(widget))
            windows += window;
    }
    return windows;
}

void MainWindow::setTextSize(double scale)
{
    setTextScale(scale);
    QApplication::setFont(themeFont(FontRole::Body));
    for (MainWindow *window : all()) {
        window->m_timeline->setScale(textScale());
        window->m_overview->setScale(textScale());
        window->m_legend->setScale(textScale());
    }
    setTheme(m_theme);
    for (MainWindow *window : all())
        window->showTextSize();
}

void MainWindow::showTextSize()
{
    for (QAction *action : m_textSizes->actions())
        action->setChecked(action->data().toInt() == percentNow());
    m_docks->fitLater();
}

void MainWindow::stepTextSize(int by)
{
    const auto *found = std::ranges::lower_bound(textSizes, percentNow());
    const auto at = std::clamp<std::ptrdiff_t>(found - textSizes.begin() + by, 0, std::ssize(textSizes) - 1);
    setTextSize(textSizes[static_cast<std::size_t>(at)] / 100.0);
}

void MainWindow::buildTextSizeMenu(QMenu *view)
{
    QMenu *menu = view->addMenu(tr("&Text size"));
    const auto add = [&](const QString &text, const QString &name, const QList<QKeySequence> &keys, auto call) {
        QAction *action = menu->addAction(text, this, call);
        action->setObjectName(name);
        action->setShortcuts(keys);
    };
    constexpr auto both = Qt::CTRL | Qt::ALT;
    add(tr("&Larger"), u"textLarger"_s, {both | Qt::Key_Plus, both | Qt::Key_Equal}, [this] { stepTextSize(1); });
    add(tr("&Smaller"), u"textSmaller"_s, {both | Qt::Key_Minus}, [this] { stepTextSize(-1); });
    add(tr("&As made"), u"textAsMade"_s, {both | Qt::Key_0}, [this] { setTextSize(1); });
    menu->addSeparator();
    m_textSizes = new QActionGroup(this);
    for (const int percent : textSizes) {
        QAction *action =
            menu->addAction(tr("%1 %").arg(percent), this, [this, percent] { setTextSize(percent / 100.0); });
        action->setCheckable(true);
        action->setData(percent);
        m_textSizes->addAction(action);
    }
}

void MainWindow::setPlaces()
{
    WindowDocks::Default places;
    places.kindOf = [](QSize size) {
        const QSizeF room = size.toSizeF() / textScale();
        constexpr int roomy = 860;
        constexpr int low = 640;
        constexpr int narrow = 1100;
        const int kind = room.height() >= roomy ? Roomy : room.height() >= low ? Low : Lowest;
        return room.width() < narrow ? kind + NarrowBit : kind;
    };
    places.place = [this](int kind) {
        const bool isNarrow = kind >= NarrowBit;
        const int left = kind % NarrowBit;
        QDockWidget *const log = m_docks->named(u"logDock"_s);
        addDockWidget(Qt::BottomDockWidgetArea, log);
        for (const auto &name : {u"problemsDock"_s, u"tasksDock"_s, u"objectsDock"_s, u"statisticsDock"_s})
            tabifyDockWidget(log, m_docks->named(name));
        QDockWidget *const details = m_docks->named(u"detailsDock"_s);
        QDockWidget *const legend = m_docks->named(u"legendDock"_s);
        if (isNarrow) {
            tabifyDockWidget(log, details);
            tabifyDockWidget(log, legend);
        } else {
            addDockWidget(Qt::RightDockWidgetArea, details);
            splitDockWidget(details, legend, Qt::Vertical);
        }
        QDockWidget *const scenario = m_docks->named(u"scenarioDock"_s);
        QDockWidget *const knobs = m_docks->named(u"knobsDock"_s);
        QDockWidget *const sweep = m_docks->named(u"sweepDock"_s);
        addDockWidget(Qt::LeftDockWidgetArea, scenario);
        QDockWidget *const library = m_docks->named(u"libraryDock"_s);
        if (left == Lowest) {
            tabifyDockWidget(scenario, library);
            tabifyDockWidget(scenario, knobs);
        } else {
            // What is split off a tab would become one.
            splitDockWidget(scenario, knobs, Qt::Vertical);
            tabifyDockWidget(scenario, library);
        }
        if (left == Roomy)
            splitDockWidget(knobs, sweep, Qt::Vertical);
        else
            tabifyDockWidget(knobs, sweep);
        log->raise();
        knobs->raise();
        scenario->raise();
    };
    places.fit = [this](QSize size) { fitPanels(size); };
    m_docks->setDefault(std::move(places));
}

// The timeline has most of the window; the knobs and the legend have what they need, and the rest goes to the text.
void MainWindow::fitPanels(QSize size)
{
    const auto dock = [this](const QString &name) { return m_docks->named(name); };
    const auto within = [](double wanted, int least, int most) {
        return std::clamp(static_cast<int>(wanted), withText(least), withText(most));
    };
    const int around = menuBar()->sizeHint().height() + m_transport->sizeHint().height() + statusBar()->height();
    const int height = std::max(1, size.height() - around);
    const int left = within(size.width() * 0.2, 250, 340);
    const int right = within(size.width() * 0.19, 240, 310);
    const int title = withText(42);
    resizeDocks({dock(u"scenarioDock"_s), dock(u"detailsDock"_s)}, {left, right}, Qt::Horizontal);
    const int knobs = std::min(m_workbench->knobsPanel()->sizeHint().height() + title, height * 2 / 5);
    const int sweep = within(height * 0.3, 240, 320);
    if (tabifiedDockWidgets(dock(u"sweepDock"_s)).isEmpty())
        resizeDocks({dock(u"scenarioDock"_s), dock(u"knobsDock"_s), dock(u"sweepDock"_s)},
                    {height - knobs - sweep, knobs, sweep}, Qt::Vertical);
    else if (!tabifiedDockWidgets(dock(u"scenarioDock"_s)).contains(dock(u"knobsDock"_s)))
        resizeDocks({dock(u"scenarioDock"_s), dock(u"knobsDock"_s)},
                    {height - std::max(knobs, sweep), std::max(knobs, sweep)}, Qt::Vertical);
    const int legend = m_legend->heightForWidth(right) + title;
    if (tabifiedDockWidgets(dock(u"legendDock"_s)).isEmpty())
        resizeDocks({dock(u"detailsDock"_s), dock(u"legendDock"_s)}, {height - legend, legend}, Qt::Vertical);
    resizeDocks({dock(u"logDock"_s)}, {std::min(within(size.height() * 0.235, 150, 260), height * 2 / 5)},
                Qt::Vertical);
}

void MainWindow::buildStart()
{
    m_start->library()->setModel(m_library->model());
    connect(m_start->library(), &LibraryList::shown, m_library, &WindowLibrary::read);
    connect(m_start, &StartPage::browseRequested, this, &MainWindow::askForFile);
    connect(m_start, &StartPage::newRequested, this, [this] { newScenario(); });
    connect(m_start, &StartPage::fileChosen, this, &MainWindow::openFile);
    m_start->setRecentFiles(recentFiles());
}

void MainWindow::showStart()
{
    const bool was = m_start->isVisibleTo(this);
    fitCentre();
    const bool is = m_start->isVisibleTo(this);
    if (is)
        m_start->setFocus();
    else if (was)
        m_timeline->setFocus();
}

} // namespace coroscope

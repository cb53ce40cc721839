// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowdocks.h"

#include "ui/panels/docktitle.h"

#include <QAction>
#include <QMainWindow>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace coroscope
{

WindowDocks::WindowDocks(QMainWindow *window) : QObject(window), m_window(window)
{
    window->setDockNestingEnabled(true);
    window->setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks |
                           QMainWindow::GroupedDragging);
    window->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window->setDocumentMode(true);
    // What is left and right of the timeline goes down to the foot of the window.
    window->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

QDockWidget *WindowDocks::add(QWidget *panel, const QString &name, const QString &title, const Place &place)
{
    auto *dock = new QDockWidget(title, m_window);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    // A low window cuts its panels off rather than the timeline.
    constexpr int lowest = 40;
    panel->setMinimumHeight(lowest);
    dock->setWidget(panel);
    new DockTitle(dock);
    if (place.beside) {
        m_window->tabifyDockWidget(place.beside, dock);
        place.beside->raise();
    } else if (place.below) {
        m_window->splitDockWidget(place.below, dock, Qt::Vertical);
    } else {
        m_window->addDockWidget(place.area, dock);
    }
    m_docks.push_back(dock);
    return dock;
}

DockTitle *WindowDocks::titleOf(QDockWidget *dock) const { return static_cast<DockTitle *>(dock->titleBarWidget()); }

void WindowDocks::setHint(QDockWidget *dock, const QString &hint) { titleOf(dock)->setHint(hint); }

void WindowDocks::setTitle(QDockWidget *dock, const QString &title) { dock->setWindowTitle(title); }

void WindowDocks::open(QDockWidget *dock)
{
    dock->show();
    dock->raise();
    dock->widget()->setFocus(Qt::ShortcutFocusReason);
}

void WindowDocks::setTheme(const Theme &theme)
{
    for (QDockWidget *dock : m_docks)
        titleOf(dock)->setTheme(theme);
}

void WindowDocks::rememberDefault() { m_default = m_window->saveState(); }

void WindowDocks::restoreDefault()
{
    m_window->restoreState(m_default);
    for (QDockWidget *dock : m_docks)
        titleOf(dock)->refresh();
}

} // namespace coroscope

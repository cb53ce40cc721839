// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowdocks.h"

#include "ui/panels/docktitle.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QMainWindow>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// What of a panel takes the focus; null if nothing does.
QWidget *firstPart(QDockWidget *dock)
{
    QWidget *panel = dock->widget();
    const auto takes = [](const QWidget *widget) {
        return widget->isEnabled() && !widget->isHidden() && (widget->focusPolicy() & Qt::TabFocus) != 0;
    };
    if (QWidget *proxy = panel->focusProxy(); proxy && takes(proxy))
        return proxy;
    if (takes(panel))
        return panel;
    for (QWidget *next = panel->nextInFocusChain(); next != panel; next = next->nextInFocusChain()) {
        if (panel->isAncestorOf(next) && takes(next) && next->isVisibleTo(panel))
            return next;
    }
    return nullptr;
}

} // namespace

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
    window->installEventFilter(this);
    // What stands behind another tab has its place in the order of Tab, too: it comes to the front.
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) {
        for (QDockWidget *dock : m_docks) {
            if (now && dock->isAncestorOf(now) && !dock->isFloating())
                dock->raise();
        }
    });
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (!isTouched())
            arrange();
    });
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
    connect(dock, &QDockWidget::visibilityChanged, this, &WindowDocks::prepareTabs);
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
    if (QWidget *part = firstPart(dock))
        part->setFocus(Qt::ShortcutFocusReason);
}

QDockWidget *WindowDocks::named(const QString &name) const
{
    const auto found = std::ranges::find(m_docks, name, &QDockWidget::objectName);
    return found == m_docks.end() ? nullptr : *found;
}

void WindowDocks::setTheme(const Theme &theme)
{
    for (QDockWidget *dock : m_docks)
        titleOf(dock)->setTheme(theme);
}

void WindowDocks::setDefault(Default places)
{
    m_default = std::move(places);
    arrange();
}

void WindowDocks::restoreDefault()
{
    m_kind = -1;
    m_isTouched = false;
    arrange();
}

void WindowDocks::fitLater()
{
    if (!m_isTouched)
        m_later.start();
}

bool WindowDocks::isTouched() const { return m_isTouched || placesNow() != m_placed; }

void WindowDocks::arrange()
{
    const int kind = m_default.kindOf(m_window->size());
    if (kind != m_kind) {
        m_kind = kind;
        for (QDockWidget *dock : m_docks) {
            dock->setFloating(false);
            m_window->removeDockWidget(dock);
        }
        m_default.place(kind);
        for (QDockWidget *dock : m_docks) {
            dock->show();
            titleOf(dock)->refresh();
        }
        m_placed = placesNow();
    }
    m_default.fit(m_window->size());
}

/// The bars of tabs come and go with the docks. Tab goes through the panels themselves, each in turn in front.
void WindowDocks::prepareTabs()
{
    for (QTabBar *bar : m_window->findChildren<QTabBar *>(Qt::FindDirectChildrenOnly)) {
        bar->setAccessibleName(tr("Panels"));
        bar->setFocusPolicy(Qt::NoFocus);
        bar->setDrawBase(false);
    }
}

QStringList WindowDocks::placesNow() const
{
    QStringList places;
    for (QDockWidget *dock : m_docks) {
        QStringList beside;
        for (const QDockWidget *other : m_window->tabifiedDockWidgets(dock))
            beside += other->objectName();
        beside.sort();
        places += u"%1 %2 %3 %4 %5"_s.arg(dock->objectName())
                      .arg(m_window->dockWidgetArea(dock))
                      .arg(int(dock->isFloating()))
                      .arg(int(dock->isHidden()))
                      .arg(beside.join(u','));
    }
    return places;
}

void WindowDocks::focusNext(QWidget *first, bool back)
{
    QList<QDockWidget *> stops{nullptr}; // that of `first`
    for (QDockWidget *dock : m_docks) {
        if (!dock->isHidden() && firstPart(dock))
            stops += dock;
    }
    qsizetype at = 0;
    for (qsizetype i = 1; i < stops.size(); ++i) {
        if (QWidget *focus = m_window->focusWidget(); focus && stops[i]->isAncestorOf(focus))
            at = i;
    }
    at = (at + (back ? stops.size() - 1 : 1)) % stops.size();
    if (stops[at])
        open(stops[at]);
    else
        first->setFocus(Qt::ShortcutFocusReason);
}

bool WindowDocks::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize)
        fitLater();
    // What a press on the window itself meets is a line between docks.
    if (watched == m_window && event->type() == QEvent::MouseButtonPress)
        m_isTouched = true;
    return QObject::eventFilter(watched, event);
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window, and the texts of its help.
#include "app/mainwindow.h"
#include "app/windowdocks.h"

#include "ui/panels/transportbar.h"
#include "ui/timeline/timelinewidget.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace coroscope
{

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildRunMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QAction *open = file->addAction(tr("&Open…"), this, &MainWindow::askForFile);
    open->setObjectName(u"open"_s);
    open->setShortcut(QKeySequence::Open);
    m_recentMenu = file->addMenu(tr("&Recent files"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    file->addSeparator();
    file->addAction(m_transport->exportAction());
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList files = recentFiles();
    for (const QString &path : files) {
        QAction *action = m_recentMenu->addAction(QFileInfo(path).fileName(), this, [this, path] { openFile(path); });
        action->setToolTip(path);
        action->setEnabled(QFileInfo::exists(path));
    }
    m_recentMenu->setToolTipsVisible(true);
    if (files.isEmpty())
        m_recentMenu->addAction(tr("None yet"))->setEnabled(false);
    m_recentMenu->addSeparator();
    QAction *forget = m_recentMenu->addAction(tr("Forget these"), this, [] { QSettings().remove("recentFiles"); });
    forget->setEnabled(!files.isEmpty());
}

void MainWindow::buildRunMenu()
{
    QMenu *run = menuBar()->addMenu(tr("&Run"));
    run->addActions({m_transport->runAction(), m_transport->pauseAction(), m_transport->stepAction(),
                     m_transport->stopAction(), m_transport->restartAction()});
    // Keys without Ctrl act where the timeline has the focus: elsewhere they may mean something else.
    auto *toggle = new QAction(tr("Run or pause"), this);
    toggle->setObjectName(u"toggle"_s);
    toggle->setShortcut(Qt::Key_Space);
    toggle->setShortcutContext(Qt::WidgetShortcut);
    connect(toggle, &QAction::triggered, this, [this] {
        if (m_session->state() == RunState::Running)
            m_session->pause();
        else if (m_transport->runAction()->isEnabled())
            runOrResume();
    });
    m_timeline->addAction(toggle);
    m_transport->followAction()->setShortcutContext(Qt::WidgetShortcut);
    m_timeline->addAction(m_transport->followAction());
}

void MainWindow::buildViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    QAction *zoomIn = view->addAction(tr("Zoom &in"), m_timeline, &TimelineWidget::zoomIn);
    zoomIn->setShortcut(QKeySequence::ZoomIn);
    QAction *zoomOut = view->addAction(tr("Zoom &out"), m_timeline, &TimelineWidget::zoomOut);
    zoomOut->setShortcut(QKeySequence::ZoomOut);
    QAction *fit = view->addAction(tr("&Whole run"), m_timeline, &TimelineWidget::fit);
    fit->setShortcut(Qt::CTRL | Qt::Key_0);
    view->addAction(m_transport->followAction());
    view->addSeparator();
    m_themes = new QActionGroup(this);
    const auto addTheme = [&](const QString &text, ThemeKind kind) {
        QAction *action = view->addAction(text, this, [this, kind] { setTheme(kind); });
        action->setCheckable(true);
        action->setData(static_cast<int>(kind));
        m_themes->addAction(action);
    };
    addTheme(tr("&Dark"), ThemeKind::Dark);
    addTheme(tr("&Light"), ThemeKind::Light);
    view->addSeparator();
    QMenu *panels = view->addMenu(tr("&Panels"));
    for (const QDockWidget *dock : m_docks->all())
        panels->addAction(dock->toggleViewAction());
    panels->addSeparator();
    panels->addAction(tr("&Places as at first"), m_docks, &WindowDocks::restoreDefault);
}

void MainWindow::buildHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *keys = help->addAction(tr("&Keys"), this, &MainWindow::showKeys);
    keys->setShortcut(QKeySequence::HelpContents);
    help->addAction(tr("&About Coroscope"), this, &MainWindow::showAbout);
}

void MainWindow::showKeys()
{
    const std::pair<QString, QString> rows[] = {
        {tr("Space"), tr("run or pause")},
        {tr("F5 · F6 · F10"), tr("run · pause · step")},
        {tr("Shift+F5 · Ctrl+Shift+F5"), tr("stop · restart")},
        {tr("Wheel"), tr("scroll the lanes")},
        {tr("Ctrl+Wheel, W, S"), tr("zoom")},
        {tr("Shift+Wheel, dragging, A, D"), tr("move in time")},
        {tr("F, 0"), tr("whole run")},
        {tr("L"), tr("follow live")},
        {tr("Click, Left, Right"), tr("set and move the time cursor")},
        {tr("Up, Down"), tr("select a lane")},
        {tr("Double click"), tr("zoom to the life of a task")},
        {tr("Esc"), tr("no cursor, no selection")},
        {tr("Ctrl+O · Ctrl+S · Ctrl+Q"), tr("open · save picture · quit")},
    };
    QString text = u"<table cellspacing='6'>"_s;
    for (const auto &[key, meaning] : rows)
        text += u"<tr><td><b>%1</b></td><td style='padding-left:14px'>%2</td></tr>"_s.arg(key.toHtmlEscaped(),
                                                                                          meaning.toHtmlEscaped());
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Keys"), text + u"</table>"_s, QMessageBox::Close, this);
    box->setObjectName(u"keys"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Coroscope"),
        tr("<b>Coroscope %1</b><p>An oscilloscope for coroutines: it runs a scenario as coroutines and shows "
           "what every task does, and why it waits.</p><p>Qt %2. Free software under the GNU General "
           "Public License, version 3 or later.</p>")
            .arg(QStringLiteral(COROSCOPE_VERSION), QString::fromLatin1(qVersion())),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

} // namespace coroscope

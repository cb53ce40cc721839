// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window.
#include "app/mainwindow.h"
#include "app/windowdocks.h"
#include "app/windowlibrary.h"
#include "app/workbench.h"

#include "ui/panels/elidedlabel.h"
#include "ui/panels/startpage.h"
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
    buildLanesMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    const auto addFileAction = [&](const QString &text, const QString &name, const QKeySequence &key, auto call) {
        QAction *action = file->addAction(text, m_workbench.get(), call);
        action->setObjectName(name);
        action->setShortcut(key);
        return action;
    };
    addFileAction(tr("&New scenario"), u"new"_s, QKeySequence::New, [this] { newScenario(); });
    QAction *open = file->addAction(tr("&Open…"), this, &MainWindow::askForFile);
    open->setObjectName(u"open"_s);
    open->setShortcut(QKeySequence::Open);
    m_recentMenu = file->addMenu(tr("&Recent files"));
    m_recentMenu->setObjectName(u"recentFiles"_s);
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    QMenu *examples = file->addMenu(tr("&Examples"));
    examples->setObjectName(u"examples"_s);
    m_library->fillMenu(examples);
    connect(m_library, &WindowLibrary::chosen, this, &MainWindow::openFile);
    file->addSeparator();
    QAction *const save =
        addFileAction(tr("&Save scenario"), u"save"_s, QKeySequence::Save, [this] { m_workbench->save(); });
    QAction *const saveAs =
        addFileAction(tr("Save scenario &as…"), u"saveAs"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
                      [this] { m_workbench->saveAs(); });
    QAction *const revert =
        addFileAction(tr("&Back to the saved text"), u"revert"_s, {}, [this] { m_workbench->revert(); });
    QAction *const trace =
        addFileAction(tr("Save the &run as a trace…"), u"saveTrace"_s, {}, [this] { askForTrace(); });
    connect(file, &QMenu::aboutToShow, this, [this, save, saveAs, revert, trace] {
        const bool hasText = m_session->document().isOpen();
        save->setEnabled(hasText);
        saveAs->setEnabled(hasText);
        revert->setEnabled(hasText && m_workbench->isModified() && !m_session->document().path().isEmpty());
        trace->setEnabled(m_intervals != nullptr);
    });
    // A key works also where the menu was never opened.
    connect(file, &QMenu::aboutToHide, this, [save, saveAs, revert, trace] {
        for (QAction *action : {save, saveAs, revert, trace})
            action->setEnabled(true);
    });
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
    QAction *forget = m_recentMenu->addAction(tr("Forget these"), this, [this] {
        QSettings().remove("recentFiles");
        m_start->setRecentFiles({});
    });
    forget->setEnabled(!files.isEmpty());
}

void MainWindow::buildRunMenu()
{
    QMenu *run = menuBar()->addMenu(tr("&Run"));
    run->addActions({m_transport->runAction(), m_transport->pauseAction(), m_transport->stepAction(),
                     m_transport->stopAction(), m_transport->restartAction()});
    run->addSeparator();
    QAction *const lesson = run->addAction(tr("Begin the &lesson"), this, [this] {
        if (!beginLesson())
            m_status->setText(tr("This scenario has no lesson"));
    });
    lesson->setObjectName(u"lesson"_s);
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
    QAction *arrows = view->addAction(tr("&All arrows"), m_timeline, &TimelineWidget::setShowsAllArrows);
    arrows->setObjectName(u"allArrows"_s);
    arrows->setCheckable(true);
    arrows->setToolTip(tr("Who woke and cancelled whom, of all lanes in sight"));
    connect(m_timeline, &TimelineWidget::showsAllArrowsChanged, arrows, &QAction::setChecked);
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
    buildTextSizeMenu(view);
    view->addSeparator();
    QMenu *panels = view->addMenu(tr("&Panels"));
    panels->setObjectName(u"panels"_s);
    for (const QDockWidget *dock : m_docks->all())
        panels->addAction(dock->toggleViewAction());
    panels->addSeparator();
    panels->addAction(tr("&Places as at first"), m_docks, &WindowDocks::restoreDefault);
    const auto addStep = [&](const QString &text, const QString &name, QKeyCombination key, bool back) {
        QAction *action = view->addAction(text, this, [this, back] {
            m_docks->focusNext(m_start->isVisible() ? static_cast<QWidget *>(m_start) : m_timeline, back);
        });
        action->setObjectName(name);
        action->setShortcut(key);
    };
    addStep(tr("&Next panel"), u"nextPanel"_s, Qt::CTRL | Qt::Key_F6, false);
    addStep(tr("Panel &before"), u"panelBefore"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_F6, true);
}

void MainWindow::buildLanesMenu()
{
    QMenu *lanes = menuBar()->addMenu(tr("&Lanes"));
    auto *orders = new QActionGroup(this);
    const auto addOrder = [&](const QString &text, LaneOrder order) {
        QAction *action = lanes->addAction(text, this, [this, order] { m_timeline->setOrder(order); });
        action->setCheckable(true);
        action->setData(static_cast<int>(order));
        orders->addAction(action);
    };
    addOrder(tr("By &start"), LaneOrder::Start);
    addOrder(tr("By &name"), LaneOrder::Name);
    addOrder(tr("By &duration"), LaneOrder::Duration);
    addOrder(tr("By &waiting time"), LaneOrder::Waiting);
    lanes->addSeparator();
    lanes->addAction(tr("&Fold all"), m_timeline, &TimelineWidget::foldAll);
    lanes->addAction(tr("&Unfold all"), m_timeline, &TimelineWidget::unfoldAll);
    lanes->addAction(tr("Fold or unfold the &selected"), m_timeline, qOverload<>(&TimelineWidget::toggleFold));
    lanes->addAction(tr("&Other objects"), m_timeline, &TimelineWidget::toggleObjects);
    lanes->addSeparator();
    QAction *hides = lanes->addAction(tr("&Hide finished"), m_timeline, &TimelineWidget::setHidesFinished);
    hides->setCheckable(true);
    QAction *pin = lanes->addAction(tr("&Pin the selected"), this, [this](bool pinned) {
        m_timeline->setPinned(m_timeline->view().selection(), pinned);
    });
    pin->setCheckable(true);
    // Keys in the timeline change the same; the menu looks when it is opened.
    connect(lanes, &QMenu::aboutToShow, this, [this, orders, hides, pin] {
        for (QAction *action : orders->actions())
            action->setChecked(action->data().toInt() == static_cast<int>(m_timeline->lanes().order()));
        hides->setChecked(m_timeline->lanes().hidesFinished());
        const Target selection = m_timeline->view().selection();
        pin->setEnabled(selection.isValid());
        pin->setChecked(selection.isValid() && m_timeline->isPinned(selection));
    });
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

// SPDX-License-Identifier: GPL-3.0-or-later
// The help of the main window: its menu, and which page goes with what has the focus.
#include "app/mainwindow.h"
#include "app/windowdocks.h"
#include "app/workbench.h"

#include "ui/panels/helppanel.h"
#include "ui/panels/lessonpanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/scenariopanel.h"
#include "ui/panels/searchbox.h"
#include "ui/panels/startpage.h"
#include "ui/timeline/timelinewidget.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace coroscope
{

void MainWindow::buildHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    const auto add = [&](const QString &text, const QString &name, auto place) {
        QAction *action = help->addAction(text, this, [this, place] { showHelp(place()); });
        action->setObjectName(name);
        return action;
    };
    const auto page = [](const QString &name) { return [name] { return HelpPlace{name, {}}; }; };
    add(tr("&Help on this"), u"help"_s, [this] { return helpPlace(); })->setShortcut(QKeySequence::HelpContents);
    help->addSeparator();
    add(tr("&Contents"), u"helpContents"_s, page(u"index"_s));
    add(tr("&First steps"), u"helpFirstSteps"_s, page(u"first-steps"_s));
    add(tr("&Steps of a scenario"), u"helpSteps"_s, page(u"steps"_s));
    help->addSeparator();
    help->addAction(tr("&Keys"), m_timeline, &TimelineWidget::showKeys);
    help->addAction(tr("&About Coroscope"), this, &MainWindow::showAbout);
    connect(m_messages, &MessageArea::helpRequested, this, &MainWindow::showHelp);
    connect(m_problems, &ProblemsPanel::helpRequested, this, &MainWindow::showHelp);
    connect(m_workbench->scenarioPanel(), &ScenarioPanel::helpRequested, this, &MainWindow::showHelp);
}

HelpPlace MainWindow::helpPlace() const
{
    const QWidget *const focus = QApplication::focusWidget();
    const auto isIn = [focus](const QWidget *widget) {
        return focus && (widget == focus || widget->isAncestorOf(focus));
    };
    for (const QDockWidget *dock : m_docks->all()) {
        if (!isIn(dock))
            continue;
        if (isIn(m_workbench->scenarioPanel()))
            return m_workbench->scenarioPanel()->helpPlace();
        if (isIn(m_problems))
            return m_problems->helpPlace();
        return {u"panels"_s, dock->objectName().remove(u"Dock"_s)};
    }
    if (isIn(m_lesson))
        return {u"lessons"_s, {}};
    if (isIn(m_search))
        return {u"panels"_s, u"filters"_s};
    if (m_start->isVisible())
        return {u"first-steps"_s, {}};
    return {focus ? u"reading-the-picture"_s : u"index"_s, {}};
}

void MainWindow::showHelp(const HelpPlace &place)
{
    if (!m_help) {
        m_help = std::make_unique<HelpPanel>();
        m_help->setWindowIcon(windowIcon());
        m_help->setTheme(m_theme);
    }
    m_help->show();
    m_help->open(place);
    m_help->raise();
    m_help->activateWindow();
    m_help->setFocus(Qt::OtherFocusReason);
}

} // namespace coroscope

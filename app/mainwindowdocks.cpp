// SPDX-License-Identifier: GPL-3.0-or-later
// The panels of the main window and their places by default.
#include "app/mainwindow.h"
#include "app/windowdocks.h"

#include "ui/panels/legendwidget.h"
#include "ui/panels/logpanel.h"
#include "ui/timeline/timelinewidget.h"

using namespace Qt::StringLiterals;

namespace coroscope
{

void MainWindow::buildDocks()
{
    m_docks = new WindowDocks(this);
    m_log = new LogPanel(m_timeline->view(), this);
    QDockWidget *const log = m_docks->add(m_log, u"logDock"_s, tr("Log"), {});
    connect(&m_timeline->view(), &Viewport::revealRequested, m_timeline, &TimelineWidget::showSelection);

    m_legend = new LegendWidget(this);
    m_docks->add(m_legend, u"legendDock"_s, tr("Legend"), {Qt::RightDockWidgetArea});

    resizeDocks({log}, {165}, Qt::Vertical);
    m_docks->rememberDefault();
}

} // namespace coroscope

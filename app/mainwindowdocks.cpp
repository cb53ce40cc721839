// SPDX-License-Identifier: GPL-3.0-or-later
// The panels of the main window and their places by default.
#include "app/mainwindow.h"
#include "app/windowdocks.h"

#include "ui/panels/legendwidget.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/taskspanel.h"
#include "ui/timeline/timelinewidget.h"

using namespace Qt::StringLiterals;

namespace coroscope
{

void MainWindow::buildDocks()
{
    m_docks = new WindowDocks(this);
    Viewport &view = m_timeline->view();
    const auto add = [this](QWidget *panel, const QString &name, const QString &title,
                            const WindowDocks::Place &place) {
        if (auto *follows = qobject_cast<Panel *>(panel))
            m_panels += follows;
        return m_docks->add(panel, name, title, place);
    };
    m_log = new LogPanel(view, this);
    QDockWidget *const log = add(m_log, u"logDock"_s, tr("Log"), {});
    m_tasks = new TasksPanel(view, this);
    add(m_tasks, u"tasksDock"_s, tr("Tasks"), {.beside = log});
    m_objects = new ObjectsPanel(view, this);
    add(m_objects, u"objectsDock"_s, tr("Objects"), {.beside = log});
    for (TablePanel *table : {static_cast<TablePanel *>(m_tasks), static_cast<TablePanel *>(m_objects)})
        connect(table, &TablePanel::rowActivated, m_timeline, qOverload<>(&QWidget::setFocus));

    m_legend = new LegendWidget(this);
    add(m_legend, u"legendDock"_s, tr("Legend"), {.area = Qt::RightDockWidgetArea});

    resizeDocks({log}, {165}, Qt::Vertical);
    log->raise();
    m_docks->rememberDefault();
}

} // namespace coroscope

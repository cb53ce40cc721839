// SPDX-License-Identifier: GPL-3.0-or-later
// The panels of the main window and their places by default.
#include "app/mainwindow.h"
#include "app/sweepcontroller.h"
#include "app/windowdocks.h"
#include "app/windowlibrary.h"
#include "app/workbench.h"

#include "ui/panels/detailspanel.h"
#include "ui/panels/elidedlabel.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/legendwidget.h"
#include "ui/panels/librarylist.h"
#include "ui/panels/librarypanel.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/objectspanel.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/scenariochecker.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"
#include "ui/panels/searchbox.h"
#include "ui/panels/statisticspanel.h"
#include "ui/panels/sweeppanel.h"
#include "ui/panels/taskspanel.h"
#include "ui/panels/transportbar.h"
#include "ui/timeline/lanefilter.h"
#include "ui/timeline/timelinewidget.h"

#include <QDir>
#include <QLocale>

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
    m_problems = new ProblemsPanel(view, this);
    QDockWidget *const problems = add(m_problems, u"problemsDock"_s, tr("Problems"), {.beside = log});
    connect(m_problems, &ProblemsPanel::countChanged, this, [this, problems](int count) {
        m_docks->setTitle(problems, count > 0 ? tr("Problems %1").arg(QLocale().toString(count)) : tr("Problems"));
    });
    m_tasks = new TasksPanel(view, this);
    add(m_tasks, u"tasksDock"_s, tr("Tasks"), {.beside = log});
    m_objects = new ObjectsPanel(view, this);
    add(m_objects, u"objectsDock"_s, tr("Objects"), {.beside = log});
    for (TablePanel *table : {static_cast<TablePanel *>(m_tasks), static_cast<TablePanel *>(m_objects)})
        connect(table, &TablePanel::rowActivated, m_timeline, qOverload<>(&QWidget::setFocus));

    add(new StatisticsPanel(view, this), u"statisticsDock"_s, tr("Statistics"), {.beside = log});

    m_search = new SearchBox(view, this);
    m_panels += m_search;
    m_laneFilter = new LaneFilter(*m_timeline);
    m_transport->addSearch(m_search);
    connect(m_search, &SearchBox::filterChanged, this, &MainWindow::takeFilter);
    connect(m_search, &SearchBox::left, m_timeline, qOverload<>(&QWidget::setFocus));
    connect(m_timeline, &TimelineWidget::searchRequested, m_search, &SearchBox::focusSearch);

    buildSideDocks();
    setPlaces();
}

// Left the program, right what is known of the thing at hand.
void MainWindow::buildSideDocks()
{
    Viewport &view = m_timeline->view();
    m_details = new DetailsPanel(view, this);
    m_panels += m_details;
    QDockWidget *const details =
        m_docks->add(m_details, u"detailsDock"_s, tr("Details"), {.area = Qt::RightDockWidgetArea});
    m_legend = new LegendWidget(this);
    m_docks->add(m_legend, u"legendDock"_s, tr("Legend"), {.below = details});

    ScenarioPanel *const text = m_workbench->scenarioPanel();
    m_panels += text;
    QDockWidget *const scenario =
        m_docks->add(text, u"scenarioDock"_s, tr("Scenario"), {.area = Qt::LeftDockWidgetArea});
    m_libraryPanel = new LibraryPanel(this);
    m_libraryPanel->setModel(m_library->model());
    m_docks->add(m_libraryPanel, u"libraryDock"_s, tr("Library"), {.beside = scenario});
    connect(m_libraryPanel->list(), &LibraryList::shown, m_library, &WindowLibrary::read);
    connect(m_libraryPanel, &LibraryPanel::chosen, this, &MainWindow::openFile);
    QDockWidget *const knobs =
        m_docks->add(m_workbench->knobsPanel(), u"knobsDock"_s, tr("Knobs"), {.below = scenario});
    m_docks->setHint(knobs, tr("re-runs as you drag"));
    m_sweepPanel = new SweepPanel(this);
    m_docks->add(m_sweepPanel, u"sweepDock"_s, tr("Sweep"), {.below = knobs});
    m_sweep = std::make_unique<SweepController>(*m_session, *m_sweepPanel);
    connect(m_sweepPanel, &SweepPanel::failed, this,
            [this](const QString &message) { m_messages->showMessage(tr("The sweep was not saved"), message); });
    connect(m_workbench.get(), &Workbench::documentChanged, this, &MainWindow::showStart);
    connect(m_workbench.get(), &Workbench::documentChanged, this,
            [this, scenario] { m_docks->setHint(scenario, m_workbench->documentHint()); });

    connect(m_legend, &LegendWidget::needsOtherSize, m_docks, &WindowDocks::fitLater);
    connect(m_workbench->knobsPanel(), &KnobsPanel::needsOtherSize, m_docks, &WindowDocks::fitLater);
    connectWorkbench();
}

void MainWindow::connectWorkbench()
{
    connect(m_workbench.get(), &Workbench::ghostChanged, this, [this](const Intervals *older) {
        m_timeline->setGhost(older);
        m_legend->setExtras(m_timeline->legendExtras());
    });
    connect(m_workbench.get(), &Workbench::documentChanged, this, &MainWindow::updateTexts);
    connect(m_workbench.get(), &Workbench::noted, this, [this](const QString &text) { m_status->setText(text); });
    connect(m_workbench.get(), &Workbench::saved, this, [this](const QString &path) {
        addRecentFile(path);
        m_status->setText(tr("Saved %1").arg(QDir::toNativeSeparators(path)));
    });
    connect(m_workbench.get(), &Workbench::traceSaved, this, [this](const QString &path) {
        addRecentFile(path);
        m_status->setText(tr("The run was saved as %1").arg(QDir::toNativeSeparators(path)));
    });
    connect(m_workbench.get(), &Workbench::failed, m_messages, &MessageArea::showMessage);
    m_workbench->dismissGhostFrom(m_timeline);

    ScenarioPanel *const text = m_workbench->scenarioPanel();
    connect(text, &ScenarioPanel::checked, this, &MainWindow::showFaults);
    const auto showLine = [text](int line) {
        text->editor()->showLine(line);
        text->editor()->setFocus();
    };
    connect(m_details, &DetailsPanel::sourceActivated, this, showLine);
    connect(m_problems, &ProblemsPanel::placeActivated, this,
            [text](const QString &, int line, int column) { text->editor()->goTo(line, column); });
}

void MainWindow::showFaults() { m_problems->setFaults(m_workbench->scenarioPanel()->checker().faults()); }

// One filter narrows tables and lanes alike.
void MainWindow::takeFilter(const QString &)
{
    for (TablePanel *table : {static_cast<TablePanel *>(m_tasks), static_cast<TablePanel *>(m_objects)})
        table->setWindowFilter(m_search->filter());
    m_laneFilter->setFilter(m_search->filter());
}

} // namespace coroscope

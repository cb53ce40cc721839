// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problemspanel.h"

#include "core/trace/eventstore.h"
#include "ui/models/problemmodel.h"
#include "ui/panels/tablerow.h"

#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int rest = 8;              // milliseconds from one slice to the next
constexpr std::size_t slice = 8'192; // events looked at in a row
constexpr qint64 budget = 3;         // milliseconds of a tick
constexpr int pause = 250;           // milliseconds from one look at a run that goes on to the next

} // namespace

ProblemsPanel::ProblemsPanel(Viewport &view, QWidget *parent)
    : Panel(view, parent), m_model(new ProblemModel(this)), m_table(new QTableView(this)), m_nothing(new QLabel(this)),
      m_pages(new QStackedWidget(this))
{
    setObjectName(u"problemsPanel"_s);
    setAccessibleName(tr("Problems"));
    m_table->setObjectName(u"problems"_s);
    m_table->setAccessibleName(tr("Problems"));
    m_table->setModel(m_model);
    prepareRowTable(*m_table);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(ProblemModel::Text, QHeaderView::Stretch);
    setWidths();

    m_nothing->setObjectName(u"muted"_s);
    setFontRole(m_nothing, FontRole::Body);
    m_nothing->setText(tr("No problems."));
    m_nothing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_nothing->setContentsMargins(8, 4, 8, 0);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 0, 0, 4);
    layout->addWidget(m_pages);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ProblemsPanel::tick);
    connect(m_table, &QTableView::clicked, this, &ProblemsPanel::activate);
    connect(m_table, &QTableView::activated, this, &ProblemsPanel::activate);
}

ProblemsPanel::~ProblemsPanel() = default;

void ProblemsPanel::setIntervals(const Intervals *intervals)
{
    m_model->setFinder(nullptr, nullptr);
    m_finder.reset();
    m_index.reset();
    if (intervals != nullptr) {
        m_index =
            std::make_unique<RunIndex>(*intervals, RunIndex::Parts::WithoutObjects, std::exchange(m_history, nullptr));
        m_finder = std::make_unique<ProblemFinder>(*m_index);
        m_model->setFinder(m_finder.get(), m_index.get());
        m_timer.start(1);
    }
    tell();
}

void ProblemsPanel::refresh()
{
    if (m_index && !m_timer.isActive())
        m_timer.start(m_index->intervals().outcome() ? 1 : pause);
}

void ProblemsPanel::setTheme(ThemeKind kind)
{
    m_model->setTheme(kind);
    m_table->verticalHeader()->setDefaultSectionSize(tableRowHeight());
    setWidths();
}

void ProblemsPanel::setWidths()
{
    m_table->setColumnWidth(ProblemModel::Place, withText(132));
    m_table->setColumnWidth(ProblemModel::Help, withText(60));
}

void ProblemsPanel::setFaults(std::vector<Fault> faults)
{
    m_model->setFaults(std::move(faults));
    tell();
}

bool ProblemsPanel::work(std::size_t events)
{
    if (!m_index)
        return true;
    // Only a deadlock asks who holds what.
    if (!m_index->intervals().deadlocks().empty())
        m_index->includeObjects();
    m_index->update(events);
    if (m_index->isBehind())
        return false;
    m_finder->update(events);
    return !m_finder->isBehind();
}

void ProblemsPanel::tick()
{
    QElapsedTimer clock;
    clock.start();
    bool isWhole = false;
    do
        isWhole = work(slice);
    while (!isWhole && clock.elapsed() < budget);
    tell();
    if (!isWhole)
        m_timer.start(rest);
}

void ProblemsPanel::finish()
{
    while (!work(std::numeric_limits<std::uint32_t>::max())) {
    }
    tell();
}

void ProblemsPanel::tell()
{
    m_model->refresh();
    m_pages->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_nothing);
    // A table that is hidden would take the focus from Tab and keep it from all that comes after it.
    setFocusProxy(m_pages->currentWidget() == m_table ? m_table : nullptr);
    const int count = m_model->problemCount();
    if (count == m_count)
        return;
    m_count = count;
    Q_EMIT countChanged(count);
}

HelpPlace ProblemsPanel::helpPlace() const
{
    const QString section = m_model->helpSection(m_table->currentIndex().row());
    return section.isEmpty() ? HelpPlace{u"panels"_s, u"problems"_s} : HelpPlace{u"errors"_s, section};
}

void ProblemsPanel::activate(const QModelIndex &index)
{
    if (index.column() == ProblemModel::Help) {
        if (const QString section = m_model->helpSection(index.row()); !section.isEmpty()) {
            Q_EMIT helpRequested({u"errors"_s, section});
            return;
        }
    }
    if (const Fault *const fault = m_model->fault(index.row())) {
        Q_EMIT placeActivated(fault->file, fault->line, fault->column);
        return;
    }
    const Problem *const problem = m_model->problem(index.row());
    if (problem == nullptr)
        return;
    if (problem->task || problem->object)
        view().select(problem->task ? Target{problem->task, {}} : Target{{}, problem->object});
    view().setCursor(momentAfter(m_index->store(), problem->event));
    view().reveal();
}

} // namespace coroscope

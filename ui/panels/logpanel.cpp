// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logpanel.h"

#include "core/trace/eventstore.h"
#include "ui/models/logmodel.h"
#include "ui/panels/filterline.h"
#include "ui/panels/tablerow.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace coroscope
{
namespace
{

constexpr QMargins margins{6, 0, 0, 4};
constexpr std::size_t linesPerSlice = 10'000;

} // namespace

LogPanel::LogPanel(Viewport &view, QWidget *parent)
    : Panel(view, parent), m_model(new LogModel(this)), m_table(new QTableView(this)),
      m_filter(new FilterLine(tr("Filter: words, name:worker*, -word"), this))
{
    m_table->setObjectName(QStringLiteral("log"));
    m_table->setAccessibleName(tr("Log"));
    m_table->setModel(m_model);
    prepareRowTable(*m_table);
    m_table->horizontalHeader()->hide();
    m_table->setColumnWidth(LogModel::Time, 96);
    m_table->setColumnWidth(LogModel::Task, 140);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margins);
    layout->setSpacing(0);
    layout->addWidget(m_filter);
    layout->addWidget(m_table);
    setFocusProxy(m_table);
    m_table->setMinimumHeight(2 * tableRowHeight());

    // A panel that becomes lower loses lines at its end otherwise.
    QScrollBar *bar = m_table->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) { m_isAtEnd = value >= bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, [this] {
        if (m_isAtEnd)
            m_table->scrollToBottom();
    });

    connect(m_table, &QTableView::clicked, this, &LogPanel::goTo);
    connect(m_table, &QTableView::activated, this, &LogPanel::goTo);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        // A selection that is drawn up with Shift is for copying.
        if (row.isValid() && !m_isFollowing && m_table->hasFocus() &&
            m_table->selectionModel()->selectedRows().size() <= 1)
            goTo(row);
    });
    // The name of a task is a link to it.
    m_table->setMouseTracking(true);
    connect(m_table, &QTableView::entered, this, [this](const QModelIndex &index) {
        const bool isLink = index.column() == LogModel::Task && index.data(LogModel::TaskRole).toUInt() != 0;
        m_table->viewport()->setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
    });
    connect(m_filter, &FilterLine::filterChanged, this, &LogPanel::filter);
    connect(m_filter, &FilterLine::left, this, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(&view, &Viewport::cursorChanged, this, &LogPanel::followCursor);
    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, [this] {
        if (m_model->advance(linesPerSlice)) {
            m_slices.stop();
            followCursor();
        }
        updateCount();
    });
}

void LogPanel::setIntervals(const Intervals *intervals)
{
    m_slices.stop();
    m_intervals = intervals;
    {
        const QScopedValueRollback guard(m_isFollowing, true);
        m_model->setIntervals(intervals);
        m_model->setCursor(std::nullopt);
    }
    m_isAtEnd = true;
    if (intervals && !m_filter->filter().isEmpty())
        m_slices.start();
    updateCount();
    followCursor();
    m_table->scrollToBottom();
}

void LogPanel::refresh()
{
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    const bool wasAtEnd = m_isAtEnd && !view().cursor();
    const std::size_t before = m_model->lineCount();
    m_model->refresh();
    if (m_model->lineCount() == before)
        return;
    if (!m_model->advance(linesPerSlice))
        m_slices.start();
    if (wasAtEnd)
        m_table->scrollToBottom();
    updateCount();
}

void LogPanel::showEvent(QShowEvent *)
{
    if (!m_isStale)
        return;
    m_isStale = false;
    refresh();
    followCursor();
}

void LogPanel::resizeEvent(QResizeEvent *) { keepWholeRows(); }

/// Gives the table the height of whole rows: scrolled to its end it would show half a line at its top.
void LogPanel::keepWholeRows()
{
    const int room = height() - margins.bottom() - m_filter->sizeHint().height();
    layout()->setContentsMargins(margins +
                                 QMargins(0, 0, 0, room >= 2 * tableRowHeight() ? room % tableRowHeight() : 0));
}

void LogPanel::setTheme(ThemeKind kind)
{
    m_model->setTheme(kind);
    m_filter->setTheme(kind);
    m_table->verticalHeader()->setDefaultSectionSize(tableRowHeight());
    m_table->setColumnWidth(LogModel::Time, withText(96));
    m_table->setColumnWidth(LogModel::Task, withText(140));
    m_table->setMinimumHeight(2 * tableRowHeight());
    keepWholeRows();
}

void LogPanel::filter()
{
    const QScopedValueRollback guard(m_isFollowing, true);
    m_model->setFilter(m_filter->filter());
    if (m_intervals && !m_model->advance(linesPerSlice))
        m_slices.start();
    updateCount();
    keepWholeRows();
    followCursor();
    if (!view().cursor())
        m_table->scrollToBottom();
}

void LogPanel::updateCount()
{
    m_filter->setCount(static_cast<std::size_t>(m_model->rowCount()), m_model->lineCount());
}

void LogPanel::followCursor()
{
    if (!m_intervals)
        return;
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    const QScopedValueRollback guard(m_isFollowing, true);
    if (!view().cursor()) {
        m_model->setCursor(std::nullopt);
        m_table->setCurrentIndex({});
        return;
    }
    const std::size_t events = view().moment(m_intervals->store()).events;
    m_model->setCursor(events);
    const int row = m_model->rowBefore(events);
    if (row < 0) {
        m_table->setCurrentIndex({});
        m_table->scrollToTop();
        return;
    }
    if (row != m_table->currentIndex().row() || m_table->selectionModel()->selectedRows().size() != 1)
        m_table->setCurrentIndex(m_model->index(row, std::max(0, m_table->currentIndex().column())));
    // A line out of sight comes to the middle, with what was told before and after it.
    const QModelIndex line = m_model->index(row, 0);
    const bool isInSight = m_table->viewport()->rect().contains(m_table->visualRect(line).center());
    m_table->scrollTo(line, isInSight ? QAbstractItemView::EnsureVisible : QAbstractItemView::PositionAtCenter);
}

void LogPanel::goTo(const QModelIndex &index)
{
    if (!m_intervals || !index.isValid())
        return;
    const auto task = TaskId(index.data(LogModel::TaskRole).toUInt());
    const auto event = index.data(LogModel::EventRole).toULongLong();
    view().setCursor(momentAfter(m_intervals->store(), event));
    if (task)
        view().select({task, {}});
    view().reveal();
}

} // namespace coroscope

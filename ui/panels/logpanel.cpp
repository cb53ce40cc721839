// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logpanel.h"

#include "ui/models/logmodel.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace coroscope
{
namespace
{

constexpr int rowHeight = 21;
constexpr QMargins margins{6, 0, 0, 4};

} // namespace

LogPanel::LogPanel(QWidget *parent) : QWidget(parent), m_model(new LogModel(this)), m_table(new QTableView(this))
{
    m_table->setObjectName(QStringLiteral("log"));
    m_table->setAccessibleName(tr("Log"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    // Fixed rows: the view then never measures them one by one.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->setColumnWidth(LogModel::Time, 112);
    m_table->setColumnWidth(LogModel::Task, 150);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margins);
    layout->addWidget(m_table);
    setFocusProxy(m_table);
    m_table->setMinimumHeight(2 * rowHeight);

    // A panel that becomes lower loses lines at its end otherwise.
    QScrollBar *bar = m_table->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) { m_isAtEnd = value >= bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, [this] {
        if (m_isAtEnd)
            m_table->scrollToBottom();
    });

    connect(m_table, &QTableView::clicked, this, &LogPanel::activate);
    connect(m_table, &QTableView::activated, this, &LogPanel::activate);
}

void LogPanel::setIntervals(const Intervals *intervals)
{
    m_model->setIntervals(intervals);
    m_isAtEnd = true;
    m_table->scrollToBottom();
}

void LogPanel::refresh()
{
    const bool wasAtEnd = m_isAtEnd;
    const int before = m_model->rowCount();
    m_model->refresh();
    if (wasAtEnd && m_model->rowCount() != before)
        m_table->scrollToBottom();
}

/// Gives the table the height of whole rows: scrolled to its end it would show half a line at its top.
void LogPanel::resizeEvent(QResizeEvent *)
{
    const int spare = (height() - margins.bottom()) % rowHeight;
    layout()->setContentsMargins(margins + QMargins(0, 0, 0, height() >= 2 * rowHeight ? spare : 0));
}

void LogPanel::setTheme(ThemeKind kind) { m_model->setTheme(kind); }

void LogPanel::activate(const QModelIndex &index)
{
    Q_EMIT lineActivated(index.data(LogModel::TimeRole).toLongLong(), TaskId(index.data(LogModel::TaskRole).toUInt()));
}

} // namespace coroscope

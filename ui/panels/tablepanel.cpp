// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tablepanel.h"

#include "core/trace/eventstore.h"
#include "ui/models/tracetablemodel.h"
#include "ui/panels/filterline.h"
#include "ui/panels/tablerow.h"

#include <QAction>
#include <QActionGroup>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

namespace coroscope
{
namespace
{

// While a run goes on rows move no more often than a person can follow; a cursor that is dragged moves them sooner.
constexpr int growthPause = 200;
constexpr int cursorPause = 30;

} // namespace

TablePanel::TablePanel(Viewport &view, TraceTableModel *model, const QString &name, const QString &placeholder,
                       std::span<const int> widths, int sortColumn, QWidget *parent)
    : Panel(view, parent), m_model(model), m_table(new QTableView(this)), m_filter(new FilterLine(placeholder, this))
{
    model->setParent(this);
    buildTable(name, widths, sortColumn);
    addActions();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 0, 0, 4);
    layout->setSpacing(0);
    layout->addWidget(m_filter);
    layout->addWidget(m_table);
    setFocusProxy(m_table);

    m_applying.setSingleShot(true);
    connect(&m_applying, &QTimer::timeout, this, &TablePanel::applyNow);
    m_preparing.setSingleShot(true);
    connect(&m_preparing, &QTimer::timeout, this, [this] {
        if (isVisible() && prepare())
            m_preparing.start(0);
        else
            refresh(); // what came in may move rows
    });
    connect(m_filter, &FilterLine::filterChanged, this, [this] {
        const QScopedValueRollback guard(m_isFollowing, true);
        m_model->setFilter(m_filter->filter());
        updateCount();
        takeSelection();
    });
    connect(m_filter, &FilterLine::left, this, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TablePanel::takeRow);
    connect(m_table, &QTableView::clicked, this, &TablePanel::takeRow);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &row) {
        takeRow(row);
        Q_EMIT rowActivated();
    });
    connect(&view, &Viewport::selectionChanged, this, &TablePanel::takeSelection);
    connect(&view, &Viewport::cursorChanged, this, [this] {
        update();
        if (m_model->isPending())
            applyLater(cursorPause);
    });
}

void TablePanel::buildTable(const QString &name, std::span<const int> widths, int sortColumn)
{
    m_table->setAccessibleName(name);
    m_table->setModel(m_model);
    prepareRowTable(*m_table);
    m_table->setMinimumHeight(3 * tableRowHeight());
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setIconSize({16, 16});

    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(40);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        m_table->setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
        m_table->setColumnHidden(column, !m_model->isUsual(column));
    }
    header->setSortIndicator(sortColumn, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_firstColumns = header->saveState();
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, header](QPoint at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(*menu);
        menu->popup(header->viewport()->mapToGlobal(at));
    });
}

void TablePanel::addActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto &&run) {
        auto *action = new QAction(text, m_table);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        m_table->addAction(action);
        return action;
    };
    auto *columns = new QAction(tr("Columns"), m_table);
    auto *columnChoice = new QMenu(this);
    columns->setMenu(columnChoice);
    connect(columnChoice, &QMenu::aboutToShow, this, [this, columnChoice] {
        columnChoice->clear();
        fillColumnMenu(*columnChoice);
    });
    auto *sorting = new QAction(tr("Sort by"), m_table);
    auto *sortChoice = new QMenu(this);
    sorting->setMenu(sortChoice);
    connect(sortChoice, &QMenu::aboutToShow, this, [this, sortChoice] {
        sortChoice->clear();
        fillSortMenu(*sortChoice);
    });
    auto *separator = new QAction(m_table);
    separator->setSeparator(true);
    m_table->addActions({separator, columns, sorting});
    add(tr("Sort by this column"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] {
        QHeaderView *header = m_table->horizontalHeader();
        const int column = std::max(0, m_table->currentIndex().column());
        const bool isAgain =
            header->sortIndicatorSection() == column && header->sortIndicatorOrder() == Qt::AscendingOrder;
        m_table->sortByColumn(column, isAgain ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    add(tr("Move column left"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Left), [this] { moveColumn(-1); });
    add(tr("Move column right"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Right), [this] { moveColumn(1); });
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_filter->edit()->setFocus(Qt::ShortcutFocusReason);
        m_filter->edit()->selectAll();
    });
}

void TablePanel::fillColumnMenu(QMenu &menu)
{
    QHeaderView *header = m_table->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        QAction *action = menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::EditRole).toString());
        action->setToolTip(m_model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        // One has to stay.
        action->setEnabled(header->isSectionHidden(column) || header->count() - header->hiddenSectionCount() > 1);
        connect(action, &QAction::toggled, this,
                [this, column](bool isShown) { m_table->setColumnHidden(column, !isShown); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Columns as at first")), &QAction::triggered, this, &TablePanel::resetColumns);
}

void TablePanel::fillSortMenu(QMenu &menu)
{
    QHeaderView *header = m_table->horizontalHeader();
    auto *group = new QActionGroup(&menu);
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (header->isSectionHidden(column))
            continue;
        QAction *action = menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::EditRole).toString());
        action->setCheckable(true);
        action->setChecked(header->sortIndicatorSection() == column);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, header, column] { m_table->sortByColumn(column, header->sortIndicatorOrder()); });
    }
    menu.addSeparator();
    QAction *descending = menu.addAction(tr("Largest first"));
    descending->setCheckable(true);
    descending->setChecked(header->sortIndicatorOrder() == Qt::DescendingOrder);
    connect(descending, &QAction::toggled, this, [this, header](bool isDescending) {
        m_table->sortByColumn(header->sortIndicatorSection(), isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
}

void TablePanel::moveColumn(int by)
{
    QHeaderView *header = m_table->horizontalHeader();
    const int column = m_table->currentIndex().column();
    if (column < 0)
        return;
    int to = header->visualIndex(column) + by;
    while (to >= 0 && to < header->count() && header->isSectionHidden(header->logicalIndex(to)))
        to += by;
    if (to >= 0 && to < header->count())
        header->moveSection(header->visualIndex(column), to);
}

QByteArray TablePanel::saveColumns() const { return m_table->horizontalHeader()->saveState(); }

bool TablePanel::restoreColumns(const QByteArray &state)
{
    QHeaderView *header = m_table->horizontalHeader();
    const QByteArray before = header->saveState();
    // A state with other columns is of another version.
    if (!header->restoreState(state) || header->count() != m_model->columnCount() ||
        header->hiddenSectionCount() == header->count()) {
        header->restoreState(before);
        return false;
    }
    m_model->sort(header->sortIndicatorSection(), header->sortIndicatorOrder());
    return true;
}

void TablePanel::resetColumns()
{
    restoreColumns(m_firstColumns);
    m_columnScale = 1;
    scaleColumns();
}

void TablePanel::setIntervals(const Intervals *intervals)
{
    m_applying.stop();
    m_preparing.stop();
    m_intervals = intervals;
    const QScopedValueRollback guard(m_isFollowing, true);
    m_model->setIntervals(intervals);
    m_isStale = true;
    if (isVisible())
        refresh();
    updateCount();
}

void TablePanel::refresh()
{
    if (!m_intervals)
        return;
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    const bool wasStale = std::exchange(m_isStale, false);
    if (prepare())
        m_preparing.start(0);
    m_model->refresh();
    update();
    if (wasStale)
        applyNow();
    else if (m_model->isPending())
        applyLater(growthPause);
    updateCount();
}

/// Shows the moment of the cursor.
void TablePanel::update()
{
    if (!m_intervals)
        return;
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    m_model->setMoment(view().moment(m_intervals->store()));
    m_table->viewport()->update();
}

void TablePanel::applyLater(int milliseconds)
{
    // Rows that take long to sort are sorted less often, so that the window has time for its frames.
    milliseconds = std::max(milliseconds, static_cast<int>(5 * m_applyCost));
    if (!m_applying.isActive() || m_applying.remainingTime() > milliseconds)
        m_applying.start(milliseconds);
}

void TablePanel::applyNow()
{
    m_applying.stop();
    const QScopedValueRollback guard(m_isFollowing, true);
    if (m_model->isPending()) {
        QElapsedTimer timer;
        timer.start();
        m_model->apply();
        m_applyCost = timer.elapsed();
    }
    updateCount();
    takeSelection();
}

void TablePanel::showEvent(QShowEvent *)
{
    if (m_isStale)
        refresh();
}

void TablePanel::setTheme(ThemeKind kind)
{
    m_model->setTheme(kind);
    m_filter->setTheme(kind);
    m_table->verticalHeader()->setDefaultSectionSize(tableRowHeight());
    m_table->setMinimumHeight(3 * tableRowHeight());
    scaleColumns();
}

// What a person has drawn wider keeps its share.
void TablePanel::scaleColumns()
{
    const double scale = textScale();
    if (scale == m_columnScale)
        return;
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        if (!header->isSectionHidden(column))
            header->resizeSection(column, qRound(header->sectionSize(column) * scale / m_columnScale));
    }
    m_columnScale = scale;
}

void TablePanel::setWindowFilter(const TraceFilter &filter)
{
    const QScopedValueRollback guard(m_isFollowing, true);
    m_model->setWindowFilter(filter);
    updateCount();
    takeSelection();
}

void TablePanel::updateCount()
{
    m_filter->setCount(static_cast<std::size_t>(m_model->rowCount()), m_model->itemCount());
}

/// A person went to a row: it is selected everywhere.
void TablePanel::takeRow(const QModelIndex &row)
{
    if (m_isFollowing || !row.isValid() || !m_intervals)
        return;
    // Several rows are selected to copy them.
    if (m_table->selectionModel()->selectedRows().size() > 1)
        return;
    const QScopedValueRollback guard(m_isFollowing, true);
    view().select(targetOf(m_model->placeOf(row.row())));
    view().reveal();
}

/// Something was selected elsewhere: its row is the current one, if it has one.
void TablePanel::takeSelection()
{
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    if (!m_intervals)
        return;
    const auto place = placeOf(view().selection());
    const int row = place ? m_model->rowOf(*place) : -1;
    if (m_table->currentIndex().row() == row)
        return;
    const QScopedValueRollback guard(m_isFollowing, true);
    if (row < 0) {
        m_table->setCurrentIndex({});
        return;
    }
    const QHeaderView *header = m_table->horizontalHeader();
    const int first = header->logicalIndexAt(0);
    m_table->setCurrentIndex(m_model->index(row, std::max(0, m_table->currentIndex().column())));
    m_table->scrollTo(m_model->index(row, std::max(0, first)));
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tablerow.h"

#include "ui/panels/tablecopy.h"

#include <QHeaderView>
#include <QTableView>

namespace coroscope
{

void prepareRowTable(QTableView &table)
{
    table.setItemDelegate(new TableRow(&table));
    table.setFrameShape(QFrame::NoFrame);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setStretchLastSection(true);
    table.verticalHeader()->hide();
    // Fixed rows: the view then never measures them one by one.
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setMinimumSectionSize(16);
    table.verticalHeader()->setDefaultSectionSize(tableRowHeight());
    enableCopying(table);
}

void TableRow::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus;
    option->palette.setColor(QPalette::HighlightedText, option->palette.color(QPalette::Text));
}

} // namespace coroscope

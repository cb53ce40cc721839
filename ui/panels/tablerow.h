// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

class QTableView;

namespace coroscope
{

/// How high the rows of tables are.
inline int tableRowHeight() { return withText(21); }

/// Makes a table one of rows that are selected and copied as a whole: rows of one height, no grid, no frame.
void prepareRowTable(QTableView &table);

/// Draws the cells of a table of which a row is selected, not a cell: each keeps the colour of its text there, and none
/// has a frame of its own.
class TableRow : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTableView;

namespace coroscope
{

enum class TableFormat { Text, Csv };

/// The selected rows of a table, the columns that are shown and have a title in the order in which they are shown:
/// cells apart by tabs, or as CSV (RFC 4180) with a line of titles. All rows where none is selected.
QString selectedRows(const QTableView &table, TableFormat format);

/// Gives a table Ctrl+C (as text), Ctrl+Shift+C (as CSV) and both in its context menu.
void enableCopying(QTableView &table);

} // namespace coroscope

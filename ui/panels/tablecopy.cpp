// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tablecopy.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::TableCopy", text); }

QString cell(const QString &text, TableFormat format)
{
    if (format == TableFormat::Text)
        return QString(text).replace(u'\t', u' ').replace(u'\n', u' ');
    const bool needsQuotes = std::any_of(text.begin(), text.end(),
                                         [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; });
    return needsQuotes ? u'"' + QString(text).replace(u"\""_s, u"\"\""_s) + u'"' : text;
}

void addCopy(QTableView &table, const QString &text, const QKeySequence &keys, TableFormat format)
{
    auto *action = new QAction(text, &table);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(action, &QAction::triggered, &table,
                     [&table, format] { QApplication::clipboard()->setText(selectedRows(table, format)); });
    table.addAction(action);
}

} // namespace

QString selectedRows(const QTableView &table, TableFormat format)
{
    const QAbstractItemModel &model = *table.model();
    std::vector<int> columns;
    for (int visual = 0; visual < model.columnCount(); ++visual) {
        const int column = table.horizontalHeader()->logicalIndex(visual);
        // What has no title is no data, such as a link to the help.
        const bool hasTitle = !model.headerData(column, Qt::Horizontal, Qt::EditRole).toString().isEmpty();
        if (hasTitle && !table.isColumnHidden(column))
            columns.push_back(column);
    }
    QStringList lines;
    const QString between = format == TableFormat::Csv ? u","_s : u"\t"_s;
    const QString end = format == TableFormat::Csv ? u"\r\n"_s : u"\n"_s;
    const auto addLine = [&](const auto &textOf) {
        QStringList cells;
        for (const int column : columns)
            cells += cell(textOf(column), format);
        lines += cells.join(between);
    };
    if (format == TableFormat::Csv)
        addLine([&](int column) { return model.headerData(column, Qt::Horizontal, Qt::EditRole).toString(); });
    const auto addRow = [&](int row) {
        addLine([&](int column) { return model.index(row, column).data().toString(); });
    };
    // By ranges: a list of a hundred thousand indexes would take long.
    const QItemSelection selection = table.selectionModel()->selection();
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : selection)
        ranges.emplace_back(range.top(), range.bottom());
    if (ranges.empty())
        ranges.emplace_back(0, model.rowCount() - 1);
    std::sort(ranges.begin(), ranges.end());
    int next = 0;
    for (const auto &[top, bottom] : ranges) {
        for (int row = std::max(top, next); row <= bottom; ++row)
            addRow(row);
        next = std::max(next, bottom + 1);
    }
    return lines.join(end) + (format == TableFormat::Csv ? end : QString());
}

void enableCopying(QTableView &table)
{
    addCopy(table, tr("Copy"), QKeySequence::Copy, TableFormat::Text);
    addCopy(table, tr("Copy as CSV"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), TableFormat::Csv);
    table.setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace coroscope

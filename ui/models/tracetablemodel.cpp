// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tracetablemodel.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace coroscope
{

void TraceTableModel::setIntervals(const Intervals *intervals)
{
    beginResetModel();
    m_intervals = intervals;
    m_moment = {};
    m_rows.clear();
    m_rowOf.clear();
    m_isPending = false;
    endResetModel();
}

void TraceTableModel::refresh()
{
    if (!m_intervals)
        return;
    const std::size_t known = m_rowOf.size();
    const std::size_t size = sourceSize();
    const bool growthMatters =
        m_filter.dependsOnGrowth() || m_windowFilter.dependsOnGrowth() || has(m_sortColumn, Grows);
    if (size > known) {
        m_rowOf.resize(size, -1);
        if (isInOrder() && !growthMatters)
            append(known, size);
        else if (known == 0)
            apply(); // nothing has to move
        else
            m_isPending = true;
    }
    m_isPending = m_isPending || growthMatters;
}

/// Rows of new places behind all others.
void TraceTableModel::append(std::size_t from, std::size_t to)
{
    std::vector<std::uint32_t> more;
    for (auto place = static_cast<std::uint32_t>(from); place < to; ++place) {
        if (passesAll(place))
            more.push_back(place);
    }
    if (more.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
    for (const std::uint32_t place : more) {
        m_rowOf[place] = static_cast<int>(m_rows.size());
        m_rows.push_back(place);
    }
    endInsertRows();
}

void TraceTableModel::setMoment(const Moment &moment)
{
    if (moment == m_moment)
        return;
    m_moment = moment;
    m_isPending =
        m_isPending || m_filter.dependsOnMoment() || m_windowFilter.dependsOnMoment() || has(m_sortColumn, Moves);
}

void TraceTableModel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                           {Qt::ForegroundRole, Qt::DecorationRole});
}

void TraceTableModel::setFilter(const TraceFilter &filter)
{
    m_filter = filter;
    apply();
}

void TraceTableModel::setWindowFilter(const TraceFilter &filter)
{
    m_windowFilter = filter;
    apply();
}

void TraceTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || (column == m_sortColumn && order == m_sortOrder))
        return;
    const int before = m_sortColumn;
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT headerDataChanged(Qt::Horizontal, before, before);
    Q_EMIT headerDataChanged(Qt::Horizontal, column, column);
    apply();
}

void TraceTableModel::apply()
{
    m_isPending = false;
    if (!m_intervals)
        return;
    m_rowOf.resize(sourceSize(), -1);
    std::vector<std::uint32_t> rows;
    rows.reserve(m_rowOf.size());
    for (std::uint32_t place = 0; place < m_rowOf.size(); ++place) {
        if (passesAll(place))
            rows.push_back(place);
    }
    sortRows(rows);
    takeRows(std::move(rows));
}

void TraceTableModel::sortRows(std::vector<std::uint32_t> &rows)
{
    if (has(m_sortColumn, InPlace)) {
        if (m_sortOrder == Qt::DescendingOrder)
            std::reverse(rows.begin(), rows.end());
        return;
    }
    m_keys.assign(m_rowOf.size(), 0);
    fillKeys(m_sortColumn, m_keys);
    // Keys beside the places they are of: to look them up in every comparison takes twice as long.
    m_sorting.clear();
    const bool isDescending = m_sortOrder == Qt::DescendingOrder;
    for (const std::uint32_t place : rows) {
        const std::int64_t key = m_keys[place];
        m_sorting.emplace_back(isDescending && key != nothing ? -key : key, place);
    }
    std::sort(m_sorting.begin(), m_sorting.end());
    std::transform(m_sorting.begin(), m_sorting.end(), rows.begin(), [](const auto &entry) { return entry.second; });
}

/// Shows other rows, or the same in another order. What is selected stays selected where it is still there.
void TraceTableModel::takeRows(std::vector<std::uint32_t> rows)
{
    if (rows == m_rows)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::uint32_t> places;
    places.reserve(static_cast<std::size_t>(before.size()));
    for (const QModelIndex &one : before)
        places.push_back(m_rows[static_cast<std::size_t>(one.row())]);
    m_rows = std::move(rows);
    std::fill(m_rowOf.begin(), m_rowOf.end(), -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[m_rows[row]] = static_cast<int>(row);
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = m_rowOf[places[static_cast<std::size_t>(i)]];
        after.append(row < 0 ? QModelIndex() : index(row, before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void TraceTableModel::rankTexts(const std::vector<std::string> &texts, std::vector<std::int64_t> &keys)
{
    std::vector<std::uint32_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t one, std::uint32_t other) { return texts[one] < texts[other]; });
    std::int64_t rank = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        // The same text has the same rank, so that rows with it keep the order of their places.
        if (i > 0 && texts[order[i]] != texts[order[i - 1]])
            ++rank;
        keys[order[i]] = texts[order[i]].empty() ? nothing : rank;
    }
}

int TraceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TraceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TraceTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_intervals || static_cast<std::size_t>(index.row()) >= m_rows.size())
        return {};
    const std::uint32_t place = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case PlaceRole:
        return place;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(has(index.column(), Numeric) ? Qt::AlignRight | Qt::AlignVCenter
                                                                : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole:
        return themeFont(has(index.column(), Numeric) ? FontRole::Mono : FontRole::Body);
    default:
        return cell(place, index.column(), role);
    }
}

QVariant TraceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Heading &heading = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        // The arrow stands in the title: one that the style draws has no room of its own.
        if (section == m_sortColumn)
            return heading.title + (m_sortOrder == Qt::AscendingOrder ? u" \u2191"_s : u" \u2193"_s);
        return heading.title;
    case Qt::EditRole:
        return heading.title;
    case Qt::ToolTipRole:
        return heading.tip;
    case Qt::FontRole:
        return themeFont(FontRole::Small);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(has(section, Numeric) ? Qt::AlignRight | Qt::AlignVCenter
                                                         : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace coroscope

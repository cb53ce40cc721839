// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"
#include "core/analysis/tracefilter.h"
#include "core/trace/intervals.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace coroscope
{

/// A table of all tasks or all objects of a run at the moment of the cursor, in any order and through filters.
///
/// It sorts and filters an index of its own: a hundred thousand rows take some milliseconds, where a proxy model would
/// ask for each cell as a QVariant. Cells are made when they are shown. What a run gains comes in by refresh(); where
/// that or another moment may move rows, isPending() tells, and apply() does it, when there is time.
class TraceTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        PlaceRole = Qt::UserRole, ///< where the row is in Intervals::tasks() or objects()
        IdRole,
    };

    /// Shows another trace, or none. It has to live until the next call.
    virtual void setIntervals(const Intervals *intervals);
    /// Takes in what the intervals gained.
    void refresh();
    /// The moment that the columns show.
    void setMoment(const Moment &moment);
    void setTheme(ThemeKind kind);

    /// What the panel and what the window lets through; both have to. Holds at once.
    void setFilter(const TraceFilter &filter);
    void setWindowFilter(const TraceFilter &filter);

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    /// Whether rows may have to move since the last time.
    bool isPending() const { return m_isPending; }
    void apply();

    /// Tasks or objects of the run, shown or not.
    std::size_t itemCount() const { return m_rowOf.size(); }
    std::uint32_t placeOf(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 if it is not shown.
    int rowOf(std::uint32_t place) const { return place < m_rowOf.size() ? m_rowOf[place] : -1; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// The title of a column is under Qt::EditRole; Qt::DisplayRole has an arrow with that of the one sorted by.
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// Whether a column is shown unless a person says otherwise.
    bool isUsual(int column) const { return !has(column, Rare); }

protected:
    /// A key that stands behind all others in either order.
    static constexpr auto nothing = std::numeric_limits<std::int64_t>::max();

    /// What is to be known of a column, apart from its cells.
    enum Trait : std::uint8_t {
        Numeric = 1, ///< its cells stand at the right
        Rare = 2,    ///< it is not shown at first
        Grows = 4,   ///< more of the run changes the order by it
        Moves = 8,   ///< another moment does
        InPlace = 16 ///< an ascending order by it is that of the places
    };
    struct Heading {
        QString title;
        QString tip;
        int traits = 0;
    };
    TraceTableModel(std::vector<Heading> columns, int sortColumn, QObject *parent)
        : QAbstractTableModel(parent), m_columns(std::move(columns)), m_sortColumn(sortColumn)
    {
    }

    virtual std::size_t sourceSize() const = 0;
    virtual bool passes(const TraceFilter &filter, std::uint32_t place) = 0;
    /// What the rows are sorted by, for all tasks or objects, by place.
    virtual void fillKeys(int column, std::vector<std::int64_t> &keys) = 0;
    virtual QVariant cell(std::uint32_t place, int column, int role) const = 0;

    const Intervals *intervals() const { return m_intervals; }
    const Moment &moment() const { return m_moment; }
    ThemeKind themeKind() const { return m_theme; }

    /// Turns keys as naturalKey() makes them into numbers in the same order; empty ones stand behind all others.
    static void rankTexts(const std::vector<std::string> &texts, std::vector<std::int64_t> &keys);

private:
    bool has(int column, Trait trait) const
    {
        return (m_columns[static_cast<std::size_t>(column)].traits & trait) != 0;
    }
    bool isInOrder() const { return m_sortOrder == Qt::AscendingOrder && has(m_sortColumn, InPlace); }
    bool passesAll(std::uint32_t place) { return passes(m_filter, place) && passes(m_windowFilter, place); }
    void append(std::size_t from, std::size_t to);
    void sortRows(std::vector<std::uint32_t> &rows);
    void takeRows(std::vector<std::uint32_t> rows);

    const Intervals *m_intervals = nullptr;
    Moment m_moment;
    ThemeKind m_theme = ThemeKind::Dark;
    TraceFilter m_filter;
    TraceFilter m_windowFilter;
    std::vector<std::uint32_t> m_rows; // places
    std::vector<int> m_rowOf;          // by place, -1: not shown
    std::vector<std::int64_t> m_keys;
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_sorting;
    std::vector<Heading> m_columns;
    int m_sortColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_isPending = false;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/taskfigures.h"
#include "core/analysis/tracefilter.h"
#include "core/trace/intervals.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace coroscope
{

/// What a run told: its log lines, and among them what went wrong. A row is an event of the store, read when it is
/// shown; taking in new ones costs next to nothing.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Task, Text };
    enum Role {
        TimeRole = Qt::UserRole, ///< nanoseconds
        TaskRole,                ///< id of the task, 0 if none
        InkRole,                 ///< Ink of the row's text
        EventRole,               ///< index of the event in the store
    };
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    explicit LogModel(QObject *parent = nullptr);

    /// Shows another trace, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);
    /// Takes in new events.
    void refresh();
    void setTheme(ThemeKind kind);

    /// Shows only lines whose text or task have the bare words of the filter, and whose task, at the moment of the
    /// line, is one that the other terms let through. advance() fills the rows.
    void setFilter(const TraceFilter &filter);
    /// Looks at so many lines; returns whether none are left that were not looked at.
    bool advance(std::size_t most = everything);
    /// Lines of the run, shown or not.
    std::size_t lineCount() const { return m_lines.size(); }

    /// Lines after so many events are dimmed; none are while nothing is set.
    void setCursor(std::optional<std::size_t> events);
    /// The row of the last line among the first `events` events; -1 if there is none.
    int rowBefore(std::size_t events) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const std::vector<std::uint32_t> &rows() const { return m_filter.isEmpty() ? m_lines : m_rows; }
    void noteTimeout(std::size_t event);
    bool passes(std::uint32_t event);
    QString textOf(const Event &event, std::uint32_t index) const;

    const Intervals *m_intervals = nullptr;
    ThemeKind m_theme = ThemeKind::Dark;
    std::size_t m_read = 0;
    std::vector<std::uint32_t> m_lines; // events that make lines
    TraceFilter m_filter;
    std::vector<std::uint32_t> m_rows; // those of m_lines that pass the filter, as far as they were looked at
    std::size_t m_filtered = 0;
    TaskFiguresTable m_figures;
    std::optional<std::size_t> m_cursor;
    std::unordered_map<std::uint32_t, Nanoseconds> m_openTimeouts;  // by scope: how long it lasts
    std::unordered_map<std::uint32_t, Nanoseconds> m_firedTimeouts; // by event that told of it
};

} // namespace coroscope

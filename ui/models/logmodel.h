// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <cstdint>
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
        InkRole,                 ///< Ink of the row
    };

    explicit LogModel(QObject *parent = nullptr);

    /// Shows another trace, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);
    /// Takes in new events.
    void refresh();
    void setTheme(ThemeKind kind);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const Intervals *m_intervals = nullptr;
    ThemeKind m_theme = ThemeKind::Dark;
    std::size_t m_read = 0;
    std::vector<std::uint32_t> m_rows;
};

} // namespace coroscope

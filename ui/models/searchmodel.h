// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/textpattern.h"
#include "core/trace/intervals.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>

#include <cstdint>
#include <optional>
#include <vector>

namespace coroscope
{

/// Tasks, objects and log lines whose name or text fits what a person writes, the best first.
///
/// Names are looked through in slices, so that a window stays alive with any number of them; of very many that fit
/// the best few are kept, and a last row tells how many there are.
class SearchModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Kind : std::uint8_t { Object, Task, LogLine, More };
    enum Role {
        KindRole = Qt::UserRole,
        DetailInkRole,
        DetailRole, ///< what stands beside the name: `task 7`, `semaphore`, `0.900 s`
    };
    static constexpr std::size_t mostObjects = 6;
    static constexpr std::size_t mostTasks = 10;
    static constexpr std::size_t mostLines = 6;
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    explicit SearchModel(QObject *parent = nullptr);

    /// Shows another trace, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);
    void setTheme(ThemeKind kind) { m_theme = kind; }

    /// Looks for another text: `work`, `work*(?)`. The empty one finds nothing.
    void search(const QString &text);
    /// Looks at so many names; returns whether none are left. What a run gained since is looked at, too.
    bool advance(std::size_t most = everything);

    struct Hit {
        Kind kind = Kind::More;
        int rank = 0;
        std::uint32_t place = 0; ///< in Intervals::tasks(), objects() or logs()
    };
    Hit hit(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// How many fit so far.
    std::size_t found() const { return m_objects.count + m_tasks.count + m_lines.count; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    /// The best of one kind.
    struct Best {
        Kind kind;
        std::size_t most;
        std::vector<Hit> hits{};
        std::size_t count = 0;
        std::uint32_t read = 0;

        void clear();
        /// Returns whether it is one of the best.
        bool add(int rank, std::uint32_t place);
    };
    void showRows();
    QString text(const Hit &hit) const;
    QString detail(const Hit &hit) const;

    const Intervals *m_intervals = nullptr;
    ThemeKind m_theme = ThemeKind::Dark;
    std::optional<TextPattern> m_pattern;
    Best m_objects{Kind::Object, mostObjects};
    Best m_tasks{Kind::Task, mostTasks};
    Best m_lines{Kind::LogLine, mostLines};
    std::vector<Hit> m_rows;
    bool m_isChanged = false;
};

/// The event of the store that a line of Intervals::logs() was; nothing if the store does not hold it.
std::optional<std::size_t> eventOfLine(const Intervals &intervals, std::uint32_t line);

} // namespace coroscope

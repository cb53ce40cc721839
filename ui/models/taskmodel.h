// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/taskfigures.h"
#include "core/analysis/taskmoment.h"
#include "ui/models/tracetablemodel.h"

namespace coroscope
{

/// All tasks of a run: what each does at the moment of the cursor, and the figures of its life. What lies behind the
/// cursor is dimmed.
class TaskModel final : public TraceTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        State,
        WaitsFor,
        Since,
        Created,
        Ended,
        Duration,
        Running,
        Waiting,
        Steps,
        Parent,
        Group,
        ResultText,
        Number,
        ColumnCount
    };

    explicit TaskModel(QObject *parent = nullptr);

    void setIntervals(const Intervals *intervals) override;
    /// Reads so many intervals ahead of being sorted by what they add up to; returns whether none are left.
    bool advance(std::size_t most);

protected:
    std::size_t sourceSize() const override;
    bool passes(const TraceFilter &filter, std::uint32_t place) override;
    void fillKeys(int column, std::vector<std::int64_t> &keys) override;
    QVariant cell(std::uint32_t place, int column, int role) const override;

private:
    /// The states as they are told apart, those under way first.
    enum class Look : std::uint8_t { Running, Ready, Stuck, Waiting, Failed, TimedOut, Cancelled, Returned };
    Look lookOf(std::uint32_t place, TaskState state) const;
    /// Mark, word and ink of a task's state, as in the gutter of the timeline.
    struct Shown;
    Shown shownState(std::uint32_t place, const TaskMoment &now) const;
    QString text(std::uint32_t place, int column) const;
    QString waitText(const TaskMoment &now) const;
    QColor ink(std::uint32_t place, int column) const;
    void fillNames(std::vector<std::int64_t> &keys);
    void fillWaits(std::vector<std::int64_t> &keys) const;
    std::int64_t key(std::uint32_t place, int column) const;

    mutable TaskFiguresTable m_figures; // takes in what is new when it is asked
    std::vector<std::string> m_names;   // natural keys by place: names do not change
    std::vector<std::int64_t> m_ranks;  // the order of m_names, of as many as there were
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/objectmoment.h"
#include "ui/models/tracetablemodel.h"

#include <memory>

namespace coroscope
{

/// All objects of a run: semaphores, locks, queues, gathers … with their state, holders and queue at the moment of the
/// cursor, and the most of each over the run.
class ObjectModel final : public TraceTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Kind,
        Value,
        Capacity,
        Holders,
        Waiting,
        FirstWaiting,
        LongestQueue,
        MostInUse,
        Number,
        ColumnCount
    };

    explicit ObjectModel(QObject *parent = nullptr);

    /// Takes a history of the next intervals that others use, too; without it the model has one of its own.
    void setHistory(std::shared_ptr<ObjectHistory> history) { m_next = std::move(history); }
    void setIntervals(const Intervals *intervals) override;
    /// Takes `most` events into the history; returns whether none are left.
    bool advance(std::size_t most = ObjectHistory::everything);

protected:
    std::size_t sourceSize() const override;
    bool passes(const TraceFilter &filter, std::uint32_t place) override;
    void fillKeys(int column, std::vector<std::int64_t> &keys) override;
    QVariant cell(std::uint32_t place, int column, int role) const override;

private:
    std::int64_t key(std::uint32_t place, int column) const;
    QString text(std::uint32_t place, int column) const;
    QString valueText(const ObjectState &now) const;

    std::shared_ptr<ObjectHistory> m_history;
    std::shared_ptr<ObjectHistory> m_next;
};

} // namespace coroscope

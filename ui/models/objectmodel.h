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
    ~ObjectModel() override;

    /// Answers with the history of somebody who keeps it up; nullptr: with one of its own. It has to belong to the
    /// intervals of the next setIntervals(), and live as long as they are shown.
    void setHistory(const ObjectHistory *history);
    void setIntervals(const Intervals *intervals) override;
    /// Takes in events for a history of its own, `most` of them; returns whether none are left.
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
    const ObjectHistory &history() const { return m_shared ? *m_shared : *m_own; }

    const ObjectHistory *m_shared = nullptr;
    std::unique_ptr<ObjectHistory> m_own;
};

} // namespace coroscope

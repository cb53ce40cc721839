// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/filteredset.h"

#include <QObject>
#include <QTimer>

namespace coroscope
{

class TimelineWidget;

/// Narrows the lanes of a timeline to the tasks that a filter lets through at its cursor.
///
/// Which those are is worked out in slices between the frames; the lanes change when the set is whole, and while a run
/// goes on no more often than a person can follow.
class LaneFilter : public QObject
{
    Q_OBJECT

public:
    explicit LaneFilter(TimelineWidget &timeline);

    /// The trace that the timeline shows, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);
    /// The intervals gained something. Called once a frame during a run.
    void refresh();
    /// The empty filter shows all lanes.
    void setFilter(const TraceFilter &filter);

    const FilteredSet &set() const { return m_set; }
    bool isUpToDate() const { return m_set.isUpToDate() && m_shown == m_set.version(); }

private:
    void takeMoment();
    void later(int milliseconds);
    void advance();

    TimelineWidget &m_timeline;
    const Intervals *m_intervals = nullptr;
    FilteredSet m_set;
    QTimer m_slices;
    std::uint64_t m_shown = 0; // version of the set that the lanes show
};

} // namespace coroscope

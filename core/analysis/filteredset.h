// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/taskfigures.h"
#include "core/analysis/tracefilter.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace coroscope
{

/// Which tasks and objects of a run a filter lets through: for lanes and whoever else shows only these.
///
/// It is worked out a slice at a time, so that a window stays alive with any number of tasks; what was worked out
/// before holds until the new set is whole. Tasks that come later are looked at alone, unless the filter depends on
/// what goes on.
class FilteredSet
{
public:
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    /// Begins anew with another trace, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);
    /// Another filter, or another moment. Costs next to nothing where the moment does not matter.
    void setFilter(TraceFilter filter);
    void setMoment(const Moment &moment);
    /// The intervals gained something.
    void refresh();

    /// Looks at so many tasks and objects; returns whether the set is up to date now.
    bool advance(std::size_t most = everything);
    bool isUpToDate() const { return m_isUpToDate; }
    /// Counts up with each set that differs from the one before; so others see whether they have to lay out anew.
    std::uint64_t version() const { return m_version; }

    const TraceFilter &filter() const { return m_filter; }
    /// Whether everything is let through as there is no filter.
    bool isEverything() const { return m_filter.isEmpty(); }
    /// By place in Intervals::tasks() and objects(). What the set does not know yet is not in it.
    bool hasTask(std::uint32_t place) const { return m_holdsAll || (place < m_tasks.size() && m_tasks[place] != 0); }
    /// By id, for whoever has no places.
    bool hasTask(TaskId id) const
    {
        const auto place = m_intervals ? m_intervals->placeOf(id) : std::nullopt;
        return m_holdsAll || (place && hasTask(*place));
    }
    bool hasObject(std::uint32_t place) const
    {
        return m_holdsAll || (place < m_objects.size() && m_objects[place] != 0);
    }
    std::size_t taskCount() const { return m_taskCount; }

private:
    void restart();
    void finish();

    const Intervals *m_intervals = nullptr;
    TaskFiguresTable m_figures;
    TraceFilter m_filter;
    Moment m_moment;
    std::vector<std::uint8_t> m_tasks;
    std::vector<std::uint8_t> m_objects;
    std::vector<std::uint8_t> m_nextTasks;
    std::vector<std::uint8_t> m_nextObjects;
    std::size_t m_taskCount = 0;
    std::uint64_t m_version = 0;
    bool m_holdsAll = true; // there is no filter, or its first set is not whole yet
    bool m_isUpToDate = true;
    bool m_wantsRestart = false; // at the end of the pass at hand
};

} // namespace coroscope

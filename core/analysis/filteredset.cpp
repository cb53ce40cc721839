// SPDX-License-Identifier: MIT
#include "core/analysis/filteredset.h"

#include "core/trace/intervals.h"

#include <algorithm>
#include <utility>

namespace coroscope
{

void FilteredSet::setIntervals(const Intervals *intervals)
{
    m_intervals = intervals;
    m_figures.setIntervals(intervals);
    m_tasks.clear();
    m_objects.clear();
    m_taskCount = 0;
    m_holdsAll = m_filter.isEmpty();
    ++m_version;
    restart();
}

void FilteredSet::setFilter(TraceFilter filter)
{
    m_filter = std::move(filter);
    restart();
    if (m_filter.isEmpty() && !std::exchange(m_holdsAll, true))
        ++m_version;
}

void FilteredSet::setMoment(const Moment &moment)
{
    if (moment == m_moment)
        return;
    m_moment = moment;
    if (m_filter.dependsOnMoment())
        restart();
}

void FilteredSet::refresh()
{
    if (m_filter.isEmpty() || !m_intervals)
        return;
    if (!m_filter.dependsOnGrowth()) {
        m_isUpToDate = false; // only what is new
    } else if (m_isUpToDate) {
        restart();
    } else {
        // A pass that began anew with every event would never end.
        m_wantsRestart = true;
    }
}

void FilteredSet::restart()
{
    m_nextTasks.clear();
    m_nextObjects.clear();
    m_wantsRestart = false;
    m_isUpToDate = m_filter.isEmpty() || !m_intervals;
}

bool FilteredSet::advance(std::size_t most)
{
    if (m_isUpToDate)
        return true;
    const std::size_t tasks = m_intervals->tasks().size();
    const std::size_t objects = m_intervals->objects().size();
    for (; most > 0 && m_nextTasks.size() < tasks; --most) {
        const auto place = static_cast<std::uint32_t>(m_nextTasks.size());
        m_nextTasks.push_back(m_filter.matchesTask(*m_intervals, place, m_moment, m_figures) ? 1 : 0);
    }
    for (; most > 0 && m_nextObjects.size() < objects; --most) {
        const auto place = static_cast<std::uint32_t>(m_nextObjects.size());
        m_nextObjects.push_back(m_filter.matchesObject(*m_intervals, place) ? 1 : 0);
    }
    if (m_nextTasks.size() == tasks && m_nextObjects.size() == objects)
        finish();
    return m_isUpToDate;
}

void FilteredSet::finish()
{
    m_isUpToDate = true;
    // What is left of a filter before may be the same, but it did not hold since.
    if (std::exchange(m_holdsAll, false) || m_nextTasks != m_tasks || m_nextObjects != m_objects) {
        m_tasks = m_nextTasks;
        m_objects = m_nextObjects;
        m_taskCount = static_cast<std::size_t>(std::count(m_tasks.begin(), m_tasks.end(), std::uint8_t{1}));
        ++m_version;
    }
    if (m_wantsRestart)
        restart();
}

} // namespace coroscope

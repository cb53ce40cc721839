// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanelayout.h"

#include <algorithm>

// What a person chooses about the lanes, and where lanes are found.

namespace coroscope
{
bool LaneLayout::isFolded(TaskId task) const
{
    if (const auto said = m_taskFolds.find(task); said != m_taskFolds.end())
        return said->second;
    if (!m_allFolded)
        return false;
    // One that everything lies under would leave nothing to look at.
    const auto place = m_places.find(task);
    return !place || m_tree.depthOf(*place) > 0 || !m_tree.hasOneRoot();
}

bool LaneLayout::isFolded(ObjectId group) const
{
    const auto said = m_groupFolds.find(group);
    return said != m_groupFolds.end() ? said->second : m_allFolded;
}

void LaneLayout::setFolded(TaskId task, bool folded)
{
    m_taskFolds[task] = folded;
    m_isStale = true;
}

void LaneLayout::setFolded(ObjectId object, bool folded)
{
    m_groupFolds[object] = folded;
    m_head.setPoolFolded(object, folded);
    m_isStale = true;
}

void LaneLayout::setAllFolded(bool folded)
{
    m_allFolded = folded;
    m_taskFolds.clear();
    m_groupFolds.clear();
    m_isStale = true;
}

void LaneLayout::setObjectsFolded(bool folded)
{
    m_head.setObjectsFolded(folded);
    m_isStale = true;
}

void LaneLayout::toggleFold(const Intervals &intervals, std::size_t lane)
{
    if (lane >= m_lanes.size() || !m_lanes[lane].foldable)
        return;
    const Lane &chosen = m_lanes[lane];
    switch (chosen.kind) {
    case LaneKind::Task:
        setFolded(intervals.tasks()[chosen.track].id, !chosen.folded);
        break;
    case LaneKind::Group:
        setFolded(m_tree.groups()[chosen.track].id, !chosen.folded);
        break;
    case LaneKind::Object:
        setFolded(intervals.objects()[chosen.track].id, !chosen.folded);
        break;
    case LaneKind::Section:
        setObjectsFolded(!chosen.folded);
        break;
    case LaneKind::Loop:
    case LaneKind::Thread:
        break;
    }
}

void LaneLayout::forgetTrace()
{
    LaneLayout fresh;
    fresh.m_head = m_head;
    fresh.m_head.forgetTrace();
    fresh.m_taskHeight = m_taskHeight;
    fresh.m_allFolded = m_allFolded;
    fresh.m_taskFolds = std::move(m_taskFolds);
    fresh.m_groupFolds = std::move(m_groupFolds);
    fresh.m_order = m_order;
    fresh.m_isUnsorted = m_order != LaneOrder::Start;
    fresh.m_hidesFinished = m_hidesFinished;
    fresh.m_moment = m_moment;
    fresh.m_filter = std::move(m_filter);
    fresh.m_pinned = std::move(m_pinned);
    *this = std::move(fresh);
}

void LaneLayout::forgetFoldsAndPins()
{
    m_head.forgetChoices();
    m_allFolded = false;
    m_taskFolds.clear();
    m_groupFolds.clear();
    m_pinned.clear();
    m_isStale = true;
}

void LaneLayout::setOrder(LaneOrder order)
{
    m_order = order;
    m_isUnsorted = true;
    m_isStale = true;
}

void LaneLayout::setHidesFinished(bool hides)
{
    m_isStale = m_isStale || hides != m_hidesFinished;
    m_hidesFinished = hides;
}

void LaneLayout::setMoment(std::optional<Nanoseconds> moment)
{
    m_isStale = m_isStale || (m_hidesFinished && moment != m_moment);
    m_moment = moment;
}

void LaneLayout::setFilter(TaskFilter filter)
{
    m_isStale = m_isStale || filter || m_filter;
    m_filter = std::move(filter);
}

void LaneLayout::setPinned(TaskId task, bool pinned)
{
    std::erase(m_pinned, task);
    if (pinned)
        m_pinned.push_back(task);
    m_isStale = true;
}

void LaneLayout::setPinned(ObjectId object, bool pinned)
{
    m_head.setPinned(object, pinned);
    m_isStale = true;
}

bool LaneLayout::isPinned(TaskId task) const
{
    return std::find(m_pinned.begin(), m_pinned.end(), task) != m_pinned.end();
}

bool LaneLayout::isPinned(ObjectId object) const
{
    const auto &pinned = m_head.pinned();
    return std::find(pinned.begin(), pinned.end(), object) != pinned.end();
}

void LaneLayout::setTaskHeight(double height)
{
    height = std::max(1.0, height);
    if (height == m_taskHeight)
        return;
    m_taskHeight = height;
    place();
}

double LaneLayout::contentHeight() const
{
    return m_lanes.size() > m_headCount ? m_lanes.back().bottom() : m_headHeight;
}

std::size_t LaneLayout::fixedCount(double viewHeight) const
{
    const double most = viewHeight * 0.5;
    if (m_headHeight <= most)
        return m_headCount;
    // The loop alone is not worth it.
    const bool fits = m_fixedCount > 1 && m_lanes[m_fixedCount - 1].bottom() <= most;
    return fits ? m_fixedCount : 0;
}

double LaneLayout::fixedHeight(double viewHeight) const
{
    const std::size_t count = fixedCount(viewHeight);
    if (count == 0)
        return 0;
    return count == m_headCount ? m_headHeight : m_lanes[count - 1].bottom();
}

std::pair<std::size_t, std::size_t> LaneLayout::lanesIn(double top, double bottom) const
{
    const auto first =
        std::partition_point(m_lanes.begin(), m_lanes.end(), [&](const Lane &lane) { return lane.bottom() <= top; });
    const auto last = std::partition_point(first, m_lanes.end(), [&](const Lane &lane) { return lane.top < bottom; });
    return {static_cast<std::size_t>(first - m_lanes.begin()), static_cast<std::size_t>(last - m_lanes.begin())};
}

std::optional<std::size_t> LaneLayout::laneAt(double y) const
{
    const auto [first, last] = lanesIn(y, y + 1e-6);
    if (first == last || y < m_lanes[first].top)
        return std::nullopt;
    return first;
}

std::optional<std::size_t> LaneLayout::nearestLaneOf(TaskId task) const
{
    const auto place = m_places.find(task);
    if (!place || *place >= m_rows.size() || m_rows[*place] == none)
        return std::nullopt;
    return m_rows[*place];
}

std::optional<std::size_t> LaneLayout::laneOf(TaskId task) const
{
    const auto row = nearestLaneOf(task);
    if (!row || m_lanes[*row].kind != LaneKind::Task || m_lanes[*row].track != *m_places.find(task))
        return std::nullopt;
    return row;
}

std::optional<std::size_t> LaneLayout::laneOf(ObjectId object) const { return m_objectLanes.find(object); }

std::uint32_t LaneLayout::bracketAround(std::uint32_t group) const
{
    const std::uint32_t parent = m_tree.groups()[group].parent;
    return parent == none ? none : m_brackets[parent];
}

} // namespace coroscope

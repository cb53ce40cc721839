// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanelayout.h"

#include <algorithm>

namespace coroscope
{

bool hasLane(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Semaphore:
    case ObjectKind::Lock:
    case ObjectKind::Queue:
    case ObjectKind::Pool:
        return true;
    default:
        return false;
    }
}

double LaneLayout::indent(int depth)
{
    constexpr int wideSteps = 6;
    constexpr int narrowSteps = 24;
    return 14.0 * std::min(depth, wideSteps) + 2.0 * std::clamp(depth - wideSteps, 0, narrowSteps);
}

bool LaneLayout::update(const Intervals &intervals)
{
    const std::size_t tasks = intervals.tasks().size();
    if (!m_lanes.empty() && tasks == m_taskCount && intervals.objects().size() == m_objectCount)
        return false;
    const std::size_t lanes = m_lanes.size();
    const bool fits = !m_lanes.empty() && intervals.objects().size() == m_objectCount;
    // Most new tasks come below all others, so that a frame need not walk the hundred thousand that are there.
    while (fits && m_taskCount < tasks && appendTask(intervals, static_cast<std::uint32_t>(m_taskCount)))
        ++m_taskCount;
    if (fits && m_taskCount == tasks)
        place(lanes);
    else
        rebuild(intervals);
    return true;
}

void LaneLayout::addTask(const Intervals &intervals, std::uint32_t task, int depth)
{
    m_taskLanes.insert(intervals.tasks()[task].id, static_cast<std::uint32_t>(m_lanes.size()));
    m_lanes.push_back({LaneKind::Task, depth, task, 0, 0});
    m_lastPath.resize(static_cast<std::size_t>(depth));
    m_lastPath.push_back(task);
}

/// Adds a task that comes below all others. Returns false for one that belongs between them.
bool LaneLayout::appendTask(const Intervals &intervals, std::uint32_t task)
{
    const auto parent = intervals.placeOf(intervals.tasks()[task].parent);
    if (!parent || *parent >= task) {
        addTask(intervals, task, 0);
        return true;
    }
    const auto lane = m_taskLanes.find(intervals.tasks()[*parent].id);
    const auto depth = static_cast<std::size_t>(m_lanes[*lane].depth);
    if (depth >= m_lastPath.size() || m_lastPath[depth] != *parent)
        return false;
    addTask(intervals, task, static_cast<int>(depth) + 1);
    return true;
}

void LaneLayout::rebuild(const Intervals &intervals)
{
    const auto &tasks = intervals.tasks();
    const auto &objects = intervals.objects();
    m_taskCount = tasks.size();
    m_objectCount = objects.size();
    m_lanes.clear();
    m_lanes.reserve(1 + objects.size() + tasks.size());
    m_taskLanes = {};
    m_objectLanes = {};

    m_lanes.push_back({});
    for (std::uint32_t i = 0; i < objects.size(); ++i) {
        if (!hasLane(objects[i].kind))
            continue;
        m_objectLanes.insert(objects[i].id, static_cast<std::uint32_t>(m_lanes.size()));
        m_lanes.push_back({LaneKind::Object, 0, i, 0, 0});
    }
    m_headCount = m_lanes.size();

    // The tree as first child and next sibling, walked without recursion: chains of tasks may be long.
    constexpr auto none = static_cast<std::uint32_t>(-1);
    std::vector<std::uint32_t> firstChild(tasks.size(), none);
    std::vector<std::uint32_t> lastChild(tasks.size(), none);
    std::vector<std::uint32_t> nextSibling(tasks.size(), none);
    std::vector<std::uint32_t> roots;
    for (std::uint32_t i = 0; i < tasks.size(); ++i) {
        const auto parent = intervals.placeOf(tasks[i].parent);
        // One that is told of before its parent stands for itself, as does one without.
        if (!parent || *parent >= i) {
            roots.push_back(i);
            continue;
        }
        std::uint32_t &last = lastChild[*parent];
        (last == none ? firstChild[*parent] : nextSibling[last]) = i;
        last = i;
    }
    std::vector<std::pair<std::uint32_t, int>> open;
    for (auto root = roots.rbegin(); root != roots.rend(); ++root)
        open.emplace_back(*root, 0);
    while (!open.empty()) {
        const auto [task, depth] = open.back();
        open.pop_back();
        addTask(intervals, task, depth);
        if (depth > 0 && nextSibling[task] != none)
            open.emplace_back(nextSibling[task], depth);
        if (firstChild[task] != none)
            open.emplace_back(firstChild[task], depth + 1);
    }
    place();
}

/// Gives the lanes from `first` on their places.
void LaneLayout::place(std::size_t first)
{
    double y = first > 0 ? m_lanes[first - 1].bottom() : 0;
    for (std::size_t i = first; i < m_lanes.size(); ++i) {
        Lane &lane = m_lanes[i];
        if (i == m_headCount)
            y = m_headHeight;
        lane.top = y;
        lane.height = lane.kind == LaneKind::Loop     ? loopHeight
                      : lane.kind == LaneKind::Object ? objectHeight
                                                      : m_taskHeight;
        y += lane.height;
        if (i + 1 == m_headCount)
            m_headHeight = y + sectionGap;
    }
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
    return m_headHeight + static_cast<double>(m_lanes.size() - m_headCount) * m_taskHeight;
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

std::optional<std::size_t> LaneLayout::laneOf(TaskId task) const { return m_taskLanes.find(task); }

std::optional<std::size_t> LaneLayout::laneOf(ObjectId object) const { return m_objectLanes.find(object); }

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanelayout.h"

#include "ui/timeline/trackindex.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{

double LaneLayout::indent(int depth)
{
    constexpr int wideSteps = 6;
    constexpr int narrowSteps = 24;
    return 14.0 * std::min(depth, wideSteps) + 2.0 * std::clamp(depth - wideSteps, 0, narrowSteps);
}

double LaneLayout::foldedRoom(double taskHeight) { return std::max(2.0, std::round(taskHeight * 0.6)); }

bool LaneLayout::update(const Intervals &intervals, const TrackIndex &index)
{
    const LaneFacts &facts = index.facts();
    const std::size_t tasks = intervals.tasks().size();
    for (std::size_t i = m_tree.size(); i < tasks; ++i)
        m_places.insert(intervals.tasks()[i].id, static_cast<std::uint32_t>(i));
    m_tree.update(intervals);
    const bool hasNews = intervals.eventCount() != m_eventCount;
    m_eventCount = intervals.eventCount();
    const bool headChanged = m_head.update(intervals);
    bool rowsChanged = m_isStale;
    if (m_isUnsorted) {
        m_tree.sort(intervals, m_order);
        m_isUnsorted = false;
    }
    const bool asksAgain = (m_hidesFinished && hasNews) || (m_filter && tasks != m_taskCount);
    bool fits = !m_isStale && !asksAgain;
    if (fits && headChanged) {
        fits = updateHead(intervals);
        rowsChanged = true;
    }
    // Most new tasks come below all others, so that a frame need not walk the hundred thousand that are there.
    const std::size_t lanes = m_lanes.size();
    while (fits && m_taskCount < tasks) {
        fits = appendTask(intervals, static_cast<std::uint32_t>(m_taskCount));
        m_taskCount += fits ? 1 : 0;
        rowsChanged = true;
    }
    if (!fits) {
        rebuild(intervals);
        rowsChanged = true;
    } else if (m_lanes.size() != lanes) {
        place(lanes);
    }
    shareNotables(intervals, facts);
    return rowsChanged;
}

/// Puts the head's lanes in the place of those before. Returns false where there are not as many as before.
bool LaneLayout::updateHead(const Intervals &intervals)
{
    std::vector<Lane> head;
    std::vector<std::uint32_t> pinned;
    for (const TaskId task : m_pinned) {
        if (const auto place = m_places.find(task))
            pinned.push_back(*place);
    }
    const std::size_t fixed = m_head.addLanes(head, intervals, pinned, m_taskHeight);
    if (head.size() != m_headCount || fixed != m_fixedCount)
        return false;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i].kind != m_lanes[i].kind || head[i].track != m_lanes[i].track)
            return false;
        m_lanes[i].part = head[i].part;
        m_lanes[i].foldable = m_lanes[i].foldable || head[i].foldable;
    }
    return true;
}

void LaneLayout::rebuild(const Intervals &intervals)
{
    const std::size_t tasks = intervals.tasks().size();
    m_taskCount = tasks;
    m_isStale = false;
    m_lanes.clear();
    m_folds.clear();
    m_notablesRead = 0;
    m_rows.assign(tasks, none);
    m_brackets.assign(tasks, none);
    m_groupRows.assign(m_tree.groups().size(), none);
    m_objectLanes = {};
    m_lastPath.clear();
    findShown(intervals);

    std::vector<std::uint32_t> pinned;
    for (const TaskId task : m_pinned) {
        if (const auto place = m_places.find(task))
            pinned.push_back(*place);
    }
    m_fixedCount = m_head.addLanes(m_lanes, intervals, pinned, m_taskHeight);
    m_headCount = m_lanes.size();
    for (std::uint32_t i = 0; i < m_headCount; ++i) {
        if (m_lanes[i].kind == LaneKind::Object)
            m_objectLanes.insert(intervals.objects()[m_lanes[i].track].id, i);
        else if (m_lanes[i].kind == LaneKind::Task)
            m_rows[m_lanes[i].track] = i;
    }
    addTree(intervals);
    place();
}

/// Asks the filter, and what has finished; whatever is over one that is shown is shown too.
void LaneLayout::findShown(const Intervals &intervals)
{
    m_shown.clear();
    m_groupShown.clear();
    if (!m_filter && !m_hidesFinished)
        return;
    const auto &tasks = intervals.tasks();
    const Nanoseconds moment = m_moment.value_or(intervals.end());
    m_shown.assign(tasks.size(), Shown::No);
    m_groupShown.assign(m_tree.groups().size(), false);
    for (std::size_t i = tasks.size(); i-- > 0;) {
        const TaskTrack &task = tasks[i];
        const bool finished = m_hidesFinished && task.ended != noTime && task.ended <= moment;
        if (!finished && (!m_filter || m_filter(task.id)))
            m_shown[i] = Shown::Yes;
        if (m_shown[i] == Shown::No)
            continue;
        const auto place = static_cast<std::uint32_t>(i);
        const std::uint32_t parent = m_tree.parentOf(place);
        if (parent != none && m_shown[parent] == Shown::No)
            m_shown[parent] = Shown::AsContext;
        if (const std::uint32_t group = m_tree.groupOf(place); group != none)
            m_groupShown[group] = true;
    }
}

void LaneLayout::addTree(const Intervals &intervals)
{
    std::vector<std::uint32_t> open;
    if (m_tree.firstRoot() != none)
        open.push_back(m_tree.firstRoot());
    while (!open.empty()) {
        const std::uint32_t task = open.back();
        open.pop_back();
        const std::uint32_t group = m_tree.groupOf(task);
        if (group != none && m_tree.groups()[group].first == task && addGroupRow(group)) {
            if (const std::uint32_t next = m_tree.next(m_tree.groups()[group].last); next != none)
                open.push_back(next);
            continue;
        }
        if (m_tree.next(task) != none)
            open.push_back(m_tree.next(task));
        if (!isShown(task) && m_rows[task] == none)
            continue;
        addTask(task);
        const std::uint32_t child = m_tree.firstChild(task);
        if (child == none)
            continue;
        m_lanes[m_rows[task]].foldable = true;
        if (!isFolded(intervals.tasks()[task].id)) {
            open.push_back(child);
            continue;
        }
        m_lanes[m_rows[task]].folded = true;
        for (std::uint32_t hidden = child; hidden != none; hidden = m_tree.next(hidden))
            hideSubtree(hidden, m_rows[task]);
    }
}

/// The row over a group. Returns whether its members are folded away.
bool LaneLayout::addGroupRow(std::uint32_t group)
{
    if (!m_groupShown.empty() && !m_groupShown[group])
        return false;
    const LaneTree::Group &of = m_tree.groups()[group];
    Lane lane;
    lane.kind = LaneKind::Group;
    lane.foldable = true;
    lane.folded = isFolded(of.id);
    lane.depth = m_tree.depthOf(of.first);
    lane.track = group;
    lane.bracket = bracketAround(group);
    const auto row = static_cast<std::uint32_t>(m_lanes.size());
    m_lanes.push_back(lane);
    m_groupRows.resize(m_tree.groups().size(), none);
    m_groupRows[group] = row;
    if (!m_objectLanes.find(of.id))
        m_objectLanes.insert(of.id, row);
    if (!lane.folded)
        return false;
    const std::uint32_t end = m_tree.next(of.last);
    for (std::uint32_t task = of.first; task != end; task = m_tree.next(task))
        hideSubtree(task, row);
    m_lastPath.resize(static_cast<std::size_t>(lane.depth));
    return true;
}

/// The lane of a task in the tree; a pinned one has its lane already.
void LaneLayout::addTask(std::uint32_t task)
{
    const int depth = m_tree.depthOf(task);
    const std::uint32_t group = m_tree.groupOf(task);
    const std::uint32_t parent = m_tree.parentOf(task);
    m_brackets[task] = group != none ? group : parent != none ? m_brackets[parent] : none;
    m_lastPath.resize(static_cast<std::size_t>(depth));
    m_lastPath.push_back(task);
    if (m_rows[task] != none)
        return;
    Lane lane;
    lane.kind = LaneKind::Task;
    lane.depth = depth;
    lane.track = task;
    lane.bracket = m_brackets[task];
    lane.isContext = !m_shown.empty() && m_shown[task] == Shown::AsContext;
    m_rows[task] = static_cast<std::uint32_t>(m_lanes.size());
    m_lanes.push_back(lane);
}

/// Adds a task that comes below all others, or is folded away. Returns false for one that belongs between them.
bool LaneLayout::appendTask(const Intervals &intervals, std::uint32_t task)
{
    if (std::find(m_pinned.begin(), m_pinned.end(), intervals.tasks()[task].id) != m_pinned.end())
        return false;
    m_rows.resize(std::size_t{task} + 1, none);
    m_brackets.resize(std::size_t{task} + 1, none);
    const std::uint32_t parent = m_tree.parentOf(task);
    const std::uint32_t group = m_tree.groupOf(task);
    const auto depth = static_cast<std::size_t>(m_tree.depthOf(task));
    if (parent != none) {
        const std::uint32_t row = m_rows[parent];
        if (row == none)
            return false;
        Lane &lane = m_lanes[row];
        const bool isOwn = lane.kind == LaneKind::Task && lane.track == parent;
        if (!isOwn || lane.folded) {
            // The first that is folded away makes the row higher.
            if (lane.fold == none)
                return false;
            hide(task, row);
            return true;
        }
        // Its first child: whether that is to be seen at all is yet to be said.
        if (!lane.foldable && isFolded(intervals.tasks()[parent].id))
            return false;
        if (m_lastPath.size() < depth || m_lastPath[depth - 1] != parent)
            return false;
        lane.foldable = true;
    } else if (m_allFolded && m_tree.next(m_tree.firstRoot()) == task) {
        // The first one is not over all others any more, so that it is to be folded too.
        return false;
    }
    if (group != none) {
        const std::uint32_t row = group < m_groupRows.size() ? m_groupRows[group] : none;
        if (row == none)
            return false;
        if (m_lanes[row].folded) {
            hide(task, row);
            return true;
        }
        if (m_lastPath.size() <= depth || m_tree.groupOf(m_lastPath[depth]) != group)
            return false;
    }
    addTask(task);
    return true;
}

void LaneLayout::hide(std::uint32_t task, std::uint32_t lane)
{
    m_rows[task] = lane;
    Lane &holder = m_lanes[lane];
    if (holder.fold == none) {
        holder.fold = static_cast<std::uint32_t>(m_folds.size());
        m_folds.emplace_back();
    }
    m_folds[holder.fold].add(task);
}

void LaneLayout::hideSubtree(std::uint32_t task, std::uint32_t lane)
{
    std::vector<std::uint32_t> open{task};
    while (!open.empty()) {
        const std::uint32_t next = open.back();
        open.pop_back();
        if (next != task && m_tree.next(next) != none)
            open.push_back(m_tree.next(next));
        if (isShown(next) && m_rows[next] == none)
            hide(next, lane);
        if (m_tree.firstChild(next) != none)
            open.push_back(m_tree.firstChild(next));
    }
}

/// Gives the moments that folding must not hide to the lanes that their tasks are folded away in.
void LaneLayout::shareNotables(const Intervals &intervals, const LaneFacts &facts)
{
    const auto &notables = facts.notables();
    const std::size_t first = m_folds.empty() ? notables.size() : m_notablesRead;
    m_notablesRead = notables.size();
    for (std::size_t i = first; i < notables.size(); ++i) {
        const auto task = intervals.placeOf(notables[i].task);
        if (!task || *task >= m_rows.size() || m_rows[*task] == none)
            continue;
        const Lane &lane = m_lanes[m_rows[*task]];
        const bool isOwn = lane.kind == LaneKind::Task && lane.track == *task;
        if (!isOwn && lane.fold != none)
            m_folds[lane.fold].addNotable(notables[i]);
    }
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
        if (lane.kind == LaneKind::Task)
            lane.height = m_taskHeight + (lane.fold != none ? foldedRoom(m_taskHeight) : 0);
        else if (lane.kind == LaneKind::Group)
            lane.height = lane.folded ? m_taskHeight : std::min(groupHeight, m_taskHeight);
        y += lane.height;
        if (i + 1 == m_headCount)
            m_headHeight = y + sectionGap;
    }
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanetree.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace coroscope
{

void LaneTree::update(const Intervals &intervals)
{
    const std::size_t count = intervals.tasks().size();
    while (m_nodes.size() < count)
        add(intervals, static_cast<std::uint32_t>(m_nodes.size()));
}

std::uint32_t LaneTree::groupFor(std::uint32_t parent, ObjectId id)
{
    const std::uint64_t key = std::uint64_t{parent} << 32 | id.value;
    const auto [place, isNew] = m_groupIndex.try_emplace(key, static_cast<std::uint32_t>(m_groups.size()));
    if (isNew)
        m_groups.push_back({id, parent, none, none, 0, 0});
    return place->second;
}

void LaneTree::add(const Intervals &intervals, std::uint32_t task)
{
    const TaskTrack &track = intervals.tasks()[task];
    Node node;
    const auto parent = intervals.placeOf(track.parent);
    // One that is told of before its parent stands for itself, as does one without.
    if (parent && *parent < task) {
        node.parent = *parent;
        node.depth = m_nodes[*parent].depth + 1;
    }
    std::uint32_t after = none;
    if (track.group) {
        node.group = groupFor(node.parent, track.group);
        Group &group = m_groups[node.group];
        after = group.last;
        group.last = task;
        if (group.count++ == 0) {
            group.first = task;
            group.created = track.created;
        }
    }
    Children &siblings = childrenOf(node.parent);
    if (after == none)
        after = siblings.last;
    if (after == none) {
        siblings.first = task;
    } else {
        node.next = m_nodes[after].next;
        m_nodes[after].next = task;
    }
    if (siblings.last == after)
        siblings.last = task;
    m_nodes.push_back(node);
}

void LaneTree::sort(const Intervals &intervals, LaneOrder order)
{
    update(intervals);
    const std::vector<std::int64_t> keys = orderKeys(intervals, order);
    // A group stands where its first member would.
    std::vector<std::int64_t> groupKeys(m_groups.size(), std::numeric_limits<std::int64_t>::max());
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].group != none)
            groupKeys[m_nodes[i].group] = std::min(groupKeys[m_nodes[i].group], keys[i]);
    }
    sortChildren(m_roots, keys, groupKeys);
    for (Node &node : m_nodes)
        sortChildren(node.children, keys, groupKeys);
}

void LaneTree::sortChildren(Children &children, const std::vector<std::int64_t> &keys,
                            const std::vector<std::int64_t> &groupKeys)
{
    if (children.first == children.last)
        return;
    std::vector<std::uint32_t> sorted;
    for (std::uint32_t child = children.first; child != none; child = m_nodes[child].next)
        sorted.push_back(child);
    const auto keyOf = [&](std::uint32_t child) {
        const std::uint32_t group = m_nodes[child].group;
        // Equal keys: a task stands alone under its own number, the members of a group under that of the group.
        const std::uint64_t unit = group == none ? child : std::uint64_t{group} + m_nodes.size();
        return std::tuple(group == none ? keys[child] : groupKeys[group], unit, keys[child], child);
    };
    std::sort(sorted.begin(), sorted.end(),
              [&](std::uint32_t one, std::uint32_t other) { return keyOf(one) < keyOf(other); });
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        Node &node = m_nodes[sorted[i]];
        node.next = i + 1 < sorted.size() ? sorted[i + 1] : none;
        if (node.group == none)
            continue;
        Group &group = m_groups[node.group];
        if (i == 0 || m_nodes[sorted[i - 1]].group != node.group)
            group.first = sorted[i];
        group.last = sorted[i];
    }
    children.first = sorted.front();
    children.last = sorted.back();
}

} // namespace coroscope

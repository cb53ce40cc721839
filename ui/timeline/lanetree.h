// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/laneorder.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace coroscope
{

/// The tasks of a trace by parent, as first child and next sibling, so that chains of any length are walked without
/// recursion. Those under one parent that belong to the same gather or task group stand together.
///
/// Tasks are named by their place in Intervals::tasks(). update() takes in the new ones, each in constant time, at the
/// end of those under its parent, or of its group; sort() brings all into an order.
class LaneTree
{
public:
    static constexpr auto none = static_cast<std::uint32_t>(-1);

    /// The tasks of one gather or task group under one parent.
    struct Group {
        ObjectId id;
        std::uint32_t parent = none;
        std::uint32_t first = none; ///< the member that stands first
        std::uint32_t last = none;
        std::uint32_t count = 0;
        Nanoseconds created = 0; ///< when the first one was made
    };

    void update(const Intervals &intervals);
    void sort(const Intervals &intervals, LaneOrder order);

    std::size_t size() const { return m_nodes.size(); }
    /// None for one without, and for one that was told of before its parent.
    std::uint32_t parentOf(std::uint32_t task) const { return m_nodes[task].parent; }
    /// How many tasks stand over it.
    int depthOf(std::uint32_t task) const { return m_nodes[task].depth; }
    std::uint32_t firstRoot() const { return m_roots.first; }
    bool hasOneRoot() const { return m_roots.first != none && m_roots.first == m_roots.last; }
    std::uint32_t firstChild(std::uint32_t task) const { return m_nodes[task].children.first; }
    std::uint32_t next(std::uint32_t task) const { return m_nodes[task].next; }
    /// The place in groups(), or none. A gather of one is none: there is nothing to hold together.
    std::uint32_t groupOf(std::uint32_t task) const
    {
        const std::uint32_t group = m_nodes[task].group;
        return group != none && m_groups[group].count >= 2 ? group : none;
    }
    const std::vector<Group> &groups() const { return m_groups; }

private:
    struct Children {
        std::uint32_t first = none;
        std::uint32_t last = none;
    };
    struct Node {
        std::uint32_t parent = none;
        std::uint32_t next = none;
        Children children;
        std::uint32_t group = none;
        int depth = 0;
    };

    void add(const Intervals &intervals, std::uint32_t task);
    std::uint32_t groupFor(std::uint32_t parent, ObjectId id);
    Children &childrenOf(std::uint32_t parent) { return parent == none ? m_roots : m_nodes[parent].children; }
    void sortChildren(Children &children, const std::vector<std::int64_t> &keys,
                      const std::vector<std::int64_t> &groupKeys);

    std::vector<Node> m_nodes;
    std::vector<Group> m_groups;
    std::unordered_map<std::uint64_t, std::uint32_t> m_groupIndex; // by parent and object
    Children m_roots;
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/trace/growinglist.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace coroscope
{

/// The level of detail of a list in order of time: what `LeafCount` elements come to, what 16 such leaves come to, 16
/// times 16, and so on.
///
/// Kept up as the list grows, a leaf at a time and each once. A view that has less than a pixel for many elements reads
/// the few summaries that are as wide as its pixels; see walkPixels().
///
/// Leaf and Summary have `start`, the time at which their first element begins; the Summary has a static
/// `of(begin, end)` that makes one out of 16 leaves or summaries.
template <typename Summary, typename Leaf = Summary, std::size_t LeafCount = 16>
class Pyramid
{
public:
    static constexpr std::size_t fanout = 16;
    static constexpr std::size_t leafCount = LeafCount;
    using Leaves = GrowingList<Leaf, 128>;
    using Level = GrowingList<Summary, 128>;

    /// Adds what the next `leafCount` elements come to, when the one after them is there.
    void add(const Leaf &leaf)
    {
        m_leaves.push_back(leaf);
        if (m_leaves.size() % fanout != 0)
            return;
        Summary next = Summary::of(m_leaves.end() - fanout, m_leaves.end());
        for (std::size_t level = 0;; ++level) {
            if (level == m_levels.size())
                m_levels.emplace_back();
            Level &own = m_levels[level];
            own.push_back(next);
            if (own.size() % fanout != 0)
                return;
            next = Summary::of(own.end() - fanout, own.end());
        }
    }

    /// Complete ones only.
    const Leaves &leaves() const { return m_leaves; }
    std::size_t levels() const { return m_levels.size(); }
    /// The summaries of 16 to the power of `level + 1` leaves each; complete ones only.
    const Level &level(std::size_t level) const { return m_levels[level]; }

    std::size_t bytes() const
    {
        std::size_t sum = m_leaves.bytes() + m_levels.capacity() * sizeof(Level);
        for (const Level &level : m_levels)
            sum += level.bytes();
        return sum;
    }

private:
    Leaves m_leaves;
    std::vector<Level> m_levels;
};

/// A leaf or a summary and what it stands for.
template <typename Pyramid>
struct PyramidNode {
    const typename Pyramid::Leaves::value_type *leaf = nullptr;
    const typename Pyramid::Level::value_type *summary = nullptr; ///< null: it is the leaf
    std::size_t count = 0;                                        ///< elements
    Nanoseconds end = 0;                                          ///< where the element after them begins

    explicit operator bool() const { return leaf || summary; }
    /// Calls `look` with what it is.
    template <typename Look>
    void visit(const Look &look) const
    {
        if (summary)
            look(*summary);
        else
            look(*leaf);
    }
};

/// The largest node that begins with the element `index` and is not longer than `longest`; none if there is none. The
/// list has pyramid() and startOf().
template <typename List>
auto nodeAt(const List &list, std::size_t index, Nanoseconds longest)
{
    const auto &pyramid = list.pyramid();
    using Levels = std::remove_cvref_t<decltype(pyramid)>;
    PyramidNode<Levels> found;
    std::size_t place = index / Levels::leafCount;
    if (index % Levels::leafCount != 0 || place >= pyramid.leaves().size())
        return found;
    // Those that begin here, and of them the largest first: of most places there are one or two.
    std::size_t count = Levels::leafCount;
    std::size_t levels = 0;
    for (; levels < pyramid.levels() && place % Levels::fanout == 0; ++levels) {
        if (place / Levels::fanout >= pyramid.level(levels).size())
            break;
        place /= Levels::fanout;
        count *= Levels::fanout;
    }
    // Whether the one at `place` of a level is short enough.
    const auto fits = [&](const auto &nodes) {
        found.end = place + 1 < nodes.size() ? Nanoseconds{nodes[place + 1].start} : list.startOf(index + count);
        found.count = count;
        return found.end - Nanoseconds{nodes[place].start} <= longest;
    };
    for (; levels > 0; --levels) {
        const auto &summaries = pyramid.level(levels - 1);
        if (fits(summaries)) {
            found.summary = &summaries[place];
            return found;
        }
        place *= Levels::fanout;
        count /= Levels::fanout;
    }
    if (fits(pyramid.leaves()))
        found.leaf = &pyramid.leaves()[place];
    return found;
}

/// The first element that starts at or after `time`; size() if there is none.
template <typename List>
std::size_t firstFrom(const List &list, Nanoseconds time)
{
    const auto &leaves = list.pyramid().leaves();
    std::size_t low = 0;
    std::size_t high = list.size();
    if (!leaves.empty()) {
        constexpr std::size_t count = std::remove_cvref_t<decltype(list.pyramid())>::leafCount;
        const auto after = std::partition_point(leaves.begin(), leaves.end(),
                                                [time](const auto &leaf) { return Nanoseconds{leaf.start} < time; });
        const auto place = static_cast<std::size_t>(after - leaves.begin());
        low = place == 0 ? 0 : (place - 1) * count;
        if (after != leaves.end())
            high = place * count;
    }
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (list.startOf(middle) < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace coroscope

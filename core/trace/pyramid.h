// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/trace/growinglist.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <vector>

namespace coroscope
{

/// The level of detail of a list in order of time: what 16 elements come to, what 16 times 16 come to, and so on.
///
/// Kept up as the list grows, 16 elements at a time and each once. A view that has less than a pixel for many
/// elements reads the few summaries that are as wide as its pixels; see walkPixels().
///
/// A Summary has `start`, the time at which its first element begins, and a static `of(begin, end)` that makes one out
/// of 16.
template <typename Summary>
class Pyramid
{
public:
    static constexpr std::size_t fanout = 16;
    using Level = GrowingList<Summary, 128>;

    /// Adds the summary of the next 16 elements, when the one after them is there.
    void add(const Summary &summary)
    {
        Summary next = summary;
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

    std::size_t levels() const { return m_levels.size(); }
    /// The summaries of 16 to the power of `level + 1` elements each; complete ones only.
    const Level &level(std::size_t level) const { return m_levels[level]; }

    std::size_t bytes() const
    {
        std::size_t sum = m_levels.capacity() * sizeof(Level);
        for (const Level &level : m_levels)
            sum += level.bytes();
        return sum;
    }

private:
    std::vector<Level> m_levels;
};

/// A summary and what it stands for.
template <typename Summary>
struct PyramidNode {
    const Summary *summary;
    std::size_t count; ///< elements
    Nanoseconds end;   ///< where the element after them begins
};

/// The largest summary that begins with the element `index` and is not longer than `longest`; nothing if there is none.
/// The list has pyramid() and startOf().
template <typename List>
auto nodeAt(const List &list, std::size_t index, Nanoseconds longest)
{
    const auto &pyramid = list.pyramid();
    using Summary = std::remove_cvref_t<decltype(pyramid.level(0)[0])>;
    std::optional<PyramidNode<Summary>> found;
    std::size_t place = index;
    std::size_t count = 1;
    constexpr std::size_t fanout = Pyramid<Summary>::fanout;
    for (std::size_t level = 0; level < pyramid.levels() && place % fanout == 0; ++level) {
        place /= fanout;
        count *= fanout;
        const auto &summaries = pyramid.level(level);
        if (place >= summaries.size())
            break;
        const Summary &summary = summaries[place];
        const Nanoseconds end =
            place + 1 < summaries.size() ? Nanoseconds{summaries[place + 1].start} : list.startOf(index + count);
        if (end - Nanoseconds{summary.start} > longest)
            break;
        found = PyramidNode<Summary>{&summary, count, end};
    }
    return found;
}

/// The first element that starts at or after `time`; size() if there is none.
template <typename List>
std::size_t firstFrom(const List &list, Nanoseconds time)
{
    const auto &pyramid = list.pyramid();
    std::size_t low = 0;
    std::size_t high = list.size();
    if (pyramid.levels() > 0) {
        constexpr std::size_t fanout = 16;
        const auto &leaves = pyramid.level(0);
        const auto after = std::partition_point(leaves.begin(), leaves.end(),
                                                [time](const auto &leaf) { return Nanoseconds{leaf.start} < time; });
        const auto place = static_cast<std::size_t>(after - leaves.begin());
        low = place == 0 ? 0 : (place - 1) * fanout;
        if (after != leaves.end())
            high = place * fanout;
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

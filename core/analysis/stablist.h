// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/growinglist.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace coroscope
{

/// Stretches between two events, in the order in which they began, asked which of them hold at a moment.
///
/// Above the list lies a tree of the latest ends of every 64 neighbours: a question costs the answers and a few steps
/// down the tree, however many stretches came and went before. Ending one costs the same few steps.
class StabList
{
public:
    static constexpr std::uint32_t open = std::numeric_limits<std::uint32_t>::max();

    struct Stretch {
        std::uint32_t begin = 0;  ///< index of the event that began it
        std::uint32_t end = open; ///< index of the event that ended it
        std::uint32_t task = 0;
    };

    std::size_t size() const { return m_stretches.size(); }
    const Stretch &operator[](std::size_t index) const { return m_stretches[index]; }

    /// Begins one, not before the last one. Returns its index.
    std::size_t begin(std::uint32_t event, std::uint32_t task)
    {
        const std::size_t index = m_stretches.size();
        m_stretches.push_back({event, open, task});
        std::size_t place = index;
        for (std::size_t level = 0; level < m_levels.size() || place >= width; ++level) {
            place /= width;
            if (level == m_levels.size())
                addLevel(level);
            auto &latest = m_levels[level];
            if (place == latest.size())
                latest.push_back(open);
            else
                latest[place] = open;
        }
        return index;
    }

    void finish(std::size_t index, std::uint32_t event)
    {
        m_stretches[index].end = event;
        std::size_t place = index / width;
        for (std::size_t level = 0; level < m_levels.size(); ++level, place /= width) {
            std::uint32_t latest = 0;
            const std::size_t last = std::min((place + 1) * width, sizeAt(level));
            for (std::size_t child = place * width; child < last && latest != open; ++child)
                latest = std::max(latest, endAt(level, child));
            if (m_levels[level][place] == latest)
                return;
            m_levels[level][place] = latest;
        }
    }

    /// Calls `visit` with each stretch that holds after the first `events` events and its index, the earliest first,
    /// until it returns false.
    template <typename Visit>
    void at(std::size_t events, Visit visit) const
    {
        const std::size_t before = begunBefore(events);
        std::size_t index = 0;
        while (index < before) {
            // Over whole blocks of those that ended already, the largest first.
            std::size_t level = 0;
            std::size_t skip = 0;
            while (level < m_levels.size() && index % blockSize(level) == 0 &&
                   m_levels[level][index / blockSize(level)] < events)
                skip = blockSize(level++);
            if (skip != 0) {
                index += skip;
                continue;
            }
            if (m_stretches[index].end >= events && !visit(m_stretches[index], index))
                return;
            ++index;
        }
    }

    /// The number of stretches that began among the first `events` events.
    std::size_t begunBefore(std::size_t events) const
    {
        return static_cast<std::size_t>(
            std::partition_point(m_stretches.begin(), m_stretches.end(),
                                 [events](const Stretch &stretch) { return stretch.begin < events; }) -
            m_stretches.begin());
    }

private:
    static constexpr std::size_t width = 64;

    static std::size_t blockSize(std::size_t level)
    {
        std::size_t size = width;
        for (; level > 0; --level)
            size *= width;
        return size;
    }
    std::size_t sizeAt(std::size_t level) const { return level == 0 ? m_stretches.size() : m_levels[level - 1].size(); }
    std::uint32_t endAt(std::size_t level, std::size_t child) const
    {
        return level == 0 ? m_stretches[child].end : m_levels[level - 1][child];
    }
    /// A level whose first block stands for all that was there before.
    void addLevel(std::size_t level)
    {
        auto &latest = m_levels.emplace_back();
        std::uint32_t end = 0;
        for (std::size_t child = 0; child < std::min(width, sizeAt(level)); ++child)
            end = std::max(end, endAt(level, child));
        latest.push_back(end);
    }

    GrowingList<Stretch> m_stretches;
    std::vector<std::vector<std::uint32_t>> m_levels;
};

} // namespace coroscope

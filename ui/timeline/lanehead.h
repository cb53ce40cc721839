// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/idmap.h"
#include "core/trace/intervals.h"
#include "ui/timeline/lane.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace coroscope
{

/// Which lanes stand over the tasks: the event loop, what a person pinned, the objects, and the threads of pools.
///
/// A few objects have lanes of their own, graphs before single lines; the others share a section that can be unfolded.
class LaneHead
{
public:
    static constexpr double loopHeight = 34;
    static constexpr double objectHeight = 48;
    static constexpr double lockHeight = 34;
    static constexpr double lineHeight = 24;
    /// More objects than that go into the section.
    static constexpr std::size_t mostObjects = 8;
    /// Pools with more threads than that are folded at first.
    static constexpr std::size_t mostThreads = 8;

    /// Takes in new objects and threads. Returns whether there were any that may have a lane.
    bool update(const Intervals &intervals);

    void setPoolFolded(ObjectId pool, bool folded) { m_poolFolds[pool] = folded; }
    bool isPoolFolded(ObjectId pool) const;
    void setObjectsFolded(bool folded) { m_objectsFolded = folded; }
    bool objectsFolded() const { return m_objectsFolded; }
    /// Keeps the object's lane in sight, whatever there is beside it.
    void setPinned(ObjectId object, bool pinned);
    const std::vector<ObjectId> &pinned() const { return m_pinned; }

    /// Forgets the objects, before another trace is laid out; what a person chose stays.
    void forgetTrace();
    /// Forgets what is folded and pinned.
    void forgetChoices();

    std::optional<std::uint32_t> placeOf(ObjectId object) const { return m_places.find(object); }

    /// Adds the lanes: the loop, pinned objects, then `pinnedTasks` by place in Intervals::tasks(), then the others.
    /// Returns how many of them are to stay in sight first of all.
    std::size_t addLanes(std::vector<Lane> &lanes, const Intervals &intervals,
                         const std::vector<std::uint32_t> &pinnedTasks, double taskHeight) const;

private:
    void addObject(std::vector<Lane> &lanes, const Intervals &intervals, std::uint32_t object) const;
    /// Places in Intervals::threads(), by number.
    const std::vector<std::uint32_t> &threadsOf(ObjectId pool) const;
    bool isPinned(ObjectId object) const;

    std::size_t m_read = 0;
    std::size_t m_threadsRead = 0;
    std::unordered_map<ObjectId, std::vector<std::uint32_t>> m_threads;
    std::vector<std::uint32_t> m_large;
    std::vector<std::uint32_t> m_small;
    IdMap<ObjectTag> m_places;
    std::vector<ObjectId> m_pinned;
    std::unordered_map<ObjectId, bool> m_poolFolds;
    bool m_objectsFolded = true;
};

} // namespace coroscope

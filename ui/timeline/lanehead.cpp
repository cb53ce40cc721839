// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanehead.h"

#include <algorithm>

namespace coroscope
{

ObjectRoom roomOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Semaphore:
    case ObjectKind::Queue:
    case ObjectKind::Pool:
        return ObjectRoom::Full;
    case ObjectKind::Lock:
        return ObjectRoom::Held;
    case ObjectKind::Event:
    case ObjectKind::Condition:
    case ObjectKind::Barrier:
    case ObjectKind::Future:
    case ObjectKind::Resource:
        return ObjectRoom::Compact;
    case ObjectKind::TaskGroup:
    case ObjectKind::Gather:
        break;
    }
    return ObjectRoom::None;
}

bool LaneHead::update(const Intervals &intervals)
{
    const auto &objects = intervals.objects();
    bool changed = false;
    for (; m_read < objects.size(); ++m_read) {
        const auto place = static_cast<std::uint32_t>(m_read);
        m_places.insert(objects[m_read].id, place);
        const ObjectRoom room = roomOf(objects[m_read].kind);
        if (room == ObjectRoom::None)
            continue;
        (room == ObjectRoom::Compact ? m_small : m_large).push_back(place);
        changed = true;
    }
    for (; m_threadsRead < intervals.threads().size(); ++m_threadsRead) {
        const ThreadTrack &thread = intervals.threads()[m_threadsRead];
        auto &threads = m_threads[thread.pool];
        const auto place = std::partition_point(threads.begin(), threads.end(), [&](std::uint32_t other) {
            return intervals.threads()[other].thread < thread.thread;
        });
        threads.insert(place, static_cast<std::uint32_t>(m_threadsRead));
        changed = true;
    }
    return changed;
}

const std::vector<std::uint32_t> &LaneHead::threadsOf(ObjectId pool) const
{
    static const std::vector<std::uint32_t> nothing;
    const auto found = m_threads.find(pool);
    return found == m_threads.end() ? nothing : found->second;
}

bool LaneHead::isPoolFolded(ObjectId pool) const
{
    const auto set = m_poolFolds.find(pool);
    return set != m_poolFolds.end() ? set->second : threadsOf(pool).size() > mostThreads;
}

void LaneHead::setPinned(ObjectId object, bool pinned)
{
    if (!pinned)
        std::erase(m_pinned, object);
    else if (!isPinned(object))
        m_pinned.push_back(object);
}

void LaneHead::forgetTrace()
{
    m_read = 0;
    m_threadsRead = 0;
    m_threads.clear();
    m_large.clear();
    m_small.clear();
    m_places = {};
}

void LaneHead::forgetChoices()
{
    m_pinned.clear();
    m_poolFolds.clear();
    m_objectsFolded = true;
}

bool LaneHead::isPinned(ObjectId object) const
{
    return std::find(m_pinned.begin(), m_pinned.end(), object) != m_pinned.end();
}

void LaneHead::addObject(std::vector<Lane> &lanes, const Intervals &intervals, std::uint32_t object) const
{
    const ObjectTrack &track = intervals.objects()[object];
    Lane lane;
    lane.kind = LaneKind::Object;
    lane.track = object;
    lane.pinned = isPinned(track.id);
    const ObjectRoom room = roomOf(track.kind);
    lane.height = room == ObjectRoom::Full ? objectHeight : room == ObjectRoom::Held ? lockHeight : lineHeight;
    lane.foldable = track.kind == ObjectKind::Pool && !threadsOf(track.id).empty();
    lane.folded = lane.foldable && isPoolFolded(track.id);
    lanes.push_back(lane);
    if (!lane.foldable || lane.folded)
        return;
    for (const std::uint32_t place : threadsOf(track.id)) {
        Lane thread;
        thread.kind = LaneKind::Thread;
        thread.track = object;
        thread.part = place;
        thread.pinned = lane.pinned;
        thread.depth = 1;
        thread.height = lineHeight;
        lanes.push_back(thread);
    }
}

std::size_t LaneHead::addLanes(std::vector<Lane> &lanes, const Intervals &intervals,
                               const std::vector<std::uint32_t> &pinnedTasks, double taskHeight) const
{
    Lane loop;
    loop.height = loopHeight;
    lanes.push_back(loop);
    for (const ObjectId object : m_pinned) {
        if (const auto place = m_places.find(object);
            place && roomOf(intervals.objects()[*place].kind) != ObjectRoom::None)
            addObject(lanes, intervals, *place);
    }
    for (const std::uint32_t task : pinnedTasks) {
        Lane lane;
        lane.kind = LaneKind::Task;
        lane.track = task;
        lane.pinned = true;
        lane.height = taskHeight;
        lanes.push_back(lane);
    }
    const std::size_t fixed = lanes.size();

    const std::size_t all = m_large.size() + m_small.size();
    const auto objectAt = [&](std::size_t i) { return i < m_large.size() ? m_large[i] : m_small[i - m_large.size()]; };
    const auto addUnpinned = [&](std::size_t i) {
        if (m_pinned.empty() || !isPinned(intervals.objects()[objectAt(i)].id))
            addObject(lanes, intervals, objectAt(i));
    };
    const std::size_t shown = std::min(all, mostObjects);
    for (std::size_t i = 0; i < shown; ++i)
        addUnpinned(i);
    if (all == shown)
        return fixed;
    Lane section;
    section.kind = LaneKind::Section;
    section.foldable = true;
    section.folded = m_objectsFolded;
    section.part = static_cast<std::uint32_t>(all - shown);
    section.height = lineHeight;
    lanes.push_back(section);
    for (std::size_t i = shown; i < all && !m_objectsFolded; ++i)
        addUnpinned(i);
    return fixed;
}

} // namespace coroscope

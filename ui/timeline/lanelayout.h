// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/trace/idmap.h"
#include "core/trace/intervals.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace coroscope
{

enum class LaneKind : std::uint8_t { Loop, Object, Task };

/// One row of the timeline. Lengths are in pixels, counted from the top of the content.
struct Lane {
    LaneKind kind = LaneKind::Loop;
    int depth = 0;           ///< of a task: how far it is indented
    std::uint32_t track = 0; ///< index in Intervals::tasks() or objects()
    double top = 0;
    double height = 0;

    double bottom() const { return top + height; }
};

/// Whether an object has a lane of its own: semaphores, locks, queues and pools have.
bool hasLane(ObjectKind kind);

/// Which rows there are and where: the event loop, the objects, then the tasks as a tree, each under its
/// parent and in order of creation.
///
/// The loop and the objects stay in sight while the tasks scroll, unless they would take up most of the view.
class LaneLayout
{
public:
    static constexpr double loopHeight = 34;
    static constexpr double objectHeight = 48;
    static constexpr double taskHeight = 24;
    static constexpr double sectionGap = 9;

    /// How far the name of a task stands to the right; deep ones move on in small steps, as names need room too.
    static double indent(int depth);

    /// Takes in new tasks and objects. Returns whether the rows changed.
    bool update(const Intervals &intervals);

    /// Lower rows put more of them into a picture; at least 1 pixel.
    void setTaskHeight(double height);
    double currentTaskHeight() const { return m_taskHeight; }

    const std::vector<Lane> &lanes() const { return m_lanes; }
    /// Number of lanes above the tasks.
    std::size_t headCount() const { return m_headCount; }
    /// Where the first task begins.
    double headHeight() const { return m_headHeight; }
    double contentHeight() const;

    /// Whether the lanes above the tasks stay in place in a view of that height.
    bool headIsPinned(double viewHeight) const { return m_headHeight <= viewHeight * 0.5; }

    /// The lanes that touch [top, bottom): first and one past the last.
    std::pair<std::size_t, std::size_t> lanesIn(double top, double bottom) const;
    /// The lane at a distance from the top of the content.
    std::optional<std::size_t> laneAt(double y) const;
    std::optional<std::size_t> laneOf(TaskId task) const;
    std::optional<std::size_t> laneOf(ObjectId object) const;

private:
    void rebuild(const Intervals &intervals);
    bool appendTask(const Intervals &intervals, std::uint32_t task);
    void addTask(const Intervals &intervals, std::uint32_t task, int depth);
    void place(std::size_t first = 0);

    std::vector<Lane> m_lanes;
    IdMap<TaskTag> m_taskLanes;
    IdMap<ObjectTag> m_objectLanes;
    std::vector<std::uint32_t> m_lastPath; // the task of the last lane and what it lies under, outermost first
    std::size_t m_headCount = 0;
    std::size_t m_taskCount = 0;
    std::size_t m_objectCount = 0;
    double m_headHeight = 0;
    double m_taskHeight = taskHeight;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/vocabulary.h"

#include <cstdint>

namespace coroscope
{

enum class LaneKind : std::uint8_t {
    Loop,
    Object,
    Thread,  ///< one thread of a pool
    Section, ///< stands for the objects that have no lane of their own
    Group,   ///< a gather or task group, over its tasks
    Task,
};

/// One row of the timeline. Lengths are in pixels, counted from the top of the content.
struct Lane {
    static constexpr auto none = static_cast<std::uint32_t>(-1);

    LaneKind kind = LaneKind::Loop;
    bool foldable = false;
    bool folded = false;
    bool pinned = false;    ///< a person wants it to stay in sight
    bool isContext = false; ///< a filter does not choose it, but something under it
    int depth = 0;          ///< of a task or group: how far it is indented
    /// Index in Intervals::tasks() or objects(), for a thread that of its pool; of a group in LaneTree::groups().
    std::uint32_t track = 0;
    std::uint32_t part = 0;       ///< of a thread: index in Intervals::threads(); how many objects a section stands for
    std::uint32_t bracket = none; ///< the innermost group, in LaneTree::groups(), that it is one of or lies under
    std::uint32_t fold = none;    ///< what is folded away in it: index for LaneLayout::foldedIn()
    double top = 0;
    double height = 0;

    double bottom() const { return top + height; }
};

/// How much room the lane of an object takes.
enum class ObjectRoom : std::uint8_t {
    None,    ///< a gather or task group: shown with its tasks
    Compact, ///< event, condition, barrier, future, resource: one line
    Held,    ///< a lock: who holds it, and the waiters
    Full,    ///< semaphore, queue, pool: a graph
};
ObjectRoom roomOf(ObjectKind kind);

} // namespace coroscope

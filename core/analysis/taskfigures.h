// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"
#include "core/trace/eventlists.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace coroscope
{

class Intervals;
struct Moment;

/// Where the time of a task went, as far as its run is known. What still goes on counts up to now.
struct TaskFigures {
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    Nanoseconds ready = 0;
    std::uint32_t steps = 0;
};

/// What a task does at a moment, in a few bytes.
struct StateAt {
    bool exists = false; ///< false: it has not begun, and nothing else means anything
    TaskState state = TaskState::Ready;
    WaitKind on = WaitKind::Sleep; ///< of a waiting one
    ObjectId object{};             ///< of a waiting one, if known
    std::uint32_t event = 0;       ///< index in the store of the event that began the state
};

/// The figures of all tasks, kept up while the run grows: each interval is looked at once, whenever its task is asked
/// for. Rows in sight cost what they gained since the last time; only whoever sorts by a figure asks for all.
class TaskFiguresTable
{
public:
    /// Begins anew with another trace, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);

    /// The figures of the task at a place of Intervals::tasks().
    TaskFigures of(std::uint32_t task);
    /// Reads so many intervals ahead of a question for all tasks; returns whether none are left.
    bool advance(std::size_t most);
    /// The state of the task after the events of a moment. It remembers from when to when that holds: the next moment
    /// is mostly near the one before.
    StateAt stateAt(std::uint32_t task, const Moment &moment);
    /// When the first timeout of the task fired; nothing if none did.
    std::optional<Nanoseconds> firstTimeout(std::uint32_t task);

private:
    struct Sums {
        Nanoseconds running = 0;
        Nanoseconds waiting = 0;
        Nanoseconds ready = 0;
        std::uint32_t steps = 0;
        std::uint32_t read = 0; // intervals that are in the sums
        bool isWhole = false;   // the task is done and all are
    };
    struct Known {
        StateAt now;
        // It holds for moments with more events than `after`, and no more than `upTo`; nothing is known while both are
        // 0.
        std::uint32_t after = 0;
        std::uint32_t upTo = 0;
    };
    /// Adds to the sums what is over; returns how many intervals that were.
    std::size_t take(std::uint32_t task);
    void takeTimeouts();

    const Intervals *m_intervals = nullptr;
    std::vector<Sums> m_sums;
    std::vector<Nanoseconds> m_firstTimeout; // by place; noTime: none
    std::vector<std::uint32_t> m_openTimeouts;
    std::vector<Known> m_known; // by place
    std::size_t m_timeoutsRead = 0;
    std::uint32_t m_next = 0; // whose intervals advance() reads next
    std::size_t m_left = 0;   // tasks that it has to look at
    std::size_t m_eventsLeft = 0;
    std::size_t m_eventsSeen = 0;
};

} // namespace coroscope

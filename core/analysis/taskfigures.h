// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace coroscope
{

class Intervals;

/// Where the time of a task went, as far as its run is known. What still goes on counts up to now.
struct TaskFigures {
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    Nanoseconds ready = 0;
    std::uint32_t steps = 0;
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
    /// When the first timeout of the task fired; nothing if none did.
    std::optional<Nanoseconds> firstTimeout(std::uint32_t task);

private:
    struct Sums {
        Nanoseconds running = 0;
        Nanoseconds waiting = 0;
        Nanoseconds ready = 0;
        std::uint32_t steps = 0;
        std::uint32_t read = 0; // intervals that are in the sums
    };
    void takeTimeouts();

    const Intervals *m_intervals = nullptr;
    std::vector<Sums> m_sums;
    std::vector<Nanoseconds> m_firstTimeout; // by place; noTime: none
    std::vector<std::uint32_t> m_openTimeouts;
    std::size_t m_timeoutsRead = 0;
    std::size_t m_eventsSeen = 0;
};

} // namespace coroscope

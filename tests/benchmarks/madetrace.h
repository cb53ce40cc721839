// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/eventstore.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>

namespace coroscope::bench
{

/// Writes a trace as a busy program makes it: `lanes` tasks that wait for permits, locks, items and time, are made
/// ready by one another and run for a few microseconds; now and then a timeout, a cancel, an error.
class MadeTrace
{
public:
    MadeTrace(EventStore &store, std::size_t lanes);

    /// Goes on with one step of one task: three intervals or one of a new task.
    void step();
    /// Intervals so far.
    std::size_t intervals() const { return m_intervals; }

private:
    void begin();
    void create();
    TaskId next();

    EventStore &m_store;
    std::size_t m_lanes;
    std::size_t m_created = 0;
    std::size_t m_intervals = 0;
    std::uint64_t m_turn = 0;
    std::uint32_t m_scopes = 0;
    Nanoseconds m_time = 0;
    TaskId m_last;
    std::mt19937 m_random{7};
};

/// A whole trace of at least that many intervals; it goes on at its end.
std::unique_ptr<EventStore> madeTrace(std::size_t intervals, std::size_t lanes);

} // namespace coroscope::bench

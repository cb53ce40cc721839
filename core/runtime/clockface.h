// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <chrono>
#include <mutex>

namespace coroscope::async
{

/// Where the clock of a run stands while the run waits for it: a scheduler tells times only when something happens, and
/// a picture of it would stand still meanwhile.
///
/// Set by the Driver in the scheduler's thread, read by any. It never stands beyond the time for which the run waits.
class ClockFace
{
public:
    /// From `time` on it goes, `speed` times as fast as the wall clock, to `limit`.
    void go(Nanoseconds time, double speed, Nanoseconds limit);
    void stand(Nanoseconds time) { go(time, 0, time); }

    Nanoseconds time() const;

private:
    mutable std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_wall;
    Nanoseconds m_time = 0;
    Nanoseconds m_limit = 0;
    double m_speed = 0;
};

} // namespace coroscope::async

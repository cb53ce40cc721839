// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/base/vocabulary.h"

#include <cstdint>

namespace coroscope
{

/// What one run comes to, for the measures of a sweep. Makespan and peak concurrency are those of RunStatistics.
struct RunTotals {
    Nanoseconds makespan = 0; ///< time of the last event
    /// The most tasks that were under way at once: had begun their first step and were not done.
    std::int64_t peakConcurrency = 0;
    Nanoseconds longestWait = 0; ///< of one task, in line (see isWaitInLine())
    std::int64_t timeoutsFired = 0;
    std::int64_t tasksMade = 0;
    std::int64_t tasksReturned = 0;

    friend bool operator==(const RunTotals &, const RunTotals &) = default;
};

/// Whether somebody else has to give way, or give a sign, before a wait of this kind ends: not a sleep, and not a wait
/// for tasks, which lasts as long as their work.
constexpr bool isWaitInLine(WaitKind kind)
{
    return kind == WaitKind::Semaphore || kind == WaitKind::Lock || kind == WaitKind::Event ||
           kind == WaitKind::Condition || kind == WaitKind::Barrier || kind == WaitKind::QueueGet ||
           kind == WaitKind::QueuePut;
}

} // namespace coroscope

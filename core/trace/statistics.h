// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coroscope
{

class Intervals;
struct ObjectSample;
struct ObjectTrack;

/// Where the time of one task went. What still goes on counts up to the last event of the trace.
struct TaskStatistics {
    TaskId id;
    std::string name;
    Nanoseconds ready = 0;
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    std::array<Nanoseconds, waitKindCount> waitingOn{}; ///< by WaitKind; they add up to `waiting`
    std::uint64_t steps = 0;                            ///< how often it ran
    std::optional<Outcome> outcome;                     ///< nothing while it lives

    Nanoseconds waitingFor(WaitKind kind) const { return waitingOn[static_cast<std::size_t>(kind)]; }
    Nanoseconds life() const { return ready + running + waiting; }
};

/// How an object was used, from its creation to the last event of the trace. Means are weighted by time;
/// where that time is 0 they are the last values.
///
/// "In use" is what is taken of a semaphore (its capacity less the permits free), and the value of
/// everything else: items in a queue, 1 while a lock is held or an event is set, tasks alive in a group, jobs running
/// in a pool.
struct ObjectStatistics {
    ObjectId id;
    ObjectKind kind = ObjectKind::Semaphore;
    std::string name;
    std::int64_t capacity = -1; ///< -1: none
    double meanInUse = 0;
    std::int64_t mostInUse = 0;
    double meanWaiting = 0;
    std::int64_t longestQueue = 0;
    std::uint64_t changes = 0;
};

struct RunStatistics {
    Nanoseconds makespan = 0; ///< time of the last event: a trace begins at 0
    /// The most tasks that were under way at once: had begun their first step and were not done. A task that
    /// was made but never ran does not count.
    std::size_t peakConcurrency = 0;
    std::size_t tasks = 0;
    std::size_t returned = 0;
    std::size_t failed = 0;
    std::size_t cancelled = 0;
    std::size_t alive = 0; ///< not done at the end
    std::uint64_t steps = 0;
    std::uint64_t events = 0;
    std::uint64_t dropped = 0; ///< events that the source lost
    Nanoseconds loopBusy = 0;  ///< time in steps of tasks
    std::optional<RunOutcome> outcome;

    /// The sums over all tasks.
    Nanoseconds ready = 0;
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    std::array<Nanoseconds, waitKindCount> waitingOn{};
};

struct Statistics {
    RunStatistics run;
    std::vector<TaskStatistics> tasks;     ///< in the order of Intervals::tasks()
    std::vector<ObjectStatistics> objects; ///< in the order of Intervals::objects()
};

/// What is in use of an object in one of its states, as ObjectStatistics counts it.
std::int64_t inUse(const ObjectTrack &track, const ObjectSample &sample);

/// Counts what the intervals hold at the moment. Sums too large for 64 bits stay at the largest number.
Statistics computeStatistics(const Intervals &intervals);

/// The statistics as plain text in tables, UTF-8, for a terminal. Of more than `most` tasks or objects it shows the
/// first ones, and says how many it left out.
std::string statisticsText(const Statistics &statistics, std::size_t most = 50);

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/histogram.h"
#include "core/base/ids.h"
#include "core/base/timerange.h"
#include "core/base/vocabulary.h"
#include "core/trace/intervals.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace coroscope
{

/// Where the time of one task went within the range.
struct TaskShare {
    TaskId task;
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    Nanoseconds ready = 0;
    std::uint64_t steps = 0; ///< that began in the range
};

/// How long tasks waited for one object within the range, or, of waits without an object, for one kind of thing.
struct WaitShare {
    WaitKind on = WaitKind::Sleep;
    ObjectId object;
    Nanoseconds time = 0;
    Nanoseconds longest = 0; ///< of the parts that lie in the range
    std::uint64_t count = 0;
};

/// How many tasks did what, on average over each of some slots of equal length.
struct Concurrency {
    std::vector<double> running;
    std::vector<double> ready;
    std::vector<double> waiting;
    double mostAlive = 0; ///< of all slots
};

/// What happened in a stretch of a run. Sums too large for 64 bits stay at the largest number.
struct RangeStatistics {
    static constexpr std::size_t slotCount = 240;
    static constexpr std::size_t mostTasks = 20;

    TimeRange range;
    bool isOpen = false; ///< it reaches the end of the run so far: what happens next may lie in it
    Nanoseconds running = 0;
    Nanoseconds ready = 0;
    Nanoseconds waiting = 0;
    std::array<Nanoseconds, waitKindCount> waitingOn{}; ///< by WaitKind; they add up to `waiting`
    std::uint64_t steps = 0;                            ///< that began in the range
    std::size_t tasks = 0;                              ///< that were there at some time in it
    std::size_t created = 0;
    std::size_t returned = 0;
    std::size_t failed = 0;
    std::size_t cancelled = 0;
    Histogram waits;                   ///< of waits that ended in the range, by their whole length
    Histogram runs;                    ///< of steps that ended in the range
    std::vector<TaskShare> mostRun;    ///< those that ran longest, and where nobody ran for long, most often
    std::vector<TaskShare> mostWaited; ///< those that waited longest
    std::vector<WaitShare> waitedFor;  ///< the longest first
    Concurrency concurrency;
};

/// Counts a range in slices: a run may have millions of intervals, and a window must not stand still. Each task is
/// looked at from its first interval in the range, found by halves, to its last.
class RangeScan
{
public:
    /// The intervals have to outlive it; what they gain meanwhile lies behind the range, which ends where they did.
    RangeScan(const Intervals &intervals, TimeRange range);

    /// Counts about `most` further intervals. Returns whether all are counted.
    bool advance(std::size_t most);
    bool isDone() const { return m_task == m_tasks; }
    /// How far it is, from 0 to 1.
    double progress() const;

    /// Only when it is done.
    const RangeStatistics &statistics() const { return m_result; }

private:
    void begin(const TaskTrack &track);
    bool scan(const TaskTrack &track, std::size_t &budget);
    void count(const Interval &interval, bool isWhole);
    void finishTask();
    void spread(std::vector<double> &row, Nanoseconds from, Nanoseconds to);
    void finish();
    static void keep(std::vector<TaskShare> &list, const TaskShare &share, bool byWaiting);

    const Intervals &m_intervals;
    RangeStatistics m_result;
    std::size_t m_task = 0;
    std::size_t m_tasks;
    std::size_t m_interval = 0;
    bool m_inTask = false;
    TaskShare m_share;
    std::unordered_map<std::uint64_t, WaitShare> m_waits; // by object, or by kind where there is none
    // Whole slots within an interval, as differences from one slot to the next: an interval costs the same however
    // many it lies over.
    std::array<std::vector<double>, 3> m_steps;
};

/// All at once.
RangeStatistics rangeStatistics(const Intervals &intervals, TimeRange range);

} // namespace coroscope

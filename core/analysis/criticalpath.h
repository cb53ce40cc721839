// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"

#include <cstddef>
#include <map>
#include <tuple>
#include <vector>

namespace coroscope
{

/// Where the time of a run went along its critical path.
///
/// The walk is that of C.-Q. Yang and B. P. Miller, "Critical Path Analysis for the Execution of Parallel and
/// Distributed Programs" (ICDCS 1988), in its backward form: from the end of `main` back through its intervals, and
/// wherever a wait was ended by another task, over to that task at that event, until the start of the run. What is
/// left is a chain of stretches that fill the run without gaps; a shorter stretch would have made a shorter run.
///
/// That chain tells who worked meanwhile. What the chain waited for is told after the idea of N. R. Tallent,
/// J. M. Mellor-Crummey and A. Porterfield, "Analyzing Lock Contention in Multithreaded Applications" (PPoPP 2010):
/// while a task of the chain queued for a semaphore, a lock, room in a queue or a thread of a pool, the time is booked
/// to that object, and not to what its holder did.
///
/// The walk goes in slices, as a run may have millions of steps; each step costs a search by halves.
class CriticalPath
{
public:
    /// A stretch of time on the path by what it was spent on.
    struct Share {
        TaskState state = TaskState::Waiting;
        WaitKind on = WaitKind::Sleep; ///< where state is Waiting
        ObjectId object;               ///< where it was spent queueing for it
        Nanoseconds time = 0;
    };
    /// One task after the other on the path, the last one of the run first.
    struct Hop {
        TaskId task;
        std::uint32_t event = 0; ///< from which on the task before it went on: the wake
    };
    static constexpr std::size_t mostHops = 1000; ///< kept; the others are counted

    /// From the end of a task that ended; of one that lives there is no path.
    CriticalPath(const RunIndex &index, TaskId last);

    /// Walks on by `steps` intervals. Returns whether it came to the start.
    bool advance(std::size_t steps);
    bool isDone() const { return m_isDone; }
    /// Whether there is a path at all.
    bool isValid() const { return m_length > 0 || !m_hops.empty(); }

    Nanoseconds length() const { return m_length; } ///< from the start of the run to the end of the path
    const std::vector<Hop> &hops() const { return m_hops; }
    std::size_t hopCount() const { return m_hopCount; }
    /// The largest first.
    std::vector<Share> shares() const;

private:
    void hop(TaskId task, std::uint32_t event);
    void book(const Interval &interval, Nanoseconds from, Nanoseconds to);

    const RunIndex &m_index;
    TaskId m_task;
    std::uint32_t m_event = 0; // the walk looks at what lies before it
    Nanoseconds m_time = 0;    // and before this time
    Nanoseconds m_length = 0;
    /// Waits in line of tasks of the chain that lie above the walk, each one began before the one in front of it.
    struct Queued {
        Nanoseconds since = 0;
        WaitKind on = WaitKind::Semaphore;
        ObjectId object;
    };
    std::vector<Queued> m_queued;
    std::size_t m_firstQueued = 0;
    bool m_isDone = false;
    std::size_t m_hopCount = 0;
    std::vector<Hop> m_hops;
    std::map<std::tuple<TaskState, WaitKind, ObjectId>, Nanoseconds> m_shares;
};

/// `main ← worker(13) ← worker(9)` and `71 % of 3.17 s is spent queueing on sem`.
std::vector<TextLine> criticalPathText(const RunIndex &index, const CriticalPath &path, std::size_t mostTasks = 8);

} // namespace coroscope

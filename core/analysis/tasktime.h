// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"
#include "core/trace/intervals.h"

#include <cstddef>
#include <map>
#include <tuple>
#include <vector>

namespace coroscope
{

/// What one task spent its time on: each object and each kind of waiting by itself. Kept up while the run grows, in
/// slices: a single task may have a million intervals.
class TaskTime
{
public:
    struct Share {
        TaskState state = TaskState::Running;
        WaitKind on = WaitKind::Sleep; ///< of a waiting one
        ObjectId object;               ///< of a waiting one, if known
        Nanoseconds time = 0;
    };

    TaskTime(const Intervals &intervals, TaskId task) : m_intervals(intervals), m_task(task) {}

    TaskId task() const { return m_task; }
    /// Counts up to `most` further intervals. Returns whether all that are over are counted.
    bool advance(std::size_t most);
    /// The longest first; what goes on counts up to the end of the run so far.
    std::vector<Share> shares() const;

private:
    using Key = std::tuple<TaskState, WaitKind, ObjectId>;
    static Key keyOf(const Interval &interval);

    const Intervals &m_intervals;
    TaskId m_task;
    std::size_t m_read = 0;
    std::map<Key, Nanoseconds> m_sums;
};

} // namespace coroscope

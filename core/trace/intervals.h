// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coroscope
{

class EventStore;

enum class TaskState : std::uint8_t { Ready, Running, Waiting, Done };

/// A stretch of a task's life in one state. Intervals of a task touch, in order of time; steps of a
/// virtual clock have a length of 0.
struct Interval {
    Nanoseconds start = 0;
    Nanoseconds end = noTime; ///< noTime: it still goes on
    TaskState state = TaskState::Ready;
    WaitKind on = WaitKind::Sleep; ///< of a waiting one
    ObjectId object;               ///< of a waiting one, if known
    std::uint32_t event = 0;       ///< index in the store of the event that began it
};

/// One task: who it is, how it ended, and its intervals.
struct TaskTrack {
    TaskId id;
    TaskId parent;
    ObjectId group;
    int depth = 0; ///< number of ancestors
    std::string name;
    Nanoseconds created = 0;
    Nanoseconds ended = noTime; ///< noTime: it lives
    std::optional<Outcome> outcome;
    std::string result; ///< value of one that returned, `Error: message` of one that failed
    std::vector<Interval> intervals;
};

/// The state of an object from `time` on.
struct ObjectSample {
    Nanoseconds time = 0;
    std::int64_t value = 0;
    std::int64_t waiting = 0;
};

struct ObjectTrack {
    ObjectId id;
    ObjectKind kind = ObjectKind::Semaphore;
    std::string name;
    std::int64_t capacity = -1;        ///< -1: none
    std::vector<ObjectSample> samples; ///< in order of time; the first at its creation
};

/// One step of a task on the event loop.
struct LoopSlice {
    Nanoseconds start = 0;
    Nanoseconds end = noTime;
    TaskId task;
};

struct TimeoutSpan {
    ScopeId scope;
    TaskId task;
    Nanoseconds start = 0;
    Nanoseconds deadline = noTime;
    Nanoseconds end = noTime;
    bool fired = false;
};

struct CancelMark {
    Nanoseconds time = 0;
    TaskId task;
    TaskId by;
    CancelCause why = CancelCause::Cancel;
    bool swallowed = false; ///< it was caught and not raised again
};

struct WakeMark {
    Nanoseconds time = 0;
    TaskId task;
    TaskId by;
    ReadyCause because = ReadyCause::Created;
};

struct LogLine {
    Nanoseconds time = 0;
    TaskId task;
    std::string text;
};

/// What the timeline draws and the statistics count: the intervals that the events of a store make up.
///
/// Owned by the reading side, in one thread. update() takes in what the store gained since the last
/// call, so a live run and a file from disk read the same.
class Intervals
{
public:
    explicit Intervals(const EventStore &store);

    /// Takes in new events. Returns whether there were any.
    bool update();

    const EventStore &store() const { return m_store; }
    /// In order of creation: tasks()[id - 1] for the ids that a run gives.
    const std::vector<TaskTrack> &tasks() const { return m_tasks; }
    const std::vector<ObjectTrack> &objects() const { return m_objects; }
    /// Nothing for an id that the trace does not hold.
    const TaskTrack *task(TaskId id) const;
    const ObjectTrack *object(ObjectId id) const;
    const std::vector<LoopSlice> &loop() const { return m_loop; }
    const std::vector<TimeoutSpan> &timeouts() const { return m_timeouts; }
    const std::vector<CancelMark> &cancels() const { return m_cancels; }
    const std::vector<WakeMark> &wakes() const { return m_wakes; }
    const std::vector<LogLine> &logs() const { return m_logs; }
    /// The time of the last event.
    Nanoseconds end() const { return m_end; }
    /// How the run ended; nothing while it goes on.
    std::optional<RunOutcome> outcome() const { return m_outcome; }

private:
    const EventStore &m_store;
    std::uint64_t m_read = 0;
    Nanoseconds m_end = 0;
    std::optional<RunOutcome> m_outcome;
    std::vector<TaskTrack> m_tasks;
    std::vector<ObjectTrack> m_objects;
    std::vector<LoopSlice> m_loop;
    std::vector<TimeoutSpan> m_timeouts;
    std::vector<CancelMark> m_cancels;
    std::vector<WakeMark> m_wakes;
    std::vector<LogLine> m_logs;
};

} // namespace coroscope

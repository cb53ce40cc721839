// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"
#include "core/trace/growinglist.h"
#include "core/trace/idmap.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coroscope
{

class EventStore;
struct Event;

enum class TaskState : std::uint8_t { Ready, Running, Waiting, Done };

/// A stretch of a task's life in one state. Intervals of a task touch, in order of time; steps of a
/// virtual clock have a length of 0. The last one of a task that ended is Done, of length 0 at its end.
struct Interval {
    Nanoseconds start = 0;
    Nanoseconds end = noTime; ///< noTime: it still goes on
    TaskState state = TaskState::Ready;
    WaitKind on = WaitKind::Sleep; ///< of a waiting one
    ObjectId object{};             ///< of a waiting one, if known
    std::uint32_t event = 0;       ///< index in the store of the event that began it
};

/// One task: who it is, how it ended, and its intervals.
struct TaskTrack {
    TaskId id;
    TaskId parent;
    ObjectId group;
    int depth = 0;    ///< number of ancestors
    std::string name; ///< `task-ID` if it was given none
    Nanoseconds created = 0;
    Nanoseconds ended = noTime; ///< noTime: it lives
    std::optional<Outcome> outcome;
    std::string result; ///< value of one that returned, `Error: message` of one that failed
    GrowingList<Interval> intervals;
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
    GrowingList<ObjectSample> samples; ///< in order of time; the first at its creation
};

/// One step of a task on the event loop.
struct LoopSlice {
    Nanoseconds start = 0;
    Nanoseconds end = noTime;
    TaskId task;
};

struct TimeoutSpan {
    ScopeId scope{};
    TaskId task{};
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
/// Events of a task that was not created in the trace (they may have been dropped) make a track all the
/// same; it begins with the first of them. What happens to a task after its end makes no intervals.
///
/// Owned by the reading side, in one thread. update() takes in what the store gained since the last
/// call, so a live run and a file from disk read the same.
class Intervals
{
public:
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    explicit Intervals(const EventStore &store);

    /// Takes in new events, `most` of them: a window that must not stand still asks for a few at a time. Returns
    /// whether there were any.
    bool update(std::size_t most = everything);
    /// Whether the store holds events that were not taken in yet.
    bool isBehind() const;

    const EventStore &store() const { return m_store; }
    /// In order of creation: tasks()[id - 1] for the ids that a run gives.
    const GrowingList<TaskTrack> &tasks() const { return m_tasks; }
    const GrowingList<ObjectTrack> &objects() const { return m_objects; }
    /// Nothing for an id that the trace does not hold.
    const TaskTrack *task(TaskId id) const;
    const ObjectTrack *object(ObjectId id) const;
    /// Where a task is in tasks().
    std::optional<std::uint32_t> placeOf(TaskId id) const { return m_taskIndex.find(id); }
    const GrowingList<LoopSlice> &loop() const { return m_loop; }
    const GrowingList<TimeoutSpan> &timeouts() const { return m_timeouts; }
    const GrowingList<CancelMark> &cancels() const { return m_cancels; }
    const GrowingList<WakeMark> &wakes() const { return m_wakes; }
    const GrowingList<LogLine> &logs() const { return m_logs; }
    /// Events taken in.
    std::size_t eventCount() const { return m_read; }
    /// The clock of a live run has come to `time` without an event: what goes on is drawn up to there. Never goes back;
    /// without effect once the run has ended. Returns whether end() is another one now.
    bool moveTo(Nanoseconds time);
    /// The time of the last event, or what moveTo() said later.
    Nanoseconds end() const { return m_outcome ? m_end : std::max(m_end, m_movedTo); }
    /// How the run ended; nothing while it goes on.
    std::optional<RunOutcome> outcome() const { return m_outcome; }

private:
    static constexpr std::uint32_t none = 0xffffffff;

    /// The place of a task or object, made if it is not there.
    std::uint32_t taskIndex(TaskId id, Nanoseconds t);
    std::uint32_t objectIndex(ObjectId id, Nanoseconds t);

    void take(const Event &event, std::uint32_t index);
    void takeCreated(const Event &event, std::uint32_t index);
    void takeDone(const Event &event, std::uint32_t index);
    void takeObject(const Event &event);
    void takeTimeout(const Event &event);
    void begin(TaskTrack &track, const Interval &interval);
    void beginSlice(TaskId task, Nanoseconds t);
    void endSlice(Nanoseconds t);

    const EventStore &m_store;
    std::size_t m_read = 0;
    Nanoseconds m_end = 0;
    Nanoseconds m_movedTo = 0;
    std::optional<RunOutcome> m_outcome;
    GrowingList<TaskTrack> m_tasks;
    GrowingList<ObjectTrack> m_objects;
    GrowingList<LoopSlice> m_loop;
    GrowingList<TimeoutSpan> m_timeouts;
    GrowingList<CancelMark> m_cancels;
    GrowingList<WakeMark> m_wakes;
    GrowingList<LogLine> m_logs;

    IdMap<TaskTag> m_taskIndex;
    IdMap<ObjectTag> m_objectIndex;
    IdMap<ScopeTag> m_timeoutIndex;
    std::vector<std::uint32_t> m_lastCancel; // by task: its last mark in m_cancels, or none
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"
#include "core/trace/eventlists.h"
#include "core/trace/growinglist.h"
#include "core/trace/idmap.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace coroscope
{

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
    IntervalList intervals;
};

struct ObjectTrack {
    ObjectId id;
    ObjectKind kind = ObjectKind::Semaphore;
    std::string name;
    std::int64_t capacity = -1; ///< -1: none
    SampleList samples;
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
    bool swallowed = false;  ///< it was caught and not raised again
    std::uint32_t event = 0; ///< index in the store of the event that asked for it
};

/// A job on a thread of a pool.
struct JobSpan {
    Nanoseconds start = 0;
    Nanoseconds end = noTime; ///< noTime: it still goes on
    JobId job;
    TaskId task; ///< for which it runs, if known
    ObjectId pool;
    int thread = 0;          ///< from 0
    std::string_view name{}; ///< lies in the store
    std::uint32_t event = 0; ///< index in the store of the event that began it
};

/// The jobs of one thread of a pool, in order of time.
struct ThreadTrack {
    ObjectId pool;
    int thread = 0; ///< from 0
    GrowingList<JobSpan> jobs;
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
    const SliceList &loop() const { return m_loop; }
    const GrowingList<TimeoutSpan> &timeouts() const { return m_timeouts; }
    const GrowingList<CancelMark> &cancels() const { return m_cancels; }
    const GrowingList<LogLine> &logs() const { return m_logs; }
    /// The threads of pools that had a job so far, in order of their first one.
    const GrowingList<ThreadTrack> &threads() const { return m_threads; }
    /// Indices in the store of the events that warn, that tell a deadlock, and that tell of lost events.
    const GrowingList<std::uint32_t> &warnings() const { return m_warnings; }
    const GrowingList<std::uint32_t> &deadlocks() const { return m_deadlocks; }
    const GrowingList<std::uint32_t> &drops() const { return m_drops; }
    /// Events that were lost where the trace was made.
    std::uint64_t dropped() const { return m_dropped; }
    /// Kinds of waiting that the trace holds so far, one bit a kind.
    std::uint32_t waitKinds() const { return m_waitKinds; }
    /// Events taken in.
    std::size_t eventCount() const { return m_read; }
    /// Bytes that all this takes, the store not counted in. Walks the tracks.
    std::size_t bytes() const;
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
    std::uint32_t objectIndex(ObjectId id, std::uint32_t event);
    std::uint32_t threadIndex(ObjectId pool, int thread);

    void take(std::uint32_t index);
    void takeRare(std::uint32_t index);
    void takeCreated(const Event &event, std::uint32_t index);
    void takeDone(const Event &event, std::uint32_t index);
    void takeObject(const Event &event, std::uint32_t index);
    void takeChange(std::uint32_t index);
    void takeTimeout(const Event &event);
    void takeJob(const Event &event, std::uint32_t index);
    void begin(TaskTrack &track, std::uint32_t event);
    void endSliceOf(TaskId task, std::uint32_t event);

    const EventStore &m_store;
    std::size_t m_read = 0;
    Nanoseconds m_end = 0;
    Nanoseconds m_movedTo = 0;
    std::optional<RunOutcome> m_outcome;
    GrowingList<TaskTrack> m_tasks;
    GrowingList<ObjectTrack> m_objects;
    SliceList m_loop;
    GrowingList<TimeoutSpan> m_timeouts;
    GrowingList<CancelMark> m_cancels;
    GrowingList<LogLine> m_logs;
    GrowingList<ThreadTrack> m_threads;
    GrowingList<std::uint32_t> m_warnings;
    GrowingList<std::uint32_t> m_deadlocks;
    GrowingList<std::uint32_t> m_drops;
    std::uint64_t m_dropped = 0;
    std::uint32_t m_waitKinds = 0;
    TaskId m_onLoop; // whose step the last slice is

    IdMap<TaskTag> m_taskIndex;
    IdMap<ObjectTag> m_objectIndex;
    IdMap<ScopeTag> m_timeoutIndex;
    struct OpenJob {
        std::uint32_t thread;
        std::size_t span;
    };
    std::unordered_map<JobId, OpenJob> m_openJobs;
    std::map<std::pair<ObjectId, int>, std::uint32_t> m_threadIndex;
    std::vector<std::uint32_t> m_lastCancel; // by task: its last mark in m_cancels, or none
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/eventdata.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace coroscope
{

/// The events of the trace format, in the order of its table.
enum class EventType : std::uint8_t {
    TaskCreated,
    TaskReady,
    TaskRunning,
    TaskWaiting,
    TaskDone,
    CancelRequested,
    CancelSwallowed,
    ObjectCreated,
    ObjectChanged,
    TimeoutStarted,
    TimeoutFired,
    TimeoutEnded,
    JobStarted,
    JobEnded,
    Log,
    Warning,
    Deadlock,
    Dropped,
    RunEnded,
};
inline constexpr int eventTypeCount = 19;

/// One event of a trace, unpacked: which fields mean something depends on the type. As in eventdata.h an
/// invalid id, an empty text, a negative time or count means "not known". Texts and lists are views into
/// the store and live as long as it does.
struct Event {
    EventType type = EventType::TaskCreated;
    Nanoseconds time = 0;
    TaskId task;   ///< whom it is about
    TaskId by;     ///< who caused it
    TaskId parent; ///< TaskCreated
    ObjectId group;
    SourceId at;

    ReadyCause because = ReadyCause::Created;       ///< TaskReady
    WaitKind on = WaitKind::Sleep;                  ///< TaskWaiting
    Outcome outcome = Outcome::Returned;            ///< TaskDone
    RunOutcome runOutcome = RunOutcome::Returned;   ///< RunEnded
    CancelCause why = CancelCause::Cancel;          ///< CancelRequested
    ObjectKind kind = ObjectKind::Semaphore;        ///< ObjectCreated
    HolderChange holder = HolderChange::None;       ///< ObjectChanged: see HolderReplay
    bool holdersKnown = true;                       ///< ObjectChanged: false where the source does not tell holders
    std::optional<std::span<const TaskId>> holders; ///< ObjectChanged: the whole list, where the source told it

    ObjectId object;
    std::span<const TaskId> tasks; ///< TaskWaiting: those waited for; Deadlock: those stuck
    Nanoseconds until = noTime;    ///< TaskWaiting
    std::int64_t position = 0;     ///< TaskWaiting: from 1
    std::int64_t capacity = -1;    ///< ObjectCreated
    std::int64_t value = 0;        ///< ObjectChanged
    std::int64_t waiting = -1;     ///< ObjectChanged

    ScopeId scope;
    Nanoseconds deadline = noTime; ///< TimeoutStarted
    JobId job;
    ObjectId pool;
    int thread = 0;         ///< from 0
    std::int64_t count = 0; ///< Dropped

    std::string_view name;                  ///< of a task, an object, a job
    std::string_view text;                  ///< Log, Warning, Deadlock
    std::string_view code;                  ///< Warning
    std::optional<std::string_view> result; ///< TaskDone: the value of one that returned
    std::string_view error;                 ///< TaskDone, RunEnded
    std::string_view message;               ///< TaskDone, RunEnded, CancelRequested
};

} // namespace coroscope

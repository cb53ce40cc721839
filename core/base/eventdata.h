// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace coroscope
{

// What is told of each event of a run: the fields of the trace format, one struct an event.
// The runtime hands them to an Instrument, the trace store takes and gives them back. Views and
// spans live only as long as the call. An invalid id, an empty text, a negative time or count
// means "not known" unless said otherwise.

struct TaskCreated {
    TaskId task{};
    TaskId parent{};         ///< the task that made it
    std::string_view name{}; ///< empty: shown as `task-ID`
    ObjectId group{};        ///< the task group or gather that it belongs to
    SourceId at{};
};

struct TaskReady {
    TaskId task{};
    TaskId by{}; ///< the task that woke it
    ReadyCause because = ReadyCause::Created;
};

struct TaskWaiting {
    TaskId task{};
    WaitKind on = WaitKind::Sleep;
    ObjectId object{};
    std::span<const TaskId> tasks{}; ///< the tasks waited for
    Nanoseconds until = noTime;      ///< deadline
    std::int64_t position = 0;       ///< place in the queue, from 1
    SourceId at{};
    const std::string *objectName = nullptr; ///< for texts; a trace has it from the object's creation
};

struct TaskDone {
    TaskId task{};
    Outcome outcome = Outcome::Returned;
    std::optional<std::string_view> value{}; ///< of a task that returned
    std::string_view error{};                ///< name of the error of one that failed
    std::string_view message{};
};

struct CancelRequested {
    TaskId task{};
    TaskId by{};
    CancelCause why = CancelCause::Cancel;
    std::string_view message{};
};

struct ObjectCreated {
    ObjectId object{};
    ObjectKind kind = ObjectKind::Semaphore;
    std::string_view name{};
    std::int64_t capacity = -1;
    TaskId by{};
};

struct ObjectChanged {
    ObjectId object{};
    std::int64_t value = 0;                   ///< permits free, items held, 0/1, tasks alive, jobs running
    std::int64_t waiting = 0;                 ///< tasks in its queue
    HolderChange holder = HolderChange::None; ///< what it does to the list of holders: adds or takes away `by`
    TaskId by{};
};

struct TimeoutStarted {
    ScopeId scope{};
    TaskId task{};
    Nanoseconds deadline = noTime;
};

struct JobStarted {
    JobId job{};
    ObjectId pool{};
    int thread = 0;
    TaskId task{};
    std::string_view name{};
};

/// The code of the warning about a task that failed and went without anybody having asked for its error.
inline constexpr std::string_view neverRetrieved = "never_retrieved";

struct Warned {
    std::string_view code{};
    std::string_view text{};
    TaskId task{};
    ObjectId object{};
};

struct RunEnded {
    RunOutcome outcome = RunOutcome::Returned;
    std::string_view error{};
    std::string_view message{};
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/moment.h"
#include "core/base/ids.h"
#include "core/trace/intervals.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace coroscope
{

/// What a task does at one moment of a run. Where it is not there yet, `exists` is false and nothing else means
/// anything. Lists are views into the store.
struct TaskMoment {
    bool exists = false;
    TaskState state = TaskState::Ready;
    Nanoseconds since = 0;            ///< when the state began
    std::size_t interval = 0;         ///< index in TaskTrack::intervals of the state
    std::uint32_t event = 0;          ///< index in the store of the event that began it
    WaitKind on = WaitKind::Sleep;    ///< of a waiting one
    ObjectId object{};                ///< of a waiting one, if known
    Nanoseconds until = noTime;       ///< of a waiting one: its deadline, if it has one
    std::int64_t position = 0;        ///< of a waiting one: its place in the queue when it came, from 1; 0 is not known
    SourceId at{};                    ///< of a waiting one: where in the source
    std::span<const TaskId> tasks{};  ///< of a waiting one: the tasks it waits for
    std::optional<Outcome> outcome{}; ///< of one that is done

    bool isWaiting() const { return exists && state == TaskState::Waiting; }
};

/// The index of the interval of a task that began last among the first `events` events; nothing if there is none.
/// A search by halves.
std::optional<std::size_t> intervalAt(const TaskTrack &track, std::size_t events);

/// The state of a task after the events of a moment: the same as a replay of them gives.
TaskMoment taskAt(const Intervals &intervals, const TaskTrack &track, Moment moment);
/// The same by id; a task that the trace does not hold does not exist.
TaskMoment taskAt(const Intervals &intervals, TaskId task, Moment moment);

/// Of some tasks the one that ended last before an event: it ended a wait for them. Invalid if none did.
TaskId lastDone(const Intervals &intervals, std::span<const TaskId> tasks, std::uint32_t event);

} // namespace coroscope

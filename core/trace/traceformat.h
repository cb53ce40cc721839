// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace coroscope::traceformat
{

// The words of the trace file, for its reader and its writer.

inline constexpr int version = 1;

/// The `ev` of each EventType.
inline constexpr std::array<std::string_view, eventTypeCount> eventNames{"task_created",
                                                                         "task_ready",
                                                                         "task_running",
                                                                         "task_waiting",
                                                                         "task_done",
                                                                         "cancel",
                                                                         "cancel_swallowed",
                                                                         "object_created",
                                                                         "object_changed",
                                                                         "timeout_started",
                                                                         "timeout_fired",
                                                                         "timeout_ended",
                                                                         "job_started",
                                                                         "job_ended",
                                                                         "log",
                                                                         "warning",
                                                                         "deadlock",
                                                                         "dropped",
                                                                         "end"};

constexpr std::string_view eventName(EventType type) { return eventNames[static_cast<std::size_t>(type)]; }

std::optional<EventType> eventFromName(std::string_view name);

enum class Key : std::uint8_t {
    T,
    Ev,
    Task,
    Name,
    Parent,
    Group,
    At,
    By,
    Because,
    On,
    Object,
    Tasks,
    Until,
    Position,
    Outcome,
    Value,
    Error,
    Message,
    Why,
    Kind,
    Capacity,
    Waiting,
    Holders,
    Scope,
    Deadline,
    Job,
    Pool,
    Thread,
    Text,
    Code,
    Count,
    Version,
    Title,
    Clock,
    Source,
};
inline constexpr std::size_t keyCount = 35;

inline constexpr std::array<std::string_view, keyCount> keyNames{
    "t",      "ev",     "task",     "name",    "parent",   "group",   "at",       "by",    "because",
    "on",     "object", "tasks",    "until",   "position", "outcome", "value",    "error", "message",
    "why",    "kind",   "capacity", "waiting", "holders",  "scope",   "deadline", "job",   "pool",
    "thread", "text",   "code",     "count",   "version",  "title",   "clock",    "source"};

constexpr std::string_view keyName(Key key) { return keyNames[static_cast<std::size_t>(key)]; }

/// A set of keys.
using Keys = std::uint64_t;

template <typename... Some>
constexpr Keys keys(Some... some)
{
    return ((Keys{1} << static_cast<int>(some)) | ... | Keys{0});
}

constexpr bool contains(Keys set, Key key) { return (set >> static_cast<int>(key) & 1) != 0; }

std::optional<Key> keyFromName(std::string_view name);

/// The keys that an event may have.
Keys allowedKeys(EventType type);
/// Those that it must have.
Keys requiredKeys(EventType type);
/// The keys of the first line.
inline constexpr Keys headerKeys = keys(Key::Ev, Key::Version, Key::Title, Key::Clock, Key::Source);

} // namespace coroscope::traceformat

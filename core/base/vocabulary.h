// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace coroscope
{

// The words of the trace format. Each enum lists its values in the order of the text table in
// vocabulary.cpp; text() gives the word of the file format, and the *FromText functions read it back.

/// What a task waits for.
enum class WaitKind : std::uint8_t {
    Sleep,
    Yield,
    Semaphore,
    Lock,
    Event,
    Condition,
    Barrier,
    QueueGet,
    QueuePut,
    QueueJoin,
    Future,
    Task,
    Gather,
    Wait,
    AsCompleted,
    TaskGroup,
    Shield,
    Executor,
    Http,
    File,
    Sql,
    Process,
};
inline constexpr int waitKindCount = 22;

/// Why a task became ready.
enum class ReadyCause : std::uint8_t {
    Created,
    Timer,
    Released,
    Set,
    Put,
    Got,
    Finished,
    Failed,
    Cancelled,
    Notified,
    Executor,
    Io,
};

/// How a task ended.
enum class Outcome : std::uint8_t { Returned, Failed, Cancelled };

/// How a run ended.
enum class RunOutcome : std::uint8_t { Returned, Failed, Deadlock, Stopped };

/// Who or what asked a task to cancel.
enum class CancelCause : std::uint8_t { Cancel, Timeout, TaskGroup, Gather, WaitFor, Shutdown };

enum class ObjectKind : std::uint8_t {
    Semaphore,
    Lock,
    Event,
    Condition,
    Barrier,
    Queue,
    Future,
    TaskGroup,
    Gather,
    Pool,
    Resource,
};

/// What a change of an object does to its list of holders; the holder is the task that caused the change.
enum class HolderChange : std::uint8_t { None, Acquired, Released };

std::string_view text(WaitKind kind);
std::string_view text(ReadyCause cause);
std::string_view text(Outcome outcome);
std::string_view text(RunOutcome outcome);
std::string_view text(CancelCause cause);
std::string_view text(ObjectKind kind);

std::optional<WaitKind> waitKindFromText(std::string_view word);
std::optional<ReadyCause> readyCauseFromText(std::string_view word);
std::optional<Outcome> outcomeFromText(std::string_view word);
std::optional<RunOutcome> runOutcomeFromText(std::string_view word);
std::optional<CancelCause> cancelCauseFromText(std::string_view word);
std::optional<ObjectKind> objectKindFromText(std::string_view word);

} // namespace coroscope

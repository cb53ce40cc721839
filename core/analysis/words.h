// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/intervals.h"

#include <QString>

#include <span>
#include <string_view>

namespace coroscope
{

// How things are called and numbers written wherever people read them.

/// A text of the trace, which is UTF-8.
QString utf8(std::string_view text);

/// Name of a task or object as it is shown: `task-7` where the trace has none.
QString displayName(const TaskTrack &task);
QString displayName(const ObjectTrack &object);
QString displayName(const Intervals &intervals, TaskId task);

/// The same by id, also of one that the trace does not tell of.
QString displayName(const Intervals &intervals, ObjectId object);

/// How many tasks a wait is for: `3`. Of a wait for very many the trace names only the first; their number is that of
/// the gather or group it waits for, or else `1,000 or more`.
QString countOf(const Intervals &intervals, ObjectId awaitedObject, std::span<const TaskId> awaited);

/// A number with its separators: `2,000`.
QString countText(std::uint64_t count);

/// `1 step`, `2,000 steps`.
QString stepsText(std::uint64_t count);

/// The name of a kind of waiting for people: `sleep`, `queue: get`.
QString waitKindName(WaitKind kind);

/// The same of an object: `semaphore`, `task group`.
QString objectKindName(ObjectKind kind);

/// `1st`, `2nd`, `3rd`, `11th`.
QString ordinal(std::int64_t number);

/// A moment: `0.600 s`, with the decimals that `resolution` asks for (at least three).
QString formatMoment(Nanoseconds time, Nanoseconds resolution = 1'000'000);

/// The same as precise as a run of that length asks for: milliseconds, and more where the whole run takes only a few.
QString formatRunMoment(Nanoseconds time, Nanoseconds end);

} // namespace coroscope

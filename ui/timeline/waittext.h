// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"

#include <QString>

#include <span>

namespace coroscope
{

/// Name of a task or object as it is shown: `task-7` where the trace has none.
QString displayName(const TaskTrack &task);
QString displayName(const ObjectTrack &object);
QString displayName(const Intervals &intervals, TaskId task);

/// What a bar says, longest first: `waits for sem · 3rd`, `waits for sem`. Views try them until one fits.
struct BarTexts {
    QString full;
    QString brief; ///< empty: there is none
};
BarTexts barTexts(const Intervals &intervals, const Interval &interval);

/// How many tasks a wait is for: `3`, `1,000 or more`.
QString countOf(std::span<const TaskId> awaited);

/// The name of a kind of waiting for people: `sleep`, `queue: get`.
QString waitKindName(WaitKind kind);

/// `1st`, `2nd`, `3rd`, `11th`.
QString ordinal(std::int64_t number);

/// A moment: `0.600 s`, with the decimals that `resolution` asks for (at least three).
QString formatMoment(Nanoseconds time, Nanoseconds resolution = 1'000'000);

/// The same as precise as a run of that length asks for: milliseconds, and more where the whole run takes only a few.
QString formatRunMoment(Nanoseconds time, Nanoseconds end);

/// A length in the narrow column of the gutter: `702 ms`, `12.35 s`, `250 µs`.
QString formatLength(Nanoseconds length);

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>
#include <optional>

namespace coroscope
{

/// Whole nanoseconds: a length of time, or a moment counted from the start of the run.
using Nanoseconds = std::int64_t;

inline constexpr Nanoseconds noTime = -1;
inline constexpr Nanoseconds nsPerSecond = 1'000'000'000;

/// Seconds as whole nanoseconds, rounded half up; clamped to ±292 years; NaN gives 0.
Nanoseconds fromSeconds(double seconds);

/// Reads `250ms`, `1.5s`, `2m` (ns us ms s m h); a bare number is seconds. Nothing if it is not a duration.
std::optional<Nanoseconds> parseDuration(QStringView text);

/// A duration for people, with the unit that fits: `0 s`, `12 µs`, `250 ms`, `1.5 s`.
QString formatDuration(Nanoseconds duration);

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

namespace coroscope
{

/// A stretch of time, in nanoseconds since the start of the run.
struct TimeRange {
    Nanoseconds from = 0;
    Nanoseconds to = 0;

    Nanoseconds span() const { return to - from; }
    bool contains(Nanoseconds time) const { return time >= from && time <= to; }
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

} // namespace coroscope

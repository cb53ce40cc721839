// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace coroscope
{

/// By what the tasks under one parent are sorted. Longest first where it is a length.
enum class LaneOrder : std::uint8_t {
    Start, ///< order of creation
    Name,  ///< worker(2) before worker(10)
    Duration,
    Waiting, ///< time spent waiting, all kinds together
};

/// Compares names as people sort them: runs of digits by their value, letters without regard to case, then byte by
/// byte. Less than 0, 0 or more than 0.
int compareNaturally(std::string_view one, std::string_view other);

/// A number for each task: lower ones come first. What goes on counts up to the end of the trace.
/// Walks all intervals for LaneOrder::Waiting: for when a person asks, not for each frame.
std::vector<std::int64_t> orderKeys(const Intervals &intervals, LaneOrder order);

} // namespace coroscope

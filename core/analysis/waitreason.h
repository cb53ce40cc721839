// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"

#include <vector>

namespace coroscope
{

/// Why a task waits at a moment, in sentences with names: who has what it wants and since when, its place in line,
/// which children are not done, what deadline is left. Of one that is ready: whose turn it is. Empty for one that
/// runs, is done, or is not there.
std::vector<TextLine> waitReason(const RunIndex &index, TaskId task, Moment moment);

} // namespace coroscope

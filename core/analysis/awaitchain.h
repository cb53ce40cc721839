// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"

#include <vector>

namespace coroscope
{

/// Who awaits whom at a moment, from the outermost task down to the step of `task` and its line, each a step further
/// in: `main`, `gather of 14`, `worker(5)`, `sem.acquire()   line 16`. A task that nobody awaits comes first itself,
/// below a line that says who made it.
std::vector<TextLine> awaitChain(const RunIndex &index, TaskId task, Moment moment);

} // namespace coroscope

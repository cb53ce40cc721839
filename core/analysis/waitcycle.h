// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"

#include <vector>

namespace coroscope
{

/// One task of a circle: it waits for something that the next one has.
struct CycleStep {
    TaskId task;
    WaitKind on = WaitKind::Lock;
    ObjectId object; ///< what it waits for; invalid where it awaits the next task itself
};

/// A circle of tasks at a moment, each of which waits for the next and the last for the first, that is reached from
/// `from`. Empty if there is none. Over tasks it follows what they await, over locks and semaphores those who hold
/// them. For a semaphore any holder would do, so a circle is a deadlock only if nothing else goes on.
std::vector<CycleStep> waitCycle(const RunIndex &index, TaskId from, Moment moment);

/// The circle in a line a task: `eat(Plato) holds left, waits for right`.
std::vector<TextLine> cycleText(const RunIndex &index, const std::vector<CycleStep> &cycle, int indent = 0);

} // namespace coroscope

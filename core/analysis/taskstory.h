// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/runindex.h"

#include <vector>

namespace coroscope
{

/// Who woke a task: of one that waits at the moment the wake that ends the wait, of any other the last one before it.
/// Empty if there is none.
std::vector<TextLine> wokenBy(const RunIndex &index, TaskId task, Moment moment);

/// Who asked it to cancel, when and why, and whether it went on all the same. Over the whole run, the last few.
std::vector<TextLine> cancelledBy(const RunIndex &index, TaskId task);

/// How it ended, with its value or error, and who took that as far as the trace tells. Empty while it lives.
std::vector<TextLine> endedHow(const RunIndex &index, TaskId task);

/// Whether somebody took what a task ended with.
enum class Taken : std::uint8_t {
    Unknown, ///< nobody waited for it when it ended; it may have been read later without a wait
    AsValue, ///< gather(return_exceptions), wait or as_completed: kept as a result
    Raised,  ///< it went on in the task that awaited it
};
struct Taker {
    Taken how = Taken::Unknown;
    TaskId task;
    WaitKind on = WaitKind::Task; ///< with what it waited
};
Taker takerOf(const RunIndex &index, TaskId task);

/// A wake in words: `worker(3) released sem`, `its time had come`.
TextLine wakeText(const RunIndex &index, std::uint32_t readyEvent);

} // namespace coroscope

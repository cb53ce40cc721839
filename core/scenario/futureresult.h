// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/future.h"
#include "core/scenario/value.h"

namespace coroscope
{

/// The value of a future that returned, whatever sort it is: a task, a gather (a list), a shield, a job …
Value resultOf(const async::FutureBase &future);

/// The error of a future that failed.
Value errorOf(const async::FutureBase &future);

/// Gives the value of a future that is done, or its error (false). A cancelled one gives a CancelledError, with
/// its message the first time.
bool takeResult(async::FutureBase &future, Value &result);

} // namespace coroscope

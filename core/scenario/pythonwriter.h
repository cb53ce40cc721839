// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/model.h"

#include <QString>

namespace coroscope
{

/// Writes a scenario as a Python 3.13 program that does the same, with asyncio and the rest of the standard library.
///
/// One coroutine is one `async def`, one step mostly one line. The program logs the same lines; its tasks take the same
/// steps in the same order. `step_cost` cannot be said in Python and stands there as a remark. Gives a fault with its
/// place where an expression has no counterpart.
Result<QString> writePython(const Scenario &scenario);

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/scheduler.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace coroscope::bench
{

/// One of the workloads W1 to W7: what asyncio does in peers.py, on the C++ API.
struct Workload {
    const char *name;
    const char *what;  ///< one operation
    std::size_t count; ///< operations of a full run
    double target;     ///< how many times faster than asyncio of CPython 3.11 it is to be at least
    /// Runs about `count` operations; returns how many exactly. `allLive`, if there is one, is called when all
    /// tasks of a workload that measures memory are alive.
    std::size_t (*run)(async::Scheduler &, std::size_t count, const std::function<void()> &allLive);
    /// Bytes of a live task are measured on it.
    bool measuresMemory;
};

const std::vector<Workload> &workloads();

} // namespace coroscope::bench

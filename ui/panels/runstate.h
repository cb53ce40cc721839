// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace coroscope
{

/// What a session does at the moment.
enum class RunState : std::uint8_t {
    Empty, ///< nothing is open
    Idle,  ///< a scenario is open and has not begun
    Running,
    Paused,   ///< it stands between two steps
    Stopping, ///< stop was asked for; tasks clean up
    Finished, ///< it came to its end, or a trace was read
};

} // namespace coroscope

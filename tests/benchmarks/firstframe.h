// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

namespace coroscope::bench
{

/// If the program was started by measureStartup(): shows the window, opens the file if it was given one, tells when the
/// first frame was painted, and is done. The exit code then; nothing otherwise.
std::optional<int> firstFrameOf(int argc, char **argv);

/// Starts the program again and again, without a file and with a trace of that many events, and prints the time to the
/// first frame beside the bare cost of reading the file. Returns how many times are above what is allowed.
int measureStartup(std::size_t events);

} // namespace coroscope::bench

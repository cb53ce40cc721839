// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coroscope
{

/// `coroscope [FILE…]`: the window. Gives an ExitCode.
int runWindow(int argc, char **argv);

} // namespace coroscope

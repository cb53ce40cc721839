// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coroscope
{

/// The program: a command of the command line, or the window. Gives its exit code.
int startProgram(int argc, char **argv);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <span>

namespace coroscope
{

/// What the program gives back to the shell.
enum ExitCode : int {
    ExitReturned = 0, ///< `main` returned; the files are right
    ExitFailed = 1,   ///< `main` failed
    ExitUsage = 2,    ///< a wrong command line, a bad file, a file that cannot be written
    ExitDeadlock = 3,
    ExitLimit = 4,     ///< a limit was hit
    ExitStopped = 130, ///< interrupted, as shells have it for Ctrl+C
};

/// One command of the command line: `coroscope NAME …`.
struct Command {
    const char *name;
    const char *summary;
    /// Needs Qt's GUI library, though no display.
    bool drawsPictures;
    /// `arguments` begins with what `--help` calls the program: `coroscope NAME`.
    int (*run)(const QStringList &arguments);
};

std::span<const Command> commands();

/// Prints `coroscope: error: MESSAGE` to stderr. Here and below control characters are shown as escapes: a file must
/// not steer the terminal by what is said of it.
void printError(const QString &message);
/// Prints `FILE:LINE:COLUMN: error: MESSAGE` to stderr.
void printFault(const Fault &fault);
/// Prints `coroscope: note: MESSAGE` to stderr.
void printNote(const QString &message);
/// Prints to stdout, as it is.
void printOut(const QString &text);
/// To be called once all is printed: tells if it cannot be written, and gives the exit code.
ExitCode finishOut();

} // namespace coroscope

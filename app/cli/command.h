// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// Prints `coroscope: error: MESSAGE` to stderr.
void printError(const QString &message);
/// Prints to stdout, as it is.
void printOut(const QString &text);

} // namespace coroscope

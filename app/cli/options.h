// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/runner.h"
#include "ui/theme/theme.h"

#include <QCommandLineParser>

#include <memory>
#include <optional>

namespace coroscope
{

/// Parses `arguments`; on `--help` and on errors prints what is to be said. Gives an exit code where the command is
/// over.
std::optional<int> parseArguments(QCommandLineParser &parser, const QStringList &arguments);

/// The options that all commands share which run a scenario: --set --seed --clock and the limits.
void addRunOptions(QCommandLineParser &parser);
/// Reads them. Gives nothing, with a message printed, where one is wrong.
std::optional<RunOptions> runOptions(const QCommandLineParser &parser);

/// Reads --theme, dark or light. Gives nothing, with a message printed, where it is neither.
std::optional<ThemeKind> themeOption(const QCommandLineParser &parser);

/// Whether the name of a file says that it is a trace.
bool isTraceFile(const QString &path);

/// Whether writing to `output` would take the place of the file that is read; tells it then.
bool overwritesInput(const QString &input, const QString &output);

/// Whether a fault is printed with the section of the help that explains it, in brackets behind it.
enum class TellSection { No, Yes };

/// Loads and checks a scenario, a file or `library:NAME`, printing its faults. Null if there are any.
std::shared_ptr<const Scenario> loadOrTell(const QString &path, TellSection section = TellSection::No);

} // namespace coroscope

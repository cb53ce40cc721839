// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coroscope
{

/// `coroscope python`; see its --help. Gives an ExitCode.
int pythonCommand(const QStringList &arguments);

} // namespace coroscope

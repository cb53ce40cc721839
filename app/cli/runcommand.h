// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coroscope
{

/// `coroscope run`; see its --help. Gives an ExitCode.
int runCommand(const QStringList &arguments);

} // namespace coroscope

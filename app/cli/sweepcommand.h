// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coroscope
{

/// `coroscope sweep`; see its --help. Gives an ExitCode.
int sweepCommand(const QStringList &arguments);

} // namespace coroscope

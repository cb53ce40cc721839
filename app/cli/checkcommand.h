// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coroscope
{

/// `coroscope check`; see its --help. Gives an ExitCode.
int checkCommand(const QStringList &arguments);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coroscope
{

/// `coroscope render`; see its --help. Gives an ExitCode.
int renderCommand(const QStringList &arguments);

} // namespace coroscope

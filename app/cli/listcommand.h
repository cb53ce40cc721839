// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coroscope
{

/// `coroscope list`: prints the programs of the library.
int listCommand(const QStringList &arguments);

} // namespace coroscope

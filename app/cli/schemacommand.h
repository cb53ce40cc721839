// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coroscope
{

/// `coroscope schema`: prints the JSON schema of scenario files, for editors.
int schemaCommand(const QStringList &arguments);

} // namespace coroscope

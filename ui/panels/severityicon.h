// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/problems.h"
#include "ui/theme/theme.h"

#include <QIcon>

namespace coroscope
{

/// The sign of a severity, told apart by shape as well as by colour: a disc with a cross, a triangle with an
/// exclamation mark, a ring with an i.
QIcon severityIcon(Severity severity, const Theme &theme);

} // namespace coroscope

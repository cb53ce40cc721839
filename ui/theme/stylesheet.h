// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPalette>
#include <QString>

namespace coroscope
{

/// The palette of the program's widgets in a theme.
QPalette widgetPalette(const Theme &theme);

/// The style sheet of the program's widgets in a theme.
QString themeStyleSheet(const Theme &theme);

} // namespace coroscope

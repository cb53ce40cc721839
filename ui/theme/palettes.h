// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

namespace coroscope
{

// The two tables of colours; everybody else asks theme().
Theme makeDarkTheme();
Theme makeLightTheme();

} // namespace coroscope

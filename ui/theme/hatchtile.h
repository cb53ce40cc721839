// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QBrush>

namespace coroscope
{

/// Distance and width of the lines of a hatching, in pixels; the distance is measured along x.
inline constexpr double hatchPeriod = 8;
inline constexpr double hatchWidth = 2.4;

/// A brush that fills with the style's colour and hatching; `pixelRatio` device pixels make up one pixel.
/// Made once for each style.
const QBrush &hatchBrush(const BarStyle &style, double pixelRatio);

} // namespace coroscope

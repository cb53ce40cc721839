// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/drawlist.h"

class QPainter;

namespace coroscope
{

/// Paints the arrows of a draw list, each with its head at its end.
void paintCurves(QPainter &painter, const std::vector<DrawCurve> &curves, const Theme &theme);

} // namespace coroscope

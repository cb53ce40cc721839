// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/drawlist.h"

class QPainter;

namespace coroscope
{

/// Paints an arrow of a draw list, with its head at its end.
void paintCurve(QPainter &painter, const DrawCurve &curve, const Theme &theme);

} // namespace coroscope

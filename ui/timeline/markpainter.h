// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/drawlist.h"

class QPainter;

namespace coroscope
{

/// Draws a sign with lines and shapes of its own: no font has to have it.
void paintMark(QPainter &painter, const DrawMark &mark, const QColor &color);

} // namespace coroscope

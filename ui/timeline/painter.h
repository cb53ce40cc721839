// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/drawlist.h"

class QPainter;

namespace coroscope
{

/// What is painted on: the screen and pixel images get whole pixels and tiles, SVG and PDF get real lines.
enum class PaintTarget : std::uint8_t { Pixels, Vector };

/// Paints a draw list in the colours of a theme, at the origin of the painter.
void paint(QPainter &painter, const DrawList &list, const Theme &theme, PaintTarget target);

/// A box in the style of a bar, hatching included.
void paintBar(QPainter &painter, const QRectF &rect, const BarStyle &style, PaintTarget target);

/// One line of text, centred upright in the rectangle.
void paintText(QPainter &painter, const QRectF &rect, const QString &text, FontRole font, const QColor &color,
               TextAlign align, PaintTarget target);

} // namespace coroscope

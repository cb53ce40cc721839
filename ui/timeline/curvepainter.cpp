// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/curvepainter.h"

#include <QPainter>
#include <QPainterPath>

namespace coroscope
{

void paintCurve(QPainter &painter, const DrawCurve &curve, const Theme &theme)
{
    const QColor color = theme.ink(curve.ink);
    const double side = curve.bulge < 0 ? -1 : 1;
    // The head lies on its side, as the curve comes in from there.
    const double head = 5 + curve.width;
    const QPointF tip = curve.to + QPointF(side * 1.5, 0);
    const QPointF neck = tip + QPointF(side * head * 0.8, 0);
    // Handles stand a third further out than the curve reaches; see pointOn().
    const double handle = curve.bulge * 4 / 3;
    QPainterPath path;
    path.moveTo(curve.from);
    path.cubicTo(curve.from + QPointF(handle, 0), neck + QPointF(handle * 0.8, 0), neck);
    painter.setBrush(Qt::NoBrush);
    // A rim in the colour of the ground keeps it apart from the bars that it crosses.
    QColor rim = theme.canvas;
    rim.setAlphaF(0.55F);
    painter.setPen(QPen(rim, curve.width + 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(path);
    painter.setPen(QPen(color, curve.width, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(
        QPolygonF({tip, tip + QPointF(side * head, -head * 0.5), tip + QPointF(side * head, head * 0.5)}));
}

} // namespace coroscope

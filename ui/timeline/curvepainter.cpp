// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/curvepainter.h"

#include "ui/timeline/causearrows.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>

namespace coroscope
{

void paintCurves(QPainter &painter, const std::vector<DrawCurve> &curves, const Theme &theme)
{
    // A rim in the colour of the ground keeps an arrow apart from the bars that it crosses; a crowd goes without, and
    // so do those that cross many lanes: what a stroke costs grows with its length.
    constexpr std::size_t crowd = 24;
    constexpr double longest = 1200;
    double length = 0;
    for (const DrawCurve &curve : curves)
        length += std::abs(curve.to.y() - curve.from.y());
    const bool hasRims = curves.size() <= crowd && length <= longest;
    for (const DrawCurve &curve : curves) {
        // The head lies on its side, as the curve comes in from there.
        const double side = curve.bulge < 0 ? -1 : 1;
        const double head = 5 + curve.width;
        const QPointF tip = curve.to + QPointF(side * 1.5, 0);
        const QPointF neck = tip + QPointF(side * head * 0.8, 0);
        QColor color = theme.ink(curve.ink);
        painter.setBrush(Qt::NoBrush);
        if (hasRims) {
            QPainterPath path;
            path.moveTo(curve.from);
            // Handles stand a third further out than the curve reaches; see pointOn().
            const double handle = curve.bulge * 4 / 3;
            path.cubicTo(curve.from + QPointF(handle, 0), neck + QPointF(handle * 0.8, 0), neck);
            QColor rim = theme.canvas;
            rim.setAlphaF(0.55F);
            painter.setPen(QPen(rim, curve.width + 2, Qt::SolidLine, Qt::FlatCap));
            painter.drawPath(path);
            painter.setPen(QPen(color, curve.width, Qt::SolidLine, Qt::FlatCap));
            painter.drawPath(path);
        } else {
            // Straight pieces of one pixel are drawn many times faster.
            constexpr int pieces = 14;
            std::array<QPointF, pieces + 1> points;
            for (int i = 0; i < pieces; ++i)
                points[static_cast<std::size_t>(i)] = pointOn(curve, static_cast<double>(i) / pieces);
            points[pieces] = neck;
            painter.setPen(QPen(color, 1));
            painter.drawPolyline(points.data(), pieces + 1);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(
            QPolygonF({tip, tip + QPointF(side * head, -head * 0.5), tip + QPointF(side * head, head * 0.5)}));
    }
}

} // namespace coroscope

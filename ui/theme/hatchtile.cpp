// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/hatchtile.h"

#include <QHash>
#include <QImage>
#include <QPainter>

#include <cmath>

namespace coroscope
{
namespace
{

QBrush makeBrush(const BarStyle &style, double pixelRatio)
{
    const int side = std::max(1, static_cast<int>(std::lround(hatchPeriod * pixelRatio)));
    QImage tile(side, side, QImage::Format_RGB32);
    tile.fill(style.fill);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style.hatchLine, hatchWidth * pixelRatio));
    // Three lines a direction: the outer ones fill the corners, so that tiles join without a seam.
    for (int shift = -side; shift <= side; shift += side) {
        if (style.hatch != Hatch::Falling)
            painter.drawLine(QLineF(shift, side, shift + side, 0));
        if (style.hatch != Hatch::Rising)
            painter.drawLine(QLineF(shift, 0, shift + side, side));
    }
    painter.end();
    QBrush brush(tile);
    brush.setTransform(QTransform::fromScale(hatchPeriod / side, hatchPeriod / side));
    return brush;
}

} // namespace

const QBrush &hatchBrush(const BarStyle &style, double pixelRatio)
{
    static QHash<quint64, QBrush> brushes;
    const auto key = (static_cast<quint64>(style.fill.rgb() & 0xffffffU) << 24) | (style.hatchLine.rgb() & 0xffffffU);
    const auto whole =
        key ^ (static_cast<quint64>(style.hatch) << 60) ^ (static_cast<quint64>(std::lround(pixelRatio * 16)) << 48);
    const auto found = brushes.constFind(whole);
    if (found != brushes.constEnd())
        return *found;
    return *brushes.insert(whole, makeBrush(style, pixelRatio));
}

} // namespace coroscope

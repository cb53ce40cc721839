// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/severityicon.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace coroscope
{
namespace
{

constexpr int size = 16;
constexpr int pixelRatio = 3; // sharp enough for any screen

void paintError(QPainter &painter, const Theme &theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.ink(Ink::Failed));
    painter.drawEllipse(QRectF(2, 2, 12, 12));
    painter.setPen(QPen(theme.window, 1.8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(5.8, 5.8), QPointF(10.2, 10.2));
    painter.drawLine(QPointF(10.2, 5.8), QPointF(5.8, 10.2));
}

void paintWarning(QPainter &painter, const Theme &theme)
{
    QPainterPath triangle(QPointF(8, 2.2));
    triangle.lineTo(14.4, 13.6);
    triangle.lineTo(1.6, 13.6);
    triangle.closeSubpath();
    painter.setPen(QPen(theme.ink(Ink::TimedOut), 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(theme.ink(Ink::TimedOut));
    painter.drawPath(triangle);
    painter.setPen(QPen(theme.window, 1.7, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(8, 6.6), QPointF(8, 9.4));
    painter.drawPoint(QPointF(8, 11.8));
}

void paintHint(QPainter &painter, const Theme &theme)
{
    painter.setPen(QPen(theme.ink(Ink::Accent), 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(2.7, 2.7, 10.6, 10.6));
    painter.setPen(QPen(theme.ink(Ink::Accent), 1.7, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(8, 7.6), QPointF(8, 10.6));
    painter.drawPoint(QPointF(8, 5.2));
}

} // namespace

QIcon severityIcon(Severity severity, const Theme &theme)
{
    QPixmap pixmap(size * pixelRatio, size * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    switch (severity) {
    case Severity::Error:
        paintError(painter, theme);
        break;
    case Severity::Warning:
        paintWarning(painter, theme);
        break;
    case Severity::Hint:
        paintHint(painter, theme);
        break;
    }
    painter.end();
    return QIcon(pixmap);
}

} // namespace coroscope

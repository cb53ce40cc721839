// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/markpainter.h"

#include <QPainter>
#include <QPainterPath>

namespace coroscope
{
namespace
{

/// Coordinates as shares of the size of the mark, from its centre.
class Sketch
{
public:
    Sketch(QPainter &painter, const DrawMark &mark, const QColor &color)
        : m_painter(painter), m_centre(mark.at), m_size(mark.size), m_color(color)
    {
    }

    QPointF at(double x, double y) const { return m_centre + QPointF(x, y) * m_size; }

    void stroke(std::initializer_list<QPointF> points, double width)
    {
        QPainterPath path;
        for (const QPointF &point : points) {
            if (path.elementCount() == 0)
                path.moveTo(at(point.x(), point.y()));
            else
                path.lineTo(at(point.x(), point.y()));
        }
        strokePath(path, width);
    }
    void strokePath(const QPainterPath &path, double width)
    {
        m_painter.setPen(QPen(m_color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(path);
    }
    void fill(std::initializer_list<QPointF> points)
    {
        QPolygonF polygon;
        for (const QPointF &point : points)
            polygon << at(point.x(), point.y());
        noPen();
        m_painter.drawPolygon(polygon);
    }
    void box(double left, double top, double right, double bottom, double radius = 0)
    {
        noPen();
        m_painter.drawRoundedRect(QRectF(at(left, top), at(right, bottom)), radius, radius);
    }
    void dot(double x, double y, double radius)
    {
        noPen();
        m_painter.drawEllipse(at(x, y), radius * m_size, radius * m_size);
    }
    void ring(double radius, double width)
    {
        m_painter.setPen(QPen(m_color, width));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(m_centre, radius * m_size, radius * m_size);
    }
    void cross(double reach, double width)
    {
        stroke({{-reach, -reach}, {reach, reach}}, width);
        stroke({{-reach, reach}, {reach, -reach}}, width);
    }
    void quarter(double radius)
    {
        noPen();
        m_painter.drawPie(QRectF(at(-radius, -radius), at(radius, radius)), 0, 90 * 16);
    }
    void upright(double width)
    {
        noPen();
        m_painter.drawRect(QRectF(m_centre.x() - width / 2, m_centre.y() - m_size / 2, width, m_size));
    }
    /// A flag on its pole, which is as high as the mark.
    void flag()
    {
        const double pole = 2;
        const QPointF top = m_centre - QPointF(pole / 2, m_size / 2);
        noPen();
        m_painter.drawRect(QRectF(top.x(), top.y(), pole, m_size));
        const double length = std::min(7.0, m_size / 2);
        m_painter.drawPolygon(
            QPolygonF({top + QPointF(pole, 0), top + QPointF(pole + length, length / 2), top + QPointF(pole, length)}));
    }

private:
    void noPen()
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_color);
    }

    QPainter &m_painter;
    QPointF m_centre;
    double m_size;
    QColor m_color;
};

void paintGlyph(Sketch &sketch, MarkKind kind)
{
    switch (kind) {
    case MarkKind::LoopGlyph:
        sketch.ring(0.5, 1.2);
        sketch.dot(0, 0, 0.26);
        break;
    case MarkKind::SemaphoreGlyph:
        sketch.box(-0.5, -0.5, 0.5, -0.24, 1);
        sketch.box(-0.5, -0.13, 0.5, 0.13, 1);
        sketch.box(-0.5, 0.24, 0.5, 0.5, 1);
        break;
    case MarkKind::LockGlyph: {
        QPainterPath shackle;
        shackle.moveTo(sketch.at(-0.25, 0));
        shackle.lineTo(sketch.at(-0.25, -0.2));
        shackle.cubicTo(sketch.at(-0.25, -0.58), sketch.at(0.25, -0.58), sketch.at(0.25, -0.2));
        shackle.lineTo(sketch.at(0.25, 0));
        sketch.strokePath(shackle, 1.4);
        sketch.box(-0.42, -0.06, 0.42, 0.5, 1);
        break;
    }
    case MarkKind::QueueGlyph:
        sketch.box(-0.5, -0.4, -0.24, 0.4, 1);
        sketch.box(-0.13, -0.4, 0.13, 0.4, 1);
        sketch.box(0.24, -0.4, 0.5, 0.4, 1);
        break;
    case MarkKind::ThreadGlyph:
        sketch.stroke({{-0.5, -0.25}, {-0.17, 0.25}, {0.17, -0.25}, {0.5, 0.25}}, 1.3);
        break;
    case MarkKind::EventGlyph:
        sketch.stroke({{-0.35, 0.5}, {-0.35, -0.45}}, 1.4);
        sketch.fill({{-0.35, -0.5}, {0.5, -0.22}, {-0.35, 0.1}});
        break;
    case MarkKind::ConditionGlyph:
        sketch.ring(0.42, 1.3);
        sketch.stroke({{-0.2, 0}, {0.2, 0}}, 1.3);
        break;
    case MarkKind::BarrierGlyph:
        sketch.stroke({{0.4, -0.5}, {0.4, 0.5}}, 1.8);
        sketch.stroke({{-0.5, -0.3}, {0.1, -0.3}}, 1.3);
        sketch.stroke({{-0.5, 0.3}, {0.1, 0.3}}, 1.3);
        break;
    case MarkKind::FutureGlyph:
        sketch.stroke({{0, -0.5}, {0.5, 0}, {0, 0.5}, {-0.5, 0}, {0, -0.5}}, 1.3);
        break;
    case MarkKind::ResourceGlyph:
        sketch.stroke({{-0.42, -0.42}, {0.42, -0.42}, {0.42, 0.42}, {-0.42, 0.42}, {-0.42, -0.42}}, 1.3);
        break;
    case MarkKind::ObjectsGlyph:
        sketch.dot(-0.36, 0, 0.13);
        sketch.dot(0, 0, 0.13);
        sketch.dot(0.36, 0, 0.13);
        break;
    default:
        sketch.box(-0.46, -0.46, -0.06, -0.06, 1);
        sketch.box(0.06, -0.46, 0.46, -0.06, 1);
        sketch.box(-0.46, 0.06, -0.06, 0.46, 1);
        sketch.box(0.06, 0.06, 0.46, 0.46, 1);
        break;
    }
}

} // namespace

void paintMark(QPainter &painter, const DrawMark &mark, const QColor &color)
{
    Sketch sketch(painter, mark, color);
    switch (mark.kind) {
    case MarkKind::Returned:
        sketch.stroke({{-0.45, 0.02}, {-0.12, 0.38}, {0.48, -0.4}}, 1.5);
        break;
    case MarkKind::Failed:
        sketch.stroke({{0, -0.5}, {0, 0.12}}, 1.9);
        sketch.dot(0, 0.48, 0.13);
        break;
    case MarkKind::Cancelled:
        sketch.cross(0.38, 1.6);
        break;
    case MarkKind::TimedOut:
        sketch.ring(0.5, 1.3);
        sketch.quarter(0.5);
        break;
    case MarkKind::Stuck:
        sketch.ring(0.5, 1.3);
        sketch.stroke({{-0.25, 0}, {0.25, 0}}, 1.6);
        break;
    case MarkKind::Alive:
        sketch.dot(0, 0, 0.32);
        break;
    case MarkKind::Flag:
        sketch.flag();
        break;
    case MarkKind::CancelAsked:
        sketch.fill({{-0.5, -0.4}, {0.5, -0.4}, {0, 0.5}});
        break;
    case MarkKind::CancelSwallowed:
        sketch.ring(0.45, 1.4);
        break;
    case MarkKind::FailEnd:
        sketch.upright(3);
        break;
    case MarkKind::CancelEnd:
        sketch.cross(0.45, 2);
        break;
    case MarkKind::Note:
        sketch.fill({{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.1}, {0, 0.5}, {-0.5, 0.1}});
        break;
    case MarkKind::FoldOpen:
        sketch.stroke({{-0.4, -0.2}, {0, 0.25}, {0.4, -0.2}}, 1.4);
        break;
    case MarkKind::FoldClosed:
        sketch.stroke({{-0.2, -0.4}, {0.25, 0}, {-0.2, 0.4}}, 1.4);
        break;
    case MarkKind::Pinned:
        sketch.dot(0, -0.15, 0.3);
        sketch.stroke({{0, 0.1}, {0, 0.5}}, 1.2);
        break;
    case MarkKind::LoopGlyph:
    case MarkKind::SemaphoreGlyph:
    case MarkKind::LockGlyph:
    case MarkKind::QueueGlyph:
    case MarkKind::PoolGlyph:
    case MarkKind::ThreadGlyph:
    case MarkKind::EventGlyph:
    case MarkKind::ConditionGlyph:
    case MarkKind::BarrierGlyph:
    case MarkKind::FutureGlyph:
    case MarkKind::ResourceGlyph:
    case MarkKind::ObjectsGlyph:
        paintGlyph(sketch, mark.kind);
        break;
    }
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include <map>
#include <tuple>

namespace coroscope
{
namespace
{

/// The shapes lie in a square of 16.
constexpr double side = 16;

QPainterPath stroked(const QPainterPath &path, double width)
{
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    return stroker.createStroke(path);
}

QPainterPath outline(IconName name)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    const auto polygon = [&](std::initializer_list<QPointF> points) {
        path.addPolygon(QPolygonF(QList<QPointF>(points)));
        path.closeSubpath();
    };
    switch (name) {
    case IconName::Run:
        polygon({{4, 2.5}, {13.5, 8}, {4, 13.5}});
        break;
    case IconName::Pause:
        path.addRect(3.5, 3, 3, 10);
        path.addRect(9.5, 3, 3, 10);
        break;
    case IconName::Step:
        polygon({{3, 3}, {10.5, 8}, {3, 13}});
        path.addRect(11, 3, 2, 10);
        break;
    case IconName::Stop:
        path.addRect(3.5, 3.5, 9, 9);
        break;
    case IconName::StepBack:
        polygon({{13, 3}, {5.5, 8}, {13, 13}});
        path.addRect(3, 3, 2, 10);
        break;
    case IconName::Restart: {
        QPainterPath arc;
        arc.arcMoveTo(QRectF(3, 3, 10, 10), 50);
        arc.arcTo(QRectF(3, 3, 10, 10), 50, -300);
        path.addPath(stroked(arc, 1.8));
        polygon({{8.6, 0.8}, {14.2, 3.4}, {9.2, 7}});
        break;
    }
    case IconName::Open:
        polygon({{1.5, 3.5}, {6, 3.5}, {7.5, 5}, {14.5, 5}, {14.5, 13}, {1.5, 13}});
        break;
    case IconName::Picture:
        polygon({{7, 2}, {9, 2}, {9, 7}, {12, 7}, {8, 11}, {4, 7}, {7, 7}});
        path.addRect(2.5, 12, 11, 1.8);
        break;
    case IconName::Arrows: {
        QPainterPath curve({3, 3.5});
        curve.cubicTo(12, 3.5, 12, 10, 8, 11.5);
        path.addPath(stroked(curve, 1.6));
        polygon({{9.2, 8.2}, {4.5, 12.6}, {10.8, 13.4}});
        break;
    }
    case IconName::Float: {
        QPainterPath boxes;
        boxes.addRect(2.5, 5.5, 8, 8);
        boxes.moveTo(5.5, 5.5);
        boxes.lineTo(5.5, 2.5);
        boxes.lineTo(13.5, 2.5);
        boxes.lineTo(13.5, 10.5);
        boxes.lineTo(10.5, 10.5);
        path.addPath(stroked(boxes, 1.2));
        break;
    }
    case IconName::Close: {
        QPainterPath cross({3.5, 3.5});
        cross.lineTo(12.5, 12.5);
        cross.moveTo(12.5, 3.5);
        cross.lineTo(3.5, 12.5);
        path.addPath(stroked(cross, 1.6));
        break;
    }
    case IconName::App:
        break;
    }
    return path;
}

/// A window's sign: bars of three tasks with their steps.
void paintApp(QPainter &painter, const Theme &theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.canvas);
    painter.drawRoundedRect(QRectF(0.5, 0.5, 15, 15), 3, 3);
    const auto bar = [&](double left, double right, double top, const QColor &color) {
        painter.setBrush(color);
        painter.drawRect(QRectF(left, top, right - left, 2.4));
    };
    bar(2.5, 9, 3, theme.bar(TaskState::Waiting, WaitKind::Sleep).fill);
    bar(2.5, 6, 6.8, theme.bar(TaskState::Waiting, WaitKind::Semaphore).fill);
    bar(7, 13, 6.8, theme.bar(TaskState::Waiting, WaitKind::Sleep).fill);
    bar(2.5, 9.5, 10.6, theme.bar(TaskState::Waiting, WaitKind::Semaphore).fill);
    painter.setBrush(theme.running.fill);
    painter.drawRect(QRectF(9, 2.4, 1.2, 3.6));
    painter.drawRect(QRectF(6, 6.2, 1.2, 3.6));
    painter.drawRect(QRectF(9.5, 10, 1.2, 3.6));
}

class Engine : public QIconEngine
{
public:
    Engine(IconName name, const Theme &theme) : m_name(name), m_theme(theme) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const double scale = std::min(rect.width(), rect.height()) / side;
        painter->translate(rect.center().x() + 0.5 - side * scale / 2, rect.center().y() + 0.5 - side * scale / 2);
        painter->scale(scale, scale);
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.35);
        if (m_name == IconName::App)
            paintApp(*painter, m_theme);
        else
            painter->fillPath(outline(m_name), m_theme.ink(m_name == IconName::Run ? Ink::Running : Ink::Text));
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        // A tool button asks for it each time that it is painted.
        QPixmap &pixmap = m_made[{size.width(), size.height(), mode}];
        if (pixmap.isNull() && !size.isEmpty()) {
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        }
        return pixmap;
    }

    QIconEngine *clone() const override { return new Engine(*this); }

private:
    IconName m_name;
    const Theme &m_theme;
    std::map<std::tuple<int, int, QIcon::Mode>, QPixmap> m_made; // a few sizes
};

} // namespace

QIcon themeIcon(IconName name, const Theme &theme) { return QIcon(new Engine(name, theme)); }

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plot.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr double tickHeight = 15; // of the texts under the x axis
constexpr double gutterGap = 8;   // between the texts of the y axis and it
constexpr double topMargin = 8;   // half a text of the y axis, and a dot
constexpr double dotRadius = 2.6;
constexpr double presentRadius = 4.6;
constexpr double ringRadius = 7;
constexpr double crossRadius = 3.4;
constexpr double inset = 5;                   // of the first and the last dot
constexpr double pixelsPerStep = 34;          // of the y axis
constexpr double dotDistance = 3 * dotRadius; // where they lie closer the line says it all
constexpr double bandOpacity = 0.2;

double highestOf(const Plot &plot)
{
    double highest = 0;
    for (const PlotPoint &point : plot.points) {
        if (point.reading)
            highest = std::max(highest, point.reading->high);
    }
    return highest;
}

// The stretches of points that have readings, each as from and to (one behind the last).
std::vector<std::pair<std::size_t, std::size_t>> stretches(const Plot &plot)
{
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t index = 0; index < plot.points.size(); ++index) {
        if (!plot.points[index].reading)
            continue;
        if (found.empty() || found.back().second != index)
            found.emplace_back(index, index);
        found.back().second = index + 1;
    }
    return found;
}

void paintAxes(QPainter &painter, const Plot &plot, const PlotLayout &layout, const Theme &theme)
{
    const QRectF &area = layout.area();
    painter.setFont(drawFont(FontRole::MonoSmall));
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const AxisTick &tick : layout.yTicks()) {
        const double y = std::round(layout.y(tick.value)) + 0.5;
        painter.setPen(QPen(theme.ink(tick.value > 0 ? Ink::Grid : Ink::Border), 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.ink(Ink::Muted));
        painter.drawText(QRectF(area.left() - gutterGap - 200, y - 10, 200, 20), Qt::AlignRight | Qt::AlignVCenter,
                         tick.text);
    }
    for (const AxisTick &tick : layout.xTicks()) {
        const double x = layout.x(tick.value);
        painter.setPen(QPen(theme.ink(Ink::Border), 1));
        painter.drawLine(QPointF(std::round(x) + 0.5, area.bottom() + 1),
                         QPointF(std::round(x) + 0.5, area.bottom() + 4));
        painter.setPen(theme.ink(Ink::Muted));
        painter.drawText(QRectF(x - 100, area.bottom() + 4, 200, tickHeight), Qt::AlignHCenter | Qt::AlignTop,
                         tick.text);
    }
    if (plot.present && *plot.present >= plot.points.front().x && *plot.present <= plot.points.back().x) {
        QPen pen(theme.ink(Ink::Running), 1);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        const double x = std::round(layout.x(*plot.present)) + 0.5;
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

void paintBand(QPainter &painter, const Plot &plot, const PlotLayout &layout, const Theme &theme)
{
    QColor fill = theme.ink(Ink::Accent);
    fill.setAlphaF(static_cast<float>(bandOpacity));
    for (const auto &[from, to] : stretches(plot)) {
        QPolygonF band;
        bool isWide = false;
        for (std::size_t index = from; index < to; ++index) {
            const PlotPoint &point = plot.points[index];
            band << QPointF(layout.x(point.x), layout.y(point.reading->high));
            isWide |= point.reading->high > point.reading->low;
        }
        if (!isWide)
            continue;
        if (to - from == 1) { // nobody sees a band without width
            painter.setPen(QPen(theme.ink(Ink::Accent), 1.5));
            painter.drawLine(band.front(), QPointF(band.front().x(), layout.y(plot.points[from].reading->low)));
            continue;
        }
        for (std::size_t index = to; index-- > from;) {
            const PlotPoint &point = plot.points[index];
            band << QPointF(layout.x(point.x), layout.y(point.reading->low));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(band);
    }
}

void paintLine(QPainter &painter, const Plot &plot, const PlotLayout &layout, const Theme &theme)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.ink(Ink::Accent), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (plot.xKind == XKind::Word)
        return; // there is nothing between two words
    for (const auto &[from, to] : stretches(plot)) {
        QPolygonF line;
        for (std::size_t index = from; index < to; ++index)
            line << layout.at(plot.points[index]);
        painter.drawPolyline(line);
    }
}

void paintCross(QPainter &painter, QPointF at, double radius, const Theme &theme)
{
    painter.setPen(QPen(theme.ink(Ink::Failed), radius > crossRadius ? 2.4 : 1.8, Qt::SolidLine, Qt::RoundCap));
    const QPointF down(radius, radius);
    const QPointF up(radius, -radius);
    painter.drawLine(at - down, at + down);
    painter.drawLine(at - up, at + up);
}

void paintDots(QPainter &painter, const Plot &plot, const PlotLayout &layout, const Theme &theme)
{
    const double room =
        plot.points.size() < 2 ? dotDistance : layout.area().width() / static_cast<double>(plot.points.size() - 1);
    const PlotPoint *present = nullptr;
    for (const PlotPoint &point : plot.points) {
        if (plot.present && !point.isPending && std::fabs(point.x - *plot.present) < 1e-9)
            present = &point;
        if (point.isPending)
            continue;
        if (point.isFlawed || !point.reading) {
            paintCross(painter, layout.at(point), &point == present ? presentRadius : crossRadius, theme);
        } else if (room >= dotDistance) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.ink(Ink::Accent));
            painter.drawEllipse(layout.at(point), dotRadius, dotRadius);
        }
    }
    if (!present || present->isFlawed || !present->reading)
        return;
    painter.setPen(QPen(theme.window, 1.5));
    painter.setBrush(theme.ink(Ink::Running));
    painter.drawEllipse(layout.at(*present), presentRadius, presentRadius);
}

} // namespace

PlotLayout::PlotLayout(const Plot &plot, const QRectF &rect, const TextMeasure &measure)
{
    const double height = std::max(rect.height() - topMargin - tickHeight - 4, 1.0);
    m_yTicks =
        coroscope::yTicks(plot.unit, highestOf(plot), std::clamp(static_cast<int>(height / pixelsPerStep), 1, 10));
    m_yTo = m_yTicks.back().value;
    double gutter = 0;
    for (const AxisTick &tick : m_yTicks)
        gutter = std::max(gutter, measure.width(FontRole::MonoSmall, tick.text));
    QStringList words;
    if (!plot.points.empty()) {
        m_xFrom = plot.points.front().x;
        m_xTo = plot.points.back().x;
        if (plot.xKind == XKind::Word) { // each in the middle of its share
            m_xFrom -= 0.5;
            m_xTo += 0.5;
        }
        for (const PlotPoint &point : plot.points)
            words.push_back(point.label);
    }
    const double left = rect.left() + std::ceil(gutter) + gutterGap;
    m_area = QRectF(left, rect.top() + topMargin, std::max(rect.right() - left - topMargin, 1.0), height);
    const double pixels = m_area.width() - 2 * inset;
    if (plot.points.empty())
        return;
    m_xTicks = plot.xKind == XKind::Word ? wordTicks(words, pixels, measure)
                                         : coroscope::xTicks(plot.xKind, m_xFrom, m_xTo, pixels, measure);
}

double PlotLayout::x(double value) const
{
    if (!(m_xTo > m_xFrom))
        return m_area.center().x();
    return m_area.left() + inset + (value - m_xFrom) / (m_xTo - m_xFrom) * (m_area.width() - 2 * inset);
}

double PlotLayout::y(double value) const { return m_area.bottom() - value / m_yTo * m_area.height(); }

QPointF PlotLayout::at(const PlotPoint &point) const
{
    return {x(point.x), point.reading ? y(point.reading->median) : m_area.bottom()};
}

qsizetype PlotLayout::nearest(const Plot &plot, double wanted) const
{
    qsizetype best = -1;
    double distance = 0;
    for (std::size_t index = 0; index < plot.points.size(); ++index) {
        const double here = std::fabs(x(plot.points[index].x) - wanted);
        if (best >= 0 && here >= distance)
            continue;
        best = static_cast<qsizetype>(index);
        distance = here;
    }
    return best;
}

void paintPlot(QPainter &painter, const Plot &plot, const PlotLayout &layout, const Theme &theme, PlotMark mark)
{
    if (plot.points.empty())
        return;
    painter.save();
    paintAxes(painter, plot, layout, theme);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBand(painter, plot, layout, theme);
    paintLine(painter, plot, layout, theme);
    paintDots(painter, plot, layout, theme);
    if (mark.point >= 0 && mark.point < static_cast<qsizetype>(plot.points.size())) {
        const QPointF at = layout.at(plot.points[static_cast<std::size_t>(mark.point)]);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.ink(mark.isFocused ? Ink::Text : Ink::Muted), 1.5));
        painter.drawEllipse(at, ringRadius, ringRadius);
    }
    painter.restore();
}

} // namespace coroscope

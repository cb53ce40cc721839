// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/painter.h"

#include "ui/theme/hatchtile.h"
#include "ui/timeline/curvepainter.h"
#include "ui/timeline/markpainter.h"
#include "ui/timeline/pixelfiller.h"
#include "ui/timeline/svgdevice.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPaintDevice>
#include <QPainter>
#include <QPainterPath>
#include <QStaticText>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace coroscope
{
namespace
{

/// The lines of one direction of a hatching, cut to the rectangle.
void addHatchLines(QPainterPath &path, const QRectF &rect, bool rising)
{
    // Lines run along x + y = c (rising) or x - y = c; they end a little inside, as pens have a width.
    const QRectF inner = rect.adjusted(0.8, 0.8, -0.8, -0.8);
    if (inner.isEmpty())
        return;
    const double sign = rising ? 1 : -1;
    const double low = rising ? inner.left() + inner.top() : inner.left() - inner.bottom();
    const double high = rising ? inner.right() + inner.bottom() : inner.right() - inner.top();
    for (double c = std::ceil(low / hatchPeriod) * hatchPeriod; c < high; c += hatchPeriod) {
        const auto yAt = [&](double x) { return sign * (c - x); };
        const auto xAt = [&](double y) { return c - sign * y; };
        const auto [leftEnd, rightEnd] = std::minmax({xAt(inner.top()), xAt(inner.bottom())});
        const double left = std::max(inner.left(), leftEnd);
        const double right = std::min(inner.right(), rightEnd);
        if (right - left < 0.5)
            continue;
        path.moveTo(left, yAt(left));
        path.lineTo(right, yAt(right));
    }
}

void paintLines(QPainter &painter, const std::vector<DrawLine> &lines, const Theme &theme, PaintTarget target,
                const std::optional<PixelFiller> &filler)
{
    for (const DrawLine &line : lines) {
        const bool aligned = line.line.x1() == line.line.x2() || line.line.y1() == line.line.y2();
        const bool thin = target == PaintTarget::Pixels && aligned && line.width == 1;
        if (filler && thin && line.style == LineStyle::Solid) {
            const QRectF box = QRectF(line.line.p1(), line.line.p2()).normalized();
            const QPointF first(std::floor(box.left()), std::floor(box.top()));
            const QPointF last(std::floor(box.right()), std::floor(box.bottom()));
            if (filler->fill(QRectF(first, last + QPointF(1, 1)), theme.ink(line.ink)))
                continue;
        }
        QPen pen(theme.ink(line.ink), line.width);
        pen.setCapStyle(Qt::FlatCap);
        if (line.style == LineStyle::Dashed)
            pen.setDashPattern({3 / line.width, 2.5 / line.width});
        painter.setPen(pen);
        if (thin) {
            const auto snap = [](double value) { return std::floor(value) + 0.5; };
            painter.drawLine(
                QLineF(snap(line.line.x1()), snap(line.line.y1()), snap(line.line.x2()), snap(line.line.y2())));
        } else {
            painter.drawLine(line.line);
        }
    }
}

bool isHatched(const QRectF &rect, const BarStyle &style)
{
    // In low rows the lines would only make a pattern of their own, and narrow bars have no room for them.
    constexpr double lowest = 7;
    constexpr double narrowest = 4;
    return style.hatch != Hatch::None && rect.width() >= narrowest && rect.height() >= lowest;
}

void paintBars(QPainter &painter, const std::vector<DrawBar> &bars, const Theme &theme, PaintTarget target,
               const std::optional<PixelFiller> &filler)
{
    if (!filler) {
        for (const DrawBar &bar : bars)
            paintBar(painter, bar.rect, theme.bar(bar.state, bar.on), target);
        return;
    }
    const BarStyle *tileOf = nullptr;
    QImage tile;
    RowFiller row(*filler);
    for (const DrawBar &bar : bars) {
        const BarStyle &style = theme.bar(bar.state, bar.on);
        if (isHatched(bar.rect, style)) {
            row.finish();
            if (tileOf != &style)
                tile = hatchBrush(style, painter.deviceTransform().m11()).textureImage();
            tileOf = &style;
            filler->fill(bar.rect, tile);
        } else if (style.fill.alpha() == 255) {
            row.fill(bar.rect, style.fill.rgb());
        } else {
            row.finish();
            painter.fillRect(bar.rect, style.fill);
        }
    }
}

void paintArea(QPainter &painter, const DrawArea &area, const Theme &theme, PaintTarget target,
               const std::optional<PixelFiller> &filler)
{
    const auto paintFills = [&](const std::vector<DrawFill> &fills) {
        for (const DrawFill &fill : fills) {
            const QColor &color = theme.ink(fill.ink);
            if (!filler || !filler->fill(fill.rect, color))
                painter.fillRect(fill.rect, color);
        }
    };
    paintFills(area.rows);
    paintLines(painter, area.grid, theme, target, filler);
    paintFills(area.fills);
    paintLines(painter, area.lines, theme, target, filler);
    {
        const SvgGroup group(painter, QStringLiteral("bars"));
        for (const DrawBar &bar : area.stacks) {
            const QColor &color = theme.bar(bar.state, bar.on).fill;
            if (!filler || !filler->fill(bar.rect, color))
                painter.fillRect(bar.rect, color);
        }
        paintBars(painter, area.bars, theme, target, filler);
    }
    paintLines(painter, area.brackets, theme, target, filler);
    paintBars(painter, area.runs, theme, target, filler);

    painter.setRenderHint(QPainter::Antialiasing);
    for (const DrawOutline &outline : area.outlines) {
        const double inside = outline.width / 2;
        painter.setPen(QPen(theme.ink(outline.ink), outline.width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(outline.rect.adjusted(inside, inside, -inside, -inside));
    }
    paintCurves(painter, area.curves, theme);
    for (const DrawFill &chip : area.chips) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.ink(chip.ink));
        painter.drawRoundedRect(chip.rect, 4, 4);
    }
    for (const DrawMark &mark : area.marks)
        paintMark(painter, mark, theme.ink(mark.ink));
    painter.setRenderHint(QPainter::Antialiasing, false);

    const SvgGroup group(painter, QStringLiteral("labels"));
    for (const DrawLabel &label : area.labels) {
        const QColor &color = label.onBar ? theme.bar(label.state, label.on).text : theme.ink(label.ink);
        paintText(painter, label.rect, label.text, label.font, color, label.align, target);
    }
}

/// Texts that were laid out already: most of a frame's are those of the frame before.
const QStaticText &laidOut(FontRole font, const QString &text)
{
    // Pictures may be painted in other threads.
    thread_local std::array<QHash<QString, QStaticText>, fontRoleCount> all;
    constexpr qsizetype most = 2000;
    QHash<QString, QStaticText> &known = all[static_cast<std::size_t>(font)];
    const auto found = known.constFind(text);
    if (found != known.constEnd())
        return *found;
    if (known.size() >= most)
        known.clear();
    QStaticText made(text);
    made.setTextFormat(Qt::PlainText);
    made.prepare({}, drawFont(font));
    return *known.insert(text, made);
}

/// The id of an area's group in an SVG.
QString areaName(AreaRole role)
{
    switch (role) {
    case AreaRole::Head:
        return QStringLiteral("objects");
    case AreaRole::Lanes:
        return QStringLiteral("lanes");
    case AreaRole::Causes:
        return QStringLiteral("causes");
    case AreaRole::Gutter:
        return QStringLiteral("names");
    case AreaRole::HeadGutter:
        return QStringLiteral("object-names");
    case AreaRole::Ruler:
        return QStringLiteral("ruler");
    case AreaRole::Cursor:
        return QStringLiteral("cursor");
    }
    return {};
}

} // namespace

void paintBar(QPainter &painter, const QRectF &rect, const BarStyle &style, PaintTarget target)
{
    if (!isHatched(rect, style)) {
        painter.fillRect(rect, style.fill);
        return;
    }
    if (target == PaintTarget::Pixels) {
        painter.fillRect(rect, hatchBrush(style, painter.deviceTransform().m11()));
        return;
    }
    painter.fillRect(rect, style.fill);
    QPainterPath path;
    if (style.hatch != Hatch::Falling)
        addHatchLines(path, rect, true);
    if (style.hatch != Hatch::Rising)
        addHatchLines(path, rect, false);
    painter.setPen(QPen(style.hatchLine, hatchWidth, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void paintText(QPainter &painter, const QRectF &rect, const QString &text, FontRole font, const QColor &color,
               TextAlign align, PaintTarget target)
{
    static const auto metrics = [] {
        std::vector<QFontMetricsF> all;
        for (int i = 0; i < fontRoleCount; ++i)
            all.emplace_back(drawFont(static_cast<FontRole>(i)));
        return all;
    }();
    const QFontMetricsF &own = metrics[static_cast<std::size_t>(font)];
    double x = rect.left();
    if (align != TextAlign::Left) {
        const bool isKnown = target == PaintTarget::Pixels;
        const double spare =
            rect.width() - (isKnown ? laidOut(font, text).size().width() : own.horizontalAdvance(text));
        x += align == TextAlign::Right ? spare : spare / 2;
    }
    double y = rect.center().y() + own.capHeight() / 2;
    if (target == PaintTarget::Pixels)
        y = std::round(y);
    painter.setFont(drawFont(font));
    painter.setPen(color);
    if (target == PaintTarget::Pixels)
        painter.drawStaticText(QPointF(x, y - own.ascent()), laidOut(font, text));
    else
        painter.drawText(QPointF(x, y), text);
}

void paint(QPainter &painter, const DrawList &list, const Theme &theme, PaintTarget target)
{
    const QRectF all(QPointF(0, 0), list.size);
    painter.fillRect(all, theme.canvas);
    // The gutter and the ruler stand out from the lanes.
    const QRectF ruler = list.area(AreaRole::Ruler).clip;
    painter.fillRect(ruler, theme.window);
    for (int role = 0; role < areaCount; ++role) {
        const DrawArea &area = list.area(static_cast<AreaRole>(role));
        if (area.clip.isEmpty())
            continue;
        const SvgGroup group(painter, areaName(static_cast<AreaRole>(role)));
        std::optional<PixelFiller> filler;
        if (target == PaintTarget::Pixels)
            filler = PixelFiller::on(painter, area.clip);
        painter.save();
        // Vector formats need no clip: draw lists for pictures hold whole rows only.
        if (target == PaintTarget::Pixels)
            painter.setClipRect(area.clip, Qt::IntersectClip);
        paintArea(painter, area, theme, target, filler);
        painter.restore();
    }
}

} // namespace coroscope

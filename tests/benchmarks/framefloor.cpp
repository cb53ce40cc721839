// SPDX-License-Identifier: MIT
#include "tests/benchmarks/framefloor.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coroscope::bench
{

FrameFloor::FrameFloor(const DrawList &list, const Theme &theme) : m_canvas(theme.canvas.rgb())
{
    for (const DrawArea &area : list.areas)
        addArea(area, theme);
    // As a painter would see them: one font and colour after the other.
    std::stable_sort(m_texts.begin(), m_texts.end(), [](const Text &a, const Text &b) { return a.font < b.font; });
}

void FrameFloor::addRect(const QRectF &rect, const QRectF &clip, const QColor &color)
{
    const QRectF seen = rect.intersected(clip);
    const auto round = [](double value) { return static_cast<int>(std::lround(value)); };
    const Rect pixels{round(seen.left()), round(seen.top()), round(seen.right()), round(seen.bottom()), color.rgb()};
    if (pixels.left < pixels.right && pixels.top < pixels.bottom)
        m_rects.push_back(pixels);
}

void FrameFloor::addArea(const DrawArea &area, const Theme &theme)
{
    const auto addFills = [&](const std::vector<DrawFill> &fills) {
        for (const DrawFill &fill : fills)
            addRect(fill.rect, area.clip, theme.ink(fill.ink));
    };
    const auto addLines = [&](const std::vector<DrawLine> &lines) {
        for (const DrawLine &line : lines) {
            const QRectF box = QRectF(line.line.p1(), line.line.p2()).normalized();
            addRect(box.adjusted(0, 0, box.width() < 1 ? 1 : 0, box.height() < 1 ? 1 : 0), area.clip,
                    theme.ink(line.ink));
        }
    };
    const auto addBars = [&](const std::vector<DrawBar> &bars) {
        for (const DrawBar &bar : bars)
            addRect(bar.rect, area.clip, theme.bar(bar.state, bar.on).fill);
    };
    addFills(area.rows);
    addLines(area.grid);
    addFills(area.fills);
    addLines(area.lines);
    addBars(area.bars);
    addLines(area.brackets);
    addBars(area.runs);
    addFills(area.chips);
    for (const DrawMark &mark : area.marks)
        addRect({mark.at.x() - mark.size / 2, mark.at.y() - mark.size / 2, mark.size, mark.size}, area.clip,
                theme.ink(mark.ink));
    for (const DrawLabel &label : area.labels) {
        if (!label.rect.intersects(area.clip))
            continue;
        const QFont font = themeFont(label.font);
        Text text{QStaticText(label.text), label.rect.topLeft(), label.font,
                  label.onBar ? theme.bar(label.state, label.on).text : theme.ink(label.ink)};
        text.text.setTextFormat(Qt::PlainText);
        text.text.prepare({}, font);
        text.at.setY(std::round(label.rect.center().y() - QFontMetricsF(font).height() / 2));
        m_texts.push_back(text);
    }
}

void FrameFloor::paint(QImage &image) const
{
    const auto stride = image.bytesPerLine() / qsizetype{sizeof(QRgb)};
    auto *const pixels = reinterpret_cast<QRgb *>(image.bits());
    std::fill(pixels, pixels + stride * image.height(), m_canvas);
    for (const Rect &rect : m_rects) {
        for (int y = rect.top; y < rect.bottom; ++y)
            std::fill(pixels + y * stride + rect.left, pixels + y * stride + rect.right, rect.color);
    }
    QPainter painter(&image);
    for (const Text &text : m_texts) {
        painter.setFont(themeFont(text.font));
        painter.setPen(text.color);
        painter.drawStaticText(text.at, text.text);
    }
}

} // namespace coroscope::bench

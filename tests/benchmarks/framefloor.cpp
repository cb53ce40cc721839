// SPDX-License-Identifier: MIT
#include "tests/benchmarks/framefloor.h"

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace coroscope::bench
{

namespace
{

/// Keeps the texts that are painted on it, and nothing else.
class TextRecorder final : public QPaintDevice
{
public:
    explicit TextRecorder(QSize size) : m_size(size) {}
    QPaintEngine *paintEngine() const override { return &m_engine; }
    const std::vector<WrittenText> &texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        constexpr int dotsPerInch = 96;
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return dotsPerInch;
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        default:
            return 0;
        }
    }

private:
    class Engine final : public QPaintEngine
    {
    public:
        Engine() : QPaintEngine(AllFeatures) {}
        bool begin(QPaintDevice *) override { return true; }
        bool end() override { return true; }
        Type type() const override { return User; }
        void updateState(const QPaintEngineState &) override {}
        using QPaintEngine::drawEllipse;
        using QPaintEngine::drawLines;
        using QPaintEngine::drawPoints;
        using QPaintEngine::drawPolygon;
        using QPaintEngine::drawRects;
        void drawRects(const QRectF *, int) override {}
        void drawLines(const QLineF *, int) override {}
        void drawEllipse(const QRectF &) override {}
        void drawPath(const QPainterPath &) override {}
        void drawPoints(const QPointF *, int) override {}
        void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
        void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
        void drawTiledPixmap(const QRectF &, const QPixmap &, const QPointF &) override {}
        void drawImage(const QRectF &, const QImage &, const QRectF &, Qt::ImageConversionFlags) override {}
        void drawTextItem(const QPointF &at, const QTextItem &item) override
        {
            const QPointF place = state->transform().map(at);
            texts.push_back({item.text(), {place.x(), place.y() - item.ascent()}, item.font(), state->pen().color()});
        }
        std::vector<WrittenText> texts;
    };
    QSize m_size;
    mutable Engine m_engine;
};

} // namespace

std::vector<WrittenText> textsOf(QWidget &widget)
{
    TextRecorder recorder(widget.size());
    widget.render(&recorder);
    return recorder.texts();
}

FrameFloor::FrameFloor(const DrawList &list, const Theme &theme) : m_canvas(theme.canvas.rgb())
{
    for (const DrawArea &area : list.areas) {
        addArea(area, theme);
        addLabels(area, theme);
    }
    sortTexts();
}

FrameFloor::FrameFloor(const DrawList &list, const Theme &theme, const std::vector<WrittenText> &texts)
    : m_canvas(theme.canvas.rgb())
{
    for (const DrawArea &area : list.areas)
        addArea(area, theme);
    for (const WrittenText &text : texts)
        addText(text);
    sortTexts();
}

/// As a painter would like them: one font and colour after the other.
void FrameFloor::sortTexts()
{
    std::stable_sort(m_texts.begin(), m_texts.end(), [](const Text &a, const Text &b) {
        return a.font == b.font ? a.color.rgba() < b.color.rgba() : a.font < b.font;
    });
}

void FrameFloor::addText(const WrittenText &written)
{
    Text text{QStaticText(written.text), written.at, written.font, written.color};
    text.text.setTextFormat(Qt::PlainText);
    text.text.prepare({}, written.font);
    m_texts.push_back(text);
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
}

void FrameFloor::addLabels(const DrawArea &area, const Theme &theme)
{
    for (const DrawLabel &label : area.labels) {
        if (!label.rect.intersects(area.clip))
            continue;
        const QFont font = themeFont(label.font);
        const double top = std::round(label.rect.center().y() - QFontMetricsF(font).height() / 2);
        addText({label.text,
                 {label.rect.left(), top},
                 font,
                 label.onBar ? theme.bar(label.state, label.on).text : theme.ink(label.ink)});
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
    const Text *before = nullptr;
    for (const Text &text : m_texts) {
        if (!before || before->font != text.font)
            painter.setFont(text.font);
        if (!before || before->color != text.color)
            painter.setPen(text.color);
        before = &text;
        painter.drawStaticText(text.at, text.text);
    }
}

} // namespace coroscope::bench

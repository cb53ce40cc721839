// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/pixelfiller.h"

#include <QPaintEngine>
#include <QPainter>

#include <algorithm>

namespace coroscope
{

std::optional<PixelFiller> PixelFiller::on(const QPainter &painter, const QRectF &clip)
{
    const QPaintEngine *const engine = painter.paintEngine();
    if (!engine || engine->type() != QPaintEngine::Raster || painter.hasClipping() || painter.opacity() < 1 ||
        painter.compositionMode() != QPainter::CompositionMode_SourceOver)
        return std::nullopt;
    QPaintDevice *const device = engine->paintDevice();
    if (!device || device->devType() != QInternal::Image)
        return std::nullopt;
    const auto &image = *static_cast<const QImage *>(device);
    if (image.format() != QImage::Format_RGB32 && image.format() != QImage::Format_ARGB32_Premultiplied)
        return std::nullopt;
    PixelFiller filler;
    const QTransform transform = painter.deviceTransform();
    if (transform.type() > QTransform::TxScale || transform.m11() <= 0 || transform.m22() <= 0)
        return std::nullopt;
    filler.m_scale = {transform.m11(), transform.m22()};
    filler.m_move = {transform.dx(), transform.dy()};
    const QRegion system = engine->systemClip();
    if (system.rectCount() > 1)
        return std::nullopt;
    filler.m_clip = transform.mapRect(clip).toRect().intersected(image.rect());
    if (!system.isEmpty())
        filler.m_clip = filler.m_clip.intersected(system.boundingRect());
    filler.m_origin = transform.map(QPointF(0, 0)).toPoint();
    // The painter writes there too, in this thread; what bits() does for images that are shared would part them.
    filler.m_bits = const_cast<uchar *>(image.constBits());
    filler.m_stride = image.bytesPerLine();
    return filler;
}

QRect PixelFiller::pixelsOf(const QRectF &rect) const
{
    // There are many thousands of them: without the cases that a QTransform knows, and the checks of a QRect.
    const auto x = [this](double at) { return qRound(at * m_scale.width() + m_move.x()); };
    const auto y = [this](double at) { return qRound(at * m_scale.height() + m_move.y()); };
    const QPoint first(std::max(x(rect.left()), m_clip.left()), std::max(y(rect.top()), m_clip.top()));
    const QPoint last(std::min(x(rect.right()) - 1, m_clip.right()), std::min(y(rect.bottom()) - 1, m_clip.bottom()));
    return {first, last};
}

bool PixelFiller::fill(const QRectF &rect, const QColor &color) const
{
    if (color.alpha() != 255)
        return false;
    const QRect pixels = pixelsOf(rect);
    const QRgb value = color.rgb();
    const int width = pixels.width();
    if (pixels.isEmpty())
        return true;
    QRgb *to = line(pixels.top()) + pixels.left();
    for (int rows = pixels.height(); rows > 0; --rows) {
        std::fill_n(to, width, value);
        to = reinterpret_cast<QRgb *>(reinterpret_cast<uchar *>(to) + m_stride);
    }
    return true;
}

void PixelFiller::fill(const QRectF &rect, const QImage &tile) const
{
    const QRect pixels = pixelsOf(rect);
    if (pixels.isEmpty())
        return;
    const auto placeIn = [](int at, int size) { return (at % size + size) % size; };
    const int width = tile.width();
    const int first = placeIn(pixels.left() - m_origin.x(), width);
    for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
        const auto *const from =
            reinterpret_cast<const QRgb *>(tile.constScanLine(placeIn(y - m_origin.y(), tile.height())));
        QRgb *to = line(y) + pixels.left();
        for (int left = pixels.width(), at = first; left > 0; at = 0) {
            const int count = std::min(left, width - at);
            to = std::copy_n(from + at, count, to);
            left -= count;
        }
    }
}

void RowFiller::fill(const QRectF &rect, QRgb color)
{
    const QRect pixels = m_filler.pixelsOf(rect);
    if (pixels.isEmpty())
        return;
    const bool goesOn = pixels.top() == m_row.top() && pixels.bottom() == m_row.bottom() &&
                        pixels.left() >= m_row.left() && pixels.left() <= m_row.right() + 1;
    if (goesOn) {
        m_row.setRight(std::max(m_row.right(), pixels.right()));
    } else {
        finish();
        m_row = pixels;
    }
    std::fill_n(m_filler.line(pixels.top()) + pixels.left(), pixels.width(), color);
}

void RowFiller::finish()
{
    if (m_row.isEmpty())
        return;
    const QRgb *const first = m_filler.line(m_row.top()) + m_row.left();
    for (int y = m_row.top() + 1; y <= m_row.bottom(); ++y)
        std::copy_n(first, m_row.width(), m_filler.line(y) + m_row.left());
    m_row = {};
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QRgb>
#include <QSizeF>

#include <optional>

class QPainter;

namespace coroscope
{

/// Fills rectangles straight in the pixels of the image that a painter paints into: a dense view has ten thousands of
/// them, and a painter takes ten times as long for each. The same pixels as QPainter::fillRect() without smoothing.
///
/// Good until the painter is given another transformation or clip.
class PixelFiller
{
public:
    /// For what lies in `clip`; nothing if the painter does not paint plainly into pixels of an image.
    static std::optional<PixelFiller> on(const QPainter &painter, const QRectF &clip);

    /// Returns whether it could: not with a colour that lets something through.
    bool fill(const QRectF &rect, const QColor &color) const;
    /// With copies of an opaque tile in device pixels, the first of them at the origin.
    void fill(const QRectF &rect, const QImage &tile) const;

private:
    friend class RowFiller;

    /// Of no width or height where nothing is to be filled.
    QRect pixelsOf(const QRectF &rect) const;
    QRgb *line(int y) const { return reinterpret_cast<QRgb *>(m_bits + y * m_stride); }

    uchar *m_bits = nullptr;
    qsizetype m_stride = 0;
    QSizeF m_scale;
    QPointF m_move;
    QPoint m_origin;
    QRect m_clip;
};

/// Fills rectangles that lie side by side in one row, as the bars of a lane do: their first line at once, and the lines
/// under it by copies of all of them. Thousands of bars of a pixel each so cost little more than their first lines.
///
/// The rest of a row is filled when the next row begins, at finish() and at the end.
class RowFiller
{
public:
    explicit RowFiller(const PixelFiller &filler) : m_filler(filler) {}
    ~RowFiller() { finish(); }
    RowFiller(const RowFiller &) = delete;
    RowFiller &operator=(const RowFiller &) = delete;

    /// As PixelFiller::fill(); `color` lets nothing through.
    void fill(const QRectF &rect, QRgb color);
    /// Call it before anything else is painted.
    void finish();

private:
    const PixelFiller &m_filler;
    QRect m_row; ///< what was begun; its first line is filled
};

} // namespace coroscope

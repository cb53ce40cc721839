// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/drawlist.h"

#include <QFont>
#include <QImage>
#include <QStaticText>

#include <vector>

namespace coroscope::bench
{

/// The least that a frame can cost: all that a draw list has in bars, graphs and lines written straight into the
/// scanlines of an image, and its texts drawn as QStaticText made before.
class FrameFloor
{
public:
    FrameFloor(const DrawList &list, const Theme &theme);

    void paint(QImage &image) const;
    std::size_t rectCount() const { return m_rects.size(); }
    std::size_t textCount() const { return m_texts.size(); }

private:
    struct Rect {
        int left;
        int top;
        int right;
        int bottom;
        QRgb color;
    };
    struct Text {
        QStaticText text;
        QPointF at;
        FontRole font;
        QColor color;
    };
    void addRect(const QRectF &rect, const QRectF &clip, const QColor &color);
    void addArea(const DrawArea &area, const Theme &theme);

    QRgb m_canvas;
    std::vector<Rect> m_rects;
    std::vector<Text> m_texts;
};

} // namespace coroscope::bench

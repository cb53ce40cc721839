// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/drawlist.h"

#include <QColor>
#include <QFont>
#include <QImage>
#include <QPointF>
#include <QStaticText>
#include <QString>

#include <vector>

class QWidget;

namespace coroscope::bench
{

/// A text as something painted it.
struct WrittenText {
    QString text;
    QPointF at; ///< left end, at the top of the line
    QFont font;
    QColor color;
};

/// All texts that a widget and those in it paint now.
std::vector<WrittenText> textsOf(QWidget &widget);

/// The least that a frame can cost: all that a draw list has in bars, graphs and lines written straight into the
/// scanlines of an image, and its texts drawn as QStaticText made before.
class FrameFloor
{
public:
    FrameFloor(const DrawList &list, const Theme &theme);
    /// With other texts in place of those of the list: of the whole window around it.
    FrameFloor(const DrawList &list, const Theme &theme, const std::vector<WrittenText> &texts);

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
        QFont font;
        QColor color;
    };
    void addRect(const QRectF &rect, const QRectF &clip, const QColor &color);
    void addArea(const DrawArea &area, const Theme &theme);
    void addLabels(const DrawArea &area, const Theme &theme);
    void addText(const WrittenText &text);
    void sortTexts();

    QRgb m_canvas;
    std::vector<Rect> m_rects;
    std::vector<Text> m_texts;
};

} // namespace coroscope::bench

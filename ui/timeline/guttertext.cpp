// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/guttertext.h"

namespace coroscope
{

void addGutterText(const LaneContext &context, const GutterText &text, double middle)
{
    constexpr double glyphX = 19;
    constexpr double nameX = 32;
    constexpr double margin = 9;
    constexpr double gap = 8;
    constexpr double height = 18;
    DrawArea &area = context.gutterArea;
    const QRectF &gutter = context.gutter;
    if (text.glyph)
        area.marks.push_back({{gutter.left() + glyphX + text.shift, middle}, *text.glyph, 9, text.glyphInk});
    const double left = gutter.left() + nameX + text.shift;
    double right = gutter.right() - margin;
    const double width = context.measure.width(FontRole::Mono, text.fact);
    const double name = context.measure.width(text.nameFont, text.name);
    // The name matters more.
    constexpr double leastName = 60;
    if (!text.fact.isEmpty() && right - width - gap - left >= std::min(name, leastName)) {
        area.labels.push_back({{right - width, middle - height / 2, width, height},
                               text.fact,
                               FontRole::Mono,
                               Ink::Muted,
                               TextAlign::Right});
        right -= width + gap;
    }
    area.labels.push_back({{left, middle - height / 2, right - left, height},
                           context.measure.elided(text.nameFont, text.name, right - left),
                           text.nameFont,
                           text.nameInk});
}

void addFoldSign(const LaneContext &context, double middle)
{
    if (!context.hasText())
        return;
    const double x = context.gutter.left() + 7 + LaneLayout::indent(context.lane.depth);
    const auto sign = [&](MarkKind kind, Ink ink) { context.gutterArea.marks.push_back({{x, middle}, kind, 8, ink}); };
    if (context.lane.foldable)
        sign(context.lane.folded ? MarkKind::FoldClosed : MarkKind::FoldOpen, Ink::Muted);
    else if (context.lane.pinned)
        sign(MarkKind::Pinned, Ink::Accent);
}

bool isOnFoldSign(const Lane &lane, double x)
{
    const double left = LaneLayout::indent(lane.depth);
    return lane.foldable && x >= left && x < left + 14;
}

} // namespace coroscope

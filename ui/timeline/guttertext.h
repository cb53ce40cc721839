// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/scene.h"

namespace coroscope
{

/// What the gutter says of a lane in one line.
struct GutterText {
    std::optional<MarkKind> glyph;
    Ink glyphInk = Ink::Capacity;
    QString name;
    Ink nameInk = Ink::Text;
    FontRole nameFont = FontRole::Body;
    QString fact; ///< on the right; goes before the name does
    double shift = 0;
};

/// Writes the line around `middle`, the centre of its height.
void addGutterText(const LaneContext &context, const GutterText &text, double middle);

/// The sign that a lane can be folded or unfolded, left of its glyph, and the one that it is pinned.
void addFoldSign(const LaneContext &context, double middle);

/// Whether a point of the gutter, counted from its left end, is on the sign that folds or unfolds the lane.
bool isOnFoldSign(const Lane &lane, double x);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/scene.h"

namespace coroscope
{

/// Adds what a person set: the time cursor with its label, the selected range, and the marks with their notes.
void addCursorLayer(DrawList &list, const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure);

/// The label of the cursor in the ruler; empty if the cursor is out of sight.
QRectF cursorChip(const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/drawlist.h"
#include "ui/timeline/textmeasure.h"
#include "ui/timeline/timescale.h"

#include <vector>

namespace coroscope
{

/// The divisions of the time axis: round steps, as close as their texts allow.
struct Ticks {
    Nanoseconds step = nsPerSecond; ///< between two that bear a text: 1, 2 or 5 times a power of ten
    int parts = 5;                  ///< each step is divided into that many

    static Ticks forScale(const TimeScale &scale, const TextMeasure &measure);
    QString textAt(Nanoseconds time) const;
};

/// The ruler itself, and the lines that its ticks draw through the lanes below.
void addRuler(DrawArea &ruler, const QRectF &rect, const TimeScale &scale, const TextMeasure &measure);
void addGrid(DrawArea &area, const TimeScale &scale, const TextMeasure &measure, double top, double bottom);

} // namespace coroscope

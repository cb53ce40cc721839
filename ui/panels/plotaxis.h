// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweepmeasure.h"
#include "ui/timeline/textmeasure.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace coroscope
{

/// What stands along the x axis of a plot.
enum class XKind : std::uint8_t {
    Number,
    Duration, ///< in seconds
    Word,     ///< one beside the other, at 0, 1, 2 …
};

struct AxisTick {
    double value = 0;
    QString text;
};

/// The smallest of 1, 2 and 5 times a power of ten that parts `span` into `most` steps or fewer; at least `least`.
double roundStep(double span, int most, double least = 0);

/// From 0 to the first tick at or above `highest`; `most` steps at the most.
std::vector<AxisTick> yTicks(MeasureUnit unit, double highest, int most);

/// The ends and round numbers between them, as close as their texts allow on `pixels`.
std::vector<AxisTick> xTicks(XKind kind, double from, double to, double pixels, const TextMeasure &measure);

/// Of words, which part `pixels` among them, those that have room, shortened where they need more.
std::vector<AxisTick> wordTicks(const QStringList &words, double pixels, const TextMeasure &measure);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/painter.h"
#include "ui/timeline/textmeasure.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace coroscope
{

/// One line of the legend: a box and what it stands for.
struct LegendEntry {
    QString text;
    BarStyle style;
};

/// What a view shows beside states and marks.
struct LegendExtras {
    bool hasBlockedSteps = false; ///< see LaneFacts::blockedSteps()
    bool hasGhost = false;        ///< an older run lies behind this one

    friend bool operator==(const LegendExtras &, const LegendExtras &) = default;
};

/// The states, the kinds of waiting that the trace holds (one bit a kind, see TrackIndex::waitKinds()), and the marks.
std::vector<LegendEntry> legendEntries(const Theme &theme, std::uint32_t waitKinds, LegendExtras extras = {});

/// Paints the legend in rows from the top left of `rect`. Returns the height that it takes, painter or not.
double paintLegend(QPainter *painter, const QRectF &rect, const std::vector<LegendEntry> &entries, const Theme &theme,
                   const TextMeasure &measure, PaintTarget target);

} // namespace coroscope

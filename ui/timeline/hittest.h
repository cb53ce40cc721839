// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/scene.h"

#include <cstdint>
#include <optional>

namespace coroscope
{

enum class HitPart : std::uint8_t { Nothing, Ruler, Gutter, Plot };

/// What is at a point of the timeline.
struct Hit {
    HitPart part = HitPart::Nothing;
    std::optional<std::size_t> lane; ///< index in LaneLayout::lanes()
    Target target;                   ///< the task or object of the lane
    bool onFoldSign = false;         ///< in the gutter: a click folds or unfolds the lane
    Nanoseconds time = 0;            ///< at the point; in the gutter that of the left end
    std::optional<DrawCurve> curve;  ///< the arrow that lies there, over everything else
    std::optional<DrawBar> bar;      ///< the bar or step that lies there; a step goes before the bar under it
};

/// The task or object that a lane is of: of a thread its pool, of the row over a group the gather or task group. None
/// for the loop and for the section of objects.
Target targetOf(const Intervals &intervals, const LaneLayout &layout, const Lane &lane);

/// Asks a draw list what is at a point, in pixels of the widget. `scene` is what the list was made from.
Hit hitTest(const TimelineScene &scene, const DrawList &list, QPointF point);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/scene.h"

namespace coroscope
{

/// Makes the draw list of a scene. Walks the lanes in sight only, and of each lane what its pixels can show:
/// what falls on the same pixels is merged, but a step on the loop stays at least 2 pixels wide, and the marks of
/// errors, cancels and fired timeouts stay.
DrawList buildDrawList(const TimelineScene &scene, const TextMeasure &measure);

} // namespace coroscope

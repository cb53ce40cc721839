// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/scene.h"

#include <optional>

namespace coroscope
{

/// Adds the arrows of causes to their area: from who woke to who was woken, from who asked for a cancel to who got
/// it. Of the selected task in both directions, or, with TimelineScene::showsAllCauses, of all lanes in sight; those
/// of cancels always, as they are few.
///
/// A task whose lane is hidden is stood for by the nearest ancestor that has one. Where there are more arrows than
/// can be told apart, a part of them is drawn, spread over the time in sight; the work depends on the pixels only.
void addCauses(DrawList &list, const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure);

/// A point on a curve, from 0 at its begin to 1 at its end.
QPointF pointOn(const DrawCurve &curve, double share);

/// The arrow at a point of the view: the nearest one within a few pixels.
std::optional<DrawCurve> curveAt(const DrawArea &area, QPointF point);

} // namespace coroscope

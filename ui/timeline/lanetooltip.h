// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/hittest.h"

#include <QStringList>

namespace coroscope
{

// Lines for the tooltips of lanes that are neither a task's own nor the loop's. Moments are as precise as `resolution`.

/// A thread of a pool: the job at the point, or how many it has had.
QStringList threadTooltip(const TimelineScene &scene, const Lane &lane, const Hit &hit, Nanoseconds resolution);
/// A gather or task group.
QStringList groupTooltip(const TimelineScene &scene, const Lane &lane, Nanoseconds resolution);
QStringList sectionTooltip(const Lane &lane);
/// The tasks that are folded away in a lane: how many, and in which states at a moment.
QStringList foldedTooltip(const TimelineScene &scene, const FoldedTasks &folded, Nanoseconds time,
                          Nanoseconds resolution);
/// When the task's namesake of the older run began and ended; empty without one.
QStringList ghostTooltip(const TimelineScene &scene, const Lane &lane, Nanoseconds resolution);

} // namespace coroscope

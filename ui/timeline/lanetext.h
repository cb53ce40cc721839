// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"
#include "ui/timeline/lanelayout.h"
#include "ui/timeline/trackindex.h"

#include <QString>

namespace coroscope
{

/// What a lane is called, in words that stand alone; with how many tasks are folded away in it.
QString laneTitle(const Intervals &intervals, const LaneLayout &layout, const Lane &lane);

/// `gather of 14`, `fetchers · task group of 3`.
QString groupCaption(const Intervals &intervals, const LaneTree::Group &group);

/// What a job is called; the task that it runs for where it has no name.
QString jobName(const Intervals &intervals, const JobSpan &job);

/// What is to be said of an event, barrier, future or condition in a word or two: `set at 0.500 s`, `2 of 3`.
/// `now` is its state at the cursor; without one it is the whole run that is told of.
QString lineFact(const Intervals &intervals, const ObjectTrack &object, const ObjectPeaks &peaks,
                 const std::optional<ObjectSample> &now);

/// Who holds a lock at a moment; invalid if nobody does, or the trace does not tell.
TaskId holderAt(const LaneFacts &facts, ObjectId lock, Nanoseconds time);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/scene.h"

namespace coroscope
{

/// What the gutter says of an object: name, state at the cursor or the most that was reached, who waits.
void addObjectGutter(const LaneContext &context, const ObjectTrack &object, const ObjectPeaks &peaks);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/hittest.h"

#include <QString>

namespace coroscope
{

/// What is at a place of the timeline, in plain sentences, a line each; empty if there is nothing to say.
QString tooltipText(const TimelineScene &scene, const Hit &hit);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coroscope
{

/// Lets screen readers see the timeline as a list of its lanes, with the state of each at the cursor, and the overview
/// as a slider. Lanes become objects of that tree when they are asked for, as there may be a hundred thousand.
///
/// May be called any number of times.
void installTimelineAccess();

} // namespace coroscope

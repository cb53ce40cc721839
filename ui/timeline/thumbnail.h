// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QSize>

namespace coroscope
{

/// A whole run in the size of a stamp, for lists of programs: the states of its tasks in the colours of the timeline,
/// as its overview has them, without a word. In pixels; `ratio` is how many of them make one of the window. Uses
/// nothing of the window, so that any thread may call it.
QImage runThumbnail(const Intervals &intervals, QSize pixels, double ratio, ThemeKind kind);

} // namespace coroscope

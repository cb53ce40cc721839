// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/words.h"
#include "core/trace/intervals.h"

#include <QString>

namespace coroscope
{

/// What a bar says, longest first: `waits for sem · 3rd`, `waits for sem`. Views try them until one fits.
struct BarTexts {
    QString full;
    QString brief; ///< empty: there is none
};
BarTexts barTexts(const Intervals &intervals, const Interval &interval);

/// A length in the narrow column of the gutter: `702 ms`, `12.35 s`, `250 µs`.
QString formatLength(Nanoseconds length);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/pixelwalk.h"

namespace coroscope
{

/// Walks stretches (with `start` and `end`, in order of time) that touch the range of `scale`, as walkPixels() does,
/// for lists without a level of detail: jobs, holders, blocked steps. Of those behind one pixel it finds the last by
/// halving.
///
/// `wide(index, left, right)` is called for those that are wide enough to be seen alone;
/// `narrow(first, last, left, right)` for the others, all that begin within one pixel at once.
template <typename Items, typename Wide, typename Narrow>
void walkStretches(const Items &items, const TimeScale &scale, Nanoseconds now, const Wide &wide, const Narrow &narrow)
{
    const TimeRange range = scale.range();
    const auto indexFrom = [&](std::size_t from, const auto &isBefore) {
        const auto begin = items.begin() + static_cast<std::ptrdiff_t>(from);
        return static_cast<std::size_t>(std::partition_point(begin, items.end(), isBefore) - items.begin());
    };
    std::size_t i = indexFrom(0, [&](const auto &item) { return endOf(item, now) < range.from; });
    while (i < items.size() && items[i].start <= range.to) {
        const double left = scale.clampedX(items[i].start);
        const double right = scale.clampedX(endOf(items[i], now));
        if (right - left >= widePixels) {
            wide(i, left, right);
            ++i;
            continue;
        }
        const Nanoseconds nextPixel = scale.timeFrom(std::floor(left) + 1);
        std::size_t last = std::max(i + 1, indexFrom(i + 1, [&](const auto &item) { return item.start < nextPixel; }));
        const auto tail = items[last - 1];
        if (last - 1 > i && scale.clampedX(endOf(tail, now)) - scale.clampedX(tail.start) >= widePixels)
            --last;
        narrow(i, last, left, scale.clampedX(endOf(items[last - 1], now)));
        i = last;
    }
}

} // namespace coroscope

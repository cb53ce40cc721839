// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/scene.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace coroscope
{

/// Stretches narrower than this, in pixels, are taken together with their neighbours.
inline constexpr double widePixels = 2;

/// How many of the stretches behind one pixel are looked at.
inline constexpr std::size_t lookedAtPerPixel = 64;

/// Walks the stretches (with `start` and `end`, in order of time) that touch the range of `scale`, so that
/// the cost depends on the pixels and not on the number of stretches.
///
/// `wide(index, left, right)` is called for those that are wide enough to be seen alone;
/// `narrow(first, last, left, right)` for the others, all that begin within one pixel at once.
template <typename Items, typename Wide, typename Narrow>
void walkPixels(const Items &items, const TimeScale &scale, Nanoseconds now, const Wide &wide, const Narrow &narrow)
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

/// Calls `look(index)` for the stretches [first, last), or for a sample of them that is spread evenly.
template <typename Look>
void sampleOf(std::size_t first, std::size_t last, const Look &look)
{
    const std::size_t count = last - first;
    const std::size_t head = std::min(count, lookedAtPerPixel);
    for (std::size_t i = first; i < first + head; ++i)
        look(i);
    if (count <= head)
        return;
    const std::size_t rest = count - head;
    const std::size_t samples = std::min(rest, lookedAtPerPixel);
    for (std::size_t i = 0; i < samples; ++i)
        look(first + head + i * rest / samples);
}

/// The rectangle of a mark for a moment, kept inside the plot and never thinner than 2 pixels.
inline QRectF markRect(const TimeScale &scale, double left, double right, double top, double height)
{
    constexpr double thinnest = 2;
    const double width = std::max(thinnest, right - left);
    return {std::min(left, scale.right() - width), top, width, height};
}

/// Adds a mark of a step on the loop; one that touches the mark before it in the same lane becomes part of it.
void addRunMark(DrawArea &area, DrawBar mark);

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/pyramid.h"
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

/// The first element that ends in the range of `scale` or after it.
template <typename List>
std::size_t firstInSight(const List &list, const TimeScale &scale, Nanoseconds now)
{
    std::size_t i = firstFrom(list, scale.range().from);
    if (i > 0) {
        const Nanoseconds end = list.endOf(i - 1);
        if ((end == noTime ? now : end) >= scale.range().from)
            --i;
    }
    return i;
}

/// Walks the elements of a track (a list in order of time with a level of detail, as those of core/trace/eventlists.h)
/// that touch the range of `scale`, so that the cost depends on the pixels and not on the number of elements.
///
/// `wide(index, left, right)` is called for those that are at least `widest` pixels wide; the others, all that begin
/// within one pixel at once, are added to `column`, which is cleared before, and then `narrow(first, last, left,
/// right)` is called. Where there are many, whole summaries are added, none wider than two pixels; what they tell of
/// ends two pixels after the column begins at the latest, so that a mark covers all that it stands for. What falls on a
/// pixel may so be told by the pixel beside it, and nothing is left out.
///
/// `i` is the first that is in sight, as firstInSight() tells. A column has clear(), add(index, start, end) for one
/// element and add(summary, index) for a leaf or a summary of the level of detail, of those from `index` on.
template <typename List, typename Column, typename Wide, typename Narrow>
void walkPixels(const List &list, std::size_t i, const TimeScale &scale, Nanoseconds now, double widest, Column &column,
                const Wide &wide, const Narrow &narrow)
{
    constexpr std::size_t ahead = 24;
    const TimeRange range = scale.range();
    const auto widestColumn = static_cast<Nanoseconds>(widePixels / scale.pixelsPerNs());
    const auto surelyNarrow = static_cast<Nanoseconds>(0.99 * widest / scale.pixelsPerNs());
    const auto endOfOne = [&](std::size_t index) {
        const Nanoseconds end = list.endOf(index);
        return end == noTime ? now : end;
    };
    const std::size_t count = list.size();
    Nanoseconds start = i < count ? list.startOf(i) : 0;
    while (i < count && start <= range.to) {
        const double left = scale.clampedX(start);
        const Nanoseconds nextPixel = scale.timeFrom(std::floor(left) + 1);
        const std::size_t first = i;
        const Nanoseconds begin = start;
        Nanoseconds end = start;
        bool metWide = false;
        column.clear();
        do {
            if (const auto node = nodeAt(list, i, widestColumn)) {
                if (i > first && node.end - begin > widestColumn)
                    break;
                node.visit([&](const auto &summary) { column.add(summary, i); });
                i += node.count;
                start = end = node.end;
                continue;
            }
            list.prefetch(i + ahead);
            const Nanoseconds ownEnd = endOfOne(i);
            if (ownEnd - start >= surelyNarrow && scale.clampedX(ownEnd) - scale.clampedX(start) >= widest) {
                metWide = true;
                break;
            }
            column.add(i, start, ownEnd);
            end = ownEnd;
            ++i;
            start = i < count ? list.startOf(i) : 0;
        } while (i < count && start < nextPixel);
        if (i > first)
            narrow(first, i, left, scale.clampedX(end));
        if (!metWide)
            continue;
        const Nanoseconds ownEnd = endOfOne(i);
        wide(i, scale.clampedX(start), scale.clampedX(ownEnd));
        ++i;
        start = i < count ? list.startOf(i) : 0;
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
void addRunMark(DrawArea &area, const DrawBar &mark);

} // namespace coroscope

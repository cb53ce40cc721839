// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timerange.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{

/// Maps a range of time to a stretch of pixels and back.
class TimeScale
{
public:
    TimeScale(TimeRange range, double left, double width)
        : m_range(range), m_left(left), m_width(width > 1 ? width : 1),
          m_pixelsPerNs(m_width / static_cast<double>(range.span() > 0 ? range.span() : 1))
    {
    }

    TimeRange range() const { return m_range; }
    double left() const { return m_left; }
    double right() const { return m_left + m_width; }
    double width() const { return m_width; }
    double pixelsPerNs() const { return m_pixelsPerNs; }

    double x(Nanoseconds time) const { return m_left + static_cast<double>(time - m_range.from) * m_pixelsPerNs; }
    /// The same, kept between the left and the right end.
    double clampedX(Nanoseconds time) const { return std::min(std::max(x(time), m_left), right()); }
    /// The time at `x`, rounded.
    Nanoseconds time(double x) const { return m_range.from + std::llround((x - m_left) / m_pixelsPerNs); }
    /// The first whole nanosecond at or right of `x`.
    Nanoseconds timeFrom(double x) const
    {
        return m_range.from + static_cast<Nanoseconds>(std::ceil((x - m_left) / m_pixelsPerNs));
    }

private:
    TimeRange m_range;
    double m_left;
    double m_width;
    double m_pixelsPerNs;
};

} // namespace coroscope

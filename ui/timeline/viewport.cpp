// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/viewport.h"

#include "core/trace/eventstore.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coroscope
{
namespace
{

/// Where the end of a followed run stands in a view that is zoomed in.
constexpr double followAt = 0.92;
/// A fitted view of a live run grows by one part in so many.
constexpr Nanoseconds growth = 4;
/// How many times the run the range may be.
constexpr Nanoseconds widest = 4;
/// The range that fit() gives a run that takes no time.
constexpr Nanoseconds emptyFit = 1'000'000;
/// Keeps sums of times within the 64 bits.
constexpr Nanoseconds longestRun = std::numeric_limits<Nanoseconds>::max() / 16;

} // namespace

Viewport::Viewport(QObject *parent) : QObject(parent) { m_views.push_back(current()); }

TimeRange Viewport::fitted() const
{
    const Nanoseconds end = std::max(m_extent, m_leastFit);
    const auto margin = std::llround(static_cast<double>(end) * m_endMargin);
    return {0, end > 0 ? std::max<Nanoseconds>(end + margin, minSpan) : emptyFit};
}

void Viewport::setLeastFit(Nanoseconds end)
{
    m_leastFit = std::clamp<Nanoseconds>(end, 0, longestRun);
    if (m_fitted)
        changeRange(fitted());
}

TimeRange Viewport::limited(TimeRange range) const
{
    const Nanoseconds longest = std::max(fitted().to, nsPerSecond) * widest;
    const Nanoseconds span = std::clamp(range.span(), minSpan, longest);
    const Nanoseconds latest = std::max<Nanoseconds>(0, m_extent - span / 10);
    const Nanoseconds from = std::clamp<Nanoseconds>(range.from, 0, latest);
    return {from, from + span};
}

void Viewport::changeRange(TimeRange range)
{
    const TimeRange next = limited(range);
    if (next == m_range)
        return;
    m_range = next;
    Q_EMIT rangeChanged();
}

void Viewport::setRange(TimeRange range)
{
    m_fitted = false;
    changeRange(range);
    remember();
}

void Viewport::glide(TimeRange range)
{
    m_fitted = false;
    changeRange(range);
}

TimeRange Viewport::zoomed(TimeRange range, double factor, Nanoseconds around) const
{
    if (!(factor > 0) || !std::isfinite(factor))
        return range;
    const double longest = static_cast<double>(longestRun);
    const auto part = [&](Nanoseconds length) {
        return std::llround(std::clamp(static_cast<double>(length) * factor, -longest, longest));
    };
    // The limit of the span comes first, so that hitting it does not move what is under the pointer.
    const TimeRange wanted{around - part(around - range.from), around + part(range.to - around)};
    const Nanoseconds span = limited(wanted).span();
    if (span == wanted.span() || range.span() == 0)
        return limited(wanted);
    const double share = static_cast<double>(around - range.from) / static_cast<double>(range.span());
    const Nanoseconds from = around - std::llround(share * static_cast<double>(span));
    return limited({from, from + span});
}

void Viewport::zoom(double factor, Nanoseconds around)
{
    if (factor > 0 && std::isfinite(factor))
        setRange(zoomed(m_range, factor, around));
}

void Viewport::pan(Nanoseconds by)
{
    if (by == 0)
        return;
    m_fitted = false;
    setFollowsLive(false);
    changeRange({m_range.from + by, m_range.to + by});
    remember();
}

void Viewport::fit()
{
    m_fitted = true;
    changeRange(fitted());
    remember();
}

void Viewport::setExtent(Nanoseconds end)
{
    end = std::clamp<Nanoseconds>(end, 0, longestRun);
    if (end == m_extent)
        return;
    m_extent = end;
    if (m_followsLive) {
        if (m_fitted) {
            // Grows only when the run needs it, and then by a good piece: a scale that moved all the time could not be
            // read, and a run at its start would always fill the width.
            if (fitted().to > m_range.to)
                changeRange({0, fitted().to + m_extent / growth});
        } else {
            const auto lead = std::llround(static_cast<double>(m_range.span()) * followAt);
            if (end > m_range.from + lead || end < m_range.from)
                changeRange({end - lead, end - lead + m_range.span()});
        }
    }
    Q_EMIT extentChanged();
}

void Viewport::setFollowsLive(bool follows)
{
    if (follows == m_followsLive)
        return;
    m_followsLive = follows;
    if (follows && !m_fitted) {
        const auto lead = std::llround(static_cast<double>(m_range.span()) * followAt);
        changeRange({m_extent - lead, m_extent - lead + m_range.span()});
    }
    Q_EMIT followsLiveChanged(follows);
}

void Viewport::setScroll(double scroll)
{
    scroll = std::clamp(scroll, 0.0, m_scrollLimit);
    if (scroll == m_scroll)
        return;
    m_scroll = scroll;
    Q_EMIT scrollChanged();
    remember();
}

void Viewport::setScrollLimit(double limit)
{
    limit = std::max(0.0, limit);
    if (limit == m_scrollLimit)
        return;
    m_scrollLimit = limit;
    m_scroll = std::min(m_scroll, limit);
    Q_EMIT scrollChanged();
}

void Viewport::setCursor(std::optional<Nanoseconds> time)
{
    if (time)
        time = std::clamp<Nanoseconds>(*time, 0, m_extent);
    if (time == m_cursor && !m_cursorEvents)
        return;
    m_cursor = time;
    m_cursorEvents.reset();
    Q_EMIT cursorChanged();
}

void Viewport::setCursor(Moment moment)
{
    if (m_cursor == moment.time && m_cursorEvents == moment.events)
        return;
    m_cursor = moment.time;
    m_cursorEvents = moment.events;
    Q_EMIT cursorChanged();
}

Moment Viewport::moment(const EventStore &store) const
{
    if (!m_cursor)
        return {m_extent, store.size()};
    if (m_cursorEvents)
        return {*m_cursor, std::min(*m_cursorEvents, store.size())};
    return momentAt(store, *m_cursor);
}

void Viewport::select(Target target)
{
    if (target == m_selection && !m_selectedInterval)
        return;
    m_selection = target;
    m_selectedInterval.reset();
    Q_EMIT selectionChanged();
}

void Viewport::selectInterval(TaskId task, std::uint32_t event)
{
    const Target target{task, {}};
    if (target == m_selection && m_selectedInterval == event)
        return;
    m_selection = target;
    m_selectedInterval = event;
    Q_EMIT selectionChanged();
}

void Viewport::selectRange(std::optional<TimeRange> range)
{
    if (range && range->span() <= 0)
        range.reset();
    if (range == m_selectedRange)
        return;
    m_selectedRange = range;
    Q_EMIT selectedRangeChanged();
}

void Viewport::setLitSources(std::vector<SourceId> sources)
{
    if (sources == m_litSources)
        return;
    m_litSources = std::move(sources);
    Q_EMIT litSourcesChanged();
}

void Viewport::setHovered(Target target)
{
    if (target == m_hovered)
        return;
    m_hovered = target;
    Q_EMIT hoveredChanged();
}

void Viewport::reset()
{
    setCursor(std::nullopt);
    select({});
    selectRange(std::nullopt);
    setLitSources({});
    setMarks({});
    setHovered({});
    setFollowsLive(true);
    m_endMargin = usualEndMargin;
    m_fitted = true;
    m_extent = 0;
    changeRange({0, nsPerSecond});
    setScroll(0);
    m_views = {current()};
    m_view = 0;
    Q_EMIT historyChanged();
    Q_EMIT extentChanged();
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
// What a viewport remembers: the views that a person went through, and the marks.
#include "ui/timeline/viewport.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr std::size_t mostViews = 100;
/// Views that differ by less are one: a factor of their length, a share of it, and pixels of scrolling.
constexpr double otherZoom = 2;
constexpr double otherPlace = 0.5;
constexpr double otherScroll = 240;

bool isFar(TimeRange one, TimeRange other)
{
    const auto span = static_cast<double>(std::max<Nanoseconds>(1, one.span()));
    const auto otherSpan = static_cast<double>(std::max<Nanoseconds>(1, other.span()));
    if (std::max(span / otherSpan, otherSpan / span) >= otherZoom)
        return true;
    const double moved = std::abs(static_cast<double>(one.from - other.from) + (span - otherSpan) / 2);
    return moved > otherPlace * std::min(span, otherSpan);
}

} // namespace

/// Adds the view that is shown now, if it is another one than the last.
void Viewport::remember()
{
    const View now = current();
    const View &last = m_views[m_view];
    if (!isFar(last.range, now.range) && std::abs(last.scroll - now.scroll) <= otherScroll)
        return;
    m_views.resize(m_view + 1);
    m_views.push_back(now);
    if (m_views.size() > mostViews)
        m_views.erase(m_views.begin());
    m_view = m_views.size() - 1;
    Q_EMIT historyChanged();
}

bool Viewport::canGoBack() const { return m_view > 0 || m_views[m_view] != current(); }

void Viewport::goBack()
{
    if (m_views[m_view] != current()) {
        // Back from small moves; forward leads to them again.
        m_views.resize(m_view + 1);
        m_views.push_back(current());
    } else if (m_view > 0) {
        --m_view;
    } else {
        return;
    }
    show(m_views[m_view]);
}

void Viewport::goForward()
{
    if (!canGoForward())
        return;
    ++m_view;
    show(m_views[m_view]);
}

void Viewport::show(const View &view)
{
    const View wanted = view;
    setFollowsLive(false);
    m_fitted = wanted.fitted;
    changeRange(wanted.fitted ? fitted() : wanted.range);
    const double scroll = std::clamp(wanted.scroll, 0.0, m_scrollLimit);
    if (scroll != m_scroll) {
        m_scroll = scroll;
        Q_EMIT scrollChanged();
    }
    // What can no longer be shown as it was is remembered as it is.
    m_views[m_view] = current();
    Q_EMIT historyChanged();
}

int Viewport::addMark(Nanoseconds time, const QString &note)
{
    const TimeMark mark{++m_lastMark, std::max<Nanoseconds>(0, time), note};
    const auto after = std::upper_bound(m_marks.begin(), m_marks.end(), mark,
                                        [](const TimeMark &a, const TimeMark &b) { return a.time < b.time; });
    m_marks.insert(after, mark);
    Q_EMIT marksChanged();
    return mark.id;
}

void Viewport::setMarkNote(int id, const QString &note)
{
    const auto found = std::find_if(m_marks.begin(), m_marks.end(), [id](const TimeMark &m) { return m.id == id; });
    if (found == m_marks.end() || found->note == note)
        return;
    found->note = note;
    Q_EMIT marksChanged();
}

void Viewport::removeMark(int id)
{
    if (std::erase_if(m_marks, [id](const TimeMark &mark) { return mark.id == id; }) > 0)
        Q_EMIT marksChanged();
}

void Viewport::setMarks(std::vector<TimeMark> marks)
{
    if (marks.empty() && m_marks.empty())
        return;
    for (TimeMark &mark : marks)
        mark.id = ++m_lastMark;
    std::stable_sort(marks.begin(), marks.end(), [](const TimeMark &a, const TimeMark &b) { return a.time < b.time; });
    m_marks = std::move(marks);
    Q_EMIT marksChanged();
}

const TimeMark *Viewport::markNear(Nanoseconds time, Nanoseconds within) const
{
    const TimeMark *nearest = nullptr;
    for (const TimeMark &mark : m_marks) {
        const Nanoseconds distance = std::abs(mark.time - time);
        if (distance <= within && (!nearest || distance < std::abs(nearest->time - time)))
            nearest = &mark;
    }
    return nearest;
}

const TimeMark *Viewport::mark(int id) const
{
    const auto found = std::find_if(m_marks.begin(), m_marks.end(), [id](const TimeMark &m) { return m.id == id; });
    return found == m_marks.end() ? nullptr : &*found;
}

Viewport::Look Viewport::look() const
{
    return {m_range, m_fitted, m_scroll, m_selection, m_cursor, m_selectedRange, m_marks};
}

void Viewport::setLook(const Look &look)
{
    if (!look.fitted)
        setRange(look.range);
    else
        fit();
    setScroll(look.scroll);
    select(look.selection);
    setCursor(look.cursor);
    std::optional<TimeRange> range = look.selectedRange;
    if (range)
        range->to = std::min(range->to, m_extent);
    selectRange(range);
    setMarks(look.marks);
}

} // namespace coroscope

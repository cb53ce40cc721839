// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinewidget.h"

// Which lanes the timeline shows, and in which order.

namespace coroscope
{

/// Lays the lanes out as chosen; the lane of the selection stays where it was in the view, if it can.
void TimelineWidget::layLanesOut()
{
    if (m_intervals) {
        const Target target = m_view.selection();
        const auto laneOf = [&] { return target.task ? m_layout.nearestLaneOf(target.task) : std::nullopt; };
        const auto before = laneOf();
        const double top = before ? m_layout.lanes()[*before].top : 0;
        const bool wasInSight = before && top - m_view.scroll() >= 0 && top - m_view.scroll() < inside(height());
        m_layout.update(*m_intervals, m_index);
        m_view.setScrollLimit(TimelineFrame::scrollLimit(m_layout, insideSize(), rulerHeight));
        if (const auto after = laneOf(); after && wasInSight)
            m_view.setScroll(m_view.scroll() + m_layout.lanes()[*after].top - top);
    }
    updateScrollBar();
    update();
    Q_EMIT contentChanged();
}

void TimelineWidget::setOrder(LaneOrder order)
{
    m_layout.setOrder(order);
    layLanesOut();
}

void TimelineWidget::takeNextOrder()
{
    const auto say = [this](LaneOrder order, const QString &what) {
        setOrder(order);
        Q_EMIT noted(what);
    };
    switch (m_layout.order()) {
    case LaneOrder::Start:
        return say(LaneOrder::Name, tr("Tasks are sorted by name"));
    case LaneOrder::Name:
        return say(LaneOrder::Duration, tr("Tasks are sorted by duration, the longest first"));
    case LaneOrder::Duration:
        return say(LaneOrder::Waiting, tr("Tasks are sorted by the time they waited, the longest first"));
    case LaneOrder::Waiting:
        return say(LaneOrder::Start, tr("Tasks stand in the order of their start"));
    }
}

void TimelineWidget::setHidesFinished(bool hides)
{
    m_layout.setMoment(m_view.cursor());
    m_layout.setHidesFinished(hides);
    layLanesOut();
}

void TimelineWidget::foldAll()
{
    m_layout.foldAll();
    layLanesOut();
}

void TimelineWidget::unfoldAll()
{
    m_layout.unfoldAll();
    layLanesOut();
}

void TimelineWidget::toggleFold()
{
    const Target target = m_view.selection();
    const auto lane = target.task ? m_layout.laneOf(target.task) : m_layout.laneOf(target.object);
    if (lane)
        toggleFold(*lane);
}

void TimelineWidget::toggleFold(std::size_t lane)
{
    if (!m_intervals)
        return;
    m_layout.toggleFold(*m_intervals, lane);
    layLanesOut();
}

void TimelineWidget::toggleObjects()
{
    m_layout.setObjectsFolded(!m_layout.objectsFolded());
    layLanesOut();
}

void TimelineWidget::setPinned(Target target, bool pinned)
{
    if (target.task)
        m_layout.setPinned(target.task, pinned);
    else if (target.object)
        m_layout.setPinned(target.object, pinned);
    layLanesOut();
}

bool TimelineWidget::isPinned(Target target) const
{
    return target.task ? m_layout.isPinned(target.task) : m_layout.isPinned(target.object);
}

void TimelineWidget::setTaskFilter(LaneLayout::TaskFilter filter)
{
    m_layout.setFilter(std::move(filter));
    layLanesOut();
}

void TimelineWidget::setGhost(const Intervals *older)
{
    m_ghost = older ? std::make_unique<GhostMatch>(*older) : nullptr;
    if (m_ghost && m_intervals)
        m_ghost->update(*m_intervals);
    m_view.setLeastFit(older ? older->end() : 0);
    update();
}

} // namespace coroscope

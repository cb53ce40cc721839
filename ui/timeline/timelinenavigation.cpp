// SPDX-License-Identifier: GPL-3.0-or-later
// How a person goes from step to step, from interval to interval and along the arrows.
#include "core/trace/eventstore.h"
#include "ui/timeline/causewalk.h"
#include "ui/timeline/scene.h"
#include "ui/timeline/timelinewidget.h"

namespace coroscope
{

StepIndex *TimelineWidget::steps() const
{
    if (!m_intervals)
        return nullptr;
    if (!m_steps)
        m_steps = std::make_unique<StepIndex>(m_intervals->store());
    m_steps->update(m_intervals->eventCount());
    return m_steps.get();
}

std::optional<CursorStep> TimelineWidget::cursorStep() const
{
    if (!m_view.cursorEvents())
        return std::nullopt;
    const StepIndex *all = steps();
    const Moment moment = m_view.moment(m_intervals->store());
    return CursorStep{runningAt(m_intervals->store(), *all, moment), all->stepsIn(moment.events), all->count()};
}

/// Puts the cursor there, in sight.
void TimelineWidget::goTo(Moment moment)
{
    m_view.setFollowsLive(false);
    m_view.setCursor(moment);
    showTime(moment.time);
}

bool TimelineWidget::stepBack()
{
    const StepIndex *all = steps();
    const auto moment = all ? all->before(m_view.moment(m_intervals->store())) : std::nullopt;
    if (moment)
        goTo(*moment);
    return moment.has_value();
}

bool TimelineWidget::stepForward()
{
    const StepIndex *all = steps();
    const auto moment = all ? all->after(m_view.moment(m_intervals->store())) : std::nullopt;
    if (moment)
        goTo(*moment);
    return moment.has_value();
}

/// Moves the view so that the time is in it, with its surroundings.
void TimelineWidget::showTime(Nanoseconds time)
{
    const TimeRange range = m_view.range();
    if (range.contains(time))
        return;
    const Nanoseconds from = time - range.span() / 2;
    m_view.setRange({from, from + range.span()});
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
// How a person goes from step to step, from interval to interval and along the arrows.
#include "core/trace/eventstore.h"
#include "ui/timeline/causewalk.h"
#include "ui/timeline/scene.h"
#include "ui/timeline/timelinewidget.h"

#include <algorithm>

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
    if (!m_intervals || !m_view.cursor())
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

/// The interval that is selected, or else the one at the cursor: what keys go on from.
std::optional<std::size_t> TimelineWidget::currentInterval(const TaskTrack &task) const
{
    if (const auto event = m_view.selectedInterval()) {
        const auto found = intervalAtEvent(task, *event);
        if (found && task.intervals[*found].event == *event)
            return found;
    }
    if (!m_view.cursor())
        return std::nullopt;
    const Moment moment = m_view.moment(m_intervals->store());
    return moment.events == 0 ? std::nullopt : intervalAtEvent(task, moment.events - 1);
}

void TimelineWidget::selectInterval(const TaskTrack &task, std::size_t interval)
{
    const std::uint32_t event = task.intervals[interval].event;
    m_view.selectInterval(task.id, event);
    goTo(momentAfter(m_intervals->store(), event));
    showSelection();
}

/// Tells why nothing happened.
bool TimelineWidget::note(const QString &text)
{
    Q_EMIT noted(text);
    return false;
}

void TimelineWidget::selectNextInterval() { moveInterval(1); }
void TimelineWidget::selectPreviousInterval() { moveInterval(-1); }

void TimelineWidget::moveInterval(int by)
{
    if (!m_intervals)
        return;
    if (const TaskTrack *task = m_intervals->task(m_view.selection().task)) {
        if (task->intervals.empty())
            return;
        const auto now = currentInterval(*task);
        const auto last = task->intervals.size() - 1;
        // Without a place to go on from: the first one, or the last.
        std::size_t next = by > 0 ? 0 : last;
        if (now && by > 0)
            next = std::min(*now + 1, last);
        else if (now)
            next = *now == 0 ? 0 : *now - 1;
        selectInterval(*task, next);
        return;
    }
    if (const ObjectTrack *object = m_intervals->object(m_view.selection().object)) {
        moveSample(*object, by);
        return;
    }
    note(tr("Select a lane first."));
}

/// The cursor to the next or the last change of an object.
void TimelineWidget::moveSample(const ObjectTrack &object, int by)
{
    const auto &samples = object.samples;
    const Nanoseconds time = m_view.cursor().value_or(by > 0 ? -1 : m_view.extent());
    std::size_t from = 0;
    std::size_t to = samples.size();
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (by > 0 ? samples[middle].time <= time : samples[middle].time < time)
            from = middle + 1;
        else
            to = middle;
    }
    if (by < 0 && from == 0)
        return;
    const std::size_t place = by > 0 ? from : from - 1;
    if (place < samples.size())
        goTo(momentAt(m_intervals->store(), samples[place].time));
}

bool TimelineWidget::goToWaker()
{
    const TaskTrack *task = m_intervals ? m_intervals->task(m_view.selection().task) : nullptr;
    if (!task || task->intervals.empty())
        return note(tr("Select a task first."));
    const EventStore &store = m_intervals->store();
    constexpr std::size_t mostIntervals = 3000;
    const std::size_t from = currentInterval(*task).value_or(task->intervals.size() - 1);
    const std::size_t first = from > mostIntervals ? from - mostIntervals : 0;
    // The last arrow that leads to the task: there is none from a timer.
    for (std::size_t i = from + 1; i > first; --i) {
        const Interval ready = task->intervals[i - 1];
        if (ready.state != TaskState::Ready)
            continue;
        const bool isWoken = store.type(ready.event) == EventType::TaskReady;
        const TaskTrack *waker =
            m_intervals->task(isWoken ? wakerAt(*m_intervals, ready.event) : store.event(ready.event).parent);
        const auto interval = waker && waker != task ? intervalAtEvent(*waker, ready.event) : std::nullopt;
        if (!interval)
            continue;
        // One that wakes others at its end is done already.
        const bool isDone = waker->intervals[*interval].state == TaskState::Done && *interval > 0;
        selectInterval(*waker, isDone ? *interval - 1 : *interval);
        return true;
    }
    return note(tr("No task woke it before that."));
}

bool TimelineWidget::goToWoken()
{
    const TaskTrack *task = m_intervals ? m_intervals->task(m_view.selection().task) : nullptr;
    if (!task || task->intervals.empty())
        return note(tr("Select a task first."));
    constexpr std::size_t mostIntervals = 3000;
    const std::size_t first = currentInterval(*task).value_or(0);
    const std::size_t last = std::min(task->intervals.size(), first + mostIntervals);
    for (std::size_t i = first; i < last; ++i) {
        const Interval step = task->intervals[i];
        if (step.state != TaskState::Running)
            continue;
        std::optional<std::size_t> found;
        TaskId woken;
        walkStep(*m_intervals, step.event, [&](std::size_t index, const Event &event) {
            if (event.type != EventType::TaskReady)
                return true;
            found = index;
            woken = event.task;
            return false;
        });
        const TaskTrack *other = found ? m_intervals->task(woken) : nullptr;
        const auto interval = other ? intervalAtEvent(*other, *found) : std::nullopt;
        if (interval) {
            selectInterval(*other, *interval);
            return true;
        }
    }
    return note(tr("It woke no other task after that."));
}

/// A click on an arrow: to what it led to.
void TimelineWidget::followCurve(const DrawCurve &curve)
{
    const TaskTrack *task = m_intervals->task(curve.task);
    const auto interval = task ? intervalAtEvent(*task, curve.event) : std::nullopt;
    if (interval)
        m_view.selectInterval(task->id, task->intervals[*interval].event);
    else
        m_view.select({curve.task, {}});
    m_view.setFollowsLive(false);
    m_view.setCursor(momentAfter(m_intervals->store(), curve.event));
}

} // namespace coroscope

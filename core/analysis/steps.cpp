// SPDX-License-Identifier: MIT
#include "core/analysis/steps.h"

#include "core/trace/eventstore.h"

#include <algorithm>

namespace coroscope
{

void StepIndex::update() { update(m_store.size()); }

void StepIndex::update(std::size_t events)
{
    for (; m_read < events; ++m_read) {
        if (m_read % stretch == 0)
            m_counts.push_back(m_count);
        if (m_store.type(m_read) == EventType::TaskRunning)
            ++m_count;
    }
}

std::size_t StepIndex::stepsIn(std::size_t events) const
{
    events = std::min(events, m_read);
    if (events == m_read)
        return m_count;
    std::size_t count = m_counts[events / stretch];
    for (std::size_t i = events / stretch * stretch; i < events; ++i)
        count += m_store.type(i) == EventType::TaskRunning ? 1 : 0;
    return count;
}

std::size_t StepIndex::eventOf(std::size_t step) const
{
    // The last stretch before which no more than `step` began.
    const auto after = std::upper_bound(m_counts.begin(), m_counts.end(), step);
    const auto place = static_cast<std::size_t>(after - m_counts.begin()) - 1;
    std::size_t count = m_counts[place];
    for (std::size_t i = place * stretch; i < m_read; ++i) {
        if (m_store.type(i) == EventType::TaskRunning && count++ == step)
            return i;
    }
    return m_read;
}

std::optional<Moment> StepIndex::before(Moment moment) const
{
    const std::size_t steps = moment.events == 0 ? 0 : stepsIn(moment.events - 1);
    if (steps == 0)
        return std::nullopt;
    return momentAfter(m_store, eventOf(steps - 1));
}

std::optional<Moment> StepIndex::after(Moment moment) const
{
    const std::size_t steps = stepsIn(moment.events);
    if (steps >= m_count)
        return std::nullopt;
    return momentAfter(m_store, eventOf(steps));
}

TaskId runningAt(const EventStore &store, const StepIndex &steps, Moment moment)
{
    const std::size_t count = steps.stepsIn(moment.events);
    if (count == 0)
        return {};
    const std::size_t begin = steps.eventOf(count - 1);
    const TaskId task = store.task(begin);
    for (std::size_t i = begin + 1; i < std::min(moment.events, store.size()); ++i) {
        const EventType type = store.type(i);
        const bool ends = type == EventType::TaskWaiting || type == EventType::TaskDone;
        if ((ends && store.task(i) == task) || type == EventType::RunEnded)
            return {};
    }
    return task;
}

} // namespace coroscope

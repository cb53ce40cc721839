// SPDX-License-Identifier: MIT
#include "core/analysis/taskrelations.h"

#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"

#include <algorithm>

namespace coroscope
{
namespace
{

bool namesTasks(WaitKind kind)
{
    switch (kind) {
    case WaitKind::Task:
    case WaitKind::Gather:
    case WaitKind::Wait:
    case WaitKind::AsCompleted:
    case WaitKind::TaskGroup:
    case WaitKind::Shield:
        return true;
    default:
        return false;
    }
}

template <typename Lists>
const std::vector<std::uint32_t> &listOf(const Lists &lists, TaskId task)
{
    static const std::vector<std::uint32_t> empty;
    const auto place = lists.find(task.value);
    return place == lists.end() ? empty : place->second;
}

} // namespace

bool TaskRelations::isBehind() const { return m_read < m_intervals.eventCount(); }

bool TaskRelations::update(std::size_t most)
{
    const auto &tasks = m_intervals.tasks();
    for (; m_tasksRead < tasks.size(); ++m_tasksRead) {
        const TaskTrack &task = tasks[m_tasksRead];
        if (task.group)
            m_members[task.group].push_back(task.id);
    }
    for (const auto &cancels = m_intervals.cancels(); m_cancelsRead < cancels.size(); ++m_cancelsRead)
        m_cancels[cancels[m_cancelsRead].task.value].push_back(static_cast<std::uint32_t>(m_cancelsRead));
    for (const auto &timeouts = m_intervals.timeouts(); m_timeoutsRead < timeouts.size(); ++m_timeoutsRead)
        m_timeouts[timeouts[m_timeoutsRead].task.value].push_back(static_cast<std::uint32_t>(m_timeoutsRead));

    const EventStore &store = m_intervals.store();
    const std::size_t before = m_read;
    const std::size_t end = before + std::min(most, m_intervals.eventCount() - before);
    for (; m_read < end; ++m_read) {
        if (store.type(m_read) == EventType::TaskWaiting)
            takeWait(static_cast<std::uint32_t>(m_read));
    }
    return m_read != before;
}

void TaskRelations::takeWait(std::uint32_t event)
{
    const EventStore &store = m_intervals.store();
    if (!namesTasks(store.waitKind(event)))
        return;
    for (const TaskId awaited : store.event(event).tasks) {
        const auto place = m_intervals.placeOf(awaited);
        if (!place)
            continue;
        const TaskTrack &track = m_intervals.tasks()[*place];
        if (track.ended != noTime && track.intervals.event(track.intervals.size() - 1) < event)
            continue;
        if (*place >= m_awaited.size())
            m_awaited.resize(std::max<std::size_t>(*place + 1, m_intervals.tasks().size()), none);
        m_awaited[*place] = event;
    }
}

const std::vector<TaskId> &TaskRelations::members(ObjectId group) const
{
    static const std::vector<TaskId> nobody;
    const auto place = m_members.find(group);
    return place == m_members.end() ? nobody : place->second;
}

const std::vector<std::uint32_t> &TaskRelations::cancelsOf(TaskId task) const { return listOf(m_cancels, task); }
const std::vector<std::uint32_t> &TaskRelations::timeoutsOf(TaskId task) const { return listOf(m_timeouts, task); }

std::optional<std::uint32_t> TaskRelations::awaitedSince(TaskId task) const
{
    const auto place = m_intervals.placeOf(task);
    if (!place || *place >= m_awaited.size() || m_awaited[*place] == none)
        return std::nullopt;
    return m_awaited[*place];
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "tests/core/analysis/replay.h"

#include <algorithm>

namespace coroscope
{

void Replay::playTo(std::size_t events)
{
    for (; m_played < events; ++m_played) {
        const Event event = m_store.event(m_played);
        switch (event.type) {
        case EventType::TaskCreated:
        case EventType::TaskReady:
        case EventType::TaskRunning:
        case EventType::TaskWaiting:
        case EventType::TaskDone:
            takeTask(event);
            break;
        case EventType::ObjectCreated:
        case EventType::ObjectChanged:
            takeObject(event);
            break;
        default:
            break;
        }
    }
}

void Replay::takeTask(const Event &event)
{
    TaskMoment &task = m_tasks[event.task];
    const auto index = static_cast<std::uint32_t>(m_played);
    if (task.exists && task.state == TaskState::Done)
        return;
    const auto become = [&](TaskState state) {
        if (task.exists && task.state == TaskState::Ready && state == TaskState::Ready)
            return;
        const std::size_t interval = task.exists ? task.interval + 1 : 0;
        if (task.isWaiting() && task.object)
            std::erase_if(m_objects[task.object].now.waiters,
                          [&event](const Waiter &waiter) { return waiter.task == event.task; });
        task = {.exists = true, .state = state, .since = event.time, .interval = interval, .event = index};
    };
    switch (event.type) {
    case EventType::TaskRunning:
        become(TaskState::Running);
        break;
    case EventType::TaskDone:
        become(TaskState::Done);
        task.outcome = event.outcome;
        break;
    case EventType::TaskWaiting:
        become(TaskState::Waiting);
        task.on = event.on;
        task.object = event.object;
        task.until = event.until;
        task.position = event.position;
        task.at = event.at;
        task.tasks = event.tasks;
        if (event.object) {
            Object &object = m_objects[event.object];
            object.now.exists = true;
            object.now.waiters.push_back({event.task, event.time, event.on, event.position});
        }
        break;
    default:
        become(TaskState::Ready);
    }
}

void Replay::takeObject(const Event &event)
{
    ObjectMoment &object = m_objects[event.object].now;
    object.exists = true;
    if (event.type == EventType::ObjectCreated)
        return;
    object.value = event.value;
    if (event.waiting >= 0)
        object.waiting = event.waiting;
    auto &holders = object.holders;
    const auto of = [&holders](TaskId task) { return std::ranges::find(holders, task, &Holding::task); };
    if (event.holders) {
        std::vector<Holding> kept;
        std::vector<TaskId> wanted(event.holders->begin(), event.holders->end());
        // The later ones of a task that holds it more than once are those that stay.
        for (auto held = holders.rbegin(); held != holders.rend(); ++held) {
            const auto place = std::ranges::find(wanted, held->task);
            if (place != wanted.end()) {
                kept.insert(kept.begin(), *held);
                wanted.erase(std::find(wanted.begin(), wanted.end(), held->task));
            }
        }
        holders = kept;
        for (const TaskId task : wanted)
            holders.push_back({task, event.time});
    } else if (event.holder == HolderChange::Acquired && event.by) {
        holders.push_back({event.by, event.time});
    } else if (event.holder == HolderChange::Released && !holders.empty()) {
        holders.erase(of(event.by) == holders.end() ? holders.begin() : of(event.by));
    }
}

std::string Replay::task(TaskId id) const
{
    const auto place = m_tasks.find(id);
    return place == m_tasks.end() ? std::string() : text(place->second);
}

std::string Replay::object(ObjectId id) const
{
    const auto place = m_objects.find(id);
    return place == m_objects.end() ? std::string() : text(place->second.now);
}

std::string Replay::text(const TaskMoment &moment)
{
    if (!moment.exists)
        return {};
    std::string line = std::to_string(static_cast<int>(moment.state)) + " since " + std::to_string(moment.since) +
                       " #" + std::to_string(moment.interval) + " event " + std::to_string(moment.event);
    if (moment.outcome)
        line += " outcome " + std::string(coroscope::text(*moment.outcome));
    if (!moment.isWaiting())
        return line;
    line += " on " + std::string(coroscope::text(moment.on)) + " of " + std::to_string(moment.object.value) +
            " until " + std::to_string(moment.until) + " position " + std::to_string(moment.position) + " at " +
            std::to_string(moment.at.value) + " for";
    for (const TaskId task : moment.tasks)
        line += ' ' + std::to_string(task.value);
    return line;
}

std::string Replay::text(const ObjectMoment &moment)
{
    if (!moment.exists)
        return {};
    std::string line = std::to_string(moment.value) + ", waiting " + std::to_string(moment.waiting) + ", held by";
    for (const Holding &holding : moment.holders)
        line += ' ' + std::to_string(holding.task.value) + '@' + std::to_string(holding.since);
    line += ", queue";
    for (const Waiter &waiter : moment.waiters)
        line += ' ' + std::to_string(waiter.task.value) + '@' + std::to_string(waiter.since) + ' ' +
                std::string(coroscope::text(waiter.on)) + ' ' + std::to_string(waiter.position);
    return line;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/trace/intervals.h"

#include "core/trace/eventstore.h"

#include <algorithm>

namespace coroscope
{

Intervals::Intervals(const EventStore &store) : m_store(store) {}

bool Intervals::update(std::size_t most)
{
    const std::size_t before = m_read;
    const std::size_t end = before + std::min(most, m_store.size() - before);
    for (; m_read < end; ++m_read)
        take(m_store.event(m_read), static_cast<std::uint32_t>(m_read));
    return m_read != before;
}

bool Intervals::moveTo(Nanoseconds time)
{
    const Nanoseconds before = end();
    m_movedTo = std::max(m_movedTo, time);
    return end() != before;
}

bool Intervals::isBehind() const { return m_read < m_store.size(); }

const TaskTrack *Intervals::task(TaskId id) const
{
    const auto index = m_taskIndex.find(id);
    return index ? &m_tasks[*index] : nullptr;
}

const ObjectTrack *Intervals::object(ObjectId id) const
{
    const auto index = m_objectIndex.find(id);
    return index ? &m_objects[*index] : nullptr;
}

std::uint32_t Intervals::taskIndex(TaskId id, Nanoseconds t)
{
    if (const auto index = m_taskIndex.find(id))
        return *index;
    const auto index = static_cast<std::uint32_t>(m_tasks.size());
    m_taskIndex.insert(id, index);
    TaskTrack &track = m_tasks.emplace_back();
    track.id = id;
    track.name = "task-" + std::to_string(id.value);
    track.created = t;
    m_lastCancel.push_back(none);
    return index;
}

std::uint32_t Intervals::objectIndex(ObjectId id, Nanoseconds t)
{
    if (const auto index = m_objectIndex.find(id))
        return *index;
    const auto index = static_cast<std::uint32_t>(m_objects.size());
    m_objectIndex.insert(id, index);
    ObjectTrack &track = m_objects.emplace_back();
    track.id = id;
    track.kind = ObjectKind::Resource;
    track.samples.push_back({.time = t});
    return index;
}

void Intervals::begin(TaskTrack &track, const Interval &interval)
{
    if (track.ended != noTime)
        return;
    if (!track.intervals.empty()) {
        Interval &last = track.intervals.back();
        // A new task is ready already when it is told to be, and a waiting one may be woken twice.
        if (last.state == TaskState::Ready && interval.state == TaskState::Ready)
            return;
        last.end = interval.start;
    }
    track.intervals.push_back(interval);
}

void Intervals::beginSlice(TaskId task, Nanoseconds t)
{
    endSlice(t);
    m_loop.push_back({t, noTime, task});
}

void Intervals::endSlice(Nanoseconds t)
{
    if (!m_loop.empty() && m_loop.back().end == noTime)
        m_loop.back().end = t;
}

void Intervals::takeCreated(const Event &event, std::uint32_t index)
{
    TaskTrack &track = m_tasks[taskIndex(event.task, event.time)];
    track.parent = event.parent;
    track.group = event.group;
    if (!event.name.empty())
        track.name = event.name;
    if (const TaskTrack *const parent = task(event.parent))
        track.depth = parent->depth + 1;
    begin(track, {.start = event.time, .state = TaskState::Ready, .event = index});
}

void Intervals::takeDone(const Event &event, std::uint32_t index)
{
    TaskTrack &track = m_tasks[taskIndex(event.task, event.time)];
    if (track.ended != noTime)
        return;
    begin(track, {.start = event.time, .end = event.time, .state = TaskState::Done, .event = index});
    track.ended = event.time;
    track.outcome = event.outcome;
    track.result = event.result.value_or(event.error);
    if (!event.result && !event.message.empty())
        track.result.append(event.error.empty() ? "" : ": ").append(event.message);
}

void Intervals::takeObject(const Event &event)
{
    ObjectTrack &track = m_objects[objectIndex(event.object, event.time)];
    if (event.type == EventType::ObjectCreated) {
        track.kind = event.kind;
        track.name = event.name;
        track.capacity = event.capacity;
        // A semaphore begins with all its permits, everything else with nothing.
        if (event.kind == ObjectKind::Semaphore && event.capacity >= 0)
            track.samples.back().value = event.capacity;
        return;
    }
    const std::int64_t waiting = event.waiting >= 0 ? event.waiting : track.samples.back().waiting;
    track.samples.push_back({event.time, event.value, waiting});
}

void Intervals::takeTimeout(const Event &event)
{
    const auto known = m_timeoutIndex.find(event.scope);
    if (event.type == EventType::TimeoutStarted && !known) {
        m_timeoutIndex.insert(event.scope, static_cast<std::uint32_t>(m_timeouts.size()));
        m_timeouts.push_back(
            {.scope = event.scope, .task = event.task, .start = event.time, .deadline = event.deadline});
        return;
    }
    if (!known)
        return; // its start was dropped
    TimeoutSpan &span = m_timeouts[*known];
    if (event.type == EventType::TimeoutFired)
        span.fired = true;
    else if (event.type == EventType::TimeoutEnded)
        span.end = event.time;
}

void Intervals::take(const Event &event, std::uint32_t index)
{
    const Nanoseconds t = event.time;
    m_end = t;
    switch (event.type) {
    case EventType::TaskCreated:
        takeCreated(event, index);
        break;
    case EventType::TaskReady:
        begin(m_tasks[taskIndex(event.task, t)], {.start = t, .state = TaskState::Ready, .event = index});
        m_wakes.push_back({t, event.task, event.by, event.because});
        break;
    case EventType::TaskRunning:
        begin(m_tasks[taskIndex(event.task, t)], {.start = t, .state = TaskState::Running, .event = index});
        beginSlice(event.task, t);
        break;
    case EventType::TaskWaiting:
        begin(m_tasks[taskIndex(event.task, t)],
              {.start = t, .state = TaskState::Waiting, .on = event.on, .object = event.object, .event = index});
        if (!m_loop.empty() && m_loop.back().task == event.task)
            endSlice(t);
        break;
    case EventType::TaskDone:
        takeDone(event, index);
        // A task may be ended from outside, by a cancel before its first step, while another one runs.
        if (!m_loop.empty() && m_loop.back().task == event.task)
            endSlice(t);
        break;
    case EventType::CancelRequested:
        m_lastCancel[taskIndex(event.task, t)] = static_cast<std::uint32_t>(m_cancels.size());
        m_cancels.push_back({t, event.task, event.by, event.why, false});
        break;
    case EventType::CancelSwallowed: {
        const std::uint32_t last = m_lastCancel[taskIndex(event.task, t)];
        if (last != none)
            m_cancels[last].swallowed = true;
        break;
    }
    case EventType::ObjectCreated:
    case EventType::ObjectChanged:
        takeObject(event);
        break;
    case EventType::TimeoutStarted:
    case EventType::TimeoutFired:
    case EventType::TimeoutEnded:
        takeTimeout(event);
        break;
    case EventType::Log:
        m_logs.push_back({t, event.task, std::string(event.text)});
        break;
    case EventType::RunEnded:
        endSlice(t);
        m_outcome = event.runOutcome;
        break;
    case EventType::JobStarted:
    case EventType::JobEnded:
    case EventType::Warning:
    case EventType::Deadlock:
    case EventType::Dropped:
        break;
    }
}

} // namespace coroscope

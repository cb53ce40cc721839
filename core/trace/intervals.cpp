// SPDX-License-Identifier: MIT
#include "core/trace/intervals.h"

#include "core/trace/eventstore.h"

#include <algorithm>

namespace coroscope
{

Intervals::Intervals(const EventStore &store) : m_store(store), m_loop(&store) {}

bool Intervals::update(std::size_t most)
{
    const std::size_t before = m_read;
    const std::size_t end = before + std::min(most, m_store.size() - before);
    for (; m_read < end; ++m_read)
        take(static_cast<std::uint32_t>(m_read));
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
    track.intervals = IntervalList(&m_store);
    m_lastCancel.push_back(none);
    return index;
}

std::uint32_t Intervals::objectIndex(ObjectId id, std::uint32_t event)
{
    if (const auto index = m_objectIndex.find(id))
        return *index;
    const auto index = static_cast<std::uint32_t>(m_objects.size());
    m_objectIndex.insert(id, index);
    ObjectTrack &track = m_objects.emplace_back();
    track.id = id;
    track.kind = ObjectKind::Resource;
    track.samples = SampleList(&m_store);
    track.samples.begin(event);
    return index;
}

std::uint32_t Intervals::threadIndex(ObjectId pool, int thread)
{
    const auto [place, isNew] = m_threadIndex.try_emplace({pool, thread}, static_cast<std::uint32_t>(m_threads.size()));
    if (isNew) {
        ThreadTrack &track = m_threads.emplace_back();
        track.pool = pool;
        track.thread = thread;
    }
    return place->second;
}

void Intervals::begin(TaskTrack &track, std::uint32_t event)
{
    if (track.ended != noTime)
        return;
    // A new task is ready already when it is told to be, and a waiting one may be woken twice.
    const EventType type = m_store.type(event);
    const bool isReady = type == EventType::TaskReady || type == EventType::TaskCreated;
    if (isReady && !track.intervals.empty() && track.intervals.stateOf(track.intervals.size() - 1) == TaskState::Ready)
        return;
    track.intervals.append(event);
}

void Intervals::endSliceOf(TaskId task, std::uint32_t event)
{
    if (m_onLoop == task)
        m_loop.endLast(event);
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
    begin(track, index);
}

void Intervals::takeDone(const Event &event, std::uint32_t index)
{
    TaskTrack &track = m_tasks[taskIndex(event.task, event.time)];
    if (track.ended != noTime)
        return;
    begin(track, index);
    track.ended = event.time;
    track.outcome = event.outcome;
    track.result = event.result.value_or(event.error);
    if (!event.result && !event.message.empty())
        track.result.append(event.error.empty() ? "" : ": ").append(event.message);
}

void Intervals::takeObject(const Event &event, std::uint32_t index)
{
    ObjectTrack &track = m_objects[objectIndex(event.object, index)];
    track.kind = event.kind;
    track.name = event.name;
    track.capacity = event.capacity;
    // A semaphore begins with all its permits, everything else with nothing.
    if (event.kind == ObjectKind::Semaphore && event.capacity >= 0)
        track.samples.setFirst(event.capacity);
}

void Intervals::takeChange(std::uint32_t index)
{
    ObjectTrack &track = m_objects[objectIndex(m_store.changedObject(index), index)];
    track.samples.append(index, m_store.objectWaiting(index));
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

void Intervals::takeJob(const Event &event, std::uint32_t index)
{
    if (event.type == EventType::JobStarted) {
        const std::uint32_t thread = threadIndex(event.pool, event.thread);
        GrowingList<JobSpan> &jobs = m_threads[thread].jobs;
        m_openJobs.insert_or_assign(event.job, OpenJob{thread, jobs.size()});
        jobs.push_back({event.time, noTime, event.job, event.task, event.pool, event.thread, event.name, index});
        return;
    }
    const auto open = m_openJobs.find(event.job);
    if (open == m_openJobs.end())
        return; // its start was dropped
    m_threads[open->second.thread].jobs[open->second.span].end = event.time;
    m_openJobs.erase(open);
}

void Intervals::take(std::uint32_t index)
{
    // The events that come by the million are not unpacked.
    m_end = m_store.time(index);
    const TaskId task = m_store.task(index);
    switch (m_store.type(index)) {
    case EventType::TaskReady:
        begin(m_tasks[taskIndex(task, m_end)], index);
        break;
    case EventType::TaskRunning:
        begin(m_tasks[taskIndex(task, m_end)], index);
        m_loop.endLast(index);
        m_loop.begin(index);
        m_onLoop = task;
        break;
    case EventType::TaskWaiting:
        begin(m_tasks[taskIndex(task, m_end)], index);
        m_waitKinds |= 1U << static_cast<unsigned>(m_store.waitKind(index));
        endSliceOf(task, index);
        break;
    case EventType::ObjectChanged:
        takeChange(index);
        break;
    default:
        takeRare(index);
        break;
    }
}

void Intervals::takeRare(std::uint32_t index)
{
    const Event event = m_store.event(index);
    const Nanoseconds t = event.time;
    switch (event.type) {
    case EventType::TaskCreated:
        takeCreated(event, index);
        break;
    case EventType::TaskDone:
        takeDone(event, index);
        // A task may be ended from outside, by a cancel before its first step, while another one runs.
        endSliceOf(event.task, index);
        break;
    case EventType::CancelRequested:
        m_lastCancel[taskIndex(event.task, t)] = static_cast<std::uint32_t>(m_cancels.size());
        m_cancels.push_back({t, event.task, event.by, event.why, false, index});
        break;
    case EventType::CancelSwallowed: {
        const std::uint32_t last = m_lastCancel[taskIndex(event.task, t)];
        if (last != none)
            m_cancels[last].swallowed = true;
        break;
    }
    case EventType::ObjectCreated:
        takeObject(event, index);
        break;
    case EventType::TimeoutStarted:
    case EventType::TimeoutFired:
    case EventType::TimeoutEnded:
        takeTimeout(event);
        break;
    case EventType::JobStarted:
    case EventType::JobEnded:
        takeJob(event, index);
        break;
    case EventType::Log:
        m_logs.push_back({t, event.task, std::string(event.text)});
        break;
    case EventType::Warning:
        m_warnings.push_back(index);
        break;
    case EventType::Deadlock:
        m_deadlocks.push_back(index);
        break;
    case EventType::Dropped:
        m_drops.push_back(index);
        m_dropped += static_cast<std::uint64_t>(event.count);
        break;
    case EventType::RunEnded:
        m_loop.endLast(index);
        m_outcome = event.runOutcome;
        break;
    case EventType::TaskReady:
    case EventType::TaskRunning:
    case EventType::TaskWaiting:
    case EventType::ObjectChanged:
        break; // taken by take()
    }
}

std::size_t Intervals::bytes() const
{
    const auto heapOf = [](const std::string &text) {
        return text.capacity() < sizeof(std::string) / 2 ? 0 : text.capacity() + 1;
    };
    std::size_t sum = m_tasks.bytes() + m_objects.bytes() + m_loop.bytes() + m_timeouts.bytes() + m_cancels.bytes() +
                      m_logs.bytes() + m_threads.bytes() + m_warnings.bytes() + m_deadlocks.bytes() + m_drops.bytes();
    for (const TaskTrack &track : m_tasks)
        sum += track.intervals.bytes() + heapOf(track.name) + heapOf(track.result);
    for (const ObjectTrack &track : m_objects)
        sum += track.samples.bytes() + heapOf(track.name);
    for (const LogLine &line : m_logs)
        sum += heapOf(line.text);
    for (const ThreadTrack &track : m_threads)
        sum += track.jobs.bytes();
    return sum + m_lastCancel.capacity() * sizeof(std::uint32_t) + m_taskIndex.bytes() + m_objectIndex.bytes() +
           m_timeoutIndex.bytes();
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanefacts.h"

#include "core/trace/eventstore.h"

namespace coroscope
{

void LaneFacts::update(const Intervals &intervals)
{
    const EventStore &store = intervals.store();
    const std::size_t end = intervals.eventCount();
    for (; m_eventsRead < end; ++m_eventsRead) {
        const std::size_t i = m_eventsRead;
        switch (store.type(i)) {
        case EventType::TaskDone:
            takeDone(intervals, i);
            break;
        case EventType::CancelRequested: {
            // A timeout tells itself, by its flag.
            const CancelCause why = store.event(i).why;
            if (why != CancelCause::Timeout && why != CancelCause::WaitFor)
                m_notables.push_back({store.time(i), store.task(i), NotableKind::Cancelled});
            break;
        }
        case EventType::CancelSwallowed:
            m_notables.push_back({store.time(i), store.task(i), NotableKind::Cancelled});
            break;
        case EventType::TimeoutFired:
            m_notables.push_back({store.time(i), store.task(i), NotableKind::TimedOut});
            break;
        case EventType::ObjectCreated:
            if (const Event event = store.event(i); event.kind == ObjectKind::Lock)
                m_holds.try_emplace(event.object);
            break;
        case EventType::ObjectChanged:
            if (!m_holds.empty())
                takeChange(store.event(i));
            break;
        default:
            break;
        }
    }
    updateBlocked(intervals);
}

void LaneFacts::takeDone(const Intervals &intervals, std::size_t index)
{
    const EventStore &store = intervals.store();
    const TaskId task = store.task(index);
    // What is told of a task after its end does not count.
    const TaskTrack *track = intervals.task(task);
    if (!track || track->intervals.empty() || track->intervals.back().event != index)
        return;
    const Outcome outcome = store.event(index).outcome;
    if (outcome != Outcome::Returned)
        m_notables.push_back(
            {store.time(index), task, outcome == Outcome::Failed ? NotableKind::Failed : NotableKind::Cancelled});
    if (!track->group)
        return;
    Members &members = m_members[track->group];
    ++members.ended;
    members.lastEnd = store.time(index);
}

void LaneFacts::takeChange(const Event &event)
{
    const auto found = m_holds.find(event.object);
    if (found == m_holds.end())
        return;
    Holds &holds = found->second;
    const auto holder = [&]() -> std::optional<TaskId> {
        if (event.holder == HolderChange::Acquired)
            return event.by;
        if (event.holder == HolderChange::Released)
            return TaskId{};
        if (event.holders)
            return event.holders->empty() ? TaskId{} : event.holders->front();
        return std::nullopt;
    }();
    if (!holder)
        return;
    const bool isHeld = !holds.empty() && holds.back().end == noTime;
    if (isHeld && holds.back().task == *holder)
        return;
    if (isHeld)
        holds.back().end = event.time;
    if (*holder)
        holds.push_back({event.time, noTime, *holder});
}

void LaneFacts::updateBlocked(const Intervals &intervals)
{
    const auto &slices = intervals.loop();
    for (; m_slicesRead < slices.size(); ++m_slicesRead) {
        const LoopSlice slice = slices[m_slicesRead];
        if (slice.end == noTime)
            break;
        if (slice.end - slice.start >= blockingStep)
            m_blocked.push_back(slice);
    }
}

LaneFacts::Members LaneFacts::membersOf(ObjectId group) const
{
    const auto found = m_members.find(group);
    return found == m_members.end() ? Members{} : found->second;
}

const LaneFacts::Holds &LaneFacts::holdsOf(ObjectId lock) const
{
    static const Holds nothing;
    const auto found = m_holds.find(lock);
    return found == m_holds.end() ? nothing : found->second;
}

} // namespace coroscope

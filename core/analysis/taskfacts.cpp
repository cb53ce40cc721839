// SPDX-License-Identifier: MIT
#include "core/analysis/factevaluation.h"

#include "core/analysis/words.h"

#include <algorithm>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace coroscope
{

using K = FactKind;

Result<FactAnswer> FactEvaluation::result() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    if (track.outcome != Outcome::Returned)
        return noFact(factTr("'%1' did not return").arg(displayName(track)));
    return at(utf8(track.result), lastEvent(track), track.id);
}

Result<FactAnswer> FactEvaluation::error() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    if (track.outcome != Outcome::Failed)
        return noFact(factTr("'%1' did not fail").arg(displayName(track)));
    return at(utf8(track.result), lastEvent(track), track.id);
}

FactAnswer FactEvaluation::ended(const std::function<bool(const TaskTrack &)> &isMeant) const
{
    TaskTracks tracks = allTasks();
    std::erase_if(tracks, [&](const TaskTrack *track) { return track->ended == noTime || !isMeant(*track); });
    std::ranges::sort(tracks, {}, [](const TaskTrack *track) { return lastEvent(*track); });
    return list(tracks, lastEvent);
}

bool FactEvaluation::isLeftOver(const TaskTrack &track) const
{
    const auto &cancels = m_index.relations().cancelsOf(track.id);
    return std::ranges::any_of(
        cancels, [this](std::uint32_t cancel) { return m_intervals.cancels()[cancel].why == CancelCause::Shutdown; });
}

FactAnswer FactEvaluation::unreadErrors() const
{
    std::unordered_set<std::uint32_t> unread;
    for (const std::uint32_t event : m_intervals.warnings()) {
        const Event warning = m_store.event(event);
        if (warning.code == neverRetrieved)
            unread.insert(warning.task.value);
    }
    return ended([&unread](const TaskTrack &track) { return unread.contains(track.id.value); });
}

Result<FactAnswer> FactEvaluation::order() const
{
    auto tasks = tasksMeant();
    if (!tasks)
        return tasks.fault();
    TaskTracks &tracks = tasks.value();
    std::erase_if(tracks, [](const TaskTrack *track) { return track->ended == noTime; });
    std::ranges::sort(tracks, {}, [](const TaskTrack *track) { return lastEvent(*track); });
    return list(tracks, lastEvent);
}

Result<FactAnswer> FactEvaluation::started() const
{
    auto tasks = tasksMeant();
    if (!tasks)
        return tasks.fault();
    TaskTracks &tracks = tasks.value();
    std::erase_if(tracks, [](const TaskTrack *track) { return !firstStep(*track); });
    const auto event = [](const TaskTrack &track) { return *firstStep(track); };
    std::ranges::sort(tracks, {}, [&](const TaskTrack *track) { return event(*track); });
    return list(tracks, event);
}

Result<FactAnswer> FactEvaluation::timeOfTask() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    // One that was cancelled before its first step began when it was made.
    const std::uint32_t first = firstStep(track).value_or(track.intervals.event(0));
    if (m_fact.kind == K::Start)
        return at(inSeconds(m_store.time(first)), first, track.id);
    if (track.ended == noTime)
        return noFact(factTr("'%1' had not ended when the run did").arg(displayName(track)));
    const Nanoseconds from = m_fact.kind == K::Duration ? m_store.time(first) : 0;
    return at(inSeconds(track.ended - from), lastEvent(track), track.id);
}

Result<FactAnswer> FactEvaluation::waited() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    Objects objects;
    const bool isAny = m_fact.arguments.size() < 2;
    if (!isAny) {
        auto meant = objectsMeant(m_fact.arguments[1]);
        if (!meant)
            return meant.fault();
        objects = meant.take();
    }
    // The place is the end of the longest wait.
    Nanoseconds sum = 0;
    Nanoseconds longest = -1;
    FactAnswer answer = number(0);
    for (const Interval &interval : task.value()->intervals) {
        if (interval.state != TaskState::Waiting || !(isAny || objects.hold(interval.on, interval.object)))
            continue;
        const Nanoseconds length = (interval.end == noTime ? m_intervals.end() : interval.end) - interval.start;
        sum += length;
        if (length > longest) {
            longest = length;
            answer.place = FactPlace{interval.event, task.value()->id, interval.object};
        }
    }
    answer.value = inSeconds(sum);
    return answer;
}

Result<FactAnswer> FactEvaluation::wokenBy() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    for (std::size_t i = track.intervals.size(); i-- > 1;) {
        const std::uint32_t event = track.intervals.event(i);
        if (m_store.type(event) != EventType::TaskReady || m_store.readyCause(event) == ReadyCause::Created)
            continue;
        TaskId by = m_store.readyBy(event);
        // The end of a task wakes through the loop, which the trace names nobody for.
        if (!by && track.intervals.stateOf(i - 1) == TaskState::Waiting)
            by = lastDone(m_intervals, m_store.event(track.intervals.event(i - 1)).tasks, event);
        if (by)
            return at(displayName(m_intervals, by), event, track.id);
    }
    return noFact(factTr("no task woke '%1'").arg(displayName(track)));
}

Result<FactAnswer> FactEvaluation::cancelledBy() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    const auto &cancels = m_index.relations().cancelsOf(track.id);
    if (cancels.empty())
        return noFact(factTr("nothing cancelled '%1'").arg(displayName(track)));
    const CancelMark mark = m_intervals.cancels()[cancels.back()];
    return at(mark.by ? displayName(m_intervals, mark.by) : utf8(text(mark.why)), mark.event, track.id);
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/factevaluation.h"

#include "core/analysis/words.h"
#include "core/trace/statistics.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace coroscope
{

Result<FactAnswer> FactEvaluation::peak() const
{
    const auto objects = objectsMeant(m_fact.arguments.front());
    if (!objects)
        return objects.fault();
    if (objects->kind)
        return noFact(factTr("no object is called '%1'").arg(m_fact.arguments.front().text));
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    FactPlace place;
    for (const ObjectTrack *const track : objects->tracks) {
        for (std::size_t i = 0; i < track->samples.size(); ++i) {
            const std::int64_t value = inUse(*track, track->samples[i]);
            if (value > most) {
                most = value;
                place = {track->samples.event(i), {}, track->id};
            }
        }
    }
    return FactAnswer{static_cast<double>(most), place};
}

Result<FactAnswer> FactEvaluation::mostWaiting() const
{
    const auto objects = objectsMeant(m_fact.arguments.front());
    if (!objects)
        return objects.fault();
    FactAnswer answer = number(0);
    std::int64_t most = 0;
    // What waits at a pool are jobs: the task of one that runs waits as well, but not for a thread.
    for (const ObjectTrack *const track : objects->tracks) {
        for (std::size_t i = 0; i < track->samples.size(); ++i) {
            const std::int64_t waiting = track->samples[i].waiting;
            if (waiting > most) {
                most = waiting;
                const std::uint32_t event = track->samples.event(i);
                answer = at(static_cast<double>(most), event, m_store.task(event), track->id);
            }
        }
    }
    if (!objects->kind)
        return answer;
    struct Change {
        std::uint32_t event;
        int by;
    };
    std::vector<Change> changes;
    for (const TaskTrack *const track : allTasks()) {
        for (std::size_t i = 0; i < track->intervals.size(); ++i) {
            const Interval interval = track->intervals[i];
            if (interval.state != TaskState::Waiting || !objects->hold(interval.on, interval.object))
                continue;
            changes.push_back({interval.event, 1});
            if (i + 1 < track->intervals.size())
                changes.push_back({track->intervals.event(i + 1), -1});
        }
    }
    std::ranges::sort(changes, {}, &Change::event);
    int now = 0;
    for (const Change &change : changes) {
        now += change.by;
        if (now > most) {
            most = now;
            answer = at(static_cast<double>(most), change.event, m_store.task(change.event));
        }
    }
    return answer;
}

Result<FactAnswer> FactEvaluation::mostAtOnce(bool areSleeping) const
{
    const auto tasks = tasksMeant();
    if (!tasks)
        return tasks.fault();
    std::vector<bool> isMeant(m_intervals.tasks().size(), false);
    for (const TaskTrack *const track : tasks.value())
        isMeant[*m_intervals.placeOf(track->id)] = true;
    std::vector<bool> isIn(isMeant.size(), false);
    FactAnswer answer = number(0);
    std::size_t now = 0;
    std::size_t most = 0;
    for (std::uint32_t event = 0; event < m_intervals.eventCount(); ++event) {
        const EventType type = m_store.type(event);
        if (type != EventType::TaskCreated && type != EventType::TaskReady && type != EventType::TaskRunning &&
            type != EventType::TaskWaiting && type != EventType::TaskDone)
            continue;
        const auto place = m_intervals.placeOf(m_store.task(event));
        if (!place || !isMeant[*place])
            continue;
        const bool isNow = areSleeping
                               ? type == EventType::TaskWaiting && m_store.waitKind(event) == WaitKind::Sleep
                               : type != EventType::TaskDone && m_intervals.tasks()[*place].intervals.event(0) <= event;
        if (isNow && !isIn[*place] && ++now > most) {
            most = now;
            answer = at(static_cast<double>(most), event, m_store.task(event));
        } else if (!isNow && isIn[*place]) {
            --now;
        }
        isIn[*place] = isNow;
    }
    return answer;
}

Result<FactAnswer> FactEvaluation::blockedOn() const
{
    const auto objects = objectsMeant(m_fact.arguments.front());
    if (!objects)
        return objects.fault();
    TaskTracks tracks = allTasks();
    std::erase_if(tracks, [&](const TaskTrack *track) {
        const Interval last = track->intervals.back();
        return last.state != TaskState::Waiting || !objects->hold(last.on, last.object);
    });
    std::ranges::sort(tracks, {}, [](const TaskTrack *track) { return lastEvent(*track); });
    return list(tracks, lastEvent);
}

} // namespace coroscope

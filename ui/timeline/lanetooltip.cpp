// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanetooltip.h"

#include "ui/timeline/lanetext.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Tooltip", text); }

QString counted(std::uint64_t count) { return QLocale().toString(qulonglong(count)); }

QString stateName(const Interval &interval)
{
    switch (interval.state) {
    case TaskState::Running:
        return tr("running");
    case TaskState::Ready:
        return tr("ready");
    default:
        return waitKindName(interval.on);
    }
}

} // namespace

QStringList threadTooltip(const TimelineScene &scene, const Lane &lane, const Hit &hit, Nanoseconds resolution)
{
    const Intervals &intervals = scene.intervals;
    const ThreadTrack &thread = intervals.threads()[lane.part];
    const ObjectTrack *pool = intervals.object(thread.pool);
    if (!hit.bar) {
        const QString name = pool ? displayName(*pool) : tr("its pool");
        return {tr("thread %1 of %2, jobs: %3").arg(thread.thread).arg(name, counted(thread.jobs.size()))};
    }
    const JobSpan job = thread.jobs[hit.bar->interval];
    const auto moment = [&](Nanoseconds time) { return formatMoment(time, resolution); };
    if (hit.bar->count > 1)
        return {tr("%1 jobs here from %2 on, the first is %3. Zoom in to tell them apart.")
                    .arg(counted(hit.bar->count), moment(job.start), jobName(intervals, job))};
    QStringList lines;
    const QString name = jobName(intervals, job);
    const QString number = QString::number(thread.thread);
    lines += job.end == noTime
                 ? tr("%1 runs on thread %2 since %3").arg(name, number, moment(job.start))
                 : tr("%1 runs on thread %2 from %3 to %4 (%5)")
                       .arg(name, number, moment(job.start), moment(job.end), formatDuration(job.end - job.start));
    if (job.task)
        lines += tr("for %1").arg(displayName(intervals, job.task));
    return lines;
}

QStringList groupTooltip(const TimelineScene &scene, const Lane &lane, Nanoseconds resolution)
{
    const LaneTree::Group &group = scene.layout.tree().groups()[lane.track];
    const LaneFacts::Members members = scene.index.facts().membersOf(group.id);
    QStringList lines;
    const QString caption = groupCaption(scene.intervals, group);
    const QString since = formatMoment(group.created, resolution);
    if (group.parent != LaneTree::none)
        lines += tr("%1, made by %2 at %3").arg(caption, displayName(scene.intervals.tasks()[group.parent]), since);
    else
        lines += tr("%1, since %2").arg(caption, since);
    lines += members.ended >= group.count
                 ? tr("all ended, the last at %1").arg(formatMoment(members.lastEnd, resolution))
                 : tr("%1 of %2 ended").arg(counted(members.ended), counted(group.count));
    return lines;
}

QStringList sectionTooltip(const Lane &lane)
{
    return {lane.folded
                ? tr("Objects without a lane of their own: %1. Click on the arrow to see them.").arg(counted(lane.part))
                : tr("Further objects: %1").arg(counted(lane.part))};
}

QStringList foldedTooltip(const TimelineScene &scene, const FoldedTasks &folded, Nanoseconds time,
                          Nanoseconds resolution)
{
    const Nanoseconds at = std::min(time, scene.intervals.end());
    std::map<QString, std::uint64_t> states;
    std::uint64_t living = 0;
    for (const std::uint32_t place : folded.sample()) {
        const TaskTrack &task = scene.intervals.tasks()[place];
        const auto &list = task.intervals;
        const auto after = std::partition_point(list.begin(), list.end(),
                                                [&](const Interval &interval) { return interval.start <= at; });
        if (after == list.begin())
            continue;
        const Interval interval = *(after - 1);
        if (interval.state == TaskState::Done)
            continue;
        ++states[stateName(interval)];
        ++living;
    }
    QStringList parts;
    const bool isWhole = folded.count() == folded.sample().size();
    const auto scaled = [&](std::uint64_t count) { return count * folded.count() / folded.sample().size(); };
    for (const auto &[state, count] : states)
        parts += u"%1 %2"_s.arg(counted(scaled(count)), state);
    const QString moment = formatMoment(at, resolution);
    QStringList lines{tr("Tasks folded away here: %1").arg(counted(folded.count()))};
    if (living == 0)
        lines += tr("none of them lives at %1").arg(moment);
    else
        lines += (isWhole ? tr("at %1: %2") : tr("at %1 about: %2")).arg(moment, parts.join(u", "_s));
    return lines;
}

QStringList ghostTooltip(const TimelineScene &scene, const Lane &lane, Nanoseconds resolution)
{
    const TaskTrack *older = scene.ghost ? scene.ghost->taskOf(lane.track) : nullptr;
    if (!older)
        return {};
    const QString from = formatMoment(older->created, resolution);
    if (older->ended == noTime)
        return {tr("in the run before: from %1 on").arg(from)};
    return {tr("in the run before: from %1 to %2").arg(from, formatMoment(older->ended, resolution))};
}

} // namespace coroscope

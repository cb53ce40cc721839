// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanetext.h"

#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Timeline", text); }

/// When the value first was more than nothing, if that is among the first samples.
std::optional<Nanoseconds> firstSet(const ObjectTrack &object)
{
    constexpr std::size_t looked = 64;
    for (std::size_t i = 0; i < std::min(looked, object.samples.size()); ++i) {
        const ObjectSample sample = object.samples[i];
        if (sample.value > 0)
            return sample.time;
    }
    return std::nullopt;
}

} // namespace

QString groupCaption(const Intervals &intervals, const LaneTree::Group &group)
{
    const ObjectTrack *object = intervals.object(group.id);
    const bool isTaskGroup = object && object->kind == ObjectKind::TaskGroup;
    const QString kind = waitKindName(isTaskGroup ? WaitKind::TaskGroup : WaitKind::Gather);
    const QString caption = tr("%1 of %2").arg(kind, QLocale().toString(qulonglong(group.count)));
    // A name of its own tells more than the word for its kind does.
    const QString name = object ? QString::fromStdString(object->name).simplified() : QString();
    const bool isNamed = !name.isEmpty() && name != "gather"_L1 && name != "task_group"_L1 && name != "taskgroup"_L1;
    return isNamed ? name + u" · "_s + caption : caption;
}

QString laneTitle(const Intervals &intervals, const LaneLayout &layout, const Lane &lane)
{
    const auto name = [&] {
        switch (lane.kind) {
        case LaneKind::Loop:
            return tr("event loop");
        case LaneKind::Object:
            return displayName(intervals.objects()[lane.track]);
        case LaneKind::Thread:
            return tr("thread %1 of %2")
                .arg(intervals.threads()[lane.part].thread)
                .arg(displayName(intervals.objects()[lane.track]));
        case LaneKind::Section:
            return tr("%1 more objects").arg(QLocale().toString(qulonglong(lane.part)));
        case LaneKind::Group:
            return groupCaption(intervals, layout.tree().groups()[lane.track]);
        case LaneKind::Task:
            break;
        }
        return displayName(intervals.tasks()[lane.track]);
    }();
    const FoldedTasks *folded = layout.foldedIn(lane);
    return folded ? tr("%1, %2 folded away").arg(name, QLocale().toString(qulonglong(folded->count()))) : name;
}

QString jobName(const Intervals &intervals, const JobSpan &job)
{
    const QString name = QString::fromUtf8(job.name.data(), static_cast<qsizetype>(job.name.size())).simplified();
    // What every job is called tells nothing; for whom it runs does.
    const bool isGeneric = name == "to_thread"_L1 || name == "run_in_executor"_L1;
    if (!name.isEmpty() && !(isGeneric && job.task))
        return name;
    return job.task ? displayName(intervals, job.task) : tr("job");
}

QString lineFact(const Intervals &intervals, const ObjectTrack &object, const ObjectPeaks &peaks,
                 const std::optional<ObjectSample> &now)
{
    const QLocale locale;
    const auto sayWhen = [&](const QString &sentence, const QString &word) {
        const auto time = firstSet(object);
        return time ? sentence.arg(formatRunMoment(*time, intervals.end())) : word;
    };
    const bool isSet = now ? now->value > 0 : peaks.most > 0;
    switch (object.kind) {
    case ObjectKind::Event:
        if (!isSet)
            return now ? tr("not set") : tr("never set");
        return now ? tr("set") : sayWhen(tr("set at %1"), tr("set"));
    case ObjectKind::Future:
        if (!isSet)
            return now ? tr("not done") : tr("never done");
        return now ? tr("done") : sayWhen(tr("done at %1"), tr("done"));
    case ObjectKind::Barrier: {
        const QString count = locale.toString(qlonglong(now ? now->value : peaks.most));
        return object.capacity > 0 ? tr("%1 of %2").arg(count, locale.toString(qlonglong(object.capacity))) : count;
    }
    case ObjectKind::Condition: {
        const auto waiting = std::max<std::int64_t>(0, now ? now->waiting : peaks.waiting);
        return waiting == 0 ? tr("nobody waits") : tr("%1 waiting").arg(locale.toString(qlonglong(waiting)));
    }
    default:
        return {};
    }
}

TaskId holderAt(const LaneFacts &facts, ObjectId lock, Nanoseconds time)
{
    const auto &holds = facts.holdsOf(lock);
    const auto after = std::partition_point(holds.begin(), holds.end(),
                                            [&](const LaneFacts::Hold &hold) { return hold.start <= time; });
    if (after == holds.begin())
        return {};
    const LaneFacts::Hold &hold = *(after - 1);
    return hold.end == noTime || hold.end > time ? hold.task : TaskId{};
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/waittext.h"

#include "core/trace/eventstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::WaitText", text); }

QString objectName(const Intervals &intervals, ObjectId id)
{
    const ObjectTrack *object = intervals.object(id);
    return object ? displayName(*object) : QString();
}

/// `verb NAME`, or the bare word where there is no name.
QString with(const QString &sentence, const QString &name, const QString &bare)
{
    return name.isEmpty() ? bare : sentence.arg(name);
}

} // namespace

BarTexts barTexts(const Intervals &intervals, const Interval &interval)
{
    if (interval.state == TaskState::Running)
        return {tr("runs"), {}};
    if (interval.state == TaskState::Ready)
        return {tr("ready"), {}};
    const QString object = objectName(intervals, interval.object);
    switch (interval.on) {
    case WaitKind::Semaphore:
    case WaitKind::Lock:
    case WaitKind::Condition:
    case WaitKind::Barrier:
    case WaitKind::Event: {
        const QString brief = with(tr("waits for %1"), object, waitKindName(interval.on));
        const auto position = intervals.store().event(interval.event).position;
        if (position <= 0)
            return {brief, {}};
        return {brief + u" · "_s + ordinal(position), brief};
    }
    case WaitKind::QueueGet:
        return {with(tr("gets from %1"), object, waitKindName(interval.on)), {}};
    case WaitKind::QueuePut:
        return {with(tr("puts into %1"), object, waitKindName(interval.on)), {}};
    case WaitKind::QueueJoin:
        return {with(tr("joins %1"), object, waitKindName(interval.on)), {}};
    case WaitKind::Future:
        return {with(tr("awaits %1"), object, waitKindName(interval.on)), {}};
    case WaitKind::Task: {
        const auto tasks = intervals.store().event(interval.event).tasks;
        if (tasks.size() != 1)
            return {waitKindName(interval.on), {}};
        return {tr("awaits %1").arg(displayName(intervals, tasks.front())), waitKindName(interval.on)};
    }
    case WaitKind::Gather:
    case WaitKind::Wait:
    case WaitKind::AsCompleted:
    case WaitKind::TaskGroup: {
        const auto tasks = intervals.store().event(interval.event).tasks;
        if (tasks.size() < 2)
            return {waitKindName(interval.on), {}};
        return {tr("%1 of %2").arg(waitKindName(interval.on), countOf(intervals, interval.object, tasks)),
                waitKindName(interval.on)};
    }
    default:
        return {waitKindName(interval.on), {}};
    }
}

QString formatLength(Nanoseconds length)
{
    if (length == 0)
        return u"0 ms"_s;
    if (length < 1'000)
        return QString::number(length) + u" ns"_s;
    if (length < 1'000'000)
        return QString::number((length + 500) / 1'000) + u" µs"_s;
    if (length < 10 * nsPerSecond)
        return QString::number((length + 500'000) / 1'000'000) + u" ms"_s;
    const double seconds = static_cast<double>(length) / 1e9;
    return QString::number(seconds, 'f', seconds < 1000 ? 2 : 0) + u" s"_s;
}

} // namespace coroscope

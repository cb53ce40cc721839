// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/waittext.h"

#include "core/trace/eventstore.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::WaitText", text); }

QString nameOr(const std::string &name, QLatin1StringView kind, std::uint32_t id)
{
    // A name is one line wherever it is shown.
    const QString shown = QString::fromStdString(name).simplified();
    return shown.isEmpty() ? QString(kind) + u'-' + QString::number(id) : shown;
}

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

QString displayName(const TaskTrack &task) { return nameOr(task.name, "task"_L1, task.id.value); }

QString displayName(const ObjectTrack &object)
{
    const auto kind = text(object.kind);
    return nameOr(object.name, QLatin1StringView(kind.data(), static_cast<qsizetype>(kind.size())), object.id.value);
}

QString displayName(const Intervals &intervals, TaskId task)
{
    const TaskTrack *track = intervals.task(task);
    return track ? displayName(*track) : u"task-"_s + QString::number(task.value);
}

QString ordinal(std::int64_t number)
{
    const auto tens = number % 100;
    const auto ones = number % 10;
    const bool teen = tens >= 11 && tens <= 13;
    const QStringView ending = teen ? u"th" : ones == 1 ? u"st" : ones == 2 ? u"nd" : ones == 3 ? u"rd" : u"th";
    return QString::number(number).append(ending);
}

QString countOf(std::span<const TaskId> awaited)
{
    // A wait for very many names only the first of them; see the trace format.
    constexpr std::size_t mostNamed = 1000;
    const QString count = QLocale().toString(qulonglong(awaited.size()));
    return awaited.size() < mostNamed ? count : tr("%1 or more").arg(count);
}

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
        return {tr("%1 of %2").arg(waitKindName(interval.on), countOf(tasks)), waitKindName(interval.on)};
    }
    default:
        return {waitKindName(interval.on), {}};
    }
}

QString waitKindName(WaitKind kind)
{
    switch (kind) {
    case WaitKind::QueueGet:
        return tr("queue: get");
    case WaitKind::QueuePut:
        return tr("queue: put");
    case WaitKind::QueueJoin:
        return tr("queue: join");
    case WaitKind::TaskGroup:
        return tr("task group");
    case WaitKind::Executor:
        return tr("thread pool");
    case WaitKind::Http:
        return tr("HTTP");
    case WaitKind::Sql:
        return tr("SQL");
    default:
        break;
    }
    const auto word = text(kind);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString formatMoment(Nanoseconds time, Nanoseconds resolution)
{
    int decimals = 9;
    while (decimals > 3 && resolution >= 10) {
        resolution /= 10;
        --decimals;
    }
    // In whole numbers, as doubles would lose the last places of long runs, and rounded as all lengths are: the same
    // moment must not read one way here and another way there.
    Nanoseconds unit = nsPerSecond;
    for (int i = 0; i < decimals; ++i)
        unit /= 10;
    const auto size = static_cast<std::uint64_t>(std::abs(time));
    const auto parts = (size + static_cast<std::uint64_t>(unit) / 2) / static_cast<std::uint64_t>(unit);
    const auto perSecond = static_cast<std::uint64_t>(nsPerSecond / unit);
    const QString fraction = QString::number(parts % perSecond).rightJustified(decimals, u'0');
    const QString sign = time < 0 && parts > 0 ? u"-"_s : QString();
    return sign + QString::number(parts / perSecond) + u'.' + fraction + u" s"_s;
}

QString formatRunMoment(Nanoseconds time, Nanoseconds end)
{
    constexpr Nanoseconds longEnough = 100'000'000;
    return formatMoment(time, end >= longEnough || end <= 0 ? 1'000'000 : std::max<Nanoseconds>(1, end / 100));
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

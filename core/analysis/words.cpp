// SPDX-License-Identifier: MIT
#include "core/analysis/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Words", text); }

QString nameOr(const std::string &name, QLatin1StringView kind, std::uint32_t id)
{
    // A name is one line wherever it is shown.
    const QString shown = QString::fromStdString(name).simplified();
    return shown.isEmpty() ? QString(kind) + u'-' + QString::number(id) : shown;
}

} // namespace

QString utf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

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

QString displayName(const Intervals &intervals, ObjectId object)
{
    const ObjectTrack *track = intervals.object(object);
    return track ? displayName(*track) : u"object-"_s + QString::number(object.value);
}

QString ordinal(std::int64_t number)
{
    const auto tens = number % 100;
    const auto ones = number % 10;
    const bool teen = tens >= 11 && tens <= 13;
    const QStringView ending = teen ? u"th" : ones == 1 ? u"st" : ones == 2 ? u"nd" : ones == 3 ? u"rd" : u"th";
    return QString::number(number).append(ending);
}

QString countOf(const Intervals &intervals, ObjectId awaitedObject, std::span<const TaskId> awaited)
{
    // A wait for very many names only the first of them; see the trace format.
    constexpr std::size_t mostNamed = 1000;
    const QString count = QLocale().toString(qulonglong(awaited.size()));
    if (awaited.size() < mostNamed)
        return count;
    const ObjectTrack *const group = intervals.object(awaitedObject);
    if (group != nullptr && group->capacity >= static_cast<std::int64_t>(awaited.size()))
        return QLocale().toString(qlonglong(group->capacity));
    return tr("%1 or more").arg(count);
}

QString countText(std::uint64_t count) { return QLocale().toString(qulonglong(count)); }

QString stepsText(std::uint64_t count) { return count == 1 ? tr("1 step") : tr("%1 steps").arg(countText(count)); }

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
    return utf8(text(kind));
}

QString objectKindName(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::TaskGroup:
        return tr("task group");
    case ObjectKind::Pool:
        return tr("thread pool");
    default:
        return utf8(text(kind));
    }
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

} // namespace coroscope

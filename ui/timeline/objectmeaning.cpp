// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/objectmeaning.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Timeline", text); }

} // namespace

ObjectMeaning meaningOf(const ObjectTrack &object, const ObjectPeaks &peaks)
{
    ObjectMeaning meaning;
    switch (object.kind) {
    case ObjectKind::Semaphore:
        meaning.countsDown = true;
        meaning.total = object.capacity >= 0 ? object.capacity : peaks.most;
        break;
    case ObjectKind::Lock:
        meaning.total = 1;
        break;
    default:
        meaning.total = std::max<std::int64_t>(0, object.capacity);
        break;
    }
    meaning.top =
        std::max<std::int64_t>({1, meaning.total, meaning.used(meaning.countsDown ? peaks.least : peaks.most)});
    return meaning;
}

MarkKind glyphOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Lock:
        return MarkKind::LockGlyph;
    case ObjectKind::Queue:
        return MarkKind::QueueGlyph;
    case ObjectKind::Pool:
        return MarkKind::PoolGlyph;
    case ObjectKind::Event:
        return MarkKind::EventGlyph;
    case ObjectKind::Condition:
        return MarkKind::ConditionGlyph;
    case ObjectKind::Barrier:
        return MarkKind::BarrierGlyph;
    case ObjectKind::Future:
        return MarkKind::FutureGlyph;
    case ObjectKind::Resource:
        return MarkKind::ResourceGlyph;
    default:
        return MarkKind::SemaphoreGlyph;
    }
}

QString capacityText(const ObjectTrack &object, const ObjectMeaning &meaning)
{
    const auto total = QLocale().toString(qlonglong(meaning.total));
    const bool one = meaning.total == 1;
    switch (object.kind) {
    case ObjectKind::Semaphore:
        return one ? tr("1 permit") : tr("%1 permits").arg(total);
    case ObjectKind::Queue:
        return tr("limit %1").arg(total);
    case ObjectKind::Pool:
        return one ? tr("1 thread") : tr("%1 threads").arg(total);
    default:
        return {};
    }
}

std::optional<ObjectSample> sampleAt(const ObjectTrack &object, Nanoseconds time)
{
    const auto &samples = object.samples;
    const auto after =
        std::partition_point(samples.begin(), samples.end(), [&](const ObjectSample &s) { return s.time <= time; });
    return after == samples.begin() ? std::nullopt : std::optional(*(after - 1));
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/objectgutter.h"

#include "ui/timeline/guttertext.h"
#include "ui/timeline/lanetext.h"
#include "ui/timeline/objectmeaning.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Timeline", text); }

/// The state in figures: `4 / 4`; of a lock its holder.
QString stateText(const LaneContext &context, const ObjectTrack &object, const ObjectPeaks &peaks,
                  const std::optional<ObjectSample> &now)
{
    if (object.kind == ObjectKind::Lock && now) {
        const TaskId holder = holderAt(context.scene.index.facts(), object.id, *context.scene.cursor);
        if (holder)
            return displayName(context.scene.intervals, holder);
        return now->value != 0 ? tr("held") : tr("free");
    }
    const ObjectMeaning meaning = meaningOf(object, peaks);
    const std::int64_t used = meaning.used(now ? now->value : meaning.countsDown ? peaks.least : peaks.most);
    const QLocale locale;
    const QString count = locale.toString(qlonglong(used));
    return meaning.total > 0 ? count + u" / "_s + locale.toString(qlonglong(meaning.total)) : count;
}

} // namespace

void addObjectGutter(const LaneContext &context, const ObjectTrack &object, const ObjectPeaks &peaks)
{
    const auto cursor = context.scene.cursor;
    const std::optional<ObjectSample> now = cursor ? sampleAt(object, *cursor) : std::nullopt;
    const ObjectRoom room = roomOf(object.kind);
    GutterText text;
    text.name = displayName(object);
    if (room == ObjectRoom::Compact) {
        text.glyph = glyphOf(object.kind);
        text.fact = lineFact(context.scene.intervals, object, peaks, now);
        const double middle = context.gutter.center().y();
        addFoldSign(context, middle);
        addGutterText(context, text, middle);
        return;
    }
    const double middle = context.gutter.top() + (room == ObjectRoom::Full ? 17 : 11);
    const double below = room == ObjectRoom::Full ? 8 : 6;
    context.gutterArea.marks.push_back(
        {{context.gutter.left() + 19, middle + 6}, glyphOf(object.kind), 11, Ink::Capacity});
    addFoldSign(context, middle + 6);
    text.fact = stateText(context, object, peaks, now);
    addGutterText(context, text, middle);
    const std::int64_t waiting = std::max<std::int64_t>(0, now ? now->waiting : peaks.waiting);
    const QString number = QLocale().toString(qlonglong(waiting));
    const QString queue = waiting == 0 ? (now ? tr("nobody waits") : tr("nobody ever waits"))
                          : now        ? tr("%1 waiting").arg(number)
                                       : tr("%1 waiting at most").arg(number);
    const double left = context.gutter.left() + 32;
    const double right = context.gutter.right() - 9;
    context.gutterArea.labels.push_back({{left, middle + below, right - left, 15},
                                         context.measure.elided(FontRole::Small, queue, right - left),
                                         FontRole::Small,
                                         Ink::Muted});
}

} // namespace coroscope

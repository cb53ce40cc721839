// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/drawlist.h"

#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString word(Ink ink)
{
    static const std::array<const char *, inkCount> words = {
        "text",      "muted", "accent", "on-accent", "running",  "ready",      "done",    "failed",    "cancelled",
        "timed-out", "met",   "canvas", "track",     "grid",     "grid-minor", "border",  "selection", "hover",
        "in-use",    "items", "jobs",   "waiters",   "capacity", "ghost",      "blocked", "group",     "on-held"};
    return QLatin1StringView(words[static_cast<std::size_t>(ink)]);
}

QString word(MarkKind kind)
{
    static const std::array words = {
        "returned",      "failed",       "cancelled",      "timed-out",        "stuck",
        "alive",         "flag",         "cancel-asked",   "cancel-swallowed", "fail-end",
        "cancel-end",    "note",         "loop-glyph",     "semaphore-glyph",  "lock-glyph",
        "queue-glyph",   "pool-glyph",   "thread-glyph",   "event-glyph",      "condition-glyph",
        "barrier-glyph", "future-glyph", "resource-glyph", "objects-glyph",    "fold-open",
        "fold-closed",   "pinned"};
    return QLatin1StringView(words[static_cast<std::size_t>(kind)]);
}

QString number(double value) { return QString::number(std::llround(value)); }

QString text(const QRectF &rect)
{
    return u"%1..%2 y %3..%4"_s.arg(number(rect.left()), number(rect.right()), number(rect.top()),
                                    number(rect.bottom()));
}

QString stateText(TaskState state, WaitKind on)
{
    switch (state) {
    case TaskState::Ready:
        return u"ready"_s;
    case TaskState::Running:
        return u"running"_s;
    case TaskState::Done:
        return u"done"_s;
    case TaskState::Waiting:
        break;
    }
    const auto kind = text(on);
    return QLatin1StringView(kind.data(), static_cast<qsizetype>(kind.size()));
}

QString text(const DrawBar &bar)
{
    QString line =
        u"%1 %2 lane %3 #%4"_s.arg(stateText(bar.state, bar.on), text(bar.rect)).arg(bar.lane).arg(bar.interval);
    if (bar.count > 1)
        line += u" x%1"_s.arg(bar.count);
    return line;
}

QString text(const DrawLine &line)
{
    return u"%1%2 %3,%4 to %5,%6"_s.arg(word(line.ink), line.style == LineStyle::Dashed ? u" dashed"_s : QString(),
                                        number(line.line.x1()), number(line.line.y1()), number(line.line.x2()),
                                        number(line.line.y2()));
}

QString text(const DrawCurve &curve)
{
    return u"%1 %2,%3 to %4,%5 #%6"_s
        .arg(word(curve.ink), number(curve.from.x()), number(curve.from.y()), number(curve.to.x()),
             number(curve.to.y()))
        .arg(curve.event);
}

} // namespace

QString toText(const DrawArea &area)
{
    QStringList lines;
    for (const DrawFill &row : area.rows)
        lines += u"row %1 %2"_s.arg(word(row.ink), text(row.rect));
    for (const DrawLine &line : area.grid)
        lines += u"grid "_s + text(line);
    for (const DrawFill &fill : area.fills)
        lines += u"fill %1 %2"_s.arg(word(fill.ink), text(fill.rect));
    for (const DrawLine &line : area.lines)
        lines += u"line "_s + text(line);
    for (const DrawBar &bar : area.stacks)
        lines +=
            u"stack %1 %2 lane %3 x%4"_s.arg(stateText(bar.state, bar.on), text(bar.rect)).arg(bar.lane).arg(bar.count);
    for (const DrawBar &bar : area.bars)
        lines += u"bar "_s + text(bar);
    for (const DrawLine &line : area.brackets)
        lines += u"bracket "_s + text(line);
    for (const DrawBar &run : area.runs)
        lines += u"run "_s + text(run);
    for (const DrawCurve &curve : area.curves)
        lines += u"curve "_s + text(curve);
    for (const DrawOutline &outline : area.outlines)
        lines += u"outline %1 %2"_s.arg(word(outline.ink), text(outline.rect));
    for (const DrawFill &chip : area.chips)
        lines += u"chip %1 %2"_s.arg(word(chip.ink), text(chip.rect));
    for (const DrawMark &mark : area.marks)
        lines += u"mark %1 %2,%3 %4"_s.arg(word(mark.kind), number(mark.at.x()), number(mark.at.y()), word(mark.ink));
    for (const DrawLabel &label : area.labels) {
        const QString ink = label.onBar ? u"on "_s + stateText(label.state, label.on) : word(label.ink);
        lines +=
            u"label '%1' %2 y %3 %4"_s.arg(label.text, number(label.rect.left()), number(label.rect.center().y()), ink);
    }
    return lines.join(u'\n');
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/runindex.h"

#include "core/analysis/words.h"
#include "core/trace/eventstore.h"

#include <QCoreApplication>

namespace coroscope
{

TextPiece RunIndex::name(TaskId task) const { return {displayName(m_intervals, task), {.task = task}}; }

TextPiece RunIndex::name(ObjectId object) const { return {displayName(m_intervals, object), {.object = object}}; }

TextPiece RunIndex::time(Nanoseconds time) const { return {formatRunMoment(time, m_intervals.end()), {.time = time}}; }

TextPiece RunIndex::timeOf(std::uint32_t event) const
{
    const Nanoseconds when = store().time(event);
    return {formatRunMoment(when, m_intervals.end()), {.time = when, .event = event}};
}

TextPiece RunIndex::line(SourceId at) const
{
    if (!at)
        return {};
    // FILE:LINE, and the file may have colons of its own.
    const QString place = utf8(store().source(at));
    const auto colon = place.lastIndexOf(u':');
    const QString text =
        colon < 0 ? place : QCoreApplication::translate("coroscope::RunIndex", "line %1").arg(place.mid(colon + 1));
    return {text, {.source = at}};
}

std::vector<TextPiece> RunIndex::names(const std::vector<TaskId> &tasks) const
{
    std::vector<TextPiece> pieces;
    for (const TaskId task : tasks)
        pieces.push_back(name(task));
    return pieces;
}

QString RunIndex::length(Nanoseconds length) const { return formatRunMoment(length, m_intervals.end()); }

} // namespace coroscope

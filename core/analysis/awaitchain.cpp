// SPDX-License-Identifier: MIT
#include "core/analysis/awaitchain.h"

#include "core/analysis/words.h"
#include "core/trace/eventstore.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::AwaitChain", text); }

constexpr int deepest = 40; // links in either direction

/// Whether a task that waits so awaits the other one.
bool awaits(const TaskMoment &now, TaskId awaited, ObjectId group)
{
    if (!now.isWaiting())
        return false;
    if (std::ranges::find(now.tasks, awaited) != now.tasks.end())
        return true;
    return group && now.object == group;
}

/// Who awaits the task at the moment; invalid if nobody does, or the trace does not tell.
TaskId awaiterOf(const RunIndex &index, TaskId task, Moment moment)
{
    const TaskTrack *const track = index.intervals().task(task);
    if (track == nullptr)
        return {};
    if (awaits(taskAt(index.intervals(), track->parent, moment), task, track->group))
        return track->parent;
    if (const auto event = index.relations().awaitedSince(task)) {
        const TaskId other = index.store().task(*event);
        if (awaits(taskAt(index.intervals(), other, moment), task, track->group))
            return other;
    }
    return {};
}

/// `gather of 14` of a wait for several tasks.
QString manyText(const RunIndex &index, const TaskMoment &now)
{
    return tr("%1 of %2").arg(waitKindName(now.on), countOf(index.intervals(), now.object, now.tasks));
}

/// The step that a task stands at: `sem.acquire()`.
TextLine stepText(const RunIndex &index, const TaskMoment &now, int indent)
{
    const TextPiece name = now.object ? index.name(now.object) : TextPiece{waitKindName(now.on)};
    QString pattern;
    switch (now.on) {
    case WaitKind::Sleep:
        pattern = now.until != noTime ? tr("sleep until %1") : tr("sleep");
        break;
    case WaitKind::Semaphore:
    case WaitKind::Lock:
        pattern = u"%1.acquire()"_s;
        break;
    case WaitKind::Event:
    case WaitKind::Condition:
    case WaitKind::Barrier:
        pattern = u"%1.wait()"_s;
        break;
    case WaitKind::QueueGet:
        pattern = u"%1.get()"_s;
        break;
    case WaitKind::QueuePut:
        pattern = u"%1.put()"_s;
        break;
    case WaitKind::QueueJoin:
        pattern = u"%1.join()"_s;
        break;
    case WaitKind::Executor:
        pattern = tr("job on %1");
        break;
    default:
        pattern = u"%1"_s;
    }
    std::vector<TextPiece> pieces{now.on == WaitKind::Sleep && now.until != noTime ? index.time(now.until) : name};
    if (now.at) {
        pattern += u"   %2"_s;
        pieces.push_back(index.line(now.at));
    }
    return textLine(pattern, std::move(pieces), Tone::Waiting, indent);
}

} // namespace

std::vector<TextLine> awaitChain(const RunIndex &index, TaskId task, Moment moment)
{
    const Intervals &intervals = index.intervals();
    const TaskTrack *const track = intervals.task(task);
    if (track == nullptr)
        return {};
    std::vector<TaskId> up{task};
    while (up.size() < deepest) {
        const TaskId awaiter = awaiterOf(index, up.back(), moment);
        if (!awaiter || std::ranges::find(up, awaiter) != up.end())
            break;
        up.push_back(awaiter);
    }

    std::vector<TextLine> lines;
    const TaskTrack *const first = intervals.task(up.back());
    const TaskMoment outermost = taskAt(intervals, first->id, moment);
    if (first->parent && outermost.exists && outermost.state != TaskState::Done)
        lines.push_back(textLine(tr("made by %1, awaited by nobody now"), {index.name(first->parent)}, Tone::Muted));
    int indent = 0;
    for (auto place = up.rbegin(); place != up.rend(); ++place) {
        lines.push_back(textLine(u"%1"_s, {index.name(*place)}, Tone::Normal, indent++));
        const TaskMoment now = taskAt(intervals, *place, moment);
        if (*place != task && now.isWaiting() && now.on != WaitKind::Task) {
            const QString text = now.tasks.size() > 1 ? manyText(index, now) : waitKindName(now.on);
            if (now.object)
                lines.push_back(textLine(u"%1"_s, {{text, {.object = now.object}}}, Tone::Normal, indent++));
            else
                lines.push_back(textLine(text, {}, Tone::Normal, indent++));
        }
    }

    // Down through tasks that await a single one.
    TaskId inner = task;
    std::vector<TaskId> seen{task};
    for (int depth = 0; depth < deepest; ++depth) {
        const TaskMoment now = taskAt(intervals, inner, moment);
        if (!now.exists || now.state == TaskState::Done || !now.isWaiting())
            break;
        if (now.tasks.size() == 1 && std::ranges::find(seen, now.tasks.front()) == seen.end()) {
            inner = now.tasks.front();
            seen.push_back(inner);
            lines.push_back(textLine(u"%1"_s, {index.name(inner)}, Tone::Normal, indent++));
            continue;
        }
        if (now.tasks.size() > 1) {
            QString pattern = u"%1"_s;
            std::vector<TextPiece> pieces{{manyText(index, now), {.object = now.object}}};
            if (now.at) {
                pattern += u"   %2"_s;
                pieces.push_back(index.line(now.at));
            }
            lines.push_back(textLine(pattern, std::move(pieces), Tone::Waiting, indent));
            break;
        }
        lines.push_back(stepText(index, now, indent));
        break;
    }
    return lines;
}

} // namespace coroscope

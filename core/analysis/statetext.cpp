// SPDX-License-Identifier: MIT
#include "core/analysis/statetext.h"

#include "core/analysis/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::StateText", text); }

TextPiece number(std::int64_t value) { return {QLocale().toString(qlonglong(value))}; }

} // namespace

QString stateText(const RunIndex &index, TaskId task, Moment moment)
{
    const TaskMoment now = taskAt(index.intervals(), task, moment);
    if (!now.exists)
        return tr("not there yet");
    switch (now.state) {
    case TaskState::Ready:
        return tr("ready");
    case TaskState::Running:
        return tr("running");
    case TaskState::Done:
        switch (now.outcome.value_or(Outcome::Returned)) {
        case Outcome::Returned:
            return tr("returned");
        case Outcome::Failed:
            return tr("failed");
        case Outcome::Cancelled:
            return tr("cancelled");
        }
        break;
    case TaskState::Waiting:
        break;
    }
    switch (now.on) {
    case WaitKind::Sleep:
        return tr("sleeping");
    case WaitKind::Yield:
        return tr("giving way");
    case WaitKind::Task:
    case WaitKind::Shield:
        if (now.tasks.size() == 1)
            return tr("awaiting %1").arg(displayName(index.intervals(), now.tasks.front()));
        return tr("awaiting a task");
    case WaitKind::Gather:
    case WaitKind::Wait:
    case WaitKind::AsCompleted:
    case WaitKind::TaskGroup:
        if (now.tasks.size() > 1)
            return tr("waiting on %1 of %2")
                .arg(waitKindName(now.on), QLocale().toString(qulonglong(now.tasks.size())));
        return tr("waiting on %1").arg(waitKindName(now.on));
    case WaitKind::QueueGet:
        return now.object ? tr("getting from %1").arg(displayName(index.intervals(), now.object)) : tr("getting");
    case WaitKind::QueuePut:
        return now.object ? tr("putting into %1").arg(displayName(index.intervals(), now.object)) : tr("putting");
    case WaitKind::QueueJoin:
        return now.object ? tr("joining %1").arg(displayName(index.intervals(), now.object)) : tr("joining");
    default:
        break;
    }
    return tr("waiting on %1").arg(now.object ? displayName(index.intervals(), now.object) : waitKindName(now.on));
}

std::vector<TextLine> objectState(const RunIndex &index, ObjectId object, Moment moment)
{
    const ObjectState now = index.objects().stateAt(object, moment);
    if (!now.exists)
        return {textLine(tr("It is not there yet."), {}, Tone::Muted)};
    std::vector<TextLine> lines;
    const bool limited = now.capacity >= 0;
    switch (now.kind) {
    case ObjectKind::Semaphore:
        if (limited)
            lines.push_back(textLine(tr("%1 of %2 permits in use"), {number(now.inUse()), number(now.capacity)}));
        else
            lines.push_back(textLine(tr("%1 permits free"), {number(now.value)}));
        break;
    case ObjectKind::Lock:
        lines.push_back(textLine(now.value != 0 ? tr("locked") : tr("free")));
        break;
    case ObjectKind::Event:
        lines.push_back(textLine(now.value != 0 ? tr("set") : tr("not set")));
        break;
    case ObjectKind::Future:
        lines.push_back(textLine(now.value != 0 ? tr("resolved") : tr("not resolved")));
        break;
    case ObjectKind::Queue:
        if (limited)
            lines.push_back(textLine(tr("%1 of at most %2 items"), {number(now.value), number(now.capacity)}));
        else
            lines.push_back(textLine(tr("%1 items"), {number(now.value)}));
        break;
    case ObjectKind::Pool:
        if (limited)
            lines.push_back(textLine(tr("%1 of %2 threads at work"), {number(now.value), number(now.capacity)}));
        else
            lines.push_back(textLine(tr("%1 jobs running"), {number(now.value)}));
        break;
    case ObjectKind::TaskGroup:
        lines.push_back(textLine(tr("%1 tasks alive"), {number(now.value)}));
        break;
    case ObjectKind::Gather: {
        const auto &members = index.relations().members(object);
        const auto done = std::ranges::count_if(members, [&](TaskId task) {
            const TaskMoment member = taskAt(index.intervals(), task, moment);
            return member.exists && member.state == TaskState::Done;
        });
        lines.push_back(
            textLine(tr("%1 of %2 tasks done"), {number(done), number(static_cast<std::int64_t>(members.size()))}));
        break;
    }
    case ObjectKind::Barrier:
        if (limited)
            lines.push_back(textLine(tr("%1 of %2 have come"), {number(now.waiting), number(now.capacity)}));
        break;
    case ObjectKind::Condition:
        lines.push_back(textLine(tr("%1 tasks wait to be notified"), {number(now.waiting)}));
        break;
    case ObjectKind::Resource:
        lines.push_back(textLine(tr("value %1"), {number(now.value)}));
        break;
    }
    return lines;
}

std::vector<TextLine> objectHolders(const RunIndex &index, ObjectId object, Moment moment)
{
    constexpr std::size_t most = 100;
    std::vector<TextLine> lines;
    const ObjectMoment now = index.objects().objectAt(object, moment, most);
    for (const Holding &holding : now.holders)
        lines.push_back(textLine(tr("%1 since %2"), {index.name(holding.task), index.time(holding.since)}));
    if (!now.holdersComplete)
        lines.push_back(textLine(tr("and others"), {}, Tone::Muted));
    return lines;
}

std::vector<TextLine> objectWaiters(const RunIndex &index, ObjectId object, Moment moment)
{
    constexpr std::size_t most = 100;
    std::vector<TextLine> lines;
    const ObjectMoment now = index.objects().objectAt(object, moment, most);
    for (const Waiter &waiter : now.waiters)
        lines.push_back(textLine(tr("%1 since %2"), {index.name(waiter.task), index.time(waiter.since)}));
    if (!now.waitersComplete)
        lines.push_back(textLine(tr("and others"), {}, Tone::Muted));
    return lines;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/taskstory.h"

#include "core/analysis/words.h"
#include "core/trace/eventstore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::TaskStory", text); }

/// The wait that a wake ended, if any.
std::optional<Interval> waitBefore(const Intervals &intervals, TaskId task, std::uint32_t readyEvent)
{
    const TaskTrack *const track = intervals.task(task);
    if (track == nullptr)
        return std::nullopt;
    const auto place = intervalAt(*track, readyEvent);
    if (!place)
        return std::nullopt;
    const Interval interval = track->intervals[*place];
    return interval.state == TaskState::Waiting ? std::optional(interval) : std::nullopt;
}

QString cancelReason(CancelCause why)
{
    switch (why) {
    case CancelCause::Cancel:
        return u"cancel()"_s;
    case CancelCause::Timeout:
        return tr("its timeout fired");
    case CancelCause::TaskGroup:
        return tr("its task group ends");
    case CancelCause::Gather:
        return tr("its gather was cancelled");
    case CancelCause::WaitFor:
        return tr("wait_for gave it up");
    case CancelCause::Shutdown:
        return tr("the run was over");
    }
    return {};
}

QString bareCause(ReadyCause cause)
{
    switch (cause) {
    case ReadyCause::Created:
        return tr("It was made at %1.");
    case ReadyCause::Timer:
        return tr("Its time had come at %1.");
    case ReadyCause::Released:
        return tr("What it waited for was released at %1.");
    case ReadyCause::Set:
        return tr("What it waited for was set at %1.");
    case ReadyCause::Put:
        return tr("An item was put at %1.");
    case ReadyCause::Got:
        return tr("An item was taken at %1.");
    case ReadyCause::Finished:
        return tr("What it awaited finished at %1.");
    case ReadyCause::Failed:
        return tr("What it awaited failed at %1.");
    case ReadyCause::Cancelled:
        return tr("It was cancelled at %1.");
    case ReadyCause::Notified:
        return tr("It was notified at %1.");
    case ReadyCause::Executor:
        return tr("Its job was done at %1.");
    case ReadyCause::Io:
        return tr("The answer was there at %1.");
    }
    return {};
}

/// %1 who, %2 what, %3 when; of a wake without an object %2 is empty.
QString causePattern(ReadyCause cause, bool hasObject)
{
    switch (cause) {
    case ReadyCause::Created:
        return tr("%1 made it at %3");
    case ReadyCause::Released:
        return hasObject ? tr("%1 released %2 at %3") : tr("%1 released it at %3");
    case ReadyCause::Set:
        return hasObject ? tr("%1 set %2 at %3") : tr("%1 set it at %3");
    case ReadyCause::Put:
        return hasObject ? tr("%1 put an item into %2 at %3") : tr("%1 put an item at %3");
    case ReadyCause::Got:
        return hasObject ? tr("%1 took an item from %2 at %3") : tr("%1 took an item at %3");
    case ReadyCause::Finished:
        return tr("%1 finished at %3");
    case ReadyCause::Failed:
        return tr("%1 failed at %3");
    case ReadyCause::Cancelled:
        return tr("%1 cancelled it at %3");
    case ReadyCause::Notified:
        return hasObject ? tr("%1 notified %2 at %3") : tr("%1 notified it at %3");
    case ReadyCause::Timer:
    case ReadyCause::Executor:
    case ReadyCause::Io:
        break;
    }
    return tr("%1 woke it at %3");
}

} // namespace

TextLine wakeText(const RunIndex &index, std::uint32_t readyEvent)
{
    const Event event = index.store().event(readyEvent);
    const TextPiece when = index.timeOf(readyEvent);
    const auto wait = waitBefore(index.intervals(), event.task, readyEvent);
    TaskId by = event.by;
    // The end of a task wakes through the loop, which the trace names nobody for.
    if (!by && wait && (event.because == ReadyCause::Finished || event.because == ReadyCause::Failed))
        by = lastDone(index.intervals(), index.store().event(wait->event).tasks, readyEvent);
    if (!by)
        return textLine(bareCause(event.because), {when});
    const bool hasObject = wait && wait->object;
    return textLine(causePattern(event.because, hasObject),
                    {index.name(by), hasObject ? index.name(wait->object) : TextPiece{}, when});
}

std::vector<TextLine> wokenBy(const RunIndex &index, TaskId task, Moment moment)
{
    const TaskTrack *const track = index.intervals().task(task);
    const auto place = track != nullptr ? intervalAt(*track, moment.events) : std::nullopt;
    if (!place)
        return {};
    const EventStore &store = index.store();
    const auto isWake = [&](std::size_t interval) {
        return store.type(track->intervals.event(interval)) == EventType::TaskReady;
    };
    if (track->intervals[*place].state == TaskState::Waiting) {
        if (*place + 1 < track->intervals.size() && isWake(*place + 1))
            return {wakeText(index, track->intervals.event(*place + 1))};
        return {};
    }
    constexpr std::size_t reach = 8;
    for (std::size_t back = 0; back < reach && back <= *place; ++back) {
        if (isWake(*place - back))
            return {wakeText(index, track->intervals.event(*place - back))};
    }
    return {};
}

std::vector<TextLine> cancelledBy(const RunIndex &index, TaskId task)
{
    constexpr std::size_t most = 4;
    const auto &marks = index.relations().cancelsOf(task);
    std::vector<TextLine> lines;
    if (marks.size() > most)
        lines.push_back(textLine(tr("%1 times, the last of them:"), {{QString::number(marks.size())}}, Tone::Muted));
    for (std::size_t i = marks.size() - std::min(most, marks.size()); i < marks.size(); ++i) {
        const CancelMark mark = index.intervals().cancels()[marks[i]];
        const TextPiece why{cancelReason(mark.why)};
        if (mark.by)
            lines.push_back(textLine(tr("%1 at %2: %3"), {index.name(mark.by), index.time(mark.time), why}, Tone::Bad));
        else
            lines.push_back(textLine(tr("at %1: %2"), {index.time(mark.time), why}, Tone::Bad));
        if (mark.swallowed)
            lines.push_back(textLine(tr("it caught that and went on"), {}, Tone::Muted));
    }
    return lines;
}

Taker takerOf(const RunIndex &index, TaskId task)
{
    const TaskTrack *const track = index.intervals().task(task);
    const auto since = index.relations().awaitedSince(task);
    if (track == nullptr || track->ended == noTime || !since)
        return {};
    const std::uint32_t done = track->intervals.event(track->intervals.size() - 1);
    const Event wait = index.store().event(*since);
    const TaskTrack *const awaiter = index.intervals().task(wait.task);
    if (awaiter == nullptr)
        return {};
    const auto place = intervalAt(*awaiter, std::size_t{*since} + 1);
    if (!place)
        return {};
    // It has to have waited still when the task ended.
    const bool goesOn = *place + 1 >= awaiter->intervals.size();
    const std::uint32_t woken = goesOn ? 0 : awaiter->intervals.event(*place + 1);
    if (!goesOn && woken < done)
        return {};
    if (track->outcome == Outcome::Returned || wait.on == WaitKind::Wait || wait.on == WaitKind::AsCompleted)
        return {Taken::AsValue, wait.task, wait.on};
    if (wait.on != WaitKind::Gather)
        return {Taken::Raised, wait.task, wait.on};
    // A gather that raises wakes its task with the first error; one that returns exceptions waits for the last one.
    const Event wake = goesOn ? Event{} : index.store().event(woken);
    const bool raises = !goesOn && wake.type == EventType::TaskReady && wake.because != ReadyCause::Finished;
    return {raises ? Taken::Raised : Taken::AsValue, wait.task, wait.on};
}

std::vector<TextLine> endedHow(const RunIndex &index, TaskId task)
{
    const TaskTrack *const track = index.intervals().task(task);
    if (track == nullptr || track->ended == noTime)
        return {};
    const TextPiece when = index.timeOf(track->intervals.event(track->intervals.size() - 1));
    const QString result = QString::fromStdString(track->result).simplified();
    const Taker taker = takerOf(index, task);
    std::vector<TextLine> lines;
    switch (track->outcome.value_or(Outcome::Returned)) {
    case Outcome::Returned:
        if (result.isEmpty())
            lines.push_back(textLine(tr("returned at %1"), {when}, Tone::Good));
        else
            lines.push_back(textLine(tr("returned %2 at %1"), {when, {result}}, Tone::Good));
        break;
    case Outcome::Failed:
        lines.push_back(textLine(tr("failed: %1"), {{result}}, Tone::Bad));
        lines.push_back(textLine(tr("at %1"), {when}, Tone::Muted));
        break;
    case Outcome::Cancelled:
        lines.push_back(textLine(tr("cancelled at %1"), {when}, Tone::Bad));
        break;
    }
    if (taker.how == Taken::Raised && track->outcome == Outcome::Failed) {
        if (taker.on == WaitKind::Gather || taker.on == WaitKind::TaskGroup)
            lines.push_back(textLine(tr("raised in %1 by its %2"), {index.name(taker.task), {waitKindName(taker.on)}},
                                     Tone::Muted));
        else
            lines.push_back(textLine(tr("raised in %1, which awaited it"), {index.name(taker.task)}, Tone::Muted));
    } else if (taker.how == Taken::AsValue && track->outcome == Outcome::Failed) {
        if (taker.on == WaitKind::Gather)
            lines.push_back(
                textLine(tr("caught by gather(return_exceptions) of %1"), {index.name(taker.task)}, Tone::Muted));
        else
            lines.push_back(
                textLine(tr("kept for %1 by its %2"), {index.name(taker.task), {waitKindName(taker.on)}}, Tone::Muted));
    } else if (taker.task && track->outcome == Outcome::Returned) {
        lines.push_back(textLine(tr("%1 awaited it"), {index.name(taker.task)}, Tone::Muted));
    } else if (!taker.task && track->outcome == Outcome::Failed && track->parent) {
        lines.push_back(textLine(tr("nobody awaited it when it ended"), {}, Tone::Warning));
    }
    return lines;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/problems.h"

#include "core/analysis/statetext.h"
#include "core/analysis/waitcycle.h"
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

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Problems", text); }

} // namespace

bool ProblemFinder::isBehind() const
{
    const Intervals &intervals = m_index.intervals();
    return m_warnings < intervals.warnings().size() || m_deadlocks < intervals.deadlocks().size() ||
           m_drops < intervals.drops().size() || (intervals.outcome() && !m_isWhole);
}

bool ProblemFinder::update(std::size_t most)
{
    const std::size_t before = m_problems.size();
    // What they tell is looked up in the index.
    if (m_index.isBehind())
        return false;
    const Intervals &intervals = m_index.intervals();
    for (; m_warnings < intervals.warnings().size(); ++m_warnings)
        takeWarning(intervals.warnings()[m_warnings]);
    for (; m_drops < intervals.drops().size(); ++m_drops)
        takeDrop(intervals.drops()[m_drops]);
    for (; m_deadlocks < intervals.deadlocks().size(); ++m_deadlocks)
        takeDeadlock(intervals.deadlocks()[m_deadlocks]);
    if (intervals.outcome() && !m_isWhole) {
        if (!m_hasEnd)
            takeEnd();
        for (; most > 0 && m_tasks < intervals.tasks().size(); --most)
            takeTask(intervals.tasks()[m_tasks++]);
        if (m_tasks == intervals.tasks().size()) {
            tellMore();
            m_isWhole = true;
        }
    }
    return m_problems.size() != before;
}

void ProblemFinder::add(Problem problem)
{
    if (!problem.isDetail)
        ++m_count;
    m_problems.push_back(std::move(problem));
}

void ProblemFinder::takeWarning(std::uint32_t event)
{
    const Event warning = m_index.store().event(event);
    if (warning.task && warning.code == neverRetrieved) {
        takeUnread(warning, event);
        return;
    }
    const QString text = utf8(warning.text).simplified();
    TextLine line;
    if (warning.task)
        line = textLine(u"%1: %2"_s, {m_index.name(warning.task), {text}});
    else if (warning.object)
        line = textLine(u"%1: %2"_s, {m_index.name(warning.object), {text}});
    else
        line = textLine(u"%1"_s, {{text}});
    add({.severity = Severity::Warning,
         .text = std::move(line),
         .task = warning.task,
         .object = warning.object,
         .time = warning.time,
         .event = event});
}

void ProblemFinder::takeUnread(const Event &warning, std::uint32_t event)
{
    if (++m_unread > mostOfAKind)
        return;
    const TaskTrack *track = m_index.intervals().task(warning.task);
    const QString error = track ? QString::fromStdString(track->result).simplified() : QString();
    add({.severity = Severity::Warning,
         .text = textLine(tr("%1 failed and nobody asked for its error: %2"), {m_index.name(warning.task), {error}}),
         .task = warning.task,
         .time = warning.time,
         .event = event});
}

void ProblemFinder::takeDeadlock(std::uint32_t event)
{
    const Event deadlock = m_index.store().event(event);
    const Moment moment = momentAfter(m_index.store(), event);
    std::vector<CycleStep> cycle;
    constexpr std::size_t mostTried = 100;
    for (std::size_t i = 0; i < std::min(mostTried, deadlock.tasks.size()) && cycle.empty(); ++i)
        cycle = waitCycle(m_index, deadlock.tasks[i], moment);

    Problem problem{.severity = Severity::Error, .time = deadlock.time, .event = event};
    problem.task = !cycle.empty() ? cycle.front().task : !deadlock.tasks.empty() ? deadlock.tasks.front() : TaskId{};
    problem.text = textLine(deadlock.tasks.size() == 1 ? tr("Deadlock at %1: a task waits for ever.")
                                                       : tr("Deadlock at %1: %2 tasks wait for ever."),
                            {m_index.timeOf(event), {countText(deadlock.tasks.size())}});
    add(problem);
    problem.isDetail = true;
    if (!cycle.empty()) {
        const auto lines = cycleText(m_index, cycle);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            problem.task = cycle[i].task;
            problem.object = cycle[i].object;
            problem.text = lines[i];
            add(problem);
        }
        return;
    }
    // No circle: nobody is left who could do what they wait for.
    constexpr std::size_t mostNamed = 20;
    for (std::size_t i = 0; i < std::min(mostNamed, deadlock.tasks.size()); ++i) {
        problem.task = deadlock.tasks[i];
        problem.text = textLine(u"%1: %2"_s, {m_index.name(problem.task), {stateText(m_index, problem.task, moment)}});
        add(problem);
    }
}

void ProblemFinder::takeDrop(std::uint32_t event)
{
    const Event drop = m_index.store().event(event);
    add({.severity = Severity::Warning,
         .text = textLine(
             tr("%1 events were lost before %2: the buffer was full. What is shown may be incomplete."),
             {{countText(static_cast<std::uint64_t>(std::max<std::int64_t>(0, drop.count)))}, m_index.timeOf(event)}),
         .time = drop.time,
         .event = event});
}

void ProblemFinder::takeEnd()
{
    m_hasEnd = true;
    // The end is the last event, or all but.
    const EventStore &store = m_index.store();
    constexpr std::size_t reach = 16;
    const std::size_t known = m_index.intervals().eventCount();
    for (std::size_t back = 1; back <= std::min(reach, known); ++back) {
        const auto event = static_cast<std::uint32_t>(known - back);
        if (store.type(event) != EventType::RunEnded)
            continue;
        const Event end = store.event(event);
        if (end.runOutcome != RunOutcome::Failed)
            return;
        const auto &tasks = m_index.intervals().tasks();
        const QString error = utf8(end.error);
        const QString message = utf8(end.message).simplified();
        Problem problem{.severity = Severity::Error, .time = end.time, .event = event};
        if (!tasks.empty())
            problem.task = tasks.front().id;
        problem.text = textLine(tr("The run failed: %1"), {{message.isEmpty() ? error : error + u": "_s + message}});
        add(problem);
        return;
    }
}

void ProblemFinder::takeTask(const TaskTrack &track)
{
    if (track.intervals.empty())
        return;
    const Intervals &intervals = m_index.intervals();
    const std::uint32_t last = track.intervals.event(track.intervals.size() - 1);
    if (track.ended == noTime) {
        // Of one that was stopped nothing is done, and a deadlock names its tasks.
        if (intervals.outcome() == RunOutcome::Stopped || intervals.outcome() == RunOutcome::Deadlock)
            return;
        if (++m_unfinished > mostOfAKind)
            return;
        const Moment moment = momentAfter(m_index.store(), intervals.eventCount() - 1);
        add({.severity = Severity::Warning,
             .text = textLine(tr("%1 was not done when the run ended: %2."),
                              {m_index.name(track.id), {stateText(m_index, track.id, moment)}}),
             .task = track.id,
             .time = m_index.store().time(last),
             .event = last});
        return;
    }
    if (const auto &cancels = m_index.relations().cancelsOf(track.id); !cancels.empty()) {
        const CancelMark mark = intervals.cancels()[cancels.back()];
        if (mark.why == CancelCause::Shutdown) {
            if (++m_unfinished <= mostOfAKind)
                add({.severity = Severity::Hint,
                     .text =
                         textLine(tr("%1 was not done when main ended and was cancelled."), {m_index.name(track.id)}),
                     .task = track.id,
                     .time = mark.time,
                     .event = last});
            return;
        }
    }
}

void ProblemFinder::tellMore()
{
    const std::uint32_t last = static_cast<std::uint32_t>(m_index.intervals().eventCount() - 1);
    Problem problem{.severity = Severity::Hint, .time = m_index.intervals().end(), .event = last};
    if (m_unread > mostOfAKind) {
        problem.text = textLine(tr("%1 more tasks failed and nobody asked for their errors."),
                                {{countText(m_unread - mostOfAKind)}});
        add(problem);
    }
    if (m_unfinished > mostOfAKind) {
        problem.text = textLine(tr("%1 more tasks were not done."), {{countText(m_unfinished - mostOfAKind)}});
        add(problem);
    }
}

} // namespace coroscope

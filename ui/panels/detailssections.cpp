// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statetext.h"
#include "core/analysis/taskstory.h"
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"
#include "ui/panels/detailshtml.h"
#include "ui/panels/detailspanel.h"
#include "ui/timeline/waittext.h"

#include <QLabel>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

// The parts of the details that stand beside those of a task: its interval, an object, the run.

namespace coroscope
{
namespace
{

QString outcomeText(RunOutcome outcome)
{
    switch (outcome) {
    case RunOutcome::Returned:
        return DetailsPanel::tr("returned");
    case RunOutcome::Failed:
        return DetailsPanel::tr("failed");
    case RunOutcome::Deadlock:
        return DetailsPanel::tr("deadlock");
    case RunOutcome::Stopped:
        return DetailsPanel::tr("stopped");
    }
    return {};
}

} // namespace

void DetailsPanel::showInterval(DetailsHtml &html, const TaskTrack &track)
{
    const auto selected = view().selectedInterval();
    if (!selected)
        return;
    const auto place = intervalAt(track, std::size_t{*selected} + 1);
    if (!place || track.intervals.event(*place) != *selected)
        return;
    const Interval interval = track.intervals[*place];
    html.section(tr("Interval"));
    QString what;
    switch (interval.state) {
    case TaskState::Running:
        what = tr("runs");
        break;
    case TaskState::Ready:
        what = tr("ready");
        break;
    case TaskState::Waiting:
        what = waitKindName(interval.on);
        break;
    case TaskState::Done:
        what = tr("done");
        break;
    }
    std::vector<TextPiece> name{{what}};
    if (interval.object)
        name = {{what + u' '}, m_index->name(interval.object)};
    const Event event = m_intervals->store().event(interval.event);
    if (event.at)
        name.insert(name.end(), {{u" · "_s}, m_index->line(event.at)});
    html.line({.pieces = name});
    if (event.type == EventType::TaskReady)
        html.line(wakeText(*m_index, interval.event));
    if (interval.state == TaskState::Running)
        showWoken(html, interval);
    if (interval.end == noTime) {
        html.line(textLine(tr("since %1"), {m_index->timeOf(interval.event)}));
    } else {
        const std::uint32_t next =
            *place + 1 < track.intervals.size() ? track.intervals.event(*place + 1) : interval.event;
        html.line(textLine(
            tr("%1 to %2 · %3"),
            {m_index->timeOf(interval.event), m_index->timeOf(next), {formatLength(interval.end - interval.start)}}));
    }
}

/// Whom a step woke: that stands among the events right after its beginning.
void DetailsPanel::showWoken(DetailsHtml &html, const Interval &step)
{
    const EventStore &store = m_intervals->store();
    const TaskId runs = store.task(step.event);
    constexpr std::size_t reach = 4096;
    constexpr std::size_t most = 6;
    std::vector<TextPiece> woken;
    std::size_t count = 0;
    const std::size_t end = std::min(m_intervals->eventCount(), step.event + reach);
    for (std::size_t i = step.event + std::size_t{1}; i < end; ++i) {
        const EventType type = store.type(i);
        if (type == EventType::TaskRunning ||
            ((type == EventType::TaskWaiting || type == EventType::TaskDone) && store.task(i) == runs))
            break;
        if (type != EventType::TaskReady || store.event(i).by != runs)
            continue;
        if (count++ < most)
            woken.push_back(m_index->name(store.task(i)));
    }
    if (count > most)
        woken.push_back({tr("%1 more").arg(count - most)});
    if (count > 0)
        html.line(textLineWithList(tr("it woke %1"), {}, woken));
}

void DetailsPanel::showObject(DetailsHtml &html, const ObjectTrack &track)
{
    const Theme &colors = theme(m_theme);
    const Moment now = moment();
    const auto numbers = objectState(*m_index, track.id, now);
    const BarStyle style{colors.ink(Ink::Waiters), colors.ink(Ink::Text), Hatch::None, {}};
    showHead(displayName(track), objectKindName(track.kind) + u' ' + QString::number(track.id.value),
             numbers.empty() ? QString() : numbers.front().plain(), style);
    if (m_index->isBehind()) {
        html.line(textLine(tr("Looking through the run …"), {}, Tone::Muted));
        return;
    }
    const auto section = [&html](const QString &title, const std::vector<TextLine> &lines) {
        if (lines.empty())
            return;
        html.section(title);
        html.lines(lines);
    };
    section(tr("Held by"), objectHolders(*m_index, track.id, now));
    section(tr("Waiting, in order"), objectWaiters(*m_index, track.id, now));
    if (track.kind == ObjectKind::Gather || track.kind == ObjectKind::TaskGroup) {
        const auto &members = m_index->relations().members(track.id);
        constexpr std::size_t most = 100;
        std::vector<TextLine> lines;
        for (std::size_t i = 0; i < std::min(most, members.size()); ++i)
            lines.push_back(textLine(u"%1  %2"_s, {m_index->name(members[i]), {stateText(*m_index, members[i], now)}}));
        if (members.size() > most)
            lines.push_back(textLine(tr("and %1 more"), {{countText(members.size() - most)}}, Tone::Muted));
        section(tr("Its tasks"), lines);
    }
    const ObjectMost peaks = m_index->objects().peaks(track.id);
    std::vector<TextLine> lines;
    if (track.capacity >= 0)
        lines.push_back(textLine(tr("capacity %1"), {{QLocale().toString(qlonglong(track.capacity))}}));
    if (peaks.inUse > 0)
        lines.push_back(textLine(track.kind == ObjectKind::Queue ? tr("at most %1 items, first at %2")
                                                                 : tr("at most %1 in use, first at %2"),
                                 {{QLocale().toString(qlonglong(peaks.inUse))}, m_index->time(peaks.inUseAt)}));
    if (peaks.waiting > 0)
        lines.push_back(textLine(tr("at most %1 waiting, first at %2"),
                                 {{QLocale().toString(qlonglong(peaks.waiting))}, m_index->time(peaks.waitingAt)}));
    section(tr("Over the run"), lines);
}

void DetailsPanel::showRun(DetailsHtml &html)
{
    const Theme &colors = theme(m_theme);
    const TraceMeta &meta = m_intervals->store().meta();
    const auto outcome = m_intervals->outcome();
    const bool isBad = outcome == RunOutcome::Failed || outcome == RunOutcome::Deadlock;
    const BarStyle style =
        outcome ? BarStyle{colors.raised, colors.ink(isBad ? Ink::Failed : Ink::Text), {}, {}} : colors.running;
    const QString title = QString::fromStdString(meta.title).simplified();
    showHead(title.isEmpty() ? tr("Run") : title, tr("run"), outcome ? outcomeText(*outcome) : tr("running"), style);
    m_at->setText(tr("%1 clock").arg(QString::fromStdString(meta.clock)));

    countTasks();
    showRange(html);
    html.section(tr("The run"));
    std::vector<DetailsHtml::Row> rows{
        {{}, {{tr("time")}}, formatRunMoment(m_intervals->end(), m_intervals->end())},
        {{}, {{tr("tasks")}}, countText(m_intervals->tasks().size())},
        {{}, {{tr("steps")}}, countText(m_intervals->loop().size())},
        {{}, {{tr("events")}}, countText(m_intervals->eventCount())},
    };
    if (m_intervals->dropped() > 0)
        rows.push_back({{}, {{tr("events lost")}}, countText(m_intervals->dropped())});
    html.rows(rows);
    html.section(view().cursor() ? tr("Tasks at %1").arg(formatRunMoment(moment().time, m_intervals->end()))
                                 : tr("Tasks"));
    rows.clear();
    const std::pair<QString, std::size_t> ends[] = {{tr("returned"), m_counts[0]},
                                                    {tr("failed"), m_counts[1]},
                                                    {tr("cancelled"), m_counts[2]},
                                                    {tr("not done"), m_counts[3]},
                                                    {tr("not made yet"), m_counts[4]}};
    for (const auto &[name, count] : ends) {
        if (count > 0)
            rows.push_back({{}, {{name}}, countText(count)});
    }
    html.rows(rows);
    showPath(html);
    html.rule();
    html.line(textLine(tr("Select a task or an object to see what it does at the cursor."), {}, Tone::Muted));
}

/// Counts how tasks had ended at the cursor: of very many not with each new event.
void DetailsPanel::countTasks()
{
    constexpr std::size_t many = 10'000;
    constexpr qint64 pause = 1'000; // milliseconds
    const auto &tasks = m_intervals->tasks();
    const std::size_t now = moment().events;
    const auto at = view().cursor() ? std::optional(moment()) : std::nullopt;
    const bool isMoved = m_countedAt != at;
    if (m_countedEvents == m_intervals->eventCount() && !isMoved)
        return;
    if (!isMoved && tasks.size() > many && !m_intervals->outcome() && m_counted.isValid() &&
        m_counted.elapsed() < pause)
        return;
    constexpr std::size_t alive = 3;
    constexpr std::size_t later = 4;
    m_counts = {};
    for (const TaskTrack &task : tasks) {
        const bool isMade = task.intervals.size() > 0 && task.intervals.event(0) < now;
        const bool isOver = task.outcome && task.intervals.event(task.intervals.size() - 1) < now;
        ++m_counts[!isMade ? later : isOver ? static_cast<std::size_t>(*task.outcome) : alive];
    }
    m_countedAt = at;
    m_countedEvents = m_intervals->eventCount();
    m_counted.start();
}

void DetailsPanel::showPath(DetailsHtml &html)
{
    if (!m_path || !m_path->isDone())
        return;
    const auto lines = criticalPathText(*m_index, *m_path);
    if (lines.empty())
        return;
    if (view().selection().isValid())
        html.rule();
    html.section(tr("Critical path"));
    html.lines(lines);
}

} // namespace coroscope

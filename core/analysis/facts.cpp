// SPDX-License-Identifier: MIT
#include "core/analysis/facts.h"

#include "core/analysis/taskstory.h"
#include "core/analysis/textpattern.h"
#include "core/analysis/waitcycle.h"
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"
#include "core/trace/statistics.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

using K = FactKind;

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Fact", text); }

Fault none(const QString &message) { return {{}, 0, 0, message}; }

double seconds(Nanoseconds time) { return static_cast<double>(time) / static_cast<double>(nsPerSecond); }

/// The first few of many names, for a message.
QString listed(const QStringList &names)
{
    constexpr qsizetype most = 8;
    if (names.isEmpty())
        return tr("there are none");
    const QString first = names.mid(0, most).join(u", "_s);
    return names.size() > most ? tr("%1 and others").arg(first) : first;
}

using Tracks = std::vector<const TaskTrack *>;

std::uint32_t lastEvent(const TaskTrack &track) { return track.intervals.event(track.intervals.size() - 1); }

/// The step with which a task began; nothing if it never ran.
std::optional<std::uint32_t> firstStep(const TaskTrack &track)
{
    for (std::size_t i = 0; i < track.intervals.size(); ++i) {
        if (track.intervals.stateOf(i) == TaskState::Running)
            return track.intervals.event(i);
    }
    return std::nullopt;
}

class Evaluation
{
public:
    Evaluation(const FactCall &fact, const RunIndex &index)
        : m_fact(fact), m_index(index), m_intervals(index.intervals()), m_store(index.store())
    {
    }

    Result<FactAnswer> evaluate() const;

private:
    // Who and what is meant.

    template <typename Tracks>
    std::vector<typename Tracks::value_type> fitting(const Tracks &tracks, const FactArgument &name) const
    {
        std::vector<typename Tracks::value_type> found;
        const QByteArray text = name.text.toUtf8();
        const std::string_view wanted(text.data(), static_cast<std::size_t>(text.size()));
        for (const auto *const track : tracks) {
            if (track->name == wanted)
                found.push_back(track);
        }
        if (!found.empty() || name.isQuoted)
            return found;
        const TextPattern pattern(wanted);
        for (const auto *const track : tracks) {
            if (pattern.matches(track->name))
                found.push_back(track);
        }
        return found;
    }

    Tracks allTasks() const
    {
        Tracks tracks;
        tracks.reserve(m_intervals.tasks().size());
        for (const TaskTrack &track : m_intervals.tasks()) {
            if (!track.intervals.empty())
                tracks.push_back(&track);
        }
        return tracks;
    }

    /// Those that the first argument means, all if there is none; main is none of them.
    Result<Tracks> tasksMeant() const
    {
        Tracks tracks = allTasks();
        std::erase_if(tracks, [this](const TaskTrack *track) { return track == mainTask(); });
        if (m_fact.arguments.isEmpty())
            return tracks;
        Tracks found = fitting(tracks, m_fact.arguments.front());
        if (found.empty())
            return none(tr("no task is called '%1': %2").arg(m_fact.arguments.front().text, listed(namesOf(tracks))));
        return found;
    }

    const TaskTrack *mainTask() const { return m_intervals.tasks().empty() ? nullptr : &m_intervals.tasks()[0]; }

    /// The one that the first argument means; without one main.
    Result<const TaskTrack *> taskMeant() const
    {
        if (m_fact.arguments.isEmpty()) {
            if (mainTask() == nullptr)
                return none(tr("the run has no tasks"));
            return mainTask();
        }
        const FactArgument &name = m_fact.arguments.front();
        const Tracks tracks = allTasks();
        const Tracks found = fitting(tracks, name);
        if (found.empty())
            return none(tr("no task is called '%1': %2").arg(name.text, listed(namesOf(tracks))));
        const auto isOther = [&](const TaskTrack *track) { return track->name != found.front()->name; };
        if (std::ranges::any_of(found, isOther))
            return none(tr("more than one task is called like '%1': %2").arg(name.text, listed(namesOf(found))));
        return found.front();
    }

    /// Objects that an argument means, and the kind of waiting if there are none.
    struct Objects {
        std::vector<const ObjectTrack *> tracks;
        std::optional<WaitKind> kind;

        bool hold(WaitKind on, ObjectId object) const
        {
            if (kind)
                return on == *kind;
            return std::ranges::any_of(tracks, [object](const ObjectTrack *track) { return track->id == object; });
        }
    };
    Result<Objects> objectsMeant(const FactArgument &name) const
    {
        std::vector<const ObjectTrack *> all;
        for (const ObjectTrack &track : m_intervals.objects())
            all.push_back(&track);
        Objects objects{fitting(all, name), std::nullopt};
        if (!objects.tracks.empty())
            return objects;
        objects.kind = waitKindFromText(name.text.toStdString());
        if (objects.kind)
            return objects;
        QStringList names;
        for (const ObjectTrack *const track : all)
            names += displayName(*track);
        names.removeDuplicates();
        return none(tr("no object is called '%1': %2").arg(name.text, listed(names)));
    }

    QStringList namesOf(const Tracks &tracks) const
    {
        QStringList names;
        names.reserve(static_cast<qsizetype>(tracks.size()));
        for (const TaskTrack *const track : tracks)
            names += displayName(*track);
        return names;
    }
    QStringList namesOf(std::span<const TaskId> tasks) const
    {
        QStringList names;
        for (const TaskId task : tasks)
            names += displayName(m_intervals, task);
        return names;
    }

    // Answers.

    static FactAnswer number(std::size_t value) { return {static_cast<double>(value), std::nullopt}; }
    FactAnswer at(FactValue value, std::uint32_t event, TaskId task = {}, ObjectId object = {}) const
    {
        return {std::move(value), FactPlace{event, task, object}};
    }
    /// Of a list the place is that of its first.
    FactAnswer list(const Tracks &tracks, std::uint32_t (*eventOf)(const TaskTrack &)) const
    {
        FactAnswer answer{namesOf(tracks), std::nullopt};
        if (!tracks.empty())
            answer.place = FactPlace{eventOf(*tracks.front()), tracks.front()->id, {}};
        return answer;
    }

    FactAnswer outcome() const;
    Result<FactAnswer> result() const;
    Result<FactAnswer> error() const;
    FactAnswer ended(const std::function<bool(const TaskTrack &)> &isMeant) const;
    bool isLeftOver(const TaskTrack &track) const;
    bool isUnread(const TaskTrack &track) const;
    Result<FactAnswer> count() const;
    Result<FactAnswer> order() const;
    Result<FactAnswer> started() const;
    Result<FactAnswer> peak() const;
    Result<FactAnswer> mostWaiting() const;
    Result<FactAnswer> mostAtOnce(bool areSleeping) const;
    Result<FactAnswer> timeOfTask() const;
    Result<FactAnswer> waited() const;
    Result<FactAnswer> wokenBy() const;
    Result<FactAnswer> cancelledBy() const;
    Result<FactAnswer> log() const;
    Result<FactAnswer> timeOfLog() const;
    FactAnswer timeouts(bool haveFired) const;
    FactAnswer longestStep() const;
    FactAnswer deadlock() const;
    Result<FactAnswer> blockedOn() const;

    /// The event of a log of Intervals::logs().
    std::uint32_t eventOfLog(std::size_t log) const;

    const FactCall &m_fact;
    const RunIndex &m_index;
    const Intervals &m_intervals;
    const EventStore &m_store;
};

FactAnswer Evaluation::outcome() const
{
    const auto last = static_cast<std::uint32_t>(m_intervals.eventCount() - 1);
    const RunOutcome outcome = *m_intervals.outcome();
    const bool isCancelled =
        outcome == RunOutcome::Failed && mainTask() != nullptr && mainTask()->outcome == Outcome::Cancelled;
    return at(utf8(isCancelled ? text(Outcome::Cancelled) : text(outcome)), last,
              mainTask() != nullptr ? mainTask()->id : TaskId{});
}

Result<FactAnswer> Evaluation::result() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    if (track.outcome != Outcome::Returned)
        return none(tr("'%1' did not return").arg(displayName(track)));
    return at(utf8(track.result), lastEvent(track), track.id);
}

Result<FactAnswer> Evaluation::error() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    if (track.outcome != Outcome::Failed)
        return none(tr("'%1' did not fail").arg(displayName(track)));
    return at(utf8(track.result), lastEvent(track), track.id);
}

FactAnswer Evaluation::ended(const std::function<bool(const TaskTrack &)> &isMeant) const
{
    Tracks tracks = allTasks();
    std::erase_if(tracks, [&](const TaskTrack *track) { return track->ended == noTime || !isMeant(*track); });
    std::ranges::sort(tracks, {}, [](const TaskTrack *track) { return lastEvent(*track); });
    return list(tracks, lastEvent);
}

bool Evaluation::isLeftOver(const TaskTrack &track) const
{
    const auto &cancels = m_index.relations().cancelsOf(track.id);
    return std::ranges::any_of(
        cancels, [this](std::uint32_t cancel) { return m_intervals.cancels()[cancel].why == CancelCause::Shutdown; });
}

bool Evaluation::isUnread(const TaskTrack &track) const
{
    // main ends the run with its error; those of a group go to it.
    return track.outcome == Outcome::Failed && &track != mainTask() && !track.group &&
           takerOf(m_index, track.id).how == Taken::Unknown;
}

Result<FactAnswer> Evaluation::count() const
{
    auto counted = evaluateFact(m_fact.arguments.front().text, m_index);
    if (!counted)
        return counted.fault();
    return FactAnswer{static_cast<double>(std::get<QStringList>(counted->value).size()), counted->place};
}

Result<FactAnswer> Evaluation::order() const
{
    auto tasks = tasksMeant();
    if (!tasks)
        return tasks.fault();
    Tracks &tracks = tasks.value();
    std::erase_if(tracks, [](const TaskTrack *track) { return track->ended == noTime; });
    std::ranges::sort(tracks, {}, [](const TaskTrack *track) { return lastEvent(*track); });
    return list(tracks, lastEvent);
}

Result<FactAnswer> Evaluation::started() const
{
    auto tasks = tasksMeant();
    if (!tasks)
        return tasks.fault();
    Tracks &tracks = tasks.value();
    std::erase_if(tracks, [](const TaskTrack *track) { return !firstStep(*track); });
    const auto event = [](const TaskTrack &track) { return *firstStep(track); };
    std::ranges::sort(tracks, {}, [&](const TaskTrack *track) { return event(*track); });
    return list(tracks, event);
}

Result<FactAnswer> Evaluation::peak() const
{
    const auto objects = objectsMeant(m_fact.arguments.front());
    if (!objects)
        return objects.fault();
    if (objects->kind)
        return none(tr("no object is called '%1'").arg(m_fact.arguments.front().text));
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    FactPlace place;
    for (const ObjectTrack *const track : objects->tracks) {
        for (std::size_t i = 0; i < track->samples.size(); ++i) {
            const std::int64_t value = inUse(*track, track->samples[i]);
            if (value > most) {
                most = value;
                place = {track->samples.event(i), {}, track->id};
            }
        }
    }
    return FactAnswer{static_cast<double>(most), place};
}

Result<FactAnswer> Evaluation::mostWaiting() const
{
    const auto objects = objectsMeant(m_fact.arguments.front());
    if (!objects)
        return objects.fault();
    FactAnswer answer = number(0);
    std::int64_t most = 0;
    // What waits at a pool are jobs: the task of one that runs waits as well, but not for a thread.
    for (const ObjectTrack *const track : objects->tracks) {
        for (std::size_t i = 0; i < track->samples.size(); ++i) {
            const std::int64_t waiting = track->samples[i].waiting;
            if (waiting > most) {
                most = waiting;
                const std::uint32_t event = track->samples.event(i);
                answer = at(static_cast<double>(most), event, m_store.task(event), track->id);
            }
        }
    }
    if (!objects->kind)
        return answer;
    struct Change {
        std::uint32_t event;
        int by;
    };
    std::vector<Change> changes;
    for (const TaskTrack *const track : allTasks()) {
        for (std::size_t i = 0; i < track->intervals.size(); ++i) {
            const Interval interval = track->intervals[i];
            if (interval.state != TaskState::Waiting || !objects->hold(interval.on, interval.object))
                continue;
            changes.push_back({interval.event, 1});
            if (i + 1 < track->intervals.size())
                changes.push_back({track->intervals.event(i + 1), -1});
        }
    }
    std::ranges::sort(changes, {}, &Change::event);
    int now = 0;
    for (const Change &change : changes) {
        now += change.by;
        if (now > most) {
            most = now;
            answer = at(static_cast<double>(most), change.event, m_store.task(change.event));
        }
    }
    return answer;
}

Result<FactAnswer> Evaluation::mostAtOnce(bool areSleeping) const
{
    const auto tasks = tasksMeant();
    if (!tasks)
        return tasks.fault();
    std::vector<bool> isMeant(m_intervals.tasks().size(), false);
    for (const TaskTrack *const track : tasks.value())
        isMeant[*m_intervals.placeOf(track->id)] = true;
    std::vector<bool> isIn(isMeant.size(), false);
    FactAnswer answer = number(0);
    std::size_t now = 0;
    std::size_t most = 0;
    for (std::uint32_t event = 0; event < m_intervals.eventCount(); ++event) {
        const EventType type = m_store.type(event);
        if (type != EventType::TaskCreated && type != EventType::TaskReady && type != EventType::TaskRunning &&
            type != EventType::TaskWaiting && type != EventType::TaskDone)
            continue;
        const auto place = m_intervals.placeOf(m_store.task(event));
        if (!place || !isMeant[*place])
            continue;
        const bool isNow = areSleeping
                               ? type == EventType::TaskWaiting && m_store.waitKind(event) == WaitKind::Sleep
                               : type != EventType::TaskDone && m_intervals.tasks()[*place].intervals.event(0) <= event;
        if (isNow && !isIn[*place] && ++now > most) {
            most = now;
            answer = at(static_cast<double>(most), event, m_store.task(event));
        } else if (!isNow && isIn[*place]) {
            --now;
        }
        isIn[*place] = isNow;
    }
    return answer;
}

Result<FactAnswer> Evaluation::timeOfTask() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    // One that was cancelled before its first step began when it was made.
    const std::uint32_t first = firstStep(track).value_or(track.intervals.event(0));
    if (m_fact.kind == K::Start)
        return at(seconds(m_store.time(first)), first, track.id);
    if (track.ended == noTime)
        return none(tr("'%1' had not ended when the run did").arg(displayName(track)));
    const Nanoseconds from = m_fact.kind == K::Duration ? m_store.time(first) : 0;
    return at(seconds(track.ended - from), lastEvent(track), track.id);
}

Result<FactAnswer> Evaluation::waited() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    Objects objects;
    const bool isAny = m_fact.arguments.size() < 2;
    if (!isAny) {
        auto meant = objectsMeant(m_fact.arguments[1]);
        if (!meant)
            return meant.fault();
        objects = meant.take();
    }
    // The place is the end of the longest wait.
    Nanoseconds sum = 0;
    Nanoseconds longest = -1;
    FactAnswer answer = number(0);
    for (const Interval &interval : task.value()->intervals) {
        if (interval.state != TaskState::Waiting || !(isAny || objects.hold(interval.on, interval.object)))
            continue;
        const Nanoseconds length = (interval.end == noTime ? m_intervals.end() : interval.end) - interval.start;
        sum += length;
        if (length > longest) {
            longest = length;
            answer.place = FactPlace{interval.event, task.value()->id, interval.object};
        }
    }
    answer.value = seconds(sum);
    return answer;
}

Result<FactAnswer> Evaluation::wokenBy() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    for (std::size_t i = track.intervals.size(); i-- > 1;) {
        const std::uint32_t event = track.intervals.event(i);
        if (m_store.type(event) != EventType::TaskReady || m_store.readyCause(event) == ReadyCause::Created)
            continue;
        TaskId by = m_store.readyBy(event);
        // The end of a task wakes through the loop, which the trace names nobody for.
        if (!by && track.intervals.stateOf(i - 1) == TaskState::Waiting)
            by = lastDone(m_intervals, m_store.event(track.intervals.event(i - 1)).tasks, event);
        if (by)
            return at(displayName(m_intervals, by), event, track.id);
    }
    return none(tr("no task woke '%1'").arg(displayName(track)));
}

Result<FactAnswer> Evaluation::cancelledBy() const
{
    const auto task = taskMeant();
    if (!task)
        return task.fault();
    const TaskTrack &track = *task.value();
    const auto &cancels = m_index.relations().cancelsOf(track.id);
    if (cancels.empty())
        return none(tr("nothing cancelled '%1'").arg(displayName(track)));
    const CancelMark mark = m_intervals.cancels()[cancels.back()];
    return at(mark.by ? displayName(m_intervals, mark.by) : utf8(text(mark.why)), mark.event, track.id);
}

std::uint32_t Evaluation::eventOfLog(std::size_t log) const
{
    std::size_t left = log;
    for (std::uint32_t event = 0; event < m_intervals.eventCount(); ++event) {
        if (m_store.type(event) == EventType::Log && left-- == 0)
            return event;
    }
    return 0;
}

Result<FactAnswer> Evaluation::log() const
{
    const auto number = static_cast<std::size_t>(m_fact.arguments.front().text.toInt());
    if (number > m_intervals.logs().size())
        return none(tr("there is no log %1; the run has %2").arg(number).arg(m_intervals.logs().size()));
    const LogLine &line = m_intervals.logs()[number - 1];
    return at(utf8(line.text), eventOfLog(number - 1), line.task);
}

Result<FactAnswer> Evaluation::timeOfLog() const
{
    const std::string wanted = m_fact.arguments.front().text.toStdString();
    std::optional<std::size_t> found;
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_intervals.logs().size(); ++i) {
        if (m_intervals.logs()[i].text.find(wanted) == std::string::npos)
            continue;
        ++count;
        if (!found || m_fact.kind == K::LastTimeOf)
            found = i;
    }
    if (!found && m_fact.kind == K::CountOf)
        return number(0);
    if (!found)
        return none(tr("nothing was logged that holds '%1'").arg(m_fact.arguments.front().text));
    const LogLine &line = m_intervals.logs()[*found];
    const double value = m_fact.kind == K::CountOf ? static_cast<double>(count) : seconds(line.time);
    return at(value, eventOfLog(*found), line.task);
}

FactAnswer Evaluation::timeouts(bool haveFired) const
{
    std::size_t count = 0;
    for (const TimeoutSpan &span : m_intervals.timeouts())
        count += span.fired == haveFired && (haveFired || span.end != noTime);
    FactAnswer answer = number(count);
    if (!haveFired)
        return answer;
    for (std::uint32_t event = 0; event < m_intervals.eventCount(); ++event) {
        if (m_store.type(event) == EventType::TimeoutFired)
            return at(answer.value, event, m_store.task(event));
    }
    return answer;
}

FactAnswer Evaluation::longestStep() const
{
    Nanoseconds longest = 0;
    FactAnswer answer = number(0);
    for (const LoopSlice &slice : m_intervals.loop()) {
        const Nanoseconds length = (slice.end == noTime ? m_intervals.end() : slice.end) - slice.start;
        if (length > longest) {
            longest = length;
            answer = at(seconds(length), slice.event, slice.task);
        }
    }
    return answer;
}

FactAnswer Evaluation::deadlock() const
{
    if (m_intervals.deadlocks().empty())
        return {QStringList(), std::nullopt};
    const std::uint32_t event = m_intervals.deadlocks()[0];
    const Event deadlock = m_store.event(event);
    const Moment moment = momentAfter(m_store, event);
    std::vector<TaskId> tasks;
    constexpr std::size_t mostTried = 100;
    for (std::size_t i = 0; i < std::min(mostTried, deadlock.tasks.size()) && tasks.empty(); ++i) {
        for (const CycleStep &step : waitCycle(m_index, deadlock.tasks[i], moment))
            tasks.push_back(step.task);
    }
    // Without a circle nobody is left who could do what they wait for.
    if (tasks.empty())
        tasks.assign(deadlock.tasks.begin(), deadlock.tasks.end());
    return at(namesOf(tasks), event, tasks.empty() ? TaskId{} : tasks.front());
}

Result<FactAnswer> Evaluation::blockedOn() const
{
    const auto objects = objectsMeant(m_fact.arguments.front());
    if (!objects)
        return objects.fault();
    Tracks tracks = allTasks();
    std::erase_if(tracks, [&](const TaskTrack *track) {
        const Interval last = track->intervals.back();
        return last.state != TaskState::Waiting || !objects->hold(last.on, last.object);
    });
    std::ranges::sort(tracks, {}, [](const TaskTrack *track) { return lastEvent(*track); });
    return list(tracks, lastEvent);
}

Result<FactAnswer> Evaluation::evaluate() const
{
    if (!m_intervals.outcome() || m_intervals.eventCount() == 0)
        return none(tr("the run is not over"));
    const auto endedWith = [this](Outcome outcome) {
        return ended([outcome](const TaskTrack &track) { return track.outcome == outcome; });
    };
    switch (m_fact.kind) {
    case K::Makespan:
        return at(seconds(m_intervals.end()), static_cast<std::uint32_t>(m_intervals.eventCount() - 1));
    case K::Outcome:
        return outcome();
    case K::Tasks:
        return number(m_intervals.tasks().size());
    case K::Steps:
        return number(m_intervals.loop().size());
    case K::Result:
        return result();
    case K::Error:
        return error();
    case K::Returned:
        return endedWith(Outcome::Returned);
    case K::Failed:
        return endedWith(Outcome::Failed);
    case K::Cancelled:
        return endedWith(Outcome::Cancelled);
    case K::Unfinished: {
        Tracks tracks = allTasks();
        std::erase_if(tracks, [](const TaskTrack *track) { return track->ended != noTime; });
        return list(tracks, lastEvent);
    }
    case K::LeftOver:
        return ended([this](const TaskTrack &track) { return isLeftOver(track); });
    case K::UnreadErrors:
        return ended([this](const TaskTrack &track) { return isUnread(track); });
    case K::Count:
        return count();
    case K::Order:
        return order();
    case K::Started:
        return started();
    case K::Peak:
        return peak();
    case K::MostWaiting:
        return mostWaiting();
    case K::PeakTasks:
        return mostAtOnce(false);
    case K::PeakSleeping:
        return mostAtOnce(true);
    case K::Start:
    case K::End:
    case K::Duration:
        return timeOfTask();
    case K::Waited:
        return waited();
    case K::WokenBy:
        return wokenBy();
    case K::CancelledBy:
        return cancelledBy();
    case K::Logs: {
        QStringList texts;
        for (const LogLine &line : m_intervals.logs())
            texts += utf8(line.text);
        return FactAnswer{texts, std::nullopt};
    }
    case K::Log:
        return log();
    case K::TimeOf:
    case K::LastTimeOf:
    case K::CountOf:
        return timeOfLog();
    case K::TimeoutsFired:
        return timeouts(true);
    case K::TimeoutsMet:
        return timeouts(false);
    case K::LongestStep:
        return longestStep();
    case K::Warnings: {
        QStringList codes;
        for (const std::uint32_t event : m_intervals.warnings())
            codes += utf8(m_store.event(event).code);
        return FactAnswer{codes, std::nullopt};
    }
    case K::Deadlock:
        return deadlock();
    case K::BlockedOn:
        return blockedOn();
    }
    return none(tr("the run is not over"));
}

} // namespace

Result<FactAnswer> evaluateFact(const FactCall &fact, const RunIndex &index)
{
    return Evaluation(fact, index).evaluate();
}

Result<FactAnswer> evaluateFact(const QString &fact, const RunIndex &index)
{
    const auto call = FactCall::parse(fact);
    if (!call)
        return call.fault();
    return evaluateFact(call.value(), index);
}

QString factText(const FactValue &value)
{
    if (const auto *number = std::get_if<double>(&value)) {
        QString text = QString::number(*number, 'f', 9);
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
        return text;
    }
    if (const auto *text = std::get_if<QString>(&value))
        return *text;
    const auto &list = std::get<QStringList>(value);
    return list.isEmpty() ? tr("none") : list.join(u", "_s);
}

bool saysFact(const QString &text, const FactValue &value)
{
    if (const auto *number = std::get_if<double>(&value)) {
        bool isNumber = false;
        const double said = text.toDouble(&isNumber);
        if (isNumber)
            return isSameFact(said, *number);
        const auto duration = parseDuration(text);
        return duration && isSameFact(seconds(*duration), *number);
    }
    return text == factText(value);
}

bool isSameFact(const FactValue &left, const FactValue &right, double tolerance)
{
    const auto *const a = std::get_if<double>(&left);
    const auto *const b = std::get_if<double>(&right);
    return a != nullptr && b != nullptr ? std::abs(*a - *b) <= tolerance : left == right;
}

} // namespace coroscope

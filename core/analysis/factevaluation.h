// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/facts.h"
#include "core/analysis/textpattern.h"
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"

#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace coroscope
{

// How facts are evaluated; what facts.h gives is all that others need.

using TaskTracks = std::vector<const TaskTrack *>;

/// For texts that people read.
QString factTr(const char *text);
/// Why there is no such fact.
Fault noFact(const QString &message);
double inSeconds(Nanoseconds time);
/// The first few of many names, for a message.
QString listedNames(const QStringList &names);
std::uint32_t lastEvent(const TaskTrack &track);
/// The step with which a task began; nothing if it never ran.
std::optional<std::uint32_t> firstStep(const TaskTrack &track);

/// Evaluates one fact on a run: a function for each kind, by what it is about in a file of its own.
class FactEvaluation
{
public:
    FactEvaluation(const FactCall &fact, const RunIndex &index)
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

    TaskTracks allTasks() const
    {
        TaskTracks tracks;
        tracks.reserve(m_intervals.tasks().size());
        for (const TaskTrack &track : m_intervals.tasks()) {
            if (!track.intervals.empty())
                tracks.push_back(&track);
        }
        return tracks;
    }

    /// Those that the first argument means, all if there is none; main is none of them.
    Result<TaskTracks> tasksMeant() const
    {
        TaskTracks tracks = allTasks();
        std::erase_if(tracks, [this](const TaskTrack *track) { return track == mainTask(); });
        if (m_fact.arguments.isEmpty())
            return tracks;
        TaskTracks found = fitting(tracks, m_fact.arguments.front());
        if (found.empty())
            return noFact(
                factTr("no task is called '%1': %2").arg(m_fact.arguments.front().text, listedNames(namesOf(tracks))));
        return found;
    }

    const TaskTrack *mainTask() const { return m_intervals.tasks().empty() ? nullptr : &m_intervals.tasks()[0]; }

    /// The one that the first argument means; without one main.
    Result<const TaskTrack *> taskMeant() const
    {
        if (m_fact.arguments.isEmpty()) {
            if (mainTask() == nullptr)
                return noFact(factTr("the run has no tasks"));
            return mainTask();
        }
        const FactArgument &name = m_fact.arguments.front();
        const TaskTracks tracks = allTasks();
        const TaskTracks found = fitting(tracks, name);
        if (found.empty())
            return noFact(factTr("no task is called '%1': %2").arg(name.text, listedNames(namesOf(tracks))));
        const auto isOther = [&](const TaskTrack *track) { return track->name != found.front()->name; };
        if (std::ranges::any_of(found, isOther))
            return noFact(
                factTr("more than one task is called like '%1': %2").arg(name.text, listedNames(namesOf(found))));
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
        return noFact(factTr("no object is called '%1': %2").arg(name.text, listedNames(names)));
    }

    QStringList namesOf(const TaskTracks &tracks) const
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
    FactAnswer list(const TaskTracks &tracks, std::uint32_t (*eventOf)(const TaskTrack &)) const
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
    FactAnswer unreadErrors() const;
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

} // namespace coroscope

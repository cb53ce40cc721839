// SPDX-License-Identifier: MIT
#include "core/analysis/facts.h"

#include "core/analysis/factevaluation.h"
#include "core/analysis/words.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{

using K = FactKind;

QString factTr(const char *text) { return QCoreApplication::translate("coroscope::Fact", text); }

Fault noFact(const QString &message) { return {{}, 0, 0, message}; }

double inSeconds(Nanoseconds time) { return static_cast<double>(time) / static_cast<double>(nsPerSecond); }

/// The first few of many names, for a message.
QString listedNames(const QStringList &names)
{
    constexpr qsizetype most = 8;
    if (names.isEmpty())
        return factTr("there are none");
    const QString first = names.mid(0, most).join(u", "_s);
    return names.size() > most ? factTr("%1 and others").arg(first) : first;
}

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

Result<FactAnswer> FactEvaluation::count() const
{
    auto counted = evaluateFact(m_fact.arguments.front().text, m_index);
    if (!counted)
        return counted.fault();
    return FactAnswer{static_cast<double>(std::get<QStringList>(counted->value).size()), counted->place};
}

Result<FactAnswer> FactEvaluation::evaluate() const
{
    if (!m_intervals.outcome() || m_intervals.eventCount() == 0)
        return noFact(factTr("the run is not over"));
    const auto endedWith = [this](Outcome outcome) {
        return ended([outcome](const TaskTrack &track) { return track.outcome == outcome; });
    };
    switch (m_fact.kind) {
    case K::Makespan:
        return at(inSeconds(m_intervals.end()), static_cast<std::uint32_t>(m_intervals.eventCount() - 1));
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
        TaskTracks tracks = allTasks();
        std::erase_if(tracks, [](const TaskTrack *track) { return track->ended != noTime; });
        return list(tracks, lastEvent);
    }
    case K::LeftOver:
        return ended([this](const TaskTrack &track) { return isLeftOver(track); });
    case K::UnreadErrors:
        return unreadErrors();
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
    return noFact(factTr("the run is not over"));
}

Result<FactAnswer> evaluateFact(const FactCall &fact, const RunIndex &index)
{
    return FactEvaluation(fact, index).evaluate();
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
    return list.isEmpty() ? factTr("none") : list.join(u", "_s);
}

bool saysFact(const QString &text, const FactValue &value)
{
    if (const auto *number = std::get_if<double>(&value)) {
        bool isNumber = false;
        const double said = text.toDouble(&isNumber);
        if (isNumber)
            return isSameFact(said, *number);
        const auto duration = parseDuration(text);
        return duration && isSameFact(inSeconds(*duration), *number);
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

// SPDX-License-Identifier: MIT
#include "core/analysis/factevaluation.h"

#include "core/analysis/waitcycle.h"
#include "core/analysis/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{

using K = FactKind;

FactAnswer FactEvaluation::outcome() const
{
    const auto last = static_cast<std::uint32_t>(m_intervals.eventCount() - 1);
    const RunOutcome outcome = *m_intervals.outcome();
    const bool isCancelled =
        outcome == RunOutcome::Failed && mainTask() != nullptr && mainTask()->outcome == Outcome::Cancelled;
    return at(utf8(isCancelled ? text(Outcome::Cancelled) : text(outcome)), last,
              mainTask() != nullptr ? mainTask()->id : TaskId{});
}

std::uint32_t FactEvaluation::eventOfLog(std::size_t log) const
{
    std::size_t left = log;
    for (std::uint32_t event = 0; event < m_intervals.eventCount(); ++event) {
        if (m_store.type(event) == EventType::Log && left-- == 0)
            return event;
    }
    return 0;
}

Result<FactAnswer> FactEvaluation::log() const
{
    const auto number = static_cast<std::size_t>(m_fact.arguments.front().text.toInt());
    if (number > m_intervals.logs().size())
        return noFact(factTr("there is no log %1; the run has %2").arg(number).arg(m_intervals.logs().size()));
    const LogLine &line = m_intervals.logs()[number - 1];
    return at(utf8(line.text), eventOfLog(number - 1), line.task);
}

Result<FactAnswer> FactEvaluation::timeOfLog() const
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
        return noFact(factTr("nothing was logged that holds '%1'").arg(m_fact.arguments.front().text));
    const LogLine &line = m_intervals.logs()[*found];
    const double value = m_fact.kind == K::CountOf ? static_cast<double>(count) : inSeconds(line.time);
    return at(value, eventOfLog(*found), line.task);
}

FactAnswer FactEvaluation::timeouts(bool haveFired) const
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

FactAnswer FactEvaluation::longestStep() const
{
    Nanoseconds longest = 0;
    FactAnswer answer = number(0);
    for (const LoopSlice &slice : m_intervals.loop()) {
        const Nanoseconds length = (slice.end == noTime ? m_intervals.end() : slice.end) - slice.start;
        if (length > longest) {
            longest = length;
            answer = at(inSeconds(length), slice.event, slice.task);
        }
    }
    return answer;
}

FactAnswer FactEvaluation::deadlock() const
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

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/base/factcall.h"

#include "core/base/didyoumean.h"

#include <algorithm>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

using P = FactParameter;
using S = FactSort;
using K = FactKind;

Fault faultAt(qsizetype index, const QString &message, FaultKind kind = FaultKind::CallForm)
{
    return {{}, 0, static_cast<int>(index) + 1, message, kind};
}

/// What is in the parentheses, for messages.
QString usage(const FactWords &words)
{
    static const auto nameOf = [](FactParameter parameter) {
        switch (parameter) {
        case P::Task:
            return u"TASK"_s;
        case P::Pattern:
            return u"PATTERN"_s;
        case P::Object:
            return u"OBJECT"_s;
        case P::Number:
            return u"N"_s;
        case P::Text:
            return u"\"text\""_s;
        case P::Fact:
            return u"FACT"_s;
        }
        return QString();
    };
    const QString name = QString::fromUtf16(words.name);
    QStringList forms;
    for (int count = words.fewest; count <= words.parameters.size(); ++count) {
        QStringList given;
        for (int i = 0; i < count; ++i)
            given += nameOf(words.parameters[i]);
        forms += given.isEmpty() ? name : name + u'(' + given.join(u", "_s) + u')';
    }
    return forms.join(u" or "_s);
}

const FactWords *find(QStringView name)
{
    const auto words = factWords();
    const auto found = std::ranges::find_if(words, [name](const FactWords &word) { return name == word.name; });
    return found == words.end() ? nullptr : &*found;
}

/// Reads the arguments of a fact, from after `(` up to the end of the text.
class ArgumentReader
{
public:
    ArgumentReader(const QString &text, qsizetype at) : m_text(text), m_at(at) {}

    struct Argument {
        FactArgument argument;
        qsizetype at = 0;
    };

    Result<std::vector<Argument>> read()
    {
        std::vector<Argument> arguments;
        const qsizetype open = m_at - 1;
        for (;;) {
            skipSpaces();
            if (m_at == m_text.size())
                return faultAt(open, u"')' is missing at the end"_s);
            const qsizetype begin = m_at;
            const bool isQuoted = m_text[m_at] == u'"';
            auto argument = isQuoted ? readQuoted() : readPlain();
            if (!argument)
                return argument.fault();
            skipSpaces();
            if (m_at == m_text.size())
                return faultAt(open, u"')' is missing at the end"_s);
            const QChar end = m_text[m_at];
            if (end != u',' && end != u')')
                return faultAt(m_at, u"write ',' or ')' after the text in quotes"_s);
            if (!isQuoted && argument.value().isEmpty() && !(end == u')' && arguments.empty()))
                return faultAt(begin, u"an argument is missing"_s);
            if (isQuoted || !argument.value().isEmpty())
                arguments.push_back({{argument.take(), isQuoted}, begin});
            ++m_at;
            if (end == u')')
                break;
        }
        skipSpaces();
        if (m_at != m_text.size())
            return faultAt(m_at, u"a fact ends with its ')'; nothing may come after it"_s);
        return arguments;
    }

private:
    void skipSpaces()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    Result<QString> readQuoted()
    {
        const qsizetype begin = m_at++;
        QString text;
        for (; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            text += m_text[m_at];
        }
        if (m_at == m_text.size())
            return faultAt(begin, u"'\"' is missing at the end of the text"_s);
        ++m_at;
        return text;
    }

    /// A name up to a comma or parenthesis that is not of its own; brackets and quotes in it come in pairs.
    Result<QString> readPlain()
    {
        const qsizetype begin = m_at;
        std::vector<QChar> open;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'"') {
                if (auto inner = readQuoted(); !inner)
                    return inner.fault();
                --m_at;
            } else if (c == u'(' || c == u'[' || c == u'{') {
                open.push_back(c == u'(' ? u')' : c == u'[' ? u']' : u'}');
            } else if (!open.empty() && c == open.back()) {
                open.pop_back();
            } else if (open.empty() && (c == u',' || c == u')')) {
                break;
            }
        }
        return m_text.mid(begin, m_at - begin).trimmed();
    }

    const QString &m_text;
    qsizetype m_at;
};

/// Why an argument cannot be what it stands for.
std::optional<Fault> checkArgument(FactParameter parameter, const ArgumentReader::Argument &argument)
{
    const QString &text = argument.argument.text;
    if (parameter == P::Number) {
        bool isNumber = false;
        if (text.toInt(&isNumber) < 1 || !isNumber)
            return faultAt(argument.at, u"write a whole number from 1 on instead of '%1'"_s.arg(text),
                           FaultKind::Arguments);
    } else if (parameter == P::Fact) {
        auto inner = FactCall::parse(text);
        if (!inner) {
            Fault fault = inner.fault();
            fault.column += static_cast<int>(argument.at);
            return fault;
        }
        if (inner->sort != S::Texts)
            return faultAt(argument.at, u"count() counts a list, and '%1' is none"_s.arg(text), FaultKind::Arguments);
    } else if (text.isEmpty()) {
        return faultAt(argument.at, u"the text in quotes is empty"_s);
    }
    return std::nullopt;
}

} // namespace

std::span<const FactWords> factWords()
{
    static const std::vector<FactWords> words{
        {K::Makespan, u"makespan", S::Seconds, 0, {}, "how long the run took"},
        {K::Outcome, u"outcome", S::Text, 0, {}, "how it ended: returned, failed, cancelled, deadlock or stopped"},
        {K::Tasks, u"tasks", S::Number, 0, {}, "how many tasks were made, main counted in"},
        {K::Steps, u"steps", S::Number, 0, {}, "how many steps the tasks took on the loop"},
        {K::Result, u"result", S::Text, 0, {P::Task}, "what main, or a task, returned, as text"},
        {K::Error, u"error", S::Text, 0, {P::Task}, "what main, or a task, failed with: ValueError: text"},
        {K::Returned, u"returned", S::Texts, 0, {}, "tasks that returned, in the order of their ends"},
        {K::Failed, u"failed", S::Texts, 0, {}, "tasks that failed, in the order of their ends"},
        {K::Cancelled, u"cancelled", S::Texts, 0, {}, "tasks that ended cancelled, in the order of their ends"},
        {K::Unfinished, u"unfinished", S::Texts, 0, {}, "tasks that had not ended when the run did"},
        {K::LeftOver, u"left_over", S::Texts, 0, {}, "tasks that the loop cancelled because main had ended"},
        {K::UnreadErrors, u"unread_errors", S::Texts, 0, {}, "tasks that failed and whose error nobody asked for"},
        {K::Count, u"count", S::Number, 1, {P::Fact}, "how many a list holds: count(cancelled)"},
        {K::Order, u"order", S::Texts, 0, {P::Pattern}, "tasks in the order of their ends, main left out"},
        {K::Started, u"started", S::Texts, 0, {P::Pattern}, "tasks in the order of their first steps, main left out"},
        {K::Peak,
         u"peak",
         S::Number,
         1,
         {P::Object},
         "the most that was in use of an object: permits, items, 1 of a lock, threads"},
        {K::MostWaiting, u"most_waiting", S::Number, 1, {P::Object}, "the most tasks that waited for an object"},
        {K::PeakTasks, u"peak_tasks", S::Number, 0, {P::Pattern}, "the most tasks alive at once, main left out"},
        {K::PeakSleeping, u"peak_sleeping", S::Number, 0, {P::Pattern}, "the most tasks in a sleep at once"},
        {K::Start, u"start", S::Seconds, 1, {P::Task}, "when a task took its first step"},
        {K::End, u"end", S::Seconds, 1, {P::Task}, "when a task ended"},
        {K::Duration, u"duration", S::Seconds, 1, {P::Task}, "from the first step of a task to its end"},
        {K::Waited, u"waited", S::Seconds, 1, {P::Task, P::Object}, "how long a task waited, in all or for an object"},
        {K::WokenBy, u"woken_by", S::Text, 1, {P::Task}, "the task that woke another one, the last time"},
        {K::CancelledBy,
         u"cancelled_by",
         S::Text,
         1,
         {P::Task},
         "the task that cancelled another one last, or what did: timeout, shutdown"},
        {K::Logs, u"logs", S::Texts, 0, {}, "all that was logged"},
        {K::Log, u"log", S::Text, 1, {P::Number}, "one log, counted from 1"},
        {K::TimeOf, u"time_of", S::Seconds, 1, {P::Text}, "when the text was first logged"},
        {K::LastTimeOf, u"last_time_of", S::Seconds, 1, {P::Text}, "when the text was last logged"},
        {K::CountOf, u"count_of", S::Number, 1, {P::Text}, "how many logs hold the text"},
        {K::TimeoutsFired, u"timeouts_fired", S::Number, 0, {}, "timeouts whose time ran out"},
        {K::TimeoutsMet, u"timeouts_met", S::Number, 0, {}, "timeouts whose block ended in time"},
        {K::LongestStep, u"longest_step", S::Seconds, 0, {}, "how long the loop was kept by one step at most"},
        {K::Warnings, u"warnings", S::Texts, 0, {}, "the kinds of the warnings"},
        {K::Deadlock, u"deadlock", S::Texts, 0, {}, "tasks of a deadlock that wait for each other in a circle"},
        {K::BlockedOn, u"blocked_on", S::Texts, 1, {P::Object}, "tasks that wait for an object when the run ends"},
    };
    return words;
}

Result<FactCall> FactCall::parse(const QString &text)
{
    // Of longer ones the messages could not be read, and nesting would go as deep as the text is long.
    constexpr qsizetype longest = 1000;
    if (text.size() > longest)
        return faultAt(0, u"a fact has at most %1 characters, and this has %2"_s.arg(longest).arg(text.size()));
    const qsizetype open = text.indexOf(u'(');
    const QString name = (open < 0 ? text : text.left(open)).trimmed();
    if (name.isEmpty())
        return faultAt(0, u"write a fact, such as 'makespan' or 'peak(sem)'"_s);
    const auto begin = static_cast<qsizetype>(
        std::distance(text.begin(), std::ranges::find_if(text, [](QChar c) { return !c.isSpace(); })));
    const FactWords *const words = find(name);
    if (words == nullptr) {
        QStringList known;
        for (const FactWords &word : factWords())
            known += QString::fromUtf16(word.name);
        const QString near = didYouMean(name, known);
        return faultAt(begin,
                       u"no fact is called '%1'"_s.arg(name) +
                           (near.isEmpty() ? u"; facts are "_s + known.join(u", "_s) : near),
                       FaultKind::UnknownName);
    }

    std::vector<ArgumentReader::Argument> given;
    if (open >= 0) {
        auto arguments = ArgumentReader(text, open + 1).read();
        if (!arguments)
            return arguments.fault();
        given = arguments.take();
    }
    const auto count = static_cast<qsizetype>(given.size());
    if (count < words->fewest || count > words->parameters.size())
        return faultAt(begin, u"write %1"_s.arg(usage(*words)), FaultKind::Arguments);
    FactCall call{words->kind, words->sort, {}};
    for (qsizetype i = 0; i < count; ++i) {
        const ArgumentReader::Argument &argument = given[static_cast<std::size_t>(i)];
        if (const auto fault = checkArgument(words->parameters[i], argument))
            return *fault;
        call.arguments += argument.argument;
    }
    return call;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/tracefilter.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

using Key = FilterTerm::Key;
using Comparison = FilterTerm::Comparison;

QString tr(const char *text) { return QCoreApplication::translate("coroscope::TraceFilter", text); }

struct KeyWord {
    QStringView word;
    Key key;
};
constexpr std::array keyWords{
    KeyWord{u"name", Key::Name},   KeyWord{u"state", Key::State},     KeyWord{u"on", Key::On},
    KeyWord{u"group", Key::Group}, KeyWord{u"parent", Key::Parent},   KeyWord{u"kind", Key::Kind},
    KeyWord{u"id", Key::Id},       KeyWord{u"took", Key::Took},       KeyWord{u"waited", Key::Waited},
    KeyWord{u"ran", Key::Ran},     KeyWord{u"steps", Key::StepCount},
};

/// In the order of FilterState.
constexpr std::array<QStringView, filterStateCount> stateWords{u"ready",    u"running", u"waiting",   u"done",
                                                               u"returned", u"failed",  u"cancelled", u"timedout"};

template <typename Words>
QString listOf(const Words &words)
{
    QStringList list;
    for (const auto &word : words)
        list += word.toString();
    return list.join(u", "_s);
}

QString keyList()
{
    QStringList words;
    for (const KeyWord &key : keyWords)
        words += key.word.toString();
    return words.join(u", "_s);
}

std::optional<Key> keyOf(QStringView word)
{
    for (const KeyWord &key : keyWords) {
        if (word.compare(key.word, Qt::CaseInsensitive) == 0)
            return key.key;
    }
    return std::nullopt;
}

bool isDuration(Key key) { return key == Key::Took || key == Key::Waited || key == Key::Ran; }
bool isCompared(Key key) { return isDuration(key) || key == Key::StepCount; }

/// Reads a filter from left to right; stops at the first fault.
class Parser
{
public:
    explicit Parser(const QString &text) : m_text(text) {}

    /// Nothing if there was no fault.
    std::optional<Fault> read(std::vector<FilterTerm> &terms)
    {
        while (skipSpaces(), !atEnd()) {
            FilterTerm term;
            if (!readTerm(term))
                return m_fault;
            terms.push_back(std::move(term));
        }
        return std::nullopt;
    }

    /// Whether a term has a key or a comparison, also where it is not right yet.
    bool hasKeys()
    {
        while (skipSpaces(), !atEnd()) {
            if (peek() == u'-')
                ++m_at;
            if (readKey())
                return true;
            while (!atEnd() && !peek().isSpace()) {
                if (peek() == u'"')
                    skipQuotes();
                else
                    ++m_at;
            }
        }
        return false;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar peek() const { return atEnd() ? QChar() : m_text[m_at]; }
    void skipSpaces()
    {
        while (!atEnd() && peek().isSpace())
            ++m_at;
    }
    void skipQuotes()
    {
        const qsizetype end = m_text.indexOf(u'"', m_at + 1);
        m_at = end < 0 ? m_text.size() : end + 1;
    }

    bool fail(qsizetype at, const QString &message)
    {
        m_fault = {{}, 0, static_cast<int>(at) + 1, message};
        return false;
    }

    /// A word before `:` or a comparison; leaves the place behind the word.
    std::optional<QStringView> readKey()
    {
        qsizetype end = m_at;
        while (end < m_text.size() && m_text[end].isLetter())
            ++end;
        if (end == m_at || end == m_text.size())
            return std::nullopt;
        const QChar next = m_text[end];
        const QStringView word = QStringView(m_text).mid(m_at, end - m_at);
        const bool isComparison = next == u'>' || next == u'<' || (next == u'=' && keyOf(word));
        if (next != u':' && !isComparison)
            return std::nullopt;
        m_at = end;
        return word;
    }

    bool readTerm(FilterTerm &term)
    {
        const qsizetype start = m_at;
        if (peek() == u'-') {
            term.isNegated = true;
            ++m_at;
            if (atEnd() || peek().isSpace() || peek() == u'-')
                return fail(start,
                            tr("After - comes a term, such as -state:waiting. Quote a name that begins so: \"-x\"."));
        } else if (const QStringView rest = QStringView(m_text).mid(m_at);
                   rest.startsWith("not"_L1, Qt::CaseInsensitive) && (rest.size() == 3 || rest[3].isSpace())) {
            term.isNegated = true;
            m_at += 3;
            skipSpaces();
            if (atEnd())
                return fail(
                    start,
                    tr("After not comes a term, such as not state:waiting. Quote the word to look for it: \"not\"."));
        }
        const qsizetype keyAt = m_at;
        const auto word = readKey();
        term.isBare = !word;
        if (!word)
            return readPatterns(term, tr("a name"));
        const auto key = keyOf(*word);
        if (!key) {
            return fail(keyAt, tr("There is no key %1. The keys are %2. Quote a name with such a sign in it.")
                                   .arg(word->toString(), keyList()));
        }
        term.key = *key;
        return readValue(term, word->toString());
    }

    bool readValue(FilterTerm &term, const QString &word)
    {
        if (peek() != u':')
            return readComparison(term, word);
        ++m_at;
        if (peek() == u'>' || peek() == u'<' || peek() == u'=')
            return readComparison(term, word);
        if (isCompared(term.key)) {
            return fail(m_at, isDuration(term.key) ? tr("%1 is compared with a time: %1>200ms.").arg(word)
                                                   : tr("%1 is compared with a number: %1>10.").arg(word));
        }
        const qsizetype at = m_at;
        if (atEnd() || peek().isSpace()) {
            const QString example = term.key == Key::State  ? u"state:waiting"_s
                                    : term.key == Key::Id   ? u"id:7"_s
                                    : term.key == Key::Kind ? u"kind:queue"_s
                                    : term.key == Key::On   ? u"on:sem"_s
                                                            : word + u":worker*"_s;
            return fail(at, tr("After %1: comes what to look for, such as %2.").arg(word, example));
        }
        if (!readPatterns(term, word))
            return false;
        if (term.key == Key::State)
            return takeStates(term);
        if (term.key == Key::Id || term.key == Key::Parent || term.key == Key::Group)
            return takeIds(term);
        if (term.key == Key::On) {
            for (int kind = 0; kind < waitKindCount; ++kind) {
                for (const TextPattern &pattern : term.patterns) {
                    if (pattern.matches(text(static_cast<WaitKind>(kind))))
                        term.waitKinds |= 1U << kind;
                }
            }
        }
        return true;
    }

    bool readComparison(FilterTerm &term, const QString &word)
    {
        const qsizetype signAt = m_at;
        const QChar sign = m_text[m_at++];
        const bool orEqual = peek() == u'=' && sign != u'=';
        if (orEqual)
            ++m_at;
        if (!isCompared(term.key) && term.key != Key::Id) {
            return fail(
                signAt,
                tr("%1 cannot be compared; only took, waited, ran, steps and id can. Write %1: and what to look for.")
                    .arg(word));
        }
        term.comparison = sign == u'='   ? Comparison::Equal
                          : sign == u'<' ? (orEqual ? Comparison::AtMost : Comparison::Less)
                                         : (orEqual ? Comparison::AtLeast : Comparison::More);
        const qsizetype at = m_at;
        while (!atEnd() && !peek().isSpace())
            ++m_at;
        const QStringView number = QStringView(m_text).mid(at, m_at - at);
        if (isDuration(term.key)) {
            const auto duration = parseDuration(number);
            if (!duration || *duration < 0)
                return fail(at,
                            tr("Here comes a time: a number with ns, us, ms, s, m or h, such as %1>200ms.").arg(word));
            term.bound = *duration;
            return true;
        }
        bool ok = false;
        term.bound = number.toLongLong(&ok);
        if (!ok || term.bound < 0)
            return fail(at, tr("Here comes a whole number, such as %1>10.").arg(word));
        return true;
    }

    /// `a,"b c",d*`
    bool readPatterns(FilterTerm &term, const QString &what)
    {
        m_valuesAt.clear();
        while (true) {
            const qsizetype at = m_at;
            m_valuesAt.push_back(at);
            QString value;
            bool isQuoted = false;
            while (!atEnd() && !peek().isSpace() && peek() != u',') {
                if (peek() != u'"') {
                    value += m_text[m_at++];
                    continue;
                }
                const qsizetype end = m_text.indexOf(u'"', m_at + 1);
                if (end < 0)
                    return fail(m_at, tr("This quote has no end. Write another \" behind the text."));
                value += QStringView(m_text).mid(m_at + 1, end - m_at - 1);
                isQuoted = true;
                m_at = end + 1;
            }
            if (value.isEmpty())
                return fail(at, tr("Here %1 is missing. Write it, or leave out the comma.").arg(what));
            term.patterns.emplace_back(value.toStdString(),
                                       isQuoted ? TextPattern::Wildcards::Literal : TextPattern::Wildcards::Taken);
            if (peek() != u',')
                return true;
            ++m_at;
        }
    }

    bool takeStates(FilterTerm &term)
    {
        for (std::size_t i = 0; i < term.patterns.size(); ++i) {
            const QString word = QString::fromStdString(term.patterns[i].text());
            const auto found = std::find(stateWords.begin(), stateWords.end(), QStringView(word));
            if (found == stateWords.end())
                return fail(m_valuesAt[i],
                            tr("No state is called %1. The states are %2.").arg(word, listOf(stateWords)));
            term.states |= 1U << (found - stateWords.begin());
        }
        term.patterns.clear();
        return true;
    }

    /// A number stands for an id, not for a part of a name.
    bool takeIds(FilterTerm &term)
    {
        std::vector<TextPattern> names;
        for (std::size_t i = 0; i < term.patterns.size(); ++i) {
            bool ok = false;
            const uint id = QString::fromStdString(term.patterns[i].text()).toUInt(&ok);
            if (ok)
                term.ids.push_back(id);
            else if (term.key == Key::Id)
                return fail(m_valuesAt[i], tr("An id is a whole number, such as id:7. For the name write name:."));
            else
                names.push_back(std::move(term.patterns[i]));
        }
        term.patterns = std::move(names);
        return true;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    std::vector<qsizetype> m_valuesAt;
    Fault m_fault;
};

} // namespace

Result<TraceFilter> TraceFilter::parse(const QString &text)
{
    TraceFilter filter;
    if (const auto fault = Parser(text).read(filter.m_terms))
        return *fault;
    filter.m_text = text.simplified();
    return filter;
}

bool TraceFilter::hasKeys(const QString &text) { return Parser(text).hasKeys(); }

QString TraceFilter::quoted(const QString &name) { return u'"' + QString(name).remove(u'"') + u'"'; }

} // namespace coroscope

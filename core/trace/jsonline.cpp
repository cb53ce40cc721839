// SPDX-License-Identifier: MIT
#include "core/trace/jsonline.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace coroscope
{

using traceformat::Key;
using traceformat::Keys;

namespace
{

QString named(Key key) { return quoted(traceformat::keyName(key)); }

/// What is wrong with a line that is not JSON.
QString explain(simdjson::error_code error)
{
    switch (error) {
    case simdjson::UTF8_ERROR:
        return QStringLiteral("the line is not UTF-8 text");
    case simdjson::DEPTH_ERROR:
        return QStringLiteral("the line has lists or objects nested more than %1 deep")
            .arg(simdjson::DEFAULT_MAX_DEPTH);
    case simdjson::UNCLOSED_STRING:
        return QStringLiteral("the line is not JSON: a text lacks its closing quote");
    case simdjson::UNESCAPED_CHARS:
        return QStringLiteral("the line is not JSON: a text holds a control character; write it as \\u00XX");
    case simdjson::STRING_ERROR:
        return QStringLiteral("the line is not JSON: a text has a wrong escape");
    case simdjson::NUMBER_ERROR:
        return QStringLiteral("the line is not JSON: a number is malformed or too large");
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return QStringLiteral("the line is too long for the memory there is");
    default:
        return QStringLiteral("the line is not a JSON object");
    }
}

} // namespace

QString quoted(std::string_view word)
{
    constexpr std::size_t most = 60;
    const QString text = QString::fromUtf8(word.data(), static_cast<qsizetype>(std::min(word.size(), most)));
    return u'`' + text + (word.size() > most ? QStringLiteral("…`") : QStringLiteral("`"));
}

void JsonLine::fail(const QString &problem)
{
    if (!m_problem)
        m_problem = problem;
}

void JsonLine::parse(std::string_view line)
{
    constexpr std::size_t usualLine = std::size_t{1} << 16;
    m_problem.reset();
    m_present = m_null = 0;
    m_strangers = 0;
    // The parser takes ten times a line's length: not for longer than the line is there.
    if (m_parser.capacity() > 16 * usualLine && line.size() <= usualLine)
        m_parser = simdjson::dom::parser();
    if (line.size() > m_parser.capacity()) {
        if (const auto error = m_parser.allocate(std::max(usualLine, line.size() + line.size() / 2)))
            return fail(explain(error));
    }
    simdjson::dom::object object;
    if (const auto error = m_parser.parse(line.data(), line.size(), false).get(object))
        return fail(explain(error));
    for (const auto [name, element] : object) {
        const std::optional<Key> key = traceformat::keyFromName(name);
        if (!key) {
            if (m_strangers++ == 0)
                m_firstStranger = name.substr(0, 100);
            continue;
        }
        if (element.is_null()) {
            m_null |= traceformat::keys(*key);
            continue;
        }
        m_present |= traceformat::keys(*key);
        m_values[static_cast<std::size_t>(*key)] = element;
    }
}

std::optional<Key> JsonLine::missing(Keys required) const
{
    const Keys absent = required & ~m_present;
    return absent == 0 ? std::nullopt : std::optional(static_cast<Key>(std::countr_zero(absent)));
}

std::uint64_t JsonLine::unknownKeys(Keys allowed, std::string &first) const
{
    const Keys misplaced = (m_present | m_null) & ~allowed;
    const std::uint64_t count = m_strangers + static_cast<std::uint64_t>(std::popcount(misplaced));
    if (count > 0 && first.empty())
        first = m_strangers > 0 ? m_firstStranger : traceformat::keyName(static_cast<Key>(std::countr_zero(misplaced)));
    return count;
}

std::uint32_t JsonLine::toId(Key key, const simdjson::dom::element &element)
{
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    std::int64_t number = 0;
    if (element.get(number) != simdjson::SUCCESS || number < 1 || number > most) {
        fail(QStringLiteral("%1 must be a whole number from 1 to %2").arg(named(key)).arg(most));
        return 0;
    }
    return static_cast<std::uint32_t>(number);
}

std::uint32_t JsonLine::id(Key key) { return has(key) && !m_problem ? toId(key, value(key)) : 0; }

std::int64_t JsonLine::number(Key key, std::int64_t least, std::int64_t most, std::int64_t otherwise)
{
    if (!has(key) || m_problem)
        return otherwise;
    std::int64_t number = 0;
    if (value(key).get(number) != simdjson::SUCCESS || number < least || number > most) {
        fail(QStringLiteral("%1 must be a whole number from %2 to %3").arg(named(key)).arg(least).arg(most));
        return otherwise;
    }
    return number;
}

std::string_view JsonLine::string(Key key)
{
    std::string_view text;
    if (has(key) && !m_problem && value(key).get(text) != simdjson::SUCCESS)
        fail(QStringLiteral("%1 must be a text in quotes").arg(named(key)));
    return text;
}

void JsonLine::ids(Key key, std::vector<TaskId> &out)
{
    if (!has(key) || m_problem)
        return;
    simdjson::dom::array list;
    if (value(key).get(list) != simdjson::SUCCESS)
        return fail(QStringLiteral("%1 must be a list of task ids such as [1,2]").arg(named(key)));
    for (const auto element : list) {
        const std::uint32_t number = toId(key, element);
        if (number == 0)
            return;
        out.emplace_back(number);
    }
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/trace/traceformat.h"

#include <QString>

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope
{

/// A word from a file as it stands in messages: in backquotes, cut short if it is long.
QString quoted(std::string_view word);

/// One line of a trace file taken apart: an object whose fields are asked for one by one.
///
/// The first thing found wrong, in the line or in a field asked for, is kept as the problem, in words; after
/// it the getters give the default. A field that is null counts as one that is not there. Texts live until
/// the next parse().
class JsonLine
{
public:
    /// Bytes that must be readable after a line.
    static constexpr std::size_t padding = simdjson::SIMDJSON_PADDING;

    /// Takes a line apart, with `padding` bytes that may be read behind it. Look at problem() afterwards.
    void parse(std::string_view line);

    const std::optional<QString> &problem() const { return m_problem; }
    /// Keeps a problem, unless there is one.
    void fail(const QString &problem);

    bool has(traceformat::Key key) const { return traceformat::contains(m_present, key); }
    /// The first of these keys that is not there.
    std::optional<traceformat::Key> missing(traceformat::Keys required) const;
    /// How many keys the line has beside the allowed ones; the name of one of them goes to `first` if that is empty.
    std::uint64_t unknownKeys(traceformat::Keys allowed, std::string &first) const;

    /// An id from 1, or 0 if it is not there.
    std::uint32_t id(traceformat::Key key);
    std::int64_t number(traceformat::Key key, std::int64_t least, std::int64_t most, std::int64_t otherwise);
    std::string_view string(traceformat::Key key);
    /// Appends the ids of a list.
    void ids(traceformat::Key key, std::vector<TaskId> &out);

private:
    const simdjson::dom::element &value(traceformat::Key key) const { return m_values[static_cast<std::size_t>(key)]; }
    std::uint32_t toId(traceformat::Key key, const simdjson::dom::element &element);

    simdjson::dom::parser m_parser;
    std::array<simdjson::dom::element, traceformat::keyCount> m_values;
    traceformat::Keys m_present = 0;
    traceformat::Keys m_null = 0;
    std::uint64_t m_strangers = 0;
    std::string m_firstStranger;
    std::optional<QString> m_problem;
};

} // namespace coroscope

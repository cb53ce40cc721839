// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

namespace coroscope
{

/// What the writer of Python knows of a value, so that it can write plain Python where that does what JavaScript does.
struct PythonType {
    enum class Kind {
        Unknown, ///< nothing was assigned yet
        Null,
        Bool,
        Count,   ///< a whole number from 0, small: of a range, a length
        Natural, ///< a whole number from 0
        Integer,
        Number,
        Text,
        List,
        Map,
        Task, ///< or future
        Error,
        Object,
        Any,
    };

    Kind kind = Kind::Unknown;
    std::shared_ptr<const PythonType> element; ///< List: of its items; Task: what it gives

    PythonType() = default;
    PythonType(Kind k) : kind(k) {} // NOLINT: meant to convert
    static PythonType list(const PythonType &item);
    static PythonType task(const PythonType &result);

    bool is(Kind k) const { return kind == k; }
    bool isWhole() const { return kind >= Kind::Count && kind <= Kind::Integer; }
    bool isNumber() const { return kind >= Kind::Count && kind <= Kind::Number; }
    bool isFromZero() const { return kind == Kind::Count || kind == Kind::Natural; }
    /// Numbers, texts, booleans, null: compared by value in both languages.
    bool isPlain() const { return kind >= Kind::Null && kind <= Kind::Text; }
    /// Whether Python's `if` and JavaScript's agree on it.
    bool hasPlainTruth() const { return kind != Kind::List && kind != Kind::Map && kind != Kind::Any; }
    /// Of a list or task; Any of anything else.
    PythonType elementOrAny() const;

    friend bool operator==(const PythonType &left, const PythonType &right);
};

/// The narrowest type that holds both.
PythonType join(const PythonType &left, const PythonType &right);

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/faultkind.h"

#include <QList>
#include <QString>

#include <utility>
#include <variant>

namespace coroscope
{

/// A fault in something that was read: where it is and a sentence that says what to do.
struct Fault {
    QString file;
    int line = 0;   ///< from 1; 0: the file as a whole
    int column = 0; ///< from 1, in characters; 0: the line as a whole
    QString message;
    FaultKind kind = FaultKind::None; ///< of the faults of a scenario file

    /// `FILE:LINE:COLUMN: error: MESSAGE`, leaving out what is not known.
    QString text() const;
};

/// A value, or why there is none.
template <typename T>
class Result
{
public:
    Result(T value) : m_state(std::move(value)) {}
    Result(Fault fault) : m_state(std::move(fault)) {}

    bool ok() const { return std::holds_alternative<T>(m_state); }
    explicit operator bool() const { return ok(); }

    /// The value; only when ok().
    T &value() { return std::get<T>(m_state); }
    const T &value() const { return std::get<T>(m_state); }
    T take() { return std::move(std::get<T>(m_state)); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    /// The fault; only when not ok().
    const Fault &fault() const { return std::get<Fault>(m_state); }

private:
    std::variant<T, Fault> m_state;
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <deque>

namespace coroscope
{

/// A kind of error: its name and what it inherits from. Compared by address.
struct ErrorType {
    QString name;
    const ErrorType *base = nullptr;     ///< null: BaseException itself
    const ErrorType *alsoBase = nullptr; ///< of ExceptionGroup: BaseExceptionGroup
    /// May be written in a scenario. The rest exists only because an engine raises it (GeneratorExit …).
    bool listed = true;

    /// Whether it is `other` or inherits from it, which is when `except: other` catches it.
    bool isA(const ErrorType *other) const
    {
        if (!other)
            return false;
        const ErrorType *type = this;
        while (type && type != other && type->alsoBase != other)
            type = type->base;
        return type != nullptr;
    }
};

/// The errors of the format, bases before what inherits from them.
enum class BuiltinError : unsigned char {
    BaseException,
    Exception,
    CancelledError,
    GeneratorExit,
    ValueError,
    TypeError,
    LookupError,
    KeyError,
    IndexError,
    RuntimeError,
    ArithmeticError,
    ZeroDivisionError,
    OSError,
    TimeoutError,
    ConnectionError,
    ConnectionResetError,
    ConnectionRefusedError,
    PermissionError,
    FileNotFoundError,
    StopAsyncIteration,
    BaseExceptionGroup,
    ExceptionGroup,
    InvalidStateError,
    QueueEmpty,
    QueueFull,
    BrokenBarrierError,
    NameError,
    UnboundLocalError,
};
inline constexpr int builtinErrorCount = 28;

/// The type of a built-in error; lives for ever.
const ErrorType *errorType(BuiltinError error);

/// The error names that one scenario knows: the built-in ones and those under its `errors:`.
///
/// Own types live as long as their table, and errors of such a type must not outlive it.
class ErrorTypes
{
public:
    ErrorTypes() = default;
    ErrorTypes(const ErrorTypes &) = delete;
    ErrorTypes &operator=(const ErrorTypes &) = delete;

    /// Adds an own name. Null where the name is taken or the base is unknown.
    const ErrorType *add(const QString &name, const QString &base);
    /// The type of that name; null if there is none. Built-in names that a scenario may not write are found as well.
    const ErrorType *find(QStringView name) const;
    /// Whether both names are known and `type` is `base` or inherits from it.
    bool isSubtype(QStringView type, QStringView base) const;
    /// The names that a scenario may write, built-in ones first, for messages.
    QStringList names() const;
    /// How many there are.
    qsizetype size() const { return builtinErrorCount + static_cast<qsizetype>(m_own.size()); }

private:
    std::deque<ErrorType> m_own;
    QHash<QString, const ErrorType *> m_ownByName;
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace coroscope::async
{

/// Thrown into a task at the point where it waits when somebody cancelled it (asyncio.CancelledError).
///
/// May be caught to clean up, also with further awaits, and should then be thrown on. It is no
/// std::exception, so that `catch (const std::exception &)` does not swallow it by accident, just as
/// CancelledError is no Exception in Python.
class Cancelled final
{
public:
    Cancelled() = default;
    explicit Cancelled(QString message) : m_message(std::move(message)) { s_anyMessage = true; }

    /// What the one who cancelled said; often empty.
    const QString &message() const { return m_message; }

    /// Whether any Cancelled with a message was made in this thread. To look into a stored one costs a
    /// throw and a catch, which this saves where nobody uses messages.
    static bool anyMessage() { return s_anyMessage; }

private:
    inline static thread_local constinit bool s_anyMessage = false;

    QString m_message;
};

/// The time of a timeout or a wait ran out.
class TimeoutError final : public std::runtime_error
{
public:
    TimeoutError() : std::runtime_error("") {}
};

/// An error whose name is not that of its C++ class.
class NamedError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
    virtual std::string name() const = 0;
};

/// A future was completed twice, or asked for a result that it does not have yet.
class InvalidStateError final : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

/// A primitive was used against its rules: a lock released that nobody holds, task_done() too often …
class UsageError : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

/// A cancel came to tasks that wait for each other in a ring, so that it never finds what to end, or in a chain of
/// thousands.
class RecursionError final : public UsageError
{
public:
    RecursionError() : UsageError("maximum recursion depth exceeded") {}
};

/// A semaphore or a queue was given back more than was taken.
class ValueError final : public UsageError
{
public:
    using UsageError::UsageError;
};

class QueueEmpty final : public std::runtime_error
{
public:
    QueueEmpty() : std::runtime_error("") {}
};

class QueueFull final : public std::runtime_error
{
public:
    QueueFull() : std::runtime_error("") {}
};

class BrokenBarrierError final : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The errors of the tasks of a group, in the order in which they happened.
class ExceptionGroup final : public std::runtime_error
{
public:
    ExceptionGroup(const char *message, std::vector<std::exception_ptr> errors)
        : std::runtime_error(std::string(message) + " (" + std::to_string(errors.size()) + " sub-exception" +
                             (errors.size() == 1 ? ")" : "s)")),
          m_errors(std::move(errors))
    {
    }

    const std::vector<std::exception_ptr> &errors() const { return m_errors; }

private:
    std::vector<std::exception_ptr> m_errors;
};

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/pythonexpression.h"

namespace coroscope
{

/// Writes CALLs and the verbs that give awaitables.
class PythonCalls
{
public:
    PythonCalls(PythonContext &context, PythonExpressions &expressions) : m_context(context), m_expressions(expressions)
    {
    }

    /// Something that can be awaited, and what awaiting it gives.
    struct Awaitable {
        QString text;
        PythonType result;
        bool isFuture = false; ///< and not a coroutine, which becomes a task where many are waited for
        bool isAwait = false;  ///< it has its own `await` already
    };
    Awaitable awaitable(const CallSpec &call);
    /// The same of a step, or nested mapping, with one of the verbs that give one.
    Awaitable awaitable(const Step &step);

    /// `create_task(…)` of a call, named as the scenario names it.
    Awaitable task(const CallSpec &call, const std::optional<ValueSpec> &name, const QString &group);
    /// The name that the scenario gives a task of this call, as Python source. Empty if it has none of its own, or if
    /// its arguments must not be evaluated a second time.
    QString taskName(const CallSpec &call);
    /// What asyncio.wait and as_completed are given: a list of tasks and futures.
    Awaitable tasks(const Step &step);
    /// The arguments of `gather(…)`.
    Awaitable gathered(const Step &step);

    /// A `for` of gather and the like around what `write` writes with its name bound: `for i in range(3)`.
    template <typename Write>
    auto within(const ForClause &clause, QString &head, Write write);
    /// A duration in seconds.
    QString seconds(const std::optional<ValueSpec> &duration);
    QString arguments(const CallSpec &call, const QStringList &parameters, PythonBodyTypes *types);
    /// Puts items one below the other where they are too long for a line.
    static QString list(const QString &open, const QStringList &items, const QString &close);

private:
    Awaitable method(const CallSpec &call);
    Awaitable variable(const CallSpec &call);
    Awaitable asTask(const CallSpec &call);
    bool isPure(const CallSpec &call) const;
    QString toThread(const Step &step, PythonType &result);

    PythonContext &m_context;
    PythonExpressions &m_expressions;
};

template <typename Write>
auto PythonCalls::within(const ForClause &clause, QString &head, Write write)
{
    const PythonCode list = m_expressions.iterable(*clause.list);
    const QString name = m_expressions.scope().push(clause.name, list.type.elementOrAny());
    head = QStringLiteral("for %1 in %2").arg(name, list.at(PythonCode::Or));
    auto result = write();
    m_expressions.scope().pop();
    return result;
}

} // namespace coroscope

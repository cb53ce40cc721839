// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/errortypes.h"
#include "core/scenario/evaluator.h"

#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace coroscope
{

/// Expressions with a few names in scope, and what they give as text.
class ExpressionFixture
{
public:
    explicit ExpressionFixture(std::uint64_t seed = 0, EvaluatorLimits limits = {}) : evaluator(seed, limits) {}

    void setLocal(const QString &name, Value value) { set(m_locals, locals, name, std::move(value)); }
    void setGlobal(const QString &name, Value value) { set(m_globals, globals, name, std::move(value)); }

    NameResolver resolver() const
    {
        return [this](const QString &name) -> std::optional<NameSlot> {
            if (const qsizetype index = m_locals.indexOf(name); index >= 0)
                return NameSlot{NameSlot::Kind::Local, static_cast<int>(index)};
            if (const qsizetype index = m_globals.indexOf(name); index >= 0)
                return NameSlot{NameSlot::Kind::Global, static_cast<int>(index)};
            return {};
        };
    }

    Result<CompiledExpression> compile(const QString &source)
    {
        auto expression = Expression::parse(source);
        if (!expression)
            return expression.fault();
        return evaluator.compile(*expression.value(), resolver());
    }

    Evaluation evaluate(const QString &source, Value &result)
    {
        auto compiled = compile(source);
        if (!compiled)
            qFatal("%s: %s", qPrintable(source), qPrintable(compiled.fault().text()));
        return evaluator.evaluate(compiled.value(), locals.data(), globals.data(), result);
    }

    Value value(const QString &source)
    {
        Value result;
        if (evaluate(source, result) != Evaluation::Done)
            qFatal("%s: %s", qPrintable(source), qPrintable(result.text()));
        return result;
    }

    /// The text of the value, or `TypeError: what was raised`, or `fault COLUMN: why it does not compile`.
    QString text(const QString &source)
    {
        auto compiled = compile(source);
        if (!compiled)
            return QStringLiteral("fault %1: %2").arg(compiled.fault().column).arg(compiled.fault().message);
        Value result;
        switch (evaluator.evaluate(compiled.value(), locals.data(), globals.data(), result)) {
        case Evaluation::Done:
            return result.text();
        case Evaluation::Raised:
            return result.asError().type->name + QStringLiteral(": ") + result.text();
        case Evaluation::Stopped:
            return QStringLiteral("stopped");
        }
        return {};
    }

    Evaluator evaluator;
    std::vector<Value> locals;
    std::vector<Value> globals;

private:
    static void set(QStringList &names, std::vector<Value> &values, const QString &name, Value value)
    {
        const qsizetype index = names.indexOf(name);
        if (index >= 0) {
            values[static_cast<std::size_t>(index)] = std::move(value);
        } else {
            names.append(name);
            values.push_back(std::move(value));
        }
    }

    QStringList m_locals;
    QStringList m_globals;
};

} // namespace coroscope

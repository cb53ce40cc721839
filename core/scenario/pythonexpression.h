// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/pythonscope.h"

#include <variant>

namespace coroscope
{

/// A Python expression: its source, how tightly it binds, and what it gives.
struct PythonCode {
    enum Precedence {
        Lambda,
        Conditional,
        Or,
        And,
        Not,
        Comparison,
        BitOr,
        BitXor,
        BitAnd,
        Shift,
        Sum,
        Product,
        Sign,
        Power,
        Await,
        Primary
    };

    QString text;
    Precedence precedence = Primary;
    PythonType type = PythonType::Kind::Any;
    bool isLiteral = false;
    double number = 0; ///< of a literal number

    /// In brackets if it binds less tightly than that.
    QString at(Precedence least) const { return precedence < least ? u'(' + text + u')' : text; }
};

/// Writes expressions of the format as Python. Plain Python stands wherever the types say that it does the same;
/// helpers do the rest. Throws PythonRefused.
class PythonExpressions
{
public:
    PythonExpressions(PythonContext &context, PythonScope &scope) : m_context(context), m_scope(scope) {}

    PythonCode write(const Expression &expression) { return write(expression.root()); }
    /// As what `if` and `while` ask for.
    PythonCode condition(const Expression &expression) { return condition(expression.root()); }
    PythonCode value(const ValueSpec &value);
    /// A value as a Python str.
    PythonCode text(const ValueSpec &value);
    QString text(const PythonCode &code);
    /// What a `for` walks: `range(…)` as it is, without making a list of it.
    PythonCode iterable(const Expression &expression);
    /// A name, wherever it is known; objects that are handed on may hold anything from then on.
    PythonCode name(const QString &name);

    using Piece = std::variant<QString, PythonCode>;
    /// An f-string, or a plain text if there is nothing to put in. The codes must have been written within inField().
    QString formatted(const std::vector<Piece> &pieces) const;
    /// Writes with the other kind of quotes, for use between the braces of an f-string.
    template <typename Write>
    auto inField(Write write);
    Piece piece(const PythonCode &code);

    QString helper(const QString &name) { return m_context.helpers.use(name); }
    QString random() { return m_usesRandom = true, m_context.randomName(); }
    bool usesRandom() const { return m_usesRandom; }
    PythonContext &context() { return m_context; }
    PythonScope &scope() { return m_scope; }

    PythonCode write(const ExpressionNode &node);
    PythonCode condition(const ExpressionNode &node);
    /// As a number, whatever it is.
    QString number(const PythonCode &code, PythonCode::Precedence least);
    QString arguments(const ExpressionNode &call, std::size_t from = 1);
    /// The body of an arrow function with its parameters bound to these types, for a comprehension.
    struct Inlined {
        QStringList parameters;
        PythonCode body;
    };
    std::optional<Inlined> inlined(const ExpressionNode &arrow, const std::vector<PythonType> &types, bool asCondition);
    QString quoted(const QString &text) const { return pythonText(text, m_quote); }

private:
    PythonCode call(const ExpressionNode &node);
    PythonCode builtin(const QString &function, const ExpressionNode &node);
    PythonCode binary(const ExpressionNode &node);
    PythonCode arithmetic(const QString &op, const PythonCode &left, const PythonCode &right);
    PythonCode sum(const ExpressionNode &node);
    PythonCode comparison(const QString &op, const PythonCode &left, const PythonCode &right);
    PythonCode equality(const QString &op, const PythonCode &left, const PythonCode &right);
    PythonCode bits(const QString &op, const PythonCode &left, const PythonCode &right);
    PythonCode logical(const ExpressionNode &node);
    PythonCode unary(const ExpressionNode &node);
    PythonCode member(const ExpressionNode &node);
    PythonCode index(const ExpressionNode &node);
    PythonCode array(const ExpressionNode &node);
    PythonCode object(const ExpressionNode &node);
    PythonCode templated(const ExpressionNode &node);
    PythonCode arrow(const ExpressionNode &node);
    PythonCode truth(const PythonCode &code);
    void collectSum(const ExpressionNode &node, std::vector<const ExpressionNode *> &terms) const;

    PythonContext &m_context;
    PythonScope &m_scope;
    QChar m_quote = u'"';
    bool m_usesRandom = false;
};

template <typename Write>
auto PythonExpressions::inField(Write write)
{
    const QChar before = m_quote;
    m_quote = before == u'"' ? u'\'' : u'"';
    auto result = write();
    m_quote = before;
    return result;
}

/// Writes a call of a method in an expression, of lists, texts, numbers, errors, tasks and objects.
PythonCode writePythonMethod(PythonExpressions &writer, const ExpressionNode &call);

/// What a method of an object gives; `element` is what its queue or future holds.
PythonType typeOfMethod(const QString &method, const PythonType &element);

PythonCode pythonCode(const QString &text, PythonCode::Precedence precedence, const PythonType &type);
PythonCode pythonNumber(double number);

} // namespace coroscope

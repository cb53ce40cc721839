// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/expressionreader.h"

namespace coroscope
{

/// Reads values, durations and `for:` clauses out of nodes.
class ValueReader
{
public:
    explicit ValueReader(ReadContext &context) : m_context(context), m_expressions(context) {}

    ExpressionReader &expressions() { return m_expressions; }

    /// Any value.
    ValueSpec read(const YamlNode &node);
    /// A text, or what becomes one: everything but a mapping.
    ValueSpec readText(const YamlNode &node, const QString &key);
    /// A length of time: a number, a text such as 250ms, or an expression. `key` is for messages.
    ValueSpec readDuration(const YamlNode &node, const QString &key);
    /// The same, or a null that was written out: without a limit.
    ValueSpec readTimeout(const YamlNode &node, const QString &key);
    /// true, false or an expression.
    ValueSpec readFlag(const YamlNode &node, const QString &key);
    /// The text of an `if:` or `while:`.
    ExpressionPtr readCondition(const YamlNode &node, const QString &key);
    /// `NAME in expr`. The name is not bound yet.
    std::optional<ForClause> readFor(const YamlNode &node);

    /// What a plain scalar is by YAML's core schema: null, true, false, a number; Text for anything else.
    static ValueSpec resolvePlain(const QString &text);

private:
    ValueSpec readScalar(const YamlNode &node);

    ReadContext &m_context;
    ExpressionReader m_expressions;
};

} // namespace coroscope

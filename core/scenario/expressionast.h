// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <memory>
#include <vector>

namespace coroscope
{

struct ExpressionNode;
using ExpressionNodePtr = std::unique_ptr<ExpressionNode>;

enum class ExpressionKind : unsigned char {
    Null,
    Bool,        ///< number is 0 or 1
    Number,      ///< number
    String,      ///< text
    Name,        ///< text
    Array,       ///< children: elements, Spread among them
    Object,      ///< children: values; names: their keys (empty for a Spread)
    Template,    ///< children: String and other nodes in turn, as they stand
    Member,      ///< children[0] . text
    Index,       ///< children[0] [ children[1] ]
    Call,        ///< children[0] ( children[1…] )
    Unary,       ///< text: ! - + ~ typeof
    Binary,      ///< text: + - * / % ** == != === !== < <= > >= & | ^ << >> >>> in
    Logical,     ///< text: && || ??
    Conditional, ///< children: condition, then, else
    Arrow,       ///< names: parameters; children[0]: the body, an expression
    Spread,      ///< ... children[0]
};

/// One node of an expression, JavaScript's grammar without statements, assignments, `new`, `function`, regular
/// expressions and `this`.
struct ExpressionNode {
    ExpressionKind kind = ExpressionKind::Null;
    bool optional = false; ///< ?. before a member, index or call
    bool grouped = false;  ///< it stands in parentheses, which end a chain with ?.
    int offset = 0;        ///< where it begins in the source text, in UTF-16 units
    double number = 0;
    QString text;
    std::vector<QString> names;
    std::vector<ExpressionNodePtr> children;
};

} // namespace coroscope

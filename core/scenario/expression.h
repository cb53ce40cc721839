// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/expressionast.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace coroscope
{

/// Limits of one expression; a longer or deeper one is a fault.
inline constexpr qsizetype maximumExpressionLength = 100'000; ///< UTF-16 units
inline constexpr int maximumExpressionNesting = 200;          ///< brackets and operators within each other
inline constexpr int maximumExpressionHeight = 500;           ///< of the tree, where a chain a + b + c counts each +

/// A parsed expression: its source, its tree and the names that it takes from outside.
///
/// Immutable, so it may be shared between runs and threads. An evaluator keeps what it compiles from it on its own
/// side.
class Expression
{
public:
    /// Parses all of `source`. The fault's column counts from 1 within the source; its file and line are left to the
    /// caller.
    static Result<std::shared_ptr<const Expression>> parse(const QString &source);

    const QString &source() const { return m_source; }
    const ExpressionNode &root() const { return *m_root; }

    /// A name that is not bound inside the expression (by an arrow's parameter), with its place in the source.
    struct FreeName {
        QString name;
        int offset = 0;
        bool called = false;   ///< it stands before ( … )
        int argumentCount = 0; ///< of that call; -1 with a spread
    };
    /// In order of appearance, repeated as often as they appear.
    const std::vector<FreeName> &freeNames() const { return m_freeNames; }

private:
    Expression() = default;

    QString m_source;
    ExpressionNodePtr m_root;
    std::vector<FreeName> m_freeNames;
};

using ExpressionPtr = std::shared_ptr<const Expression>;

/// Where the } stands that ends an expression which begins at `from`, behind `${` in a text: braces in strings,
/// templates, objects and comments do not count. -1 if there is none.
int findExpressionEnd(QStringView text, int from);

/// The functions that every expression may call, with the smallest and largest number of arguments (-1: any).
struct BuiltinFunction {
    const char16_t *name;
    int fewest;
    int most;
};
const std::vector<BuiltinFunction> &builtinFunctions();

} // namespace coroscope

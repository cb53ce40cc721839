// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/readcontext.h"

namespace coroscope
{

/// Reads expressions out of scalars and tells of unknown names, wrong calls and methods that are not there, each at its
/// place in the file.
class ExpressionReader
{
public:
    explicit ExpressionReader(ReadContext &context) : m_context(context) {}

    /// The expression `source`, which stands in the text of `scalar` from `begin`. Null if it has a fault.
    ExpressionPtr read(const YamlNode &scalar, qsizetype begin, const QString &source);
    /// The same without a look at its names.
    ExpressionPtr parse(const YamlNode &scalar, qsizetype begin, const QString &source);
    /// Looks at the names of an expression that was parsed.
    void check(const Expression &expression, const YamlNode &scalar, qsizetype begin);

    /// Tells of a wrong number of arguments; `most` -1: any.
    void checkCount(Place place, const QString &called, int given, int fewest, int most);

private:
    struct Walk {
        const YamlNode *scalar = nullptr;
        qsizetype begin = 0;
        QStringList bound; ///< parameters of the arrow functions around
    };

    Place place(const Walk &walk, const ExpressionNode &node) const;
    void visit(const ExpressionNode &node, Walk &walk);
    void visitName(const ExpressionNode &node, const Walk &walk);
    void visitCall(const ExpressionNode &node, Walk &walk);
    void visitMethod(const ExpressionNode &call, const Walk &walk);
    bool isDeclaredObject(const ExpressionNode &node, const Walk &walk, Constructor &constructor) const;
    void unknownName(const ExpressionNode &node, const Walk &walk);

    ReadContext &m_context;
};

} // namespace coroscope

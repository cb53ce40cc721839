// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/expressionast.h"
#include "core/scenario/expressionlexer.h"

#include <optional>

namespace coroscope
{

/// Why a word of JavaScript cannot stand in an expression, with a way out; empty for any other word.
QString refusedExpressionWord(const QString &word);

/// Makes the tree of an expression by recursive descent. Throws ExpressionRefused.
class ExpressionParser
{
public:
    explicit ExpressionParser(QStringView source);

    /// The tree of all of the source.
    ExpressionNodePtr parse();

private:
    /// A node with the height of its tree, which is bounded as it grows.
    struct Parsed {
        ExpressionNodePtr node;
        int height = 1;
    };
    class Nesting;

    Parsed parseAssignment();
    Parsed parseArrow(std::vector<QString> names, qsizetype offset);
    Parsed parseConditional();
    Parsed parseBinary(int lowest);
    Parsed parseUnary();
    Parsed parsePostfix();
    Parsed parseMember(Parsed object);
    Parsed parseIndex(Parsed object, bool optional);
    Parsed parseCall(Parsed callee, bool optional);
    Parsed parsePrimary();
    Parsed nameNode(const ExpressionToken &token) const;
    Parsed parseArray();
    Parsed parseObject();
    QString parseKey(bool &isPlainName);
    Parsed parseTemplate();
    Parsed parseGroup();
    Parsed parseElement();
    std::optional<std::vector<QString>> arrowParameters();

    bool is(const char16_t *punctuator) const;
    bool take(const char16_t *punctuator);
    void expect(const char16_t *punctuator, const QString &what);
    void advance() { m_token = m_lexer.next(); }
    [[noreturn]] void unexpected(const ExpressionToken &token) const;
    [[noreturn]] void refuse(qsizetype offset, const QString &message) const;

    static Parsed make(ExpressionKind kind, qsizetype offset);
    void adopt(Parsed &parent, Parsed child) const;

    QStringView m_source;
    ExpressionLexer m_lexer;
    ExpressionToken m_token;
    int m_nesting = 0;
};

} // namespace coroscope

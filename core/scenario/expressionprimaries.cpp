// SPDX-License-Identifier: MIT
#include "core/scenario/expressionparser.h"

#include "core/scenario/numbertext.h"

#include <QHash>
#include <QStringList>

// What an expression is made of: names, literals and what stands in brackets.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

using Kind = ExpressionToken::Kind;

} // namespace

QString refusedExpressionWord(const QString &word)
{
    static const QHash<QString, QString> words = {
        {u"this"_s, u"'this' is not allowed; use the names in scope"_s},
        {u"new"_s, u"'new' is not allowed; only the listed functions can be called"_s},
        {u"function"_s, u"'function' is not allowed; write an arrow function: x => x + 1"_s},
        {u"class"_s, u"'class' is not allowed in an expression"_s},
        {u"delete"_s, u"'delete' is not allowed; an expression does not change names"_s},
        {u"void"_s, u"'void' is not allowed; write null"_s},
        {u"await"_s, u"'await' is not allowed in an expression; use the step await:"_s},
        {u"yield"_s, u"'yield' is not allowed in an expression; use the step yield:"_s},
        {u"import"_s, u"'import' is not allowed; nothing outside of the scenario can be reached"_s},
        {u"super"_s, u"'super' is not allowed in an expression"_s},
        {u"instanceof"_s, u"'instanceof' is not allowed; use is_error(x) or typeof x"_s},
    };
    if (const auto found = words.constFind(word); found != words.cend())
        return *found;
    static const QStringList statements = {
        u"var"_s,    u"let"_s,  u"const"_s,    u"if"_s,       u"else"_s,   u"for"_s,     u"while"_s,   u"do"_s,
        u"switch"_s, u"case"_s, u"break"_s,    u"continue"_s, u"try"_s,    u"catch"_s,   u"finally"_s, u"throw"_s,
        u"return"_s, u"with"_s, u"debugger"_s, u"enum"_s,     u"export"_s, u"extends"_s, u"default"_s};
    if (statements.contains(word))
        return u"'%1' is a statement and not allowed; only an expression can stand here"_s.arg(word);
    return {};
}

ExpressionParser::Parsed ExpressionParser::parsePrimary()
{
    switch (m_token.kind) {
    case Kind::Number: {
        Parsed result = make(ExpressionKind::Number, m_token.offset);
        result.node->number = m_token.number;
        advance();
        return result;
    }
    case Kind::String: {
        Parsed result = make(ExpressionKind::String, m_token.offset);
        result.node->text = m_token.text;
        advance();
        return result;
    }
    case Kind::Name: {
        Parsed result = nameNode(m_token);
        advance();
        return result;
    }
    case Kind::Backtick:
        return parseTemplate();
    case Kind::Punctuator:
        if (is(u"("))
            return parseGroup();
        if (is(u"["))
            return parseArray();
        if (is(u"{"))
            return parseObject();
        if (is(u"/") || is(u"/="))
            refuse(m_token.offset,
                   u"regular expressions are not allowed; use includes, startsWith, split or indexOf"_s);
        if (is(u"..."))
            refuse(m_token.offset, u"'...' is only allowed among arguments, in [ ] and in { }"_s);
        break;
    case Kind::End:
        break;
    }
    unexpected(m_token);
}

ExpressionParser::Parsed ExpressionParser::nameNode(const ExpressionToken &token) const
{
    Parsed result = make(ExpressionKind::Name, token.offset);
    const QString &name = token.text;
    if (name == u"null") {
        result.node->kind = ExpressionKind::Null;
    } else if (name == u"true" || name == u"false") {
        result.node->kind = ExpressionKind::Bool;
        result.node->number = name == u"true" ? 1 : 0;
    } else if (!refusedExpressionWord(name).isEmpty() || name == u"in") {
        unexpected(token);
    } else {
        result.node->text = name;
    }
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseGroup()
{
    advance();
    if (is(u")"))
        refuse(m_token.offset, u"an expression is missing between ( and )"_s);
    Parsed result = parseAssignment();
    if (is(u","))
        refuse(m_token.offset, u"the comma operator is not allowed; only one expression can stand in ( )"_s);
    expect(u")", u"the parenthesis"_s);
    result.node->grouped = true;
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseArray()
{
    Parsed result = make(ExpressionKind::Array, m_token.offset);
    advance();
    while (!is(u"]")) {
        if (is(u","))
            refuse(m_token.offset, u"an item is missing before ','; write null for an empty one"_s);
        adopt(result, parseElement());
        if (!take(u","))
            break;
    }
    expect(u"]", u"the list"_s);
    return result;
}

QString ExpressionParser::parseKey(bool &isPlainName)
{
    QString key;
    switch (m_token.kind) {
    case Kind::Name:
        isPlainName = true;
        key = m_token.text;
        break;
    case Kind::String:
        key = m_token.text;
        break;
    case Kind::Number:
        key = numberText(m_token.number);
        break;
    default:
        if (is(u"["))
            refuse(m_token.offset, u"a computed key is not allowed; write the key as a name or a text"_s);
        unexpected(m_token);
    }
    advance();
    return key;
}

ExpressionParser::Parsed ExpressionParser::parseObject()
{
    Parsed result = make(ExpressionKind::Object, m_token.offset);
    advance();
    while (!is(u"}")) {
        if (is(u"...")) {
            adopt(result, parseElement());
            result.node->names.emplace_back();
        } else {
            const ExpressionToken keyToken = m_token;
            bool isPlainName = false;
            QString key = parseKey(isPlainName);
            if (take(u":")) {
                adopt(result, parseAssignment());
            } else if (is(u"(")) {
                refuse(m_token.offset, u"methods are not allowed in an object; write %1: (…) => …"_s.arg(key));
            } else if (isPlainName && (is(u",") || is(u"}"))) {
                adopt(result, nameNode(keyToken)); // {a} is {a: a}
            } else if (m_token.kind == Kind::Name && (key == u"get" || key == u"set" || key == u"async")) {
                refuse(keyToken.offset, u"methods are not allowed in an object"_s);
            } else {
                expect(u":", u"the object"_s);
            }
            result.node->names.push_back(std::move(key));
        }
        if (!take(u","))
            break;
    }
    expect(u"}", u"the object"_s);
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseTemplate()
{
    Parsed result = make(ExpressionKind::Template, m_token.offset);
    // m_token is the backtick, so the lexer stands where the text begins.
    while (true) {
        const qsizetype offset = m_lexer.position();
        const ExpressionLexer::TemplatePiece piece = m_lexer.templatePiece();
        if (!piece.text.isEmpty()) {
            Parsed text = make(ExpressionKind::String, offset);
            text.node->text = piece.text;
            adopt(result, std::move(text));
        }
        if (piece.last)
            break;
        advance();
        if (is(u"}"))
            refuse(m_token.offset, u"an expression is missing between ${ and }"_s);
        adopt(result, parseAssignment());
        if (m_token.kind == Kind::End)
            refuse(m_token.offset, u"${ is not closed; add '}'"_s);
        if (!is(u"}"))
            unexpected(m_token);
        // The lexer stands behind the }, where the text goes on.
    }
    advance();
    return result;
}

} // namespace coroscope

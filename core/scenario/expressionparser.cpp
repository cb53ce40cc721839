// SPDX-License-Identifier: MIT
#include "core/scenario/expressionparser.h"

#include "core/scenario/expression.h"

#include <algorithm>
#include <array>
#include <optional>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

using Kind = ExpressionToken::Kind;

struct BinaryOperator {
    const char16_t *text;
    int precedence;
};
constexpr std::array binaryOperators = std::to_array<BinaryOperator>({
    {u"??", 1},  {u"||", 2},  {u"&&", 3}, {u"|", 4},  {u"^", 5},  {u"&", 6},  {u"==", 7}, {u"!=", 7},
    {u"===", 7}, {u"!==", 7}, {u"<", 8},  {u">", 8},  {u"<=", 8}, {u">=", 8}, {u"in", 8}, {u"<<", 9},
    {u">>", 9},  {u">>>", 9}, {u"+", 10}, {u"-", 10}, {u"*", 11}, {u"/", 11}, {u"%", 11}, {u"**", 12},
});
constexpr int powerPrecedence = 12;

constexpr std::size_t maximumParameters = 100;

const BinaryOperator *binaryOperator(const ExpressionToken &token)
{
    if (token.kind != Kind::Punctuator && token.kind != Kind::Name)
        return nullptr;
    const auto found = std::find_if(binaryOperators.begin(), binaryOperators.end(),
                                    [&](const BinaryOperator &candidate) { return token.text == candidate.text; });
    if (found == binaryOperators.end())
        return nullptr;
    return &*found;
}

bool isAssignment(const ExpressionToken &token)
{
    return token.kind == Kind::Punctuator && token.text.endsWith(u'=') && token.text != u"==" && token.text != u"===" &&
           token.text != u"!=" && token.text != u"!==" && token.text != u"<=" && token.text != u">=";
}

} // namespace

/// Counts brackets within brackets, so that the parser's own recursion is bounded.
class ExpressionParser::Nesting
{
public:
    Nesting(ExpressionParser &parser) : m_parser(parser)
    {
        if (++m_parser.m_nesting > maximumExpressionNesting) {
            m_parser.refuse(
                m_parser.m_token.offset,
                u"the expression is nested more than %1 levels deep; split it up"_s.arg(maximumExpressionNesting));
        }
    }
    ~Nesting() { --m_parser.m_nesting; }
    Nesting(const Nesting &) = delete;
    Nesting &operator=(const Nesting &) = delete;

private:
    ExpressionParser &m_parser;
};

ExpressionParser::ExpressionParser(QStringView source) : m_source(source), m_lexer(source) {}

ExpressionNodePtr ExpressionParser::parse()
{
    advance();
    if (m_token.kind == Kind::End)
        refuse(m_token.offset, u"an expression is missing here"_s);
    Parsed result = parseAssignment();
    if (is(u","))
        refuse(m_token.offset, u"the comma operator is not allowed; only one expression can stand here"_s);
    if (m_token.kind != Kind::End)
        unexpected(m_token);
    return std::move(result.node);
}

void ExpressionParser::refuse(qsizetype offset, const QString &message) const
{
    throw ExpressionRefused{offset, message};
}

void ExpressionParser::unexpected(const ExpressionToken &token) const
{
    if (token.kind == Kind::End)
        refuse(token.offset, u"the expression is not finished"_s);
    if (token.text == u";")
        refuse(token.offset, u"';' is not allowed; only one expression can stand here"_s);
    if (token.text == u"++" || token.text == u"--")
        refuse(token.offset,
               u"'%1' is not allowed; an expression does not change names, use the step let:"_s.arg(token.text));
    if (token.kind == Kind::Punctuator && token.text == u"=>")
        refuse(token.offset, u"'=>' has to follow plain parameter names: x => …, (a, b) => …"_s);
    if (isAssignment(token)) {
        refuse(token.offset,
               u"assignment ('%1') is not allowed; compare with ===, assign with the step let:"_s.arg(token.text));
    }
    if (token.kind == Kind::Name) {
        const QString reason = refusedExpressionWord(token.text);
        if (!reason.isEmpty())
            refuse(token.offset, reason);
    }
    refuse(token.offset, u"'%1' is not expected here"_s.arg(
                             m_source.sliced(token.offset, std::min<qsizetype>(token.end - token.offset, 40))));
}

bool ExpressionParser::is(const char16_t *punctuator) const
{
    return m_token.kind == Kind::Punctuator && m_token.text == punctuator;
}

bool ExpressionParser::take(const char16_t *punctuator)
{
    if (!is(punctuator))
        return false;
    advance();
    return true;
}

void ExpressionParser::expect(const char16_t *punctuator, const QString &what)
{
    if (take(punctuator))
        return;
    if (m_token.kind == Kind::End)
        refuse(m_token.offset, u"%1 is not closed; add '%2'"_s.arg(what, QStringView(punctuator)));
    unexpected(m_token);
}

ExpressionParser::Parsed ExpressionParser::make(ExpressionKind kind, qsizetype offset)
{
    Parsed parsed{std::make_unique<ExpressionNode>()};
    parsed.node->kind = kind;
    parsed.node->offset = static_cast<int>(offset);
    return parsed;
}

void ExpressionParser::adopt(Parsed &parent, Parsed child) const
{
    parent.height = std::max(parent.height, child.height + 1);
    if (parent.height > maximumExpressionHeight) {
        refuse(child.node->offset, u"the expression has more than %1 operations within each other; split it up"_s.arg(
                                       maximumExpressionHeight));
    }
    parent.node->children.push_back(std::move(child.node));
}

// `x` or `(a, b)` when `=>` follows it; the lexer then stands behind the `=>`.
std::optional<std::vector<QString>> ExpressionParser::arrowParameters()
{
    const ExpressionToken first = m_token;
    const qsizetype position = m_lexer.position();
    std::vector<QString> names;
    bool matches = false;
    if (m_token.kind == Kind::Name) {
        names.push_back(m_token.text);
        advance();
        matches = is(u"=>");
    } else {
        advance();
        while (m_token.kind == Kind::Name) {
            names.push_back(m_token.text);
            advance();
            if (!take(u","))
                break;
        }
        matches = take(u")") && is(u"=>");
    }
    if (matches) {
        advance();
        return names;
    }
    m_lexer.setPosition(position);
    m_token = first;
    return {};
}

ExpressionParser::Parsed ExpressionParser::parseAssignment()
{
    const Nesting nesting(*this);
    if (m_token.kind == Kind::Name || is(u"(")) {
        // Only a look ahead: what follows may hold what the lexer refuses, and that is told in its own place.
        const qsizetype offset = m_token.offset;
        std::optional<std::vector<QString>> names;
        const ExpressionToken first = m_token;
        const qsizetype position = m_lexer.position();
        try {
            names = arrowParameters();
        } catch (const ExpressionRefused &) {
            m_lexer.setPosition(position);
            m_token = first;
        }
        if (names)
            return parseArrow(std::move(*names), offset);
    }
    Parsed result = parseConditional();
    if (isAssignment(m_token) || is(u"=>"))
        unexpected(m_token);
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseArrow(std::vector<QString> names, qsizetype offset)
{
    if (names.size() > maximumParameters)
        refuse(offset, u"an arrow function can have %1 parameters at most"_s.arg(maximumParameters));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const QString &name = names[i];
        if (!refusedExpressionWord(name).isEmpty() || name == u"null" || name == u"true" || name == u"false" ||
            name == u"typeof" || name == u"in")
            refuse(offset, u"'%1' cannot be the name of a parameter"_s.arg(name));
        if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), name) !=
            names.begin() + static_cast<std::ptrdiff_t>(i))
            refuse(offset, u"the parameter '%1' stands twice"_s.arg(name));
    }
    if (is(u"{"))
        refuse(m_token.offset, u"the body of an arrow function has to be an expression; put an object in ( )"_s);
    Parsed result = make(ExpressionKind::Arrow, offset);
    result.node->names = std::move(names);
    adopt(result, parseAssignment());
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseConditional()
{
    Parsed condition = parseBinary(1);
    if (!is(u"?"))
        return condition;
    Parsed result = make(ExpressionKind::Conditional, condition.node->offset);
    advance();
    adopt(result, std::move(condition));
    adopt(result, parseAssignment());
    expect(u":", u"the conditional"_s);
    adopt(result, parseAssignment());
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseBinary(int lowest)
{
    Parsed left = parseUnary();
    while (const BinaryOperator *operation = binaryOperator(m_token)) {
        if (operation->precedence < lowest)
            break;
        const ExpressionToken token = m_token;
        const bool isPower = operation->precedence == powerPrecedence;
        if (isPower && left.node->kind == ExpressionKind::Unary && !left.node->grouped)
            refuse(token.offset, u"put parentheses round the left side of ** or round the power"_s);
        advance();
        // ** goes to the right, all else to the left.
        Parsed right;
        if (isPower) {
            const Nesting nesting(*this);
            right = parseBinary(operation->precedence);
        } else {
            right = parseBinary(operation->precedence + 1);
        }
        const bool isLogical = operation->precedence <= 3;
        if (isLogical) {
            for (const Parsed *side : {&left, &right}) {
                if (side->node->kind == ExpressionKind::Logical && !side->node->grouped &&
                    (side->node->text == u"??") != (token.text == u"??"))
                    refuse(token.offset, u"put parentheses where ?? stands beside && or ||"_s);
            }
        }
        Parsed result = make(isLogical ? ExpressionKind::Logical : ExpressionKind::Binary, left.node->offset);
        result.node->text = token.text;
        adopt(result, std::move(left));
        adopt(result, std::move(right));
        left = std::move(result);
    }
    return left;
}

ExpressionParser::Parsed ExpressionParser::parseUnary()
{
    const bool isOperator = is(u"!") || is(u"-") || is(u"+") || is(u"~");
    if (!isOperator && !(m_token.kind == Kind::Name && m_token.text == u"typeof"))
        return parsePostfix();
    const Nesting nesting(*this);
    Parsed result = make(ExpressionKind::Unary, m_token.offset);
    result.node->text = m_token.text;
    advance();
    adopt(result, parseUnary());
    return result;
}

ExpressionParser::Parsed ExpressionParser::parsePostfix()
{
    Parsed result = parsePrimary();
    while (true) {
        if (is(u".")) {
            advance();
            result = parseMember(std::move(result));
        } else if (is(u"?.")) {
            advance();
            if (is(u"[")) {
                result = parseIndex(std::move(result), true);
            } else if (is(u"(")) {
                result = parseCall(std::move(result), true);
            } else {
                result = parseMember(std::move(result));
                result.node->optional = true;
            }
        } else if (is(u"[")) {
            result = parseIndex(std::move(result), false);
        } else if (is(u"(")) {
            result = parseCall(std::move(result), false);
        } else if (m_token.kind == Kind::Backtick) {
            refuse(m_token.offset, u"a template cannot follow a value; put an operator between them"_s);
        } else {
            return result;
        }
    }
}

ExpressionParser::Parsed ExpressionParser::parseMember(Parsed object)
{
    if (m_token.kind != Kind::Name)
        unexpected(m_token);
    Parsed result = make(ExpressionKind::Member, object.node->offset);
    result.node->text = m_token.text;
    advance();
    adopt(result, std::move(object));
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseIndex(Parsed object, bool optional)
{
    Parsed result = make(ExpressionKind::Index, object.node->offset);
    result.node->optional = optional;
    advance();
    adopt(result, std::move(object));
    adopt(result, parseAssignment());
    if (is(u","))
        refuse(m_token.offset, u"the comma operator is not allowed; an index is one expression"_s);
    expect(u"]", u"the index"_s);
    return result;
}

ExpressionParser::Parsed ExpressionParser::parseCall(Parsed callee, bool optional)
{
    Parsed result = make(ExpressionKind::Call, callee.node->offset);
    result.node->optional = optional;
    advance();
    adopt(result, std::move(callee));
    while (!is(u")")) {
        adopt(result, parseElement());
        if (!take(u","))
            break;
    }
    expect(u")", u"the call"_s);
    return result;
}

// An argument, or an element of an array: a spread is allowed.
ExpressionParser::Parsed ExpressionParser::parseElement()
{
    if (!is(u"..."))
        return parseAssignment();
    Parsed result = make(ExpressionKind::Spread, m_token.offset);
    advance();
    adopt(result, parseAssignment());
    return result;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/scenario/pythonexpression.h"

#include "core/scenario/value.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

using Code = PythonCode;
using Kind = PythonType::Kind;

constexpr double smallNumber = 1 << 26; // the product of two such is exact in JavaScript

Code literalText(const QString &source)
{
    Code code = pythonCode(source, Code::Primary, Kind::Text);
    code.isLiteral = true;
    return code;
}

} // namespace

PythonCode pythonCode(const QString &text, PythonCode::Precedence precedence, const PythonType &type)
{
    PythonCode code;
    code.text = text;
    code.precedence = precedence;
    code.type = type;
    return code;
}

PythonCode pythonNumber(double number)
{
    constexpr double exact = 9007199254740992; // from here on JavaScript's whole numbers have gaps
    const bool isWhole = number == std::floor(number) && number >= 0 && number <= exact;
    const Kind kind = !isWhole ? Kind::Number : number < smallNumber ? Kind::Count : Kind::Natural;
    const bool isNegative = number < 0 || (number == 0 && std::signbit(number));
    Code code = pythonCode(numberText(number), isNegative ? Code::Sign : Code::Primary, kind);
    if (std::isinf(number))
        code.text = number > 0 ? QStringLiteral("math.inf") : QStringLiteral("-math.inf");
    if (std::isnan(number))
        code.text = QStringLiteral("math.nan");
    if (number == std::floor(number) && number < 0 && number >= -exact)
        code.type = Kind::Integer;
    code.isLiteral = true;
    code.number = number;
    return code;
}

PythonCode PythonExpressions::value(const ValueSpec &value)
{
    switch (value.kind) {
    case ValueSpec::Kind::Null:
        return pythonCode(QStringLiteral("None"), Code::Primary, Kind::Null);
    case ValueSpec::Kind::Bool:
        return pythonCode(value.boolean ? QStringLiteral("True") : QStringLiteral("False"), Code::Primary, Kind::Bool);
    case ValueSpec::Kind::Number:
        if (!std::isfinite(value.number))
            m_context.helpers.import(QStringLiteral("math"));
        return pythonNumber(value.number);
    case ValueSpec::Kind::Text:
        return literalText(quoted(value.text));
    case ValueSpec::Kind::Expression:
        return write(*value.expression);
    case ValueSpec::Kind::Pieces:
        return pythonCode(text(value).text, Code::Primary, Kind::Text);
    case ValueSpec::Kind::List:
    case ValueSpec::Kind::Map:
        break;
    }
    const bool isList = value.kind == ValueSpec::Kind::List;
    QStringList items;
    PythonType element;
    for (std::size_t index = 0; index < value.items.size(); ++index) {
        const Code item = this->value(value.items[index]);
        element = join(element, item.type);
        items.append(isList ? item.text : quoted(value.keys[index]) + QStringLiteral(": ") + item.text);
    }
    const QString inside = items.join(u", ");
    return isList ? pythonCode(u'[' + inside + u']', Code::Primary, PythonType::list(element))
                  : pythonCode(u'{' + inside + u'}', Code::Primary, Kind::Map);
}

PythonCode PythonExpressions::text(const ValueSpec &value)
{
    switch (value.kind) {
    case ValueSpec::Kind::Null:
        return literalText(quoted(QStringLiteral("null")));
    case ValueSpec::Kind::Bool:
        return literalText(quoted(value.boolean ? QStringLiteral("true") : QStringLiteral("false")));
    case ValueSpec::Kind::Number:
        return literalText(quoted(numberText(value.number)));
    case ValueSpec::Kind::Pieces: {
        std::vector<Piece> pieces;
        for (const ValueSpec &item : value.items) {
            if (item.kind == ValueSpec::Kind::Text)
                pieces.push_back(item.text);
            else
                pieces.push_back(inField([&] { return piece(write(*item.expression)); }));
        }
        return pythonCode(formatted(pieces), Code::Primary, Kind::Text);
    }
    default:
        return pythonCode(text(this->value(value)), Code::Primary, Kind::Text);
    }
}

QString PythonExpressions::text(const PythonCode &code)
{
    if (code.type.is(Kind::Text))
        return code.text;
    if (code.type.isWhole())
        return QStringLiteral("str(%1)").arg(code.text);
    return helper(QStringLiteral("text")) + u'(' + code.text + u')';
}

PythonExpressions::Piece PythonExpressions::piece(const PythonCode &code)
{
    if (code.type.is(Kind::Text) || code.type.isWhole())
        return code;
    return pythonCode(text(code), Code::Primary, Kind::Text);
}

QString PythonExpressions::formatted(const std::vector<Piece> &pieces) const
{
    QString source;
    bool hasCode = false;
    for (const Piece &piece : pieces)
        hasCode = hasCode || std::holds_alternative<Code>(piece);
    for (const Piece &piece : pieces) {
        if (const Code *code = std::get_if<Code>(&piece)) {
            const QString inside = code->at(Code::Conditional);
            source += (inside.startsWith(u'{') ? QStringLiteral("{ ") : QStringLiteral("{")) + inside + u'}';
            continue;
        }
        QString literal = pythonText(std::get<QString>(piece), m_quote);
        literal = literal.mid(1, literal.size() - 2);
        if (hasCode)
            literal.replace(u'{', QStringLiteral("{{")).replace(u'}', QStringLiteral("}}"));
        source += literal;
    }
    return (hasCode ? QStringLiteral("f") : QString{}) + m_quote + source + m_quote;
}

PythonCode PythonExpressions::iterable(const Expression &expression)
{
    const ExpressionNode &root = expression.root();
    Code code = write(root);
    const QString inner = QStringLiteral("list(range(");
    if (root.kind == ExpressionKind::Call && code.text.startsWith(inner) && code.text.endsWith(u"))"))
        code.text = code.text.mid(5, code.text.size() - 6);
    return code;
}

PythonCode PythonExpressions::write(const ExpressionNode &node)
{
    switch (node.kind) {
    case ExpressionKind::Null:
        return pythonCode(QStringLiteral("None"), Code::Primary, Kind::Null);
    case ExpressionKind::Bool:
        return pythonCode(node.number != 0 ? QStringLiteral("True") : QStringLiteral("False"), Code::Primary,
                          Kind::Bool);
    case ExpressionKind::Number:
        if (!std::isfinite(node.number))
            m_context.helpers.import(QStringLiteral("math"));
        return pythonNumber(node.number);
    case ExpressionKind::String:
        return literalText(quoted(node.text));
    case ExpressionKind::Name:
        return name(node.text);
    case ExpressionKind::Array:
        return array(node);
    case ExpressionKind::Object:
        return object(node);
    case ExpressionKind::Template:
        return templated(node);
    case ExpressionKind::Member:
        return member(node);
    case ExpressionKind::Index:
        return index(node);
    case ExpressionKind::Call:
        return call(node);
    case ExpressionKind::Unary:
        return unary(node);
    case ExpressionKind::Binary:
        return binary(node);
    case ExpressionKind::Logical:
        return logical(node);
    case ExpressionKind::Conditional: {
        const Code yes = write(*node.children[1]);
        const Code no = write(*node.children[2]);
        return pythonCode(
            QStringLiteral("%1 if %2 else %3")
                .arg(yes.at(Code::Or), condition(*node.children[0]).at(Code::Or), no.at(Code::Conditional)),
            Code::Conditional, join(yes.type, no.type));
    }
    case ExpressionKind::Arrow:
        return arrow(node);
    case ExpressionKind::Spread:
        break;
    }
    throw PythonRefused{QStringLiteral("'...' cannot be written in Python here"), {}};
}

PythonCode PythonExpressions::name(const QString &name)
{
    if (const auto variable = m_scope.find(name))
        return pythonCode(variable->name, Code::Primary, variable->type);
    if (m_context.findObject(name)) {
        m_context.widen(m_context.elements[name], Kind::Any);
        m_context.helpers.nameObjects();
        return pythonCode(m_context.globals.value(name), Code::Primary, Kind::Object);
    }
    if (m_context.parameters.contains(name))
        return pythonCode(m_context.globals.value(name), Code::Primary, m_context.parameters.value(name));
    if (m_context.globals.contains(name))
        return pythonCode(m_context.globals.value(name), Code::Primary, Kind::Any);
    static const QStringList alike{QStringLiteral("len"), QStringLiteral("min"), QStringLiteral("max"),
                                   QStringLiteral("abs"), QStringLiteral("sum"), QStringLiteral("sorted"),
                                   QStringLiteral("int")};
    if (alike.contains(name))
        return pythonCode(name, Code::Primary, Kind::Any);
    if (name == u"str")
        return pythonCode(helper(QStringLiteral("text")), Code::Primary, Kind::Any);
    throw PythonRefused{QStringLiteral("'%1' cannot be written in Python as a value; call it").arg(name), {}};
}

PythonCode PythonExpressions::array(const ExpressionNode &node)
{
    QStringList items;
    PythonType element;
    for (const ExpressionNodePtr &child : node.children) {
        const bool isSpread = child->kind == ExpressionKind::Spread;
        const Code item = write(isSpread ? *child->children[0] : *child);
        element = join(element, isSpread ? item.type.elementOrAny() : item.type);
        items.append(isSpread ? u'*' + item.at(Code::BitOr) : item.text);
    }
    return pythonCode(u'[' + items.join(u", ") + u']', Code::Primary, PythonType::list(element));
}

PythonCode PythonExpressions::object(const ExpressionNode &node)
{
    QStringList items;
    for (std::size_t at = 0; at < node.children.size(); ++at) {
        const ExpressionNode &child = *node.children[at];
        if (child.kind == ExpressionKind::Spread)
            items.append(QStringLiteral("**") + write(*child.children[0]).at(Code::BitOr));
        else
            items.append(quoted(node.names[at]) + QStringLiteral(": ") + write(child).text);
    }
    return pythonCode(u'{' + items.join(u", ") + u'}', Code::Primary, Kind::Map);
}

PythonCode PythonExpressions::templated(const ExpressionNode &node)
{
    std::vector<Piece> pieces;
    for (const ExpressionNodePtr &child : node.children) {
        if (child->kind == ExpressionKind::String)
            pieces.push_back(child->text);
        else
            pieces.push_back(inField([&] { return piece(write(*child)); }));
    }
    return pythonCode(formatted(pieces), Code::Primary, Kind::Text);
}

PythonCode PythonExpressions::arrow(const ExpressionNode &node)
{
    QStringList parameters;
    for (const QString &parameter : node.names)
        parameters.append(m_scope.push(parameter, Kind::Any));
    const Code body = write(*node.children[0]);
    for (qsizetype left = parameters.size(); left > 0; --left)
        m_scope.pop();
    const QString head =
        parameters.isEmpty() ? QStringLiteral("lambda") : QStringLiteral("lambda ") + parameters.join(u", ");
    return pythonCode(head + QStringLiteral(": ") + body.at(Code::Lambda), Code::Lambda, Kind::Any);
}

std::optional<PythonExpressions::Inlined>
PythonExpressions::inlined(const ExpressionNode &arrow, const std::vector<PythonType> &types, bool asCondition)
{
    if (arrow.kind != ExpressionKind::Arrow || arrow.names.empty() || arrow.names.size() > types.size())
        return std::nullopt;
    Inlined result;
    for (std::size_t at = 0; at < arrow.names.size(); ++at)
        result.parameters.append(m_scope.push(arrow.names[at], types[at]));
    result.body = asCondition ? condition(*arrow.children[0]) : write(*arrow.children[0]);
    for (std::size_t left = arrow.names.size(); left > 0; --left)
        m_scope.pop();
    return result;
}

PythonCode PythonExpressions::member(const ExpressionNode &node)
{
    if (node.optional)
        throw PythonRefused{QStringLiteral("'?.' cannot be written in Python; use a condition"), {}};
    const Code object = write(*node.children[0]);
    const QString of = object.at(Code::Primary);
    if (node.text == u"length" && !object.type.is(Kind::Map))
        return pythonCode(QStringLiteral("len(%1)").arg(object.text), Code::Primary, Kind::Count);
    if (object.type.is(Kind::Map))
        return pythonCode(QStringLiteral("%1.get(%2)").arg(of, quoted(node.text)), Code::Primary, Kind::Any);
    if (object.type.is(Kind::Error) && node.text == u"message")
        return pythonCode(text(object), Code::Primary, Kind::Text);
    if (object.type.is(Kind::Error) && node.text == u"name")
        return pythonCode(QStringLiteral("type(%1).__name__").arg(object.text), Code::Primary, Kind::Text);
    if (object.type.is(Kind::Error) && (node.text == u"exceptions" || node.text == u"errors"))
        return pythonCode(QStringLiteral("list(%1.exceptions)").arg(of), Code::Primary, PythonType::list(Kind::Error));
    return pythonCode(
        QStringLiteral("%1(%2, %3)").arg(helper(QStringLiteral("member")), object.text, quoted(node.text)),
        Code::Primary, object.type.is(Kind::Unknown) ? Kind::Unknown : Kind::Any);
}

PythonCode PythonExpressions::index(const ExpressionNode &node)
{
    if (node.optional)
        throw PythonRefused{QStringLiteral("'?.' cannot be written in Python; use a condition"), {}};
    const Code object = write(*node.children[0]);
    const Code key = write(*node.children[1]);
    if (object.type.is(Kind::List) && key.type.is(Kind::Count))
        return pythonCode(QStringLiteral("%1[%2]").arg(object.at(Code::Primary), key.text), Code::Primary,
                          object.type.elementOrAny());
    if (object.type.is(Kind::Map) && key.type.is(Kind::Text))
        return pythonCode(QStringLiteral("%1.get(%2)").arg(object.at(Code::Primary), key.text), Code::Primary,
                          Kind::Any);
    const bool unknown = object.type.is(Kind::Unknown) || (object.type.is(Kind::List) && key.type.is(Kind::Unknown));
    return pythonCode(QStringLiteral("%1(%2, %3)").arg(helper(QStringLiteral("item")), object.text, key.text),
                      Code::Primary, unknown ? Kind::Unknown : Kind::Any);
}

} // namespace coroscope

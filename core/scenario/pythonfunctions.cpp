// SPDX-License-Identifier: MIT
#include "core/scenario/pythonexpression.h"

namespace coroscope
{
namespace
{

using Code = PythonCode;
using Kind = PythonType::Kind;

} // namespace

QString PythonExpressions::arguments(const ExpressionNode &call, std::size_t from)
{
    QStringList list;
    for (std::size_t at = from; at < call.children.size(); ++at) {
        const ExpressionNode &child = *call.children[at];
        list.append(child.kind == ExpressionKind::Spread ? u'*' + write(*child.children[0]).at(Code::BitOr)
                                                         : write(child).text);
    }
    return list.join(u", ");
}

PythonCode PythonExpressions::call(const ExpressionNode &node)
{
    const ExpressionNode &callee = *node.children[0];
    if (node.optional)
        throw PythonRefused{QStringLiteral("'?.' cannot be written in Python; use a condition"), {}};
    if (callee.kind == ExpressionKind::Member)
        return writePythonMethod(*this, node);
    if (callee.kind == ExpressionKind::Name && !m_scope.find(callee.text))
        return builtin(callee.text, node);
    return pythonCode(QStringLiteral("%1(%2)").arg(write(callee).at(Code::Primary), arguments(node)), Code::Primary,
                      Kind::Any);
}

PythonCode PythonExpressions::builtin(const QString &function, const ExpressionNode &node)
{
    const auto argument = [&](std::size_t at) { return write(*node.children[at + 1]); };
    const auto written = [&](const QString &name, const PythonType &type) {
        return pythonCode(QStringLiteral("%1(%2)").arg(name, arguments(node)), Code::Primary, type);
    };
    // Whole numbers that came out of a division are floats in Python.
    const auto whole = [&](const Code &code) {
        return code.type.is(Kind::Number) ? QStringLiteral("int(%1)").arg(code.text) : code.text;
    };
    if (function == u"range" || function == u"randint") {
        QStringList list;
        bool fromZero = true;
        for (std::size_t at = 0; at + 1 < node.children.size(); ++at) {
            const Code code = argument(at);
            fromZero = fromZero && code.type.isFromZero();
            list.append(whole(code));
        }
        const PythonType element = fromZero ? Kind::Count : Kind::Integer;
        if (function == u"range")
            return pythonCode(QStringLiteral("list(range(%1))").arg(list.join(u", ")), Code::Primary,
                              PythonType::list(element));
        return pythonCode(QStringLiteral("%1.randint(%2)").arg(random(), list.join(u", ")), Code::Primary, element);
    }
    if (function == u"random" || function == u"uniform" || function == u"expovariate")
        return written(random() + u'.' + function, Kind::Number);
    if (function == u"choice")
        return written(random() + QStringLiteral(".choice"), argument(0).type.elementOrAny());
    if (function == u"len")
        return written(function, Kind::Count);
    if (function == u"now")
        return written(helper(QStringLiteral("now")), Kind::Number);
    if (function == u"is_error")
        return pythonCode(QStringLiteral("isinstance(%1, BaseException)").arg(arguments(node)), Code::Primary,
                          Kind::Bool);
    if (function == u"str")
        return pythonCode(text(argument(0)), Code::Primary, Kind::Text);
    if (function == u"int")
        return written(function, argument(0).type.isFromZero() ? argument(0).type : PythonType(Kind::Integer));
    if (function == u"abs") {
        const Code code = argument(0);
        const PythonType type = code.type.is(Kind::Integer) ? Kind::Natural
                                : code.type.isNumber()      ? code.type.kind
                                                            : Kind::Number;
        return pythonCode(QStringLiteral("abs(%1)").arg(number(code, Code::Lambda)), Code::Primary, type);
    }
    if (function == u"sum") {
        const PythonType element = argument(0).type.elementOrAny();
        return written(function,
                       element.isWhole() ? (element.isFromZero() ? Kind::Natural : Kind::Integer) : Kind::Number);
    }
    if (function == u"sorted") {
        const Code code = argument(0);
        return pythonCode(QStringLiteral("sorted(%1)").arg(code.text), Code::Primary,
                          code.type.is(Kind::List) ? code.type : PythonType::list(Kind::Any));
    }
    if (function == u"min" || function == u"max") {
        PythonType type;
        const bool isOne = node.children.size() == 2 && node.children[1]->kind != ExpressionKind::Spread;
        for (std::size_t at = 1; at < node.children.size(); ++at) {
            const bool isSpread = node.children[at]->kind == ExpressionKind::Spread;
            const Code code = write(isSpread ? *node.children[at]->children[0] : *node.children[at]);
            type = join(type, isSpread || isOne ? code.type.elementOrAny() : code.type);
        }
        return written(function, type);
    }
    throw PythonRefused{QStringLiteral("'%1' cannot be written in Python").arg(function), {}};
}

} // namespace coroscope

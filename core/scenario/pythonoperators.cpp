// SPDX-License-Identifier: MIT
#include "core/scenario/pythonexpression.h"

#include <algorithm>

namespace coroscope
{
namespace
{

using Code = PythonCode;
using Kind = PythonType::Kind;

bool isUnknown(const Code &left, const Code &right)
{
    return left.type.is(Kind::Unknown) || right.type.is(Kind::Unknown);
}

bool isNullLiteral(const Code &code) { return code.text == u"None"; }

Code infix(const Code &left, const QString &op, const Code &right, Code::Precedence precedence, const PythonType &type)
{
    const auto tighter = static_cast<Code::Precedence>(precedence + 1);
    return pythonCode(left.at(precedence) + u' ' + op + u' ' + right.at(tighter), precedence, type);
}

} // namespace

QString PythonExpressions::number(const PythonCode &code, PythonCode::Precedence least)
{
    if (code.type.isNumber() || code.type.is(Kind::Unknown))
        return code.at(least);
    return QStringLiteral("%1(%2)").arg(helper(QStringLiteral("number")), code.text);
}

PythonCode PythonExpressions::truth(const PythonCode &code)
{
    if (code.type.hasPlainTruth())
        return code;
    return pythonCode(QStringLiteral("%1(%2)").arg(helper(QStringLiteral("truthy")), code.text), Code::Primary,
                      Kind::Bool);
}

PythonCode PythonExpressions::condition(const ExpressionNode &node)
{
    if (node.kind == ExpressionKind::Logical && node.text != u"??") {
        const bool isAnd = node.text == u"&&";
        const Code left = condition(*node.children[0]);
        const Code right = condition(*node.children[1]);
        return infix(left, isAnd ? QStringLiteral("and") : QStringLiteral("or"), right, isAnd ? Code::And : Code::Or,
                     Kind::Bool);
    }
    return truth(write(node));
}

PythonCode PythonExpressions::unary(const ExpressionNode &node)
{
    const ExpressionNode &operand = *node.children[0];
    if (node.text == u"!")
        return pythonCode(QStringLiteral("not ") + condition(operand).at(Code::Not), Code::Not, Kind::Bool);
    const Code code = write(operand);
    if (node.text == u"-" || node.text == u"+") {
        PythonType type = code.type;
        if (!type.isNumber() && !type.is(Kind::Unknown))
            type = Kind::Number;
        else if (type.isWhole() && node.text == u"-")
            type = Kind::Integer;
        if (node.text == u"+")
            return pythonCode(number(code, Code::Sign), code.type.isNumber() ? Code::Sign : Code::Primary, type);
        return pythonCode(u'-' + number(code, Code::Sign), Code::Sign, type);
    }
    if (node.text == u"~")
        return pythonCode(QStringLiteral("~%1(%2)").arg(helper(QStringLiteral("int32")), number(code, Code::Lambda)),
                          Code::Sign, Kind::Integer);
    throw PythonRefused{QStringLiteral("'%1' cannot be written in Python").arg(node.text), {}};
}

PythonCode PythonExpressions::logical(const ExpressionNode &node)
{
    const Code left = write(*node.children[0]);
    const Code right = write(*node.children[1]);
    const PythonType type = join(left.type, right.type);
    const bool isName = node.children[0]->kind == ExpressionKind::Name;
    if (node.text == u"??") {
        if (isName)
            return pythonCode(
                QStringLiteral("%1 if %1 is not None else %2").arg(left.text, right.at(Code::Conditional)),
                Code::Conditional, type);
        return pythonCode(QStringLiteral("%1(%2, lambda: %3)")
                              .arg(helper(QStringLiteral("instead")), left.text, right.at(Code::Lambda)),
                          Code::Primary, type);
    }
    const bool isAnd = node.text == u"&&";
    if (left.type.hasPlainTruth())
        return infix(left, isAnd ? QStringLiteral("and") : QStringLiteral("or"), right, isAnd ? Code::And : Code::Or,
                     type);
    if (isName) {
        const QString test = truth(left).text;
        return pythonCode(
            QStringLiteral("%1 if %2 else %3")
                .arg(isAnd ? right.at(Code::Or) : left.text, test, isAnd ? left.text : right.at(Code::Conditional)),
            Code::Conditional, type);
    }
    return pythonCode(
        QStringLiteral("%1(%2, lambda: %3)")
            .arg(helper(isAnd ? QStringLiteral("both") : QStringLiteral("either")), left.text, right.at(Code::Lambda)),
        Code::Primary, type);
}

PythonCode PythonExpressions::binary(const ExpressionNode &node)
{
    const QString &op = node.text;
    if (op == u"+")
        return sum(node);
    const Code left = write(*node.children[0]);
    const Code right = write(*node.children[1]);
    if (op == u"-" || op == u"*" || op == u"/" || op == u"%" || op == u"**")
        return arithmetic(op, left, right);
    if (op == u"<" || op == u">" || op == u"<=" || op == u">=")
        return comparison(op, left, right);
    if (op == u"==" || op == u"!=" || op == u"===" || op == u"!==")
        return equality(op, left, right);
    if (op == u"in") {
        if (right.type.is(Kind::Map))
            return infix(left, op, right, Code::Comparison, Kind::Bool);
        throw PythonRefused{QStringLiteral("'in' can be written in Python for a mapping only"), {}};
    }
    return bits(op, left, right);
}

void PythonExpressions::collectSum(const ExpressionNode &node, std::vector<const ExpressionNode *> &terms) const
{
    if (node.kind == ExpressionKind::Binary && node.text == u"+") {
        collectSum(*node.children[0], terms);
        terms.push_back(node.children[1].get());
    } else {
        terms.push_back(&node);
    }
}

/// Numbers are added, and from the first text on everything is joined: a + b + "c" is the text of a + b, and c.
PythonCode PythonExpressions::sum(const ExpressionNode &node)
{
    std::vector<const ExpressionNode *> terms;
    collectSum(node, terms);
    Code total = write(*terms[0]);
    std::size_t added = 1;
    while (added < terms.size() && !total.type.is(Kind::Text)) {
        const Code next = write(*terms[added]);
        if (next.type.is(Kind::Text))
            break;
        total = arithmetic(QStringLiteral("+"), total, next);
        ++added;
    }
    if (added == terms.size())
        return total;
    std::vector<Piece> pieces;
    const auto add = [&](const ExpressionNode &term) {
        if (term.kind == ExpressionKind::String)
            pieces.push_back(term.text);
        else
            pieces.push_back(inField([&] { return piece(write(term)); }));
    };
    if (added == 1) {
        add(*terms[0]);
    } else {
        pieces.push_back(inField([&] {
            Code again = write(*terms[0]);
            for (std::size_t at = 1; at < added; ++at)
                again = arithmetic(QStringLiteral("+"), again, write(*terms[at]));
            return piece(again);
        }));
    }
    for (std::size_t at = added; at < terms.size(); ++at)
        add(*terms[at]);
    return pythonCode(formatted(pieces), Code::Primary, Kind::Text);
}

PythonCode PythonExpressions::arithmetic(const QString &op, const PythonCode &left, const PythonCode &right)
{
    const bool numbers = left.type.isNumber() && right.type.isNumber();
    const bool whole = left.type.isWhole() && right.type.isWhole();
    const bool fromZero = left.type.isFromZero() && right.type.isFromZero();
    const auto called = [&](const char *name, const PythonType &type) {
        return pythonCode(
            QStringLiteral("%1(%2, %3)")
                .arg(helper(QString::fromLatin1(name)), number(left, Code::Lambda), number(right, Code::Lambda)),
            Code::Primary, type);
    };
    const auto plain = [&](Code::Precedence precedence, const PythonType &type) {
        const auto tighter = static_cast<Code::Precedence>(precedence + 1);
        return pythonCode(number(left, precedence) + u' ' + op + u' ' + number(right, tighter), precedence, type);
    };
    if (isUnknown(left, right))
        return plain(op == u"+" || op == u"-" ? Code::Sum : Code::Product, Kind::Unknown);
    if (op == u"+") {
        if (!numbers)
            return pythonCode(QStringLiteral("%1(%2, %3)").arg(helper(QStringLiteral("add")), left.text, right.text),
                              Code::Primary, Kind::Any);
        return plain(Code::Sum, join(left.type, right.type));
    }
    if (op == u"-")
        return plain(Code::Sum, whole ? Kind::Integer : Kind::Number);
    if (op == u"*") {
        constexpr double small = 1 << 16;
        const bool bySmall =
            (left.isLiteral && std::abs(left.number) < small) || (right.isLiteral && std::abs(right.number) < small);
        const bool bothSmall = left.type.is(Kind::Count) && right.type.is(Kind::Count);
        const PythonType type = !whole                 ? Kind::Number
                                : !fromZero            ? Kind::Integer
                                : bySmall && bothSmall ? Kind::Count
                                                       : Kind::Natural;
        return numbers && whole && !bySmall && !bothSmall ? called("multiply", Kind::Number)
                                                          : plain(Code::Product, type);
    }
    if (op == u"/")
        return right.isLiteral && right.number != 0 ? plain(Code::Product, Kind::Number)
                                                    : called("divide", Kind::Number);
    if (op == u"%") {
        const bool notByZero = right.isLiteral && right.number != 0;
        // A name or a length is as good as never 0; what was computed may well be.
        const bool hardlyZero = !right.isLiteral && right.precedence == Code::Primary;
        if (fromZero && right.type.is(Kind::Count) && (notByZero || hardlyZero))
            return plain(Code::Product, Kind::Count);
        return called("remainder", whole && notByZero ? Kind::Integer : Kind::Number);
    }
    if (left.isLiteral && left.number > 0 && numbers) {
        const bool stays = whole && fromZero;
        return pythonCode(left.at(Code::Await) + QStringLiteral("**") + right.at(Code::Sign), Code::Power,
                          stays ? Kind::Natural : Kind::Number);
    }
    return called("power", Kind::Number);
}

PythonCode PythonExpressions::comparison(const QString &op, const PythonCode &left, const PythonCode &right)
{
    constexpr auto tighter = static_cast<Code::Precedence>(Code::Comparison + 1);
    const bool numbers = left.type.isNumber() || right.type.isNumber();
    const bool texts = left.type.is(Kind::Text) && right.type.is(Kind::Text);
    if (numbers || texts || isUnknown(left, right)) {
        const QString first = texts ? left.at(tighter) : number(left, tighter);
        const QString second = texts ? right.at(tighter) : number(right, tighter);
        return pythonCode(first + u' ' + op + u' ' + second, Code::Comparison, Kind::Bool);
    }
    const bool turned = op.startsWith(u'>');
    const QString function = helper(op.endsWith(u'=') ? QStringLiteral("less_or_equal") : QStringLiteral("less"));
    return pythonCode(
        QStringLiteral("%1(%2, %3)").arg(function, turned ? right.text : left.text, turned ? left.text : right.text),
        Code::Primary, Kind::Bool);
}

PythonCode PythonExpressions::equality(const QString &op, const PythonCode &left, const PythonCode &right)
{
    constexpr auto tighter = static_cast<Code::Precedence>(Code::Comparison + 1);
    const bool isNot = op.startsWith(u'!');
    const bool strict = op.size() == 3;
    const auto written = [&](const QString &word) {
        return pythonCode(left.at(tighter) + u' ' + word + u' ' + right.at(tighter), Code::Comparison, Kind::Bool);
    };
    const bool both = left.type.isPlain() && right.type.isPlain();
    const bool alike = both && ((left.type.isNumber() && right.type.isNumber()) || left.type.kind == right.type.kind);
    const bool handles = left.type.is(Kind::Task) || left.type.is(Kind::Object) || left.type.is(Kind::Error) ||
                         right.type.is(Kind::Task) || right.type.is(Kind::Object) || right.type.is(Kind::Error);
    if (isNullLiteral(left) || isNullLiteral(right) || handles)
        return written(isNot ? QStringLiteral("is not") : QStringLiteral("is"));
    // True is 1 to Python, but not to ===.
    const auto isSure = [strict](const Code &code) {
        return code.isLiteral && !(strict && code.type.isNumber() && (code.number == 0 || code.number == 1));
    };
    if (alike || isUnknown(left, right) || isSure(left) || isSure(right))
        return written(isNot ? QStringLiteral("!=") : QStringLiteral("=="));
    const QString call =
        QStringLiteral("%1(%2, %3)")
            .arg(helper(strict ? QStringLiteral("same") : QStringLiteral("equal")), left.text, right.text);
    return isNot ? pythonCode(QStringLiteral("not ") + call, Code::Not, Kind::Bool)
                 : pythonCode(call, Code::Primary, Kind::Bool);
}

PythonCode PythonExpressions::bits(const QString &op, const PythonCode &left, const PythonCode &right)
{
    const auto narrow = [this](const Code &code) {
        return code.type.is(Kind::Count) ? code
                                         : pythonCode(QStringLiteral("%1(%2)").arg(helper(QStringLiteral("int32")),
                                                                                   number(code, Code::Lambda)),
                                                      Code::Primary, Kind::Integer);
    };
    const Code first = narrow(left);
    const Code second = narrow(right);
    const bool counts = left.type.is(Kind::Count) && right.type.is(Kind::Count);
    const PythonType type = counts ? Kind::Count : Kind::Integer;
    if (op == u"&")
        return infix(first, op, second, Code::BitAnd, type);
    if (op == u"|")
        return infix(first, op, second, Code::BitOr, type);
    if (op == u"^")
        return infix(first, op, second, Code::BitXor, type);
    const bool smallShift = right.isLiteral && right.number >= 0 && right.number < 32;
    const Code shift =
        smallShift ? second : pythonCode(second.at(Code::BitAnd) + QStringLiteral(" & 31"), Code::BitAnd, Kind::Count);
    if (op == u">>")
        return infix(first, op, shift, Code::Shift, type);
    if (op == u"<<") {
        const Code wide = infix(first, op, shift, Code::Shift, Kind::Integer);
        return pythonCode(QStringLiteral("%1(%2)").arg(helper(QStringLiteral("int32")), wide.text), Code::Primary,
                          Kind::Integer);
    }
    if (op == u">>>")
        return pythonCode(QStringLiteral("(%1 & 0xFFFFFFFF) >> %2").arg(first.at(Code::BitAnd), shift.at(Code::Sum)),
                          Code::Shift, Kind::Natural);
    throw PythonRefused{QStringLiteral("'%1' cannot be written in Python").arg(op), {}};
}

} // namespace coroscope

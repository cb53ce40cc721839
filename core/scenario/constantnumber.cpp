// SPDX-License-Identifier: MIT
#include "core/scenario/constantnumber.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

std::optional<double> binary(const QString &op, double left, double right)
{
    if (op == u"+")
        return left + right;
    if (op == u"-")
        return left - right;
    if (op == u"*")
        return left * right;
    if (op == u"/")
        return left / right;
    if (op == u"%")
        return std::fmod(left, right);
    if (op == u"**")
        return std::pow(left, right);
    return std::nullopt;
}

std::optional<double> call(const QString &function, const std::vector<double> &arguments)
{
    if (arguments.empty())
        return std::nullopt;
    if (function == u"min")
        return *std::min_element(arguments.begin(), arguments.end());
    if (function == u"max")
        return *std::max_element(arguments.begin(), arguments.end());
    if (function == u"abs" && arguments.size() == 1)
        return std::abs(arguments[0]);
    if (function == u"int" && arguments.size() == 1)
        return std::trunc(arguments[0]);
    return std::nullopt;
}

} // namespace

std::optional<double> constantNumber(const ExpressionNode &node, const QHash<QString, double> &names)
{
    if (node.kind == ExpressionKind::Number)
        return node.number;
    if (node.kind == ExpressionKind::Name) {
        const auto found = names.constFind(node.text);
        return found == names.constEnd() ? std::nullopt : std::optional(*found);
    }
    const bool isCall = node.kind == ExpressionKind::Call && node.children[0]->kind == ExpressionKind::Name;
    if (!isCall && node.kind != ExpressionKind::Unary && node.kind != ExpressionKind::Binary)
        return std::nullopt;
    std::vector<double> operands;
    for (std::size_t index = isCall ? 1 : 0; index < node.children.size(); ++index) {
        const auto operand = constantNumber(*node.children[index], names);
        if (!operand)
            return std::nullopt;
        operands.push_back(*operand);
    }
    if (isCall)
        return call(node.children[0]->text, operands);
    if (node.kind == ExpressionKind::Binary)
        return binary(node.text, operands[0], operands[1]);
    if (node.text == u"-")
        return -operands[0];
    return node.text == u"+" ? std::optional(operands[0]) : std::nullopt;
}

} // namespace coroscope

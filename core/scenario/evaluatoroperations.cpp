// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatoroperators.h"
#include "core/scenario/evaluatorrun.h"

#include <algorithm>
#include <array>
#include <cmath>

// Operators: how they are evaluated. What they mean for values stands in evaluatoroperators.

namespace coroscope
{

using namespace Qt::StringLiterals;

Value ExpressionRun::evalUnary(const ProgramNode &node)
{
    Value room;
    const Value &value = operand(*node.first, room);
    if (!value.isNumber())
        countReading(value);
    switch (node.operation) {
    case Operation::Not:
        return Value::boolean(!value.truthy());
    case Operation::Negate:
        return Value::number(-toNumber(value));
    case Operation::ToNumber:
        return Value::number(toNumber(value));
    case Operation::BitNot:
        return Value::number(~toInt32(toNumber(value)));
    default:
        break;
    }
    switch (value.kind()) {
    case ValueKind::Bool:
        return Value::string(u"boolean");
    case ValueKind::Number:
        return Value::string(u"number");
    case ValueKind::String:
        return Value::string(u"string");
    case ValueKind::Function:
        return Value::string(u"function");
    default:
        return Value::string(u"object");
    }
}

Value ExpressionRun::arithmetic(Operation operation, double left, double right)
{
    switch (operation) {
    case Operation::Subtract:
        return Value::number(left - right);
    case Operation::Multiply:
        return Value::number(left * right);
    case Operation::Divide:
        return Value::number(left / right);
    case Operation::Remainder:
        return Value::number(scriptRemainder(left, right));
    case Operation::Power:
        return Value::number(scriptPower(left, right));
    case Operation::BitAnd:
        return Value::number(toInt32(left) & toInt32(right));
    case Operation::BitOr:
        return Value::number(toInt32(left) | toInt32(right));
    case Operation::BitXor:
        return Value::number(toInt32(left) ^ toInt32(right));
    default:
        break;
    }
    const auto bits = static_cast<std::uint32_t>(toInt32(left));
    const auto count = static_cast<std::uint32_t>(toInt32(right)) & 31u;
    switch (operation) {
    case Operation::ShiftLeft:
        return Value::number(static_cast<std::int32_t>(bits << count));
    case Operation::ShiftRight:
        return Value::number(static_cast<std::int32_t>(bits) >> count);
    case Operation::ShiftRightUnsigned:
        return Value::number(bits >> count);
    default:
        Q_UNREACHABLE();
    }
}

Value ExpressionRun::evalBinary(const ProgramNode &node)
{
    Value leftRoom;
    Value rightRoom;
    const Value &left = operand(*node.first, leftRoom);
    const Value &right = operand(*node.second, rightRoom);
    const bool areNumbers = left.isNumber() && right.isNumber();
    if (!areNumbers) {
        countReading(left);
        countReading(right);
    }
    switch (node.operation) {
    case Operation::Same:
        return Value::boolean(left.strictlyEquals(right));
    case Operation::NotSame:
        return Value::boolean(!left.strictlyEquals(right));
    case Operation::Equal:
        return Value::boolean(looselyEqual(left, right));
    case Operation::NotEqual:
        return Value::boolean(!looselyEqual(left, right));
    case Operation::Less:
        return Value::boolean(areNumbers ? left.asNumber() < right.asNumber() : scriptLess(left, right));
    case Operation::LessEqual:
        return Value::boolean(areNumbers ? left.asNumber() <= right.asNumber() : scriptLessOrEqual(left, right));
    case Operation::Greater:
        return Value::boolean(areNumbers ? left.asNumber() > right.asNumber() : scriptLess(right, left));
    case Operation::GreaterEqual:
        return Value::boolean(areNumbers ? left.asNumber() >= right.asNumber() : scriptLessOrEqual(right, left));
    case Operation::In:
        m_column = node.column;
        return Value::boolean(contains(left, right));
    default:
        break;
    }
    if (areNumbers)
        return arithmetic(node.operation, left.asNumber(), right.asNumber());
    return arithmetic(node.operation, toNumber(left), toNumber(right));
}

Value ExpressionRun::evalAdd(const ProgramNode &node)
{
    Value leftRoom;
    Value rightRoom;
    const Value &left = operand(*node.first, leftRoom);
    const Value &right = operand(*node.second, rightRoom);
    if (left.isNumber() && right.isNumber())
        return Value::number(left.asNumber() + right.asNumber());
    m_column = node.column;
    return add(left, right);
}

namespace
{

/// A value as text for a concatenation; views what is a text already.
class ConcatenationSide
{
public:
    ConcatenationSide(ExpressionRun &run, const Value &value)
    {
        if (value.isString()) {
            m_view = value.asString();
        } else if (value.isNumber()) {
            m_view = QStringView(m_number.data(), writeNumber(m_number.data(), value.asNumber()));
        } else {
            m_text = run.scriptText(value);
            m_view = m_text;
        }
    }
    ConcatenationSide(const ConcatenationSide &) = delete;
    ConcatenationSide &operator=(const ConcatenationSide &) = delete;

    QStringView view() const { return m_view; }

private:
    QStringView m_view;
    QString m_text;
    std::array<char16_t, numberTextSize> m_number;
};

} // namespace

Value ExpressionRun::add(const Value &left, const Value &right)
{
    if (left.kind() < ValueKind::String && right.kind() < ValueKind::String)
        return Value::number(toNumber(left) + toNumber(right));
    const ConcatenationSide a(*this, left);
    const ConcatenationSide b(*this, right);
    const qsizetype length = a.view().size() + b.view().size();
    roomForText(static_cast<double>(length));
    StringObject *text = StringObject::create(length);
    std::copy_n(a.view().utf16(), a.view().size(), text->data());
    std::copy_n(b.view().utf16(), b.view().size(), text->data() + a.view().size());
    return Value::object(text);
}

Value ExpressionRun::evalLogical(const ProgramNode &node)
{
    Value left = eval(*node.first);
    const bool takesLeft = node.operation == Operation::And  ? !left.truthy()
                           : node.operation == Operation::Or ? left.truthy()
                                                             : !left.isNull();
    return takesLeft ? left : eval(*node.second);
}

bool ExpressionRun::contains(const Value &key, const Value &object)
{
    if (object.isMap()) {
        const QString name = scriptText(key);
        return object.asMap().find(name) != nullptr;
    }
    if (object.isList()) {
        if (key.isString() && key.asString() == u"length")
            return true;
        // No index has more digits.
        if (key.kind() > ValueKind::Number && scriptText(key).size() > 10)
            return false;
        const double index = toNumber(key);
        return index >= 0 && std::trunc(index) == index && index < static_cast<double>(object.items().size()) &&
               (key.isNumber() || scriptText(key) == numberText(index));
    }
    raise(BuiltinError::TypeError, u"'in' needs a list or a mapping on its right side"_s);
}

} // namespace coroscope

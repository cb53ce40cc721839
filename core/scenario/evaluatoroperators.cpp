// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatoroperators.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

namespace coroscope
{

namespace
{

/// What remains to be joined of one list.
struct OpenList {
    const ListObject *list;
    std::size_t next;
};

// As deep as anybody reads; a list within itself gives nothing, as in JavaScript.
constexpr std::size_t maximumJoinDepth = 200;

// Converts all kinds but lists. Returns whether it did.
bool appendPlain(QString &out, const Value &value)
{
    switch (value.kind()) {
    case ValueKind::List:
        return false;
    case ValueKind::Map:
        out += u"[object Object]";
        return true;
    default:
        value.appendText(out);
        return true;
    }
}

bool isPrimitive(const Value &value) { return value.kind() <= ValueKind::String; }

// As far as comparing goes, where what is not a primitive is its text.
Value toPrimitive(const Value &value)
{
    if (isPrimitive(value))
        return value;
    QString text;
    appendScriptText(text, value, maximumTextLength);
    return Value::string(text);
}

std::u16string_view units(const Value &text)
{
    const QStringView view = text.asString();
    return {view.utf16(), static_cast<std::size_t>(view.size())};
}

} // namespace

void appendScriptText(QString &out, const Value &value, qsizetype limit)
{
    if (appendPlain(out, value))
        return;
    const qsizetype start = out.size();
    std::vector<OpenList> open{{&value.asList(), 0}};
    while (!open.empty() && out.size() - start <= limit) {
        OpenList &current = open.back();
        if (current.next >= current.list->items.size()) {
            open.pop_back();
            continue;
        }
        if (current.next > 0)
            out += u',';
        const Value &item = current.list->items[current.next++];
        if (item.isNull() || appendPlain(out, item))
            continue;
        const ListObject *inner = &item.asList();
        const bool isWithinItself =
            std::any_of(open.begin(), open.end(), [&](const OpenList &outer) { return outer.list == inner; });
        if (!isWithinItself && open.size() < maximumJoinDepth)
            open.push_back({inner, 0});
    }
}

double toNumber(const Value &value)
{
    switch (value.kind()) {
    case ValueKind::Unset:
    case ValueKind::Null:
        return 0;
    case ValueKind::Bool:
        return value.asBool() ? 1 : 0;
    case ValueKind::Number:
        return value.asNumber();
    case ValueKind::String:
        return textToNumber(value.asString());
    default:
        return textToNumber(toPrimitive(value).asString());
    }
}

std::int32_t toInt32(double number)
{
    // Most numbers are in range already.
    if (number >= -2147483648.0 && number <= 2147483647.0)
        return static_cast<std::int32_t>(number);
    if (!std::isfinite(number))
        return 0;
    double rest = std::fmod(std::trunc(number), 4294967296.0);
    if (rest < 0)
        rest += 4294967296.0;
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(rest));
}

bool looselyEqual(const Value &left, const Value &right)
{
    if (left.isNull() || right.isNull())
        return left.isNull() && right.isNull();
    if (left.kind() == right.kind())
        return left.strictlyEquals(right);
    if (!isPrimitive(left) && !isPrimitive(right))
        return false;
    if (!isPrimitive(left))
        return looselyEqual(toPrimitive(left), right);
    if (!isPrimitive(right))
        return looselyEqual(left, toPrimitive(right));
    return toNumber(left) == toNumber(right);
}

bool scriptLess(const Value &left, const Value &right)
{
    const Value a = toPrimitive(left);
    const Value b = toPrimitive(right);
    if (a.isString() && b.isString())
        return units(a) < units(b);
    return toNumber(a) < toNumber(b);
}

bool scriptLessOrEqual(const Value &left, const Value &right)
{
    const Value a = toPrimitive(left);
    const Value b = toPrimitive(right);
    if (a.isString() && b.isString())
        return units(a) <= units(b);
    return toNumber(a) <= toNumber(b);
}

double scriptPower(double base, double exponent)
{
    if (std::isnan(exponent) || (std::isinf(exponent) && std::abs(base) == 1))
        return std::numeric_limits<double>::quiet_NaN();
    return std::pow(base, exponent);
}

double toInteger(const Value &value)
{
    const double number = toNumber(value);
    return std::isnan(number) ? 0 : std::trunc(number);
}

} // namespace coroscope

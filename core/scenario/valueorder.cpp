// SPDX-License-Identifier: MIT
#include "core/scenario/errortypes.h"
#include "core/scenario/value.h"

#include <algorithm>
#include <cmath>

// The order of values, which is Python's.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int maximumCompareDepth = 500;
// Lists that hold the same list over and over have more paths than can be walked.
constexpr int maximumCompareSteps = 50'000'000;

bool isNumeric(const Value &value) { return value.isNumber() || value.isBool(); }
double numeric(const Value &value) { return value.isBool() ? (value.asBool() ? 1.0 : 0.0) : value.asNumber(); }

// By code point, as Python does: a surrogate stands for something behind all other units.
ValueOrder compareTexts(QStringView left, QStringView right)
{
    const qsizetype common = std::min(left.size(), right.size());
    for (qsizetype i = 0; i < common; ++i) {
        const char16_t a = left[i].unicode();
        const char16_t b = right[i].unicode();
        if (a == b)
            continue;
        const bool aIsPair = QChar::isSurrogate(a);
        const bool bIsPair = QChar::isSurrogate(b);
        const bool less = aIsPair == bIsPair ? a < b : bIsPair;
        return less ? ValueOrder::Less : ValueOrder::Greater;
    }
    return left.size() < right.size()   ? ValueOrder::Less
           : left.size() > right.size() ? ValueOrder::Greater
                                        : ValueOrder::Equal;
}

// Python's ==, which tells where two lists first differ.
bool sameValue(const Value &left, const Value &right, int depth, int &steps)
{
    if (isNumeric(left) && isNumeric(right))
        return numeric(left) == numeric(right);
    if (left.isList() && right.isList() && left.sharedObject() != right.sharedObject()) {
        const Value::Items &a = left.items();
        const Value::Items &b = right.items();
        if (a.size() != b.size() || depth > maximumCompareDepth || ++steps > maximumCompareSteps)
            return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!sameValue(a[i], b[i], depth + 1, steps))
                return false;
        }
        return true;
    }
    return left.strictlyEquals(right);
}

ValueOrder compare(const Value &left, const Value &right, int depth, int &steps)
{
    if (isNumeric(left) && isNumeric(right)) {
        const double a = numeric(left);
        const double b = numeric(right);
        return a < b    ? ValueOrder::Less
               : a > b  ? ValueOrder::Greater
               : a == b ? ValueOrder::Equal
                        : ValueOrder::Unordered;
    }
    if (left.isString() && right.isString())
        return compareTexts(left.asString(), right.asString());
    if (!left.isList() || !right.isList() || depth > maximumCompareDepth)
        return ValueOrder::NotComparable;
    const Value::Items &a = left.items();
    const Value::Items &b = right.items();
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (!sameValue(a[i], b[i], depth + 1, steps))
            return compare(a[i], b[i], depth + 1, steps);
    }
    return a.size() < b.size() ? ValueOrder::Less : a.size() > b.size() ? ValueOrder::Greater : ValueOrder::Equal;
}

} // namespace

QString pythonTypeName(const Value &value)
{
    switch (value.kind()) {
    case ValueKind::Unset:
    case ValueKind::Null:
        return u"NoneType"_s;
    case ValueKind::Bool:
        return u"bool"_s;
    case ValueKind::Number:
        return std::trunc(value.asNumber()) == value.asNumber() ? u"int"_s : u"float"_s;
    case ValueKind::String:
        return u"str"_s;
    case ValueKind::List:
        return u"list"_s;
    case ValueKind::Map:
        return u"dict"_s;
    case ValueKind::Error:
        return value.asError().type->name;
    case ValueKind::Function:
        return u"function"_s;
    case ValueKind::Handle:
        return value.asHandle().handleKind();
    }
    Q_UNREACHABLE();
}

ValueOrder compareValues(const Value &left, const Value &right)
{
    int steps = 0;
    return compare(left, right, 0, steps);
}

std::optional<bool> lessThan(const Value &left, const Value &right)
{
    const ValueOrder order = compareValues(left, right);
    if (order == ValueOrder::NotComparable)
        return {};
    return order == ValueOrder::Less;
}

QString notComparableMessage(const Value &left, const Value &right)
{
    // Of two lists it is the items where they differ that cannot be compared.
    const Value *a = &left;
    const Value *b = &right;
    int steps = 0;
    for (int depth = 0; a->isList() && b->isList() && depth <= maximumCompareDepth; ++depth) {
        const Value::Items &as = a->items();
        const Value::Items &bs = b->items();
        std::size_t i = 0;
        while (i < as.size() && i < bs.size() && sameValue(as[i], bs[i], depth, steps))
            ++i;
        if (i >= as.size() || i >= bs.size())
            break;
        a = &as[i];
        b = &bs[i];
    }
    return u"'<' not supported between instances of '%1' and '%2'"_s.arg(pythonTypeName(*a), pythonTypeName(*b));
}

} // namespace coroscope

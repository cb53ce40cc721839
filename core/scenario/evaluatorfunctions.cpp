// SPDX-License-Identifier: MIT
#include "core/scenario/evaluatoroperators.h"
#include "core/scenario/evaluatorrun.h"

#include <algorithm>
#include <cmath>

// The functions of the format. They are Python's, and so are their errors.

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

constexpr double exactWhole = 9007199254740992.0;

bool isNumeric(const Value &value) { return value.isNumber() || value.isBool(); }
bool isWhole(double number) { return std::isfinite(number) && std::trunc(number) == number; }

double number(ExpressionRun &run, const Value &value, QStringView function)
{
    if (!isNumeric(value)) {
        run.raise(BuiltinError::TypeError, u"%1() needs a number, not '%2'"_s.arg(function, pythonTypeName(value)));
    }
    return toNumber(value);
}

double whole(ExpressionRun &run, const Value &value)
{
    if (!isNumeric(value) || !isWhole(toNumber(value))) {
        run.raise(BuiltinError::TypeError,
                  u"'%1' object cannot be interpreted as an integer"_s.arg(pythonTypeName(value)));
    }
    return toNumber(value);
}

// What a loop over the value gives: the items of a list, the characters of a text, the keys of a mapping.
Value::Items iterate(ExpressionRun &run, const Value &value)
{
    Value::Items items;
    if (value.isList()) {
        run.roomForList(static_cast<double>(value.items().size()));
        return value.items();
    }
    if (value.isMap()) {
        for (const MapObject::Entry &entry : value.asMap().entries())
            items.push_back(entry.key);
    } else if (value.isString()) {
        const QStringView text = value.asString();
        run.roomForList(static_cast<double>(text.size()));
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
            items.push_back(Value::string(text.sliced(i, isPair ? 2 : 1)));
            i += isPair;
        }
    } else {
        run.raise(BuiltinError::TypeError, u"'%1' object is not iterable"_s.arg(pythonTypeName(value)));
    }
    return items;
}

bool isLess(ExpressionRun &run, const Value &left, const Value &right)
{
    run.tick();
    if (left.isNumber() && right.isNumber())
        return left.asNumber() < right.asNumber();
    run.countReading(left);
    const std::optional<bool> less = lessThan(left, right);
    if (!less)
        run.raise(BuiltinError::TypeError, notComparableMessage(left, right));
    return *less;
}

Value range(ExpressionRun &run, Arguments arguments)
{
    double start = 0;
    double end = whole(run, arguments[0]);
    double step = 1;
    if (arguments.size() > 1) {
        start = end;
        end = whole(run, arguments[1]);
    }
    if (arguments.size() > 2)
        step = whole(run, arguments[2]);
    if (step == 0)
        run.raise(BuiltinError::ValueError, u"range() arg 3 must not be zero"_s);
    const double count = std::max(0.0, std::ceil((end - start) / step));
    run.roomForList(count);
    Value::Items items;
    items.reserve(static_cast<std::size_t>(count));
    for (double i = 0; i < count; ++i)
        items.push_back(Value::number(start + i * step));
    return Value::list(std::move(items));
}

Value length(ExpressionRun &run, const Value &value)
{
    if (value.isList())
        return Value::number(static_cast<double>(value.items().size()));
    if (value.isMap())
        return Value::number(static_cast<double>(value.asMap().entries().size()));
    if (!value.isString())
        run.raise(BuiltinError::TypeError, u"object of type '%1' has no len()"_s.arg(pythonTypeName(value)));
    // Python counts characters, where a surrogate pair is one.
    const QStringView text = value.asString();
    run.tick(text.size() / 16);
    qsizetype pairs = 0;
    for (qsizetype i = 1; i < text.size(); ++i)
        pairs += text[i].isLowSurrogate() && text[i - 1].isHighSurrogate();
    return Value::number(static_cast<double>(text.size() - pairs));
}

Value extreme(ExpressionRun &run, Arguments arguments, bool wantsLargest)
{
    Value::Items held;
    if (arguments.size() == 1) {
        held = iterate(run, arguments[0]);
        arguments = Arguments(held.data(), held.size());
        if (held.empty()) {
            run.raise(BuiltinError::ValueError,
                      u"%1() iterable argument is empty"_s.arg(wantsLargest ? u"max"_s : u"min"_s));
        }
    }
    const Value *best = &arguments[0];
    for (const Value &candidate : arguments.subspan(1)) {
        if (wantsLargest ? isLess(run, *best, candidate) : isLess(run, candidate, *best))
            best = &candidate;
    }
    return *best;
}

Value toWhole(ExpressionRun &run, const Value &value)
{
    if (value.isString()) {
        run.countReading(value);
        const QStringView text = value.asString().trimmed();
        const double parsed = textToNumber(text);
        // 0x10 and the like are numbers to JavaScript only, and so is an empty text.
        const bool isDecimal = std::none_of(text.begin(), text.end(), [](QChar c) {
            return c.toLower() == u'x' || c.toLower() == u'o' || c.toLower() == u'b';
        });
        if (text.isEmpty() || !isDecimal || !std::isfinite(parsed)) {
            run.raise(BuiltinError::ValueError, u"invalid literal for int() with base 10: '%1'"_s.arg(
                                                    text.first(std::min<qsizetype>(text.size(), 80))));
        }
        return Value::number(std::trunc(parsed));
    }
    if (!isNumeric(value)) {
        run.raise(BuiltinError::TypeError,
                  u"int() argument must be a text or a number, not '%1'"_s.arg(pythonTypeName(value)));
    }
    const double parsed = toNumber(value);
    if (!std::isfinite(parsed)) {
        run.raise(BuiltinError::ValueError,
                  u"cannot convert %1 to an integer"_s.arg(std::isnan(parsed) ? u"NaN"_s : u"infinity"_s));
    }
    return Value::number(std::trunc(parsed) + 0.0);
}

Value sum(ExpressionRun &run, const Value &list)
{
    const Value::Items items = iterate(run, list);
    // Since 3.12 Python adds whole numbers exactly and others with the error of each addition carried along
    // (Neumaier). A number that is whole counts as an int here.
    double total = 0;
    double carry = 0;
    bool isExact = true;
    for (const Value &item : items) {
        if (!isNumeric(item)) {
            run.raise(BuiltinError::TypeError, u"unsupported operand type(s) for +: '%1' and '%2'"_s.arg(
                                                   isExact ? u"int"_s : u"float"_s, pythonTypeName(item)));
        }
        const double x = toNumber(item);
        if (isExact && isWhole(x) && std::abs(total + x) <= exactWhole) {
            total += x;
            continue;
        }
        isExact = false;
        const double next = total + x;
        if (!isWhole(x))
            carry += std::abs(total) >= std::abs(x) ? (total - next) + x : (x - next) + total;
        total = next;
    }
    if (carry != 0 && std::isfinite(carry))
        total += carry;
    return Value::number(total);
}

Value randint(ExpressionRun &run, const Value &from, const Value &to)
{
    const double a = whole(run, from);
    const double b = whole(run, to);
    if (b < a) {
        run.raise(BuiltinError::ValueError,
                  u"empty range in randrange(%1, %2)"_s.arg(numberText(a), numberText(b + 1)));
    }
    if (std::abs(a) > 9.2e18 || std::abs(b) > 9.2e18)
        run.raise(BuiltinError::ValueError, u"randint() takes numbers of 63 bits at most"_s);
    const std::int64_t drawn = run.state().random.randint(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
    return Value::number(static_cast<double>(drawn));
}

Value choice(ExpressionRun &run, const Value &value)
{
    if (value.isList()) {
        const Value::Items &items = value.items();
        if (!items.empty())
            return items[run.state().random.below(items.size())];
    } else if (value.isString()) {
        const Value::Items items = iterate(run, value);
        if (!items.empty())
            return items[run.state().random.below(items.size())];
    } else {
        run.raise(BuiltinError::TypeError, u"choice() needs a list, not '%1'"_s.arg(pythonTypeName(value)));
    }
    run.raise(BuiltinError::IndexError, u"Cannot choose from an empty sequence"_s);
}

Value absolute(ExpressionRun &run, const Value &value)
{
    if (!isNumeric(value))
        run.raise(BuiltinError::TypeError, u"bad operand type for abs(): '%1'"_s.arg(pythonTypeName(value)));
    return Value::number(std::abs(toNumber(value)));
}

Value expovariate(ExpressionRun &run, const Value &value)
{
    const double rate = number(run, value, u"expovariate");
    const double drawn = run.state().random.expovariate(1.0);
    if (rate == 0)
        run.raise(BuiltinError::ZeroDivisionError, u"float division by zero"_s);
    return Value::number(drawn / rate);
}

} // namespace

Value ExpressionRun::callBuiltin(Builtin builtin, Arguments arguments)
{
    const BuiltinFunction &function = builtinFunctions()[static_cast<std::size_t>(builtin)];
    const auto count = static_cast<int>(arguments.size());
    if (count < function.fewest)
        raise(BuiltinError::TypeError, u"%1() does not take %2 arguments"_s.arg(QStringView(function.name)).arg(count));
    // What xs.map(str) hands over beyond the item is left out, as JavaScript does.
    if (function.most >= 0 && count > function.most)
        arguments = arguments.first(static_cast<std::size_t>(function.most));

    switch (builtin) {
    case Builtin::Range:
        return range(*this, arguments);
    case Builtin::Len:
        return length(*this, arguments[0]);
    case Builtin::Min:
        return extreme(*this, arguments, false);
    case Builtin::Max:
        return extreme(*this, arguments, true);
    case Builtin::Abs:
        return absolute(*this, arguments[0]);
    case Builtin::Str:
        return arguments[0].isString() ? arguments[0] : makeText(arguments[0].text());
    case Builtin::Int:
        return toWhole(*this, arguments[0]);
    case Builtin::Sum:
        return sum(*this, arguments[0]);
    case Builtin::Sorted: {
        Value::Items items = iterate(*this, arguments[0]);
        mergeSort(items, [this](const Value &left, const Value &right) { return isLess(*this, left, right); });
        return Value::list(std::move(items));
    }
    case Builtin::Now:
        return Value::number(m_state.now ? m_state.now() : 0.0);
    case Builtin::IsError:
        return Value::boolean(arguments[0].isError());
    case Builtin::Random:
        return Value::number(m_state.random.random());
    case Builtin::Uniform: {
        const double a = number(*this, arguments[0], u"uniform");
        const double b = number(*this, arguments[1], u"uniform");
        return Value::number(m_state.random.uniform(a, b));
    }
    case Builtin::Randint:
        return randint(*this, arguments[0], arguments[1]);
    case Builtin::Choice:
        return choice(*this, arguments[0]);
    case Builtin::Expovariate:
        return expovariate(*this, arguments[0]);
    }
    Q_UNREACHABLE();
}

} // namespace coroscope

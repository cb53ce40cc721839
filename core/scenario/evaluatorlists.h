// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/evaluatoroperators.h"
#include "core/scenario/evaluatorrun.h"

#include <algorithm>
#include <array>

// What the methods of lists have in common.

namespace coroscope::lists
{

inline double sizeOf(const Value &list) { return static_cast<double>(list.items().size()); }
inline Value itemAt(const Value &list, std::size_t index)
{
    return index < list.items().size() ? list.items()[index] : Value();
}
inline Value argument(Arguments arguments, std::size_t index)
{
    return index < arguments.size() ? arguments[index] : Value();
}

/// A position that may count from the end, clamped to the list.
inline std::size_t position(Arguments arguments, std::size_t index, double size, double otherwise)
{
    double place = index < arguments.size() ? toInteger(arguments[index]) : otherwise;
    if (place < 0)
        place += size;
    return static_cast<std::size_t>(std::clamp(place, 0.0, size));
}

inline const Value &callback(ExpressionRun &run, Arguments arguments)
{
    if (arguments.empty() || !(arguments[0].isFunction() || arguments[0].isHandle()))
        run.raise(BuiltinError::TypeError, QStringLiteral("a function is missing, such as x => x + 1"));
    return arguments[0];
}

/// Calls function(item, index, list) for one item.
inline Value callWith(ExpressionRun &run, const Value &function, const Value &list, std::size_t index)
{
    const std::array<Value, 3> arguments{itemAt(list, index), Value::number(static_cast<double>(index)), list};
    return run.call(function, arguments);
}

inline Value part(ExpressionRun &run, const Value &list, std::size_t from, std::size_t to)
{
    if (to <= from)
        return Value::list();
    run.roomForList(static_cast<double>(to - from));
    const auto begin = list.items().begin();
    return Value::list(
        Value::Items(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to)));
}

inline Value copyOf(ExpressionRun &run, const Value &list) { return part(run, list, 0, list.items().size()); }

/// Those that change the list in place, or are made of one that does. Null where there is no such method.
MethodFunction findChangingMethod(QStringView name);

} // namespace coroscope::lists

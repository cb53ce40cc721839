// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/value.h"

#include <QString>

#include <cmath>
#include <cstdint>

namespace coroscope
{

// JavaScript's conversions and comparisons of values. Errors, handles and functions convert to the text that the format
// gives them.

/// Appends String(value): of a list its items with commas, of a map `[object Object]`. Stops soon after the text has
/// more than `limit` units.
void appendScriptText(QString &out, const Value &value, qsizetype limit);

/// Number(value).
double toNumber(const Value &value);

/// What a number is for the bit operators.
std::int32_t toInt32(double number);

/// left == right.
bool looselyEqual(const Value &left, const Value &right);

/// left < right and left <= right, after both became texts or numbers.
bool scriptLess(const Value &left, const Value &right);
bool scriptLessOrEqual(const Value &left, const Value &right);

/// left ** right; unlike the C library's, NaN where the exponent is NaN or where ±1 meets infinity.
double scriptPower(double base, double exponent);

/// What a number argument counts to: NaN is 0, fractions are cut, infinities stay.
double toInteger(const Value &value);

/// left % right; takes the sign of the left side.
inline double scriptRemainder(double left, double right)
{
    // Whole numbers are what programs use, and fmod is slow.
    if (left >= 0 && right > 0 && left <= 4294967295.0 && right <= 4294967295.0) {
        const auto a = static_cast<std::uint32_t>(left);
        const auto b = static_cast<std::uint32_t>(right);
        if (a == left && b == right)
            return a % b;
    }
    return std::fmod(left, right);
}

} // namespace coroscope

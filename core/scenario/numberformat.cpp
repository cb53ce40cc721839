// SPDX-License-Identifier: MIT
#include "core/scenario/numbertext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

// The ways to write a number that somebody asks for: toFixed, toPrecision, toExponential, toString(radix).

namespace coroscope
{

namespace
{

constexpr double exactWhole = 9007199254740992.0;
constexpr std::array<double, 23> powersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// A whole number with a point before its last digits.
QString pointedText(std::uint64_t whole, int digits, bool isNegative)
{
    std::array<char, 24> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), whole).ptr;
    QLatin1StringView text(buffer.data(), end - buffer.data());
    QString result;
    result.reserve(text.size() + digits + 3);
    if (isNegative)
        result += u'-';
    if (text.size() <= digits) {
        result += u'0';
    } else {
        result += text.first(text.size() - digits);
        text = text.sliced(text.size() - digits);
    }
    if (digits > 0) {
        result += u'.';
        for (qsizetype i = text.size(); i < digits; ++i)
            result += u'0';
        result += text;
    }
    return result;
}

/// d.ddd × 10^exponent
struct Decimal {
    std::string digits;
    int exponent = 0;
};

Decimal readScientific(std::string_view text)
{
    Decimal result;
    const std::size_t mark = text.find('e');
    for (const char c : text.substr(0, mark)) {
        if (c != '.')
            result.digits += c;
    }
    const std::size_t from = mark + (text[mark + 1] == '+' ? 2 : 1);
    std::from_chars(text.data() + from, text.data() + text.size(), result.exponent);
    return result;
}

// Adds 1 to the last digit of a text of digits, which may have a point.
void increase(std::string &digits)
{
    std::size_t place = digits.size();
    while (place > 0 && (digits[place - 1] == '9' || digits[place - 1] == '.')) {
        --place;
        if (digits[place] == '9')
            digits[place] = '0';
    }
    if (place > 0)
        ++digits[place - 1];
    else
        digits.insert(digits.begin(), '1');
}

// The exact value of a number from 0 on, rounded to that many digits, a tie up.
Decimal roundedDecimal(double size, std::size_t count)
{
    // No number has more than 767 digits.
    std::array<char, 800> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::scientific, 766).ptr;
    Decimal result = readScientific({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
    const bool up = result.digits[count] >= '5';
    result.digits.resize(count);
    if (up)
        increase(result.digits);
    if (result.digits.size() > count) {
        result.digits.pop_back();
        ++result.exponent;
    }
    return result;
}

QString exponentialText(const Decimal &decimal)
{
    QString result(QChar(static_cast<char16_t>(decimal.digits[0])));
    if (decimal.digits.size() > 1)
        result += u'.' + QString::fromStdString(decimal.digits.substr(1));
    result += u'e';
    result += decimal.exponent < 0 ? u'-' : u'+';
    return result + QString::number(std::abs(decimal.exponent));
}

QString signedText(double number, const QString &text) { return number < 0 ? u'-' + text : text; }

} // namespace

QString fixedNumberText(double number, int digits)
{
    if (!std::isfinite(number) || std::abs(number) >= 1e21)
        return numberText(number);
    const double size = std::abs(number);
    // JavaScript takes the digits of the exact value and rounds a tie up, where the C library rounds to the even digit.
    // 10 to the power of 22 and below are exact, so scaled + rest is the exact value times the power. With more digits
    // there is no tie, as 5 to the power of 23 has more bits than a number.
    if (digits <= 22) {
        const double power = powersOfTen[static_cast<std::size_t>(digits)];
        const double scaled = size * power;
        if (scaled < exactWhole) {
            const double rest = std::fma(size, power, -scaled);
            const double below = std::floor(scaled);
            const bool up = scaled - below > 0.5 || (scaled - below == 0.5 && rest >= 0);
            return pointedText(static_cast<std::uint64_t>(below) + (up ? 1 : 0), digits, number < 0);
        }
    }
    // What is this large has 73 digits behind the point at most.
    constexpr int allDigits = 80;
    std::array<char, 160> buffer;
    const int asked = digits <= 22 ? allDigits : digits;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::fixed, asked).ptr;
    std::string text(buffer.data(), end);
    if (asked != digits) {
        const std::size_t point = text.find('.');
        const std::size_t next = point + 1 + static_cast<std::size_t>(digits);
        const bool up = text[next] >= '5';
        text.resize(digits == 0 ? point : next);
        if (up)
            increase(text);
    }
    return signedText(number, QString::fromStdString(text));
}

QString preciseNumberText(double number, int digits)
{
    if (!std::isfinite(number))
        return numberText(number);
    const Decimal decimal = roundedDecimal(std::abs(number), static_cast<std::size_t>(digits));
    if (decimal.exponent < -6 || decimal.exponent >= digits)
        return signedText(number, exponentialText(decimal));
    QString text = QString::fromStdString(decimal.digits);
    if (decimal.exponent < 0)
        text.prepend(QStringLiteral("0.") + QString(-decimal.exponent - 1, u'0'));
    else if (decimal.exponent + 1 < digits)
        text.insert(decimal.exponent + 1, u'.');
    return signedText(number, text);
}

QString exponentialNumberText(double number, std::optional<int> digits)
{
    if (!std::isfinite(number))
        return numberText(number);
    const double size = std::abs(number);
    if (digits)
        return signedText(number, exponentialText(roundedDecimal(size, static_cast<std::size_t>(*digits) + 1)));
    std::array<char, 40> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::scientific).ptr;
    return signedText(number,
                      exponentialText(readScientific({buffer.data(), static_cast<std::size_t>(end - buffer.data())})));
}

QString radixNumberText(double number, int radix)
{
    if (!std::isfinite(number) || radix == 10)
        return numberText(number);
    constexpr char digitCharacters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    const auto character = [&](double digit) { return QChar::fromLatin1(digitCharacters[static_cast<int>(digit)]); };
    const double size = std::abs(number);
    double whole = std::floor(size);
    double fraction = size - whole;

    // Behind the point: as many digits as tell the number from its neighbours.
    QString behind;
    double tolerance = (std::nextafter(size, std::numeric_limits<double>::infinity()) - size) / 2;
    while (fraction >= tolerance && fraction > 0) {
        fraction *= radix;
        tolerance *= radix;
        const double digit = std::floor(fraction);
        fraction -= digit;
        behind += character(digit);
        const bool roundsUp = fraction > 0.5 || (fraction == 0.5 && std::fmod(digit, 2) == 1);
        if (!roundsUp || fraction + tolerance <= 1)
            continue;
        // The next digit up is within the tolerance; a 9 that becomes 10 goes to the digit before it.
        while (!behind.isEmpty() && behind.back() == character(radix - 1))
            behind.chop(1);
        if (behind.isEmpty()) {
            whole += 1;
        } else {
            const char16_t last = behind.back().unicode();
            behind.back() = last == u'9' ? QChar(u'a') : QChar(static_cast<char16_t>(last + 1));
        }
        break;
    }

    QString before;
    while (whole >= exactWhole) { // digits that the number does not hold
        whole /= radix;
        before.prepend(u'0');
    }
    do {
        const double rest = std::fmod(whole, radix);
        before.prepend(character(rest));
        whole = (whole - rest) / radix;
    } while (whole >= 1);
    return signedText(number, behind.isEmpty() ? before : before + u'.' + behind);
}

} // namespace coroscope

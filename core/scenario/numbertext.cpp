// SPDX-License-Identifier: MIT
#include "core/scenario/numbertext.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <system_error>

namespace coroscope
{

namespace
{

// Whole numbers up to here are exact, and are most of what is written.
constexpr double exactWhole = 9007199254740992.0;

bool isBlank(QChar c) { return c.isSpace() || c.unicode() == 0xFEFF; }

int writeWhole(char16_t *out, std::int64_t number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    int length = 0;
    for (const char *digit = digits.data(); digit != end; ++digit)
        out[length++] = static_cast<char16_t>(*digit);
    return length;
}

int writeLatin1(char16_t *out, std::string_view text)
{
    int length = 0;
    for (const char c : text)
        out[length++] = static_cast<char16_t>(c);
    return length;
}

std::optional<double> radixNumber(QStringView digits, int radix)
{
    double value = 0;
    for (const QChar c : digits) {
        int digit = c.unicode() - u'0';
        if (digit > 9) {
            digit = (c.unicode() | 0x20) - u'a' + 10;
            if (digit < 10)
                return {};
        }
        if (digit < 0 || digit >= radix)
            return {};
        value = value * radix + digit;
    }
    return digits.isEmpty() ? std::nullopt : std::optional(value);
}

} // namespace

std::optional<double> decimalNumber(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || text.empty())
        return {};
    if (error == std::errc::result_out_of_range) {
        // Too large or too small for a double; which of them the exponent tells, or without one the length.
        const std::size_t exponent = text.find_first_of("eE");
        const bool small = exponent == std::string_view::npos ? text.find('.') <= 1 : text[exponent + 1] == '-';
        return small ? 0.0 : std::numeric_limits<double>::infinity();
    }
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

double textToNumber(QStringView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    if (text.isEmpty())
        return 0;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    if (text.size() > 2 && text[0] == u'0') {
        const int mark = text[1].unicode() | 0x20;
        const int radix = mark == u'x' ? 16 : mark == u'o' ? 8 : mark == u'b' ? 2 : 0;
        if (radix)
            return radixNumber(text.sliced(2), radix).value_or(nan);
    }
    bool negative = false;
    if (text[0] == u'-' || text[0] == u'+') {
        negative = text[0] == u'-';
        text = text.sliced(1);
    }
    double value = nan;
    if (text == u"Infinity") {
        value = std::numeric_limits<double>::infinity();
    } else {
        std::string digits;
        digits.reserve(static_cast<std::size_t>(text.size()));
        for (const QChar c : text) {
            const char16_t unit = c.unicode();
            if (!(unit >= u'0' && unit <= u'9') && unit != u'.' && unit != u'e' && unit != u'E' && unit != u'+' &&
                unit != u'-')
                return nan;
            // from_chars does not take a + in the exponent's place of a sign at the front; it does after the e.
            digits += static_cast<char>(unit);
        }
        if (digits.empty() || digits.front() == '-' || digits.front() == '+')
            return nan;
        value = decimalNumber(digits).value_or(nan);
    }
    return negative ? -value : value;
}

int writeNumber(char16_t *out, double number)
{
    if (number == std::trunc(number) && std::abs(number) < exactWhole)
        return writeWhole(out, static_cast<std::int64_t>(number)); // -0 gives 0
    if (std::isnan(number))
        return writeLatin1(out, "NaN");
    if (std::isinf(number))
        return writeLatin1(out, number < 0 ? "-Infinity" : "Infinity");

    // The shortest digits that read back as the same number, d.ddde±x, and then JavaScript's way to set the point.
    std::array<char, 40> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific)
            .ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t mark = text.find('e');
    std::array<char, 20> digits;
    int count = 0;
    for (const char c : text.substr(0, mark)) {
        if (c != '.')
            digits[static_cast<std::size_t>(count++)] = c;
    }
    int exponent = 0;
    std::size_t from = mark + 1;
    if (text[from] == '+')
        ++from;
    std::from_chars(text.data() + from, end, exponent);
    const int point = exponent + 1; // digits before the point

    int length = 0;
    const auto put = [&](char c) { out[length++] = static_cast<char16_t>(c); };
    if (number < 0)
        put('-');
    if (point > 0 && point <= 21) {
        for (int i = 0; i < point; ++i)
            put(i < count ? digits[static_cast<std::size_t>(i)] : '0');
        if (count > point) {
            put('.');
            for (int i = point; i < count; ++i)
                put(digits[static_cast<std::size_t>(i)]);
        }
    } else if (point > -6 && point <= 0) {
        put('0');
        put('.');
        for (int i = point; i < 0; ++i)
            put('0');
        for (int i = 0; i < count; ++i)
            put(digits[static_cast<std::size_t>(i)]);
    } else {
        put(digits[0]);
        if (count > 1) {
            put('.');
            for (int i = 1; i < count; ++i)
                put(digits[static_cast<std::size_t>(i)]);
        }
        put('e');
        put(exponent < 0 ? '-' : '+');
        length += writeWhole(out + length, std::abs(exponent));
    }
    return length;
}

void appendNumber(QString &out, double number)
{
    std::array<char16_t, numberTextSize> buffer;
    out.append(QStringView(buffer.data(), writeNumber(buffer.data(), number)));
}

QString numberText(double number)
{
    QString text;
    appendNumber(text, number);
    return text;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <string_view>

namespace coroscope
{

/// Reads `12`, `.5`, `1e-3`, correctly rounded; too large is infinity. Nothing if it is not such a number as a whole.
std::optional<double> decimalNumber(std::string_view text);

/// JavaScript's Number(text): blanks around it do not count, an empty text is 0, what is no number is NaN.
double textToNumber(QStringView text);

/// A number as JavaScript writes it: 1, -0.5, 1e+21, NaN; negative zero is 0.
void appendNumber(QString &out, double number);
QString numberText(double number);

/// JavaScript's toFixed for 0 to 100 digits.
QString fixedNumberText(double number, int digits);

/// JavaScript's toPrecision for 1 to 100 digits.
QString preciseNumberText(double number, int digits);

/// JavaScript's toExponential for 0 to 100 digits behind the point; without a number of them, as many as it takes.
QString exponentialNumberText(double number, std::optional<int> digits);

/// JavaScript's toString(radix) for 2 to 36.
QString radixNumberText(double number, int radix);

/// The units that numberText() needs at most.
inline constexpr int numberTextSize = 32;
/// Writes into `out`, which has room for numberTextSize units; gives the length.
int writeNumber(char16_t *out, double number);

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/scenario/model.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace coroscope
{

/// The most values that a sweep goes through.
inline constexpr int mostSweepValues = 10'000;

/// The values that a sweep gives to one parameter, in their order.
struct SweepAxis {
    QString parameter;
    QStringList values; ///< as `--set NAME=VALUE` takes them

    /// Where the values stand on a line of numbers; nothing if they are words, which then stand side by side. Values
    /// with a unit, such as 250ms, are numbers of seconds.
    std::optional<std::vector<double>> numbers() const;
};

/// Reads the values of a parameter, which are one of
/// - `FROM..TO`: with the step that the parameter has, else by 1 in the last decimal place that is written;
/// - `FROM..TO:STEP`: TO is a value only if a step ends there;
/// - `VALUE,VALUE,…`: numbers, choices, true and false, texts;
/// - nothing: all that the parameter takes, if it has `choices`, `min` and `max`, or is true or false.
///
/// Numbers are counted as decimals, so that 0.1..1 has ten exact values; they may bear a unit, the same one on all,
/// where the parameter is a text (`50ms..400ms:50ms`). The fault, which names no file, tells of an unknown parameter,
/// a range that is empty or runs backwards, more than `mostSweepValues` values, one that stands twice, and one that
/// the parameter does not take.
Result<SweepAxis> sweepAxis(const Scenario &scenario, const QString &parameter, const QString &values);

/// The same from `NAME=VALUES` or `NAME`.
Result<SweepAxis> parseSweepAxis(const Scenario &scenario, const QString &text);

} // namespace coroscope

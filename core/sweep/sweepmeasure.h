// SPDX-License-Identifier: MIT
#pragma once

#include "core/sweep/runtotals.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <span>

namespace coroscope
{

enum class MeasureUnit : std::uint8_t {
    Time,      ///< nanoseconds
    Count,     ///< a whole number
    PerSecond, ///< of the run's time
};

/// One way to measure a run. A new one is a function and a line of the list.
struct SweepMeasure {
    const char *name;  ///< on the command line
    const char *title; ///< for people, in English; to be translated in the context "coroscope::SweepMeasure"
    MeasureUnit unit;
    /// Nothing where it has no value, as a rate in no time.
    std::optional<double> (*of)(const RunTotals &totals);
};

/// All measures. The first is the one that is meant where none is named.
std::span<const SweepMeasure> sweepMeasures();
/// The one of that name; null if there is none.
const SweepMeasure *findSweepMeasure(QStringView name);
QStringList sweepMeasureNames();

/// The value with its unit for people, as short as it can be told: `3.174 s`, `12`, `4.41 /s`.
QString measureText(MeasureUnit unit, double value);
/// The value as a plain number, times in seconds; exact for times and counts.
QString measureNumber(MeasureUnit unit, double value);

} // namespace coroscope

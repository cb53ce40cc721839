// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/model.h"

#include <QString>

#include <optional>

namespace coroscope
{

/// The values that the slider of a number goes through. Where the scenario sets no limits they are around its value: a
/// slider has to end somewhere, a person may still type what lies beyond.
struct KnobRange {
    double from = 0;
    double to = 1;
    double step = 1;
    int decimals = 0;             ///< that a value of the slider needs
    std::optional<double> lowest; ///< limits of the scenario
    std::optional<double> highest;

    static KnobRange of(const Parameter &parameter, double value);

    /// The slider has the positions 0 to last().
    int last() const;
    double at(int position) const;
    int positionOf(double value) const;

    friend bool operator==(const KnobRange &, const KnobRange &) = default;
};

/// A number in as few digits as tell it: `4`, `0.9`.
QString knobText(double value);

/// A value of the file as text that the runner takes for it; empty for lists and mappings.
QString knobText(const ValueSpec &value);

} // namespace coroscope

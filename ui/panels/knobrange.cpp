// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/knobrange.h"

#include "core/scenario/numbertext.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr int mostPositions = 10'000;
constexpr int usualPositions = 200;

bool isWhole(double value) { return std::abs(value) < 1e15 && value == std::trunc(value); }

/// The nearest of 1, 2 and 5 times a power of ten that is not below `value`.
double niceAbove(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= value * (1 - 1e-9))
            return factor * power;
    }
    return 10 * power;
}

int decimalsOf(double step)
{
    for (int decimals = 0; decimals < 9; ++decimals) {
        const double scaled = step * std::pow(10.0, decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, scaled))
            return decimals;
    }
    return 9;
}

} // namespace

KnobRange KnobRange::of(const Parameter &parameter, double value)
{
    KnobRange range;
    range.lowest = parameter.min;
    range.highest = parameter.max;
    const bool wholes = isWhole(value) && isWhole(parameter.min.value_or(0)) && isWhole(parameter.max.value_or(0)) &&
                        isWhole(parameter.step.value_or(1));
    const double least = wholes ? 10 : 1;
    const double reach = std::abs(value) > 0 ? niceAbove(3 * std::abs(value)) : least;
    range.from = parameter.min.value_or(value < 0 ? -reach : 0);
    range.to = parameter.max.value_or(std::max(range.from + least, std::max(value, 0.0) > 0 ? reach : least));
    if (parameter.max && !parameter.min && range.from > range.to)
        range.from = range.to - std::max(least, std::abs(range.to));
    const double length = std::max(range.to - range.from, 0.0);
    if (parameter.step)
        range.step = *parameter.step;
    else if (wholes)
        range.step = 1;
    else
        range.step = length > 0 ? niceAbove(length / usualPositions) : 1;
    if (length / range.step > mostPositions)
        range.step = wholes ? std::ceil(length / mostPositions) : length / mostPositions;
    range.decimals = std::max(decimalsOf(range.step), decimalsOf(range.from));
    return range;
}

int KnobRange::last() const { return static_cast<int>(std::ceil((to - from) / step - 1e-9)); }

double KnobRange::at(int position) const
{
    // The last one is the limit itself, also where the steps do not come to it.
    const double value = std::min(from + position * step, to);
    const double scale = std::pow(10.0, std::max(decimals, decimalsOf(value)));
    return std::round(value * scale) / scale;
}

int KnobRange::positionOf(double value) const
{
    return static_cast<int>(std::clamp(std::round((value - from) / step), 0.0, static_cast<double>(last())));
}

QString knobText(double value) { return numberText(value); }

QString knobText(const ValueSpec &value)
{
    switch (value.kind) {
    case ValueSpec::Kind::Null:
        return QStringLiteral("null");
    case ValueSpec::Kind::Bool:
        return value.boolean ? QStringLiteral("true") : QStringLiteral("false");
    case ValueSpec::Kind::Number:
        return knobText(value.number);
    case ValueSpec::Kind::Text:
        return value.text;
    case ValueSpec::Kind::Expression:
        return value.expression ? value.expression->source() : QString();
    case ValueSpec::Kind::Pieces:
    case ValueSpec::Kind::List:
    case ValueSpec::Kind::Map:
        return {};
    }
    return {};
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plotaxis.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr double labelGap = 10;
// Binary fractions of round steps are a little off.
constexpr double tolerance = 1e-9;

QString xText(XKind kind, double value)
{
    return kind == XKind::Duration ? formatDuration(std::llround(value * nsPerSecond))
                                   : QString::number(std::fabs(value) < 1e-12 ? 0 : value, 'g', 7);
}

QString yText(MeasureUnit unit, double value)
{
    return unit == MeasureUnit::PerSecond ? QString::number(value, 'g', 6) + u" /s"_s : measureText(unit, value);
}

} // namespace

double roundStep(double span, int most, double least)
{
    const double wanted = std::max(span / std::max(most, 1), least);
    if (!(wanted > 0) || !std::isfinite(wanted))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= wanted * (1 - tolerance))
            return factor * power;
    }
    return 10 * power;
}

std::vector<AxisTick> yTicks(MeasureUnit unit, double highest, int most)
{
    if (!(highest > 0))
        highest = unit == MeasureUnit::Time ? nsPerSecond : 1;
    const double step = roundStep(highest, most, unit == MeasureUnit::PerSecond ? 0 : 1);
    const int count = static_cast<int>(std::ceil(highest / step * (1 - tolerance)));
    std::vector<AxisTick> ticks;
    for (int index = 0; index <= std::max(count, 1); ++index)
        ticks.push_back({index * step, index == 0 ? u"0"_s : yText(unit, index * step)});
    return ticks;
}

std::vector<AxisTick> xTicks(XKind kind, double from, double to, double pixels, const TextMeasure &measure)
{
    std::vector<AxisTick> ticks{{from, xText(kind, from)}};
    if (!(to > from))
        return ticks;
    const auto width = [&](const AxisTick &tick) { return measure.width(FontRole::MonoSmall, tick.text); };
    const AxisTick last{to, xText(kind, to)};
    const double widest = std::max(width(ticks.front()), width(last)) + labelGap;
    const int most = std::clamp(static_cast<int>(pixels / widest), 1, 12);
    const double step = roundStep(to - from, most);
    const auto x = [&](double value) { return (value - from) / (to - from) * pixels; };
    double free = width(ticks.front()) / 2 + labelGap;
    const double until = pixels - width(last) / 2 - labelGap;
    const double begin = std::floor(from / step) + 1;
    // Counted by itself: far from 0 a double that is one more may be the same.
    for (int index = 0; (begin + index) * step < to - step * tolerance; ++index) {
        const double value = (begin + index) * step;
        AxisTick tick{value, xText(kind, value)};
        const double half = width(tick) / 2;
        if (x(tick.value) - half < free || x(tick.value) + half > until)
            continue;
        free = x(tick.value) + half + labelGap;
        ticks.push_back(std::move(tick));
    }
    ticks.push_back(last);
    return ticks;
}

std::vector<AxisTick> wordTicks(const QStringList &words, double pixels, const TextMeasure &measure)
{
    std::vector<AxisTick> ticks;
    if (words.isEmpty())
        return ticks;
    static constexpr double narrowest = 28;
    const double slot = pixels / static_cast<double>(words.size());
    const auto every = static_cast<qsizetype>(std::max(1.0, std::ceil((narrowest + labelGap) / slot)));
    for (qsizetype index = 0; index < words.size(); index += every) {
        const QString text =
            measure.elided(FontRole::MonoSmall, words[index], slot * static_cast<double>(every) - labelGap);
        ticks.push_back({static_cast<double>(index), text});
    }
    return ticks;
}

} // namespace coroscope

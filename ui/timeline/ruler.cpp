// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/ruler.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr Nanoseconds milli = 1'000'000;
constexpr Nanoseconds micro = 1'000;
constexpr double textGap = 34;

/// Calls `at(time)` for the multiples of `step` in the range.
template <typename At>
void everyStep(const TimeRange &range, Nanoseconds step, const At &at)
{
    for (Nanoseconds time = (range.from + step - 1) / step * step; time <= range.to; time += step)
        at(time);
}

} // namespace

Ticks Ticks::forScale(const TimeScale &scale, const TextMeasure &measure)
{
    Ticks ticks;
    constexpr Nanoseconds largest = 1'000'000'000'000'000'000;
    for (Nanoseconds power = 1; power < largest; power *= 10) {
        for (const auto &[factor, parts] : {std::pair{1, 5}, {2, 4}, {5, 5}}) {
            ticks = {power * factor, power == 1 && factor == 1 ? 1 : parts};
            const double text = measure.width(FontRole::Mono, ticks.textAt(scale.range().to));
            if (static_cast<double>(ticks.step) * scale.pixelsPerNs() >= text + textGap)
                return ticks;
        }
    }
    return ticks;
}

QString Ticks::textAt(Nanoseconds time) const
{
    if (step >= nsPerSecond)
        return QString::number(time / nsPerSecond) + u" s"_s;
    if (step >= 100 * milli)
        return QString::number(static_cast<double>(time) / 1e9, 'f', 1) + u" s"_s;
    if (step >= milli)
        return QString::number(time / milli) + u" ms"_s;
    if (step >= micro)
        return QString::number(time / micro) + u" µs"_s;
    return QString::number(time) + u" ns"_s;
}

void addRuler(DrawArea &ruler, const QRectF &rect, const TimeScale &scale, const TextMeasure &measure)
{
    const Ticks ticks = Ticks::forScale(scale, measure);
    const double bottom = rect.bottom();
    everyStep(scale.range(), std::max<Nanoseconds>(1, ticks.step / ticks.parts), [&](Nanoseconds time) {
        const double x = scale.x(time);
        if (time % ticks.step != 0) {
            ruler.lines.push_back({{x, bottom - 6, x, bottom}, Ink::Border});
            return;
        }
        ruler.lines.push_back({{x, bottom - 14, x, bottom}, Ink::Muted});
        const QString text = ticks.textAt(time);
        const double width = measure.width(FontRole::Mono, text);
        // A text that would be cut off at the right says nothing.
        if (x + 5 + width <= rect.right())
            ruler.labels.push_back({{x + 5, rect.top(), width, rect.height() - 3}, text, FontRole::Mono, Ink::Muted});
    });
}

void addGrid(DrawArea &area, const TimeScale &scale, const TextMeasure &measure, double top, double bottom)
{
    everyStep(scale.range(), Ticks::forScale(scale, measure).step, [&](Nanoseconds time) {
        const double x = scale.x(time);
        area.grid.push_back({{x, top, x, bottom}, Ink::Grid});
    });
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/sweep/sweepmeasure.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

std::optional<double> makespan(const RunTotals &totals) { return static_cast<double>(totals.makespan); }
std::optional<double> peak(const RunTotals &totals) { return static_cast<double>(totals.peakConcurrency); }
std::optional<double> longestWait(const RunTotals &totals) { return static_cast<double>(totals.longestWait); }
std::optional<double> timeouts(const RunTotals &totals) { return static_cast<double>(totals.timeoutsFired); }

std::optional<double> throughput(const RunTotals &totals)
{
    if (totals.makespan <= 0)
        return std::nullopt;
    return static_cast<double>(totals.tasksReturned) * nsPerSecond / static_cast<double>(totals.makespan);
}

constexpr std::array<SweepMeasure, 5> list{{
    {"makespan", QT_TRANSLATE_NOOP("coroscope::SweepMeasure", "makespan"), MeasureUnit::Time, &makespan},
    {"concurrency", QT_TRANSLATE_NOOP("coroscope::SweepMeasure", "peak concurrency"), MeasureUnit::Count, &peak},
    {"wait", QT_TRANSLATE_NOOP("coroscope::SweepMeasure", "longest wait"), MeasureUnit::Time, &longestWait},
    {"timeouts", QT_TRANSLATE_NOOP("coroscope::SweepMeasure", "timeouts fired"), MeasureUnit::Count, &timeouts},
    {"throughput", QT_TRANSLATE_NOOP("coroscope::SweepMeasure", "throughput"), MeasureUnit::PerSecond, &throughput},
}};

} // namespace

std::span<const SweepMeasure> sweepMeasures() { return list; }

const SweepMeasure *findSweepMeasure(QStringView name)
{
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const SweepMeasure &one) { return name == QLatin1String(one.name); });
    return found == list.end() ? nullptr : &*found;
}

QStringList sweepMeasureNames()
{
    QStringList names;
    for (const SweepMeasure &measure : list)
        names.push_back(QLatin1String(measure.name));
    return names;
}

QString measureText(MeasureUnit unit, double value)
{
    switch (unit) {
    case MeasureUnit::Time:
        return formatDuration(std::llround(value));
    case MeasureUnit::Count:
        return QString::number(std::llround(value));
    case MeasureUnit::PerSecond:
        return QString::number(value, 'g', 4) + u" /s"_s;
    }
    return {};
}

QString measureNumber(MeasureUnit unit, double value)
{
    switch (unit) {
    case MeasureUnit::Time: {
        const Nanoseconds time = std::llround(value);
        QString text = QString::number(time / nsPerSecond);
        if (time % nsPerSecond != 0) {
            text += u'.' + QString::number(time % nsPerSecond).rightJustified(9, u'0');
            while (text.endsWith(u'0'))
                text.chop(1);
        }
        return text;
    }
    case MeasureUnit::Count:
        return QString::number(std::llround(value));
    case MeasureUnit::PerSecond:
        return QString::number(value, 'g', QLocale::FloatingPointShortest);
    }
    return {};
}

} // namespace coroscope

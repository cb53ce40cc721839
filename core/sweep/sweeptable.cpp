// SPDX-License-Identifier: MIT
#include "core/sweep/sweeptable.h"

#include <algorithm>

namespace coroscope
{

using namespace Qt::StringLiterals;

QString text(SweepOutcome outcome)
{
    switch (outcome) {
    case SweepOutcome::Pending:
        return u"pending"_s;
    case SweepOutcome::Returned:
        return u"returned"_s;
    case SweepOutcome::Failed:
        return u"failed"_s;
    case SweepOutcome::Deadlock:
        return u"deadlock"_s;
    case SweepOutcome::Limit:
        return u"limit"_s;
    case SweepOutcome::Refused:
        return u"refused"_s;
    }
    return {};
}

SweepTable::SweepTable(QString title, SweepAxis axis, std::vector<std::uint64_t> seeds)
    : m_title(std::move(title)), m_axis(std::move(axis)), m_seeds(std::move(seeds)),
      m_runs(static_cast<std::size_t>(m_axis.values.size()) * m_seeds.size())
{
}

std::optional<SweepSummary> SweepTable::summary(std::size_t value, const SweepMeasure &measure) const
{
    std::vector<std::pair<double, std::size_t>> readings;
    const auto runs = runsAt(value);
    for (std::size_t seed = 0; seed < runs.size(); ++seed) {
        if (!isMeasured(runs[seed].outcome))
            continue;
        if (const auto reading = measure.of(runs[seed].totals))
            readings.emplace_back(*reading, seed);
    }
    if (readings.empty())
        return std::nullopt;
    std::sort(readings.begin(), readings.end());
    const double median = readings[(readings.size() - 1) / 2].first;
    const auto first = std::lower_bound(readings.begin(), readings.end(), std::pair(median, std::size_t{0}));
    return SweepSummary{readings.front().first, median, readings.back().first, first->second, readings.size()};
}

std::size_t SweepTable::count(std::size_t value, SweepOutcome outcome) const
{
    const auto runs = runsAt(value);
    return static_cast<std::size_t>(
        std::count_if(runs.begin(), runs.end(), [&](const SweepRun &run) { return run.outcome == outcome; }));
}

std::size_t SweepTable::count(SweepOutcome outcome) const
{
    return static_cast<std::size_t>(
        std::count_if(m_runs.begin(), m_runs.end(), [&](const SweepRun &run) { return run.outcome == outcome; }));
}

QString SweepTable::outcomeText(std::size_t value) const
{
    QStringList parts;
    for (const SweepOutcome outcome : {SweepOutcome::Returned, SweepOutcome::Failed, SweepOutcome::Deadlock,
                                       SweepOutcome::Limit, SweepOutcome::Refused, SweepOutcome::Pending}) {
        const std::size_t runs = count(value, outcome);
        if (runs == m_seeds.size())
            return text(outcome);
        if (runs > 0)
            parts.push_back(u"%1 %2"_s.arg(runs).arg(text(outcome)));
    }
    return parts.join(u", ");
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/sweep/sweepaxis.h"
#include "core/sweep/sweepmeasure.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace coroscope
{

/// What became of one run of a sweep.
enum class SweepOutcome : std::uint8_t {
    Pending, ///< it has not run yet, or the sweep was cancelled before
    Returned,
    Failed,
    Deadlock,
    Limit,   ///< it was stopped as it took too much
    Refused, ///< it could not begin with this value
};

/// The word for it in tables and files.
QString text(SweepOutcome outcome);
/// Whether the run came to an end of its own, so that it can be measured.
constexpr bool isMeasured(SweepOutcome outcome)
{
    return outcome == SweepOutcome::Returned || outcome == SweepOutcome::Failed || outcome == SweepOutcome::Deadlock;
}

/// One run of a sweep.
struct SweepRun {
    SweepOutcome outcome = SweepOutcome::Pending;
    RunTotals totals;
    QString message{}; ///< why it did not return

    friend bool operator==(const SweepRun &, const SweepRun &) = default;
};

/// A measure of all seeds at one value.
struct SweepSummary {
    double lowest = 0;
    double median = 0; ///< of an even number the lower of the two in the middle: there is a run that has it
    double highest = 0;
    std::size_t medianSeed = 0; ///< index of the first seed that has the median
    std::size_t measured = 0;   ///< how many runs this is from
};

/// What a sweep gave: a run for each value and seed.
class SweepTable
{
public:
    SweepTable() = default;
    /// All runs are pending at first. There is at least one seed.
    SweepTable(QString title, SweepAxis axis, std::vector<std::uint64_t> seeds);

    const QString &title() const { return m_title; } ///< of the scenario
    const SweepAxis &axis() const { return m_axis; }
    const std::vector<std::uint64_t> &seeds() const { return m_seeds; }
    std::size_t valueCount() const { return static_cast<std::size_t>(m_axis.values.size()); }
    std::size_t runCount() const { return m_runs.size(); }
    bool isEmpty() const { return m_runs.empty(); }

    SweepRun &run(std::size_t value, std::size_t seed) { return m_runs[value * m_seeds.size() + seed]; }
    const SweepRun &run(std::size_t value, std::size_t seed) const { return m_runs[value * m_seeds.size() + seed]; }
    std::span<const SweepRun> runsAt(std::size_t value) const
    {
        return std::span(m_runs).subspan(value * m_seeds.size(), m_seeds.size());
    }

    /// Over the runs that ended of their own; nothing if there are none.
    std::optional<SweepSummary> summary(std::size_t value, const SweepMeasure &measure) const;
    /// How many of the runs at a value had an outcome.
    std::size_t count(std::size_t value, SweepOutcome outcome) const;
    /// The same of all runs.
    std::size_t count(SweepOutcome outcome) const;
    /// How the runs at a value ended: `returned`, `deadlock`, or with more seeds `3 returned, 2 failed`.
    QString outcomeText(std::size_t value) const;

    friend bool operator==(const SweepTable &one, const SweepTable &other)
    {
        return one.m_axis.parameter == other.m_axis.parameter && one.m_axis.values == other.m_axis.values &&
               one.m_seeds == other.m_seeds && one.m_runs == other.m_runs;
    }

private:
    QString m_title;
    SweepAxis m_axis;
    std::vector<std::uint64_t> m_seeds;
    std::vector<SweepRun> m_runs; ///< by value, then by seed
};

using SweepMeasures = std::vector<const SweepMeasure *>;

/// One line a run, comma-separated after RFC 4180 but for the ends of lines, which are LF: value, seed, outcome, the
/// measures (times in seconds; empty where there is none), why it did not return. Runs that are pending are left out.
QString sweepCsv(const SweepTable &table, const SweepMeasures &measures);

/// One line a value in aligned columns, for a terminal. With several seeds a measure has its median, and the lowest and
/// the highest in columns of their own.
QString sweepText(const SweepTable &table, const SweepMeasures &measures);

} // namespace coroscope

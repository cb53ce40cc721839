// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/runner.h"
#include "core/sweep/sweeptable.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

namespace coroscope
{

/// The most runs of a sweep: values times seeds.
inline constexpr std::size_t mostSweepRuns = 100'000;

struct SweepPlan {
    std::shared_ptr<const Scenario> scenario;
    SweepAxis axis;
    int seeds = 1; ///< how many, counted up from the first, which is the one of `run` or of the scenario
    /// Knobs that are set in all runs, the first seed and the limits of each run; the clock is always virtual, and
    /// what listens to a run is not used.
    RunOptions run{};
    int threads = 0; ///< 0: one a core
};

/// Runs a scenario in virtual time for each value of a parameter and each seed, as many at a time as there are
/// threads. Each run has a scheduler of its own, so that the table does not depend on the number of threads. A run
/// that fails, ends in a deadlock, takes too much or cannot begin is an entry of the table like any other.
class Sweep
{
public:
    using RunEnded = std::function<void(std::size_t value, std::size_t seed, const SweepRun &run)>;

    /// Faults: no seed, too many runs, a first seed too large to count up from, a parameter that is set as well.
    static Result<std::unique_ptr<Sweep>> create(SweepPlan plan);

    std::size_t runCount() const { return m_table.runCount(); }
    /// The table as it is before the first run.
    const SweepTable &emptyTable() const { return m_table; }

    /// Runs all, in threads of its own, and waits for them. `onRun` is told of each run that ended, in whatever
    /// order they end, one at a time, from one of the threads. `wantsStop` is asked now and then in this thread.
    /// The first seed runs through all values before the second begins. To be called once.
    SweepTable run(const RunEnded &onRun = {}, const std::function<bool()> &wantsStop = {});

    /// Ends all soon, also what is running; those runs stay pending. From any thread, at any time.
    void cancel();
    bool isCancelled() const { return m_cancelled; }

private:
    class Entry;

    explicit Sweep(SweepPlan plan, std::vector<std::uint64_t> seeds);
    void work(const RunEnded &onRun);
    SweepRun runOne(std::size_t value, std::size_t seed);

    SweepPlan m_plan;
    SweepTable m_table;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_cancelled{false};
    std::mutex m_mutex;               ///< guards what follows, and the table
    std::set<ScenarioRun *> m_active; ///< to be told of a cancel
};

} // namespace coroscope

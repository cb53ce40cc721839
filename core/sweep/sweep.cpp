// SPDX-License-Identifier: MIT
#include "core/sweep/sweep.h"

#include "core/sweep/runtally.h"

#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <limits>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// Messages of runs are kept for all of them; a deadlock of many tasks makes a long one.
constexpr qsizetype longestMessage = 500;

QString shortened(QString message)
{
    if (message.size() > longestMessage) {
        message.truncate(longestMessage);
        message += u'…';
    }
    return message;
}

SweepOutcome outcomeOf(const RunResult &result)
{
    if (!result.limit.isEmpty())
        return SweepOutcome::Limit;
    switch (result.outcome) {
    case RunOutcome::Returned:
        return SweepOutcome::Returned;
    case RunOutcome::Failed:
        return SweepOutcome::Failed;
    case RunOutcome::Deadlock:
        return SweepOutcome::Deadlock;
    case RunOutcome::Stopped:
        return SweepOutcome::Pending; // nobody but cancel() stops it
    }
    return SweepOutcome::Pending;
}

QString messageOf(const RunResult &result)
{
    if (!result.limit.isEmpty())
        return result.limit;
    if (result.outcome == RunOutcome::Failed)
        return result.message.isEmpty() ? result.error : result.error + u": "_s + result.message;
    return result.outcome == RunOutcome::Deadlock ? result.message : QString();
}

} // namespace

/// Keeps a run in the list of those that a cancel stops.
class Sweep::Entry
{
public:
    Entry(Sweep &sweep, ScenarioRun &run) : m_sweep(sweep), m_run(run)
    {
        const std::lock_guard lock(m_sweep.m_mutex);
        m_sweep.m_active.insert(&m_run);
        if (m_sweep.m_cancelled)
            m_run.requestStop();
    }
    Entry(const Entry &) = delete;
    Entry &operator=(const Entry &) = delete;
    ~Entry()
    {
        const std::lock_guard lock(m_sweep.m_mutex);
        m_sweep.m_active.erase(&m_run);
    }

private:
    Sweep &m_sweep;
    ScenarioRun &m_run;
};

Sweep::Sweep(SweepPlan plan, std::vector<std::uint64_t> seeds)
    : m_plan(std::move(plan)), m_table(m_plan.scenario->title, m_plan.axis, std::move(seeds))
{
    m_plan.run.clock = ScenarioClock::Virtual;
    m_plan.run.onLog = {};
    m_plan.run.onProgress = {};
}

Result<std::unique_ptr<Sweep>> Sweep::create(SweepPlan plan)
{
    const auto fault = [](const QString &message) { return Fault{{}, 0, 0, message}; };
    if (plan.axis.values.isEmpty())
        return fault(u"%1: there is no value to run with"_s.arg(plan.axis.parameter));
    if (plan.seeds < 1)
        return fault(u"a sweep needs one seed at least"_s);
    const auto runs = static_cast<std::size_t>(plan.axis.values.size()) * static_cast<std::size_t>(plan.seeds);
    if (runs > mostSweepRuns)
        return fault(u"%1 values with %2 seeds are %3 runs; a sweep has %4 at most"_s.arg(plan.axis.values.size())
                         .arg(plan.seeds)
                         .arg(runs)
                         .arg(mostSweepRuns));
    for (const auto &[name, value] : plan.run.set) {
        if (name == plan.axis.parameter)
            return fault(u"%1 is set to %2 and swept over as well; do only one of them"_s.arg(name, value));
    }
    const std::uint64_t first = plan.run.seed.value_or(plan.scenario->seed);
    if (first > std::numeric_limits<std::uint64_t>::max() - static_cast<std::uint64_t>(plan.seeds - 1))
        return fault(u"the seed %1 is too large to count up from"_s.arg(first));
    std::vector<std::uint64_t> seeds;
    for (int index = 0; index < plan.seeds; ++index)
        seeds.push_back(first + static_cast<std::uint64_t>(index));
    return std::unique_ptr<Sweep>(new Sweep(std::move(plan), std::move(seeds)));
}

SweepRun Sweep::runOne(std::size_t value, std::size_t seed)
{
    RunTally tally;
    RunOptions options = m_plan.run;
    options.set.emplace_back(m_table.axis().parameter, m_table.axis().values.at(static_cast<qsizetype>(value)));
    options.seed = m_table.seeds()[seed];
    options.instrument = &tally;
    options.eventCount = [&tally] { return tally.events(); };
    auto made = ScenarioRun::create(m_plan.scenario, std::move(options));
    if (!made.ok())
        return {SweepOutcome::Refused, {}, shortened(made.fault().message)};
    RunResult result;
    {
        const Entry entry(*this, *made.value());
        result = made.value()->runToEnd();
    }
    tally.finish();
    return {outcomeOf(result), tally.totals(), shortened(messageOf(result))};
}

void Sweep::work(const RunEnded &onRun)
{
    for (;;) {
        const std::size_t index = m_next++;
        if (index >= runCount() || m_cancelled)
            return;
        const std::size_t value = index % m_table.valueCount();
        const std::size_t seed = index / m_table.valueCount();
        SweepRun run = runOne(value, seed);
        const std::lock_guard lock(m_mutex);
        if (run.outcome == SweepOutcome::Pending)
            continue;
        m_table.run(value, seed) = std::move(run);
        if (onRun)
            onRun(value, seed, m_table.run(value, seed));
    }
}

SweepTable Sweep::run(const RunEnded &onRun, const std::function<bool()> &wantsStop)
{
    static constexpr int askEvery = 50; // milliseconds
    const int wanted = m_plan.threads > 0 ? m_plan.threads : QThread::idealThreadCount();
    const int threads =
        static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(std::max(wanted, 1)), runCount()));
    QThreadPool pool;
    pool.setMaxThreadCount(threads);
    for (int index = 0; index < threads; ++index)
        pool.start([this, &onRun] { work(onRun); });
    while (!pool.waitForDone(askEvery)) {
        if (wantsStop && wantsStop())
            cancel();
    }
    return std::move(m_table);
}

void Sweep::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_cancelled = true;
    for (ScenarioRun *run : m_active)
        run->requestStop();
}

} // namespace coroscope

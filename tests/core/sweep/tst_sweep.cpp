// SPDX-License-Identifier: MIT
#include "core/record/recorder.h"
#include "core/scenario/scenariofile.h"
#include "core/sweep/runtally.h"
#include "core/sweep/sweep.h"
#include "core/trace/intervals.h"
#include "core/trace/statistics.h"
#include "resources/library.h"
#include "tests/support/sweepscenarios.h"

#include <QTest>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace coroscope;

namespace
{

// Six jobs of 100 ms for `permits` workers at a time; each is given up after `limit`.
constexpr const char *jobs = R"(coroscope: 1
title: Jobs
seed: 7
params:
  permits: {value: 2, min: 1, max: 100}
  limit: 10
objects:
  sem: Semaphore(permits)
coroutines:
  job():
    - with: sem
      do:
        - sleep: 100ms
  tried():
    - try:
        - wait_for: job()
          timeout: ${limit}
      except:
        - TimeoutError:
            - log: late
main:
  - gather: tried()
    for: i in range(6)
)";

constexpr const char *dice = R"(coroscope: 1
seed: 3
params: {sides: 6}
main:
  - sleep: ${randint(1, sides)}
)";

std::shared_ptr<const Scenario> load(const char *text)
{
    LoadedScenario loaded = loadScenarioText(text, u"test.yaml"_s);
    if (!loaded.ok())
        qFatal("%s", qPrintable(loaded.faults.front().text()));
    return std::move(loaded.scenario);
}

SweepPlan planFor(const char *scenario, const QString &axis, int seeds = 1, int threads = 0)
{
    SweepPlan plan;
    plan.scenario = load(scenario);
    const auto read = parseSweepAxis(*plan.scenario, axis);
    if (!read.ok())
        qFatal("%s", qPrintable(read.fault().message));
    plan.axis = read.value();
    plan.seeds = seeds;
    plan.threads = threads;
    return plan;
}

SweepTable sweep(SweepPlan plan) { return Sweep::create(std::move(plan)).value()->run(); }

SweepMeasures measures(const QStringList &names)
{
    SweepMeasures found;
    for (const QString &name : names)
        found.push_back(findSweepMeasure(name));
    return found;
}

} // namespace

class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMeasureIsTakenAtEveryValue()
    {
        // Waits: with two permits the last pair waits for two rounds.
        QCOMPARE(sweepText(sweep(planFor(jobs, u"permits=1,2,3,6,7"_s)), measures(sweepMeasureNames())),
                 u"permits  makespan  peak concurrency  longest wait  timeouts fired  throughput  outcome\n"
                 "      1    600 ms                 7        500 ms               0    11.67 /s  returned\n"
                 "      2    300 ms                 7        200 ms               0    23.33 /s  returned\n"
                 "      3    200 ms                 7        100 ms               0       35 /s  returned\n"
                 "      6    100 ms                 7           0 s               0       70 /s  returned\n"
                 "      7    100 ms                 7           0 s               0       70 /s  returned\n"_s);
    }

    void timeoutsAreCounted()
    {
        SweepPlan plan = planFor(jobs, u"limit=0.05..0.35:0.1"_s);
        plan.run.set.emplace_back(u"permits"_s, u"2"_s);
        QCOMPARE(sweepCsv(sweep(std::move(plan)), measures({u"makespan"_s, u"timeouts"_s, u"wait"_s})),
                 u"limit,seed,outcome,makespan_s,timeouts,wait_s,message\n"
                 "0.05,7,returned,0.05,6,0.05,\n"
                 "0.15,7,returned,0.15,4,0.15,\n"
                 "0.25,7,returned,0.25,2,0.2,\n"
                 "0.35,7,returned,0.3,0,0.2,\n"_s);
    }

    void aRunThatDoesNotReturnIsAnEntryLikeAnyOther()
    {
        SweepPlan plan = planFor(test::sweepEnds, u"mode=fine,fails,hangs,endless,busy"_s);
        plan.run.limits.events = 30'000;
        plan.run.limits.operations = 10'000;
        const SweepTable table = sweep(std::move(plan));
        QCOMPARE(sweepText(table, measures({u"makespan"_s})), u"   mode  makespan  outcome\n"
                                                              "   fine       1 s  returned\n"
                                                              "  fails       1 s  failed\n"
                                                              "  hangs       1 s  deadlock\n"
                                                              "endless         –  limit\n"
                                                              "   busy         –  limit\n"_s);
        QCOMPARE(table.run(1, 0).message, u"ValueError: too few, \"really\""_s);
        QVERIFY2(table.run(2, 0).message.contains(u"go"), qPrintable(table.run(2, 0).message));
        QVERIFY2(table.run(3, 0).message.contains(u"--max-events"), qPrintable(table.run(3, 0).message));
        QVERIFY2(table.run(4, 0).message.contains(u"--max-operations"), qPrintable(table.run(4, 0).message));
        QCOMPARE(sweepCsv(table, measures({u"makespan"_s})).section(u'\n', 2, 2),
                 u"fails,0,failed,1,\"ValueError: too few, \"\"really\"\"\""_s);
    }

    void aValueThatTheObjectsRefuseIsAnEntryLikeAnyOther()
    {
        const SweepTable table = sweep(planFor(test::sweepEnds, u"size=-1..1"_s));
        QCOMPARE(text(table.run(0, 0).outcome), u"refused"_s);
        QVERIFY2(table.run(0, 0).message.startsWith(u"`sem` cannot be made"), qPrintable(table.run(0, 0).message));
        QCOMPARE(text(table.run(1, 0).outcome), u"returned"_s);
    }

    void seedsGiveTheLowestTheMedianAndTheHighest()
    {
        const SweepTable table = sweep(planFor(dice, u"sides=1,1000"_s, 4));
        QCOMPARE(table.seeds(), (std::vector<std::uint64_t>{3, 4, 5, 6}));
        std::vector<double> readings;
        for (const SweepRun &run : table.runsAt(1))
            readings.push_back(static_cast<double>(run.totals.makespan));
        const std::vector<double> inOrder = readings;
        std::sort(readings.begin(), readings.end());
        const SweepMeasure &makespan = sweepMeasures().front();
        const auto summary = table.summary(1, makespan);
        QVERIFY(summary);
        QCOMPARE(summary->lowest, readings[0]);
        QCOMPARE(summary->median, readings[1]);
        QCOMPARE(summary->highest, readings[3]);
        QCOMPARE(inOrder[summary->medianSeed], readings[1]);
        QCOMPARE(summary->measured, 4U);
        const auto certain = table.summary(0, makespan);
        QCOMPARE(certain->lowest, 1e9);
        QCOMPARE(certain->highest, 1e9);
        QCOMPARE(certain->medianSeed, 0U);
        QCOMPARE(sweepText(sweep(planFor(dice, u"sides=1"_s, 4)), {&makespan}),
                 u"sides  makespan  min  max  outcome\n"
                 "    1       1 s  1 s  1 s  returned\n"_s);
    }

    void theNumberOfThreadsChangesNothing()
    {
        const SweepTable one = sweep(planFor(jobs, u"permits=1..20"_s, 3, 1));
        QCOMPARE(one.count(SweepOutcome::Returned), 60U);
        for (const int threads : {2, 8}) {
            const SweepTable many = sweep(planFor(jobs, u"permits=1..20"_s, 3, threads));
            QVERIFY(many == one);
            QCOMPARE(sweepCsv(many, measures(sweepMeasureNames())), sweepCsv(one, measures(sweepMeasureNames())));
        }
    }

    void whatIsCountedIsWhatTheTraceShows()
    {
        QVERIFY(!builtinScenarios().isEmpty());
        for (const QString &path : builtinScenarios()) {
            const std::shared_ptr<const Scenario> scenario = loadScenario(path).scenario;
            EventStore store;
            Recorder recorder(store);
            RunOptions options;
            options.instrument = &recorder;
            ScenarioRun::create(scenario, options).value()->runToEnd();
            Intervals intervals(store);
            intervals.update();
            const RunStatistics expected = computeStatistics(intervals).run;

            RunTally tally;
            options.instrument = &tally;
            ScenarioRun::create(scenario, options).value()->runToEnd();
            tally.finish();
            QCOMPARE(tally.events(), static_cast<std::int64_t>(store.size()));
            QCOMPARE(tally.totals().makespan, expected.makespan);
            QCOMPARE(tally.totals().peakConcurrency, static_cast<std::int64_t>(expected.peakConcurrency));
            QCOMPARE(tally.totals().tasksMade, static_cast<std::int64_t>(expected.tasks));
            QCOMPARE(tally.totals().tasksReturned, static_cast<std::int64_t>(expected.returned));
        }
    }

    void theFirstSeedRunsThroughAllValuesFirst()
    {
        QStringList order;
        auto made = Sweep::create(planFor(dice, u"sides=1..3"_s, 2, 1));
        const SweepTable table = made.value()->run([&](std::size_t value, std::size_t seed, const SweepRun &run) {
            order.push_back(u"%1/%2 %3"_s.arg(value).arg(seed).arg(text(run.outcome)));
        });
        QCOMPARE(order.join(u", "),
                 u"0/0 returned, 1/0 returned, 2/0 returned, 0/1 returned, 1/1 returned, 2/1 returned"_s);
        QCOMPARE(table.count(SweepOutcome::Returned), 6U);
    }

    void aCancelEndsRunsThatNeverEndAndKeepsWhatIsDone()
    {
        SweepPlan plan = planFor(test::sweepEnds, u"mode=fine,endless,busy"_s, 1, 1);
        plan.run.limits.events = 1'000'000'000'000;
        plan.run.limits.operations = 1'000'000'000'000;
        auto made = Sweep::create(std::move(plan));
        bool firstEnded = false;
        Sweep &running = *made.value();
        const SweepTable table =
            running.run([&](std::size_t, std::size_t, const SweepRun &) { firstEnded = true; }, [&] { return true; });
        QVERIFY(running.isCancelled());
        QCOMPARE(text(table.run(1, 0).outcome), u"pending"_s);
        QCOMPARE(text(table.run(2, 0).outcome), u"pending"_s);
        QCOMPARE(text(table.run(0, 0).outcome), firstEnded ? u"returned"_s : u"pending"_s);
    }

    void aSweepCancelledBeforeItBeginsRunsNothing()
    {
        auto made = Sweep::create(planFor(jobs, u"permits=1..20"_s));
        made.value()->cancel();
        const SweepTable table = made.value()->run();
        QCOMPARE(table.count(SweepOutcome::Pending), 20U);
        QCOMPARE(sweepText(table, measures({u"makespan"_s})), u"permits  makespan  outcome\n"_s);
        QCOMPARE(sweepCsv(table, measures({u"makespan"_s})), u"permits,seed,outcome,makespan_s,message\n"_s);
    }

    void plansThatCannotBeRunAreRefused()
    {
        const auto told = [](SweepPlan plan) {
            const auto made = Sweep::create(std::move(plan));
            return made.ok() ? QString() : made.fault().message;
        };
        QCOMPARE(told(planFor(jobs, u"permits=1..2"_s, 0)), u"a sweep needs one seed at least"_s);
        QCOMPARE(told(planFor(jobs, u"permits=1..100"_s, 1001)),
                 u"100 values with 1001 seeds are 100100 runs; a sweep has 100000 at most"_s);
        SweepPlan both = planFor(jobs, u"permits=1..2"_s);
        both.run.set.emplace_back(u"permits"_s, u"3"_s);
        QCOMPARE(told(both), u"permits is set to 3 and swept over as well; do only one of them"_s);
        SweepPlan large = planFor(jobs, u"permits=1..2"_s, 2);
        large.run.seed = std::numeric_limits<std::uint64_t>::max();
        QCOMPARE(told(large), u"the seed 18446744073709551615 is too large to count up from"_s);
    }
};

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"

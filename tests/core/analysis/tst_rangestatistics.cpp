// SPDX-License-Identifier: MIT
#include "core/analysis/rangestatistics.h"
#include "tests/core/analysis/randomtrace.h"

#include <QTest>

#include <numeric>

using namespace coroscope;

namespace
{

/// The same by a look at everything.
struct Sums {
    Nanoseconds running = 0;
    Nanoseconds ready = 0;
    Nanoseconds waiting = 0;
    std::array<Nanoseconds, waitKindCount> on{};
    std::uint64_t steps = 0;
    std::uint64_t waitsOver = 0;
};

Sums slowSums(const Intervals &intervals, TimeRange range)
{
    Sums sums;
    for (const TaskTrack &track : intervals.tasks()) {
        for (const Interval interval : track.intervals) {
            const Nanoseconds end = interval.end == noTime ? range.to : interval.end;
            const Nanoseconds part =
                std::max<Nanoseconds>(0, std::min(end, range.to) - std::max(interval.start, range.from));
            if (interval.state == TaskState::Running) {
                sums.running += part;
                sums.steps += range.contains(interval.start) ? 1 : 0;
            } else if (interval.state == TaskState::Ready) {
                sums.ready += part;
            } else if (interval.state == TaskState::Waiting) {
                sums.waiting += part;
                sums.on[static_cast<std::size_t>(interval.on)] += part;
                const bool isBefore = interval.start < range.from && interval.end <= range.from;
                if (interval.end != noTime && interval.end <= range.to && !isBefore)
                    ++sums.waitsOver;
            }
        }
    }
    return sums;
}

} // namespace

class TestRangeStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sumsAreThoseOfALookAtEverything()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            EventStore store;
            RandomTrace(seed).write(store, 1500);
            Intervals intervals(store);
            intervals.update();
            const Nanoseconds end = intervals.end();
            for (const TimeRange range : {TimeRange{0, end}, TimeRange{end / 3, end / 2}, TimeRange{end / 2, end * 2},
                                          TimeRange{end / 4, end / 4}}) {
                const RangeStatistics fast = rangeStatistics(intervals, range);
                const Sums slow = slowSums(intervals, fast.range);
                QCOMPARE(fast.range.to, std::min(range.to, end));
                QCOMPARE(fast.running, slow.running);
                QCOMPARE(fast.ready, slow.ready);
                QCOMPARE(fast.waiting, slow.waiting);
                QVERIFY(fast.waitingOn == slow.on);
                QCOMPARE(fast.steps, slow.steps);
                QCOMPARE(fast.waits.total(), slow.waitsOver);
                Nanoseconds waited = 0;
                for (const WaitShare &share : fast.waitedFor)
                    waited += share.time;
                QCOMPARE(waited, slow.waiting);
            }
        }
    }

    void slicesGiveTheSameAsAllAtOnce()
    {
        EventStore store;
        RandomTrace(5).write(store, 1500);
        Intervals intervals(store);
        intervals.update();
        const TimeRange range{intervals.end() / 4, intervals.end() / 2};
        const RangeStatistics whole = rangeStatistics(intervals, range);
        RangeScan scan(intervals, range);
        int slices = 1;
        while (!scan.advance(3))
            ++slices;
        QVERIFY(slices > 10);
        QCOMPARE(scan.progress(), 1.0);
        QCOMPARE(scan.statistics().waiting, whole.waiting);
        QCOMPARE(scan.statistics().steps, whole.steps);
        QCOMPARE(scan.statistics().mostWaited.size(), whole.mostWaited.size());
        QVERIFY(scan.statistics().concurrency.waiting == whole.concurrency.waiting);
    }

    void concurrencyAddsUpToTheTimeInEachState()
    {
        EventStore store;
        RandomTrace(9).write(store, 1500);
        Intervals intervals(store);
        intervals.update();
        const RangeStatistics all = rangeStatistics(intervals, {0, intervals.end()});
        const auto total = [&all](const std::vector<double> &slots) {
            const double width = static_cast<double>(all.range.span()) / static_cast<double>(slots.size());
            return static_cast<Nanoseconds>(std::accumulate(slots.begin(), slots.end(), 0.0) * width + 0.5);
        };
        QCOMPARE(total(all.concurrency.running), all.running);
        QCOMPARE(total(all.concurrency.ready), all.ready);
        QCOMPARE(total(all.concurrency.waiting), all.waiting);
    }

    void thoseWhoRanAndWaitedMostComeFirst()
    {
        EventStore store;
        for (std::uint32_t task = 1; task <= 40; ++task)
            store.taskCreated(0, {.task = TaskId(task)});
        Nanoseconds time = 0;
        for (std::uint32_t task = 1; task <= 40; ++task) {
            store.taskRunning(time, TaskId(task));
            time += task;
            store.taskWaiting(time, {.task = TaskId(task), .on = WaitKind::Sleep});
        }
        Intervals intervals(store);
        intervals.update();
        const RangeStatistics all = rangeStatistics(intervals, {0, time});
        QCOMPARE(all.mostRun.size(), RangeStatistics::mostTasks);
        QCOMPARE(all.mostRun[0].task, TaskId(40));
        QCOMPARE(all.mostRun[1].task, TaskId(39));
        QCOMPARE(all.mostWaited[0].task, TaskId(1));
        QCOMPARE(all.tasks, 40U);
        QCOMPARE(all.created, 40U);
    }

    void anEmptyTraceHasNothing()
    {
        EventStore store;
        Intervals intervals(store);
        const RangeStatistics nothing = rangeStatistics(intervals, {0, 100});
        QCOMPARE(nothing.tasks, 0U);
        QCOMPARE(nothing.range, (TimeRange{0, 0}));
    }

    void lengthsFallIntoBucketsThatDouble()
    {
        QCOMPARE(Histogram::bucketOf(0), 0U);
        QCOMPARE(Histogram::bucketOf(1), 1U);
        QCOMPARE(Histogram::bucketOf(2), 2U);
        QCOMPARE(Histogram::bucketOf(3), 2U);
        QCOMPARE(Histogram::bucketOf(4), 3U);
        QCOMPARE(Histogram::lowest(3), 4);
        Histogram histogram;
        for (const Nanoseconds length : {0, 5, 6, 7, 100})
            histogram.add(length);
        QCOMPARE(histogram.total(), 5U);
        QCOMPARE(histogram.count(3), 3U);
        QCOMPARE(histogram.longest(), 100);
        QCOMPARE(histogram.quantile(0.5), 3U);
    }
};

QTEST_APPLESS_MAIN(TestRangeStatistics)
#include "tst_rangestatistics.moc"

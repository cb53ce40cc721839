// SPDX-License-Identifier: GPL-3.0-or-later
// What the level of detail tells, held against a walk over all elements.
#include "core/trace/intervals.h"
#include "ui/timeline/pixelwalk.h"
#include "ui/timeline/statecolumn.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr double plotLeft = 200;
constexpr double plotWidth = 900;

/// Counts what is looked at, and keeps the columns.
struct CountedColumn {
    explicit CountedColumn(const IntervalList &intervals) : states(intervals) {}

    void clear()
    {
        states.clear();
        summaries = false;
    }
    void add(std::size_t index, Nanoseconds start, Nanoseconds end)
    {
        ++looks;
        states.add(index, start, end);
    }
    template <typename Summary>
    void add(const Summary &summary, std::size_t index)
    {
        ++looks;
        summaries = true;
        states.add(summary, index);
    }

    StateColumn states;
    std::size_t looks = 0;
    bool summaries = false;
};

/// Bursts and pauses; `kinds` kinds of waiting that follow one another in a random order.
void addSteps(EventStore &store, int count, std::mt19937 &random, int kinds)
{
    Nanoseconds time = 0;
    const TaskId task(1);
    store.taskCreated(0, {.task = task});
    std::int64_t pause = 1000;
    for (int i = 0; i < count; ++i) {
        if (random() % 500 == 0)
            pause = std::int64_t{1} << random() % 24;
        store.taskRunning(time, task);
        time += random() % 3 == 0 ? random() % 500 : 0;
        store.taskWaiting(
            time, {.task = task, .on = static_cast<WaitKind>(random() % static_cast<unsigned>(kinds)), .object = {}});
        time += static_cast<std::int64_t>(random()) % pause;
        store.taskReady(time, {.task = task});
        time += random() % 4 == 0 ? static_cast<std::int64_t>(random()) % pause : 0;
    }
    store.taskRunning(time, task);
    store.taskDone(time + 5, {.task = task});
}

std::vector<TimeRange> someRanges(Nanoseconds end, std::mt19937 &random)
{
    std::vector<TimeRange> ranges = {{0, end}, {0, end * 2}, {-end, end / 2}, {end, end + 1000}, {0, 1}};
    for (int i = 0; i < 60; ++i) {
        const auto from = static_cast<Nanoseconds>(random() % 1000) * end / 1000;
        ranges.push_back({from, from + std::max<Nanoseconds>(1, end >> random() % 24)});
    }
    return ranges;
}

struct Sums {
    float ready = 0;
    float waiting = 0;
    std::uint32_t runs = 0;
    std::array<float, waitKindCount> kinds{};
};

Sums naiveSums(const IntervalList &intervals, std::size_t first, std::size_t last, Nanoseconds now)
{
    Sums sums;
    for (std::size_t i = first; i < last; ++i) {
        const Interval interval = intervals[i];
        const auto length = static_cast<float>((interval.end == noTime ? now : interval.end) - interval.start);
        sums.runs += interval.state == TaskState::Running;
        if (interval.state == TaskState::Ready)
            sums.ready += length;
        if (interval.state == TaskState::Waiting) {
            sums.waiting += length;
            sums.kinds[static_cast<std::size_t>(interval.on)] += length;
        }
    }
    return sums;
}

} // namespace

class TestPixelWalk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aColumnTellsAllStepsAndTheStateThatTookLongest()
    {
        std::mt19937 random(3);
        for (const int kinds : {1, 2, 5}) {
            for (const int count : {3, 40, 3000, 60'000}) {
                EventStore store;
                addSteps(store, count, random, kinds);
                Intervals trace(store);
                trace.update();
                for (const TimeRange range : someRanges(trace.end(), random))
                    checkStates(trace, range);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void anObjectsColumnTellsItsExtremes()
    {
        std::mt19937 random(8);
        EventStore store;
        store.objectCreated(0, {.object = ObjectId(1), .kind = ObjectKind::Queue, .name = "q"});
        Nanoseconds time = 0;
        for (int i = 0; i < 50'000; ++i) {
            time += static_cast<Nanoseconds>(random() % (i % 100 == 0 ? 1'000'000 : 300));
            store.objectChanged(time, {.object = ObjectId(1),
                                       .value = static_cast<std::int64_t>(random() % 100) - 3,
                                       .waiting = static_cast<std::int64_t>(random() % 50) - 1});
        }
        Intervals trace(store);
        trace.update();
        const SampleList &samples = trace.objects().front().samples;
        struct Column {
            void clear() { least = most = waiting = -1'000'000; }
            void add(std::int64_t low, std::int64_t high, std::int64_t length)
            {
                least = least == -1'000'000 ? low : std::min(least, low);
                most = std::max(most, high);
                waiting = std::max(waiting, length);
            }
            void add(std::size_t index, Nanoseconds, Nanoseconds)
            {
                add((*samples)[index].value, (*samples)[index].value, (*samples)[index].waiting);
            }
            void add(const SampleSummary &sum, std::size_t) { add(sum.least, sum.most, sum.waiting); }
            const SampleList *samples;
            std::int64_t least = 0;
            std::int64_t most = 0;
            std::int64_t waiting = 0;
        } column{&samples};
        for (const TimeRange range : someRanges(trace.end(), random)) {
            const TimeScale scale(range, plotLeft, plotWidth);
            std::size_t next = firstInSight(samples, scale, trace.end());
            const auto wide = [&](std::size_t i, double, double) { QCOMPARE(i, next++); };
            const auto narrow = [&](std::size_t first, std::size_t last, double, double) {
                QCOMPARE(first, next);
                next = last;
                std::int64_t least = samples[first].value;
                std::int64_t most = least;
                std::int64_t waiting = 0;
                for (; first < last; ++first) {
                    least = std::min(least, samples[first].value);
                    most = std::max(most, samples[first].value);
                    waiting = std::max(waiting, samples[first].waiting);
                }
                QCOMPARE(column.least, least);
                QCOMPARE(column.most, most);
                QCOMPARE(column.waiting, waiting);
            };
            walkPixels(samples, next, scale, trace.end(), 1, column, wide, narrow);
            QVERIFY(next == samples.size() || samples.startOf(next) > range.to);
        }
    }

    void theFirstFromATimeIsFoundThroughTheLevels()
    {
        std::mt19937 random(4);
        EventStore store;
        addSteps(store, 5000, random, 2);
        Intervals trace(store);
        trace.update();
        const IntervalList &intervals = trace.tasks().front().intervals;
        for (int i = 0; i < 3000; ++i) {
            const Interval some = intervals[random() % intervals.size()];
            for (const Nanoseconds time : {some.start - 1, some.start, some.start + 1}) {
                const std::size_t found = firstFrom(intervals, time);
                QVERIFY(found == 0 || intervals.startOf(found - 1) < time);
                QVERIFY(found == intervals.size() || intervals.startOf(found) >= time);
            }
        }
    }

    void whatIsLookedAtDependsOnThePixelsOnly()
    {
        std::mt19937 random(6);
        EventStore store;
        addSteps(store, 300'000, random, 3);
        Intervals trace(store);
        trace.update();
        const IntervalList &intervals = trace.tasks().front().intervals;
        for (const TimeRange range : someRanges(trace.end(), random)) {
            const TimeScale scale(range, plotLeft, plotWidth);
            CountedColumn column(intervals);
            const auto nothing = [](auto...) {};
            const std::size_t begin = firstInSight(intervals, scale, trace.end());
            walkPixels(intervals, begin, scale, trace.end(), widePixels, column, nothing, nothing);
            QVERIFY2(static_cast<double>(column.looks) < 40 * plotWidth, qPrintable(QString::number(column.looks)));
        }
    }

private:
    static void checkStates(const Intervals &trace, TimeRange range)
    {
        const IntervalList &intervals = trace.tasks().front().intervals;
        const TimeScale scale(range, plotLeft, plotWidth);
        const Nanoseconds now = trace.end();
        std::size_t next = firstInSight(intervals, scale, now);
        QVERIFY(next == 0 || intervals.endOf(next - 1) < range.from);
        std::size_t columns = 0;
        CountedColumn column(intervals);
        const auto wide = [&](std::size_t i, double left, double right) {
            QCOMPARE(i, next);
            ++next;
            QCOMPARE(left, scale.clampedX(intervals[i].start));
            QVERIFY(right - left >= widePixels);
        };
        const auto narrow = [&](std::size_t first, std::size_t last, double left, double right) {
            QCOMPARE(first, next);
            next = last;
            ++columns;
            QCOMPARE(left, scale.clampedX(intervals.startOf(first)));
            // All of it is drawn within two pixels of where it is.
            QVERIFY2(right - left < 1 + widePixels, qPrintable(u"%1 to %2"_s.arg(left).arg(right)));
            // And a mark touches each step that a summary tells of: beyond two pixels is only what begins on the first.
            const bool lastBeginsHere = scale.clampedX(intervals.startOf(last - 1)) < std::floor(left) + 1;
            QVERIFY2(!column.summaries || right - left <= widePixels + 1e-6 || lastBeginsHere,
                     qPrintable(u"%1 to %2"_s.arg(left).arg(right)));
            const Sums sums = naiveSums(intervals, first, last, now);
            QCOMPARE(column.states.runs(), sums.runs);
            if (sums.runs > 0)
                QVERIFY(column.states.firstRun() >= first && column.states.firstRun() < last);
            const auto told = column.states.dominating();
            constexpr float tolerance = 1e-3F;
            constexpr float kindTolerance = 0.02F; // summaries keep rounded times
            if (!told) {
                QVERIFY(sums.ready + sums.waiting <= tolerance * static_cast<float>(1 + last - first));
                return;
            }
            QVERIFY(told->interval >= first && told->interval < last);
            if (told->state == TaskState::Ready) {
                QVERIFY(sums.ready >= sums.waiting * (1 - tolerance));
                return;
            }
            QVERIFY(sums.waiting >= sums.ready * (1 - tolerance) - 1);
            const float longest = *std::max_element(sums.kinds.begin(), sums.kinds.end());
            const float own = sums.kinds[static_cast<std::size_t>(told->on)];
            QVERIFY2(own >= longest * (1 - kindTolerance),
                     qPrintable(u"%1 of %2, %3 intervals"_s.arg(own).arg(longest).arg(last - first)));
        };
        walkPixels(intervals, next, scale, now, widePixels, column, wide, narrow);
        QVERIFY(next == intervals.size() || intervals.startOf(next) > range.to);
        QVERIFY(static_cast<double>(columns) <= plotWidth + 2);
    }
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestPixelWalk)
#include "tst_pixelwalk.moc"

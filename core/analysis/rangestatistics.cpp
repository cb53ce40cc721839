// SPDX-License-Identifier: MIT
#include "core/analysis/rangestatistics.h"

#include "core/trace/eventstore.h"

#include <algorithm>
#include <limits>

namespace coroscope
{
namespace
{

void addTo(Nanoseconds &sum, Nanoseconds part)
{
    if (__builtin_add_overflow(sum, part, &sum))
        sum = std::numeric_limits<Nanoseconds>::max();
}

enum Lane : std::size_t { Running, Ready, Waiting };

/// Whether one belongs before the other in a list of those that ran or waited most.
bool isBefore(const TaskShare &one, const TaskShare &other, bool byWaiting)
{
    if (byWaiting)
        return one.waiting != other.waiting ? one.waiting > other.waiting : one.task < other.task;
    if (one.running != other.running)
        return one.running > other.running;
    return one.steps != other.steps ? one.steps > other.steps : one.task < other.task;
}

} // namespace

RangeScan::RangeScan(const Intervals &intervals, TimeRange range)
    : m_intervals(intervals), m_tasks(intervals.tasks().size())
{
    range.from = std::max<Nanoseconds>(0, range.from);
    m_result.isOpen = range.to >= intervals.end();
    range.to = std::clamp(range.to, range.from, std::max(range.from, intervals.end()));
    m_result.range = range;
    for (auto *slots : {&m_result.concurrency.running, &m_result.concurrency.ready, &m_result.concurrency.waiting})
        slots->assign(RangeStatistics::slotCount, 0);
    for (auto &steps : m_steps)
        steps.assign(RangeStatistics::slotCount + 1, 0);
    if (m_tasks == 0)
        finish();
}

double RangeScan::progress() const
{
    return m_tasks == 0 ? 1 : static_cast<double>(m_task) / static_cast<double>(m_tasks);
}

bool RangeScan::advance(std::size_t most)
{
    if (isDone())
        return true;
    // A task without intervals in the range costs something too.
    constexpr std::size_t costOfTask = 4;
    std::size_t budget = most;
    while (m_task < m_tasks && budget > 0) {
        const TaskTrack &track = m_intervals.tasks()[m_task];
        if (!m_inTask)
            begin(track);
        if (!scan(track, budget))
            return false;
        finishTask();
        ++m_task;
        m_inTask = false;
        budget -= std::min(budget, costOfTask);
    }
    if (m_task < m_tasks)
        return false;
    finish();
    return true;
}

void RangeScan::begin(const TaskTrack &track)
{
    m_inTask = true;
    m_share = {.task = track.id};
    const TimeRange range = m_result.range;
    if (range.contains(track.created))
        ++m_result.created;
    const bool isThere = track.created <= range.to && (track.ended == noTime || track.ended >= range.from);
    if (isThere)
        ++m_result.tasks;
    if (track.ended != noTime && range.contains(track.ended)) {
        switch (track.outcome.value_or(Outcome::Returned)) {
        case Outcome::Returned:
            ++m_result.returned;
            break;
        case Outcome::Failed:
            ++m_result.failed;
            break;
        case Outcome::Cancelled:
            ++m_result.cancelled;
            break;
        }
    }
    // The first one that ends in the range or after it: the one before the first that starts at its beginning.
    std::size_t from = 0;
    std::size_t to = isThere ? track.intervals.size() : 0;
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (track.intervals.startOf(middle) < range.from)
            from = middle + 1;
        else
            to = middle;
    }
    m_interval = !isThere ? track.intervals.size() : from > 0 ? from - 1 : 0;
}

bool RangeScan::scan(const TaskTrack &track, std::size_t &budget)
{
    const std::size_t size = track.intervals.size();
    for (; m_interval < size; ++m_interval) {
        if (budget == 0)
            return false;
        --budget;
        const Interval interval = track.intervals[m_interval];
        if (interval.start > m_result.range.to)
            break;
        count(interval, interval.end != noTime && interval.end <= m_result.range.to);
    }
    m_interval = size;
    return true;
}

void RangeScan::count(const Interval &interval, bool isWhole)
{
    const TimeRange range = m_result.range;
    if (interval.start < range.from && interval.end != noTime && interval.end <= range.from)
        return; // over before the range begins
    const Nanoseconds from = std::max(interval.start, range.from);
    const Nanoseconds to = isWhole ? interval.end : range.to;
    const Nanoseconds part = std::max<Nanoseconds>(0, to - from);
    switch (interval.state) {
    case TaskState::Running:
        addTo(m_share.running, part);
        if (range.contains(interval.start))
            ++m_share.steps;
        if (isWhole)
            m_result.runs.add(interval.end - interval.start);
        spread(m_result.concurrency.running, from, to);
        break;
    case TaskState::Ready:
        addTo(m_share.ready, part);
        spread(m_result.concurrency.ready, from, to);
        break;
    case TaskState::Waiting: {
        addTo(m_share.waiting, part);
        addTo(m_result.waitingOn[static_cast<std::size_t>(interval.on)], part);
        if (isWhole)
            m_result.waits.add(interval.end - interval.start);
        const auto key = static_cast<std::uint64_t>(interval.on) << 32 | interval.object.value;
        WaitShare &share = m_waits[key];
        share.on = interval.on;
        share.object = interval.object;
        addTo(share.time, part);
        share.longest = std::max(share.longest, part);
        ++share.count;
        spread(m_result.concurrency.waiting, from, to);
        break;
    }
    case TaskState::Done:
        break;
    }
}

void RangeScan::spread(std::vector<double> &slots, Nanoseconds from, Nanoseconds to)
{
    const Nanoseconds span = m_result.range.span();
    if (span <= 0 || to <= from)
        return;
    const double width = static_cast<double>(span) / static_cast<double>(RangeStatistics::slotCount);
    const double first = static_cast<double>(from - m_result.range.from) / width;
    const double last = static_cast<double>(to - m_result.range.from) / width;
    const std::size_t firstSlot = std::min(static_cast<std::size_t>(first), RangeStatistics::slotCount - 1);
    const std::size_t lastSlot = std::min(static_cast<std::size_t>(last), RangeStatistics::slotCount - 1);
    if (firstSlot == lastSlot) {
        slots[firstSlot] += last - first;
        return;
    }
    slots[firstSlot] += static_cast<double>(firstSlot + 1) - first;
    slots[lastSlot] += last - static_cast<double>(lastSlot);
    const std::size_t lane = &slots == &m_result.concurrency.running ? Running
                             : &slots == &m_result.concurrency.ready ? Ready
                                                                     : Waiting;
    m_steps[lane][firstSlot + 1] += 1;
    m_steps[lane][lastSlot] -= 1;
}

void RangeScan::keep(std::vector<TaskShare> &list, const TaskShare &share, bool byWaiting)
{
    const auto before = [byWaiting](const TaskShare &one, const TaskShare &other) {
        return isBefore(one, other, byWaiting);
    };
    if (list.size() == RangeStatistics::mostTasks && !before(share, list.back()))
        return;
    list.insert(std::ranges::upper_bound(list, share, before), share);
    if (list.size() > RangeStatistics::mostTasks)
        list.pop_back();
}

void RangeScan::finishTask()
{
    addTo(m_result.running, m_share.running);
    addTo(m_result.ready, m_share.ready);
    addTo(m_result.waiting, m_share.waiting);
    m_result.steps += m_share.steps;
    if (m_share.running > 0 || m_share.steps > 0)
        keep(m_result.mostRun, m_share, false);
    if (m_share.waiting > 0)
        keep(m_result.mostWaited, m_share, true);
}

void RangeScan::finish()
{
    Concurrency &concurrency = m_result.concurrency;
    std::array lanes{&concurrency.running, &concurrency.ready, &concurrency.waiting};
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        double level = 0;
        for (std::size_t slot = 0; slot < RangeStatistics::slotCount; ++slot) {
            level += m_steps[lane][slot];
            (*lanes[lane])[slot] += level;
        }
    }
    for (std::size_t slot = 0; slot < RangeStatistics::slotCount; ++slot)
        concurrency.mostAlive = std::max(concurrency.mostAlive, concurrency.running[slot] + concurrency.ready[slot] +
                                                                    concurrency.waiting[slot]);
    for (const auto &[key, share] : m_waits)
        m_result.waitedFor.push_back(share);
    std::ranges::sort(m_result.waitedFor, [](const WaitShare &one, const WaitShare &other) {
        if (one.time != other.time)
            return one.time > other.time;
        return one.on != other.on ? one.on < other.on : one.object < other.object;
    });
}

RangeStatistics rangeStatistics(const Intervals &intervals, TimeRange range)
{
    RangeScan scan(intervals, range);
    while (!scan.advance(1'000'000)) {
    }
    return scan.statistics();
}

} // namespace coroscope

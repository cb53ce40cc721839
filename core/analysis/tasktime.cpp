// SPDX-License-Identifier: MIT
#include "core/analysis/tasktime.h"

#include <algorithm>

namespace coroscope
{

TaskTime::Key TaskTime::keyOf(const Interval &interval)
{
    if (interval.state != TaskState::Waiting)
        return {interval.state, WaitKind::Sleep, ObjectId{}};
    return {interval.state, interval.on, interval.object};
}

bool TaskTime::advance(std::size_t most)
{
    const TaskTrack *const track = m_intervals.task(m_task);
    if (track == nullptr || track->intervals.empty())
        return true;
    // The last one may still go on.
    const std::size_t over = track->intervals.size() - 1;
    for (; m_read < over && most > 0; ++m_read, --most) {
        const Interval interval = track->intervals[m_read];
        m_sums[keyOf(interval)] += interval.end - interval.start;
    }
    return m_read == over;
}

std::vector<TaskTime::Share> TaskTime::shares() const
{
    auto sums = m_sums;
    const TaskTrack *const track = m_intervals.task(m_task);
    if (track != nullptr && !track->intervals.empty()) {
        const Interval last = track->intervals.back();
        if (last.end == noTime)
            sums[keyOf(last)] += std::max<Nanoseconds>(0, m_intervals.end() - last.start);
    }
    std::vector<Share> shares;
    for (const auto &[key, time] : sums) {
        if (time > 0)
            shares.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), time});
    }
    std::ranges::stable_sort(shares, std::ranges::greater{}, &Share::time);
    return shares;
}

} // namespace coroscope

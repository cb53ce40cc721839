// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/trace/intervals.h"
#include "ui/timeline/lanefacts.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace coroscope
{

/// What an object's lane tells of the whole run.
struct ObjectPeaks {
    std::int64_t least = 0; ///< lowest and highest value
    std::int64_t most = 0;
    std::int64_t waiting = 0; ///< longest queue
};

/// The marks of a trace by task, and the peaks of its objects, so that drawing a lane never walks the whole trace.
///
/// Follows an Intervals object: call update() after its update().
class TrackIndex
{
public:
    void update(const Intervals &intervals);

    /// Indices in Intervals::cancels(), in order of time.
    const std::vector<std::uint32_t> &cancelsOf(TaskId task) const;

    /// Timeouts of one task: indices in Intervals::timeouts(), in order of their start.
    struct Timeouts {
        std::vector<std::uint32_t> all;
        std::vector<std::uint32_t> outer; ///< for each of `all`: the place in `all` of the one around it, or none
        std::vector<std::uint32_t> fired; ///< those that fired, in order of firedAt()
        Nanoseconds lastEnd = noTime;
        bool lastFired = false; ///< whether the one that ended last fired
    };
    static constexpr auto none = static_cast<std::uint32_t>(-1);
    const Timeouts &timeoutsOf(TaskId task) const;
    /// Where a timeout that fired is shown: at its deadline.
    static Nanoseconds firedAt(const TimeoutSpan &span);

    /// By place in Intervals::objects().
    const ObjectPeaks &peaks(std::size_t object) const { return m_peaks[object]; }
    /// Kinds of waiting that the trace holds so far, one bit a kind.
    std::uint32_t waitKinds() const { return m_waitKinds; }

    const LaneFacts &facts() const { return m_facts; }

private:
    struct OpenTimeout {
        std::uint32_t index = 0;
        bool firedSeen = false;
    };
    void updateTimeouts(const Intervals &intervals);
    void updatePeaks(const Intervals &intervals);

    std::size_t m_cancelsRead = 0;
    std::size_t m_timeoutsRead = 0;
    std::vector<std::size_t> m_samplesRead;
    std::vector<ObjectPeaks> m_peaks;
    std::vector<OpenTimeout> m_openTimeouts;
    std::unordered_map<TaskId, std::vector<std::uint32_t>> m_cancels;
    std::unordered_map<TaskId, Timeouts> m_timeouts;
    std::uint32_t m_waitKinds = 0;
    LaneFacts m_facts;
};

} // namespace coroscope

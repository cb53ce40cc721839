// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/growinglist.h"
#include "core/trace/intervals.h"

#include <unordered_map>

namespace coroscope
{

/// What lanes tell beside intervals and samples: holders of locks by time, steps that blocked the loop, and the
/// moments that folding must not hide.
///
/// Follows an Intervals object, reading each event once: call update() after its update().
class LaneFacts
{
public:
    /// A step longer than this kept all other tasks from running for a time that people notice.
    static constexpr Nanoseconds blockingStep = 50'000'000;

    /// A stretch in which one task held a lock.
    struct Hold {
        Nanoseconds start = 0;
        Nanoseconds end = noTime;
        TaskId task;
    };
    enum class NotableKind : std::uint8_t { Failed, Cancelled, TimedOut };
    /// A moment that stays in sight when its task is folded away.
    struct Notable {
        Nanoseconds time = 0;
        TaskId task;
        NotableKind kind = NotableKind::Failed;
    };
    /// The tasks of a gather or task group.
    struct Members {
        std::uint32_t ended = 0;
        Nanoseconds lastEnd = 0;
    };
    using Holds = GrowingList<Hold>;

    void update(const Intervals &intervals);

    /// In order of time.
    const Holds &holdsOf(ObjectId lock) const;
    Members membersOf(ObjectId group) const;
    /// Steps of at least blockingStep, in order of time.
    const GrowingList<LoopSlice> &blockedSteps() const { return m_blocked; }
    /// In order of time.
    const GrowingList<Notable> &notables() const { return m_notables; }

private:
    void takeDone(const Intervals &intervals, std::size_t index);
    void takeChange(const Event &event);
    void updateBlocked(const Intervals &intervals);

    std::size_t m_eventsRead = 0;
    std::size_t m_slicesRead = 0;
    std::unordered_map<ObjectId, Holds> m_holds;
    std::unordered_map<ObjectId, Members> m_members;
    GrowingList<LoopSlice> m_blocked;
    GrowingList<Notable> m_notables;
};

} // namespace coroscope

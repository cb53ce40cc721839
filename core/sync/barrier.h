// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/condition.h"

namespace coroscope::async
{

/// asyncio.Barrier: tasks wait until a number of them have arrived, then all go on.
///
/// Built from a condition, step for step as CPython's, so that it takes the same number of turns. While it
/// drains, newcomers wait. abort() breaks it; reset() empties it; both wake those who wait with BrokenBarrierError.
class Barrier
{
public:
    /// Throws ValueError if `parties` is less than 1.
    explicit Barrier(Scheduler &scheduler, std::int64_t parties, std::string name = "barrier");
    /// In a task.
    explicit Barrier(std::int64_t parties, std::string name = "barrier")
        : Barrier(Scheduler::running(), parties, std::move(name))
    {
    }

    /// Gives this task's place, from 0 in order of arrival.
    QCoro::Task<std::int64_t> wait();
    QCoro::Task<> reset();
    QCoro::Task<> abort();

    std::int64_t parties() const { return m_parties; }
    std::int64_t waiting() const { return m_state == State::Filling ? m_count : 0; }
    bool isBroken() const { return m_state == State::Broken; }
    const SyncObject &object() const { return m_condition.object(); }

private:
    enum class State { Filling, Draining, Resetting, Broken };

    void leave();
    void tell() const { object().tell(m_count, m_count); }

    Condition m_condition;
    std::int64_t m_parties;
    std::int64_t m_count = 0;
    State m_state = State::Filling;
};

} // namespace coroscope::async

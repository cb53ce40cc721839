// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/eventstore.h"

#include <cstdint>
#include <random>

namespace coroscope
{

/// Writes events at random: any task does anything at any time, ids skip, creations are lost, tasks go on after their
/// end. What reads traces has to bear all that.
class RandomTrace
{
public:
    explicit RandomTrace(std::uint32_t seed) : m_random(seed) {}

    void write(EventStore &store, int events);

private:
    std::uint32_t below(std::uint32_t limit)
    {
        return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(m_random);
    }
    bool chance(int percent) { return below(100) < static_cast<std::uint32_t>(percent); }
    TaskId anyTask() { return TaskId(1 + below(12) * (chance(3) ? 1000 : 1)); }
    TaskId maybeTask() { return chance(80) ? anyTask() : TaskId{}; }
    ObjectId anyObject() { return ObjectId(1 + below(6)); }
    template <typename Enum>
    Enum any(std::uint32_t count)
    {
        return static_cast<Enum>(below(count));
    }
    void writeOne(EventStore &store);
    void writeTask(EventStore &store);
    void writeObject(EventStore &store);

    std::mt19937 m_random;
    Nanoseconds m_time = 0;
};

} // namespace coroscope

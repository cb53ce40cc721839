// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace coroscope
{

class Intervals;

/// Which tasks belong together: the members of a gather or task group, who awaits whom, and the cancels and timeouts
/// of each task. Follows the intervals; for the reading side's thread.
class TaskRelations
{
public:
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    explicit TaskRelations(const Intervals &intervals) : m_intervals(intervals) {}

    /// Takes in new events, `most` of them. Returns whether there were any.
    bool update(std::size_t most = everything);
    bool isBehind() const;

    /// The tasks that were made as members of a gather or task group, in order.
    const std::vector<TaskId> &members(ObjectId group) const;
    /// Indices in Intervals::cancels() and timeouts(), in order of time.
    const std::vector<std::uint32_t> &cancelsOf(TaskId task) const;
    const std::vector<std::uint32_t> &timeoutsOf(TaskId task) const;
    /// The event with which somebody began to wait for the task, the last one before its end; nothing if nobody did,
    /// or if the trace does not name the tasks of a wait.
    std::optional<std::uint32_t> awaitedSince(TaskId task) const;

private:
    static constexpr std::uint32_t none = 0xffffffff;
    using Lists = std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>;

    void takeWait(std::uint32_t event);

    const Intervals &m_intervals;
    std::size_t m_read = 0;
    std::size_t m_tasksRead = 0;
    std::size_t m_cancelsRead = 0;
    std::size_t m_timeoutsRead = 0;
    std::unordered_map<ObjectId, std::vector<TaskId>> m_members;
    Lists m_cancels;
    Lists m_timeouts;
    std::vector<std::uint32_t> m_awaited; // by place
};

} // namespace coroscope

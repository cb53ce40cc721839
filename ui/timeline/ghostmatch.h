// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace coroscope
{

/// Finds the tasks of an older run that are those of a newer one: the first of a name is the first of that name
/// there, the second the second. Both runs have to outlive it.
class GhostMatch
{
public:
    explicit GhostMatch(const Intervals &older);

    /// Takes in the new tasks of the newer run.
    void update(const Intervals &newer);

    const Intervals &older() const { return m_older; }
    /// The task of the older run for one by its place in the tasks() of the newer; null if there is none.
    const TaskTrack *taskOf(std::uint32_t place) const;
    /// When the older run ended.
    Nanoseconds end() const { return m_older.end(); }

private:
    struct Named {
        std::vector<std::uint32_t> places; ///< in the older run
        std::size_t used = 0;
    };

    const Intervals &m_older;
    std::unordered_map<std::string, Named> m_byName;
    std::vector<std::optional<std::uint32_t>> m_matches;
};

} // namespace coroscope

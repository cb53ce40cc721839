// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/eventlists.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace coroscope
{

/// What the intervals of a task that fall on one pixel come to: whether there were steps, and which state it was in
/// longest beside them. For walkPixels().
class StateColumn
{
public:
    explicit StateColumn(const IntervalList &intervals) : m_intervals(intervals) {}

    void clear()
    {
        m_runs = 0;
        m_ready = {};
        m_waiting = 0;
        m_waits.clear();
        m_hasWaits = false;
    }

    void add(std::size_t index, Nanoseconds start, Nanoseconds end)
    {
        const auto length = static_cast<float>(end - start);
        switch (m_intervals.stateOf(index)) {
        case TaskState::Ready:
            addReady(index, length, length);
            break;
        case TaskState::Running:
            if (m_runs++ == 0)
                m_firstRun = index;
            break;
        case TaskState::Waiting:
            m_waiting += length;
            addWait(m_intervals.kindOf(index), index, length);
            break;
        case TaskState::Done:
            break;
        }
    }

    /// A StateLeaf or a StateSummary.
    template <typename Summary>
    void add(const Summary &summary, std::size_t index)
    {
        if (summary.runs > 0) {
            if (m_runs == 0)
                m_firstRun = index;
            m_runs += summary.runs;
        }
        if (const float ready = summary.ready(); ready >= 0)
            addReady(index, ready, ready);
        m_waiting += summary.waiting();
        summary.eachWait([&](WaitKind kind, float time) { addWait(kind, index, time); });
    }

    /// Number of steps, and the first one, or the first interval of a summary that holds it.
    std::uint32_t runs() const { return m_runs; }
    std::size_t firstRun() const { return m_firstRun; }

    struct Dominating {
        TaskState state = TaskState::Ready;
        WaitKind on = WaitKind::Sleep;
        std::size_t interval = 0; ///< the longest of them, or the first interval of the summary that holds most of it
    };
    /// Ready or waiting, whichever took longer; of waiting the kind that took longest. Nothing if neither took time and
    /// there were steps.
    std::optional<Dominating> dominating() const
    {
        const bool hasTime = m_ready.sum > 0 || m_waiting > 0;
        if ((!hasTime && m_runs > 0) || (m_ready.sum < 0 && !m_hasWaits))
            return std::nullopt;
        if (!m_hasWaits || m_ready.sum > m_waiting || (m_ready.sum == m_waiting && m_ready.interval < m_firstWait))
            return Dominating{TaskState::Ready, WaitKind::Sleep, m_ready.interval};
        const WaitKind kind = m_waits.longest();
        return Dominating{TaskState::Waiting, kind, m_longest[static_cast<std::size_t>(kind)].interval};
    }

private:
    struct Longest {
        float length = -1;
        std::size_t interval = 0;
        float sum = -1;
    };

    void addReady(std::size_t index, float sum, float longest)
    {
        m_ready.sum = std::max(0.0F, m_ready.sum) + sum;
        if (longest > m_ready.length) {
            m_ready.length = longest;
            m_ready.interval = index;
        }
    }
    void addWait(WaitKind kind, std::size_t index, float length)
    {
        Longest &own = m_longest[static_cast<std::size_t>(kind)];
        if (m_waits.of(kind) < 0 || length > own.length) {
            own.length = length;
            own.interval = index;
        }
        m_waits.add(kind, length);
        if (!m_hasWaits)
            m_firstWait = index;
        m_hasWaits = true;
    }

    const IntervalList &m_intervals;
    std::uint32_t m_runs = 0;
    std::size_t m_firstRun = 0;
    Longest m_ready;
    float m_waiting = 0;
    bool m_hasWaits = false;
    std::size_t m_firstWait = 0;
    WaitTimes m_waits;
    std::array<Longest, waitKindCount> m_longest; // of the kinds in m_waits
};

} // namespace coroscope

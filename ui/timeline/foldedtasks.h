// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/lanefacts.h"

#include <cstdint>
#include <vector>

namespace coroscope
{

/// The tasks that are folded away in one lane: how many, some of them whose states are shown for all, and the moments
/// that stay in sight.
class FoldedTasks
{
public:
    static constexpr std::size_t mostSampled = 64;

    void add(std::uint32_t task)
    {
        if (m_count++ % m_stride != 0)
            return;
        m_sample.push_back(task);
        if (m_sample.size() <= mostSampled)
            return;
        // Every second one goes, so that they stay spread evenly.
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_sample.size(); i += 2)
            m_sample[kept++] = m_sample[i];
        m_sample.resize(kept);
        m_stride *= 2;
    }
    /// In order of time.
    void addNotable(const LaneFacts::Notable &notable)
    {
        switch (notable.kind) {
        case LaneFacts::NotableKind::Failed:
            m_failures.push_back(notable.time);
            break;
        case LaneFacts::NotableKind::Cancelled:
            m_cancels.push_back(notable.time);
            break;
        case LaneFacts::NotableKind::TimedOut:
            m_flags.push_back(notable.time);
            break;
        }
    }

    std::uint32_t count() const { return m_count; }
    /// Places in Intervals::tasks(), spread evenly over all that are folded away; all of them up to mostSampled.
    const std::vector<std::uint32_t> &sample() const { return m_sample; }
    // When one of them failed; was asked to cancel, caught that or ended by it; and when a timeout fired. All of them.
    const std::vector<Nanoseconds> &failures() const { return m_failures; }
    const std::vector<Nanoseconds> &cancels() const { return m_cancels; }
    const std::vector<Nanoseconds> &flags() const { return m_flags; }

private:
    std::uint32_t m_count = 0;
    std::uint32_t m_stride = 1;
    std::vector<std::uint32_t> m_sample;
    std::vector<Nanoseconds> m_failures;
    std::vector<Nanoseconds> m_cancels;
    std::vector<Nanoseconds> m_flags;
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace coroscope
{

/// How often lengths of time occur, in buckets that grow: each is twice as long as the one before, from 1 ns up; those
/// of length 0 have a bucket of their own, the first.
class Histogram
{
public:
    static constexpr std::size_t buckets = 65;

    void add(Nanoseconds length)
    {
        ++m_counts[bucketOf(length)];
        ++m_total;
        if (length > m_longest)
            m_longest = length;
    }

    static std::size_t bucketOf(Nanoseconds length)
    {
        return length <= 0 ? 0 : static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(length)));
    }
    /// The shortest length that belongs to a bucket.
    static Nanoseconds lowest(std::size_t bucket)
    {
        return bucket == 0 ? 0 : static_cast<Nanoseconds>(std::uint64_t{1} << (bucket - 1));
    }

    std::uint64_t count(std::size_t bucket) const { return m_counts[bucket]; }
    std::uint64_t total() const { return m_total; }
    Nanoseconds longest() const { return m_longest; }
    /// The bucket in which the given share of all lies or below it; 0 if there are none. For a median ask for 0.5.
    std::size_t quantile(double share) const
    {
        std::uint64_t seen = 0;
        for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
            seen += m_counts[bucket];
            if (seen > 0 && static_cast<double>(seen) >= share * static_cast<double>(m_total))
                return bucket;
        }
        return 0;
    }

private:
    std::array<std::uint64_t, buckets> m_counts{};
    std::uint64_t m_total = 0;
    Nanoseconds m_longest = 0;
};

} // namespace coroscope

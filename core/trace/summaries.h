// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/base/vocabulary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

// What the levels of detail keep of many elements of a track; see Pyramid.

namespace coroscope
{

/// Times by kind of waiting.
class WaitTimes
{
public:
    void add(WaitKind kind, float time)
    {
        const auto place = static_cast<std::size_t>(kind);
        m_times[place] = (m_kinds >> place & 1) != 0 ? m_times[place] + time : time;
        m_kinds |= 1U << place;
    }
    void clear() { m_kinds = 0; }
    bool isEmpty() const { return m_kinds == 0; }
    float of(WaitKind kind) const
    {
        const auto place = static_cast<std::size_t>(kind);
        return (m_kinds >> place & 1) != 0 ? m_times[place] : -1;
    }
    /// The kind with the longest time; of equal ones the first. Not while it is empty.
    WaitKind longest() const
    {
        std::uint32_t kinds = m_kinds;
        auto best = static_cast<std::size_t>(std::countr_zero(kinds));
        for (kinds &= kinds - 1; kinds != 0; kinds &= kinds - 1) {
            const auto place = static_cast<std::size_t>(std::countr_zero(kinds));
            if (m_times[place] > m_times[best])
                best = place;
        }
        return static_cast<WaitKind>(best);
    }
    void remove(WaitKind kind) { m_kinds &= ~(1U << static_cast<unsigned>(kind)); }

private:
    std::uint32_t m_kinds = 0;                // those that were added
    std::array<float, waitKindCount> m_times; // of those only
};

/// A time in two halves, so that what holds it beside smaller parts has no gaps.
struct SplitTime {
    std::uint32_t low = 0;
    std::uint32_t high = 0;

    SplitTime() = default;
    SplitTime(Nanoseconds time) // NOLINT(google-explicit-constructor): it is the time
        : low(static_cast<std::uint32_t>(time)),
          high(static_cast<std::uint32_t>(static_cast<std::uint64_t>(time) >> 32))
    {
    }
    operator Nanoseconds() const // NOLINT(google-explicit-constructor)
    {
        return static_cast<Nanoseconds>(low | static_cast<std::uint64_t>(high) << 32);
    }
};

/// A length of time in 16 bits: exact below two microseconds, else rounded to a two thousandth.
class ShortLength
{
public:
    ShortLength() = default;
    explicit ShortLength(Nanoseconds length)
    {
        const auto whole = static_cast<std::uint64_t>(std::max<Nanoseconds>(0, length));
        const auto width = static_cast<int>(std::bit_width(whole));
        if (width <= digits) {
            m_bits = static_cast<std::uint16_t>(whole);
            return;
        }
        const int shift = width - digits - 1;
        const std::uint64_t half = shift > 0 ? std::uint64_t{1} << (shift - 1) : 0;
        // Rounded up to the next power of two it runs over into the exponent, which is what that means.
        m_bits = static_cast<std::uint16_t>((static_cast<std::uint64_t>(shift) << digits) + ((whole + half) >> shift));
    }
    /// One that is told apart from every length.
    static constexpr ShortLength none()
    {
        ShortLength length;
        length.m_bits = noBits;
        return length;
    }
    bool isNone() const { return m_bits == noBits; }
    float nanoseconds() const
    {
        const int exponent = m_bits >> digits;
        if (exponent == 0)
            return m_bits;
        const std::uint64_t top = std::uint64_t{1} << digits;
        return static_cast<float>((top + (m_bits & (top - 1))) << (exponent - 1));
    }

private:
    static constexpr int digits = 10;
    static constexpr std::uint16_t noBits = 0xffff;
    std::uint16_t m_bits = 0;
};

/// The time of eight intervals of a task by state. Between two waits a task runs, so that there are no more than four
/// of them; of a trace that tells more it keeps the four kinds that took longest.
struct StateLeaf {
    static constexpr std::size_t count = 8;
    static constexpr std::size_t kinds = 4;
    static constexpr std::uint8_t noKind = 0xff;

    SplitTime start;
    std::array<ShortLength, kinds> times{};
    ShortLength readyLength = ShortLength::none();
    std::array<std::uint8_t, kinds> waits = {noKind, noKind, noKind, noKind}; ///< the kinds, longest first
    std::uint8_t runs = 0;                                                    ///< steps

    /// Nanoseconds; below 0: not once.
    float ready() const { return readyLength.isNone() ? -1 : readyLength.nanoseconds(); }
    float waiting() const
    {
        float sum = 0;
        eachWait([&sum](WaitKind, float time) { sum += time; });
        return sum;
    }
    bool hasWaits() const { return waits.front() != noKind; }
    void setWaits(WaitTimes &all)
    {
        for (std::size_t i = 0; i < kinds && !all.isEmpty(); ++i) {
            const WaitKind longest = all.longest();
            waits[i] = static_cast<std::uint8_t>(longest);
            times[i] = ShortLength(static_cast<Nanoseconds>(all.of(longest)));
            all.remove(longest);
        }
    }
    /// Calls `add(kind, time)` for the kinds that are kept.
    template <typename Add>
    void eachWait(const Add &add) const
    {
        for (std::size_t i = 0; i < kinds && waits[i] != noKind; ++i)
            add(static_cast<WaitKind>(waits[i]), times[i].nanoseconds());
    }
};
static_assert(sizeof(StateLeaf) == 24);

/// The time of many intervals of a task by state. Of the kinds of waiting it keeps the six that took longest, rounded
/// to a hundredth, and the time of all of them.
struct StateSummary {
    static constexpr std::size_t kinds = 6;
    static constexpr std::uint8_t noKind = 0xff;

    SplitTime start;
    float readyTime = -1; ///< nanoseconds; below 0: not once
    float waitingTime = 0;
    std::array<std::uint16_t, kinds> times{}; ///< the upper half of a float each
    std::array<std::uint8_t, kinds> waits = {noKind, noKind, noKind,
                                             noKind, noKind, noKind}; ///< the kinds, longest first
    std::uint16_t runs = 0;                                           ///< steps, up to as many as it holds

    float ready() const { return readyTime; }
    float waiting() const { return waitingTime; }
    bool hasWaits() const { return waits.front() != noKind; }
    void setWaits(WaitTimes &all)
    {
        for (std::size_t i = 0; i < kinds && !all.isEmpty(); ++i) {
            const WaitKind longest = all.longest();
            waits[i] = static_cast<std::uint8_t>(longest);
            constexpr std::uint32_t half = 1U << 15;
            times[i] = static_cast<std::uint16_t>((std::bit_cast<std::uint32_t>(all.of(longest)) + half) >> 16);
            all.remove(longest);
        }
    }
    /// Calls `add(kind, time)` for the kinds that are kept.
    template <typename Add>
    void eachWait(const Add &add) const
    {
        for (std::size_t i = 0; i < kinds && waits[i] != noKind; ++i)
            add(static_cast<WaitKind>(waits[i]), std::bit_cast<float>(std::uint32_t{times[i]} << 16));
    }

    /// Out of leaves or of summaries.
    template <typename Iterator>
    static StateSummary of(Iterator begin, Iterator end)
    {
        StateSummary sum;
        sum.start = begin->start;
        WaitTimes all;
        std::uint32_t steps = 0;
        for (; begin != end; ++begin) {
            if (begin->ready() >= 0)
                sum.readyTime = std::max(0.0F, sum.readyTime) + begin->ready();
            sum.waitingTime += begin->waiting();
            steps += begin->runs;
            begin->eachWait([&](WaitKind kind, float time) { all.add(kind, time); });
        }
        constexpr std::uint32_t most = std::numeric_limits<std::uint16_t>::max();
        sum.runs = static_cast<std::uint16_t>(std::min(most, steps));
        sum.setWaits(all);
        return sum;
    }
};
static_assert(sizeof(StateSummary) == 36);

/// Of many steps on the loop only when they begin: that there are some is what a view needs.
struct StepSummary {
    Nanoseconds start = 0;

    template <typename Iterator>
    static StepSummary of(Iterator begin, Iterator)
    {
        return *begin;
    }
};

/// The extremes of many samples of an object.
struct SampleSummary {
    Nanoseconds start = 0;
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::int64_t waiting = 0; ///< most

    template <typename Iterator>
    static SampleSummary of(Iterator begin, Iterator end)
    {
        SampleSummary sum = *begin;
        for (++begin; begin != end; ++begin) {
            sum.least = std::min(sum.least, begin->least);
            sum.most = std::max(sum.most, begin->most);
            sum.waiting = std::max(sum.waiting, begin->waiting);
        }
        return sum;
    }
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace coroscope
{

/// What Python's `random.Random(seed)` gives, draw for draw (CPython 3.13): a Mersenne Twister.
class PythonRandom
{
public:
    explicit PythonRandom(std::uint64_t seed = 0) { setSeed(seed); }

    /// Starts anew. Python takes the absolute value of a negative seed.
    void setSeed(std::uint64_t seed);

    /// A number in [0, 1).
    double random();
    /// A number between a and b.
    double uniform(double a, double b) { return a + (b - a) * random(); }
    /// A number of `count` random bits, 0 to 64.
    std::uint64_t randomBits(int count);
    /// A whole number in [0, bound); bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// A whole number in [a, b]; a ≤ b.
    std::int64_t randint(std::int64_t a, std::int64_t b);
    /// An exponentially distributed number with mean 1 / rate; rate ≠ 0.
    double expovariate(double rate);

private:
    std::uint32_t next();
    void refill();

    static constexpr int stateSize = 624;
    std::array<std::uint32_t, stateSize> m_state{};
    int m_index = stateSize;
};

} // namespace coroscope

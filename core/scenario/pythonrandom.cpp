// SPDX-License-Identifier: MIT
#include "core/scenario/pythonrandom.h"

#include <QtGlobal>

#include <algorithm>
#include <bit>
#include <cmath>

namespace coroscope
{

// The generator is MT19937 (Matsumoto and Nishimura, 1998); its numbers, and the way a key is worked into the state,
// are fixed by that paper, and Python seeds with the 32-bit words of the seed as the key.

namespace
{
constexpr int middle = 397;
constexpr std::uint32_t upperBit = 0x80000000u;
constexpr std::uint32_t lowerBits = 0x7fffffffu;
constexpr std::uint32_t twist = 0x9908b0dfu;
} // namespace

void PythonRandom::setSeed(std::uint64_t seed)
{
    const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
    const std::size_t keySize = key[1] ? 2 : 1;

    m_state[0] = 19650218u;
    for (std::uint32_t i = 1; i < stateSize; ++i)
        m_state[i] = 1812433253u * (m_state[i - 1] ^ (m_state[i - 1] >> 30)) + i;

    std::size_t i = 1;
    const auto step = [&] {
        if (++i >= stateSize) {
            m_state[0] = m_state[stateSize - 1];
            i = 1;
        }
    };
    std::size_t j = 0;
    for (int round = 0; round < stateSize; ++round) {
        m_state[i] = (m_state[i] ^ ((m_state[i - 1] ^ (m_state[i - 1] >> 30)) * 1664525u)) + key[j] +
                     static_cast<std::uint32_t>(j);
        step();
        j = (j + 1) % keySize;
    }
    for (int round = 1; round < stateSize; ++round) {
        m_state[i] =
            (m_state[i] ^ ((m_state[i - 1] ^ (m_state[i - 1] >> 30)) * 1566083941u)) - static_cast<std::uint32_t>(i);
        step();
    }
    m_state[0] = upperBit;
    m_index = stateSize;
}

void PythonRandom::refill()
{
    const auto mix = [](std::uint32_t high, std::uint32_t low) {
        const std::uint32_t y = (high & upperBit) | (low & lowerBits);
        return (y >> 1) ^ ((y & 1) ? twist : 0u);
    };
    std::size_t i = 0;
    for (; i < stateSize - middle; ++i)
        m_state[i] = m_state[i + middle] ^ mix(m_state[i], m_state[i + 1]);
    for (; i < stateSize - 1; ++i)
        m_state[i] = m_state[i - (stateSize - middle)] ^ mix(m_state[i], m_state[i + 1]);
    m_state[stateSize - 1] = m_state[middle - 1] ^ mix(m_state[stateSize - 1], m_state[0]);
    m_index = 0;
}

std::uint32_t PythonRandom::next()
{
    if (m_index >= stateSize)
        refill();
    std::uint32_t y = m_state[static_cast<std::size_t>(m_index++)];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

double PythonRandom::random()
{
    // 53 bits out of two draws.
    const std::uint32_t high = next() >> 5;
    const std::uint32_t low = next() >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

std::uint64_t PythonRandom::randomBits(int count)
{
    if (count <= 0)
        return 0;
    if (count <= 32)
        return next() >> (32 - count);
    // Whole words come first; the rest are the upper bits of the last draw.
    const std::uint64_t low = next();
    const std::uint64_t high = next() >> (64 - count);
    return low | (high << 32);
}

std::uint64_t PythonRandom::below(std::uint64_t bound)
{
    Q_ASSERT(bound > 0);
    const int bits = 64 - std::countl_zero(bound);
    std::uint64_t result = randomBits(bits);
    while (result >= bound)
        result = randomBits(bits);
    return result;
}

std::int64_t PythonRandom::randint(std::int64_t a, std::int64_t b)
{
    Q_ASSERT(a <= b);
    // Unsigned, because the width of the whole range does not fit a signed number.
    const std::uint64_t width = static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a) + 1;
    const std::uint64_t offset = width ? below(width) : randomBits(64);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + offset);
}

double PythonRandom::expovariate(double rate) { return -std::log(1.0 - random()) / rate; }

} // namespace coroscope

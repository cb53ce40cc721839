// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace coroscope
{

/// Big blocks of memory straight from the system, aligned to huge pages. A store of events touches each
/// page once, so that the cost of an append is mostly that of page faults: huge pages make them rare, and
/// blocks that were given back are used again without any.
namespace chunkmemory
{

inline constexpr std::size_t hugePage = std::size_t{2} << 20;
/// The most that is kept for use again.
inline constexpr std::size_t keptLimit = std::size_t{64} << 20;

/// Whether the pages of a block come in huge ones.
enum class Pages {
    Huge,      ///< all of them
    SmallFirst ///< the first 2 MiB in small pages, so that a block hardly used takes hardly any memory
};

/// A block of `bytes`, a multiple of hugePage, with anything in it. Throws std::bad_alloc. Any thread.
void *map(std::size_t bytes, Pages pages);

/// Gives a block of map() back, with the same size and pages. Any thread.
void unmap(void *block, std::size_t bytes, Pages pages) noexcept;

} // namespace chunkmemory
} // namespace coroscope

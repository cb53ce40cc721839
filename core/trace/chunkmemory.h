// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace coroscope
{

/// Big blocks of memory straight from the system, aligned to huge pages. A store of events touches each
/// page once, so that the cost of an append is mostly that of page faults: huge pages make them rare.
namespace chunkmemory
{

inline constexpr std::size_t hugePage = std::size_t{2} << 20;

/// Whether the pages of a block come in huge ones.
enum class Pages {
    Huge,      ///< all of them
    SmallFirst ///< the first 2 MiB in small pages, so that a block hardly used takes hardly any memory
};

/// A block of zeroes of `bytes`, a multiple of hugePage. Throws std::bad_alloc.
void *map(std::size_t bytes, Pages pages);

/// Gives a block of map() back.
void unmap(void *block, std::size_t bytes) noexcept;

} // namespace chunkmemory
} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/trace/chunkmemory.h"

#include <cstdint>
#include <new>

#include <sys/mman.h>

namespace coroscope::chunkmemory
{

void *map(std::size_t bytes, Pages pages)
{
    // mmap aligns to small pages only: take more, and give back what is too much at both ends.
    const std::size_t taken = bytes + hugePage;
    void *const area = mmap(nullptr, taken, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED)
        throw std::bad_alloc();
    const auto start = reinterpret_cast<std::uintptr_t>(area);
    const std::size_t before = (hugePage - start % hugePage) % hugePage;
    auto *const block = static_cast<std::byte *>(area) + before;
    if (before > 0)
        munmap(area, before);
    munmap(block + bytes, hugePage - before);

    const std::size_t small = pages == Pages::SmallFirst ? hugePage : 0;
    // Only advice: where it fails the pages stay small.
    if (bytes > small)
        madvise(block + small, bytes - small, MADV_HUGEPAGE);
    return block;
}

void unmap(void *block, std::size_t bytes) noexcept { munmap(block, bytes); }

} // namespace coroscope::chunkmemory

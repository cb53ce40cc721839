// SPDX-License-Identifier: MIT
#include "core/base/chunkmemory.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <new>

#include <sys/mman.h>

namespace coroscope::chunkmemory
{
namespace
{

/// Blocks that were given back.
class Kept
{
public:
    void *take(std::size_t bytes, Pages pages)
    {
        const std::lock_guard lock(m_mutex);
        for (std::size_t index = m_count; index-- > 0;) {
            if (m_blocks[index].bytes == bytes && m_blocks[index].pages == pages) {
                void *const block = m_blocks[index].block;
                m_blocks[index] = m_blocks[--m_count];
                m_bytes -= bytes;
                return block;
            }
        }
        return nullptr;
    }

    bool keep(void *block, std::size_t bytes, Pages pages)
    {
        const std::lock_guard lock(m_mutex);
        if (bytes > keptLimit - m_bytes || m_count == m_blocks.size())
            return false;
        m_blocks[m_count++] = {block, bytes, pages};
        m_bytes += bytes;
        return true;
    }

private:
    struct Block {
        void *block = nullptr;
        std::size_t bytes = 0;
        Pages pages = Pages::Huge;
    };
    std::mutex m_mutex;
    std::array<Block, keptLimit / hugePage> m_blocks;
    std::size_t m_count = 0;
    std::size_t m_bytes = 0;
};

constinit Kept kept;

} // namespace

void *map(std::size_t bytes, Pages pages)
{
    if (void *const block = kept.take(bytes, pages))
        return block;
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

void unmap(void *block, std::size_t bytes, Pages pages) noexcept
{
    if (!kept.keep(block, bytes, pages))
        munmap(block, bytes);
}

} // namespace coroscope::chunkmemory

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/chunkmemory.h"

#include <cstddef>
#include <vector>

namespace coroscope
{

/// Memory for many blocks of one size, taken and given back in one thread.
///
/// A run with 100,000 tasks touches their memory once and for all; in huge pages that costs a few hundred page
/// faults instead of tens of thousands, and neighbours in time are neighbours in memory. Chunks are given back when
/// the thread ends. Under AddressSanitizer each block is one of its own, so that misuse shows.
template <std::size_t Size, std::size_t Alignment = alignof(std::max_align_t)>
class Slab
{
public:
    /// Of the calling thread.
    static Slab &current()
    {
        static thread_local Slab slab;
        return slab;
    }

    /// Throws std::bad_alloc.
    void *take()
    {
#ifdef __SANITIZE_ADDRESS__
        return ::operator new(Size);
#else
        if (m_free) {
            Block *block = m_free;
            m_free = block->next;
            return block;
        }
        if (m_next == m_end)
            grow();
        return m_next++;
#endif
    }

    void give(void *memory) noexcept
    {
#ifdef __SANITIZE_ADDRESS__
        ::operator delete(memory);
#else
        auto *block = static_cast<Block *>(memory);
        block->next = m_free;
        m_free = block;
#endif
    }

    Slab() = default;
    Slab(const Slab &) = delete;
    Slab &operator=(const Slab &) = delete;
    ~Slab()
    {
        for (void *chunk : m_chunks)
            chunkmemory::unmap(chunk, chunkmemory::hugePage, chunkmemory::Pages::Huge);
        if (m_first)
            chunkmemory::unmap(m_first, chunkmemory::hugePage, chunkmemory::Pages::SmallFirst);
    }

private:
    union Block {
        Block *next;
        alignas(Alignment) std::byte memory[Size];
    };

    void grow()
    {
        void *chunk = nullptr;
        if (!m_first) {
            m_first = chunk = chunkmemory::map(chunkmemory::hugePage, chunkmemory::Pages::SmallFirst);
        } else {
            m_chunks.reserve(m_chunks.size() + 1);
            chunk = chunkmemory::map(chunkmemory::hugePage, chunkmemory::Pages::Huge);
            m_chunks.push_back(chunk);
        }
        m_next = static_cast<Block *>(chunk);
        m_end = m_next + chunkmemory::hugePage / sizeof(Block);
    }

    Block *m_free = nullptr;
    Block *m_next = nullptr;
    Block *m_end = nullptr;
    void *m_first = nullptr;
    std::vector<void *> m_chunks;
};

/// Lets objects of class T (and of no class derived from it) live in the slab of their thread.
template <typename T>
struct InSlab {
    static void *operator new(std::size_t) { return Slab<sizeof(T), alignof(T)>::current().take(); }
    static void *operator new(std::size_t, void *place) noexcept { return place; }
    static void operator delete(void *memory) noexcept { Slab<sizeof(T), alignof(T)>::current().give(memory); }
    static void operator delete(void *, void *) noexcept {}
};

} // namespace coroscope

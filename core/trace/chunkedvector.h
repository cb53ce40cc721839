// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/chunkmemory.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <type_traits>

namespace coroscope
{

/// An array that only grows, one thread appending and any number of threads reading without locks.
///
/// The elements lie in big chunks that never move: a reference stays good as long as the array. A reader
/// asks for size() and may then read every element below it, whatever the writer does meanwhile: the
/// writer publishes the count after the element. An append costs one write, one store of the count and,
/// once in a hundred thousand times, a new chunk.
template <typename T>
class ChunkedVector
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    /// Elements in a chunk: a power of two, the fewest that fill whole huge pages.
    static constexpr std::size_t chunkSize =
        chunkmemory::hugePage / (sizeof(T) & (~sizeof(T) + 1)); // the largest power of two that divides the size
    static constexpr std::size_t chunkBytes = chunkSize * sizeof(T);
    /// The most elements that the directory can hold.
    static constexpr std::size_t maxChunks = 4096;
    static constexpr std::size_t maxSize = maxChunks * chunkSize;
    static constexpr std::size_t prefetchAhead = 2048; ///< bytes

    ChunkedVector() : m_directory(std::make_unique<std::atomic<T *>[]>(maxChunks)) {}
    ~ChunkedVector()
    {
        for (std::size_t chunk = 0; chunk < m_chunks; ++chunk)
            chunkmemory::unmap(m_directory[chunk].load(std::memory_order_relaxed), chunkBytes, pagesOf(chunk));
    }
    ChunkedVector(const ChunkedVector &) = delete;
    ChunkedVector &operator=(const ChunkedVector &) = delete;

    /// Appends; only in the writer's thread. Throws std::bad_alloc, or std::length_error at maxSize; then nothing
    /// changed.
    void append(const T &element)
    {
        appendWith([&element](T &place) { place = element; });
    }

    /// Appends what `fill` writes into the place it is given, which holds anything before.
    template <typename Fill>
    void appendWith(Fill fill)
    {
        if (m_next == m_chunkEnd) [[unlikely]]
            addChunk();
        // A stream of writes to new lines waits for each of them; asked for ahead of time it takes half as long.
        __builtin_prefetch(reinterpret_cast<const char *>(m_next) + prefetchAhead, 1);
        fill(*m_next++);
        m_size.store(m_size.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }

    /// The number of elements that can be read; never goes down.
    std::size_t size() const { return m_size.load(std::memory_order_acquire); }

    /// The element at an index below size().
    const T &operator[](std::size_t index) const
    {
        const T *const chunk = m_directory[index / chunkSize].load(std::memory_order_relaxed);
        return chunk[index % chunkSize];
    }

    /// Bytes of the elements, without what the last chunk still has free.
    std::size_t bytes() const { return size() * sizeof(T); }

private:
    static chunkmemory::Pages pagesOf(std::size_t chunk)
    {
        return chunk == 0 ? chunkmemory::Pages::SmallFirst : chunkmemory::Pages::Huge;
    }

    [[gnu::noinline]] void addChunk()
    {
        if (m_chunks == maxChunks)
            throw std::length_error("the trace is full");
        auto *const chunk = static_cast<T *>(chunkmemory::map(chunkBytes, pagesOf(m_chunks)));
        // Relaxed: a reader goes to the chunk only after it has seen a count that was stored later.
        m_directory[m_chunks++].store(chunk, std::memory_order_relaxed);
        m_next = chunk;
        m_chunkEnd = chunk + chunkSize;
    }

    // The writer's place, and what readers look at.
    T *m_next = nullptr;
    T *m_chunkEnd = nullptr;
    std::size_t m_chunks = 0;
    std::atomic<std::size_t> m_size{0};
    std::unique_ptr<std::atomic<T *>[]> m_directory;
};

} // namespace coroscope

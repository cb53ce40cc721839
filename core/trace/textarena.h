// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/chunkmemory.h"
#include "core/base/ids.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace coroscope
{

/// Where texts and lists of tasks are kept: memory that only grows, referred to by 32 bits.
///
/// One thread adds, others read; a reference must reach a reader by way of something that orders the
/// two (the count of a ChunkedVector). Views stay good as long as the arena. Up to 8 GiB.
class TextArena
{
public:
    /// 0 stands for the empty text and the empty list.
    using Ref = std::uint32_t;

    TextArena();
    ~TextArena();
    TextArena(const TextArena &) = delete;
    TextArena &operator=(const TextArena &) = delete;

    /// Keeps a copy. Throws std::bad_alloc, or std::length_error when full.
    Ref addText(std::string_view text)
    {
        return text.empty() ? 0 : add(text.data(), text.size(), static_cast<std::uint32_t>(text.size()));
    }
    Ref addList(std::span<const TaskId> tasks)
    {
        return tasks.empty() ? 0 : add(tasks.data(), tasks.size_bytes(), static_cast<std::uint32_t>(tasks.size()));
    }

    std::string_view text(Ref ref) const
    {
        if (ref == 0)
            return {};
        const std::byte *const record = at(ref);
        return {reinterpret_cast<const char *>(record + unit), count(record)};
    }
    std::span<const TaskId> list(Ref ref) const
    {
        if (ref == 0)
            return {};
        const std::byte *const record = at(ref);
        return {reinterpret_cast<const TaskId *>(record + unit), count(record)};
    }

    /// Bytes in use.
    std::size_t bytes() const { return m_used.load(std::memory_order_relaxed); }

private:
    // A record is a count of 32 bits and what it counts, at a multiple of 4 bytes; the reference is its
    // place in such units. The slots of the directory are of one size; a record too long for one takes
    // several that lie in one block.
    static constexpr std::size_t unit = sizeof(std::uint32_t);
    static constexpr std::size_t slotBytes = std::size_t{2} << 20;
    static constexpr std::size_t slotUnits = slotBytes / unit;
    static constexpr std::size_t maxSlots = 4096;
    static_assert(sizeof(TaskId) == unit && alignof(TaskId) <= unit);

    struct Block {
        void *memory;
        std::size_t bytes;
        chunkmemory::Pages pages;
    };

    Ref add(const void *data, std::size_t bytes, std::uint32_t count);
    void addBlock(std::size_t bytes);
    const std::byte *at(Ref ref) const
    {
        return m_directory[ref / slotUnits].load(std::memory_order_relaxed) + (ref % slotUnits) * unit;
    }
    static std::uint32_t count(const std::byte *record) { return *reinterpret_cast<const std::uint32_t *>(record); }

    std::byte *m_next = nullptr;
    std::byte *m_blockEnd = nullptr;
    std::size_t m_nextUnit = 0;
    std::size_t m_slots = 0;
    std::atomic<std::size_t> m_used{0};
    std::unique_ptr<std::atomic<std::byte *>[]> m_directory;
    std::vector<Block> m_blocks;
};

} // namespace coroscope

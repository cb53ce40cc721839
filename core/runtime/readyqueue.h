// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/handle.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace coroscope::async
{

class TaskState;

/// The FIFO of what is ready to run: steps of tasks and handles, one machine word each.
///
/// A ring whose capacity is a power of two. Positions count on for ever (modulo 2^32), so a handle can be
/// taken out in constant time; its slot then stays behind empty, as a cancelled handle does in asyncio.
class ReadyQueue
{
public:
    ReadyQueue() : m_words(std::make_unique<std::uintptr_t[]>(firstCapacity)), m_mask(firstCapacity - 1) {}

    bool isEmpty() const { return m_head == m_tail; }
    std::uint32_t size() const { return m_tail - m_head; }

    void push(TaskState *task) { put(reinterpret_cast<std::uintptr_t>(task)); }

    void push(Handle &handle)
    {
        handle.m_position = m_tail;
        handle.m_place = Handle::Place::Ready;
        put(reinterpret_cast<std::uintptr_t>(&handle) | handleTag);
    }

    void erase(Handle &handle)
    {
        m_words[handle.m_position & m_mask] = 0;
        handle.m_place = Handle::Place::Nowhere;
    }

    /// The next one: exactly one of the two, or neither for an emptied place.
    struct Entry {
        TaskState *task;
        Handle *handle;
    };
    Entry pop()
    {
        const std::uintptr_t word = m_words[m_head & m_mask];
        ++m_head;
        if ((word & handleTag) == 0)
            return {reinterpret_cast<TaskState *>(word), nullptr};
        auto *handle = reinterpret_cast<Handle *>(word & ~handleTag);
        handle->m_place = Handle::Place::Nowhere;
        return {nullptr, handle};
    }

    std::size_t bytes() const { return (std::size_t{m_mask} + 1) * sizeof(std::uintptr_t); }

private:
    static constexpr std::uint32_t firstCapacity = 256;
    static constexpr std::uintptr_t handleTag = 1;

    void put(std::uintptr_t word)
    {
        if (size() > m_mask)
            grow();
        m_words[m_tail & m_mask] = word;
        ++m_tail;
    }

    void grow()
    {
        const std::uint32_t mask = m_mask * 2 + 1;
        auto words = std::make_unique<std::uintptr_t[]>(std::size_t{mask} + 1);
        for (std::uint32_t position = m_head; position != m_tail; ++position)
            words[position & mask] = m_words[position & m_mask];
        m_words = std::move(words);
        m_mask = mask;
    }

    std::unique_ptr<std::uintptr_t[]> m_words;
    std::uint32_t m_mask;
    std::uint32_t m_head = 0;
    std::uint32_t m_tail = 0;
};

} // namespace coroscope::async

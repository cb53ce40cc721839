// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/runtime/handle.h"

#include <cstdint>
#include <vector>

namespace coroscope::async
{

/// Handles that wait for their time, in order of (deadline, creation).
///
/// A 4-ary heap with the keys in the array: half the depth of a binary one, and a comparison touches no
/// handle. A handle knows its index, so it can be taken out in O(log n).
class TimerHeap
{
public:
    bool isEmpty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }
    /// Only when not empty.
    Nanoseconds nextDeadline() const { return m_entries.front().deadline; }

    void push(Handle &handle, Nanoseconds deadline)
    {
        m_entries.push_back({deadline, m_created++, &handle});
        handle.m_place = Handle::Place::Timers;
        siftUp(m_entries.size() - 1);
    }

    Handle &pop()
    {
        Handle &handle = *m_entries.front().handle;
        removeAt(0);
        handle.m_place = Handle::Place::Nowhere;
        return handle;
    }

    void erase(Handle &handle)
    {
        removeAt(handle.m_position);
        handle.m_place = Handle::Place::Nowhere;
    }

    void clear()
    {
        for (const Entry &entry : m_entries)
            entry.handle->m_place = Handle::Place::Nowhere;
        m_entries.clear();
    }

    std::size_t bytes() const { return m_entries.capacity() * sizeof(Entry); }

private:
    struct Entry {
        Nanoseconds deadline;
        std::uint64_t order;
        Handle *handle;

        bool before(const Entry &other) const
        {
            return deadline != other.deadline ? deadline < other.deadline : order < other.order;
        }
    };

    void place(std::size_t index, const Entry &entry)
    {
        m_entries[index] = entry;
        entry.handle->m_position = static_cast<std::uint32_t>(index);
    }

    void siftUp(std::size_t index)
    {
        const Entry entry = m_entries[index];
        while (index > 0) {
            const std::size_t parent = (index - 1) / 4;
            if (!entry.before(m_entries[parent]))
                break;
            place(index, m_entries[parent]);
            index = parent;
        }
        place(index, entry);
    }

    void siftDown(std::size_t index)
    {
        const Entry entry = m_entries[index];
        const std::size_t count = m_entries.size();
        for (;;) {
            const std::size_t first = index * 4 + 1;
            if (first >= count)
                break;
            std::size_t least = first;
            const std::size_t end = first + 4 < count ? first + 4 : count;
            for (std::size_t child = first + 1; child < end; ++child) {
                if (m_entries[child].before(m_entries[least]))
                    least = child;
            }
            if (!m_entries[least].before(entry))
                break;
            place(index, m_entries[least]);
            index = least;
        }
        place(index, entry);
    }

    void removeAt(std::size_t index)
    {
        const Entry last = m_entries.back();
        m_entries.pop_back();
        if (index == m_entries.size())
            return;
        place(index, last);
        siftDown(index);
        if (m_entries[index].handle == last.handle)
            siftUp(index);
    }

    std::vector<Entry> m_entries;
    std::uint64_t m_created = 0;
};

} // namespace coroscope::async

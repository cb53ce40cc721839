// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

namespace coroscope
{

/// The bytes that lists, maps and texts of values take in this thread. A limit on what a program holds is checked
/// against it.
inline std::int64_t &valueMemory()
{
    thread_local std::int64_t bytes = 0;
    return bytes;
}

/// An allocator that keeps valueMemory().
template <typename T>
struct CountedAllocator {
    using value_type = T;

    CountedAllocator() = default;
    template <typename Other>
    CountedAllocator(const CountedAllocator<Other> &)
    {
    }

    T *allocate(std::size_t count)
    {
        T *memory = static_cast<T *>(::operator new(count * sizeof(T)));
        valueMemory() += static_cast<std::int64_t>(count * sizeof(T));
        return memory;
    }
    void deallocate(T *memory, std::size_t count)
    {
        valueMemory() -= static_cast<std::int64_t>(count * sizeof(T));
        ::operator delete(memory);
    }
    friend bool operator==(CountedAllocator, CountedAllocator) { return true; }
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

namespace coroscope::async
{

// The heap of Python's heapq, move for move: std::push_heap would give items that compare equal in another
// order than CPython does. Algorithm: heapq._siftdown and heapq._siftup of CPython 3.13.

/// Moves the item at `position` towards `start` until its parent is not greater.
template <typename Items, typename Less>
void heapSiftDown(Items &items, std::size_t start, std::size_t position, const Less &less)
{
    while (position > start) {
        const std::size_t parent = (position - 1) / 2;
        if (!less(items[position], items[parent]))
            return;
        std::swap(items[position], items[parent]);
        position = parent;
    }
}

/// Takes the least item out. Only when there is one.
template <typename Items, typename Less>
auto heapPop(Items &items, const Less &less)
{
    auto last = std::move(items.back());
    items.pop_back();
    if (items.empty())
        return last;
    auto least = std::exchange(items[0], std::move(last));
    // Down to a leaf along the lesser children, then up again: cheaper in comparisons, and what heapq does.
    const std::size_t end = items.size();
    std::size_t position = 0;
    for (std::size_t child = 1; child < end; child = 2 * position + 1) {
        const std::size_t right = child + 1;
        if (right < end && !less(items[child], items[right]))
            child = right;
        std::swap(items[position], items[child]);
        position = child;
    }
    heapSiftDown(items, 0, position, less);
    return least;
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <iterator>
#include <utility>

namespace coroscope
{

/// Walks a list whose elements are put together when they are asked for: `*i` and `i[n]` give values, not places.
///
/// The list needs operator[] and must stay where it is. Good for the algorithms of the standard library that only read.
template <typename List, typename T>
class ValueIterator
{
    struct Arrow {
        T value;
        const T *operator->() const { return &value; }
    };

public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = Arrow;
    using reference = T;

    ValueIterator() = default;
    ValueIterator(const List *list, std::size_t index) : m_list(list), m_index(index) {}

    reference operator*() const { return (*m_list)[m_index]; }
    pointer operator->() const { return {(*m_list)[m_index]}; }
    reference operator[](difference_type by) const { return *(*this + by); }
    ValueIterator &operator+=(difference_type by)
    {
        m_index += static_cast<std::size_t>(by);
        return *this;
    }
    ValueIterator &operator-=(difference_type by) { return *this += -by; }
    ValueIterator &operator++() { return *this += 1; }
    ValueIterator &operator--() { return *this += -1; }
    ValueIterator operator++(int) { return std::exchange(*this, *this + 1); }
    ValueIterator operator--(int) { return std::exchange(*this, *this - 1); }
    friend ValueIterator operator+(ValueIterator i, difference_type by) { return i += by; }
    friend ValueIterator operator+(difference_type by, ValueIterator i) { return i += by; }
    friend ValueIterator operator-(ValueIterator i, difference_type by) { return i -= by; }
    friend difference_type operator-(const ValueIterator &a, const ValueIterator &b)
    {
        return static_cast<difference_type>(a.m_index) - static_cast<difference_type>(b.m_index);
    }
    friend bool operator==(const ValueIterator &a, const ValueIterator &b) { return a.m_index == b.m_index; }
    friend auto operator<=>(const ValueIterator &a, const ValueIterator &b) { return a.m_index <=> b.m_index; }

private:
    const List *m_list = nullptr;
    std::size_t m_index = 0;
};

} // namespace coroscope

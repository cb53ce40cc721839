// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace coroscope
{

/// A list that only grows, for one thread: as small as a vector while it is short, and never moves more than one
/// chunk when it is long.
///
/// A vector of ten million elements stops for a tenth of a second each time it moves to a bigger place, and a window
/// with it.
template <typename T, std::size_t ChunkSize = 2048>
class GrowingList
{
public:
    static constexpr std::size_t chunkSize = ChunkSize;

    using value_type = T;

    class Iterator
    {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T *;
        using reference = const T &;

        Iterator() = default;
        Iterator(const GrowingList *list, std::size_t index) : m_list(list), m_index(index) {}

        reference operator*() const { return (*m_list)[m_index]; }
        pointer operator->() const { return &(*m_list)[m_index]; }
        reference operator[](difference_type by) const { return *(*this + by); }
        Iterator &operator+=(difference_type by)
        {
            m_index += static_cast<std::size_t>(by);
            return *this;
        }
        Iterator &operator-=(difference_type by) { return *this += -by; }
        Iterator &operator++() { return *this += 1; }
        Iterator &operator--() { return *this += -1; }
        Iterator operator++(int) { return std::exchange(*this, *this + 1); }
        Iterator operator--(int) { return std::exchange(*this, *this - 1); }
        friend Iterator operator+(Iterator i, difference_type by) { return i += by; }
        friend Iterator operator+(difference_type by, Iterator i) { return i += by; }
        friend Iterator operator-(Iterator i, difference_type by) { return i -= by; }
        friend difference_type operator-(const Iterator &a, const Iterator &b)
        {
            return static_cast<difference_type>(a.m_index) - static_cast<difference_type>(b.m_index);
        }
        friend bool operator==(const Iterator &a, const Iterator &b) { return a.m_index == b.m_index; }
        friend auto operator<=>(const Iterator &a, const Iterator &b) { return a.m_index <=> b.m_index; }

    private:
        const GrowingList *m_list = nullptr;
        std::size_t m_index = 0;
    };

    bool empty() const { return m_chunks.empty(); }
    std::size_t size() const { return empty() ? 0 : (m_chunks.size() - 1) * chunkSize + m_chunks.back().size(); }

    const T &operator[](std::size_t index) const { return m_chunks[index / chunkSize][index % chunkSize]; }
    T &operator[](std::size_t index) { return m_chunks[index / chunkSize][index % chunkSize]; }
    const T &front() const { return m_chunks.front().front(); }
    const T &back() const { return m_chunks.back().back(); }
    T &back() { return m_chunks.back().back(); }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    void push_back(T element) { emplace_back(std::move(element)); }

    template <typename... Args>
    T &emplace_back(Args &&...args)
    {
        if (empty() || m_chunks.back().size() == chunkSize) {
            m_chunks.emplace_back();
            if (m_chunks.size() > 1)
                m_chunks.back().reserve(chunkSize);
        }
        std::vector<T> &last = m_chunks.back();
        // There are many short lists: the first chunk grows as it must, by an eighth, as doubling wastes a third.
        if (m_chunks.size() == 1 && last.size() == last.capacity())
            last.reserve(std::min(chunkSize, last.size() + std::max<std::size_t>(2, last.size() / 8)));
        return last.emplace_back(std::forward<Args>(args)...);
    }

    /// Bytes that the elements take, with what is kept free for more.
    std::size_t bytes() const
    {
        std::size_t sum = m_chunks.capacity() * sizeof(std::vector<T>);
        if (!empty())
            sum += ((m_chunks.size() - 1) * chunkSize + m_chunks.back().capacity()) * sizeof(T);
        return sum;
    }

private:
    std::vector<std::vector<T>> m_chunks;
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace coroscope
{

/// From ids to indexes. The ids that a run gives, one after the other, are looked up in an array; those of a
/// file may be any, and never cost more memory than their number asks for.
template <typename Tag>
class IdMap
{
public:
    std::optional<std::uint32_t> find(Id<Tag> id) const
    {
        if (id.value < m_dense.size() && m_dense[id.value] != none)
            return m_dense[id.value];
        if (m_sparse.empty())
            return std::nullopt;
        const auto place = m_sparse.find(id.value);
        return place == m_sparse.end() ? std::nullopt : std::optional(place->second);
    }

    /// Adds an id that is not there yet.
    void insert(Id<Tag> id, std::uint32_t index)
    {
        ++m_count;
        if (id.value < m_dense.size()) {
            m_dense[id.value] = index;
        } else if (id.value <= 4 * m_count + 1024) {
            m_dense.resize(std::size_t{id.value} + 1, none);
            m_dense[id.value] = index;
        } else {
            m_sparse.emplace(id.value, index);
        }
    }

    std::size_t size() const { return m_count; }
    std::size_t bytes() const
    {
        constexpr std::size_t sparseEntry = 40; // roughly: what a node takes, and its place in the table
        return m_dense.capacity() * sizeof(std::uint32_t) + m_sparse.size() * sparseEntry;
    }

private:
    static constexpr std::uint32_t none = 0xffffffff;
    std::vector<std::uint32_t> m_dense;
    std::unordered_map<std::uint32_t, std::uint32_t> m_sparse;
    std::size_t m_count = 0;
};

} // namespace coroscope

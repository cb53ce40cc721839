// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/value.h"

#include <array>
#include <memory>
#include <span>

namespace coroscope
{

/// The arguments of a call. A few are kept in place, since most calls have one or two and there are many calls.
class Arguments
{
public:
    Arguments() = default;
    explicit Arguments(std::size_t count) { resize(count); }

    /// Makes room for `count` values, all null. Once.
    void resize(std::size_t count)
    {
        m_count = count;
        if (count > few)
            m_many = std::make_unique<Value[]>(count);
    }
    void assign(std::span<const Value> values)
    {
        resize(values.size());
        for (std::size_t index = 0; index < values.size(); ++index)
            (*this)[index] = values[index];
    }

    std::size_t size() const { return m_count; }
    Value *data() { return m_count > few ? m_many.get() : m_few.data(); }
    const Value *data() const { return m_count > few ? m_many.get() : m_few.data(); }
    Value &operator[](std::size_t index) { return data()[index]; }
    std::span<const Value> view() const { return {data(), m_count}; }

private:
    static constexpr std::size_t few = 2;

    std::array<Value, few> m_few;
    std::unique_ptr<Value[]> m_many;
    std::size_t m_count = 0;
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/trace/textarena.h"

#include <cstring>
#include <limits>
#include <stdexcept>

namespace coroscope
{

static_assert(chunkmemory::hugePage == std::size_t{2} << 20, "a slot of the arena is one huge page");

TextArena::TextArena() : m_directory(std::make_unique<std::atomic<std::byte *>[]>(maxSlots)) {}

TextArena::~TextArena()
{
    for (const auto &[memory, bytes, pages] : m_blocks)
        chunkmemory::unmap(memory, bytes, pages);
}

TextArena::Ref TextArena::add(const void *data, std::size_t bytes, std::uint32_t count)
{
    if (bytes > std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("a text of more than 4 GiB");
    const std::size_t needed = (unit + bytes + unit - 1) / unit * unit;
    if (static_cast<std::size_t>(m_blockEnd - m_next) < needed)
        addBlock(needed);
    const auto ref = static_cast<Ref>(m_nextUnit);
    std::memcpy(m_next, &count, unit);
    std::memcpy(m_next + unit, data, bytes);
    m_next += needed;
    m_nextUnit += needed / unit;
    m_used.store(m_used.load(std::memory_order_relaxed) + needed, std::memory_order_relaxed);
    return ref;
}

void TextArena::addBlock(std::size_t bytes)
{
    const std::size_t header = m_slots == 0 ? unit : 0; // keeps reference 0 free
    const std::size_t slots = (header + bytes + slotBytes - 1) / slotBytes;
    if (m_slots + slots > maxSlots)
        throw std::length_error("the texts of the trace are full");
    const auto pages = m_slots == 0 ? chunkmemory::Pages::SmallFirst : chunkmemory::Pages::Huge;
    m_blocks.reserve(m_blocks.size() + 1);
    auto *const block = static_cast<std::byte *>(chunkmemory::map(slots * slotBytes, pages));
    m_blocks.push_back({block, slots * slotBytes, pages});
    m_next = block + header;
    m_blockEnd = block + slots * slotBytes;
    m_nextUnit = m_slots * slotUnits + header / unit;
    for (std::size_t slot = 0; slot < slots; ++slot)
        m_directory[m_slots++].store(block + slot * slotBytes, std::memory_order_relaxed);
}

} // namespace coroscope

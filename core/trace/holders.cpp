// SPDX-License-Identifier: MIT
#include "core/trace/holders.h"

#include <algorithm>
#include <cstdint>

namespace coroscope
{
namespace
{

/// Whom a release by `by` takes away: the end of the list if it is empty.
auto released(const std::vector<TaskId> &holders, TaskId by)
{
    const auto place = std::find(holders.begin(), holders.end(), by);
    return place == holders.end() ? holders.begin() : place;
}

} // namespace

HolderReplay::Object &HolderReplay::add(ObjectId id)
{
    if (const auto index = m_index.find(id))
        return m_objects[*index];
    m_index.insert(id, static_cast<std::uint32_t>(m_objects.size()));
    return m_objects.emplace_back();
}

const HolderReplay::Object *HolderReplay::object(ObjectId id) const
{
    const auto index = m_index.find(id);
    return index ? &m_objects[*index] : nullptr;
}

const HolderReplay::Object *HolderReplay::take(const Event &event)
{
    if (event.type == EventType::ObjectCreated) {
        Object &object = add(event.object);
        object.kind = event.kind;
        return &object;
    }
    if (event.type != EventType::ObjectChanged)
        return nullptr;
    Object &object = add(event.object);
    if (event.holders) {
        object.holders.assign(event.holders->begin(), event.holders->end());
    } else if (event.holder == HolderChange::Acquired && event.by) {
        object.holders.push_back(event.by);
    } else if (event.holder == HolderChange::Released && !object.holders.empty()) {
        object.holders.erase(released(object.holders, event.by));
    }
    return &object;
}

std::optional<HolderChange> HolderReplay::changeTo(ObjectId id, TaskId by, std::span<const TaskId> holders) const
{
    const Object *const known = object(id);
    const std::span<const TaskId> old = known != nullptr ? std::span(known->holders) : std::span<const TaskId>{};
    if (std::ranges::equal(old, holders))
        return HolderChange::None;
    if (by && holders.size() == old.size() + 1 && holders.back() == by &&
        std::ranges::equal(old, holders.first(old.size())))
        return HolderChange::Acquired;
    if (holders.size() + 1 == old.size()) {
        const auto gone = static_cast<std::size_t>(released(known->holders, by) - known->holders.begin());
        if (std::ranges::equal(old.first(gone), holders.first(gone)) &&
            std::ranges::equal(old.subspan(gone + 1), holders.subspan(gone)))
            return HolderChange::Released;
    }
    return std::nullopt;
}

} // namespace coroscope

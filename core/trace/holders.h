// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/event.h"
#include "core/trace/idmap.h"

#include <optional>
#include <span>
#include <vector>

namespace coroscope
{

/// Whether objects of a kind are held by tasks.
constexpr bool hasHolders(ObjectKind kind)
{
    return kind == ObjectKind::Semaphore || kind == ObjectKind::Lock || kind == ObjectKind::Condition;
}

/// Who holds what. A store keeps only what each event changes: give it the events in order, and it tells
/// the holders after the last one.
///
/// Acquired adds the task that caused the event at the end of the list. Released takes its first entry
/// away, or, if the task holds nothing, the oldest entry: a semaphore may be released by anyone.
class HolderReplay
{
public:
    struct Object {
        std::optional<ObjectKind> kind; ///< nothing if its creation was not seen
        std::vector<TaskId> holders;    ///< the oldest first
    };

    /// Takes in an event; those that are not of objects do nothing. Returns the object of it, until the next call.
    const Object *take(const Event &event);

    /// Nothing for an object that was not seen.
    const Object *object(ObjectId id) const;

    /// The change by `by` that turns the holders of an object into `holders`; nothing if none does.
    std::optional<HolderChange> changeTo(ObjectId id, TaskId by, std::span<const TaskId> holders) const;

private:
    Object &add(ObjectId id);

    IdMap<ObjectTag> m_index;
    std::vector<Object> m_objects;
};

} // namespace coroscope

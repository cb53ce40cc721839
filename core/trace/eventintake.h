// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/eventstore.h"
#include "core/trace/holders.h"
#include "core/trace/idmap.h"
#include "core/trace/jsonline.h"

#include <cstdint>
#include <span>
#include <vector>

namespace coroscope
{

/// Turns the lines of a trace file into events of a store: checks the fields of each kind of event, and that
/// nothing is created twice. Lists of holders that follow from the ones before become changes, which take
/// no room.
class EventIntake
{
public:
    /// Appends the event of a line that has all the keys that its type requires. If it is not right the line
    /// gets a problem, and nothing is appended. Throws what an append throws.
    void take(JsonLine &line, std::uint64_t lineNumber, EventType type, Nanoseconds t, EventStore &store);

private:
    void append(EventType type, Nanoseconds t);
    void appendChange(Nanoseconds t);

    // Fields of the line at hand.
    TaskId task(traceformat::Key key) { return TaskId(m_line->id(key)); }
    ObjectId object(traceformat::Key key) { return ObjectId(m_line->id(key)); }
    std::span<const TaskId> tasks(traceformat::Key key);
    template <typename Enum, typename Find>
    Enum word(traceformat::Key key, Find find, int count);

    JsonLine *m_line = nullptr;
    EventStore *m_store = nullptr;
    std::uint64_t m_lineNumber = 0;

    IdMap<TaskTag> m_taskLines; // the line that created it
    IdMap<ObjectTag> m_objectLines;
    HolderReplay m_holders;
    std::vector<TaskId> m_tasks;
};

} // namespace coroscope

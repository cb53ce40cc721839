// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/eventdata.h"
#include "core/trace/chunkedvector.h"
#include "core/trace/event.h"
#include "core/trace/textarena.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace coroscope
{

/// What a trace says of itself in its first line. UTF-8.
struct TraceMeta {
    std::string title{};
    std::string clock = "virtual";   ///< `virtual`, `real`, `paced`
    std::string source = "scenario"; ///< `scenario`, `python`, `qt`
    int version = 1;
};

/// The events of one run in the order in which they happened, 24 bytes each.
///
/// One thread appends; any number of threads read at the same time without locks and see a consistent
/// prefix: whatever lies below size() is whole and never changes. Times are nanoseconds since the start
/// and must not go down. Appending copies the texts it is given. Every append may throw std::bad_alloc or
/// std::length_error (a thousand million events, 8 GiB of text); the store then stays as it was.
class EventStore
{
public:
    explicit EventStore(TraceMeta meta = {});

    const TraceMeta &meta() const { return m_meta; }

    // --- Appending; the writer's thread only. ---

    /// An empty name costs nothing and is shown as `task-ID`.
    void taskCreated(Nanoseconds t, const TaskCreated &event);
    void taskReady(Nanoseconds t, const TaskReady &event);
    void taskRunning(Nanoseconds t, TaskId task);
    void taskWaiting(Nanoseconds t, const TaskWaiting &event);
    void taskDone(Nanoseconds t, const TaskDone &event);
    void cancelRequested(Nanoseconds t, const CancelRequested &event);
    void cancelSwallowed(Nanoseconds t, TaskId task);
    void objectCreated(Nanoseconds t, const ObjectCreated &event);
    /// The holders are not kept: they follow from the changes (see HolderReplay).
    void objectChanged(Nanoseconds t, const ObjectChanged &event);
    /// With the whole list of holders, for sources that do not tell the changes.
    void objectChanged(Nanoseconds t, const ObjectChanged &event, std::span<const TaskId> holders);
    /// For sources that know nothing of holders.
    void objectChangedWithoutHolders(Nanoseconds t, const ObjectChanged &event);
    void timeoutStarted(Nanoseconds t, const TimeoutStarted &event);
    void timeoutFired(Nanoseconds t, ScopeId scope, TaskId task);
    void timeoutEnded(Nanoseconds t, ScopeId scope, TaskId task);
    void jobStarted(Nanoseconds t, const JobStarted &event);
    void jobEnded(Nanoseconds t, const JobStarted &event);
    void log(Nanoseconds t, TaskId task, std::string_view text);
    void warning(Nanoseconds t, const Warned &event);
    void deadlock(Nanoseconds t, std::span<const TaskId> tasks, std::string_view text);
    void dropped(Nanoseconds t, std::int64_t count);
    void runEnded(Nanoseconds t, const RunEnded &event);

    /// The id of a place `FILE:LINE`, the same for the same text. A look-up: keep the id where it is hot.
    SourceId internSource(std::string_view fileAndLine);

    // --- Reading; any thread. ---

    std::size_t size() const { return m_rows.size(); }
    bool isEmpty() const { return size() == 0; }

    /// The event at an index below size(), unpacked.
    Event event(std::size_t index) const;

    Nanoseconds time(std::size_t index) const { return m_rows[index].time; }
    EventType type(std::size_t index) const { return static_cast<EventType>(m_rows[index].head & typeMask); }
    /// The task it is about; of an event of an object the task that caused it. Invalid if there is none.
    TaskId task(std::size_t index) const { return TaskId(m_rows[index].task); }

    // Parts of an event without unpacking the whole; of events of the type that is named.

    /// TaskReady.
    ReadyCause readyCause(std::size_t index) const { return static_cast<ReadyCause>(kindOf(m_rows[index])); }
    TaskId readyBy(std::size_t index) const { return TaskId(static_cast<std::uint32_t>(argOf(m_rows[index]))); }
    /// TaskWaiting.
    WaitKind waitKind(std::size_t index) const { return static_cast<WaitKind>(kindOf(m_rows[index])); }
    ObjectId waitObject(std::size_t index) const;
    /// ObjectChanged.
    ObjectId changedObject(std::size_t index) const;
    std::int64_t objectValue(std::size_t index) const;
    std::int64_t objectWaiting(std::size_t index) const;
    /// Asks for the event ahead of time: the next look at it does not wait for the memory.
    void prefetch(std::size_t index) const { __builtin_prefetch(&m_rows[index]); }

    /// The text of an interned place; empty for an invalid id.
    std::string_view source(SourceId id) const
    {
        return id ? m_texts.text(m_sources[id.value - 1]) : std::string_view{};
    }

    /// How many places there are; their ids count from 1.
    std::size_t sourceCount() const { return m_sources.size(); }

    /// Bytes that events and texts take; cheap.
    std::size_t bytes() const { return m_rows.bytes() + m_extras.bytes() + m_texts.bytes() + m_sources.bytes(); }

private:
    // One event: a head of (from the lowest bit) 5 bits type, 5 bits kind, 2 bits form, 20 bits aux; the task;
    // and 64 bits whose meaning depends on type and form. What does not fit goes into an Extra, whose index
    // the 64 bits then are. eventstore.cpp reads the forms, and has the table of them.
    struct Row {
        Nanoseconds time;
        std::uint32_t head;
        std::uint32_t task;
        // Bytes, as a short text or a task may lie in them that is read in its place.
        std::array<std::byte, sizeof(std::uint64_t)> arg;
    };
    static_assert(sizeof(Row) == 24);

    /// All that an event can have beside time, type, kind and task.
    struct Extra {
        std::int64_t number = 0;
        std::int64_t number2 = 0;
        std::uint32_t id = 0;
        std::uint32_t id2 = 0;
        TextArena::Ref text = 0;
        TextArena::Ref text2 = 0;
        TextArena::Ref text3 = 0;
        TextArena::Ref list = 0;
        std::uint32_t at = 0;
        std::uint32_t flags = 0;
        std::uint64_t reserved[2] = {};
    };
    static_assert(sizeof(Extra) == 64);

    static constexpr std::uint32_t typeMask = 31;
    static constexpr std::uint32_t kindShift = 5;
    static constexpr std::uint32_t kindMask = 31;
    static constexpr std::uint32_t formShift = 10;
    static constexpr std::uint32_t auxShift = 12;
    static constexpr std::uint32_t auxLimit = 1U << 20;
    enum Form : std::uint32_t { Plain, Second, Third, InExtra };
    static constexpr std::uint32_t holdersUnknown = 3; // kind of an ObjectChanged, beside the HolderChanges

    static constexpr std::uint64_t pair(std::uint32_t low, std::uint32_t high)
    {
        return low | static_cast<std::uint64_t>(high) << 32;
    }
    static constexpr std::uint32_t kindOf(const Row &row) { return row.head >> kindShift & kindMask; }
    static constexpr Form formOf(const Row &row) { return static_cast<Form>(row.head >> formShift & 3); }
    static std::uint64_t argOf(const Row &row)
    {
        std::uint64_t arg = 0;
        std::memcpy(&arg, row.arg.data(), sizeof arg);
        return arg;
    }
    void append(Nanoseconds t, EventType type, std::uint32_t kind, Form form, std::uint32_t aux, TaskId task,
                std::uint64_t arg)
    {
        const std::uint32_t head =
            static_cast<std::uint32_t>(type) | kind << kindShift | form << formShift | aux << auxShift;
        // Field by field: a row put together elsewhere and copied as a whole takes three times as long.
        m_rows.appendWith([&](Row &row) {
            row.time = t;
            row.head = head;
            row.task = task.value;
            std::memcpy(row.arg.data(), &arg, sizeof arg);
        });
    }
    template <typename Enum>
    static constexpr std::uint32_t number(Enum value)
    {
        return static_cast<std::uint32_t>(value);
    }
    void appendExtra(Nanoseconds t, EventType type, std::uint32_t kind, TaskId task, const Extra &extra);
    void appendJob(Nanoseconds t, EventType type, const JobStarted &event);
    void appendChange(Nanoseconds t, const ObjectChanged &event, std::uint32_t kind);

    // The rare shapes of the hot events.
    [[gnu::noinline]] void namedTaskCreated(Nanoseconds t, const TaskCreated &event);
    [[gnu::noinline]] void unusualTaskWaiting(Nanoseconds t, const TaskWaiting &event);
    [[gnu::noinline]] void unusualTaskDone(Nanoseconds t, const TaskDone &event);
    [[gnu::noinline]] void largeObjectChanged(Nanoseconds t, const ObjectChanged &event, std::uint32_t kind);
    TextArena::Ref errorName(std::string_view error);

    TraceMeta m_meta;
    ChunkedVector<Row> m_rows;
    ChunkedVector<Extra> m_extras;
    ChunkedVector<TextArena::Ref> m_sources;
    TextArena m_texts;
    std::unordered_map<std::string, SourceId> m_sourceIds;
    TextArena::Ref m_lastError = 0; // most failures of a run bear the same name
};

inline void EventStore::taskCreated(Nanoseconds t, const TaskCreated &event)
{
    if (!event.name.empty() || event.at.value >= auxLimit) [[unlikely]]
        return namedTaskCreated(t, event);
    append(t, EventType::TaskCreated, 0, Plain, event.at.value, event.task,
           pair(event.parent.value, event.group.value));
}

inline void EventStore::taskReady(Nanoseconds t, const TaskReady &event)
{
    append(t, EventType::TaskReady, number(event.because), Plain, 0, event.task, event.by.value);
}

inline void EventStore::taskRunning(Nanoseconds t, TaskId task)
{
    append(t, EventType::TaskRunning, 0, Plain, 0, task, 0);
}

inline void EventStore::taskWaiting(Nanoseconds t, const TaskWaiting &event)
{
    if (event.tasks.empty()) [[likely]] {
        const bool isTimed = event.until != noTime;
        if (!isTimed && static_cast<std::uint64_t>(event.position) < auxLimit) {
            return append(t, EventType::TaskWaiting, number(event.on), Plain,
                          static_cast<std::uint32_t>(event.position), event.task,
                          pair(event.object.value, event.at.value));
        }
        if (isTimed && !event.object && event.position == 0 && event.at.value < auxLimit) {
            return append(t, EventType::TaskWaiting, number(event.on), Second, event.at.value, event.task,
                          static_cast<std::uint64_t>(event.until));
        }
    }
    unusualTaskWaiting(t, event);
}

inline void EventStore::taskDone(Nanoseconds t, const TaskDone &event)
{
    if (!event.error.empty() || !event.message.empty() || (event.value && event.value->size() > sizeof(Row::arg)))
        [[unlikely]]
        return unusualTaskDone(t, event);
    // A short value lies in the row itself.
    std::uint64_t letters = 0;
    if (event.value)
        std::memcpy(&letters, event.value->data(), event.value->size());
    append(t, EventType::TaskDone, number(event.outcome), event.value ? Second : Plain,
           event.value ? static_cast<std::uint32_t>(event.value->size()) : 0, event.task, letters);
}

inline void EventStore::appendChange(Nanoseconds t, const ObjectChanged &event, std::uint32_t kind)
{
    const auto value = static_cast<std::uint32_t>(event.value);
    const auto waiting = static_cast<std::uint64_t>(event.waiting) + 1; // -1: not known
    if (event.value != value || waiting >= auxLimit) [[unlikely]]
        return largeObjectChanged(t, event, kind);
    append(t, EventType::ObjectChanged, kind, Plain, static_cast<std::uint32_t>(waiting), event.by,
           pair(event.object.value, value));
}

inline ObjectId EventStore::waitObject(std::size_t index) const
{
    const Row &row = m_rows[index];
    const std::uint64_t arg = argOf(row);
    switch (formOf(row)) {
    case Plain:
        return ObjectId(static_cast<std::uint32_t>(arg));
    case Second:
        break;
    case Third:
        return ObjectId(static_cast<std::uint32_t>(arg >> 32));
    case InExtra:
        return ObjectId(m_extras[arg].id);
    }
    return {};
}

inline ObjectId EventStore::changedObject(std::size_t index) const
{
    const Row &row = m_rows[index];
    const std::uint64_t arg = argOf(row);
    return ObjectId(formOf(row) == InExtra ? m_extras[arg].id : static_cast<std::uint32_t>(arg));
}

inline std::int64_t EventStore::objectValue(std::size_t index) const
{
    const Row &row = m_rows[index];
    const std::uint64_t arg = argOf(row);
    return formOf(row) == InExtra ? m_extras[arg].number : static_cast<std::int64_t>(arg >> 32);
}

inline std::int64_t EventStore::objectWaiting(std::size_t index) const
{
    const Row &row = m_rows[index];
    return formOf(row) == InExtra ? m_extras[argOf(row)].number2 : std::int64_t{row.head >> auxShift} - 1;
}

inline void EventStore::objectChanged(Nanoseconds t, const ObjectChanged &event)
{
    appendChange(t, event, number(event.holder));
}

} // namespace coroscope

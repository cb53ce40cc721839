// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"
#include "core/trace/eventstore.h"
#include "core/trace/growinglist.h"
#include "core/trace/pyramid.h"
#include "core/trace/summaries.h"
#include "core/trace/valueiterator.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <unordered_map>

// Lists of what the events of a store make up. They keep where in the store an element begins, a few bytes; the
// element is put together when it is asked for and given by value. A run may have ten million of them. Beside it they
// keep their level of detail.

namespace coroscope
{

enum class TaskState : std::uint8_t { Ready, Running, Waiting, Done };

/// A stretch of a task's life in one state. Intervals of a task touch, in order of time; steps of a
/// virtual clock have a length of 0. The last one of a task that ended is Done, of length 0 at its end.
struct Interval {
    Nanoseconds start = 0;
    Nanoseconds end = noTime; ///< noTime: it still goes on
    TaskState state = TaskState::Ready;
    WaitKind on = WaitKind::Sleep; ///< of a waiting one
    ObjectId object{};             ///< of a waiting one, if known
    std::uint32_t event = 0;       ///< index in the store of the event that began it
};

/// The intervals of one task.
class IntervalList
{
public:
    using Iterator = ValueIterator<IntervalList, Interval>;
    using Levels = Pyramid<StateSummary, StateLeaf, StateLeaf::count>;

    explicit IntervalList(const EventStore *store = nullptr) : m_store(store) {}

    /// Adds what the event begins, which ends the interval before; events in order.
    void append(std::uint32_t event)
    {
        m_events.push_back(event);
        if (size() % Levels::leafCount == 1 && size() > 1)
            summarize(size() - 1 - Levels::leafCount);
    }

    bool empty() const { return m_events.empty(); }
    std::size_t size() const { return m_events.size(); }
    Interval operator[](std::size_t index) const
    {
        const std::uint32_t event = m_events[index];
        Interval interval;
        interval.event = event;
        interval.start = m_store->time(event);
        interval.state = stateOf(m_store->type(event));
        if (interval.state == TaskState::Waiting) {
            interval.on = m_store->waitKind(event);
            interval.object = m_store->waitObject(event);
        }
        interval.end = endOf(index);
        return interval;
    }
    Interval front() const { return (*this)[0]; }
    Interval back() const { return (*this)[size() - 1]; }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    // Parts of an interval, cheaper than the whole.
    std::uint32_t event(std::size_t index) const { return m_events[index]; }
    Nanoseconds startOf(std::size_t index) const { return m_store->time(m_events[index]); }
    Nanoseconds endOf(std::size_t index) const
    {
        if (index + 1 < m_events.size())
            return startOf(index + 1);
        return stateOf(index) == TaskState::Done ? startOf(index) : noTime;
    }
    TaskState stateOf(std::size_t index) const { return stateOf(m_store->type(m_events[index])); }
    /// Of a waiting one.
    WaitKind kindOf(std::size_t index) const { return m_store->waitKind(m_events[index]); }
    /// Asks for one ahead of time; for whoever walks over many.
    void prefetch(std::size_t index) const
    {
        if (index < m_events.size())
            m_store->prefetch(m_events[index]);
    }

    const Levels &pyramid() const { return m_levels; }
    std::size_t bytes() const { return m_events.bytes() + m_levels.bytes(); }

private:
    static TaskState stateOf(EventType type)
    {
        switch (type) {
        case EventType::TaskRunning:
            return TaskState::Running;
        case EventType::TaskWaiting:
            return TaskState::Waiting;
        case EventType::TaskDone:
            return TaskState::Done;
        default:
            return TaskState::Ready;
        }
    }
    /// Adds what those of a leaf, from `first` on, come to.
    void summarize(std::size_t first);

    const EventStore *m_store;
    GrowingList<std::uint32_t, 512> m_events;
    Levels m_levels;
};

/// The state of an object from `time` on.
struct ObjectSample {
    Nanoseconds time = 0;
    std::int64_t value = 0;
    std::int64_t waiting = 0;
};

/// The states of one object, in order of time; the first is that of its creation.
class SampleList
{
public:
    using Iterator = ValueIterator<SampleList, ObjectSample>;
    using Levels = Pyramid<SampleSummary>;

    explicit SampleList(const EventStore *store = nullptr) : m_store(store) {}

    /// The first one: nobody waits. The event tells the time only.
    void begin(std::uint32_t event, std::int64_t value = 0)
    {
        m_first = value;
        m_changes.push_back({event, 0});
    }
    /// What was at first is known after all; without effect once there are changes.
    void setFirst(std::int64_t value)
    {
        if (size() == 1)
            m_first = value;
    }
    /// Adds the state that an event of type ObjectChanged tells; `waiting` below 0: as before.
    void append(std::uint32_t event, std::int64_t waiting)
    {
        constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
        m_changes.push_back(
            {event, waiting < 0 ? m_changes.back().waiting : static_cast<std::uint32_t>(std::min(waiting, most))});
        if (size() % Levels::leafCount == 1)
            summarize(size() - 1 - Levels::leafCount);
    }

    bool empty() const { return m_changes.empty(); }
    std::size_t size() const { return m_changes.size(); }
    ObjectSample operator[](std::size_t index) const
    {
        const Change &change = m_changes[index];
        return {m_store->time(change.event), index == 0 ? m_first : m_store->objectValue(change.event),
                std::int64_t{change.waiting}};
    }
    ObjectSample front() const { return (*this)[0]; }
    ObjectSample back() const { return (*this)[size() - 1]; }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    /// Index in the store of the event that a sample comes from.
    std::uint32_t event(std::size_t index) const { return m_changes[index].event; }
    Nanoseconds startOf(std::size_t index) const { return m_store->time(m_changes[index].event); }
    /// noTime: it is the last one.
    Nanoseconds endOf(std::size_t index) const { return index + 1 < size() ? startOf(index + 1) : noTime; }
    void prefetch(std::size_t index) const
    {
        if (index < size())
            m_store->prefetch(m_changes[index].event);
    }

    const Levels &pyramid() const { return m_levels; }
    std::size_t bytes() const { return m_changes.bytes() + m_levels.bytes(); }

private:
    struct Change {
        std::uint32_t event;
        std::uint32_t waiting; ///< not in every event, and a search for the last that has it could be long
    };
    void summarize(std::size_t first);

    const EventStore *m_store;
    std::int64_t m_first = 0;
    GrowingList<Change, 512> m_changes;
    Levels m_levels;
};

/// One step of a task on the event loop.
struct LoopSlice {
    Nanoseconds start = 0;
    Nanoseconds end = noTime;
    TaskId task;
    std::uint32_t event = 0; ///< index in the store of the event that began it
};

/// The steps of all tasks on the loop, in order of time; they do not overlap.
class SliceList
{
public:
    using Iterator = ValueIterator<SliceList, LoopSlice>;
    using Levels = Pyramid<StepSummary>;

    explicit SliceList(const EventStore *store = nullptr) : m_store(store) {}

    void begin(std::uint32_t event)
    {
        m_begins.push_back(event);
        m_lengths.push_back(open);
        if (size() % Levels::leafCount == 1 && size() > 1)
            m_levels.add({startOf(size() - 1 - Levels::leafCount)});
    }
    /// Ends the last one if that goes on.
    void endLast(std::uint32_t event)
    {
        if (empty() || m_lengths.back() != open)
            return;
        const std::uint32_t length = event - m_begins.back();
        if (length < isLong) {
            m_lengths.back() = static_cast<std::uint8_t>(length);
        } else {
            m_lengths.back() = isLong;
            m_longEnds.emplace(static_cast<std::uint32_t>(size() - 1), event);
        }
    }

    bool empty() const { return m_begins.empty(); }
    std::size_t size() const { return m_begins.size(); }
    LoopSlice operator[](std::size_t index) const
    {
        const std::uint32_t begin = m_begins[index];
        return {m_store->time(begin), endOf(index), m_store->task(begin), begin};
    }
    LoopSlice front() const { return (*this)[0]; }
    LoopSlice back() const { return (*this)[size() - 1]; }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    std::uint32_t event(std::size_t index) const { return m_begins[index]; }
    Nanoseconds startOf(std::size_t index) const { return m_store->time(m_begins[index]); }
    Nanoseconds endOf(std::size_t index) const
    {
        const std::uint8_t length = m_lengths[index];
        if (length == open)
            return noTime;
        return m_store->time(length == isLong ? m_longEnds.at(static_cast<std::uint32_t>(index))
                                              : m_begins[index] + length);
    }
    TaskId taskOf(std::size_t index) const { return m_store->task(m_begins[index]); }
    void prefetch(std::size_t index) const
    {
        if (index < size())
            m_store->prefetch(m_begins[index]);
    }

    const Levels &pyramid() const { return m_levels; }
    std::size_t bytes() const { return m_begins.bytes() + m_lengths.bytes() + m_levels.bytes(); }

private:
    static constexpr std::uint8_t open = 0;
    static constexpr std::uint8_t isLong = 0xff;

    const EventStore *m_store;
    GrowingList<std::uint32_t> m_begins;
    GrowingList<std::uint8_t> m_lengths;                         ///< in events; most steps are over after a few
    std::unordered_map<std::uint32_t, std::uint32_t> m_longEnds; ///< of those that are not: the event
    Levels m_levels;
};

} // namespace coroscope

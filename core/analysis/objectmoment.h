// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/moment.h"
#include "core/analysis/stablist.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/vocabulary.h"
#include "core/trace/growinglist.h"
#include "core/trace/idmap.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace coroscope
{

class Intervals;
struct Event;

/// A task that holds an object, or has a permit of it.
struct Holding {
    TaskId task;
    Nanoseconds since = 0;
    friend bool operator==(const Holding &, const Holding &) = default;
};

/// A task in the queue of an object.
struct Waiter {
    TaskId task;
    Nanoseconds since = 0;
    WaitKind on = WaitKind::Sleep;
    std::int64_t position = 0; ///< its place when it came, from 1; 0 is not known
    friend bool operator==(const Waiter &, const Waiter &) = default;
};

/// The numbers of an object at one moment. Where it is not there yet, `exists` is false and nothing else means
/// anything.
struct ObjectState {
    bool exists = false;
    ObjectKind kind = ObjectKind::Resource;
    std::int64_t capacity = -1; ///< -1: none
    std::int64_t value = 0;     ///< permits free, items held, 0 or 1, tasks alive, jobs running
    std::int64_t waiting = 0;   ///< as the object told it: beside its queue it may count one that was woken already

    /// What is taken of a semaphore, and the value of everything else.
    std::int64_t inUse() const;
};

/// An object at one moment, with the tasks around it.
struct ObjectMoment : ObjectState {
    std::vector<Holding> holders; ///< in the order in which they took it
    std::vector<Waiter> waiters;  ///< in the order in which they came
    bool holdersComplete = true;  ///< false: there are more than were asked for
    bool waitersComplete = true;
};

/// The most of an object over the run so far.
struct ObjectMost {
    std::int64_t inUse = 0;
    Nanoseconds inUseAt = 0; ///< when it was reached first
    std::int64_t waiting = 0;
    Nanoseconds waitingAt = 0;
};

/// Tells who held an object and who waited for it at any moment of a run.
///
/// An index over the events: each object's changes, and from when to when tasks held it or waited for it. A question
/// costs searches by halves and its answers, not the length of the run. What it answers is what a replay of the
/// events gives (see HolderReplay; a list of holders that a source told as a whole is kept in the order in which they
/// took it). Waiting tasks are those whose interval says so (see taskAt()).
///
/// For the reading side's thread. It follows the intervals and never knows more events than they do.
class ObjectHistory
{
public:
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    explicit ObjectHistory(const Intervals &intervals);
    ~ObjectHistory();

    /// Takes in new events, `most` of them. Returns whether there were any.
    bool update(std::size_t most = everything);
    /// Whether the intervals hold events that were not taken in yet.
    bool isBehind() const;

    /// The numbers alone: cheap enough for each row of a table in sight.
    ObjectState stateAt(ObjectId object, Moment moment) const;
    /// With `most` holders and waiting tasks at most.
    ObjectMoment objectAt(ObjectId object, Moment moment, std::size_t most = 1000) const;
    /// The tasks that hold it, for whoever goes on from them: nothing of its queue is looked up.
    std::vector<TaskId> holdersAt(ObjectId object, Moment moment, std::size_t most = 1000) const;
    /// Of the whole run so far.
    ObjectMost peaks(ObjectId object) const;

    /// Tasks that ever made the value larger (put an item, released, set it) or smaller, each once, the first
    /// mostActors of them.
    enum class Change : std::uint8_t { Up, Down };
    const std::vector<TaskId> &actors(ObjectId object, Change change) const;
    static constexpr std::size_t mostActors = 32;

private:
    struct Track;
    struct OpenWait {
        std::uint32_t track = none;
        std::uint32_t stretch = 0;
    };
    static constexpr std::uint32_t none = 0xffffffff;
    static constexpr std::uint32_t ended = none - 1;

    const Track *find(ObjectId object) const;
    Track &trackOf(ObjectId object, std::uint32_t event);
    void take(const Event &event, std::uint32_t index);
    void takeChange(const Event &event, std::uint32_t index);
    void takeHolders(Track &track, const Event &event, std::uint32_t index);
    void takeTask(const Event &event, std::uint32_t index);
    /// Calls `take` with `most` holders at most; returns whether those were all.
    template <typename Take>
    bool eachHolder(const Track &track, Moment moment, std::size_t most, const Take &take) const;
    ObjectState stateOf(const Track &track, Moment moment) const;

    const Intervals &m_intervals;
    std::size_t m_read = 0;
    IdMap<ObjectTag> m_index;
    std::vector<std::unique_ptr<Track>> m_tracks;
    std::vector<OpenWait> m_openWaits; // by place of the task in the intervals
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/analysis/objectmoment.h"

#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"

#include <algorithm>

namespace coroscope
{

std::int64_t ObjectState::inUse() const
{
    if (kind == ObjectKind::Semaphore && capacity >= 0)
        return std::max<std::int64_t>(0, capacity - value);
    return value;
}

struct ObjectHistory::Track {
    std::uint32_t first = 0;           // the event that it appears with
    std::optional<ObjectKind> kind;    // nothing as long as its creation was not seen
    std::int64_t capacity = -1;        // -1: none
    std::int64_t lastValue = 0;        // after the last change
    GrowingList<std::uint32_t> events; // of its changes
    StabList holds;
    StabList waits;
    std::unordered_multimap<std::uint32_t, std::uint32_t> openHolds; // by task
    ObjectMost peaks;
    std::vector<TaskId> ups;
    std::vector<TaskId> downs;

    /// The earliest of the holds of a task that go on, or of all.
    std::optional<std::uint32_t> openHold(TaskId task) const
    {
        const auto [from, to] = openHolds.equal_range(task.value);
        std::optional<std::uint32_t> earliest;
        for (auto place = from; place != to; ++place)
            earliest = std::min(earliest.value_or(place->second), place->second);
        return earliest;
    }
    void hold(TaskId task, std::uint32_t event)
    {
        openHolds.emplace(task.value, static_cast<std::uint32_t>(holds.begin(event, task.value)));
    }
    void release(std::uint32_t hold, std::uint32_t event)
    {
        const auto [from, to] = openHolds.equal_range(holds[hold].task);
        openHolds.erase(std::find_if(from, to, [hold](const auto &entry) { return entry.second == hold; }));
        holds.finish(hold, event);
    }
    void note(std::int64_t inUse, std::int64_t waiting, Nanoseconds time)
    {
        if (inUse > peaks.inUse) {
            peaks.inUse = inUse;
            peaks.inUseAt = time;
        }
        if (waiting > peaks.waiting) {
            peaks.waiting = waiting;
            peaks.waitingAt = time;
        }
    }
    static void addActor(std::vector<TaskId> &actors, TaskId task)
    {
        if (task && actors.size() < mostActors && std::ranges::find(actors, task) == actors.end())
            actors.push_back(task);
    }
};

ObjectHistory::ObjectHistory(const Intervals &intervals) : m_intervals(intervals) {}
ObjectHistory::~ObjectHistory() = default;

bool ObjectHistory::isBehind() const { return m_read < m_intervals.eventCount(); }

bool ObjectHistory::update(std::size_t most)
{
    const EventStore &store = m_intervals.store();
    const std::size_t before = m_read;
    const std::size_t end = before + std::min(most, m_intervals.eventCount() - before);
    for (; m_read < end; ++m_read) {
        switch (store.type(m_read)) {
        case EventType::TaskCreated:
        case EventType::TaskReady:
        case EventType::TaskRunning:
        case EventType::TaskWaiting:
        case EventType::TaskDone:
        case EventType::ObjectCreated:
        case EventType::ObjectChanged:
            take(store.event(m_read), static_cast<std::uint32_t>(m_read));
            break;
        default:
            break;
        }
    }
    return m_read != before;
}

const ObjectHistory::Track *ObjectHistory::find(ObjectId object) const
{
    const auto index = m_index.find(object);
    return index ? m_tracks[*index].get() : nullptr;
}

ObjectHistory::Track &ObjectHistory::trackOf(ObjectId object, std::uint32_t event)
{
    if (const auto index = m_index.find(object))
        return *m_tracks[*index];
    m_index.insert(object, static_cast<std::uint32_t>(m_tracks.size()));
    Track &track = *m_tracks.emplace_back(std::make_unique<Track>());
    track.first = event;
    return track;
}

void ObjectHistory::take(const Event &event, std::uint32_t index)
{
    if (event.type == EventType::ObjectCreated) {
        Track &track = trackOf(event.object, index);
        track.kind = event.kind;
        track.capacity = event.capacity;
        if (event.kind == ObjectKind::Semaphore && event.capacity >= 0)
            track.lastValue = event.capacity;
    } else if (event.type == EventType::ObjectChanged) {
        takeChange(event, index);
    } else {
        takeTask(event, index);
    }
}

void ObjectHistory::takeChange(const Event &event, std::uint32_t index)
{
    Track &track = trackOf(event.object, index);
    track.events.push_back(index);
    if (event.value > track.lastValue)
        Track::addActor(track.ups, event.by);
    else if (event.value < track.lastValue)
        Track::addActor(track.downs, event.by);
    track.lastValue = event.value;
    const ObjectState state{.exists = true,
                            .kind = track.kind.value_or(ObjectKind::Resource),
                            .capacity = track.capacity,
                            .value = event.value,
                            .waiting = event.waiting};
    track.note(state.inUse(), event.waiting, event.time);
    takeHolders(track, event, index);
}

void ObjectHistory::takeHolders(Track &track, const Event &event, std::uint32_t index)
{
    if (event.holders) {
        // Those that are not in the list any more let go, and those that are new took it.
        std::unordered_map<std::uint32_t, std::size_t> kept;
        std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> held;
        for (const TaskId task : *event.holders)
            ++kept[task.value];
        for (const auto &[task, hold] : track.openHolds)
            held[task].push_back(hold);
        for (auto &[task, count] : kept)
            count = std::min(count, held[task].size());
        for (auto &[task, holds] : held) {
            std::ranges::sort(holds);
            for (std::size_t gone = 0; gone < holds.size() - kept[task]; ++gone)
                track.release(holds[gone], index);
        }
        for (const TaskId task : *event.holders) {
            if (kept[task.value] != 0)
                --kept[task.value];
            else
                track.hold(task, index);
        }
    } else if (event.holder == HolderChange::Acquired && event.by) {
        track.hold(event.by, index);
    } else if (event.holder == HolderChange::Released && !track.openHolds.empty()) {
        auto hold = track.openHold(event.by);
        if (!hold) {
            // Released by somebody else: the oldest goes.
            track.holds.at(index, [&hold, &track](const StabList::Stretch &, std::size_t place) {
                hold = static_cast<std::uint32_t>(place);
                return false;
            });
        }
        if (hold)
            track.release(*hold, index);
    }
}

void ObjectHistory::takeTask(const Event &event, std::uint32_t index)
{
    const auto place = m_intervals.placeOf(event.task);
    if (!place)
        return;
    // Told of a wait for an object that nobody ever told of, it is there all the same: it has a queue.
    if (*place >= m_openWaits.size())
        m_openWaits.resize(std::max<std::size_t>(*place + 1, m_openWaits.size() * 2));
    OpenWait &wait = m_openWaits[*place];
    if (wait.track == ended)
        return;
    if (wait.track != none) {
        m_tracks[wait.track]->waits.finish(wait.stretch, index);
        wait = {};
    }
    if (event.type == EventType::TaskDone) {
        wait.track = ended;
    } else if (event.type == EventType::TaskWaiting && event.object) {
        Track &track = trackOf(event.object, index);
        wait.track = *m_index.find(event.object);
        wait.stretch = static_cast<std::uint32_t>(track.waits.begin(index, event.task.value));
    }
}

ObjectState ObjectHistory::stateOf(const Track &track, Moment moment) const
{
    ObjectState state;
    if (track.first >= moment.events)
        return state;
    state.exists = true;
    state.kind = track.kind.value_or(ObjectKind::Resource);
    state.capacity = track.capacity;
    if (state.kind == ObjectKind::Semaphore && state.capacity >= 0)
        state.value = state.capacity;
    auto place = std::partition_point(track.events.begin(), track.events.end(),
                                      [moment](std::uint32_t event) { return event < moment.events; });
    if (place == track.events.begin())
        return state;
    const EventStore &store = m_intervals.store();
    Event event = store.event(*--place);
    state.value = event.value;
    // One that does not tell how many wait leaves them as they were.
    constexpr int reach = 16;
    for (int i = 0; i < reach && event.waiting < 0 && place != track.events.begin(); ++i)
        event = store.event(*--place);
    state.waiting = std::max<std::int64_t>(0, event.waiting);
    return state;
}

ObjectState ObjectHistory::stateAt(ObjectId object, Moment moment) const
{
    const Track *const track = find(object);
    return track != nullptr ? stateOf(*track, moment) : ObjectState{};
}

template <typename Take>
bool ObjectHistory::eachHolder(const Track &track, Moment moment, std::size_t most, const Take &take) const
{
    bool isComplete = true;
    track.holds.at(moment.events, [&](const StabList::Stretch &hold, std::size_t) {
        isComplete = most-- > 0;
        if (isComplete)
            take({TaskId(hold.task), m_intervals.store().time(hold.begin)});
        return isComplete;
    });
    return isComplete;
}

std::vector<TaskId> ObjectHistory::holdersAt(ObjectId object, Moment moment, std::size_t most) const
{
    std::vector<TaskId> holders;
    if (const Track *const track = find(object))
        eachHolder(*track, moment, most, [&holders](const Holding &holding) { holders.push_back(holding.task); });
    return holders;
}

ObjectMoment ObjectHistory::objectAt(ObjectId object, Moment moment, std::size_t most) const
{
    ObjectMoment result;
    const Track *const track = find(object);
    if (track == nullptr)
        return result;
    static_cast<ObjectState &>(result) = stateOf(*track, moment);
    const EventStore &store = m_intervals.store();
    result.holdersComplete =
        eachHolder(*track, moment, most, [&](const Holding &holding) { result.holders.push_back(holding); });
    track->waits.at(moment.events, [&](const StabList::Stretch &wait, std::size_t) {
        result.waitersComplete = result.waiters.size() < most;
        if (result.waitersComplete) {
            const Event event = store.event(wait.begin);
            result.waiters.push_back({event.task, event.time, event.on, event.position});
        }
        return result.waitersComplete;
    });
    return result;
}

ObjectMost ObjectHistory::peaks(ObjectId object) const
{
    const Track *const track = find(object);
    return track != nullptr ? track->peaks : ObjectMost{};
}

const std::vector<TaskId> &ObjectHistory::actors(ObjectId object, Change change) const
{
    static const std::vector<TaskId> nobody;
    const Track *const track = find(object);
    if (track == nullptr)
        return nobody;
    return change == Change::Up ? track->ups : track->downs;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "tests/benchmarks/madetrace.h"

#include <array>
#include <cstdlib>
#include <string>

namespace coroscope::bench
{
namespace
{

struct MadeObject {
    ObjectKind kind;
    WaitKind wait;
    const char *name;
    std::int64_t capacity;
};
constexpr std::array<MadeObject, 4> objects = {{{ObjectKind::Semaphore, WaitKind::Semaphore, "connections", 20},
                                                {ObjectKind::Lock, WaitKind::Lock, "cache", -1},
                                                {ObjectKind::Queue, WaitKind::QueueGet, "jobs", 50},
                                                {ObjectKind::Queue, WaitKind::QueuePut, "results", 10}}};

} // namespace

MadeTrace::MadeTrace(EventStore &store, std::size_t lanes) : m_store(store), m_lanes(lanes) { begin(); }

void MadeTrace::begin()
{
    for (std::size_t i = 0; i < objects.size(); ++i)
        m_store.objectCreated(0, {.object = ObjectId(static_cast<std::uint32_t>(i + 1)),
                                  .kind = objects[i].kind,
                                  .name = objects[i].name,
                                  .capacity = objects[i].capacity});
    m_last = TaskId(1);
    create();
}

void MadeTrace::create()
{
    const auto id = static_cast<std::uint32_t>(++m_created);
    m_store.taskCreated(m_time, {.task = TaskId(id),
                                 .parent = id == 1 ? TaskId() : TaskId(1),
                                 .name = id == 1 ? std::string("main") : "worker(" + std::to_string(id - 1) + ")"});
    ++m_intervals;
}

/// All take turns, in an order that looks like none.
TaskId MadeTrace::next()
{
    constexpr std::uint64_t stride = 1'000'003;
    return TaskId(static_cast<std::uint32_t>(m_turn++ * stride % m_lanes + 1));
}

void MadeTrace::step()
{
    if (m_created < m_lanes) {
        m_time += 200;
        create();
        return;
    }
    const TaskId task = next();
    const auto chance = static_cast<std::uint32_t>(m_random());
    m_time += chance % 3000;
    m_store.taskReady(m_time, {.task = task, .by = m_last, .because = ReadyCause::Timer});
    m_time += chance % 1000;
    m_store.taskRunning(m_time, task);
    const std::uint32_t kind = chance >> 8 & 7;
    // Half of the waits are for time; one change of an object for every six intervals.
    if (kind < objects.size() && chance >> 12 & 1) {
        m_store.objectChanged(m_time,
                              {.object = ObjectId(kind + 1),
                               .value = static_cast<std::int64_t>(chance) % (std::abs(objects[kind].capacity) + 1),
                               .waiting = static_cast<std::int64_t>(chance >> 16 & 15),
                               .by = task});
    }
    if (chance % 997 == 0) {
        m_store.timeoutStarted(m_time, {ScopeId(++m_scopes), task, m_time + 500'000});
        if (chance % 2 == 0)
            m_store.cancelRequested(m_time, {.task = task, .by = m_last, .why = CancelCause::Cancel});
        m_store.timeoutEnded(m_time, ScopeId(m_scopes), task);
    }
    m_time += 500 + chance % 5000;
    if (kind < objects.size())
        m_store.taskWaiting(m_time, {.task = task, .on = objects[kind].wait, .object = ObjectId(kind + 1)});
    else
        m_store.taskWaiting(m_time, {.task = task, .on = WaitKind::Sleep, .until = m_time + 1'000'000});
    // That a new task is made ready tells nothing new.
    m_intervals += m_turn <= m_lanes ? 2 : 3;
    m_last = task;
}

std::unique_ptr<EventStore> madeTrace(std::size_t intervals, std::size_t lanes)
{
    auto store = std::make_unique<EventStore>(TraceMeta{.title = "made"});
    MadeTrace trace(*store, lanes);
    while (trace.intervals() < intervals)
        trace.step();
    return store;
}

} // namespace coroscope::bench

// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/objectmoment.h"
#include "core/analysis/taskmoment.h"
#include "core/trace/eventstore.h"
#include "core/trace/holders.h"

#include <map>
#include <string>
#include <vector>

namespace coroscope
{

/// A run played from its first event on, with nothing but the state of now: what the indexes are held against.
class Replay
{
public:
    explicit Replay(const EventStore &store) : m_store(store) {}

    /// Plays on to the event before `events`.
    void playTo(std::size_t events);

    /// The state in words, the same for both; empty for what is not there.
    std::string task(TaskId id) const;
    std::string object(ObjectId id) const;

    static std::string text(const TaskMoment &moment);
    static std::string text(const ObjectMoment &moment);

private:
    struct Object {
        ObjectMoment now;
        std::size_t created = 0;
    };
    void takeTask(const Event &event);
    void takeObject(const Event &event);

    const EventStore &m_store;
    std::size_t m_played = 0;
    std::map<TaskId, TaskMoment> m_tasks;
    std::map<ObjectId, Object> m_objects;
};

} // namespace coroscope

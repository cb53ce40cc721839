// SPDX-License-Identifier: MIT
#include "core/trace/traceformat.h"

#include <algorithm>

namespace coroscope::traceformat
{
namespace
{

struct Shape {
    Keys required;
    Keys optional;
};

constexpr std::array<Shape, eventTypeCount> shapes{{
    /* task_created     */ {keys(Key::Task), keys(Key::Name, Key::Parent, Key::Group, Key::At)},
    /* task_ready       */ {keys(Key::Task, Key::Because), keys(Key::By)},
    /* task_running     */ {keys(Key::Task), 0},
    /* task_waiting     */
    {keys(Key::Task, Key::On), keys(Key::Object, Key::Tasks, Key::Until, Key::Position, Key::At)},
    /* task_done        */ {keys(Key::Task, Key::Outcome), keys(Key::Value, Key::Error, Key::Message)},
    /* cancel           */ {keys(Key::Task, Key::Why), keys(Key::By, Key::Message)},
    /* cancel_swallowed */ {keys(Key::Task), 0},
    /* object_created   */ {keys(Key::Object, Key::Kind), keys(Key::Name, Key::Capacity, Key::By)},
    /* object_changed   */ {keys(Key::Object, Key::Value), keys(Key::Waiting, Key::Holders, Key::By)},
    /* timeout_started  */ {keys(Key::Scope), keys(Key::Task, Key::Deadline)},
    /* timeout_fired    */ {keys(Key::Scope), keys(Key::Task)},
    /* timeout_ended    */ {keys(Key::Scope), keys(Key::Task)},
    /* job_started      */ {keys(Key::Job), keys(Key::Pool, Key::Thread, Key::Task, Key::Name)},
    /* job_ended        */ {keys(Key::Job), keys(Key::Pool, Key::Thread, Key::Task, Key::Name)},
    /* log              */ {keys(Key::Text), keys(Key::Task)},
    /* warning          */ {keys(Key::Code, Key::Text), keys(Key::Task, Key::Object)},
    /* deadlock         */ {keys(Key::Tasks), keys(Key::Text)},
    /* dropped          */ {keys(Key::Count), 0},
    /* end              */ {keys(Key::Outcome), keys(Key::Error, Key::Message)},
}};

template <typename Value, std::size_t N>
std::optional<Value> find(const std::array<std::string_view, N> &names, std::string_view name)
{
    const auto place = std::ranges::find(names, name);
    if (place == names.end())
        return std::nullopt;
    return static_cast<Value>(place - names.begin());
}

} // namespace

std::optional<EventType> eventFromName(std::string_view name) { return find<EventType>(eventNames, name); }
std::optional<Key> keyFromName(std::string_view name) { return find<Key>(keyNames, name); }

Keys requiredKeys(EventType type) { return keys(Key::T, Key::Ev) | shapes[static_cast<std::size_t>(type)].required; }
Keys allowedKeys(EventType type) { return requiredKeys(type) | shapes[static_cast<std::size_t>(type)].optional; }

} // namespace coroscope::traceformat

// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/waiter.h"

#include <optional>
#include <string>

namespace coroscope::async
{

/// What every primitive has: its scheduler, and its id and name in the trace.
///
/// A primitive is neither copied nor moved, and must outlive the tasks that wait at it.
class SyncObject
{
public:
    SyncObject(Scheduler &scheduler, ObjectKind kind, std::string name, std::int64_t capacity = -1);
    SyncObject(const SyncObject &) = delete;
    SyncObject &operator=(const SyncObject &) = delete;

    Scheduler &scheduler() const { return m_scheduler; }
    ObjectId id() const { return m_id; }
    const std::string &name() const { return m_name; }

    /// Waits at a primitive that is a part of another one are told as this kind.
    void tellWaitsAs(WaitKind kind) { m_waitsAs = kind; }

    /// Tells what it has become.
    void tell(std::int64_t value, std::int64_t waiting, HolderChange holder = HolderChange::None) const
    {
        if (Instrument *instrument = m_scheduler.instrument())
            instrument->objectChanged(m_scheduler.now(), {m_id, value, waiting, holder, m_scheduler.currentTaskId()});
    }
    bool isTold() const { return m_scheduler.instrument() != nullptr; }

    void describeWait(TaskWaiting &waiting, WaitKind kind, std::int64_t position) const
    {
        waiting.on = m_waitsAs.value_or(kind);
        waiting.object = m_id;
        waiting.position = position;
        waiting.objectName = &m_name;
    }

private:
    Scheduler &m_scheduler;
    ObjectId m_id;
    std::optional<WaitKind> m_waitsAs;
    std::string m_name;
};

/// Gives a primitive back at the end of its scope.
template <typename Object>
class [[nodiscard]] Held
{
public:
    explicit Held(Object &object) : m_object(&object) {}
    Held(Held &&other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    Held &operator=(Held &&) = delete;
    ~Held() { release(); }

    /// Gives it back now.
    void release()
    {
        if (m_object)
            std::exchange(m_object, nullptr)->release();
    }

private:
    Object *m_object;
};

/// Awaits a primitive and gives a Held, as `async with` does.
template <typename Object, typename Acquire>
class HoldAwaiter final : public Acquire
{
public:
    explicit HoldAwaiter(Object &object) : Acquire(object), m_held(&object) {}
    Held<Object> await_resume()
    {
        Acquire::await_resume();
        return Held<Object>(*m_held);
    }

private:
    Object *m_held;
};

} // namespace coroscope::async

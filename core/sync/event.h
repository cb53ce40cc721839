// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/syncobject.h"

namespace coroscope::async
{

/// asyncio.Event: a flag to wait for. set() wakes all who wait, in order of arrival.
class Event
{
public:
    explicit Event(Scheduler &scheduler, std::string name = "event")
        : m_object(scheduler, ObjectKind::Event, std::move(name))
    {
    }

    /// In a task.
    explicit Event(std::string name = "event") : Event(Scheduler::running(), std::move(name)) {}

    class Wait : public Waiter
    {
    public:
        explicit Wait(Event &event) : m_event(&event) {}
        bool await_ready() const { return m_event->m_set; }
        void await_suspend(std::coroutine_handle<> continuation);
        void await_resume() const
        {
            if (m_cancelled)
                throwCancelled();
        }
        bool wake(TaskState &task, bool cancelled) override;
        void describe(TaskWaiting &waiting) const override
        {
            m_event->m_object.describeWait(waiting, WaitKind::Event, m_position);
        }
        bool isCancelled() const { return m_cancelled; }

    private:
        Event *m_event;
    };

    /// Waits until the flag is set; gives at once if it is.
    Awaitable<Wait, Event> wait() { return Awaitable<Wait, Event>(*this); }
    void set();
    void clear();
    bool isSet() const { return m_set; }
    const SyncObject &object() const { return m_object; }

private:
    void tell() const { m_object.tell(m_set ? 1 : 0, m_waiters.pending()); }

    SyncObject m_object;
    WaitQueue m_waiters;
    bool m_set = false;
};

} // namespace coroscope::async

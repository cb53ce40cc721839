// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace coroscope::async
{

class Scheduler;

/// Something that the loop is going to call: the Handle of asyncio.
///
/// It is a member of whatever it acts on, so that queueing it allocates nothing. It may stand in one place
/// at a time: the ready queue, the timers, or a future's list of callbacks. Its destructor takes it out of
/// the first two; the owner takes it out of a future's list.
class Handle
{
public:
    using Run = void (*)(Handle &);
    enum class Place : std::uint8_t { Nowhere, Ready, Timers, Callbacks };

    explicit Handle(Run run) : m_run(run) {}
    /// A copy stands nowhere. Only handles that stand nowhere are copied: awaiters move before they wait.
    Handle(const Handle &other) : m_run(other.m_run) {}
    Handle &operator=(const Handle &) = delete;
    ~Handle()
    {
        if (m_place == Place::Ready || m_place == Place::Timers)
            withdraw();
    }

    Place place() const { return m_place; }

    /// Takes it out of the ready queue or the timers; elsewhere without effect.
    void withdraw();

private:
    friend class Scheduler;
    friend class ReadyQueue;
    friend class TimerHeap;
    friend class FutureBase;

    Run m_run;
    Scheduler *m_scheduler = nullptr;
    std::uint32_t m_position = 0;
    Place m_place = Place::Nowhere;
};

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#include "core/sync/barrier.h"

namespace coroscope::async
{
namespace
{

std::int64_t checkedParties(std::int64_t parties)
{
    if (parties < 1)
        throw ValueError("parties must be > 0");
    return parties;
}

} // namespace

Barrier::Barrier(Scheduler &scheduler, std::int64_t parties, std::string name)
    : m_condition(scheduler, ObjectKind::Barrier, std::move(name), parties), m_parties(checkedParties(parties))
{
    m_condition.tellWaitsAs(WaitKind::Barrier);
    m_condition.lock().m_tellsChanges = false;
}

QCoro::Task<std::int64_t> Barrier::wait()
{
    const auto held = co_await m_condition.hold();
    // Named, not temporary: GCC 12 destroys a temporary lambda of a co_await expression once too often.
    const auto accepts = [this] { return m_state != State::Draining && m_state != State::Resetting; };
    co_await m_condition.waitFor(accepts);
    if (m_state == State::Broken)
        throw BrokenBarrierError("Barrier aborted");
    struct Leave {
        Barrier *barrier;
        ~Leave() { barrier->leave(); }
    };
    const Leave leave{this};
    const std::int64_t index = m_count++;
    tell();
    if (index + 1 == m_parties) {
        m_state = State::Draining;
        m_condition.notifyAll();
    } else {
        const auto opened = [this] { return m_state != State::Filling; };
        co_await m_condition.waitFor(opened);
        if (m_state == State::Broken || m_state == State::Resetting)
            throw BrokenBarrierError("Abort or reset of barrier");
    }
    co_return index;
}

void Barrier::leave()
{
    --m_count;
    tell();
    if (m_count != 0)
        return;
    if (m_state == State::Resetting || m_state == State::Draining)
        m_state = State::Filling;
    m_condition.notifyAll();
}

QCoro::Task<> Barrier::reset()
{
    const auto held = co_await m_condition.hold();
    if (m_count > 0)
        m_state = State::Resetting;
    else
        m_state = State::Filling;
    m_condition.notifyAll();
}

QCoro::Task<> Barrier::abort()
{
    const auto held = co_await m_condition.hold();
    m_state = State::Broken;
    m_condition.notifyAll();
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#include "core/runtime/driver.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimerEvent>

#include <algorithm>
#include <limits>

namespace coroscope::async
{
namespace
{

using WallClock = std::chrono::steady_clock;

constexpr auto budget = std::chrono::milliseconds(2);
// A longer wait is cut into pieces, so that a stop that nobody announced is seen in time.
constexpr Nanoseconds longestWait = nsPerSecond / 10;

QEvent::Type turnEventType()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

Driver::Driver(Scheduler &scheduler, QObject *parent, std::shared_ptr<ClockFace> face)
    : QObject(parent), m_scheduler(scheduler), m_face(std::move(face))
{
    m_scheduler.setExternalNotifier([this] { QCoreApplication::postEvent(this, new QEvent(turnEventType())); });
}

Driver::~Driver() { m_scheduler.setExternalNotifier(nullptr); }

void Driver::start()
{
    setOrigin();
    post();
}

void Driver::pause()
{
    advanceWaitingClock();
    m_paused = true;
    m_timer.stop();
    if (m_face)
        m_face->stand(m_scheduler.now());
}

void Driver::resume()
{
    m_paused = false;
    setOrigin();
    post();
}

void Driver::stepOnce()
{
    bool stepped = false;
    while (!stepped) {
        const Scheduler::Progress progress = m_scheduler.advance(&stepped);
        if (progress == Scheduler::Progress::NeedsTime && m_scheduler.options().clock == ClockMode::Virtual) {
            m_scheduler.advanceClockTo(m_scheduler.nextDeadline());
        } else if (progress == Scheduler::Progress::Ended) {
            finish();
            break;
        } else if (progress != Scheduler::Progress::Ran) {
            break;
        }
    }
    Q_EMIT this->stepped();
}

void Driver::setSpeed(double speed)
{
    advanceWaitingClock();
    m_speed = speed;
    setOrigin();
    if (!m_paused && !m_finished)
        post();
}

void Driver::noticeStop()
{
    if (m_scheduler.stopRequested()) {
        advanceWaitingClock();
        finish();
    }
}

// A virtual clock that was held back has got somewhere meanwhile, though nothing happened. Without this a wait would
// begin anew with each pause and each change of speed.
void Driver::advanceWaitingClock()
{
    if (isPaced() && !m_paused && m_waitsFor != noTime)
        m_scheduler.advanceClockTo(std::min(allowedTime(), m_waitsFor));
}

void Driver::showClock(Nanoseconds limit)
{
    if (!m_face)
        return;
    if (m_scheduler.options().clock == ClockMode::Real)
        m_face->go(m_scheduler.now(), 1, limit);
    else
        m_face->go(std::min(allowedTime(), limit), m_speed, limit);
}

void Driver::setOrigin()
{
    m_wallOrigin = WallClock::now();
    m_virtualOrigin = m_scheduler.now();
}

Nanoseconds Driver::allowedTime() const
{
    const double wall = std::chrono::duration<double>(WallClock::now() - m_wallOrigin).count();
    return m_virtualOrigin + fromSeconds(wall * m_speed);
}

void Driver::post()
{
    if (m_posted)
        return;
    m_posted = true;
    QCoreApplication::postEvent(this, new QEvent(turnEventType()));
}

bool Driver::event(QEvent *event)
{
    if (event->type() != turnEventType())
        return QObject::event(event);
    m_posted = false;
    if (!m_paused && !m_finished)
        runSlice();
    else if (!m_finished && m_scheduler.stopRequested())
        finish();
    return true;
}

void Driver::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_timer.stop();
    if (!m_paused && !m_finished)
        runSlice();
}

void Driver::runSlice()
{
    m_timer.stop();
    m_waitsFor = noTime;
    const auto end = WallClock::now() + budget;
    do {
        if (isPaced() && m_scheduler.now() > allowedTime()) {
            // A blocking step took the virtual clock ahead of the wall.
            waitUntil(m_scheduler.now());
            return;
        }
        switch (m_scheduler.runTurn()) {
        case Scheduler::Progress::Ran:
            break;
        case Scheduler::Progress::NeedsTime: {
            const Nanoseconds deadline = m_scheduler.nextDeadline();
            const bool isVirtual = m_scheduler.options().clock == ClockMode::Virtual;
            if (isVirtual && (!isPaced() || deadline <= allowedTime())) {
                m_scheduler.advanceClockTo(deadline);
                break;
            }
            waitUntil(deadline);
            return;
        }
        case Scheduler::Progress::NeedsExternal:
            showClock(std::numeric_limits<Nanoseconds>::max());
            m_timer.start(static_cast<int>(longestWait / 1'000'000), this);
            return;
        case Scheduler::Progress::Ended:
            finish();
            return;
        }
        if (m_paused)
            return; // by a step
    } while (WallClock::now() < end);
    post();
}

void Driver::waitUntil(Nanoseconds deadline)
{
    m_waitsFor = deadline;
    showClock(deadline);
    Nanoseconds wait = 0;
    if (m_scheduler.options().clock == ClockMode::Real)
        wait = deadline - m_scheduler.now();
    else
        wait = fromSeconds(static_cast<double>(deadline - allowedTime()) / 1e9 / m_speed);
    wait = std::clamp<Nanoseconds>(wait, 0, longestWait);
    m_timer.start(static_cast<int>((wait + 999'999) / 1'000'000), Qt::PreciseTimer, this);
}

void Driver::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    m_timer.stop();
    if (!m_scheduler.hasEnded())
        m_scheduler.advance();
    m_scheduler.discard();
    Q_EMIT ended();
}

} // namespace coroscope::async

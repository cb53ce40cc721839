// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/clockface.h"
#include "core/runtime/scheduler.h"

#include <QBasicTimer>
#include <QObject>

#include <memory>

namespace coroscope::async
{

/// Runs a scheduler on the Qt event loop of its thread, between Qt's own events.
///
/// One posted event runs turns for up to about 2 ms, so that windows and sockets of the same thread get their
/// turn. A virtual clock can be paced: held back to wall time × speed. Pacing, pausing and stepping change
/// when things run, never what runs: the trace is the same.
class Driver : public QObject
{
    Q_OBJECT

public:
    /// As fast as possible.
    static constexpr double unlimited = 0;

    /// `face`, if given, shows where the clock stands while the run waits for it.
    explicit Driver(Scheduler &scheduler, QObject *parent = nullptr, std::shared_ptr<ClockFace> face = nullptr);
    ~Driver() override;

    /// Begins to run what was started on the scheduler.
    void start();
    void pause();
    void resume();
    /// While paused: runs up to the end of the next step of a task.
    void stepOnce();
    /// Virtual seconds a second of the wall clock; `unlimited` does not hold back.
    void setSpeed(double speed);

    /// Ends the run if Scheduler::requestStop() was called; otherwise that shows when something runs next.
    void noticeStop();

    bool isPaused() const { return m_paused; }

Q_SIGNALS:
    /// The run is over, and what still lived was discarded.
    void ended();
    /// stepOnce() has run its step.
    void stepped();

protected:
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void post();
    void runSlice();
    void waitUntil(Nanoseconds deadline);
    bool isPaced() const { return m_speed > 0 && m_scheduler.options().clock == ClockMode::Virtual; }
    Nanoseconds allowedTime() const;
    void setOrigin();
    void advanceWaitingClock();
    void showClock(Nanoseconds limit);
    void finish();

    Scheduler &m_scheduler;
    QBasicTimer m_timer;
    std::chrono::steady_clock::time_point m_wallOrigin;
    Nanoseconds m_virtualOrigin = 0;
    std::shared_ptr<ClockFace> m_face;
    Nanoseconds m_waitsFor = noTime; // held back until then
    double m_speed = unlimited;
    bool m_paused = false;
    bool m_posted = false;
    bool m_finished = false;
};

} // namespace coroscope::async

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recorder.h"
#include "core/runtime/driver.h"
#include "core/scenario/runner.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <mutex>

namespace coroscope
{

/// One run of a scenario in a thread of its own.
///
/// The scheduler, the evaluator and all values of the run live in that thread; the window only reads the store.
/// The calls below may come from the window's thread and return at once. The host ends its thread when the run is
/// over; destroying it stops the run and waits for the thread.
class RunHost : public QObject
{
    Q_OBJECT

public:
    RunHost(std::shared_ptr<const Scenario> scenario, RunOptions options, std::shared_ptr<EventStore> store,
            QObject *parent = nullptr);
    ~RunHost() override;

    /// Begins the run; `paused`: it stands still before the first step.
    void start(double speed, bool paused);
    void pause();
    void resume();
    void stepOnce();
    void setSpeed(double speed);
    /// Ends the run soon, whatever it is doing.
    void stop();
    /// Where the clock of the run stands while it waits; not always up to date while it works.
    Nanoseconds time() const { return m_face->time(); }
    /// Whether its thread has ended.
    bool isFinished() const { return m_thread.isFinished(); }

Q_SIGNALS:
    /// The run stands still after a step.
    void stepped();
    /// The run could not begin.
    void refused(const coroscope::Fault &fault);
    void ended(const coroscope::RunResult &result);
    /// Its thread has ended.
    void finished();

private:
    class Worker;

    std::shared_ptr<EventStore> m_store;
    const std::shared_ptr<async::ClockFace> m_face = std::make_shared<async::ClockFace>();
    QThread m_thread;
    Worker *m_worker;
};

} // namespace coroscope

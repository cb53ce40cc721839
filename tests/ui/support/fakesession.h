// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"

#include <QStringList>

namespace coroscope
{

/// A session without a runner: it notes what it is told, changes state as a real one would, and its store is fed by
/// hand.
class FakeSession : public Session
{
    Q_OBJECT

public:
    using Session::Session;

    QStringList calls;
    double speed = 1;
    Nanoseconds clock = 0;
    /// What open() fails with; empty: it succeeds.
    QString nextFault;
    /// The store that the next open() or restart() brings.
    std::shared_ptr<EventStore> nextStore;

    void open(const QString &path) override
    {
        calls += QStringLiteral("open ") + path;
        if (!nextFault.isEmpty()) {
            Q_EMIT failed(nextFault);
            return;
        }
        m_path = path;
        m_canRun = !path.endsWith(QStringLiteral(".jsonl"));
        setStore(nextStore);
        setState(m_canRun ? RunState::Idle : RunState::Finished);
    }
    void run() override
    {
        calls += QStringLiteral("run");
        if (m_state == RunState::Idle || m_state == RunState::Finished)
            setState(RunState::Running);
    }
    void pause() override
    {
        calls += QStringLiteral("pause");
        if (m_state == RunState::Running)
            setState(RunState::Paused);
    }
    void resume() override
    {
        calls += QStringLiteral("resume");
        if (m_state == RunState::Paused)
            setState(RunState::Running);
    }
    void stepOnce() override
    {
        calls += QStringLiteral("step");
        setState(RunState::Paused);
        Q_EMIT advanced();
    }
    void stop() override
    {
        calls += QStringLiteral("stop");
        if (m_state == RunState::Running || m_state == RunState::Paused)
            setState(RunState::Stopping);
    }
    void restart() override
    {
        calls += QStringLiteral("restart");
        setStore(nextStore);
        setState(RunState::Running);
    }
    void setSpeed(double timesRealTime) override { speed = timesRealTime; }

    RunState state() const override { return m_state; }
    bool canRun() const override { return m_canRun; }
    std::shared_ptr<const EventStore> store() const override { return m_store; }
    Nanoseconds time() const override { return clock; }
    QString title() const override { return m_store ? QString::fromStdString(m_store->meta().title) : QString(); }
    QString path() const override { return m_path; }
    QString facts() const override { return QStringLiteral("virtual clock · seed 11"); }

    void finish() { setState(RunState::Finished); }
    void setStore(std::shared_ptr<EventStore> store)
    {
        m_store = std::move(store);
        Q_EMIT storeChanged();
    }

private:
    void setState(RunState state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

    RunState m_state = RunState::Empty;
    bool m_canRun = false;
    QString m_path;
    std::shared_ptr<EventStore> m_store;
};

} // namespace coroscope

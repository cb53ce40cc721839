// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"
#include "core/scenario/scenariofile.h"

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
    /// The text that the next open() brings.
    QString nextText;
    /// The store that the next open() or restart() brings.
    std::shared_ptr<EventStore> nextStore;

    /// open() only begins to read; endReading() comes to an end with it.
    bool readsForAWhile = false;

    void open(const QString &path) override
    {
        calls += QStringLiteral("open ") + path;
        if (readsForAWhile) {
            m_reading = path;
            Q_EMIT openingProgressed(0);
            return;
        }
        take(path);
    }
    void endReading()
    {
        take(m_reading);
        Q_EMIT openingProgressed(1);
    }
    void cancelOpening() override
    {
        calls += QStringLiteral("cancelOpening");
        Q_EMIT openingProgressed(1);
    }
    void take(const QString &path)
    {
        if (!nextFault.isEmpty()) {
            Q_EMIT failed(nextFault);
            return;
        }
        m_path = path;
        m_canRun = !path.endsWith(QStringLiteral(".jsonl"));
        m_settings = {};
        m_isRerun = false;
        if (m_canRun)
            document().begin(nextText, path);
        else
            document().close();
        setStore(nextStore);
        setState(m_canRun ? RunState::Idle : RunState::Finished);
    }
    void openText(const QString &text, const QString &name) override
    {
        calls += QStringLiteral("openText ") + name;
        m_path.clear();
        m_canRun = true;
        m_settings = {};
        m_isRerun = false;
        document().begin(text, name);
        setStore(nextStore);
        setState(RunState::Idle);
    }
    std::shared_ptr<const Scenario> scenario() override
    {
        if (!document().isOpen())
            return nullptr;
        return std::shared_ptr<const Scenario>(loadScenarioText(document().utf8(), document().name()).scenario);
    }
    void setSettings(const RunSettings &settings) override
    {
        if (m_settings == settings)
            return;
        m_settings = settings;
        Q_EMIT settingsChanged();
    }
    RunSettings settings() const override { return m_settings; }
    RunSettings shownSettings() const override { return m_shownSettings; }
    /// The run has its store at once, and has not ended; see finish().
    void rerun() override
    {
        calls += QStringLiteral("rerun");
        m_isRerun = true;
        m_shownSettings = m_settings;
        m_state = RunState::Running;
        setStore(nextStore);
        setState(RunState::Running);
    }
    bool isRerun() const override { return m_isRerun; }
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
        m_isRerun = false;
        m_shownSettings = m_settings;
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
    RunSettings m_settings;
    RunSettings m_shownSettings;
    bool m_canRun = false;
    bool m_isRerun = false;
    QString m_path;
    QString m_reading;
    std::shared_ptr<EventStore> m_store;
};

} // namespace coroscope

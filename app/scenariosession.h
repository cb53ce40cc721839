// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runhost.h"
#include "app/session.h"

#include <QPointer>

#include <atomic>

namespace coroscope
{

/// The session of the real program: scenarios run in threads of their own, traces are read in the background.
class ScenarioSession final : public Session
{
    Q_OBJECT

public:
    explicit ScenarioSession(QObject *parent = nullptr);
    ~ScenarioSession() override;

    void open(const QString &path) override;
    void cancelOpening() override;
    void run() override;
    void pause() override;
    void resume() override;
    void stepOnce() override;
    void stop() override;
    void restart() override;
    void setSpeed(double timesRealTime) override;
    /// What later runs may take.
    void setLimits(const RunLimits &limits) { m_limits = limits; }

    RunState state() const override { return m_state; }
    bool canRun() const override { return m_scenario != nullptr; }
    std::shared_ptr<const EventStore> store() const override { return m_store; }
    Nanoseconds time() const override { return m_host ? m_host->time() : 0; }
    QString title() const override { return m_title; }
    QString path() const override { return m_path; }
    QString facts() const override { return m_facts; }

private:
    void openTrace(const QString &path);
    void begin(bool paused);
    void setState(RunState state);
    void retireHost();
    void runEnded(const RunResult &result);

    std::shared_ptr<const Scenario> m_scenario;
    std::shared_ptr<EventStore> m_store;
    RunHost *m_host = nullptr;
    QString m_title;
    QString m_path;
    QString m_facts;
    double m_speed = 1;
    RunLimits m_limits;
    RunState m_state = RunState::Empty;
    std::shared_ptr<std::atomic<bool>> m_reading; // set to false it ends the reading of a trace; null: none is read
    quint64 m_opened = 0;                         // counts open() calls: an older trace that comes in late is dropped
};

} // namespace coroscope

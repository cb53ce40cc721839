// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runhost.h"
#include "app/session.h"

#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

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
    void openText(const QString &text, const QString &name) override;
    std::shared_ptr<const Scenario> scenario() override;
    void setSettings(const RunSettings &settings) override;
    RunSettings settings() const override { return m_settings; }
    RunSettings shownSettings() const override { return m_shownSettings; }
    void rerun() override;
    bool isRerun() const override { return m_isRerun; }
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
    bool canRun() const override { return document().isOpen(); }
    std::shared_ptr<const EventStore> store() const override { return m_store; }
    Nanoseconds time() const override { return m_host ? m_host->time() : 0; }
    QString title() const override { return m_title; }
    QString path() const override { return document().isOpen() ? document().path() : m_path; }
    QString facts() const override { return m_facts; }

private:
    /// A run that was asked for by rerun() and is not shown yet.
    struct Preview {
        RunHost *host = nullptr;
        std::shared_ptr<EventStore> store;
        std::shared_ptr<const Scenario> scenario;
        RunSettings settings;
    };

    void openTrace(const QString &path);
    /// Shows the document, which was just opened, in place of all that was.
    void takeDocument();
    /// scenario(), or failed() with what is wrong.
    std::shared_ptr<const Scenario> scenarioOrFailure();
    void tellFaults();
    void begin(bool paused);
    void listen(RunHost *host);
    void show(const std::shared_ptr<const Scenario> &scenario, std::shared_ptr<EventStore> store,
              const RunSettings &settings, ScenarioClock clock);
    void beginPreview();
    /// Shows the run of the preview from now on.
    void promotePreview();
    void previewTookLong();
    void setState(RunState state);
    void retireHost();
    void retirePreview();
    void retire(RunHost *host);
    void runEnded(const RunResult &result);

    std::shared_ptr<const Scenario> m_scenario; // of the text of m_checked
    std::vector<Fault> m_faults;
    std::optional<quint64> m_checked;
    std::shared_ptr<EventStore> m_store;
    RunHost *m_host = nullptr;
    Preview m_preview;
    QTimer m_previewPatience;
    QString m_title;
    QString m_path;
    QString m_facts;
    double m_speed = 1;
    RunLimits m_limits;
    RunSettings m_settings;
    RunSettings m_shownSettings;
    RunState m_state = RunState::Empty;
    std::shared_ptr<std::atomic<bool>> m_reading; // set to false it ends the reading of a trace; null: none is read
    quint64 m_opened = 0;                         // counts open() calls: an older trace that comes in late is dropped
    bool m_isRerun = false;
    bool m_isRerunWanted = false; // another one, when the preview has ended
};

} // namespace coroscope

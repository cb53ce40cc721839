// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runsettings.h"
#include "core/sweep/sweep.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

namespace coroscope
{

class Session;
class SweepPanel;

/// Carries out what a sweep panel asks for: runs the session's scenario in the background, with the knobs and the seed
/// as they are set, and shows the run of a point by setting knobs and seed as that run had them and running again.
class SweepController : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the controller.
    SweepController(Session &session, SweepPanel &panel, QObject *parent = nullptr);
    /// Cancels what runs, and waits for it.
    ~SweepController() override;

    /// What each run may take.
    void setLimits(const RunLimits &limits) { m_limits = limits; }
    bool isRunning() const { return m_thread != nullptr; }
    void cancel();

Q_SIGNALS:
    /// A point was activated and its run begins to be shown.
    void runShown();

private:
    void start(const SweepAxis &axis, int seeds);
    void takeRuns();
    void finish();
    void forget();
    void show(const QString &name, const QString &value, quint64 seed);
    void updateScenario();
    void updateSettings();

    /// What ended in the threads of the sweep and is not shown yet.
    struct Inbox {
        std::mutex mutex;
        std::vector<std::tuple<std::size_t, std::size_t, SweepRun>> runs;
    };

    Session &m_session;
    SweepPanel &m_panel;
    RunLimits m_limits;
    std::unique_ptr<Sweep> m_sweep;
    std::unique_ptr<QThread> m_thread;
    Inbox m_inbox;
    QTimer m_look;                                   ///< takes the runs that ended, several times a second
    QTimer m_settled;                                ///< reads the scenario once nobody has typed for a while
    std::shared_ptr<const Scenario> m_shownScenario; ///< of the panel
    std::shared_ptr<const Scenario> m_sweptScenario; ///< of the sweep that is shown
    RunSettings m_sweptSettings;
    QString m_sweptName; ///< of the knob
    QString m_sweptFile;
    bool m_isForgotten = false; ///< what runs is of another file
};

} // namespace coroscope

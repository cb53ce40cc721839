// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweepcontroller.h"

#include "app/scenariodocument.h"
#include "app/session.h"
#include "ui/panels/sweeppanel.h"

namespace coroscope
{
namespace
{

constexpr int lookEvery = 60;     // milliseconds; a plot need not be as lively as the timeline
constexpr int settledAfter = 400; // milliseconds without a change of the text

QString textOf(const ValueSpec &value)
{
    if (value.kind == ValueSpec::Kind::Number)
        return QString::number(value.number, 'g', QLocale::FloatingPointShortest);
    if (value.kind == ValueSpec::Kind::Bool)
        return value.boolean ? QStringLiteral("true") : QStringLiteral("false");
    return value.text;
}

// What makes runs other ones, apart from the knob that is swept over.
RunSettings without(RunSettings settings, const QString &name)
{
    settings.knobs.erase(name);
    return settings;
}

} // namespace

SweepController::SweepController(Session &session, SweepPanel &panel, QObject *parent)
    : QObject(parent), m_session(session), m_panel(panel)
{
    m_look.setInterval(lookEvery);
    m_settled.setInterval(settledAfter);
    m_settled.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &SweepController::takeRuns);
    connect(&m_settled, &QTimer::timeout, this, &SweepController::updateScenario);
    connect(&m_panel, &SweepPanel::startRequested, this, &SweepController::start);
    connect(&m_panel, &SweepPanel::cancelRequested, this, &SweepController::cancel);
    connect(&m_panel, &SweepPanel::pointActivated, this, &SweepController::show);
    connect(&m_session.document(), &ScenarioDocument::textChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(&m_session.document(), &ScenarioDocument::replaced, this, [this] {
        updateScenario();
        if (m_session.document().name() != m_sweptFile)
            forget();
    });
    connect(&m_session, &Session::settingsChanged, this, &SweepController::updateSettings);
    updateScenario();
}

SweepController::~SweepController()
{
    if (!m_thread)
        return;
    m_sweep->cancel();
    m_thread->wait();
}

void SweepController::updateScenario()
{
    m_settled.stop();
    auto scenario = m_session.document().isOpen() ? m_session.scenario() : nullptr;
    // While the text has faults the panel keeps what it offers; only a file without a scenario has nothing.
    if (!scenario && m_session.document().isOpen() && m_shownScenario)
        return;
    m_shownScenario = scenario;
    m_panel.setScenario(std::move(scenario));
    updateSettings();
}

void SweepController::updateSettings()
{
    const RunSettings settings = m_session.settings();
    if (m_shownScenario) {
        for (const Parameter &parameter : m_shownScenario->parameters) {
            const auto set = settings.knobs.find(parameter.name);
            m_panel.setCurrentValue(parameter.name,
                                    set != settings.knobs.end() ? set->second : textOf(parameter.value));
        }
    }
    if (m_sweptScenario)
        m_panel.setOutdated(m_shownScenario != m_sweptScenario ||
                            without(settings, m_sweptName) != without(m_sweptSettings, m_sweptName));
}

void SweepController::start(const SweepAxis &axis, int seeds)
{
    if (m_thread)
        return;
    updateScenario();
    const auto scenario = m_session.scenario();
    if (!scenario)
        return m_panel.showFault(tr("The scenario has faults; mend them first."));
    SweepPlan plan;
    plan.scenario = scenario;
    plan.axis = axis;
    plan.seeds = seeds;
    const RunSettings settings = m_session.settings();
    for (const auto &[name, value] : settings.knobs) {
        if (name != axis.parameter)
            plan.run.set.emplace_back(name, value);
    }
    plan.run.seed = settings.seed;
    plan.run.limits = m_limits;
    auto made = Sweep::create(std::move(plan));
    if (!made.ok())
        return m_panel.showFault(made.fault().message);
    m_sweep = made.take();
    m_sweptScenario = scenario;
    m_sweptSettings = settings;
    m_sweptName = axis.parameter;
    m_sweptFile = m_session.document().name();
    m_isForgotten = false;
    m_panel.begin(m_sweep->emptyTable());
    m_thread.reset(QThread::create([this] {
        m_sweep->run([this](std::size_t value, std::size_t seed, const SweepRun &run) {
            const std::lock_guard lock(m_inbox.mutex);
            m_inbox.runs.emplace_back(value, seed, run);
        });
    }));
    m_thread->setObjectName(QStringLiteral("sweep"));
    connect(m_thread.get(), &QThread::finished, this, &SweepController::finish);
    m_thread->start();
    m_look.start();
}

void SweepController::cancel()
{
    if (m_sweep)
        m_sweep->cancel();
}

void SweepController::forget()
{
    // What is under way is told to the panel until its thread has ended.
    m_isForgotten = true;
    m_sweptScenario.reset();
    cancel();
    if (!m_thread)
        m_panel.clear();
}

void SweepController::takeRuns()
{
    std::vector<std::tuple<std::size_t, std::size_t, SweepRun>> runs;
    {
        const std::lock_guard lock(m_inbox.mutex);
        runs.swap(m_inbox.runs);
    }
    for (const auto &[value, seed, run] : runs)
        m_panel.addRun(value, seed, run);
    if (!runs.empty())
        m_panel.showProgress();
}

void SweepController::finish()
{
    m_look.stop();
    takeRuns();
    m_thread->wait();
    m_thread.reset();
    m_sweep.reset();
    m_panel.end();
    if (m_isForgotten)
        m_panel.clear();
    updateSettings();
}

void SweepController::show(const QString &name, const QString &value, quint64 seed)
{
    if (!m_session.canRun())
        return;
    const auto scenario = m_session.scenario();
    // The run that was measured; of another text as much of it as there is.
    RunSettings settings = scenario && scenario == m_sweptScenario ? m_sweptSettings : m_session.settings();
    settings.knobs[name] = value;
    if (settings.seed || !scenario || seed != scenario->seed)
        settings.seed = seed;
    m_session.setSettings(settings);
    m_session.rerun();
    Q_EMIT runShown();
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariosession.h"

#include "core/scenario/scenariofile.h"
#include "core/trace/tracefile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QScopeGuard>
#include <QThreadPool>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int previewPatience = 120; ///< milliseconds

RunOptions optionsOf(const Scenario &scenario, const RunSettings &settings, const RunLimits &limits)
{
    RunOptions options;
    options.limits = limits;
    options.seed = settings.seed;
    // A knob whose param was taken out of the text in the meantime means nothing any more.
    for (const Parameter &parameter : scenario.parameters) {
        if (const auto knob = settings.knobs.find(parameter.name); knob != settings.knobs.end())
            options.set.emplace_back(knob->first, knob->second);
    }
    return options;
}

std::shared_ptr<EventStore> storeFor(const Scenario &scenario, ScenarioClock clock)
{
    TraceMeta meta;
    meta.title = scenario.title.toStdString();
    meta.clock = clock == ScenarioClock::Real ? "real" : "virtual";
    return std::make_shared<EventStore>(meta);
}

/// A fault of a run, without the words of the command line.
QString runFault(Fault fault)
{
    const auto option = u"--set "_s;
    if (fault.message.startsWith(option))
        fault.message = fault.message.mid(option.size());
    return fault.text();
}

QString factsOf(const Scenario &scenario, ScenarioClock clock, const RunSettings &settings)
{
    return ScenarioSession::tr("%1 clock · seed %2")
        .arg(clock == ScenarioClock::Real ? ScenarioSession::tr("real") : ScenarioSession::tr("virtual"))
        .arg(settings.seed.value_or(scenario.seed));
}

bool isTraceFile(const QString &path)
{
    return path.endsWith(u".jsonl", Qt::CaseInsensitive) || path.endsWith(u".jsonl.gz", Qt::CaseInsensitive);
}

} // namespace

ScenarioSession::ScenarioSession(QObject *parent) : Session(parent)
{
    m_previewPatience.setSingleShot(true);
    m_previewPatience.setInterval(previewPatience);
    connect(&m_previewPatience, &QTimer::timeout, this, &ScenarioSession::previewTookLong);
}

ScenarioSession::~ScenarioSession()
{
    // Ask all to stop before waiting for the first: a busy run may take a second to notice.
    const auto hosts = findChildren<RunHost *>(QString(), Qt::FindDirectChildrenOnly);
    for (RunHost *host : hosts)
        host->stop();
    qDeleteAll(hosts);
    if (m_reading)
        *m_reading = false;
}

void ScenarioSession::setState(RunState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

void ScenarioSession::open(const QString &path)
{
    cancelOpening();
    if (isTraceFile(path)) {
        openTrace(path);
        return;
    }
    if (const auto fault = document().load(path)) {
        Q_EMIT failed(fault->text());
        return;
    }
    takeDocument();
}

void ScenarioSession::openText(const QString &text, const QString &name)
{
    cancelOpening();
    document().begin(text, name);
    takeDocument();
}

void ScenarioSession::takeDocument()
{
    retirePreview();
    retireHost();
    m_store = nullptr;
    m_isRerun = false;
    m_settings = {};
    m_shownSettings = {};
    m_path.clear();
    if (const auto checked = scenario()) {
        m_title = checked->title;
        m_facts = factsOf(*checked, checked->clock, m_settings);
    } else {
        m_title = QFileInfo(document().name()).fileName().section(u'.', 0, 0);
        m_facts.clear();
    }
    m_state = RunState::Idle;
    Q_EMIT storeChanged();
    Q_EMIT stateChanged();
    Q_EMIT settingsChanged();
    if (!m_scenario)
        tellFaults();
}

std::shared_ptr<const Scenario> ScenarioSession::scenario()
{
    if (!document().isOpen())
        return nullptr;
    if (m_checked != document().revision()) {
        LoadedScenario loaded = loadScenarioText(document().utf8(), document().name());
        m_scenario = std::move(loaded.scenario);
        m_faults = std::move(loaded.faults);
        m_checked = document().revision();
    }
    return m_scenario;
}

std::shared_ptr<const Scenario> ScenarioSession::scenarioOrFailure()
{
    auto checked = scenario();
    if (!checked && document().isOpen())
        tellFaults();
    return checked;
}

void ScenarioSession::tellFaults()
{
    QStringList lines;
    for (const Fault &fault : m_faults)
        lines.push_back(fault.text());
    Q_EMIT failed(lines.join(u'\n'));
}

void ScenarioSession::cancelOpening()
{
    ++m_opened;
    if (!m_reading)
        return;
    *m_reading = false;
    m_reading.reset();
    Q_EMIT openingProgressed(1);
}

void ScenarioSession::openTrace(const QString &path)
{
    const quint64 opened = m_opened;
    const quint64 revision = document().revision();
    m_reading = std::make_shared<std::atomic<bool>>(true);
    Q_EMIT openingProgressed(0);
    const QPointer<ScenarioSession> self(this);
    QThreadPool::globalInstance()->start([self, opened, revision, path, reading = m_reading] {
        // Told in steps that a bar can show, and not for each of a million lines.
        constexpr double step = 0.01;
        double told = 0;
        const auto progress = [&](qint64 done, qint64 total) {
            const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
            if (share >= told + step && share < 1) {
                told = share;
                QMetaObject::invokeMethod(qApp, [self, opened, share] {
                    if (self && self->m_opened == opened)
                        Q_EMIT self->openingProgressed(share);
                });
            }
            return reading->load(std::memory_order_relaxed);
        };
        auto read = std::make_shared<TraceRead>(readTrace(path, {}, progress));
        QMetaObject::invokeMethod(qApp, [self, opened, revision, path, read] {
            if (!self || self->m_opened != opened)
                return;
            self->m_reading.reset();
            const auto over = qScopeGuard([self] {
                if (self && !self->m_reading)
                    Q_EMIT self->openingProgressed(1);
            });
            // The text may have been edited since somebody agreed to let it go.
            if (read->store && self->document().revision() != revision && !self->mayLeave())
                return;
            if (!self || self->m_opened != opened)
                return;
            if (read->report.fault)
                Q_EMIT self->failed(read->report.fault->text());
            if (!read->store)
                return;
            self->retirePreview();
            self->retireHost();
            self->document().close();
            self->m_isRerun = false;
            self->m_settings = {};
            self->m_shownSettings = {};
            self->m_store = std::move(read->store);
            self->m_path = path;
            const TraceMeta &meta = self->m_store->meta();
            self->m_title = QString::fromStdString(meta.title);
            if (self->m_title.isEmpty())
                self->m_title = QFileInfo(path).fileName();
            self->m_facts = tr("%1 clock · a trace").arg(QString::fromStdString(meta.clock));
            self->m_state = RunState::Finished;
            Q_EMIT self->storeChanged();
            Q_EMIT self->stateChanged();
        });
    });
}

void ScenarioSession::begin(bool paused)
{
    const auto checked = scenarioOrFailure();
    if (!checked)
        return;
    retirePreview();
    retireHost();
    auto store = storeFor(*checked, checked->clock);
    m_host = new RunHost(checked, optionsOf(*checked, m_settings, m_limits), store, this);
    listen(m_host);
    RunHost *host = m_host;
    m_isRerun = false;
    show(checked, std::move(store), m_settings, checked->clock);
    if (m_host != host) // whoever was told of the store may have asked for another one
        return;
    setState(paused ? RunState::Paused : RunState::Running);
    if (m_host == host)
        host->start(m_speed, paused);
}

void ScenarioSession::listen(RunHost *host)
{
    connect(host, &RunHost::stepped, this, [this, host] {
        if (host == m_host)
            Q_EMIT advanced();
    });
    connect(host, &RunHost::refused, this, [this, host](const Fault &fault) {
        if (host == m_host) {
            retireHost();
            setState(RunState::Idle);
            Q_EMIT failed(runFault(fault));
        } else if (host == m_preview.host) {
            const bool isOtherWanted = m_isRerunWanted;
            retirePreview();
            if (isOtherWanted)
                beginPreview();
            else
                Q_EMIT failed(runFault(fault));
        }
    });
    connect(host, &RunHost::ended, this, [this, host](const RunResult &result) {
        if (host == m_preview.host)
            promotePreview();
        if (host == m_host)
            runEnded(result);
        if (m_isRerunWanted && !m_preview.host)
            beginPreview();
    });
}

void ScenarioSession::show(const std::shared_ptr<const Scenario> &scenario, std::shared_ptr<EventStore> store,
                           const RunSettings &settings, ScenarioClock clock)
{
    m_store = std::move(store);
    m_shownSettings = settings;
    m_title = scenario->title;
    m_facts = factsOf(*scenario, clock, settings);
    Q_EMIT storeChanged();
}

void ScenarioSession::setSettings(const RunSettings &settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    Q_EMIT settingsChanged();
}

void ScenarioSession::rerun()
{
    if (!canRun())
        return;
    m_isRerunWanted = true;
    // A run that is nearly there is worth more than one that begins anew with each small move of a slider; one that
    // takes long is given up when its time is over.
    if (!m_preview.host)
        beginPreview();
    else if (!m_previewPatience.isActive())
        previewTookLong();
}

void ScenarioSession::beginPreview()
{
    m_isRerunWanted = false;
    const auto checked = scenarioOrFailure();
    if (!checked)
        return;
    // An older run of this kind that still goes on is in the way; one that a person looks at goes on until then.
    if (m_isRerun && m_host)
        stop();
    RunOptions options = optionsOf(*checked, m_settings, m_limits);
    options.clock = ScenarioClock::Virtual;
    m_preview.store = storeFor(*checked, ScenarioClock::Virtual);
    m_preview.scenario = checked;
    m_preview.settings = m_settings;
    m_preview.host = new RunHost(checked, std::move(options), m_preview.store, this);
    listen(m_preview.host);
    m_preview.host->start(async::Driver::unlimited, false);
    m_previewPatience.start();
}

void ScenarioSession::promotePreview()
{
    m_previewPatience.stop();
    const Preview preview = std::exchange(m_preview, {});
    retireHost();
    m_host = preview.host;
    m_isRerun = true;
    m_state = RunState::Running;
    show(preview.scenario, preview.store, preview.settings, ScenarioClock::Virtual);
    if (m_host == preview.host)
        Q_EMIT stateChanged();
}

void ScenarioSession::previewTookLong()
{
    if (!m_preview.host)
        return;
    if (!m_isRerunWanted)
        return promotePreview();
    retirePreview();
    beginPreview();
}

void ScenarioSession::runEnded(const RunResult &result)
{
    retireHost();
    setState(RunState::Finished);
    Q_EMIT advanced();
    if (!result.limit.isEmpty())
        Q_EMIT failed(result.limit);
    else if (result.outcome == RunOutcome::Deadlock)
        Q_EMIT failed(tr("Deadlock: %1").arg(result.message));
    else if (result.outcome == RunOutcome::Failed)
        Q_EMIT failed((result.line > 0 ? tr("main failed at line %1: %2").arg(result.line) : tr("main failed: %2"))
                          .arg(result.message.isEmpty() ? result.error : result.error + u": "_s + result.message));
}

// Lets go of the run. Its thread may take a while to notice; the host goes when it has.
void ScenarioSession::retire(RunHost *host)
{
    if (!host)
        return;
    host->stop();
    if (host->isFinished())
        host->deleteLater();
    else
        connect(host, &RunHost::finished, host, &QObject::deleteLater);
}

void ScenarioSession::retireHost() { retire(std::exchange(m_host, nullptr)); }

void ScenarioSession::retirePreview()
{
    m_previewPatience.stop();
    m_isRerunWanted = false;
    retire(std::exchange(m_preview, {}).host);
}

void ScenarioSession::run()
{
    if (canRun() && (m_state == RunState::Idle || m_state == RunState::Finished))
        begin(false);
}

void ScenarioSession::pause()
{
    if (m_state != RunState::Running)
        return;
    m_host->pause();
    setState(RunState::Paused);
}

void ScenarioSession::resume()
{
    if (m_state != RunState::Paused)
        return;
    m_host->resume();
    setState(RunState::Running);
}

void ScenarioSession::stepOnce()
{
    if (m_state == RunState::Idle)
        begin(true);
    if (m_state != RunState::Running && m_state != RunState::Paused)
        return;
    m_host->stepOnce();
    setState(RunState::Paused);
}

void ScenarioSession::stop()
{
    if (m_state != RunState::Running && m_state != RunState::Paused)
        return;
    setState(RunState::Stopping);
    m_host->stop();
}

void ScenarioSession::restart()
{
    if (canRun())
        begin(false);
}

void ScenarioSession::setSpeed(double timesRealTime)
{
    m_speed = timesRealTime;
    if (m_host)
        m_host->setSpeed(timesRealTime);
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariosession.h"

#include "core/scenario/scenariofile.h"
#include "core/trace/tracefile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThreadPool>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

bool isTraceFile(const QString &path)
{
    return path.endsWith(u".jsonl", Qt::CaseInsensitive) || path.endsWith(u".jsonl.gz", Qt::CaseInsensitive);
}

} // namespace

ScenarioSession::ScenarioSession(QObject *parent) : Session(parent) {}

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
    LoadedScenario loaded = loadScenario(path);
    if (!loaded.ok()) {
        QStringList lines;
        for (const Fault &fault : loaded.faults)
            lines.push_back(fault.text());
        Q_EMIT failed(lines.join(u'\n'));
        return;
    }
    retireHost();
    m_scenario = std::move(loaded.scenario);
    m_store = nullptr;
    m_path = path;
    m_title = m_scenario->title;
    m_facts = tr("%1 clock · seed %2")
                  .arg(m_scenario->clock == ScenarioClock::Real ? tr("real") : tr("virtual"))
                  .arg(m_scenario->seed);
    m_state = RunState::Idle;
    Q_EMIT storeChanged();
    Q_EMIT stateChanged();
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
    m_reading = std::make_shared<std::atomic<bool>>(true);
    Q_EMIT openingProgressed(0);
    const QPointer<ScenarioSession> self(this);
    QThreadPool::globalInstance()->start([self, opened, path, reading = m_reading] {
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
        QMetaObject::invokeMethod(qApp, [self, opened, path, read] {
            if (!self || self->m_opened != opened)
                return;
            self->m_reading.reset();
            Q_EMIT self->openingProgressed(1);
            if (read->report.fault)
                Q_EMIT self->failed(read->report.fault->text());
            if (!read->store)
                return;
            self->retireHost();
            self->m_scenario = nullptr;
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
    retireHost();
    TraceMeta meta;
    meta.title = m_scenario->title.toStdString();
    meta.clock = m_scenario->clock == ScenarioClock::Real ? "real" : "virtual";
    m_store = std::make_shared<EventStore>(meta);
    RunOptions options;
    options.limits = m_limits;
    m_host = new RunHost(m_scenario, std::move(options), m_store, this);
    RunHost *host = m_host;
    connect(host, &RunHost::stepped, this, [this, host] {
        if (host == m_host)
            Q_EMIT advanced();
    });
    connect(host, &RunHost::refused, this, [this, host](const Fault &fault) {
        if (host != m_host)
            return;
        retireHost();
        setState(RunState::Idle);
        Q_EMIT failed(fault.text());
    });
    connect(host, &RunHost::ended, this, [this, host](const RunResult &result) {
        if (host == m_host)
            runEnded(result);
    });
    Q_EMIT storeChanged();
    setState(paused ? RunState::Paused : RunState::Running);
    host->start(m_speed, paused);
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
void ScenarioSession::retireHost()
{
    if (!m_host)
        return;
    RunHost *host = std::exchange(m_host, nullptr);
    host->stop();
    if (host->isFinished())
        host->deleteLater();
    else
        connect(host, &RunHost::finished, host, &QObject::deleteLater);
}

void ScenarioSession::run()
{
    if (m_scenario && (m_state == RunState::Idle || m_state == RunState::Finished))
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
    if (m_scenario)
        begin(false);
}

void ScenarioSession::setSpeed(double timesRealTime)
{
    m_speed = timesRealTime;
    if (m_host)
        m_host->setSpeed(timesRealTime);
}

} // namespace coroscope

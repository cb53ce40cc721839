// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runhost.h"

#include <QMetaObject>

namespace coroscope
{

/// Lives in the run's thread and owns everything of the run.
class RunHost::Worker : public QObject
{
public:
    Worker(RunHost &host, std::shared_ptr<const Scenario> scenario, RunOptions options, EventStore &store)
        : m_host(host), m_scenario(std::move(scenario)), m_options(std::move(options)), m_recorder(store)
    {
        m_options.instrument = &m_recorder;
        m_options.eventCount = [&store] { return static_cast<std::int64_t>(store.size()); };
    }

    void begin(double speed, bool paused)
    {
        auto made = ScenarioRun::create(m_scenario, m_options);
        if (!made.ok()) {
            Q_EMIT m_host.refused(made.fault());
            return thread()->quit();
        }
        {
            const std::lock_guard lock(m_mutex);
            m_run = made.take();
        }
        if (m_stopRequested)
            m_run->requestStop();
        m_driver = std::make_unique<async::Driver>(m_run->scheduler(), nullptr, m_host.m_face);
        connect(m_driver.get(), &async::Driver::ended, this, [this] { finish(m_run->result()); });
        connect(m_driver.get(), &async::Driver::stepped, &m_host, &RunHost::stepped);
        m_driver->setSpeed(speed);
        if (paused)
            m_driver->pause();
        m_run->start();
        m_driver->start();
    }

    async::Driver *driver() const { return m_driver.get(); }

    /// From any thread.
    void requestStop()
    {
        m_stopRequested = true;
        const std::lock_guard lock(m_mutex);
        if (m_run)
            m_run->requestStop();
    }

    void release()
    {
        m_driver.reset();
        const std::lock_guard lock(m_mutex);
        m_run.reset();
    }

private:
    void finish(const RunResult &result)
    {
        Q_EMIT m_host.ended(result);
        thread()->quit();
    }

    RunHost &m_host;
    std::shared_ptr<const Scenario> m_scenario;
    RunOptions m_options;
    Recorder m_recorder;
    std::mutex m_mutex;
    std::unique_ptr<ScenarioRun> m_run;
    std::unique_ptr<async::Driver> m_driver;
    std::atomic<bool> m_stopRequested{false};
};

RunHost::RunHost(std::shared_ptr<const Scenario> scenario, RunOptions options, std::shared_ptr<EventStore> store,
                 QObject *parent)
    : QObject(parent), m_store(std::move(store)),
      m_worker(new Worker(*this, std::move(scenario), std::move(options), *m_store))
{
    qRegisterMetaType<coroscope::Fault>();
    qRegisterMetaType<coroscope::RunResult>();
    m_thread.setObjectName(QStringLiteral("run"));
    m_worker->moveToThread(&m_thread);
    // What belongs to the run's thread is destroyed in it; the worker itself stays, as calls may be on their way to it.
    connect(
        &m_thread, &QThread::finished, m_worker, [worker = m_worker] { worker->release(); }, Qt::DirectConnection);
    connect(&m_thread, &QThread::finished, this, &RunHost::finished);
    m_thread.start();
}

RunHost::~RunHost()
{
    if (m_thread.isRunning())
        stop();
    m_thread.quit();
    m_thread.wait();
    delete m_worker;
}

void RunHost::start(double speed, bool paused)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, speed, paused] { worker->begin(speed, paused); });
}

void RunHost::pause()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] {
        if (worker->driver())
            worker->driver()->pause();
    });
}

void RunHost::resume()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] {
        if (worker->driver())
            worker->driver()->resume();
    });
}

void RunHost::stepOnce()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] {
        if (worker->driver()) {
            worker->driver()->pause();
            worker->driver()->stepOnce();
        }
    });
}

void RunHost::setSpeed(double speed)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, speed] {
        if (worker->driver())
            worker->driver()->setSpeed(speed);
    });
}

void RunHost::stop()
{
    if (m_thread.isFinished())
        return;
    m_worker->requestStop();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] {
        if (worker->driver())
            worker->driver()->noticeStop();
    });
}

} // namespace coroscope

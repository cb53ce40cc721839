// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runhost.h"
#include "app/scenariosession.h"
#include "resources/library.h"
#include "tests/app/support/program.h"
#include "tests/app/support/runs.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr int patience = 120'000; // a guard against hanging

/// Drives one run in a thread of its own and waits for what it tells.
class Steered
{
public:
    explicit Steered(const std::shared_ptr<const Scenario> &scenario)
        : m_store(test::storeFor(*scenario)), m_host(scenario, {}, m_store), m_ended(&m_host, &RunHost::ended),
          m_stepped(&m_host, &RunHost::stepped), m_finished(&m_host, &RunHost::finished)
    {
    }

    RunHost &host() { return m_host; }
    bool hasEnded() const { return !m_ended.isEmpty(); }
    /// One step of a task, or the end.
    void step()
    {
        const qsizetype before = m_stepped.size();
        m_host.stepOnce();
        while (m_stepped.size() == before && !hasEnded()) {
            if (!m_stepped.wait(patience))
                qFatal("no step came");
        }
    }
    void steps(int count)
    {
        for (int index = 0; index < count && !hasEnded(); ++index)
            step();
    }
    /// Waits for the end and gives the trace.
    QByteArray trace()
    {
        while (m_finished.isEmpty()) {
            if (!m_finished.wait(patience))
                qFatal("the run did not end");
        }
        return test::traceText(*m_store);
    }

private:
    std::shared_ptr<EventStore> m_store;
    RunHost m_host;
    QSignalSpy m_ended;
    QSignalSpy m_stepped;
    QSignalSpy m_finished;
};

using Way = std::function<QByteArray(const std::shared_ptr<const Scenario> &)>;

QByteArray atSpeed(const std::shared_ptr<const Scenario> &scenario, double speed)
{
    Steered run(scenario);
    run.host().start(speed, false);
    return run.trace();
}

QByteArray stepped(const std::shared_ptr<const Scenario> &scenario)
{
    Steered run(scenario);
    run.host().start(1, true);
    while (!run.hasEnded())
        run.step();
    return run.trace();
}

QByteArray interrupted(const std::shared_ptr<const Scenario> &scenario)
{
    Steered run(scenario);
    run.host().start(1000, true);
    run.steps(7);
    run.host().resume();
    run.host().pause();
    run.steps(3);
    run.host().setSpeed(5000);
    run.host().resume();
    run.host().setSpeed(300);
    run.host().setSpeed(0);
    return run.trace();
}

QByteArray steppedWhileRunning(const std::shared_ptr<const Scenario> &scenario)
{
    Steered run(scenario);
    run.host().start(2000, false);
    run.steps(5);
    run.host().resume();
    run.steps(5);
    run.host().resume();
    return run.trace();
}

struct NamedWay {
    const char *name;
    Way way;
};

const NamedWay ways[] = {
    {"a second time", &test::traceOfRun},
    {"in a thread, as fast as possible", [](const auto &scenario) { return atSpeed(scenario, 0); }},
    {"paced, 1000 times", [](const auto &scenario) { return atSpeed(scenario, 1000); }},
    {"paced, a million times", [](const auto &scenario) { return atSpeed(scenario, 1e6); }},
    {"stepped all the way", &stepped},
    {"stepped, resumed, paused, and at many speeds", &interrupted},
    {"stepped while it runs", &steppedWhileRunning},
};

// Everything that might depend on when things run: ties of timers, pools, timeouts, groups, generators, random numbers.
constexpr const char *everything = R"(coroscope: 1
title: Of everything a little
seed: 11
step_cost: 3us
executor: {threads: 2}
params:
  n: 12
objects:
  sem: Semaphore(3)
  q: Queue(2)
  pq: PriorityQueue()
  go: Event()
  cond: Condition()
  gate: Barrier(3)
  pool: ThreadPool(2)
coroutines:
  worker(i):
    - with: sem
      do:
        - sleep: ${uniform(0.01, 0.02)}
        - call: pq.put_nowait([i % 3, i])
    - return: ${i * 2}
  numbers(k):
    - for: i in range(k)
      do:
        - sleep: 1ms
        - yield: ${i}
  producer:
    - for: i in range(6)
      do:
        - await: q.put(i)
    - await: q.put(null)
  consumer:
    - let: {item: 0}
    - while: item !== null
      do:
        - await: q.get()
          as: item
        - block: 1ms
  meets(i):
    - sleep: ${i * 0.005}
    - await: gate.wait()
      as: place
    - return: ${place}
  hangs:
    - try:
        - sleep: 1h
      finally:
        - sleep: 2ms
  job(i):
    - to_thread: {block: "${0.004 + i * 0.001}", return: "${i}"}
      in: pool
      as: r
    - return: ${r}
main:
  - gather: worker(i)
    for: i in range(n)
    as: doubled
  - create_task: producer()
    as: p
  - await: consumer()
  - task_group: g
    do:
      - create_task: meets(i)
        in: g
        for: i in range(3)
  - try:
      - timeout: 5ms
        do:
          - await: hangs()
    except:
      - TimeoutError:
          - log: timed out at ${now()}
  - async_for: k in numbers(4)
    do:
      - log: number ${k} ${randint(1, 100)}
  - as_completed:
      - job(2)
      - job(0)
      - job(1)
    as: r
    do:
      - log: job ${r}
  - create_task: hangs()
    as: left
  - wait:
      - job(3)
      - left
    return_when: FIRST_COMPLETED
    as: [done, pending]
  - log: ${doubled} ${len(done)} ${len(pending)}
)";

} // namespace

/// The same file and seed give the same trace to the byte, however the run is driven.
class TestDeterminism : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWayToRunGivesTheSameTrace_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("of everything") << QString();
        for (const QString &path : builtinScenarios())
            QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
    }
    void everyWayToRunGivesTheSameTrace()
    {
        QFETCH(const QString, file);
        const auto scenario = file.isEmpty() ? test::scenarioOf(everything) : test::scenarioAt(file);
        const QByteArray alone = test::traceOfRun(scenario);
        QVERIFY(alone.count('\n') > 5);
        QVERIFY2(alone.contains(R"("ev":"end")"), alone.right(200).constData());
        for (const NamedWay &way : ways)
            QVERIFY2(way.way(scenario) == alone, way.name);
    }

    void aSessionGivesTheSameTraceAtAnySpeed_data()
    {
        QTest::addColumn<double>("speed");
        QTest::newRow("as fast as possible") << 0.0;
        QTest::newRow("500 times") << 500.0;
        QTest::newRow("10,000 times") << 10'000.0;
    }
    void aSessionGivesTheSameTraceAtAnySpeed()
    {
        QFETCH(const double, speed);
        const QTemporaryDir folder;
        const QString path = test::writeFile(folder.path(), u"test.yaml"_s, everything);
        ScenarioSession session;
        session.open(path);
        session.setSpeed(speed);
        for (int round = 0; round < 2; ++round) {
            session.run();
            QSignalSpy changed(&session, &Session::stateChanged);
            while (session.state() != RunState::Finished)
                QVERIFY(changed.wait(patience));
            QVERIFY(test::traceText(*session.store()) == test::traceOfRun(test::scenarioAt(path)));
        }
    }

    void onlyTheSeedMakesADifference()
    {
        const QByteArray other = QByteArray(everything).replace("seed: 11", "seed: 12");
        QVERIFY(test::traceOfRun(test::scenarioOf(other)) != test::traceOfRun(test::scenarioOf(everything)));
    }
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestDeterminism)
#include "tst_determinism.moc"

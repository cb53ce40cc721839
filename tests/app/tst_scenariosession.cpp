// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/scenariosession.h"
#include "tests/app/support/program.h"
#include "tests/app/support/runs.h"
#include "ui/models/logmodel.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/transportbar.h"
#include "ui/timeline/timelinewidget.h"

#include <QAction>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <malloc.h>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr int patience = 120'000; // a guard against hanging

constexpr const char *threeTasks = R"(coroscope: 1
title: Three
seed: 5
coroutines:
  job(i):
    - sleep: 1
    - log: job ${i}
main:
  - gather: job(i)
    for: i in range(3)
)";

constexpr const char *endlessSteps = R"(coroscope: 1
title: For ever
main:
  - log: begun
  - while: true
    do:
      - pass
)";

constexpr const char *endlessTurns = "coroscope: 1\nmain:\n  - while: true\n    do:\n      - sleep: 0\n";

constexpr const char *endlessExpressions = R"(coroscope: 1
main:
  - while: true
    do:
      - try:
          - let: {a: "${range(9000000).map(i => range(100).length)}"}
        except:
          - RuntimeError:
              - pass
)";

constexpr const char *longSleep = "coroscope: 1\nclock: real\nmain:\n  - log: begun\n  - sleep: 1h\n";
constexpr const char *longBlock = "coroscope: 1\nclock: real\nmain:\n  - log: begun\n  - block: 1h\n";
constexpr const char *longJob =
    "coroscope: 1\nclock: real\nmain:\n  - log: begun\n  - to_thread: {block: 1h}\n    as: x\n";

RunLimits noLimits()
{
    RunLimits limits;
    limits.operations = std::numeric_limits<std::int64_t>::max() / 4;
    limits.events = limits.operations;
    return limits;
}

} // namespace

/// The session of the real program: what a window asks of it, with runs in threads of their own.
class TestScenarioSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"coroscope-tests"_s);
        QCoreApplication::setApplicationName(u"tst_scenariosession"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_session = std::make_unique<ScenarioSession>();
        m_session->setSpeed(0);
        m_failed = std::make_unique<QSignalSpy>(m_session.get(), &Session::failed);
        m_changed = std::make_unique<QSignalSpy>(m_session.get(), &Session::stateChanged);
        m_stored = std::make_unique<QSignalSpy>(m_session.get(), &Session::storeChanged);
    }
    void cleanup() { m_session.reset(); }

    void isEmptyAtFirstAndThenDoesNothing()
    {
        m_session->run();
        m_session->pause();
        m_session->resume();
        m_session->stepOnce();
        m_session->stop();
        m_session->restart();
        QCOMPARE(m_session->state(), RunState::Empty);
        QVERIFY(!m_session->canRun());
        QVERIFY(!m_session->store());
        QCOMPARE(m_changed->size(), 0);
    }

    void aScenarioIsOpenedAndRuns()
    {
        m_session->open(file(threeTasks));
        QCOMPARE(m_session->state(), RunState::Idle);
        QVERIFY(m_session->canRun());
        QVERIFY(!m_session->store());
        QCOMPARE(m_session->title(), u"Three"_s);
        QCOMPARE(m_session->facts(), u"virtual clock · seed 5"_s);
        QCOMPARE(m_session->path(), m_folder.filePath(u"test.yaml"_s));
        m_session->run();
        QCOMPARE(m_session->state(), RunState::Running);
        QVERIFY(m_session->store());
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(test::traceText(*m_session->store()), test::traceOfRun(test::scenarioOf(threeTasks)));
        QCOMPARE(m_failed->size(), 0);
    }

    void aFinishedRunBeginsAgainWithANewStore()
    {
        m_session->open(file(threeTasks));
        m_session->run();
        QVERIFY(waitFor(RunState::Finished));
        const auto first = m_session->store();
        m_session->run();
        QVERIFY(m_session->store() != first);
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(test::traceText(*m_session->store()), test::traceText(*first));
    }

    void aPausedRunStandsStillUntilItGoesOn()
    {
        m_session->setSpeed(0.001);
        m_session->open(file(threeTasks));
        m_session->run();
        m_session->pause();
        QCOMPARE(m_session->state(), RunState::Paused);
        m_session->setSpeed(0);
        step();
        const std::size_t events = m_session->store()->size();
        QCoreApplication::processEvents();
        QCOMPARE(m_session->store()->size(), events);
        m_session->resume();
        QCOMPARE(m_session->state(), RunState::Running);
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(test::traceText(*m_session->store()), test::traceOfRun(test::scenarioOf(threeTasks)));
    }

    void stepsAreOfOneTaskEach()
    {
        m_session->open(file(threeTasks));
        const QByteArrayList lines = test::traceOfRun(test::scenarioOf(threeTasks)).split('\n');
        int steps = 0;
        while (m_session->state() != RunState::Finished) {
            step();
            ++steps;
            if (m_session->state() == RunState::Paused) {
                const QByteArray text = test::traceText(*m_session->store());
                QCOMPARE(text.count(R"("ev":"task_running")"), steps);
            }
        }
        QCOMPARE(test::traceText(*m_session->store()), lines.join('\n'));
        // main begins, three jobs begin, three end, main ends; the last one ends the run.
        QCOMPARE(lines.join().count(R"("ev":"task_running")"), 8);
        QVERIFY(steps >= 8);
    }

    void stopEndsARunInOrder()
    {
        m_session->open(file(endlessTurns));
        m_session->setLimits(noLimits());
        m_session->run();
        m_session->stop();
        QCOMPARE(m_session->state(), RunState::Stopping);
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(m_failed->size(), 0);
        QVERIFY(test::traceText(*m_session->store()).contains(R"("outcome":"stopped")"));
        m_session->stop();
        QCOMPARE(m_session->state(), RunState::Finished);
    }

    void stopWorksWhateverTheScenarioIsDoing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("steps without end") << QByteArray(endlessSteps);
        QTest::newRow("turns without end") << QByteArray(endlessTurns);
        QTest::newRow("expressions without end") << QByteArray(endlessExpressions);
        QTest::newRow("a long sleep") << QByteArray(longSleep);
        QTest::newRow("a long block") << QByteArray(longBlock);
        QTest::newRow("a long job of a thread") << QByteArray(longJob);
    }
    void stopWorksWhateverTheScenarioIsDoing()
    {
        QFETCH(const QByteArray, text);
        m_session->open(file(text));
        m_session->setLimits(noLimits());
        m_session->run();
        // Until it has begun; the frames of a window come between as these do.
        QTRY_VERIFY_WITH_TIMEOUT(m_session->store()->size() >= 3, patience);
        QCOMPARE(m_session->state(), RunState::Running);
        m_session->stop();
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(m_failed->size(), 0);
        QVERIFY(test::traceText(*m_session->store()).contains(R"("ev":"end","outcome":"stopped")"));
    }

    void pauseAndStopInAPausedRun()
    {
        m_session->open(file(threeTasks));
        step();
        step();
        QCOMPARE(m_session->state(), RunState::Paused);
        m_session->stop();
        QVERIFY(waitFor(RunState::Finished));
        QVERIFY(test::traceText(*m_session->store()).contains(R"("outcome":"stopped")"));
    }

    void restartLetsGoOfABusyRun()
    {
        m_session->open(file(endlessSteps));
        m_session->setLimits(noLimits());
        m_session->run();
        const auto first = m_session->store();
        for (int round = 0; round < 3; ++round)
            m_session->restart();
        QCOMPARE(m_session->state(), RunState::Running);
        QVERIFY(m_session->store() != first);
        m_session->stop();
        QVERIFY(waitFor(RunState::Finished));
    }

    void aSessionMayGoAtAnyTime_data() { stopWorksWhateverTheScenarioIsDoing_data(); }
    void aSessionMayGoAtAnyTime()
    {
        QFETCH(const QByteArray, text);
        m_session->open(file(text));
        m_session->setLimits(noLimits());
        m_session->run();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->store()->size() >= 3, patience);
        const std::shared_ptr<const EventStore> kept = m_session->store();
        m_session.reset();
        QVERIFY(kept->size() >= 3);
    }
    void aSessionMayGoRightAfterItBegan()
    {
        for (int round = 0; round < 20; ++round) {
            ScenarioSession session;
            session.open(file(round % 2 == 0 ? threeTasks : endlessSteps));
            session.run();
            if (round % 3 == 0)
                session.stop();
        }
    }

    void openingAnotherFileEndsTheRun()
    {
        m_session->open(file(endlessSteps));
        m_session->setLimits(noLimits());
        m_session->run();
        m_session->open(file(threeTasks, u"other.yaml"_s));
        QCOMPARE(m_session->state(), RunState::Idle);
        QCOMPARE(m_session->title(), u"Three"_s);
        QVERIFY(!m_session->store());
        m_session->run();
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(test::traceText(*m_session->store()).count(R"("ev":"log")"), 3);
    }

    void aBrokenFileIsOpenedToBeMended()
    {
        m_session->open(file(threeTasks));
        m_session->run();
        QVERIFY(waitFor(RunState::Finished));
        m_session->open(file("coroscope: 1\nmian: 3\nmain:\n  - slep: 1\n", u"broken.yaml"_s));
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(
            m_failed->takeFirst().front().toString(),
            u"%1:2:1: error: unknown key 'mian'; did you mean 'main'?\n%1:4:5: error: unknown step 'slep'; did you "
            "mean 'sleep'?"_s.arg(m_folder.filePath(u"broken.yaml"_s)));
        QCOMPARE(m_session->state(), RunState::Idle);
        QCOMPARE(m_session->path(), m_folder.filePath(u"broken.yaml"_s));
        QCOMPARE(m_session->title(), u"broken"_s);
        QVERIFY(!m_session->store());
        QVERIFY(!m_session->scenario());
        QVERIFY(m_session->canRun());
        m_session->run();
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(m_session->state(), RunState::Idle);
        m_session->document().setText(QString::fromUtf8(threeTasks));
        m_session->run();
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(m_session->title(), u"Three"_s);
    }

    void aFileThatIsNoTextKeepsTheOldOne()
    {
        m_session->open(file(threeTasks));
        m_session->run();
        QVERIFY(waitFor(RunState::Finished));
        const auto store = m_session->store();
        m_stored->clear();
        m_session->open(file("\xff\xfe\0b", u"other.yaml"_s));
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->takeFirst().front().toString(),
                 u"%1:1:1: error: the file is UTF-16; save it as UTF-8"_s.arg(m_folder.filePath(u"other.yaml"_s)));
        QCOMPARE(m_session->state(), RunState::Finished);
        QCOMPARE(m_session->path(), m_folder.filePath(u"test.yaml"_s));
        QCOMPARE(m_session->store(), store);
        QCOMPARE(m_stored->size(), 0);
    }

    void aTraceIsOpenedAndCannotRun()
    {
        const QByteArray text = test::traceOfRun(test::scenarioOf(threeTasks));
        m_session->open(file(text, u"run.coro.jsonl"_s));
        QVERIFY(m_stored->wait(patience));
        QCOMPARE(m_session->state(), RunState::Finished);
        QCOMPARE(m_session->title(), u"Three"_s);
        QCOMPARE(m_session->facts(), u"virtual clock · a trace"_s);
        QVERIFY(!m_session->canRun());
        QCOMPARE(test::traceText(*m_session->store()), text);
        m_session->run();
        m_session->restart();
        m_session->stepOnce();
        QCOMPARE(m_session->state(), RunState::Finished);
    }

    void aTraceThatIsCutOffIsShownUpToThere()
    {
        const QByteArray text = test::traceOfRun(test::scenarioOf(threeTasks));
        m_session->open(file(text.left(text.size() / 2), u"cut.coro.jsonl"_s));
        QVERIFY(m_stored->wait(patience));
        QCOMPARE(m_failed->size(), 1);
        QVERIFY(m_failed->front().front().toString().contains(u"cut.coro.jsonl:"));
        QVERIFY(m_session->store()->size() > 5);
    }

    void howMuchOfATraceWasReadIsTold()
    {
        QByteArray text = test::traceOfRun(test::scenarioOf(threeTasks));
        text.truncate(text.lastIndexOf('\n', -2) + 1);
        const QByteArray line = R"({"t":9000000000,"ev":"log","text":"again"})"
                                "\n";
        text += line.repeated(50'000);
        QSignalSpy told(m_session.get(), &Session::openingProgressed);
        m_session->open(file(text, u"long.coro.jsonl"_s));
        QCOMPARE(told.size(), 1); // it comes back at once
        QVERIFY(m_stored->wait(patience));
        std::vector<double> shares;
        for (const auto &share : told)
            shares.push_back(share.front().toDouble());
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QCOMPARE(shares.front(), 0.0);
        QCOMPARE(shares.back(), 1.0);
        QVERIFY2(shares.size() > 4, qPrintable(QString::number(shares.size())));
    }

    void readingATraceCanBeGivenUp()
    {
        QSignalSpy told(m_session.get(), &Session::openingProgressed);
        m_session->open(file(test::traceOfRun(test::scenarioOf(threeTasks)), u"run.coro.jsonl"_s));
        m_session->cancelOpening();
        QCOMPARE(told.size(), 2);
        QCOMPARE(told.back().front().toDouble(), 1.0);
        // The next file that is read comes after it in the same queue.
        m_session->open(file(test::traceOfRun(test::scenarioOf(threeTasks)), u"other.coro.jsonl"_s));
        QVERIFY(m_stored->wait(patience));
        QCOMPARE(m_stored->size(), 1);
        QCOMPARE(m_session->path(), m_folder.filePath(u"other.coro.jsonl"_s));
        m_session->cancelOpening();
        QCOMPARE(told.size(), 4);
    }

    void theLastFileAskedForIsTheOneThatIsOpen()
    {
        const QString trace = file(test::traceOfRun(test::scenarioOf(threeTasks)), u"run.coro.jsonl"_s);
        m_session->open(trace);
        m_session->open(file(endlessTurns));
        QCOMPARE(m_session->path(), m_folder.filePath(u"test.yaml"_s));
        m_session->run();
        m_session->stop();
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(m_session->path(), m_folder.filePath(u"test.yaml"_s));
    }

    void howARunEndedIsTold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("failed") << QByteArray("coroscope: 1\nmain:\n  - raise: {ValueError: too few}\n")
                                << u"main failed at line 3: ValueError: too few"_s;
        QTest::newRow("failed without a message")
            << QByteArray("coroscope: 1\nmain:\n  - raise: KeyError\n") << u"main failed at line 3: KeyError"_s;
        QTest::newRow("deadlock") << QByteArray("coroscope: 1\nobjects:\n  go: Event()\nmain:\n  - await: go.wait()\n")
                                  << u"Deadlock: nothing can go on: main waits for event go"_s;
        QTest::newRow("tasks")
            << QByteArray("coroscope: 1\ncoroutines:\n  f:\n    - sleep: 1\nmain:\n  - gather: f()\n    for: i in "
                          "range(200)\n")
            << u"more than 100 tasks are alive; end some first, or allow more with --max-tasks (test.yaml:6)"_s;
        QTest::newRow("events") << QByteArray(endlessTurns)
                                << u"the run has more than 10000 events; it may never end. Allow more with "
                                   "--max-events (test.yaml:5)"_s;
        QTest::newRow("objects that cannot be made")
            << QByteArray("coroscope: 1\nobjects:\n  s: Semaphore(randint(-3, -1))\nmain:\n  - pass\n")
            << u"FOLDER/test.yaml:3:3: error: `s` cannot be made: Semaphore initial value must be >= 0"_s;
    }
    void howARunEndedIsTold()
    {
        QFETCH(const QByteArray, text);
        QFETCH(QString, message);
        RunLimits limits;
        limits.tasks = 100;
        limits.events = 10'000;
        m_session->setLimits(limits);
        m_session->open(file(text));
        m_session->run();
        QVERIFY(m_failed->wait(patience));
        QCOMPARE(m_failed->front().front().toString(), message.replace(u"FOLDER"_s, m_folder.path()));
        QVERIFY(m_session->state() == RunState::Finished || m_session->state() == RunState::Idle);
    }

    void theRealClockRunsWithThreads()
    {
        m_session->open(file("coroscope: 1\nclock: real\ncoroutines:\n  job(i):\n    - to_thread: {block: 2ms, return: "
                             "\"${i}\"}\n      as: r\n    - log: ${r}\nmain:\n  - sleep: 1ms\n  - gather: job(i)\n    "
                             "for: i in range(8)\n  - log: all\n"));
        QCOMPARE(m_session->facts(), u"real clock · seed 0"_s);
        m_session->run();
        QVERIFY(waitFor(RunState::Finished));
        QCOMPARE(m_failed->size(), 0);
        const QByteArray text = test::traceText(*m_session->store());
        QCOMPARE(text.count(R"("ev":"job_ended")"), 8);
        QCOMPARE(text.count(R"("ev":"log")"), 9);
        QVERIFY(text.endsWith("\"ev\":\"end\",\"outcome\":\"returned\"}\n"));
    }

    void runsInARowTakeNoMoreMemory()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("mallinfo does not tell under ASan");
#endif
        m_session->open(
            file("coroscope: 1\nobjects:\n  q: Queue()\ncoroutines:\n  job(i):\n    - sleep: 1ms\n    - "
                 "call: q.put_nowait([i, q])\n    - return: \"${[i, q]}\"\nmain:\n  - let: {xs: \"${[]}\"}\n"
                 "  - create_task: job(i)\n    for: i in range(2000)\n    as: tasks\n  - let: {n: "
                 "\"${xs.push(tasks, xs)}\"}\n  - sleep: 2ms\n"));
        const auto used = [] {
            const struct mallinfo2 info = mallinfo2();
            return info.uordblks + info.hblkhd;
        };
        std::size_t before = 0;
        for (int round = 0; round < 25; ++round) {
            m_session->run();
            QVERIFY(waitFor(RunState::Finished));
            // The hosts of runs that are over go with the events.
            QTRY_VERIFY_WITH_TIMEOUT(m_session->findChildren<RunHost *>().isEmpty(), patience);
            if (round == 4)
                before = used();
        }
        const std::size_t after = used();
        // Twenty runs of about a megabyte each.
        QVERIFY2(after < before + 4'000'000, qPrintable(u"%1 → %2"_s.arg(before).arg(after)));
    }

    void theWindowShowsARealRun()
    {
        MainWindow window(takeSession());
        window.show();
        window.openFile(file(threeTasks));
        QVERIFY(waitFor(RunState::Finished, window.session()));
        QCOMPARE(window.windowTitle(), u"Three[*] – Coroscope"_s);
        QCOMPARE(window.log().model()->rowCount(), 3);
        QVERIFY2(window.statusText().startsWith(u"Returned after 1"), qPrintable(window.statusText()));
        QCOMPARE(window.timeline().view().range().from, 0);
        QVERIFY(window.timeline().view().range().to >= 1'000'000'000);
        QVERIFY(!window.messages().isVisible());
        QVERIFY(window.savePicture(m_folder.filePath(u"window.png"_s)));
        QVERIFY(!QImage(m_folder.filePath(u"window.png"_s)).isNull());
    }

    void theWindowStaysAliveInAnEndlessLoop()
    {
        auto session = takeSession();
        session->setLimits(noLimits());
        MainWindow window(std::move(session));
        window.show();
        window.openFile(file(endlessSteps));
        QTRY_COMPARE_WITH_TIMEOUT(window.log().model()->rowCount(), 1, patience);
        QCOMPARE(window.statusText(), u"Running"_s);
        window.transport().stopAction()->trigger();
        QVERIFY(waitFor(RunState::Finished, window.session()));
        QVERIFY2(window.statusText().startsWith(u"Stopped at"), qPrintable(window.statusText()));
        window.transport().restartAction()->trigger();
        QCOMPARE(window.session().state(), RunState::Running);
        QTRY_COMPARE_WITH_TIMEOUT(window.log().model()->rowCount(), 1, patience);
        QVERIFY(window.close());
    }

    void theWindowTellsOfABrokenFile()
    {
        MainWindow window(takeSession());
        window.show();
        window.openFile(file(threeTasks));
        QVERIFY(waitFor(RunState::Finished, window.session()));
        window.openFile(file("coroscope: 1\nmain:\n  - slep: 1\n", u"broken.yaml"_s));
        QVERIFY(window.messages().isVisible());
        QCOMPARE(window.windowTitle(), u"broken[*] – Coroscope"_s);
        QCOMPARE(window.log().model()->rowCount(), 0);
        QCOMPARE(window.session().state(), RunState::Idle);
    }

private:
    QString file(const QByteArray &text, const QString &name = u"test.yaml"_s) const
    {
        return test::writeFile(m_folder.path(), name, text);
    }
    bool waitFor(RunState state) { return waitFor(state, *m_session); }
    static bool waitFor(RunState state, Session &session)
    {
        QSignalSpy changed(&session, &Session::stateChanged);
        while (session.state() != state) {
            if (!changed.wait(patience))
                return false;
        }
        return true;
    }
    /// One step, up to what it brings about.
    void step()
    {
        QSignalSpy advanced(m_session.get(), &Session::advanced);
        m_session->stepOnce();
        QVERIFY(advanced.wait(patience));
    }
    std::unique_ptr<ScenarioSession> takeSession()
    {
        m_failed.reset();
        m_changed.reset();
        m_stored.reset();
        return std::move(m_session);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ScenarioSession> m_session;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_changed;
    std::unique_ptr<QSignalSpy> m_stored;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestScenarioSession)
#include "tst_scenariosession.moc"

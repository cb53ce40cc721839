// SPDX-License-Identifier: MIT
#include "core/trace/eventstore.h"
#include "tests/core/trace/eventtext.h"

#include <QTest>

#include <array>
#include <limits>
#include <thread>
#include <vector>

using namespace coroscope;

class TestEventStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<EventStore>(); }

    void anEmptyStoreHoldsNothing()
    {
        QVERIFY(m_store->isEmpty());
        QCOMPARE(m_store->bytes(), std::size_t{0});
        QCOMPARE(m_store->meta().version, 1);
    }

    void theMetaDataIsWhatItWasGiven()
    {
        const EventStore store({.title = "Ein Lauf", .clock = "real", .source = "qt"});
        QCOMPARE(store.meta().title, std::string("Ein Lauf"));
        QCOMPARE(store.meta().clock, std::string("real"));
        QCOMPARE(store.meta().source, std::string("qt"));
    }

    void createdTasksComeBack()
    {
        const SourceId at = m_store->internSource("a.yaml:3");
        m_store->taskCreated(0, {.task = TaskId(1), .name = "main"});
        m_store->taskCreated(5, {.task = TaskId(2), .parent = TaskId(1), .group = ObjectId(7), .at = at});
        m_store->taskCreated(5, {.task = TaskId(3), .parent = TaskId(1), .name = "worker(1)", .at = at});
        m_store->taskCreated(6,
                             {.task = TaskId(4), .parent = TaskId(2), .name = "zwölf", .group = ObjectId(7), .at = at});
        m_store->taskCreated(6, {.task = TaskId(5), .parent = TaskId(2), .at = SourceId(1)});
        compare("0 taskCreated task=1 name='main'\n"
                "5 taskCreated task=2 parent=1 group=7 at='a.yaml:3'\n"
                "5 taskCreated task=3 parent=1 name='worker(1)' at='a.yaml:3'\n"
                "6 taskCreated task=4 parent=2 group=7 name='zwölf' at='a.yaml:3'\n"
                "6 taskCreated task=5 parent=2 at='a.yaml:3'\n");
    }

    void readyAndRunningTasksComeBack()
    {
        m_store->taskReady(1, {TaskId(1), {}, ReadyCause::Created});
        m_store->taskRunning(2, TaskId(1));
        m_store->taskReady(3, {TaskId(4'294'967'295), TaskId(4'000'000'000), ReadyCause::Io});
        compare("1 taskReady task=1 because=created\n"
                "2 taskRunning task=1\n"
                "3 taskReady task=4294967295 by=4000000000 because=io\n");
    }

    void waitsOfEveryShapeComeBack()
    {
        const SourceId at = m_store->internSource("a.yaml:9");
        const std::vector<TaskId> one{TaskId(9)};
        const std::vector<TaskId> three{TaskId(9), TaskId(8), TaskId(9)};
        m_store->taskWaiting(1, {.task = TaskId(1), .on = WaitKind::Yield});
        m_store->taskWaiting(2, {.task = TaskId(1), .on = WaitKind::Sleep, .until = 5'000'000'000'000, .at = at});
        m_store->taskWaiting(
            3, {.task = TaskId(1), .on = WaitKind::Semaphore, .object = ObjectId(4), .position = 17, .at = at});
        m_store->taskWaiting(4, {.task = TaskId(1), .on = WaitKind::Task, .tasks = one, .at = at});
        m_store->taskWaiting(
            5, {.task = TaskId(1), .on = WaitKind::Gather, .object = ObjectId(5), .tasks = three, .at = at});
        m_store->taskWaiting(6, {.task = TaskId(1), .on = WaitKind::QueueGet, .object = ObjectId(5), .until = 7});
        m_store->taskWaiting(7, {.task = TaskId(1), .on = WaitKind::Lock, .position = 5'000'000'000});
        m_store->taskWaiting(8, {.task = TaskId(1), .on = WaitKind::Process, .tasks = one, .until = 9, .position = 2});
        m_store->taskWaiting(9, {.task = TaskId(1), .on = WaitKind::Sleep, .until = 0});
        compare("1 taskWaiting task=1 on=yield\n"
                "2 taskWaiting task=1 on=sleep until=5000000000000 at='a.yaml:9'\n"
                "3 taskWaiting task=1 object=4 on=semaphore position=17 at='a.yaml:9'\n"
                "4 taskWaiting task=1 on=task tasks=[9] at='a.yaml:9'\n"
                "5 taskWaiting task=1 object=5 on=gather tasks=[9,8,9] at='a.yaml:9'\n"
                "6 taskWaiting task=1 object=5 on=queue_get until=7\n"
                "7 taskWaiting task=1 on=lock position=5000000000\n"
                "8 taskWaiting task=1 on=process tasks=[9] until=9 position=2\n"
                "9 taskWaiting task=1 on=sleep until=0\n");
    }

    void endsOfTasksComeBack()
    {
        m_store->taskDone(1, {.task = TaskId(1)});
        m_store->taskDone(2, {.task = TaskId(2), .value = "None"});
        m_store->taskDone(3, {.task = TaskId(3), .value = ""});
        m_store->taskDone(4, {.task = TaskId(4), .value = "12345678"});
        m_store->taskDone(5, {.task = TaskId(5), .value = "[1, 2, 3, 4]"});
        m_store->taskDone(6, {.task = TaskId(6), .outcome = Outcome::Failed, .error = "ValueError", .message = "no"});
        m_store->taskDone(7, {.task = TaskId(7), .outcome = Outcome::Failed, .error = "ValueError"});
        m_store->taskDone(8, {.task = TaskId(8), .outcome = Outcome::Cancelled});
        m_store->taskDone(9, {.task = TaskId(9), .value = "1", .error = "Odd", .message = "both"});
        compare("1 taskDone task=1 outcome=returned\n"
                "2 taskDone task=2 outcome=returned result='None'\n"
                "3 taskDone task=3 outcome=returned result=''\n"
                "4 taskDone task=4 outcome=returned result='12345678'\n"
                "5 taskDone task=5 outcome=returned result='[1, 2, 3, 4]'\n"
                "6 taskDone task=6 outcome=failed error='ValueError' message='no'\n"
                "7 taskDone task=7 outcome=failed error='ValueError'\n"
                "8 taskDone task=8 outcome=cancelled\n"
                "9 taskDone task=9 outcome=returned result='1' error='Odd' message='both'\n");
    }

    void cancelsComeBack()
    {
        m_store->cancelRequested(1, {.task = TaskId(2), .by = TaskId(1), .message = "enough"});
        m_store->cancelRequested(2, {.task = TaskId(2), .why = CancelCause::Shutdown});
        m_store->cancelSwallowed(3, TaskId(2));
        compare("1 cancelRequested task=2 by=1 why=cancel message='enough'\n"
                "2 cancelRequested task=2 why=shutdown\n"
                "3 cancelSwallowed task=2\n");
    }

    void objectsComeBack()
    {
        const std::vector<TaskId> holders{TaskId(2), TaskId(3)};
        m_store->objectCreated(
            1, {.object = ObjectId(1), .kind = ObjectKind::Queue, .name = "q", .capacity = 10, .by = TaskId(1)});
        m_store->objectCreated(2, {.object = ObjectId(2), .kind = ObjectKind::Resource, .capacity = 5'000'000'000});
        m_store->objectCreated(3, {.object = ObjectId(3), .kind = ObjectKind::Semaphore, .capacity = 0});
        m_store->objectChanged(4, {ObjectId(1), 3, 2, HolderChange::None, TaskId(1)});
        m_store->objectChanged(5, {ObjectId(1), 4, 0, HolderChange::Acquired, TaskId(2)});
        m_store->objectChanged(6, {ObjectId(1), -1, -1, HolderChange::Released, {}});
        m_store->objectChanged(7, {ObjectId(1), 5'000'000'000, 6'000'000'000, HolderChange::Released, TaskId(2)});
        m_store->objectChanged(8, {.object = ObjectId(1), .by = TaskId(3)}, holders);
        m_store->objectChanged(8, {.object = ObjectId(1), .value = 1}, {});
        m_store->objectChangedWithoutHolders(9, {.object = ObjectId(1), .value = 1});
        m_store->objectChangedWithoutHolders(9, {.object = ObjectId(1), .value = -7});
        compare("1 objectCreated by=1 object=1 kind=queue capacity=10 name='q'\n"
                "2 objectCreated object=2 kind=resource capacity=5000000000\n"
                "3 objectCreated object=3 kind=semaphore capacity=0\n"
                "4 objectChanged by=1 object=1 value=3 waiting=2\n"
                "5 objectChanged by=2 object=1 value=4 waiting=0 holder=acquired\n"
                "6 objectChanged object=1 value=-1 waiting=-1 holder=released\n"
                "7 objectChanged by=2 object=1 value=5000000000 waiting=6000000000 holder=released\n"
                "8 objectChanged by=3 object=1 value=0 waiting=0 holders=[2,3]\n"
                "8 objectChanged object=1 value=1 waiting=0 holders=[]\n"
                "9 objectChanged object=1 value=1 waiting=0 holders=unknown\n"
                "9 objectChanged object=1 value=-7 waiting=0 holders=unknown\n");
    }

    void timeoutsComeBack()
    {
        m_store->timeoutStarted(1, {ScopeId(1), TaskId(2), 100});
        m_store->timeoutStarted(2, {ScopeId(30'000'000), TaskId(2), 100});
        m_store->timeoutStarted(3, {ScopeId(4'000'000'000), TaskId(2), noTime});
        m_store->timeoutFired(4, ScopeId(1), TaskId(2));
        m_store->timeoutEnded(5, ScopeId(4'000'000'000), TaskId(2));
        compare("1 timeoutStarted task=2 scope=1 deadline=100\n"
                "2 timeoutStarted task=2 scope=30000000 deadline=100\n"
                "3 timeoutStarted task=2 scope=4000000000\n"
                "4 timeoutFired task=2 scope=1\n"
                "5 timeoutEnded task=2 scope=4000000000\n");
    }

    void jobsComeBack()
    {
        m_store->jobStarted(1, {JobId(1), ObjectId(3), 0, TaskId(2), "hash"});
        m_store->jobEnded(2, {JobId(1), ObjectId(3), 1023, TaskId(2), "hash"});
        m_store->jobStarted(3, {JobId(2), ObjectId(4'000'000), 3, {}, ""});
        m_store->jobEnded(4, {JobId(2), ObjectId(1), -1, {}, ""});
        compare("1 jobStarted task=2 job=1 pool=3 thread=0 name='hash'\n"
                "2 jobEnded task=2 job=1 pool=3 thread=1023 name='hash'\n"
                "3 jobStarted job=2 pool=4000000 thread=3\n"
                "4 jobEnded job=2 pool=1 thread=-1\n");
    }

    void wordsAboutTheRunComeBack()
    {
        const std::vector<TaskId> stuck{TaskId(1), TaskId(2)};
        m_store->log(1, TaskId(1), "hello");
        m_store->log(2, {}, "");
        m_store->warning(3, {.code = "blocked", .text = "the loop stood still", .task = TaskId(4)});
        m_store->warning(4, {.code = "leak", .text = "never released", .object = ObjectId(4)});
        m_store->deadlock(5, stuck, "nobody can go on");
        m_store->dropped(6, 5'000'000'000);
        m_store->runEnded(7, {});
        m_store->runEnded(8, {RunOutcome::Failed, "ValueError", "no"});
        compare("1 log task=1 text='hello'\n"
                "2 log\n"
                "3 warning task=4 code='blocked' text='the loop stood still'\n"
                "4 warning object=4 code='leak' text='never released'\n"
                "5 deadlock tasks=[1,2] text='nobody can go on'\n"
                "6 dropped count=5000000000\n"
                "7 runEnded outcome=returned\n"
                "8 runEnded outcome=failed error='ValueError' message='no'\n");
    }

    void aPlaceKeepsItsId()
    {
        const SourceId first = m_store->internSource("a.yaml:1");
        const SourceId second = m_store->internSource("a.yaml:2");
        QCOMPARE(first, SourceId(1));
        QCOMPARE(second, SourceId(2));
        QCOMPARE(m_store->internSource("a.yaml:1"), first);
        QCOMPARE(m_store->source(second), std::string_view("a.yaml:2"));
        QVERIFY(m_store->source({}).empty());
        QVERIFY(!m_store->internSource("").isValid());
    }

    void columnsAreReadWithoutUnpacking()
    {
        m_store->taskRunning(5, TaskId(3));
        m_store->objectChanged(6, {.object = ObjectId(1), .by = TaskId(2)});
        QCOMPARE(m_store->time(1), Nanoseconds{6});
        QCOMPARE(m_store->type(0), EventType::TaskRunning);
        QCOMPARE(m_store->type(1), EventType::ObjectChanged);
        QCOMPARE(m_store->task(0), TaskId(3));
        QCOMPARE(m_store->task(1), TaskId(2));
    }

    void anOrdinaryEventTakes24Bytes()
    {
        for (std::uint32_t number = 1; number <= 1000; ++number) {
            const TaskId task(number);
            m_store->taskCreated(0, {.task = task, .parent = TaskId(1), .group = ObjectId(2)});
            m_store->taskReady(0, {task, TaskId(1), ReadyCause::Created});
            m_store->taskRunning(0, task);
            m_store->taskWaiting(0,
                                 {.task = task, .on = WaitKind::Semaphore, .object = ObjectId(1), .position = 99'999});
            m_store->objectChanged(0, {ObjectId(1), 3, 100'000, HolderChange::Acquired, task});
            m_store->timeoutStarted(0, {ScopeId(number), task, std::numeric_limits<Nanoseconds>::max()});
            m_store->taskDone(0, {.task = task, .value = "None"});
        }
        QCOMPARE(m_store->bytes(), m_store->size() * 24);
    }

    void aReaderThatFollowsALiveRunSeesWholeEvents()
    {
        constexpr std::uint32_t count = 100'000;
        std::size_t wrong = 0;
        std::thread reader([&] {
            std::size_t seen = 0;
            while (seen < 2 * std::size_t{count}) {
                const std::size_t size = m_store->size();
                for (; seen < size; ++seen) {
                    const Event event = m_store->event(seen);
                    const auto number = static_cast<std::uint32_t>(seen / 2);
                    const bool isLog = seen % 2 == 1;
                    wrong += event.task.value != number + 1 || event.time != number ||
                             (isLog && event.text != "line " + std::to_string(number)) ||
                             (!isLog && event.type != EventType::TaskRunning);
                }
                std::this_thread::yield();
            }
        });
        for (std::uint32_t number = 0; number < count; ++number) {
            m_store->taskRunning(number, TaskId(number + 1));
            m_store->log(number, TaskId(number + 1), "line " + std::to_string(number));
        }
        reader.join();
        QCOMPARE(wrong, std::size_t{0});
    }

private:
    void compare(const char *expected) { QCOMPARE(eventTexts(*m_store), QString::fromUtf8(expected)); }

    std::unique_ptr<EventStore> m_store;
};

QTEST_GUILESS_MAIN(TestEventStore)
#include "tst_eventstore.moc"

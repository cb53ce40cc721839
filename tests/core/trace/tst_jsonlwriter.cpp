// SPDX-License-Identifier: MIT
#include "core/trace/jsonlwriter.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

#include <limits>
#include <memory>
#include <vector>

using namespace coroscope;

class TestJsonlWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<EventStore>(TraceMeta{.title = "t"}); }

    void theHeaderComesFirst()
    {
        const EventStore store({.title = "Zwölf \"Boxen\"", .clock = "real", .source = "qt"});
        QCOMPARE(written(store), QStringLiteral("{\"ev\":\"trace\",\"version\":1,\"title\":\"Zwölf "
                                                "\\\"Boxen\\\"\",\"clock\":\"real\",\"source\":\"qt\"}\n"));
    }

    void eventsOfTasksAreWritten()
    {
        const SourceId at = m_store->internSource("a.yaml:3");
        m_store->taskCreated(0, {.task = TaskId(1), .name = "main"});
        m_store->taskCreated(1, {.task = TaskId(2), .parent = TaskId(1)});
        m_store->taskCreated(1, {.task = TaskId(3), .parent = TaskId(1), .name = "w", .group = ObjectId(4), .at = at});
        m_store->taskReady(2, {TaskId(1), {}, ReadyCause::Timer});
        m_store->taskReady(2, {TaskId(2), TaskId(1), ReadyCause::Released});
        m_store->taskRunning(3, TaskId(1));
        m_store->taskDone(4, {.task = TaskId(1), .value = "None"});
        m_store->taskDone(4, {.task = TaskId(2)});
        m_store->taskDone(5, {.task = TaskId(2), .outcome = Outcome::Failed, .error = "KeyError"});
        m_store->taskDone(6, {.task = TaskId(2), .outcome = Outcome::Cancelled});
        m_store->taskDone(
            9'223'372'036'854'775'807,
            {.task = TaskId(3), .outcome = Outcome::Failed, .error = "ValueError", .message = "a: \"b\""});
        compare(R"({"t":0,"ev":"task_created","task":1,"name":"main","parent":null}
{"t":1,"ev":"task_created","task":2,"name":"task-2","parent":1}
{"t":1,"ev":"task_created","task":3,"name":"w","parent":1,"group":4,"at":"a.yaml:3"}
{"t":2,"ev":"task_ready","task":1,"by":null,"because":"timer"}
{"t":2,"ev":"task_ready","task":2,"by":1,"because":"released"}
{"t":3,"ev":"task_running","task":1}
{"t":4,"ev":"task_done","task":1,"outcome":"returned","value":"None"}
{"t":4,"ev":"task_done","task":2,"outcome":"returned"}
{"t":5,"ev":"task_done","task":2,"outcome":"failed","error":"KeyError","message":""}
{"t":6,"ev":"task_done","task":2,"outcome":"cancelled"}
)"
                "{\"t\":9223372036854775807,\"ev\":\"task_done\",\"task\":3,\"outcome\":\"failed\",\"error\":"
                "\"ValueError\",\"message\":\"a: \\\"b\\\"\"}\n");
    }

    void waitsAreWrittenWithWhatIsKnown()
    {
        const SourceId at = m_store->internSource("a.yaml:3");
        const std::vector<TaskId> tasks{TaskId(2), TaskId(3)};
        m_store->taskWaiting(0, {.task = TaskId(1), .on = WaitKind::Yield});
        m_store->taskWaiting(0, {.task = TaskId(1), .on = WaitKind::Sleep, .until = 5});
        m_store->taskWaiting(0, {.task = TaskId(1),
                                 .on = WaitKind::Wait,
                                 .object = ObjectId(7),
                                 .tasks = tasks,
                                 .until = 9,
                                 .position = 2,
                                 .at = at});
        compare(R"({"t":0,"ev":"task_waiting","task":1,"on":"yield"}
{"t":0,"ev":"task_waiting","task":1,"on":"sleep","until":5}
{"t":0,"ev":"task_waiting","task":1,"on":"wait","object":7,"tasks":[2,3],"until":9,"position":2,"at":"a.yaml:3"}
)");
    }

    void cancelsTimeoutsAndJobsAreWritten()
    {
        m_store->cancelRequested(1, {.task = TaskId(2), .by = TaskId(1), .message = "enough"});
        m_store->cancelRequested(1, {.task = TaskId(2), .why = CancelCause::Shutdown});
        m_store->cancelSwallowed(2, TaskId(2));
        m_store->timeoutStarted(3, {ScopeId(1), TaskId(2), 100});
        m_store->timeoutStarted(3, {ScopeId(2), TaskId(2), noTime});
        m_store->timeoutFired(4, ScopeId(1), TaskId(2));
        m_store->timeoutEnded(5, ScopeId(1), TaskId(2));
        m_store->jobStarted(6, {JobId(1), ObjectId(3), 0, TaskId(2), "hash"});
        m_store->jobEnded(7, {JobId(1), ObjectId(3), 0, TaskId(2), "hash"});
        compare(R"({"t":1,"ev":"cancel","task":2,"by":1,"why":"cancel","message":"enough"}
{"t":1,"ev":"cancel","task":2,"by":null,"why":"shutdown"}
{"t":2,"ev":"cancel_swallowed","task":2}
{"t":3,"ev":"timeout_started","scope":1,"task":2,"deadline":100}
{"t":3,"ev":"timeout_started","scope":2,"task":2}
{"t":4,"ev":"timeout_fired","scope":1,"task":2}
{"t":5,"ev":"timeout_ended","scope":1,"task":2}
{"t":6,"ev":"job_started","job":1,"pool":3,"thread":0,"task":2,"name":"hash"}
{"t":7,"ev":"job_ended","job":1,"pool":3,"thread":0,"task":2,"name":"hash"}
)");
    }

    void holdersFollowFromTheChanges()
    {
        const std::vector<TaskId> told{TaskId(7)};
        m_store->objectCreated(
            0, {.object = ObjectId(1), .kind = ObjectKind::Semaphore, .name = "s", .capacity = 2, .by = TaskId(1)});
        m_store->objectCreated(0, {.object = ObjectId(2), .kind = ObjectKind::Queue});
        m_store->objectChanged(1, {ObjectId(1), 1, 0, HolderChange::Acquired, TaskId(2)});
        m_store->objectChanged(2, {ObjectId(1), 0, 1, HolderChange::Acquired, TaskId(3)});
        m_store->objectChanged(3, {ObjectId(2), 5, 0, HolderChange::None, TaskId(3)});
        m_store->objectChanged(4, {ObjectId(1), 1, 0, HolderChange::Released, TaskId(3)});
        m_store->objectChanged(5, {ObjectId(1), 0, 0, HolderChange::Acquired, TaskId(4)});
        m_store->objectChanged(6, {ObjectId(1), 1, 0, HolderChange::Released, TaskId(9)});
        m_store->objectChanged(7, {.object = ObjectId(1), .value = 1}, told);
        m_store->objectChanged(8, {ObjectId(1), 2, 0, HolderChange::Released, {}});
        m_store->objectChanged(9, {ObjectId(1), 3, 0, HolderChange::Released, {}});
        m_store->objectChangedWithoutHolders(9, {.object = ObjectId(1), .value = 3, .waiting = -1});
        compare(R"({"t":0,"ev":"object_created","object":1,"kind":"semaphore","name":"s","capacity":2,"by":1}
{"t":0,"ev":"object_created","object":2,"kind":"queue","by":null}
{"t":1,"ev":"object_changed","object":1,"value":1,"waiting":0,"holders":[2],"by":2}
{"t":2,"ev":"object_changed","object":1,"value":0,"waiting":1,"holders":[2,3],"by":3}
{"t":3,"ev":"object_changed","object":2,"value":5,"waiting":0,"by":3}
{"t":4,"ev":"object_changed","object":1,"value":1,"waiting":0,"holders":[2],"by":3}
{"t":5,"ev":"object_changed","object":1,"value":0,"waiting":0,"holders":[2,4],"by":4}
{"t":6,"ev":"object_changed","object":1,"value":1,"waiting":0,"holders":[4],"by":9}
{"t":7,"ev":"object_changed","object":1,"value":1,"waiting":0,"holders":[7],"by":null}
{"t":8,"ev":"object_changed","object":1,"value":2,"waiting":0,"holders":[],"by":null}
{"t":9,"ev":"object_changed","object":1,"value":3,"waiting":0,"holders":[],"by":null}
{"t":9,"ev":"object_changed","object":1,"value":3,"by":null}
)");
    }

    void wordsAboutTheRunAreWritten()
    {
        const std::vector<TaskId> stuck{TaskId(1), TaskId(2)};
        m_store->log(1, TaskId(1), "hello");
        m_store->log(1, {}, "");
        m_store->warning(2, {.code = "blocked", .text = "stood still", .task = TaskId(4)});
        m_store->warning(2, {.code = "leak", .text = "never released", .object = ObjectId(4)});
        m_store->deadlock(3, stuck, "nobody can go on");
        m_store->dropped(4, 12);
        m_store->runEnded(5, {RunOutcome::Deadlock, "DeadlockError", "2 tasks"});
        m_store->runEnded(5, {});
        compare(R"({"t":1,"ev":"log","task":1,"text":"hello"}
{"t":1,"ev":"log","text":""}
{"t":2,"ev":"warning","code":"blocked","text":"stood still","task":4}
{"t":2,"ev":"warning","code":"leak","text":"never released","object":4}
{"t":3,"ev":"deadlock","tasks":[1,2],"text":"nobody can go on"}
{"t":4,"ev":"dropped","count":12}
{"t":5,"ev":"end","outcome":"deadlock","error":"DeadlockError","message":"2 tasks"}
{"t":5,"ev":"end","outcome":"returned"}
)");
    }

    void textsAreEscapedAsFarAsTheyMustBe()
    {
        using namespace std::string_view_literals;
        m_store->log(0, {}, "tab\t line\n back\\slash \"quote\" /slash \x01\x1f\x7f\0 end"sv);
        m_store->log(0, {}, "ünïcödé 日本 🙂");
        compare("{\"t\":0,\"ev\":\"log\",\"text\":\"tab\\t line\\n back\\\\slash \\\"quote\\\" /slash "
                "\\u0001\\u001f\x7f\\u0000 end\"}\n"
                "{\"t\":0,\"ev\":\"log\",\"text\":\"ünïcödé 日本 🙂\"}\n");
    }

    void bytesThatAreNotUtf8BecomeReplacementCharacters()
    {
        m_store->log(0, {},
                     "a\xff"
                     "b\xc3");                                           // lone bytes
        m_store->log(0, {}, "\xc0\xaf\xed\xa0\x80\xf5\x80");             // overlong, surrogate, too large
        m_store->log(0, {}, "\xe2\x82\xac\xf0\x9f\x99\x82\xf0\x9f\x99"); // euro, smile, half a smile
        compare("{\"t\":0,\"ev\":\"log\",\"text\":\"a�b�\"}\n"
                "{\"t\":0,\"ev\":\"log\",\"text\":\"�������\"}\n"
                "{\"t\":0,\"ev\":\"log\",\"text\":\"€🙂���\"}\n");
    }

    void whatIsWrittenInPartsIsTheSameAsAtOnce()
    {
        TraceWriter writer(*m_store);
        QBuffer parts;
        QVERIFY(parts.open(QIODevice::WriteOnly));
        QVERIFY(writer.hasNew());
        for (std::uint32_t number = 1; number <= 20; ++number) {
            m_store->objectChanged(number, {ObjectId(1), 1, 0, HolderChange::Acquired, TaskId(number)});
            if (number % 3 == 0)
                QVERIFY(!writer.writeNew(parts));
        }
        QVERIFY(writer.hasNew());
        QVERIFY(!writer.writeNew(parts));
        QVERIFY(!writer.hasNew());
        QVERIFY(!writer.writeNew(parts));
        QCOMPARE(QString::fromUtf8(parts.data()), written(*m_store));
        QCOMPARE(writer.written(), std::size_t{20});
    }

    void aLongTraceIsWrittenInBoundedParts()
    {
        for (int number = 0; number < 10'000; ++number)
            m_store->taskRunning(number, TaskId(1));
        TraceWriter writer(*m_store);
        std::size_t largest = 0;
        std::size_t parts = 0;
        while (writer.hasNew()) {
            std::string lines;
            writer.appendNew(lines, 1000);
            largest = std::max(largest, lines.size());
            ++parts;
        }
        QVERIFY2(largest < 1100, qPrintable(QString::number(largest)));
        QVERIFY(parts > 300);
    }

    void aFullDiskIsAFaultThatSaysWhatToDo()
    {
        QFile full(QStringLiteral("/dev/full"));
        if (!full.exists())
            QSKIP("there is no /dev/full here");
        QVERIFY(full.open(QIODevice::WriteOnly));
        TraceWriter writer(*m_store);
        const auto fault = writer.writeNew(full);
        QVERIFY(fault);
        QCOMPARE(fault->text(), QStringLiteral("error: cannot write the trace: No space left on device; free some "
                                               "space or write it elsewhere"));
    }

private:
    static QString written(const EventStore &store)
    {
        std::string lines;
        TraceWriter(store).appendNew(lines, std::numeric_limits<std::size_t>::max());
        return QString::fromStdString(lines);
    }
    /// What follows the header.
    void compare(const char *expected)
    {
        const QString all = written(*m_store);
        QCOMPARE(all.mid(all.indexOf(u'\n') + 1), QString::fromUtf8(expected));
    }

    std::unique_ptr<EventStore> m_store;
};

QTEST_GUILESS_MAIN(TestJsonlWriter)
#include "tst_jsonlwriter.moc"

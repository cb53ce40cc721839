// SPDX-License-Identifier: MIT
#include "core/trace/jsonlreader.h"
#include "core/trace/jsonlwriter.h"
#include "tests/core/trace/eventtext.h"

#include <QTest>

#include <limits>
#include <string>

using namespace coroscope;

namespace
{

const std::string header = R"({"ev":"trace","version":1,"title":"t","clock":"virtual","source":"scenario"})"
                           "\n";

struct Reading {
    std::unique_ptr<EventStore> store;
    TraceReadReport report;

    QString fault() const { return report.fault ? report.fault->text() : QStringLiteral("none"); }
    QString events() const { return store ? eventTexts(*store) : QStringLiteral("no store"); }
};

Reading read(std::string_view bytes, std::size_t piece = std::numeric_limits<std::size_t>::max(),
             const TraceLimits &limits = {})
{
    TraceReader reader(QStringLiteral("a.coro.jsonl"), limits);
    while (!bytes.empty() && reader.feed(bytes.substr(0, piece)))
        bytes.remove_prefix(std::min(piece, bytes.size()));
    reader.finish();
    return {reader.takeStore(), reader.report()};
}

QString written(const EventStore &store)
{
    std::string lines;
    TraceWriter(store).appendNew(lines, std::numeric_limits<std::size_t>::max());
    return QString::fromStdString(lines);
}

const std::string everyEvent =
    header + R"({"t":0,"ev":"task_created","task":1,"name":"main","parent":null}
{"t":0,"ev":"task_created","task":2,"name":"task-2","parent":1,"group":3,"at":"a.yaml:7"}
{"t":1,"ev":"task_ready","task":2,"by":null,"because":"created"}
{"t":1,"ev":"task_ready","task":2,"by":1,"because":"released"}
{"t":2,"ev":"task_running","task":2}
{"t":2,"ev":"task_waiting","task":2,"on":"wait","object":4,"tasks":[1,2],"until":9,"position":3,"at":"a.yaml:8"}
{"t":3,"ev":"task_waiting","task":2,"on":"sleep","until":0}
)"
             "{\"t\":4,\"ev\":\"task_done\",\"task\":2,\"outcome\":\"returned\",\"value\":\"\\\"é\\\"\\n\"}\n"
             R"({"t":4,"ev":"task_done","task":2,"outcome":"failed","error":"ValueError","message":"bad"}
{"t":5,"ev":"cancel","task":2,"by":1,"why":"wait_for","message":"enough"}
{"t":5,"ev":"cancel","task":2,"by":null,"why":"shutdown"}
{"t":5,"ev":"cancel_swallowed","task":2}
{"t":6,"ev":"object_created","object":1,"kind":"semaphore","name":"s","capacity":2,"by":1}
{"t":6,"ev":"object_created","object":2,"kind":"queue","by":null}
{"t":6,"ev":"object_changed","object":1,"value":1,"waiting":0,"holders":[2],"by":2}
{"t":6,"ev":"object_changed","object":1,"value":0,"waiting":1,"holders":[2,3],"by":3}
{"t":6,"ev":"object_changed","object":1,"value":1,"waiting":0,"holders":[3],"by":2}
{"t":6,"ev":"object_changed","object":1,"value":1,"waiting":0,"holders":[9,8,7],"by":2}
{"t":6,"ev":"object_changed","object":1,"value":-1,"holders":[8,7],"by":null}
{"t":6,"ev":"object_changed","object":1,"value":1,"waiting":0,"by":null}
{"t":6,"ev":"object_changed","object":2,"value":1,"waiting":0,"by":1}
{"t":6,"ev":"object_changed","object":2,"value":1,"waiting":0,"holders":[],"by":1}
{"t":7,"ev":"timeout_started","scope":1,"task":2,"deadline":100}
{"t":7,"ev":"timeout_fired","scope":1,"task":2}
{"t":7,"ev":"timeout_ended","scope":1,"task":2}
{"t":8,"ev":"job_started","job":1,"pool":3,"thread":0,"task":2,"name":"hash"}
{"t":8,"ev":"job_ended","job":1}
{"t":9,"ev":"log","task":1,"text":"hello"}
{"t":9,"ev":"warning","code":"leak","text":"never released","object":1}
{"t":9,"ev":"deadlock","tasks":[1,2],"text":"stuck"}
{"t":9,"ev":"dropped","count":4}
{"t":9223372036854775807,"ev":"end","outcome":"stopped","error":"E","message":"m"}
)";

} // namespace

class TestJsonlReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventIsReadAndWrittenAgainAsItWas()
    {
        const Reading reading = read(everyEvent);
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(written(*reading.store), QString::fromStdString(everyEvent));
        QCOMPARE(reading.report.events, std::uint64_t{32});
        QCOMPARE(reading.report.unknownKeys, std::uint64_t{0});
        QVERIFY(reading.report.leftOut().isEmpty());
    }

    void theSizeOfThePiecesDoesNotMatter()
    {
        const QString whole = read(everyEvent).events();
        for (const std::size_t piece : {1, 2, 3, 7, 64, 1000})
            QCOMPARE(read(everyEvent, piece).events(), whole);
    }

    void theHeaderIsKept()
    {
        const Reading reading = read(R"({"ev":"trace","version":1,"title":"Zwölf","clock":"real","source":"python"})");
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(reading.store->meta().title, std::string("Zwölf"));
        QCOMPARE(reading.store->meta().clock, std::string("real"));
        QCOMPARE(reading.store->meta().source, std::string("python"));
    }

    void theStoreCanBeFollowedWhileItIsRead()
    {
        TraceReader reader;
        QVERIFY(reader.store() == nullptr);
        QVERIFY(reader.feed(header));
        const std::unique_ptr<EventStore> store = reader.takeStore();
        QVERIFY(reader.feed("{\"t\":1,\"ev\":\"task_running\",\"task\":1}\n{\"t\":2,"));
        QCOMPARE(store->size(), std::size_t{1});
        QVERIFY(reader.feed("\"ev\":\"task_running\",\"task\":2}\n"));
        QCOMPARE(store->size(), std::size_t{2});
        QCOMPARE(reader.store(), store.get());
    }

    void holdersThatFollowFromTheOnesBeforeTakeNoRoom()
    {
        std::string lines =
            header + "{\"t\":0,\"ev\":\"object_created\",\"object\":1,\"kind\":\"semaphore\",\"by\":null}\n";
        std::string holders;
        for (int task = 1; task <= 500; ++task) {
            holders.append(task > 1 ? "," : "").append(std::to_string(task));
            lines += "{\"t\":0,\"ev\":\"object_changed\",\"object\":1,\"value\":0,\"waiting\":0,\"holders\":[" +
                     holders + "],\"by\":" + std::to_string(task) + "}\n";
        }
        const Reading reading = read(lines);
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(reading.store->bytes(), reading.store->size() * 24);
        QCOMPARE(written(*reading.store), QString::fromStdString(lines));
    }

    void unknownKeysAndEventsAreCountedAndLeftOut()
    {
        const Reading reading = read(header + R"({"t":1,"ev":"coffee","cups":2}
{"t":1,"ev":"task_running","task":1,"mood":{"deep":[1,{"er":null}]},"scope":3}
{"t":2,"ev":"tea"}
)");
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(reading.events(), QStringLiteral("1 taskRunning task=1\n"));
        QCOMPARE(reading.report.skippedEvents, std::uint64_t{2});
        QCOMPARE(reading.report.unknownKeys, std::uint64_t{2});
        QCOMPARE(reading.report.leftOut(), QStringLiteral("left out: 2 unknown events (the first: `coffee`), "
                                                          "2 unknown keys (the first: `mood`)"));
    }

    void nullIsTheSameAsNotThere()
    {
        const Reading reading =
            read(header + R"({"t":1,"ev":"task_created","task":1,"name":null,"parent":null,"at":null}
{"t":1,"ev":"task_waiting","task":1,"on":"lock","object":null,"tasks":null,"until":null,"position":null}
{"t":1,"ev":"task_done","task":1,"outcome":"returned","value":null}
)");
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(reading.events(), QStringLiteral("1 taskCreated task=1\n"
                                                  "1 taskWaiting task=1 on=lock\n"
                                                  "1 taskDone task=1 outcome=returned\n"));
    }

    void blanksCarriageReturnsAndAByteOrderMarkAreBorne()
    {
        const Reading reading = read("\xef\xbb\xbf{ \"ev\" : \"trace\", \"version\": 1 }\r\n\r\n"
                                     "  {\"t\": 1, \"ev\": \"task_running\", \"task\": 1}  \r\n\n");
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(reading.events(), QStringLiteral("1 taskRunning task=1\n"));
    }

    void theLastLineMayLackItsLineFeed()
    {
        const Reading reading = read(header + R"({"t":1,"ev":"task_running","task":1})");
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(reading.events(), QStringLiteral("1 taskRunning task=1\n"));
    }

    void idsWithGapsAndTasksNeverCreatedAreTaken()
    {
        const Reading reading = read(header + R"({"t":1,"ev":"task_created","task":7,"parent":3}
{"t":1,"ev":"task_created","task":4294967295,"parent":7}
{"t":1,"ev":"task_running","task":900000000}
)");
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QCOMPARE(reading.store->size(), std::size_t{3});
    }

    void aBadLineEndsTheReadingAndKeepsWhatCameBefore_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &line, const char *message) {
            QTest::newRow(name) << line << QString::fromUtf8(message);
        };
        row("not JSON", "hello", "the line is not a JSON object");
        row("a list", "[1,2]", "the line is not a JSON object");
        row("a number", "17", "the line is not a JSON object");
        row("two objects", "{} {}", "the line is not a JSON object");
        row("an unclosed text", "{\"t\":5,\"ev\":\"log", "the line is not JSON: a text lacks its closing quote");
        row("an unclosed object", "{\"t\":5,\"ev\":\"log\"", "the line is not a JSON object");
        row("a trailing comma", "{\"t\":5,}", "the line is not a JSON object");
        row("a raw tab", "{\"t\":5,\"ev\":\"log\",\"text\":\"a\tb\"}",
            "the line is not JSON: a text holds a control character; write it as \\u00XX");
        row("a wrong escape", R"({"t":5,"ev":"log","text":"a\qb"})", "the line is not JSON: a text has a wrong escape");
        row("half a surrogate", R"({"t":5,"ev":"log","text":"\ud800"})",
            "the line is not JSON: a text has a wrong escape");
        row("not UTF-8", "{\"t\":5,\"ev\":\"log\",\"text\":\"\xff\"}", "the line is not UTF-8 text");
        row("zero bytes", QByteArray("{\"t\":5\0\0}", 9), "the line is not JSON: a number is malformed or too large");
        row("a number too large", R"({"t":123456789012345678901234567890,"ev":"log"})",
            "the line is not JSON: a number is malformed or too large");
        row("deep nesting",
            R"({"t":5,"ev":"log","text":"","x":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}',
            "the line has lists or objects nested more than 1024 deep");
        row("no event", R"({"t":5,"task":1})", "the event has no `ev`; say what happened");
        row("an event that is a number", R"({"t":5,"ev":1})", "`ev` must be a text in quotes");
        row("a second header", R"({"ev":"trace","version":1})", "a second header: a file holds one trace");
        row("no time", R"({"ev":"task_running","task":1})", "the event `task_running` has no `t`");
        row("no time of an unknown event", R"({"ev":"coffee"})", "the event `coffee` has no `t`");
        row("a time that is null", R"({"t":null,"ev":"task_running","task":1})", "the event `task_running` has no `t`");
        row("a time with a fraction", R"({"t":5.5,"ev":"task_running","task":1})",
            "`t` must be a whole number from 0 to 9223372036854775807");
        row("a time as text", R"({"t":"5","ev":"task_running","task":1})",
            "`t` must be a whole number from 0 to 9223372036854775807");
        row("a negative time", R"({"t":-1,"ev":"task_running","task":1})",
            "`t` must be a whole number from 0 to 9223372036854775807");
        row("a time out of range", R"({"t":9223372036854775808,"ev":"task_running","task":1})",
            "`t` must be a whole number from 0 to 9223372036854775807");
        row("a time that goes down", R"({"t":3,"ev":"task_running","task":1})",
            "`t` is 3, but the event before has 4; times must not go down");
        row("no task", R"({"t":5,"ev":"task_running"})", "the event `task_running` has no `task`");
        row("task 0", R"({"t":5,"ev":"task_running","task":0})", "`task` must be a whole number from 1 to 4294967295");
        row("a negative task", R"({"t":5,"ev":"task_running","task":-3})",
            "`task` must be a whole number from 1 to 4294967295");
        row("a task too large", R"({"t":5,"ev":"task_running","task":4294967296})",
            "`task` must be a whole number from 1 to 4294967295");
        row("a task as text", R"({"t":5,"ev":"task_running","task":"1"})",
            "`task` must be a whole number from 1 to 4294967295");
        row("a task in a list", R"({"t":5,"ev":"deadlock","tasks":[1,0]})",
            "`tasks` must be a whole number from 1 to 4294967295");
        row("tasks that are none", R"({"t":5,"ev":"deadlock","tasks":1})",
            "`tasks` must be a list of task ids such as [1,2]");
        row("a task twice", R"({"t":5,"ev":"task_created","task":1,"parent":null})",
            "the task 1 was created before, in line 2; ids must not be used twice");
        row("an object twice", R"({"t":5,"ev":"object_created","object":1,"kind":"lock"})",
            "the object 1 was created before, in line 3; ids must not be used twice");
        row("an object 0", R"({"t":5,"ev":"object_changed","object":0,"value":1})",
            "`object` must be a whole number from 1 to 4294967295");
        row("no value", R"({"t":5,"ev":"object_changed","object":1})", "the event `object_changed` has no `value`");
        row("a value as text", R"({"t":5,"ev":"object_changed","object":1,"value":"1"})",
            "`value` must be a whole number from -9223372036854775807 to 9223372036854775807");
        row("a value as number", R"({"t":5,"ev":"task_done","task":1,"outcome":"returned","value":1})",
            "`value` must be a text in quotes");
        row("a queue of less than nothing", R"({"t":5,"ev":"object_changed","object":1,"value":1,"waiting":-1})",
            "`waiting` must be a whole number from 0 to 9223372036854775807");
        row("holders that are none", R"({"t":5,"ev":"object_changed","object":1,"value":1,"holders":"all"})",
            "`holders` must be a list of task ids such as [1,2]");
        row("position 0", R"({"t":5,"ev":"task_waiting","task":1,"on":"lock","position":0})",
            "`position` must be a whole number from 1 to 9223372036854775807");
        row("an unknown wait", R"({"t":5,"ev":"task_waiting","task":1,"on":"godot"})",
            "`on` is `godot`, which is none of: sleep yield semaphore lock event condition barrier queue_get queue_put "
            "queue_join future task gather wait as_completed task_group shield executor http file sql process");
        row("an unknown cause", R"({"t":5,"ev":"task_ready","task":1,"because":"why"})",
            "`because` is `why`, which is none of: created timer released set put got finished failed cancelled "
            "notified "
            "executor io");
        row("an unknown outcome", R"({"t":5,"ev":"task_done","task":1,"outcome":"lost"})",
            "`outcome` is `lost`, which is none of: returned failed cancelled");
        row("an unknown end", R"({"t":5,"ev":"end","outcome":"cancelled"})",
            "`outcome` is `cancelled`, which is none of: returned failed deadlock stopped");
        row("an unknown cancel", R"({"t":5,"ev":"cancel","task":1,"why":""})",
            "`why` is ``, which is none of: cancel timeout task_group gather wait_for shutdown");
        row("an unknown kind", R"({"t":5,"ev":"object_created","object":2,"kind":"mutex"})",
            "`kind` is `mutex`, which is none of: semaphore lock event condition barrier queue future task_group "
            "gather "
            "pool resource");
        row("a thread too large", R"({"t":5,"ev":"job_started","job":1,"thread":3000000000})",
            "`thread` must be a whole number from 0 to 2147483647");
        row("a name that is a list", R"({"t":5,"ev":"task_created","task":2,"name":[]})",
            "`name` must be a text in quotes");
        row("a count below 0", R"({"t":5,"ev":"dropped","count":-1})",
            "`count` must be a whole number from 0 to 9223372036854775807");
    }

    void aBadLineEndsTheReadingAndKeepsWhatCameBefore()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, message);
        const Reading reading = read(header + R"({"t":3,"ev":"task_created","task":1,"name":"main","parent":null}
{"t":4,"ev":"object_created","object":1,"kind":"lock"}
)" + line.toStdString() + "\n{\"t\":9,\"ev\":\"task_running\",\"task\":1}\n");
        QCOMPARE(reading.fault(), QStringLiteral("a.coro.jsonl:4: error: ") + message);
        QCOMPARE(reading.events(), QStringLiteral("3 taskCreated task=1 name='main'\n"
                                                  "4 objectCreated object=1 kind=lock capacity=-1\n"));
        QCOMPARE(reading.report.events, std::uint64_t{2});
    }

    void whatIsNoTraceIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("fault");
        const QString advice = QStringLiteral(
            R"(a trace begins with a line such as {"ev":"trace","version":1,"title":"…","clock":"virtual",)"
            R"("source":"scenario"})");
        const QString first = QStringLiteral("a.coro.jsonl:1: error: ");
        QTest::newRow("empty") << QByteArray()
                               << QStringLiteral("a.coro.jsonl: error: there is nothing in it: ") + advice;
        QTest::newRow("only blanks") << QByteArray(" \n\n\r\n")
                                     << QStringLiteral("a.coro.jsonl: error: there is nothing in it: ") + advice;
        QTest::newRow("only a byte order mark")
            << QByteArray("\xef\xbb\xbf") << QStringLiteral("a.coro.jsonl: error: there is nothing in it: ") + advice;
        QTest::newRow("no header") << QByteArray("{\"t\":1,\"ev\":\"task_running\",\"task\":1}\n")
                                   << first + QStringLiteral("the header is missing: ") + advice;
        QTest::newRow("other JSON") << QByteArray("{\"traceEvents\":[]}")
                                    << first + QStringLiteral("the header is missing: ") + advice;
        QTest::newRow("YAML") << QByteArray("coroscope: 1\ntitle: x\n")
                              << first + QStringLiteral("this is not a trace: the line is not a JSON object; ") +
                                     advice;
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\x02\x01\x00\x00\xff\xfe\n\x00\x01",
                                              14)
                                << first + QStringLiteral("this is not a trace: the line is not UTF-8 text; ") + advice;
        QTest::newRow("a header cut off")
            << QByteArray("{\"ev\":\"trace\",\"vers")
            << first + QStringLiteral("this is not a trace: the line is not JSON: a text lacks its closing quote; ") +
                   advice;
        QTest::newRow("a later version")
            << QByteArray("{\"ev\":\"trace\",\"version\":2}\n")
            << first + QStringLiteral(
                           "the trace has version 2, but this program reads version 1; open it with a newer Coroscope");
        QTest::newRow("a version that is a text")
            << QByteArray("{\"ev\":\"trace\",\"version\":\"1\"}\n")
            << first + QStringLiteral("`version` must be a whole number from 0 to 9223372036854775807");
        QTest::newRow("no version") << QByteArray("{\"ev\":\"trace\"}\n")
                                    << first + QStringLiteral("the header has no `version`: ") + advice;
        QTest::newRow("a title that is a number") << QByteArray("{\"ev\":\"trace\",\"version\":1,\"title\":5}\n")
                                                  << first + QStringLiteral("`title` must be a text in quotes");
    }

    void whatIsNoTraceIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, fault);
        const Reading reading = read(bytes.toStdString());
        QCOMPARE(reading.fault(), fault);
        QVERIFY(!reading.store);
    }

    void aLineThatIsCutOffKeepsAllBeforeIt()
    {
        const std::string line = R"({"t":1,"ev":"task_running","task":1})";
        for (std::size_t length = 1; length < line.size(); ++length) {
            const Reading reading = read(header + line + '\n' + line.substr(0, length));
            QCOMPARE(reading.fault(), QStringLiteral("a.coro.jsonl:3: error: the file ends in the middle of this line; "
                                                     "what comes before it was kept"));
            QCOMPARE(reading.events(), QStringLiteral("1 taskRunning task=1\n"));
        }
    }

    void aLineThatIsTooLongIsRefusedBeforeItIsAllRead()
    {
        TraceReader reader(QStringLiteral("a"), {.lineBytes = 1000});
        QVERIFY(reader.feed(header));
        const std::string piece(300, 'x');
        int pieces = 1;
        while (reader.feed(piece) && pieces < 100)
            ++pieces;
        QCOMPARE(pieces, 4);
        QCOMPARE(reader.report().fault->text(),
                 QStringLiteral(
                     "a:2: error: the line is longer than 1000 bytes; this is no trace, or it lacks its line feeds"));
        const Reading whole = read(header + "{\"t\":1,\"ev\":\"log\",\"text\":\"" + std::string(2000, 'x') + "\"}\n",
                                   std::numeric_limits<std::size_t>::max(), {.lineBytes = 1000});
        QCOMPARE(whole.fault(), QStringLiteral("a.coro.jsonl:2: error: the line is longer than 1000 bytes"));
    }

    void aLongLineWithinTheBoundIsRead()
    {
        const std::string text(3'000'000, 'x');
        const Reading reading = read(header + "{\"t\":1,\"ev\":\"log\",\"text\":\"" + text + "\"}\n", 100'000);
        QCOMPARE(reading.fault(), QStringLiteral("none"));
        QVERIFY(reading.store->event(0).text == text);
    }

    void theBoundsOfEventsAndBytesAreFaultsThatKeepWhatFits()
    {
        std::string lines = header;
        for (int number = 0; number < 100; ++number)
            lines += "{\"t\":1,\"ev\":\"task_running\",\"task\":1}\n";
        const Reading few = read(lines, lines.size(), {.events = 10});
        QCOMPARE(few.fault(),
                 QStringLiteral("a.coro.jsonl:12: error: the trace has more than 10 events, the most that is read"));
        QCOMPARE(few.store->size(), std::size_t{10});
        const Reading small = read(lines, lines.size(), {.bytes = 240});
        QCOMPARE(small.fault(),
                 QStringLiteral("a.coro.jsonl:12: error: the trace takes more than 240 bytes, the most that is read"));
        QCOMPARE(small.store->size(), std::size_t{10});
    }
};

QTEST_GUILESS_MAIN(TestJsonlReader)
#include "tst_jsonlreader.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace coroscope
{

using test::ProgramRun;
using test::runProgram;

namespace
{

// The program's own limit is 2 GiB; what goes over it before it is seen is little.
constexpr long mostMemory = 2'300 * 1024;

QByteArray repeated(const char *text, int times) { return QByteArray(text).repeated(times); }

/// What `check` tells more than other commands: ` [SECTION]` behind each fault.
QString withoutSections(QString told)
{
    static const QRegularExpression section(u" \\[[a-z-]+\\](?=\n)"_s);
    return told.remove(section);
}

QByteArray nestedSteps(int levels)
{
    QByteArray text = "main:\n";
    for (int level = 0; level < levels; ++level)
        text += QByteArray(4 * level + 2, ' ') + "- if: true\n" + QByteArray(4 * level + 4, ' ') + "then:\n";
    return text + QByteArray(4 * levels + 2, ' ') + "- pass\n";
}

QByteArray unfoldingAliases()
{
    QByteArray text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
    for (char digit = '1'; digit <= '9'; ++digit) {
        const QByteArray before = QByteArray("*a") + static_cast<char>(digit - 1);
        text += QByteArray("a") + digit + ": &a" + digit + " [" + QByteArrayList(10, before).join(", ") + "]\n";
    }
    return text + "main:\n  - pass\n";
}

} // namespace

/// What is wrong, hostile or too much: each gets a message that says what to do and its exit code; nothing crashes,
/// hangs, or takes the machine's memory.
class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        file(u"good.yaml"_s, "coroscope: 1\nmain:\n  - log: hi\n  - sleep: 1\n");
    }

    void filesThatAreNoScenarioAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("fault"); // after FILE
        const auto raw = [](const char *name, const QByteArray &content, const QString &fault) {
            QTest::newRow(name) << content << fault;
        };
        const auto row = [&raw](const char *name, const QByteArray &content, const QString &fault) {
            raw(name, "coroscope: 1\n" + content, fault);
        };
        raw("an empty file", "", u":1:1: error: the file is empty; a scenario begins with 'coroscope: 1'"_s);
        raw("a binary file", "\x7f" + QByteArray("ELF\x02\x01\x01\0\0\0\0\xff\xfe", 12),
            u":1:8: error: a NUL byte: this is not a text file; a scenario is UTF-8 text"_s);
        raw("not UTF-8", "coroscope: 1\ntitle: caf\xe9\nmain:\n  - pass\n",
            u":2:11: error: the byte 0xE9 is not UTF-8; save the file as UTF-8 text"_s);
        raw("a file of 50 MB", "coroscope: 1\nmain:\n  - pass\n" + repeated("# 50 MB of it\n", 50 * 1024 * 1024 / 14),
            u": error: the file has more than 4 MiB; a scenario cannot be larger"_s);
        raw("wrong version", "coroscope: 2\nmain:\n  - pass\n",
            u":1:12: error: version 2 of the format is not known; this program reads 'coroscope: 1'"_s);
        raw("no version", "main:\n  - pass\n",
            u":1:1: error: the key 'coroscope' is missing; a scenario begins with 'coroscope: 1'"_s);
        row("not YAML", "main: [\n  - x: }\n",
            u":3:3: error: a list item '- ' cannot stand here; begin it on a line of its own and check the "
            "indentation"_s);
        row("a tab", "main:\n\t- pass\n", u":3:1: error: a tab cannot indent; use spaces"_s);
        row("an unknown key", "mian: 3\nmain:\n  - pass\n", u":2:1: error: unknown key 'mian'; did you mean 'main'?"_s);
        row("an unknown verb", "main:\n  - slep: 1\n", u":3:5: error: unknown step 'slep'; did you mean 'sleep'?"_s);
        row("an unknown name", "main:\n  - log: ${nope}\n", u":3:12: error: unknown name 'nope'"_s);
        row("an unknown coroutine", "main:\n  - await: nope(1)\n",
            u":3:12: error: unknown coroutine or variable 'nope'"_s);
        row("wrong arity", "coroutines:\n  f(a):\n    - pass\nmain:\n  - await: f(1, 2)\n",
            u":6:12: error: 'f' takes 1 argument, not 2"_s);
        row("for without in", "main:\n  - for: i range(3)\n    do:\n      - pass\n",
            u":3:10: error: 'for' needs 'NAME in LIST', such as 'i in range(3)', not 'i range(3)'"_s);
        row("negative permits", "objects:\n  s: Semaphore(-1)\nmain:\n  - pass\n",
            u":3:16: error: 'Semaphore' needs 0 or more, not -1"_s);
        row("aliases that unfold to millions", unfoldingAliases(),
            u":6:5: error: the file holds more than 200,000 values, aliases unfolded; a scenario cannot hold more"_s);
        row("an alias within itself", "main: &a\n  - *a\n",
            u":3:5: error: an alias cannot stand within what it names; write the value out"_s);
        row("100,000 levels of brackets", "main: " + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "\n",
            u":2:1007: error: more than 1000 brackets are open here; close them, or nest less deep"_s);
        row("100,000 levels of lists", "main:\n  " + repeated("- ", 100'000) + "x\n",
            u":3:513: error: lists and mappings nest more than 256 deep here; a scenario cannot nest deeper"_s);
        row("1,000 levels of steps", nestedSteps(1000),
            u":257:513: error: lists and mappings nest more than 256 deep here; a scenario cannot nest deeper"_s);
        row("40,000 levels of parentheses",
            "main:\n  - log: ${" + QByteArray(40'000, '(') + "1" + QByteArray(40'000, ')') + "}\n",
            u":3:212: error: the expression is nested more than 200 levels deep; split it up"_s);
        row("an expression without end", "main:\n  - log: ${1" + repeated("+1", 100'000) + "}\n",
            u":3:12: error: the expression is longer than 100000 characters; split it up"_s);
        row("a long sum", "main:\n  - log: ${1" + repeated("+1", 40'000) + "}\n",
            u":3:12: error: the expression has more than 500 operations within each other; split it up"_s);
    }
    void filesThatAreNoScenarioAreRefused()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, fault);
        file(u"bad.yaml"_s, content);
        for (const QStringList &arguments :
             {QStringList{u"run"_s, u"bad.yaml"_s}, QStringList{u"check"_s, u"bad.yaml"_s},
              QStringList{u"python"_s, u"bad.yaml"_s},
              QStringList{u"render"_s, u"bad.yaml"_s, u"-o"_s, u"bad.png"_s}}) {
            test::ProgramOptions options;
            options.folder = m_folder.path();
            options.addressLimit = qint64{1} << 30;
            const ProgramRun run = runProgram(arguments, options);
            // Words that another part of the message may change are not what this is about: the place is.
            const QString told = withoutSections(run.err);
            QVERIFY2(told.startsWith(u"bad.yaml"_s + fault + u'\n') || told == u"bad.yaml"_s + fault + u'\n',
                     qPrintable(run.all() + u"\nwanted: "_s + fault));
            QCOMPARE(run.code, 2);
            QVERIFY(run.ended);
            QCOMPARE(run.out, QString());
        }
        QVERIFY(!QFile::exists(m_folder.filePath(u"bad.png"_s)));
    }

    void whatIsNoFileIsRefused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("fault");
        QTest::newRow("nothing") << u"none.yaml"_s << u"none.yaml: error: there is no such file; check the path"_s;
        QTest::newRow("a directory") << u"."_s << u".: error: this is a directory; name a scenario file in it"_s;
        QTest::newRow("a device without an end")
            << u"/dev/zero"_s << u"/dev/zero: error: the file has more than 4 MiB; a scenario cannot be larger"_s;
        QTest::newRow("a trace") << u"run.coro.jsonl.gz"_s
                                 << u"run.coro.jsonl.gz: error: this is a trace, not a scenario; `coroscope render "
                                    "FILE -o OUT.png` draws it"_s;
    }
    void whatIsNoFileIsRefused()
    {
        QFETCH(const QString, path);
        QFETCH(const QString, fault);
        for (const QString &command : {u"run"_s, u"check"_s, u"python"_s}) {
            const ProgramRun run = program({command, path});
            QCOMPARE(withoutSections(run.err), fault + u'\n');
            QCOMPARE(run.code, 2);
        }
    }

    void objectsThatParamsSpoilAreRefused()
    {
        file(u"permits.yaml"_s, "coroscope: 1\nparams:\n  n: 3\nobjects:\n  s: Semaphore(n)\nmain:\n  - pass\n");
        const ProgramRun run = program({u"run"_s, u"permits.yaml"_s, u"--set"_s, u"n=-1"_s});
        QCOMPARE(run.err, u"permits.yaml:5:3: error: `s` cannot be made: Semaphore initial value must be >= 0\n"_s);
        QCOMPARE(run.code, 2);
    }

    void hostileProgramsAreStopped_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &content, const QString &options, int code,
                            const QString &message) {
            QTest::newRow(name) << "coroscope: 1\n" + content << options.split(u' ', Qt::SkipEmptyParts) << code
                                << message;
        };
        const QString events =
            u"the run has more than 20000000 events; it may never end. Allow more with --max-events (bad.yaml:%1)"_s;
        const QString memory =
            u"the run takes more than 2048 MiB of memory; keep less, or allow more with --max-memory (bad.yaml:%1)"_s;
        const QString tasks =
            u"more than 1000000 tasks are alive; end some first, or allow more with --max-tasks (bad.yaml:%1)"_s;
        const QString operations = u"main ran more than 100000000 operations without an await; it may never end. Add a "
                                   "`sleep: 0`, or allow more with --max-operations (bad.yaml:%1)"_s;

        row("an expression that throws", "main:\n  - let: {a: 3}\n  - log: ${a.x.y}\n", {}, 1,
            u"main failed: TypeError: null has no 'y' (bad.yaml:4)"_s);
        row("functions that call themselves without end", "main:\n  - let:\n      f: ${g => g(g)}\n  - log: ${f(f)}\n",
            {}, 1, u"main failed: RuntimeError: functions call functions more than 4000 levels deep (bad.yaml:5)"_s);
        row("an expression without end", "main:\n  - log: ${range(9000000).map(i => range(100).length).length}\n", {},
            1, u"main failed: RuntimeError: the expression ran for more than 1 s and was stopped (bad.yaml:3)"_s);
        row("expressions that take long, without end",
            "main:\n  - while: true\n    do:\n      - let: {a: \"${len(range(5000000))}\"}\n", {}, 4,
            operations.arg(5));
        row("expressions that take long, with a sleep between",
            "main:\n  - while: true\n    do:\n      - let: {a: \"${len(range(5000000))}\"}\n      - sleep: 0\n",
            u"--max-operations 1000000"_s, 4,
            u"the run took more than 20000000 operations, 20 times --max-operations; it may never end. Allow more "
            "with that option (bad.yaml:5)"_s);
        row("a text too long", "main:\n  - log: ${'x'.repeat(1e9)}\n", {}, 1,
            u"main failed: RuntimeError: a text of 1000000000 characters is too long; an expression can make one of "
            "16777216 at most (bad.yaml:3)"_s);
        row("an expression that allocates without end",
            "main:\n  - log: ${range(10000).map(i => range(100000)).length}\n", u"--max-memory 256"_s, 4,
            u"the run takes more than 256 MiB of memory; keep less, or allow more with --max-memory (bad.yaml:3)"_s);
        row("recursion without end", "coroutines:\n  f(n):\n    - await: f(n + 1)\nmain:\n  - await: f(0)\n", {}, 1,
            u"main failed: RuntimeError: maximum recursion depth exceeded: 10000 calls within calls, the last one of "
            "f (bad.yaml:4)"_s);
        row("tasks that wait for tasks without end",
            "coroutines:\n  f(n):\n    - create_task: f(n + 1)\n      as: t\n    - await: t\nmain:\n  - await: f(0)\n",
            {}, 4, tasks.arg(4));
        row("gathers in gathers without end", "coroutines:\n  f(n):\n    - gather: f(n + 1)\nmain:\n  - await: f(0)\n",
            {}, 4, tasks.arg(4));
        row("gathers in gathers, and main ends",
            "coroutines:\n  f(n):\n    - gather: f(n + 1)\nmain:\n  - create_task: f(0)\n  - for: i in range(20000)\n"
            "    do:\n      - sleep: 0\n",
            {}, 1, u"main failed: RuntimeError: maximum recursion depth exceeded"_s);
        row("a while without an await", "main:\n  - while: true\n    do:\n      - pass\n", {}, 4, operations.arg(3));
        row("a generator without end",
            "coroutines:\n  g():\n    - while: true\n      do:\n        - yield: 1\nmain:\n  - async_for: x in g()\n"
            "    do:\n      - pass\n",
            u"--max-operations 1000000"_s, 4,
            u"main ran more than 1000000 operations without an await; it may never end. Add a `sleep: 0`, or allow "
            "more with --max-operations"_s);
        row("a while that gives way", "main:\n  - while: true\n    do:\n      - sleep: 0\n", {}, 4, events.arg(5));
        row("a while that sleeps", "main:\n  - while: true\n    do:\n      - sleep: 1\n", {}, 4, events.arg(5));
        row("a while that logs", "main:\n  - while: true\n    do:\n      - log: x\n", u"--quiet"_s, 4,
            operations.arg(3));
        row("a while that logs long lines",
            "main:\n  - let: {s: \"${'x'.repeat(1000000)}\"}\n  - while: true\n    do:\n      - log: ${s}\n"
            "      - sleep: 0\n",
            u"--quiet"_s, 4, events.arg(7));
        row("a traced while without an await", "main:\n  - while: true\n    do:\n      - log: x\n",
            u"--trace bad.jsonl --max-events 100000"_s, 4,
            u"the run has more than 100000 events; it may never end. Allow more with --max-events (bad.yaml:5)"_s);
        row("a task that cannot be cancelled",
            "coroutines:\n  f():\n    - while: true\n      do:\n        - try:\n            - sleep: 1\n          "
            "except:\n"
            "            - CancelledError:\n                - pass\nmain:\n  - create_task: f()\n  - sleep: 1\n",
            {}, 4, events.arg(7));
        row("tasks that make tasks",
            "coroutines:\n  f():\n    - create_task: f()\n    - create_task: f()\nmain:\n  - create_task: f()\n"
            "  - sleep: 1\n",
            {}, 4, tasks.arg(5));
        row("a million tasks",
            "coroutines:\n  f(i):\n    - sleep: 1\nmain:\n  - gather: f(i)\n    for: i in range(1000000)\n", {}, 4,
            tasks.arg(6));
        row("ten million tasks in one step",
            "coroutines:\n  f(i):\n    - sleep: 1\nmain:\n  - gather: f(i)\n    for: i in range(10000000)\n", {}, 4,
            memory.arg(6));
        row("a list that grows for ever",
            "main:\n  - let: {xs: \"${[]}\"}\n  - while: true\n    do:\n      - let: {n: \"${xs.push(range(1000))}\"}\n"
            "      - sleep: 0\n",
            {}, 4, u"the run takes more than 2048 MiB of memory; keep less, or allow more with --max-memory"_s);
        row("a queue that grows for ever",
            "objects:\n  q: Queue()\nmain:\n  - while: true\n    do:\n      - call: q.put_nowait(1)\n",
            u"--max-memory 200"_s, 4,
            u"the run takes more than 200 MiB of memory; keep less, or allow more with --max-memory"_s);
        row("a text that grows for ever",
            "main:\n  - let: {s: x}\n  - while: true\n    do:\n      - let: {s: \"${s}${s}\"}\n", {}, 1,
            u"main failed: RuntimeError: a text of 33554432 characters is too long; an expression can make one of "
            "16777216 at most (bad.yaml:6)"_s);
    }
    void hostileProgramsAreStopped()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QStringList, options);
        QFETCH(const QString, message);
        file(u"bad.yaml"_s, content);
        const ProgramRun run = program(QStringList{u"run"_s, u"bad.yaml"_s} + options);
        QVERIFY2(run.ended, qPrintable(run.all()));
        QVERIFY2(run.err.startsWith(u"coroscope: error: "_s + message), qPrintable(run.all()));
        QCOMPARE(run.err.count(u'\n'), 1);
        QTEST(run.code, "code");
        QVERIFY2(run.peakMemory < mostMemory, qPrintable(u"%1 KiB"_s.arg(run.peakMemory)));
    }

    void whatAScenarioMayCatchDoesNotEndIt_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QString>("error");
        QTest::newRow("an expression that throws") << QByteArray("let: {a: \"${nothing.x}\"}") << u"TypeError"_s;
        QTest::newRow("recursion without end") << QByteArray("await: f(0)") << u"RuntimeError"_s;
        QTest::newRow("an expression without end")
            << QByteArray("let: {a: \"${range(9000000).map(i => range(100).length)}\"}") << u"RuntimeError"_s;
        QTest::newRow("a text too long") << QByteArray("let: {a: \"${'x'.repeat(1e9)}\"}") << u"RuntimeError"_s;
        QTest::newRow("a list too long") << QByteArray("let: {a: \"${range(1e9)}\"}") << u"RuntimeError"_s;
        QTest::newRow("an empty queue") << QByteArray("call: q.get_nowait()") << u"QueueEmpty"_s;
    }
    void whatAScenarioMayCatchDoesNotEndIt()
    {
        QFETCH(const QByteArray, step);
        QFETCH(const QString, error);
        file(u"caught.yaml"_s, "coroscope: 1\nobjects:\n  q: Queue()\ncoroutines:\n  f(n):\n    - await: f(n + 1)\n"
                               "main:\n  - let: {nothing: null}\n  - try:\n      - " +
                                   step + "\n    except:\n      - " + error.toLatin1() +
                                   ":\n          - log: caught\n  - log: goes on\n");
        const ProgramRun run = program({u"run"_s, u"caught.yaml"_s});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out, u"caught\ngoes on\n"_s);
        QCOMPARE(run.code, 0);
    }

    void limitsAreExactWhereTheyAreSmall()
    {
        const ProgramRun run =
            program({u"run"_s, u"good.yaml"_s, u"--trace"_s, u"few.jsonl"_s, u"--max-events"_s, u"5"_s});
        QCOMPARE(run.err, u"coroscope: error: the run has more than 5 events; it may never end. Allow more with "
                          "--max-events (good.yaml:4)\n"_s);
        QCOMPARE(run.code, 4);
        QCOMPARE(program({u"run"_s, u"good.yaml"_s, u"--trace"_s, u"few.jsonl"_s, u"--max-events"_s, u"9"_s}).code, 0);
        const ProgramRun memory = program({u"run"_s, u"good.yaml"_s, u"--max-memory"_s, u"1"_s});
        QVERIFY(memory.err.startsWith(u"coroscope: error: the run takes more than 1 MiB of memory; "));
        QCOMPARE(memory.code, 4);
    }

    void aTraceThatIsCutOffIsShownUpToThere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<QString>("fault");
        QTest::newRow("plain")
            << u"cut.coro.jsonl"_s << qint64{500}
            << u":9: error: the file ends in the middle of this line; what comes before it was kept"_s;
        QTest::newRow("compressed") << u"cut.coro.jsonl.gz"_s << qint64{200}
                                    << u": error: the compressed data end early: the file was cut off; what comes "
                                       "before was kept"_s;
    }
    void aTraceThatIsCutOffIsShownUpToThere()
    {
        QFETCH(const QString, name);
        QFETCH(const qint64, length);
        QFETCH(const QString, fault);
        file(u"many.yaml"_s, "coroscope: 1\nmain:\n  - for: i in range(50)\n    do:\n      - log: line ${i}\n"
                             "      - sleep: 1\n");
        QCOMPARE(program({u"run"_s, u"many.yaml"_s, u"-q"_s, u"--trace"_s, name}).code, 0);
        QVERIFY(QFile::resize(m_folder.filePath(name), length));
        const QString picture = name + u".png"_s;
        const ProgramRun run = program({u"render"_s, name, u"-o"_s, picture});
        QString told = run.err;
        if (name.endsWith(u".gz")) // the line where that is depends on the compression
            told.replace(QRegularExpression(u"gz:\\d+:"_s), u"gz:"_s);
        QCOMPARE(told, name + fault + u'\n');
        QCOMPARE(run.code, 2);
        QVERIFY(!QImage(m_folder.filePath(picture)).isNull());
    }

    void whatIsNoTraceIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("fault");
        const QString begins = u"a trace begins with a line such as"_s;
        QTest::newRow("empty") << QByteArray() << u": error: there is nothing in it: "_s + begins;
        QTest::newRow("a scenario") << QByteArray("coroscope: 1\nmain:\n  - pass\n")
                                    << u":1: error: this is not a trace: the line is not a JSON object; "_s + begins;
        QTest::newRow("binary") << QByteArray("\0\1\2\3\xff\n", 6)
                                << u":1: error: this is not a trace: the line is not UTF-8 text; "_s + begins;
        QTest::newRow("no gzip after all")
            << QByteArray("\x1f\x8b\x08trash and more of it") << u":1: error: the compressed data are damaged"_s;
    }
    void whatIsNoTraceIsRefused()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, fault);
        file(u"no.coro.jsonl"_s, content);
        const ProgramRun run = program({u"render"_s, u"no.coro.jsonl"_s, u"-o"_s, u"no.png"_s});
        QVERIFY2(run.err.startsWith(u"no.coro.jsonl"_s + fault), qPrintable(run.all()));
        QCOMPARE(run.code, 2);
        QVERIFY(!QFile::exists(m_folder.filePath(u"no.png"_s)));
    }

    void aTraceBeyondTheLimitsIsShownUpToThere_data()
    {
        QTest::addColumn<QStringList>("limit");
        QTest::addColumn<QString>("fault");
        const QString more = u"; what comes before was kept. Read more with --max-events and --max-memory\n"_s;
        QTest::newRow("events") << QStringList{u"--max-events"_s, u"10"_s}
                                << u"long.coro.jsonl:12: error: the trace has more than 10 events, the most that is "
                                   "read"_s +
                                       more;
        QTest::newRow("memory")
            << QStringList{u"--max-memory"_s, u"1"_s}
            << u"long.coro.jsonl:\\d+: error: the trace takes more than 524288 bytes, the most that "
               "is read"_s +
                   more;
    }
    void aTraceBeyondTheLimitsIsShownUpToThere()
    {
        QFETCH(const QStringList, limit);
        QFETCH(const QString, fault);
        file(u"long.coro.jsonl"_s,
             "{\"ev\":\"trace\",\"version\":1}\n{\"t\":0,\"ev\":\"task_created\",\"task\":1,\"name\":\"main\"}\n" +
                 repeated("{\"t\":9,\"ev\":\"log\",\"task\":1,\"text\":\"much\"}\n", 100'000));
        const ProgramRun run = program(QStringList{u"render"_s, u"long.coro.jsonl"_s, u"-o"_s, u"long.png"_s} + limit);
        QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(fault)).match(run.err).hasMatch(),
                 qPrintable(run.all()));
        QCOMPARE(run.code, 4);
        QVERIFY(!QImage(m_folder.filePath(u"long.png"_s)).isNull());
        QVERIFY(QFile::remove(m_folder.filePath(u"long.png"_s)));
    }

    void whatATraceHasBesideTheFormatIsCounted()
    {
        file(u"newer.coro.jsonl"_s,
             "{\"ev\":\"trace\",\"version\":1}\n{\"t\":0,\"ev\":\"task_created\",\"task\":1,\"name\":\"m\",\"why\":1}\n"
             "{\"t\":0,\"ev\":\"task_moved\",\"task\":1}\n{\"t\":1,\"ev\":\"task_moved\",\"task\":1}\n");
        const ProgramRun run = program({u"render"_s, u"newer.coro.jsonl"_s, u"-o"_s, u"newer.png"_s});
        QCOMPARE(run.err, u"coroscope: note: newer.coro.jsonl: left out: 2 unknown events (the first: `task_moved`), 1 "
                          "unknown key (`why`)\n"_s);
        QCOMPARE(run.code, 0);
    }

    void theFileThatIsReadIsNeverOverwritten_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("trace") << QStringList{u"run"_s, u"kept.yaml"_s, u"--trace"_s, u"./kept.yaml"_s};
        QTest::newRow("trace through a link") << QStringList{u"run"_s, u"kept.yaml"_s, u"--trace"_s, u"link.jsonl"_s};
        QTest::newRow("python") << QStringList{u"python"_s, u"kept.yaml"_s, u"-o"_s, u"kept.yaml"_s};
        QTest::newRow("picture") << QStringList{u"render"_s, u"kept.yaml"_s, u"-o"_s, u"link.png"_s};
    }
    void theFileThatIsReadIsNeverOverwritten()
    {
        QFETCH(const QStringList, arguments);
        const QByteArray text = "coroscope: 1\nmain:\n  - log: hi\n";
        file(u"kept.yaml"_s, text);
        for (const QString &link : {u"link.jsonl"_s, u"link.png"_s})
            QFile::link(u"kept.yaml"_s, m_folder.filePath(link));
        const ProgramRun run = program(arguments);
        QCOMPARE(run.err, u"coroscope: error: %1: this is the file that is read; write to another one\n"_s.arg(
                              arguments.back()));
        QCOMPARE(run.code, 2);
        QCOMPARE(run.out, QString());
        QFile kept(m_folder.filePath(u"kept.yaml"_s));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), text);
    }

    void anOutputWithoutANameIsTold()
    {
        const ProgramRun trace = program({u"run"_s, u"good.yaml"_s, u"--trace"_s, QString(u""_s)});
        QCOMPARE(trace.err, u"coroscope: error: --trace takes the name of a file, or - for stdout\n"_s);
        QCOMPARE(trace.code, 2);
        QCOMPARE(trace.out, QString());
        const ProgramRun python = program({u"python"_s, u"good.yaml"_s, u"-o"_s, QString(u""_s)});
        QCOMPARE(python.err, u"coroscope: error: --output takes the name of a file\n"_s);
        QCOMPARE(python.code, 2);
    }

    void settingsThatParamsSpoilAreRefused_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("message");
        QTest::newRow("a list") << u"xs=[1]"_s
                                << u"coroscope: error: --set xs: only a number, a text or true or false can be set\n"_s;
        QTest::newRow("a negative cost")
            << u"cost=-1"_s << u"cost.yaml:3:12: error: 'step_cost' needs a duration of 0 or more, not -1\n"_s;
        QTest::newRow("a cost that is a text")
            << u"text=much"_s << u"cost.yaml:3:12: error: 'step_cost' needs a duration of 0 or more, not much\n"_s;
        QTest::newRow("half a thread")
            << u"threads=1.5"_s
            << u"cost.yaml:4:21: error: 'threads' needs a whole number from 1 to 10000, not 1.5\n"_s;
    }
    void settingsThatParamsSpoilAreRefused()
    {
        QFETCH(const QString, setting);
        QFETCH(const QString, message);
        file(u"cost.yaml"_s, "coroscope: 1\nparams: {xs: [1, 2], cost: 0, text: '', threads: 2}\n"
                             "step_cost: \"${text == '' ? cost : text}\"\nexecutor: {threads: \"${threads}\"}\n"
                             "main:\n  - log: ${len(xs)}\n");
        QCOMPARE(program({u"run"_s, u"cost.yaml"_s}).out, u"2\n"_s);
        const ProgramRun run = program({u"run"_s, u"cost.yaml"_s, u"--set"_s, setting});
        QCOMPARE(run.err, message);
        QCOMPARE(run.code, 2);
    }

    void whatIsSaidOfAFileCannotSteerTheTerminal()
    {
        file(u"steers.yaml"_s, "coroscope: 1\n\"a\\e]0;b\\x07\\u202ec\": 3\nmain: [pass]\n");
        QCOMPARE(program({u"check"_s, u"steers.yaml"_s}).err,
                 u"steers.yaml:2:1: error: unknown key 'a\\u001b]0;b\\u0007\\u202ec' [unknown-key]\n"_s);
        file(u"steers.yaml"_s, "coroscope: 1\nmain:\n  - raise: {ValueError: \"a\\e[31mb\"}\n");
        QCOMPARE(program({u"run"_s, u"steers.yaml"_s}).err,
                 u"coroscope: error: main failed: ValueError: a\\u001b[31mb (steers.yaml:3)\n"_s);
    }

    void aFullDiskIsToldAndTheOldFileStaysWhole_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("target");
        QTest::newRow("trace") << QStringList{u"run"_s, u"much.yaml"_s, u"-q"_s, u"--trace"_s} << u"old.coro.jsonl"_s;
        QTest::newRow("compressed trace")
            << QStringList{u"run"_s, u"much.yaml"_s, u"-q"_s, u"--trace"_s} << u"old.coro.jsonl.gz"_s;
        QTest::newRow("png") << QStringList{u"render"_s, u"much.yaml"_s, u"-o"_s} << u"old.png"_s;
        QTest::newRow("svg") << QStringList{u"render"_s, u"much.yaml"_s, u"-o"_s} << u"old.svg"_s;
        QTest::newRow("pdf") << QStringList{u"render"_s, u"much.yaml"_s, u"-o"_s} << u"old.pdf"_s;
        QTest::newRow("python") << QStringList{u"python"_s, u"much.yaml"_s, u"-o"_s} << u"old.py"_s;
    }
    void aFullDiskIsToldAndTheOldFileStaysWhole()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, target);
        file(u"much.yaml"_s,
             "coroscope: 1\nmain:\n" + repeated("  - log: ${random()} ${random()}\n  - sleep: 0\n", 300));
        const QByteArray old = "what was there before";
        const QStringList before = QDir(m_folder.path()).entryList();
        file(target, old);
        test::ProgramOptions options;
        options.folder = m_folder.path();
        options.fileLimit = 512;
        const ProgramRun run = runProgram(arguments + QStringList{target}, options);
        QVERIFY2(run.ended, qPrintable(run.all()));
        QVERIFY2(run.err.contains(target + u": "_s), qPrintable(run.all()));
        QVERIFY2(run.err.contains(u"error: "), qPrintable(run.all()));
        QVERIFY2(run.err.contains(u"File too large") || run.err.contains(u"there is not enough space"),
                 qPrintable(run.all()));
        QCOMPARE(run.err.count(u'\n'), 1);
        QCOMPARE(run.code, 2);
        QFile kept(m_folder.filePath(target));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), old);
        kept.remove();
        QCOMPARE(QDir(m_folder.path()).entryList(), before);
    }

    // On a device of the test's own: a program that puts a file in the place of its target must not find the machine's.
    void aFullDeviceIsToldAndStaysADevice_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("trace") << QStringList{u"run"_s, u"good.yaml"_s, u"-q"_s, u"--trace"_s};
        QTest::newRow("python") << QStringList{u"python"_s, u"good.yaml"_s, u"-o"_s};
        QTest::newRow("picture") << QStringList{u"render"_s, u"good.yaml"_s, u"-o"_s};
    }
    void aFullDeviceIsToldAndStaysADevice()
    {
        QFETCH(const QStringList, arguments);
        const QString device = m_folder.filePath(u"full.png"_s);
        const QByteArray name = QFile::encodeName(device);
        if (!QFile::exists(device) && ::mknod(name.constData(), S_IFCHR | 0600, makedev(1, 7)) != 0)
            QSKIP("only root can make a device");
        const ProgramRun run = program(arguments + QStringList{device});
        QVERIFY2(run.err.contains(device + u": "_s) && run.err.contains(u"No space left on device"),
                 qPrintable(run.all()));
        QCOMPARE(run.code, 2);
        struct stat information {
        };
        QCOMPARE(::stat(name.constData(), &information), 0);
        QVERIFY(S_ISCHR(information.st_mode));
    }

    void aFullStandardOutputIsTold()
    {
        file(u"talks.yaml"_s, "coroscope: 1\nmain:\n  - for: i in range(10000)\n    do:\n      - log: line ${i}\n");
        for (const QStringList &arguments :
             {QStringList{u"run"_s, u"good.yaml"_s}, QStringList{u"run"_s, u"talks.yaml"_s},
              QStringList{u"run"_s, u"talks.yaml"_s, u"--trace"_s, u"-"_s},
              QStringList{u"run"_s, u"good.yaml"_s, u"-q"_s, u"--stats"_s}, QStringList{u"python"_s, u"good.yaml"_s},
              QStringList{u"list"_s}, QStringList{u"list"_s, u"--json"_s}, QStringList{u"schema"_s},
              QStringList{u"--help"_s}, QStringList{u"--version"_s}, QStringList{u"run"_s, u"--help"_s},
              QStringList{u"check"_s, u"--version"_s}}) {
            test::ProgramOptions options;
            options.folder = m_folder.path();
            options.standardOut = u"/dev/full"_s;
            const ProgramRun run = runProgram(arguments, options);
            QVERIFY2(run.err.startsWith(u"coroscope: error: "), qPrintable(run.all()));
            QVERIFY2(run.err.contains(u"cannot be written") || run.err.contains(u"cannot write"),
                     qPrintable(run.all()));
            QCOMPARE(run.err.count(u'\n'), 1);
            QCOMPARE(run.code, 2);
        }
    }

    void aMissingFolderIsTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        QTest::newRow("trace")
            << QStringList{u"run"_s, u"good.yaml"_s, u"-q"_s, u"--trace"_s, u"no/where.coro.jsonl"_s}
            << u"coroscope: error: no/where.coro.jsonl: cannot write the trace: No such file or directory; check that "
               "the folder exists and may be written to\n"_s;
        QTest::newRow("trace onto a folder")
            << QStringList{u"run"_s, u"good.yaml"_s, u"-q"_s, u"--trace"_s, u"."_s}
            << u"coroscope: error: .: cannot write the trace: this is a folder; check that the folder exists and may "
               "be written to\n"_s;
        QTest::newRow("picture") << QStringList{u"render"_s, u"good.yaml"_s, u"-o"_s, u"no/where.png"_s}
                                 << u"no/where.png: error: cannot be written: No such file or directory\n"_s;
        QTest::newRow("python") << QStringList{u"python"_s, u"good.yaml"_s, u"-o"_s, u"no/where.py"_s}
                                << u"coroscope: error: no/where.py: cannot be written: No such file or directory; "
                                   "check the folder, its permissions and its space\n"_s;
        QTest::newRow("python onto a folder")
            << QStringList{u"python"_s, u"good.yaml"_s, u"-o"_s, u"."_s}
            << u"coroscope: error: .: cannot be written: this is a folder; check the folder, its permissions and its "
               "space\n"_s;
    }
    void aMissingFolderIsTold()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, message);
        const ProgramRun run = program(arguments);
        QCOMPARE(run.err, message);
        QCOMPARE(run.code, 2);
    }

private:
    void file(const QString &name, const QByteArray &text) const { test::writeFile(m_folder.path(), name, text); }
    ProgramRun program(const QStringList &arguments) const
    {
        test::ProgramOptions options;
        options.folder = m_folder.path();
        return runProgram(arguments, options);
    }

    QTemporaryDir m_folder;
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestBadInput)
#include "tst_badinput.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/tracefile.h"
#include "tests/app/support/program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <csignal>

using namespace Qt::StringLiterals;

namespace coroscope
{

using test::ProgramRun;
using test::runProgram;

namespace
{

constexpr const char *knobs = R"(coroscope: 1
title: Knobs
seed: 3
params:
  n: {value: 2, min: 1, max: 5, help: how many}
  low: {value: 2, min: 1}
  high: {value: 2, max: 9}
  word: hello
  flag: true
  mode: {value: fast, choices: [fast, slow]}
  size: {value: 2, choices: [2, 4]}
  any: null
main:
  - log: ${n} ${low} ${high} ${word} ${flag} ${mode} ${size} ${any}
)";

constexpr const char *workers = R"(coroscope: 1
title: Three workers
objects:
  sem: Semaphore(2)
coroutines:
  worker(i):
    - with: sem
      do:
        - sleep: 250ms
        - log: "worker ${i} at ${now()}"
    - return: ${i}
main:
  - gather: worker(i)
    for: i in range(3)
    as: all
  - log: all ${all}
)";

} // namespace

/// The real executable, as a shell sees it: arguments in; stdout, stderr and exit code out.
class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        file(u"knobs.yaml"_s, knobs);
        file(u"workers.yaml"_s, workers);
        file(u"good.yaml"_s, "coroscope: 1\nmain:\n  - log: hi\n  - sleep: 1\n  - return: 3\n");
        file(u"bad.yaml"_s, "coroscope: 1\nmian: 3\nmain:\n  - slep: 1\n  - log: ${nope}\n");
        file(u"fails.yaml"_s, "coroscope: 1\nmain:\n  - log: before\n  - raise: {ValueError: too few}\n");
        file(u"fails-bare.yaml"_s, "coroscope: 1\nmain:\n  - raise: KeyError\n");
        file(u"dead.yaml"_s, "coroscope: 1\nobjects:\n  go: Event()\ncoroutines:\n  waits():\n    - await: go.wait()\n"
                             "main:\n  - await: waits()\n");
        file(u"dice.yaml"_s, "coroscope: 1\nseed: 3\nmain:\n  - log: ${randint(1, 1000000)}\n");
        file(u"real.yaml"_s, "coroscope: 1\nclock: real\nmain:\n  - sleep: 3ms\n  - log: awake\n"
                             "  - to_thread: {block: 2ms, return: 7}\n    as: seven\n  - log: ${seven}\n");
        file(u"endless.yaml"_s, "coroscope: 1\nclock: real\nmain:\n  - log: begun\n  - sleep: 1h\n");
    }

    void helpIsShown_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("firstLine");
        QTest::addColumn<QStringList>("words");
        const QStringList runWords{u"--set"_s,        u"--seed"_s,       u"--clock"_s,         u"--max-tasks"_s,
                                   u"--max-events"_s, u"--max-memory"_s, u"--max-operations"_s};
        QTest::newRow("of the program") << QStringList{u"--help"_s} << u"Usage: coroscope [FILE…]"_s
                                        << QStringList{u"run"_s,    u"check"_s, u"render"_s, u"sweep"_s,
                                                       u"python"_s, u"list"_s,  u"schema"_s};
        QTest::newRow("of the program, short")
            << QStringList{u"-h"_s} << u"Usage: coroscope [FILE…]"_s << QStringList{u"--version"_s};
        QTest::newRow("of the program, after a file")
            << QStringList{u"good.yaml"_s, u"--help"_s} << u"Usage: coroscope [FILE…]"_s << QStringList{u"run"_s};
        QTest::newRow("run") << QStringList{u"run"_s, u"--help"_s} << u"Usage: coroscope run [options] FILE"_s
                             << runWords + QStringList{u"--trace"_s,       u"--stats"_s,    u"--quiet"_s,
                                                       u"Exit codes: 0"_s, u"(1000000)"_s,  u"(20000000)"_s,
                                                       u"(2048)"_s,        u"(100000000)"_s};
        QTest::newRow("run, after a file")
            << QStringList{u"run"_s, u"good.yaml"_s, u"-h"_s} << u"Usage: coroscope run [options] FILE"_s << runWords;
        QTest::newRow("check") << QStringList{u"check"_s, u"--help"_s} << u"Usage: coroscope check [options] FILE…"_s
                               << QStringList{u"FILE:LINE:COLUMN"_s};
        QTest::newRow("render") << QStringList{u"render"_s, u"--help"_s} << u"Usage: coroscope render [options] FILE"_s
                                << runWords + QStringList{u"--output"_s, u"--size"_s, u"--theme"_s,
                                                          u"--from"_s,   u"--to"_s,   u".png, .svg or .pdf"_s};
        QTest::newRow("python") << QStringList{u"python"_s, u"--help"_s} << u"Usage: coroscope python [options] FILE"_s
                                << QStringList{u"--output"_s};
    }
    void helpIsShown()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, firstLine);
        QFETCH(const QStringList, words);
        const ProgramRun run = program(arguments);
        QCOMPARE(run.code, 0);
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out.section(u'\n', 0, 0), firstLine);
        for (const QString &word : words)
            QVERIFY2(run.out.contains(word), qPrintable(word + u" in\n"_s + run.out));
    }

    void versionIsShown_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("program") << QStringList{u"--version"_s};
        QTest::newRow("program, short") << QStringList{u"-v"_s};
        for (const char *command : {"run", "check", "render", "sweep", "python", "list", "schema"})
            QTest::newRow(command) << QStringList{QLatin1String(command), u"--version"_s};
    }
    void versionIsShown()
    {
        QFETCH(const QStringList, arguments);
        const ProgramRun run = program(arguments);
        QCOMPARE(run.code, 0);
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out, u"coroscope " COROSCOPE_VERSION "\n"_s);
    }

    void wrongUsageIsToldWithExitCode2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QString &arguments, const QString &message) {
            QTest::newRow(name) << arguments.split(u' ') << message;
        };
        row("a command that is none", u"rnu good.yaml"_s,
            u"rnu: there is no such file or command; see `coroscope --help`"_s);
        row("an unknown option of the window", u"--nope"_s, u"unknown option `--nope`; see `coroscope --help`"_s);
        row("run nothing", u"run"_s, u"run needs one file; see `coroscope run --help`"_s);
        row("run two", u"run good.yaml dice.yaml"_s, u"run needs one file; see `coroscope run --help`"_s);
        row("run, unknown option", u"run good.yaml --nope"_s, u"Unknown option 'nope'; see `coroscope run --help`"_s);
        row("run, option without its value", u"run good.yaml --seed"_s,
            u"Missing value after '--seed'; see `coroscope run --help`"_s);
        row("clock", u"run good.yaml --clock sun"_s, u"--clock takes virtual or real, not `sun`"_s);
        row("seed", u"run good.yaml --seed 1.5"_s, u"--seed takes a whole number, not `1.5`"_s);
        row("tasks", u"run good.yaml --max-tasks 0"_s, u"--max-tasks takes a whole number of 1 or more, not `0`"_s);
        row("events", u"run good.yaml --max-events many"_s,
            u"--max-events takes a whole number of 1 or more, not `many`"_s);
        row("memory", u"run good.yaml --max-memory -5"_s,
            u"--max-memory takes a whole number of 1 or more, not `-5`"_s);
        row("operations", u"run good.yaml --max-operations 1e9"_s,
            u"--max-operations takes a whole number of 1 or more, not `1e9`"_s);
        row("set without =", u"run knobs.yaml --set n"_s, u"--set takes NAME=VALUE, not `n`"_s);
        row("set without a name", u"run knobs.yaml --set =3"_s, u"--set takes NAME=VALUE, not `=3`"_s);
        row("set, unknown", u"run knobs.yaml --set m=3"_s,
            u"--set m: no such param; there are n, low, high, word, flag, mode, size, any"_s);
        row("set, without params", u"run good.yaml --set m=3"_s, u"--set m: this scenario has no params"_s);
        row("set, no number", u"run knobs.yaml --set n=many"_s, u"--set n=many: a number is wanted"_s);
        row("set, an empty number", u"run knobs.yaml --set n="_s, u"--set n=: a number is wanted"_s);
        row("set, no true or false", u"run knobs.yaml --set flag=3"_s, u"--set flag=3: true or false is wanted"_s);
        row("set, too large", u"run knobs.yaml --set n=9"_s, u"--set n=9: a value from 1 to 5 is wanted"_s);
        row("set, too small", u"run knobs.yaml --set low=0"_s, u"--set low=0: a value of 1 or more is wanted"_s);
        row("set, too large without a least", u"run knobs.yaml --set high=10"_s,
            u"--set high=10: a value of 9 or less is wanted"_s);
        row("set, no choice", u"run knobs.yaml --set mode=quick"_s, u"--set mode=quick: one of fast, slow is wanted"_s);
        row("set, no choice of numbers", u"run knobs.yaml --set size=3"_s, u"--set size=3: one of 2, 4 is wanted"_s);
        row("check nothing", u"check"_s, u"check needs a file; see `coroscope check --help`"_s);
        row("render without a target", u"render good.yaml"_s,
            u"render needs one file and -o OUT; see `coroscope render --help`"_s);
        row("render nothing", u"render -o x.png"_s,
            u"render needs one file and -o OUT; see `coroscope render --help`"_s);
        row("render, size", u"render good.yaml -o x.png --size 10"_s,
            u"--size takes WIDTHxHEIGHT, 100 to 20000 pixels each, not `10`"_s);
        row("render, size too large", u"render good.yaml -o x.png --size 99999x200"_s,
            u"--size takes WIDTHxHEIGHT, 100 to 20000 pixels each, not `99999x200`"_s);
        row("render, theme", u"render good.yaml -o x.png --theme pink"_s, u"--theme takes dark or light, not `pink`"_s);
        row("render, from", u"render good.yaml -o x.png --from soon"_s,
            u"--from takes a time such as 1.5s or 250ms, not `soon`"_s);
        row("render, to", u"render good.yaml -o x.png --to never"_s,
            u"--to takes a time such as 1.5s or 250ms, not `never`"_s);
        row("render, set", u"render knobs.yaml -o x.png --set n=9"_s, u"--set n=9: a value from 1 to 5 is wanted"_s);
        row("render, scale", u"render good.yaml -o x.png --scale 4"_s, u"--scale takes 1, 2 or 3, not `4`"_s);
        row("render, arrows", u"render good.yaml -o x.png --arrows most"_s,
            u"--arrows takes none, selected or all, not `most`"_s);
        row("render, legend", u"render good.yaml -o x.png --legend maybe"_s,
            u"--legend takes off or on, not `maybe`"_s);
        row("render, select", u"render good.yaml -o x.png --select nobody"_s,
            u"--select: the run has no task or object `nobody`"_s);
        row("render, lanes", u"render good.yaml -o x.png --lanes state:flying"_s,
            u"--lanes, column 7: No state is called flying. The states are ready, running, waiting, done, returned, "
            "failed, cancelled, timedout."_s);
        row("python nothing", u"python"_s, u"python needs one file; see `coroscope python --help`"_s);
        row("python, unknown option", u"python good.yaml --set n=3"_s,
            u"Unknown option 'set'; see `coroscope python --help`"_s);
    }
    void wrongUsageIsToldWithExitCode2()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, message);
        const ProgramRun run = program(arguments);
        QCOMPARE(run.err, u"coroscope: error: "_s + message + u'\n');
        QCOMPARE(run.code, 2);
        QCOMPARE(run.out, QString());
        QVERIFY(!QFile::exists(path(u"x.png"_s)));
    }

    void withoutADisplayTheWindowSaysWhatToDo()
    {
        test::ProgramOptions options;
        options.folder = m_folder.path();
        options.unset = QStringList{u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s};
        const ProgramRun run = runProgram({u"good.yaml"_s}, options);
        QCOMPARE(run.err, u"coroscope: error: there is no display for the window; `coroscope render FILE -o OUT.png` "
                          "draws without one\n"_s);
        QCOMPARE(run.code, 2);
    }

    void runPrintsLoggedLines()
    {
        const ProgramRun run = program({u"run"_s, u"workers.yaml"_s});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out, u"worker 0 at 0.25\nworker 1 at 0.25\nworker 2 at 0.5\nall [0, 1, 2]\n"_s);
        QCOMPARE(run.code, 0);
    }

    void theProgramCarriesItsScenariosWithIt()
    {
        // The window without a file opens this one.
        const ProgramRun run = program({u"run"_s, u":/scenarios/limits/semaphore-30.coro.yaml"_s, u"-q"_s});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.code, 0);
    }

    void quietRunsPrintNothing()
    {
        for (const QString &option : {u"--quiet"_s, u"-q"_s}) {
            const ProgramRun run = program({u"run"_s, u"workers.yaml"_s, option});
            QCOMPARE(run.out + run.err, QString());
            QCOMPARE(run.code, 0);
        }
        const ProgramRun failed = program({u"run"_s, u"fails.yaml"_s, u"--quiet"_s});
        QCOMPARE(failed.out, QString());
        QCOMPARE(failed.err, u"coroscope: error: main failed: ValueError: too few (fails.yaml:4)\n"_s);
        QCOMPARE(failed.code, 1);
    }

    void traceOnStdoutIsAllThatIsThere()
    {
        const ProgramRun run = program({u"run"_s, u"workers.yaml"_s, u"--trace"_s, u"-"_s});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.code, 0);
        const QByteArrayList lines = run.outBytes.split('\n');
        QVERIFY(lines.size() > 20);
        QCOMPARE(
            lines.first(),
            QByteArray(R"({"ev":"trace","version":1,"title":"Three workers","clock":"virtual","source":"scenario"})"));
        QCOMPARE(lines.last(), QByteArray());
        QStringList logged;
        for (qsizetype index = 1; index + 1 < lines.size(); ++index) {
            const QJsonObject event = QJsonDocument::fromJson(lines[index]).object();
            QVERIFY2(event.contains(u"t"_s), lines[index].constData());
            if (event[u"ev"_s] == u"log"_s)
                logged << event[u"text"_s].toString();
        }
        QCOMPARE(logged,
                 (QStringList{u"worker 0 at 0.25"_s, u"worker 1 at 0.25"_s, u"worker 2 at 0.5"_s, u"all [0, 1, 2]"_s}));
        QCOMPARE(lines[lines.size() - 2], QByteArray(R"({"t":500000000,"ev":"end","outcome":"returned"})"));
    }

    void aWaitStandsAtTheLineOfItsStep()
    {
        file(u"places.yaml"_s, "coroscope: 1\nobjects: {sem: Semaphore(0)}\ncoroutines:\n  job:\n    - sleep: 1\n"
                               "main:\n  - task_group: g\n    do:\n      - create_task: job()\n        in: g\n"
                               "  - timeout: 1\n    do:\n      - with: sem\n        do:\n          - pass\n");
        const ProgramRun run = program({u"run"_s, u"places.yaml"_s, u"--trace"_s, u"-"_s});
        QStringList waits;
        for (const QByteArray &line : run.outBytes.split('\n')) {
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            if (event[u"ev"_s] == u"task_waiting"_s)
                waits << event[u"on"_s].toString() + u' ' + event[u"at"_s].toString();
        }
        // The group waits for its tasks at its own line, not at that of the last step in it.
        QCOMPARE(waits,
                 (QStringList{u"task_group places.yaml:7"_s, u"sleep places.yaml:5"_s, u"semaphore places.yaml:13"_s}));
    }

    void tracesAreSavedPlainAndCompressed()
    {
        const QByteArray onStdout = program({u"run"_s, u"workers.yaml"_s, u"--trace"_s, u"-"_s}).outBytes;
        const ProgramRun plain = program({u"run"_s, u"workers.yaml"_s, u"--trace"_s, u"run.coro.jsonl"_s});
        QCOMPARE(plain.err, QString());
        QCOMPARE(plain.out.count(u'\n'), 4);
        QCOMPARE(content(u"run.coro.jsonl"_s), onStdout);
        const ProgramRun packed = program({u"run"_s, u"workers.yaml"_s, u"--quiet"_s, u"--trace=run.coro.jsonl.gz"_s});
        QCOMPARE(packed.err + packed.out, QString());
        QVERIFY(content(u"run.coro.jsonl.gz"_s).startsWith("\x1f\x8b"));
        const TraceRead one = readTrace(path(u"run.coro.jsonl"_s));
        const TraceRead other = readTrace(path(u"run.coro.jsonl.gz"_s));
        QVERIFY(!one.report.fault && !other.report.fault);
        QCOMPARE(one.report.events, static_cast<std::uint64_t>(onStdout.count('\n') - 1));
        QCOMPARE(other.report.events, one.report.events);
    }

    void statisticsGoWhereTheTraceDoesNot()
    {
        const ProgramRun alone = program({u"run"_s, u"workers.yaml"_s, u"--stats"_s});
        QCOMPARE(alone.err, QString());
        QVERIFY2(alone.out.startsWith(u"worker 0 at 0.25\n"), qPrintable(alone.out));
        const QString statistics = alone.out.mid(alone.out.indexOf(u"Run\n"));
        for (const char *expected : {"outcome           returned", "makespan          500 ms",
                                     "tasks             4 (4 returned)", "worker(2)", "semaphore"})
            QVERIFY2(statistics.contains(QLatin1String(expected)),
                     qPrintable(QLatin1String(expected) + u" in\n"_s + statistics));
        const ProgramRun traced = program({u"run"_s, u"workers.yaml"_s, u"--stats"_s, u"--trace"_s, u"-"_s});
        QVERIFY(traced.out.startsWith(u"{\"ev\":\"trace\""));
        QVERIFY(traced.out.endsWith(u"}\n"));
        QCOMPARE(traced.err, statistics);
        const ProgramRun quiet = program({u"run"_s, u"workers.yaml"_s, u"--stats"_s, u"-q"_s});
        QCOMPARE(quiet.out, statistics);
    }

    void paramsAreSet_data()
    {
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QString>("line");
        QTest::newRow("none") << QString() << u"2 2 2 hello true fast 2 null"_s;
        QTest::newRow("a number") << u"n=3"_s << u"3 2 2 hello true fast 2 null"_s;
        QTest::newRow("a fraction") << u"n=1.5"_s << u"1.5 2 2 hello true fast 2 null"_s;
        QTest::newRow("its bounds") << u"n=5 low=1 high=9"_s << u"5 1 9 hello true fast 2 null"_s;
        QTest::newRow("the last one counts") << u"n=3 n=4"_s << u"4 2 2 hello true fast 2 null"_s;
        QTest::newRow("a text") << u"word=good=bye"_s << u"2 2 2 good=bye true fast 2 null"_s;
        QTest::newRow("a text that looks like a number") << u"word=1.0"_s << u"2 2 2 1.0 true fast 2 null"_s;
        QTest::newRow("a text that looks true") << u"word=true"_s << u"2 2 2 true true fast 2 null"_s;
        QTest::newRow("an empty text") << u"word="_s << u"2 2 2  true fast 2 null"_s;
        QTest::newRow("false") << u"flag=false"_s << u"2 2 2 hello false fast 2 null"_s;
        QTest::newRow("a choice") << u"mode=slow size=4"_s << u"2 2 2 hello true slow 4 null"_s;
        QTest::newRow("anything for null") << u"any=7"_s << u"2 2 2 hello true fast 2 7"_s;
    }
    void paramsAreSet()
    {
        QFETCH(const QString, settings);
        QFETCH(const QString, line);
        QStringList arguments{u"run"_s, u"knobs.yaml"_s};
        for (const QString &setting : settings.split(u' ', Qt::SkipEmptyParts))
            arguments << u"--set"_s << setting;
        const ProgramRun run = program(arguments);
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out, line + u'\n');
        QCOMPARE(run.code, 0);
    }

    // Drawn by random.Random(SEED).randint(1, 1000000) of CPython.
    void seedsDrawWhatPythonDraws_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("number");
        QTest::newRow("of the file") << QStringList() << u"249524"_s;
        QTest::newRow("7") << QStringList{u"--seed"_s, u"7"_s} << u"339564"_s;
        QTest::newRow("-7, as 7 in Python") << QStringList{u"--seed=-7"_s} << u"339564"_s;
        QTest::newRow("0") << QStringList{u"--seed"_s, u"0"_s} << u"885441"_s;
        QTest::newRow("large") << QStringList{u"--seed"_s, u"18446744073709551615"_s} << u"22886"_s;
    }
    void seedsDrawWhatPythonDraws()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, number);
        const ProgramRun run = program(QStringList{u"run"_s, u"dice.yaml"_s} + arguments);
        QCOMPARE(run.err, QString());
        QCOMPARE(run.out, number + u'\n');
    }

    void theRealClockRunsToo()
    {
        const ProgramRun own = program({u"run"_s, u"real.yaml"_s});
        QCOMPARE(own.err, QString());
        QCOMPARE(own.out, u"awake\n7\n"_s);
        QCOMPARE(own.code, 0);
        // An hour in virtual time.
        file(u"hour.yaml"_s, "coroscope: 1\nclock: real\nmain:\n  - sleep: 1h\n  - log: ${now()}\n");
        const ProgramRun jumped = program({u"run"_s, u"hour.yaml"_s, u"--clock"_s, u"virtual"_s});
        QCOMPARE(jumped.out, u"3600\n"_s);
        file(u"short.yaml"_s, "coroscope: 1\nmain:\n  - sleep: 2ms\n  - log: ${now() >= 0.002}\n");
        const ProgramRun waited = program({u"run"_s, u"short.yaml"_s, u"--clock=real"_s, u"--trace"_s, u"t.jsonl"_s});
        QCOMPARE(waited.err, QString());
        QCOMPARE(waited.out, u"true\n"_s);
        QVERIFY(content(u"t.jsonl"_s).startsWith(R"({"ev":"trace","version":1,"title":"short","clock":"real")"));
    }

    void exitCodesTellHowItEnded_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("out");
        QTest::addColumn<QString>("err");
        QTest::newRow("returned") << u"run good.yaml"_s << 0 << u"hi\n"_s << QString();
        QTest::newRow("failed") << u"run fails.yaml"_s << 1 << u"before\n"_s
                                << u"coroscope: error: main failed: ValueError: too few (fails.yaml:4)\n"_s;
        QTest::newRow("failed without a message") << u"run fails-bare.yaml"_s << 1 << QString()
                                                  << u"coroscope: error: main failed: KeyError (fails-bare.yaml:3)\n"_s;
        QTest::newRow("a bad file") << u"run bad.yaml"_s << 2 << QString()
                                    << u"bad.yaml:2:1: error: unknown key 'mian'; did you mean 'main'?\n"
                                       "bad.yaml:4:5: error: unknown step 'slep'; did you mean 'sleep'?\n"
                                       "bad.yaml:5:12: error: unknown name 'nope'\n"_s;
        QTest::newRow("deadlock") << u"run dead.yaml"_s << 3 << QString()
                                  << u"coroscope: error: deadlock: nothing can go on: main waits for event go\n"_s;
        QTest::newRow("a limit") << u"run workers.yaml --max-tasks 3"_s << 4 << QString()
                                 << u"coroscope: error: more than 3 tasks are alive; end some first, or allow more "
                                    "with --max-tasks (workers.yaml:13)\n"_s;
    }
    void exitCodesTellHowItEnded()
    {
        QFETCH(const QString, arguments);
        const ProgramRun run = program(arguments.split(u' '));
        QTEST(run.err, "err");
        QTEST(run.out, "out");
        QTEST(run.code, "code");
    }

    void whatEndedBadlyIsTracedToo()
    {
        const ProgramRun run = program({u"run"_s, u"dead.yaml"_s, u"--trace"_s, u"dead.jsonl"_s});
        QCOMPARE(run.code, 3);
        QVERIFY(content(u"dead.jsonl"_s).contains(R"("ev":"deadlock","tasks":[1])"));
        QVERIFY(content(u"dead.jsonl"_s).endsWith("\"ev\":\"end\",\"outcome\":\"deadlock\"}\n"));
    }

    void signalsEndARunInOrder_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void signalsEndARunInOrder()
    {
        QFETCH(const int, number);
        test::ProgramOptions options;
        options.folder = m_folder.path();
        options.onOutput = [number](qint64 process) { ::kill(static_cast<pid_t>(process), number); };
        const ProgramRun run = runProgram({u"run"_s, u"endless.yaml"_s, u"--trace"_s, u"endless.jsonl"_s}, options);
        QCOMPARE(run.out, u"begun\n"_s);
        QCOMPARE(run.err, u"coroscope: error: stopped\n"_s);
        QCOMPARE(run.code, 130);
        QVERIFY(content(u"endless.jsonl"_s).endsWith("\"ev\":\"end\",\"outcome\":\"stopped\"}\n"));
    }

    void theSchemaIsPrinted()
    {
        const ProgramRun run = program({u"schema"_s});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.err, QString());
        const QJsonObject schema = QJsonDocument::fromJson(run.out.toUtf8()).object();
        QCOMPARE(schema[u"title"_s].toString(), u"Coroscope scenario"_s);
        const ProgramRun wrong = program({u"schema"_s, u"good.yaml"_s});
        QCOMPARE(wrong.code, 2);
        QCOMPARE(wrong.err, u"coroscope: error: schema takes no file; see `coroscope schema --help`\n"_s);
    }

    void checkTellsAllFaultsOfAllFiles()
    {
        file(u"worse.yaml"_s, "coroscope: 2\n");
        const ProgramRun run = program({u"check"_s, u"bad.yaml"_s, u"good.yaml"_s, u"worse.yaml"_s, u"none.yaml"_s});
        QCOMPARE(run.err, u"bad.yaml:2:1: error: unknown key 'mian'; did you mean 'main'? [unknown-key]\n"
                          "bad.yaml:4:5: error: unknown step 'slep'; did you mean 'sleep'? [unknown-step]\n"
                          "bad.yaml:5:12: error: unknown name 'nope' [unknown-name]\n"
                          "worse.yaml:1:12: error: version 2 of the format is not known; this program reads "
                          "'coroscope: 1' [version]\n"
                          "none.yaml: error: there is no such file; check the path [file]\n"_s);
        QCOMPARE(run.out, QString());
        QCOMPARE(run.code, 2);
        const ProgramRun right = program({u"check"_s, u"good.yaml"_s, u"workers.yaml"_s, u"knobs.yaml"_s});
        QCOMPARE(right.err + right.out, QString());
        QCOMPARE(right.code, 0);
    }

    void renderDrawsPngInTheSizeAndThemeAskedFor()
    {
        for (const QString &theme : {u"dark"_s, u"light"_s}) {
            const QString out = u"%1.png"_s.arg(theme);
            const ProgramRun run =
                program({u"render"_s, u"workers.yaml"_s, u"-o"_s, out, u"--size"_s, u"640x360"_s, u"--theme"_s, theme});
            QCOMPARE(run.out + run.err, QString());
            QCOMPARE(run.code, 0);
            const QImage image(path(out));
            QCOMPARE(image.size(), QSize(640, 360));
            const int background = qGray(image.pixel(2, 350));
            QVERIFY2(theme == u"dark" ? background < 80 : background > 200, qPrintable(QString::number(background)));
        }
    }

    void renderNeedsNoDisplay()
    {
        test::ProgramOptions options;
        options.folder = m_folder.path();
        options.unset =
            QStringList{u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s, u"XDG_RUNTIME_DIR"_s, u"HOME"_s};
        const ProgramRun run = runProgram({u"render"_s, u"workers.yaml"_s, u"-o"_s, u"plain.png"_s}, options);
        QCOMPARE(run.out + run.err, QString());
        QCOMPARE(run.code, 0);
        QVERIFY(QImage(path(u"plain.png"_s)).width() >= 800);
    }

    void renderDrawsSvgAndPdf()
    {
        QCOMPARE(program({u"render"_s, u"workers.yaml"_s, u"-o"_s, u"w.svg"_s, u"--size"_s, u"800x400"_s}).code, 0);
        QXmlStreamReader svg(content(u"w.svg"_s));
        QVERIFY(svg.readNextStartElement());
        QCOMPARE(svg.name(), u"svg"_s);
        QCOMPARE(svg.attributes().value(u"viewBox"_s), u"0 0 800 400"_s);
        QString texts;
        while (!svg.atEnd()) {
            if (svg.readNext() == QXmlStreamReader::Characters)
                texts += svg.text();
        }
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
        QVERIFY(texts.contains(u"worker(2)"));
        QVERIFY(texts.contains(u"Three workers"));
        QCOMPARE(program({u"render"_s, u"workers.yaml"_s, u"-o"_s, u"w.pdf"_s}).code, 0);
        QVERIFY(content(u"w.pdf"_s).startsWith("%PDF-1."));
        QVERIFY(content(u"w.pdf"_s).trimmed().endsWith("%%EOF"));
    }

    void renderDrawsARangeOfTime()
    {
        const QStringList size{u"--size"_s, u"640x360"_s};
        const auto draw = [&](const QString &out, const QStringList &options) {
            return program(QStringList{u"render"_s, u"workers.yaml"_s, u"-o"_s, out} + size + options);
        };
        QCOMPARE(draw(u"whole.png"_s, {}).code, 0);
        QCOMPARE(draw(u"half.png"_s, {u"--from"_s, u"250ms"_s, u"--to"_s, u"0.5s"_s}).code, 0);
        QVERIFY(QImage(path(u"whole.png"_s)) != QImage(path(u"half.png"_s)));
        const ProgramRun beyond = draw(u"beyond.png"_s, {u"--from"_s, u"2s"_s});
        QCOMPARE(beyond.err, u"beyond.png: error: the run ends at 500 ms, before the range of time begins\n"_s);
        QCOMPARE(beyond.code, 2);
        const ProgramRun backwards = draw(u"backwards.png"_s, {u"--from"_s, u"400ms"_s, u"--to"_s, u"100ms"_s});
        QVERIFY2(backwards.err.startsWith(u"backwards.png: error: "), qPrintable(backwards.err));
        QCOMPARE(backwards.code, 2);
    }

    void aTraceRendersAsItsScenarioDoes()
    {
        QCOMPARE(program({u"run"_s, u"workers.yaml"_s, u"-q"_s, u"--trace"_s, u"w.coro.jsonl"_s}).code, 0);
        QCOMPARE(program({u"run"_s, u"workers.yaml"_s, u"-q"_s, u"--trace"_s, u"w.coro.jsonl.gz"_s}).code, 0);
        const QStringList size{u"--size"_s, u"640x360"_s};
        for (const QString &source : {u"workers.yaml"_s, u"w.coro.jsonl"_s, u"w.coro.jsonl.gz"_s}) {
            const ProgramRun run = program(QStringList{u"render"_s, source, u"-o"_s, source + u".png"_s} + size);
            QCOMPARE(run.err, QString());
            QCOMPARE(run.code, 0);
            QCOMPARE(QImage(path(source + u".png"_s)), QImage(path(u"workers.yaml.png"_s)));
        }
    }

    void renderDrawsAsItIsTold()
    {
        const auto draw = [&](const QString &out, const QStringList &options) {
            const ProgramRun run =
                program(QStringList{u"render"_s, u"workers.yaml"_s, u"-o"_s, out, u"--size"_s, u"640x360"_s} + options);
            return QString::number(run.code) + run.err;
        };
        QCOMPARE(draw(u"plain.svg"_s, {}), u"0"_s);
        QVERIFY(content(u"plain.svg"_s).contains("semaphore<"));
        QVERIFY(content(u"plain.svg"_s).contains("worker(2)"));
        QCOMPARE(draw(u"told.svg"_s, {u"--title"_s, u"Mine"_s, u"--caption"_s, u"Of three"_s, u"--legend"_s, u"off"_s}),
                 u"0"_s);
        QVERIFY(content(u"told.svg"_s).contains("Mine"));
        QVERIFY(content(u"told.svg"_s).contains("Of three"));
        QVERIFY(!content(u"told.svg"_s).contains("semaphore<"));
        QCOMPARE(draw(u"x2.png"_s, {u"--scale"_s, u"2"_s}), u"0"_s);
        QCOMPARE(QImage(path(u"x2.png"_s)).size(), QSize(1280, 720));
        for (const QStringList &options : {QStringList{u"--select"_s, u"worker(2)"_s}, {u"--arrows"_s, u"all"_s}}) {
            QCOMPARE(draw(u"other.svg"_s, options), u"0"_s);
            QVERIFY(content(u"other.svg"_s) != content(u"plain.svg"_s));
        }
    }

    void renderNarrowsTheLanes()
    {
        const auto draw = [&](const QStringList &options) {
            const ProgramRun run = program(QStringList{u"render"_s, u"workers.yaml"_s, u"-o"_s, u"l.svg"_s} + options);
            QString told = QString::number(run.code) + run.err;
            for (int i = 0; i < 3; ++i) {
                const QString name = u"worker(%1)"_s.arg(i);
                if (content(u"l.svg"_s).contains(name.toUtf8()))
                    told += u' ' + name;
            }
            return told;
        };
        QCOMPARE(draw({u"--lanes"_s, u"name:*(1)"_s}), u"0 worker(1)"_s);
        // At the end nobody waits any more; what a part of the run shows is what is at its end.
        QCOMPARE(draw({u"--lanes"_s, u"on:sem"_s, u"--to"_s, u"100ms"_s}), u"0 worker(2)"_s);
        QVERIFY(draw({u"--lanes"_s, u"on:sem"_s}).startsWith(u"0coroscope: note: --lanes: no task fits `on:sem`\n"));
    }

    void renderSetsParams()
    {
        file(u"count.yaml"_s, "coroscope: 1\nparams:\n  n: 2\ncoroutines:\n  job(i):\n    - sleep: 1\nmain:\n"
                              "  - gather: job(i)\n    for: i in range(n)\n");
        QCOMPARE(program({u"render"_s, u"count.yaml"_s, u"-o"_s, u"n2.svg"_s}).code, 0);
        QCOMPARE(program({u"render"_s, u"count.yaml"_s, u"-o"_s, u"n5.svg"_s, u"--set"_s, u"n=5"_s}).code, 0);
        QVERIFY(!content(u"n2.svg"_s).contains("job(4)"));
        QVERIFY(content(u"n5.svg"_s).contains("job(4)"));
    }

    void aRunThatEndsBadlyIsDrawnAllTheSame()
    {
        const ProgramRun dead = program({u"render"_s, u"dead.yaml"_s, u"-o"_s, u"dead.png"_s});
        QCOMPARE(dead.code, 0);
        QVERIFY(!QImage(path(u"dead.png"_s)).isNull());
        const ProgramRun limited =
            program({u"render"_s, u"workers.yaml"_s, u"-o"_s, u"limited.png"_s, u"--max-tasks"_s, u"3"_s});
        QCOMPARE(limited.err, u"coroscope: error: more than 3 tasks are alive; end some first, or allow more with "
                              "--max-tasks (workers.yaml:13); the picture shows what ran until then\n"_s);
        QVERIFY(!QImage(path(u"limited.png"_s)).isNull());
    }

    void renderTellsWhereItCannotWrite()
    {
        const auto fault = [this](const QString &out) {
            const ProgramRun run = program({u"render"_s, u"good.yaml"_s, u"-o"_s, out});
            return QString::number(run.code) + u' ' + run.err;
        };
        QCOMPARE(fault(u"nowhere/a.png"_s),
                 u"2 nowhere/a.png: error: cannot be written: No such file or directory\n"_s);
        QCOMPARE(fault(u"a.bmp"_s),
                 u"2 a.bmp: error: pictures are saved as .png, .svg or .pdf; give the file one of these endings\n"_s);
        QVERIFY(QDir(m_folder.path()).mkdir(u"folder.png"_s));
        QCOMPARE(fault(u"folder.png"_s), u"2 folder.png: error: this is a folder; give the picture a name in it\n"_s);
    }

    void pythonWritesAProgram()
    {
        const ProgramRun shown = program({u"python"_s, u"good.yaml"_s});
        QCOMPARE(shown.err, QString());
        QCOMPARE(shown.code, 0);
        QVERIFY2(shown.out.contains(u"import asyncio\n"), qPrintable(shown.out));
        QVERIFY2(
            shown.out.contains(u"async def main():\n    print(\"hi\")\n    await asyncio.sleep(1)\n    return 3\n"),
            qPrintable(shown.out));
        const ProgramRun saved = program({u"python"_s, u"good.yaml"_s, u"-o"_s, u"good.py"_s});
        QCOMPARE(saved.out + saved.err, QString());
        QCOMPARE(content(u"good.py"_s), shown.outBytes);
        const ProgramRun bad = program({u"python"_s, u"bad.yaml"_s, u"-o"_s, u"good.py"_s});
        QCOMPARE(bad.code, 2);
        QVERIFY(bad.err.startsWith(u"bad.yaml:2:1: error: "));
        QCOMPARE(content(u"good.py"_s), shown.outBytes);
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void file(const QString &name, const QByteArray &text) const { test::writeFile(m_folder.path(), name, text); }
    QByteArray content(const QString &name) const
    {
        QFile opened(path(name));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    ProgramRun program(const QStringList &arguments) const
    {
        test::ProgramOptions options;
        options.folder = m_folder.path();
        return runProgram(arguments, options);
    }

    QTemporaryDir m_folder;
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestCommandLine)
#include "tst_commandline.moc"

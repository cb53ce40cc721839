// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runcommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/record/recorder.h"
#include "core/trace/intervals.h"
#include "core/trace/jsonlwriter.h"
#include "core/trace/statistics.h"
#include "core/trace/tracefile.h"

#include <QElapsedTimer>
#include <QFile>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// Set while a run goes on, so that Ctrl+C and SIGTERM end it in order and what it recorded is saved.
std::atomic<ScenarioRun *> interruptible{nullptr};

void interrupt(int)
{
    if (ScenarioRun *run = interruptible.load())
        run->requestStop();
}

class Interruptible
{
public:
    explicit Interruptible(ScenarioRun &run)
    {
        interruptible.store(&run);
        m_beforeInterrupt = std::signal(SIGINT, &interrupt);
        m_beforeTerminate = std::signal(SIGTERM, &interrupt);
    }
    Interruptible(const Interruptible &) = delete;
    Interruptible &operator=(const Interruptible &) = delete;
    ~Interruptible()
    {
        std::signal(SIGINT, m_beforeInterrupt);
        std::signal(SIGTERM, m_beforeTerminate);
        interruptible.store(nullptr);
    }

private:
    void (*m_beforeInterrupt)(int);
    void (*m_beforeTerminate)(int);
};

// One line on a terminal that tells how far a long run is.
class ProgressLine
{
public:
    explicit ProgressLine(bool on) : m_on(on) { m_timer.start(); }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;
    ~ProgressLine()
    {
        if (m_shown)
            std::fputs("\r\033[K", stderr);
    }
    void tell(async::Scheduler &scheduler, std::int64_t steps)
    {
        static constexpr qint64 firstAfter = 700;
        static constexpr qint64 then = 200;
        if (!m_on || m_timer.elapsed() < (m_shown ? then : firstAfter))
            return;
        m_timer.restart();
        m_shown = true;
        const QByteArray line =
            u"\r\033[Kt = %1 · %2 steps · %3 tasks alive · Ctrl+C ends it"_s.arg(formatDuration(scheduler.now()))
                .arg(steps)
                .arg(scheduler.liveTaskCount())
                .toUtf8();
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
        std::fflush(stderr);
    }

private:
    QElapsedTimer m_timer;
    bool m_on;
    bool m_shown = false;
};

int tellResult(const RunResult &result, const Scenario &scenario)
{
    if (!result.limit.isEmpty()) {
        printError(result.limit);
        return ExitLimit;
    }
    switch (result.outcome) {
    case RunOutcome::Returned:
        return ExitReturned;
    case RunOutcome::Failed: {
        QString text = u"main failed: "_s + result.error;
        if (!result.message.isEmpty())
            text += u": "_s + result.message;
        if (result.line > 0)
            text += u" (%1:%2)"_s.arg(scenario.file).arg(result.line);
        printError(text);
        return ExitFailed;
    }
    case RunOutcome::Deadlock:
        printError(u"deadlock: "_s + result.message);
        return ExitDeadlock;
    case RunOutcome::Stopped:
        printError(u"stopped"_s);
        return ExitStopped;
    }
    return ExitFailed;
}

// Writes the trace; false with a message printed where that fails.
bool writeTrace(const EventStore &store, const QString &target)
{
    std::optional<Fault> fault;
    if (target == u"-") {
        QFile out;
        if (!out.open(stdout, QIODevice::WriteOnly))
            fault = Fault{{}, 0, 0, u"standard output cannot be written to"_s};
        else
            fault = TraceWriter(store).writeNew(out);
        if (!fault && !out.flush())
            fault = Fault{{}, 0, 0, u"the trace cannot be written: %1"_s.arg(out.errorString())};
    } else {
        fault = saveTrace(store, target);
    }
    if (fault)
        printError(fault->file.isEmpty() ? fault->message : fault->file + u": "_s + fault->message);
    return !fault;
}

} // namespace

int runCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs a scenario without a window. Lines that it logs go to stdout, unless the trace does.\n"
        "Exit codes: 0 returned, 1 main failed, 2 usage or a bad file, 3 deadlock, 4 a limit was hit, 130 interrupted."_s);
    parser.addPositionalArgument(u"FILE"_s, u"The scenario."_s);
    addRunOptions(parser);
    parser.addOption({u"trace"_s, u"Saves the trace (.coro.jsonl, .coro.jsonl.gz); - is stdout."_s, u"OUT"_s});
    parser.addOption({u"stats"_s, u"Prints statistics at the end."_s});
    parser.addOption({{u"q"_s, u"quiet"_s}, u"Prints no logged lines and no progress."_s});
    if (const auto over = parseArguments(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1) {
        printError(u"run needs one file; see `coroscope run --help`"_s);
        return ExitUsage;
    }
    std::optional<RunOptions> options = runOptions(parser);
    if (!options)
        return ExitUsage;
    const std::shared_ptr<const Scenario> scenario = loadOrTell(parser.positionalArguments().front());
    if (!scenario)
        return ExitUsage;

    const QString target = parser.value(u"trace"_s);
    if (parser.isSet(u"trace"_s) && target.isEmpty()) {
        printError(u"--trace takes the name of a file, or - for stdout"_s);
        return ExitUsage;
    }
    if (overwritesInput(parser.positionalArguments().front(), target))
        return ExitUsage;
    const bool wantsStats = parser.isSet(u"stats"_s);
    const bool quiet = parser.isSet(u"quiet"_s);
    const bool real = options->clock.value_or(scenario->clock) == ScenarioClock::Real;
    std::unique_ptr<EventStore> store;
    std::unique_ptr<Recorder> recorder;
    if (!target.isEmpty() || wantsStats) {
        TraceMeta meta;
        meta.title = scenario->title.toStdString();
        meta.clock = real ? "real" : "virtual";
        store = std::make_unique<EventStore>(meta);
        recorder = std::make_unique<Recorder>(*store);
        options->instrument = recorder.get();
        options->eventCount = [&store] { return static_cast<std::int64_t>(store->size()); };
    }
    if (!quiet && target != u"-") {
        options->onLog = [real](async::Scheduler &, const QString &text) {
            printOut(text + u'\n');
            if (real)
                std::fflush(stdout);
        };
    }
    ProgressLine progress(!quiet && isatty(STDERR_FILENO) != 0);
    options->onProgress = [&progress](async::Scheduler &scheduler, std::int64_t steps) {
        progress.tell(scheduler, steps);
    };

    // Never destroyed: at the end of the program the system takes its memory faster than we could give it back.
    static auto &run = *new Result<std::unique_ptr<ScenarioRun>>(ScenarioRun::create(scenario, std::move(*options)));
    if (!run.ok()) {
        if (run.fault().file.isEmpty())
            printError(run.fault().message);
        else
            printFault(run.fault());
        return ExitUsage;
    }
    RunResult result;
    {
        const Interruptible guard(*run.value());
        result = run.value()->runToEnd();
    }
    if (real)
        run.value().reset(); // its threads must be gone before the program's globals are
    int code = ExitReturned;
    if (!target.isEmpty() && !writeTrace(*store, target))
        code = ExitUsage;
    if (wantsStats) {
        Intervals intervals(*store);
        intervals.update();
        const QString text = QString::fromStdString(statisticsText(computeStatistics(intervals)));
        if (target == u"-")
            std::fputs(text.toUtf8().constData(), stderr);
        else
            printOut(text);
    }
    // Of a trace that did not fit there it was told already.
    const bool isTold = target == u"-" && code != ExitReturned;
    if (!isTold && finishOut() != ExitReturned)
        code = ExitUsage;
    const int ended = tellResult(result, *scenario);
    return code != ExitReturned ? code : ended;
}

} // namespace coroscope

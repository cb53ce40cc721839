// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweepcommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/base/savefile.h"
#include "core/sweep/sweep.h"
#include "ui/panels/sweepplot.h"
#include "ui/timeline/picturefile.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// Set by Ctrl+C and SIGTERM, so that what was measured until then is told.
volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) { interrupted = 1; }

class Interruptible
{
public:
    Interruptible()
        : m_beforeInterrupt(std::signal(SIGINT, &interrupt)), m_beforeTerminate(std::signal(SIGTERM, &interrupt))
    {
    }
    Interruptible(const Interruptible &) = delete;
    Interruptible &operator=(const Interruptible &) = delete;
    ~Interruptible()
    {
        std::signal(SIGINT, m_beforeInterrupt);
        std::signal(SIGTERM, m_beforeTerminate);
    }

private:
    void (*m_beforeInterrupt)(int);
    void (*m_beforeTerminate)(int);
};

// One line on a terminal that tells how far a long sweep is. Called from the threads of the sweep, one at a time.
class ProgressLine
{
public:
    explicit ProgressLine(std::size_t runs) : m_runs(runs), m_on(isatty(STDERR_FILENO) != 0) { m_timer.start(); }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;
    ~ProgressLine()
    {
        if (m_shown)
            std::fputs("\r\033[K", stderr);
    }
    void count()
    {
        static constexpr qint64 every = 300; // milliseconds
        ++m_done;
        if (!m_on || m_timer.elapsed() < every)
            return;
        m_timer.restart();
        m_shown = true;
        std::fprintf(stderr, "\r\033[K%zu of %zu runs · Ctrl+C ends it", m_done, m_runs);
        std::fflush(stderr);
    }

private:
    QElapsedTimer m_timer;
    std::size_t m_runs;
    std::size_t m_done = 0;
    bool m_on;
    bool m_shown = false;
};

bool readCount(const QCommandLineParser &parser, const QString &name, int most, int &count)
{
    if (!parser.isSet(name))
        return true;
    bool ok = false;
    const int number = parser.value(name).toInt(&ok);
    if (!ok || number < 1 || number > most) {
        printError(u"--%1 takes a whole number from 1 to %2, not `%3`"_s.arg(name).arg(most).arg(parser.value(name)));
        return false;
    }
    count = number;
    return true;
}

bool readMeasures(const QCommandLineParser &parser, SweepMeasures &measures)
{
    if (!parser.isSet(u"measure"_s)) {
        measures.push_back(&sweepMeasures().front());
        return true;
    }
    for (const QString &part : parser.values(u"measure"_s).join(u',').split(u',')) {
        const SweepMeasure *measure = findSweepMeasure(part.trimmed());
        if (!measure) {
            printError(u"--measure: no such measure `%1`; there are %2"_s.arg(part.trimmed(),
                                                                              sweepMeasureNames().join(u", ")));
            return false;
        }
        if (std::find(measures.begin(), measures.end(), measure) == measures.end())
            measures.push_back(measure);
    }
    return true;
}

bool isTable(const QString &path) { return QFileInfo(path).suffix().toLower() == u"csv"; }

// Whether the output can be what its name says; told before hours are spent on runs.
bool checkOutput(const QString &input, const QString &output)
{
    if (output.isEmpty())
        return true;
    if (overwritesInput(input, output))
        return false;
    if (isTable(output) || !pictureSuffixFault(output))
        return true;
    printError(u"%1: a sweep is saved as .csv, .png, .svg or .pdf; give the file one of these endings"_s.arg(output));
    return false;
}

bool save(const SweepTable &table, const SweepMeasures &measures, const QString &output, ThemeKind themeKind)
{
    if (output.isEmpty())
        return true;
    SweepPictureOptions options;
    options.theme = themeKind;
    const std::optional<Fault> fault = isTable(output)
                                           ? saveFile(output, sweepCsv(table, measures).toUtf8(), u"table"_s)
                                           : saveSweepPicture(table, measures, output, options);
    if (fault)
        printFault(*fault);
    return !fault;
}

// Tells of the first run that had the outcome, and how many had it.
void tellRuns(const SweepTable &table, SweepOutcome outcome, void (*print)(const QString &))
{
    const std::size_t count = table.count(outcome);
    if (count == 0)
        return;
    for (std::size_t value = 0; value < table.valueCount(); ++value) {
        for (std::size_t seed = 0; seed < table.seeds().size(); ++seed) {
            const SweepRun &run = table.run(value, seed);
            if (run.outcome != outcome)
                continue;
            // All at once, as values and messages may hold a % and a digit.
            return print(u"%1 of %2 runs: %3. The first, %4=%5 with seed %6: %7"_s.arg(
                QString::number(count), QString::number(table.runCount()), text(outcome), table.axis().parameter,
                table.axis().values.at(static_cast<qsizetype>(value)), QString::number(table.seeds()[seed]),
                run.message));
        }
    }
}

int tellEnd(const SweepTable &table, bool cancelled)
{
    tellRuns(table, SweepOutcome::Failed, &printNote);
    tellRuns(table, SweepOutcome::Deadlock, &printNote);
    tellRuns(table, SweepOutcome::Limit, &printError);
    tellRuns(table, SweepOutcome::Refused, &printError);
    if (cancelled) {
        printError(
            u"stopped; %1 of %2 runs were not made"_s.arg(table.count(SweepOutcome::Pending)).arg(table.runCount()));
        return ExitStopped;
    }
    if (table.count(SweepOutcome::Refused) > 0)
        return ExitUsage;
    return table.count(SweepOutcome::Limit) > 0 ? ExitLimit : ExitReturned;
}

} // namespace

int sweepCommand(const QStringList &arguments)
{
    static constexpr int mostSeeds = 10'000;
    static constexpr int mostThreads = 1'000;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs a scenario in virtual time for many values of one param, and tells what each run came to.\n"
        "VALUES is FROM..TO or FROM..TO:STEP, a list VALUE,VALUE,… or left out for all that the param takes.\n"
        "A run that fails or ends in a deadlock is a line like any other.\n"
        "Measures: %1.\n"
        "Exit codes: 0 all was run, 2 usage or a bad file or value, 4 a run hit a limit, 130 interrupted."_s.arg(
            sweepMeasureNames().join(u", ")));
    parser.addPositionalArgument(u"FILE"_s, u"The scenario."_s);
    parser.addOption({u"param"_s, u"The param that changes, and its values."_s, u"NAME=VALUES"_s});
    parser.addOption({u"seeds"_s, u"Runs each value with that many seeds, counted up from the first."_s, u"N"_s});
    parser.addOption(
        {u"measure"_s, u"What is measured, in this order (%1)."_s.arg(sweepMeasureNames().front()), u"NAME[,NAME]"_s});
    parser.addOption({{u"o"_s, u"output"_s}, u"Saves it: .csv, or a plot as .png, .svg or .pdf."_s, u"OUT"_s});
    parser.addOption({u"theme"_s, u"Of a plot: dark or light."_s, u"THEME"_s, u"dark"_s});
    parser.addOption({u"jobs"_s, u"Runs at a time; else one a core."_s, u"N"_s});
    addRunOptions(parser);
    if (const auto over = parseArguments(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1 || !parser.isSet(u"param"_s)) {
        printError(u"sweep needs one file and --param NAME=VALUES; see `coroscope sweep --help`"_s);
        return ExitUsage;
    }
    if (parser.values(u"param"_s).size() > 1) {
        printError(u"--param: a sweep goes over one param; set the others with --set"_s);
        return ExitUsage;
    }
    std::optional<RunOptions> options = runOptions(parser);
    SweepPlan plan;
    SweepMeasures measures;
    const std::optional<ThemeKind> themeKind = themeOption(parser);
    if (!options || !themeKind || !readCount(parser, u"seeds"_s, mostSeeds, plan.seeds) ||
        !readCount(parser, u"jobs"_s, mostThreads, plan.threads) || !readMeasures(parser, measures))
        return ExitUsage;
    if (options->clock == ScenarioClock::Real) {
        printError(u"--clock real: a sweep runs in virtual time only"_s);
        return ExitUsage;
    }
    const QString input = parser.positionalArguments().front();
    const QString output = parser.value(u"output"_s);
    if (parser.isSet(u"output"_s) && output.isEmpty()) {
        printError(u"--output takes the name of a file"_s);
        return ExitUsage;
    }
    if (!checkOutput(input, output))
        return ExitUsage;
    plan.scenario = loadOrTell(input);
    if (!plan.scenario)
        return ExitUsage;
    Result<SweepAxis> axis = parseSweepAxis(*plan.scenario, parser.value(u"param"_s));
    if (!axis.ok()) {
        printError(u"--param: "_s + axis.fault().message);
        return ExitUsage;
    }
    plan.axis = axis.take();
    plan.run = std::move(*options);
    auto made = Sweep::create(std::move(plan));
    if (!made.ok()) {
        printError(made.fault().message);
        return ExitUsage;
    }

    Sweep &sweep = *made.value();
    SweepTable table;
    {
        const Interruptible guard;
        ProgressLine progress(sweep.runCount());
        table = sweep.run([&](std::size_t, std::size_t, const SweepRun &) { progress.count(); },
                          [] { return interrupted != 0; });
    }
    printOut(sweepText(table, measures));
    int code = save(table, measures, output, *themeKind) ? ExitReturned : ExitUsage;
    if (finishOut() != ExitReturned)
        code = ExitUsage;
    const int ended = tellEnd(table, sweep.isCancelled());
    return code != ExitReturned ? code : ended;
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rendercommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/analysis/filteredset.h"
#include "core/analysis/moment.h"
#include "core/record/recorder.h"
#include "core/trace/tracefile.h"
#include "ui/timeline/timelineimage.h"

#include <QFileInfo>

#include <cstdio>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// The events of the file: of a run of the scenario, or of the trace. Null, with a message printed, where there are
// none; `code` is what the command ends with where there are some and yet not all.
std::unique_ptr<EventStore> eventsOf(const QString &path, RunOptions options, ExitCode &code)
{
    if (isTraceFile(path)) {
        TraceLimits limits;
        limits.events = static_cast<std::size_t>(options.limits.events);
        // What is worked out of the events takes as much again.
        limits.bytes = static_cast<std::size_t>(options.limits.memory / 2);
        TraceRead read = readTrace(path, limits);
        if (read.report.fault) {
            Fault fault = *read.report.fault;
            if (read.report.isOverLimit)
                fault.message += u"; what comes before was kept. Read more with --max-events and --max-memory"_s;
            code = read.report.isOverLimit ? ExitLimit : ExitUsage;
            printFault(fault);
        }
        if (const QString left = read.report.leftOut(); !left.isEmpty())
            printNote(path + u": "_s + left);
        return std::move(read.store);
    }
    const std::shared_ptr<const Scenario> scenario = loadOrTell(path);
    if (!scenario)
        return nullptr;
    TraceMeta meta;
    meta.title = scenario->title.toStdString();
    auto store = std::make_unique<EventStore>(meta);
    Recorder recorder(*store);
    options.instrument = &recorder;
    options.eventCount = [&store] { return static_cast<std::int64_t>(store->size()); };
    auto run = ScenarioRun::create(scenario, std::move(options));
    if (!run.ok()) {
        if (run.fault().file.isEmpty())
            printError(run.fault().message);
        else
            printFault(run.fault());
        return nullptr;
    }
    const RunResult result = run.value()->runToEnd();
    if (!result.limit.isEmpty()) {
        code = ExitLimit;
        printError(result.limit + u"; the picture shows what ran until then"_s);
    }
    return store;
}

bool readTime(const QCommandLineParser &parser, const QString &name, std::optional<Nanoseconds> &time)
{
    if (!parser.isSet(name))
        return true;
    time = parseDuration(parser.value(name));
    if (!time)
        printError(u"--%1 takes a time such as 1.5s or 250ms, not `%2`"_s.arg(name, parser.value(name)));
    return time.has_value();
}

bool readSize(const QCommandLineParser &parser, QSize &size)
{
    if (!parser.isSet(u"size"_s))
        return true;
    static constexpr int smallest = 100;
    static constexpr int largest = 20'000;
    const QStringList parts = parser.value(u"size"_s).split(u'x');
    bool wideOk = false;
    bool highOk = false;
    if (parts.size() == 2)
        size = QSize(parts[0].toInt(&wideOk), parts[1].toInt(&highOk));
    if (wideOk && highOk && size.width() >= smallest && size.height() >= smallest && size.width() <= largest &&
        size.height() <= largest)
        return true;
    printError(u"--size takes WIDTHxHEIGHT, %1 to %2 pixels each, not `%3`"_s.arg(smallest).arg(largest).arg(
        parser.value(u"size"_s)));
    return false;
}

/// The place of an option's value among the words it takes; -1, with a message printed, for another word.
qsizetype readWord(const QCommandLineParser &parser, const QString &name, const QStringList &words)
{
    const qsizetype place = words.indexOf(parser.value(name));
    if (place < 0) {
        const QString most = words.mid(0, words.size() - 1).join(u", "_s);
        printError(u"--%1 takes %2 or %3, not `%4`"_s.arg(name, most, words.back(), parser.value(name)));
    }
    return place;
}

bool readLook(const QCommandLineParser &parser, ImageOptions &image)
{
    const std::optional<ThemeKind> themeKind = themeOption(parser);
    const qsizetype legend = readWord(parser, u"legend"_s, {u"off"_s, u"on"_s});
    const qsizetype scale = readWord(parser, u"scale"_s, {u"1"_s, u"2"_s, u"3"_s});
    if (!themeKind || legend < 0 || scale < 0)
        return false;
    image.theme = *themeKind;
    image.legend = legend == 1;
    image.scale = static_cast<double>(scale + 1);
    image.caption = parser.value(u"caption"_s);
    image.arrows = parser.isSet(u"select"_s) ? ImageArrows::Selected : ImageArrows::None;
    if (parser.isSet(u"arrows"_s)) {
        const qsizetype arrows = readWord(parser, u"arrows"_s, {u"none"_s, u"selected"_s, u"all"_s});
        if (arrows < 0)
            return false;
        image.arrows = static_cast<ImageArrows>(arrows);
    }
    if (image.arrows == ImageArrows::Selected && !parser.isSet(u"select"_s)) {
        printError(u"--arrows selected needs a task: name it with --select"_s);
        return false;
    }
    return true;
}

/// The task or object of a name, the first of that name; nothing, with a message printed, where there is none.
std::optional<Target> targetNamed(const Intervals &intervals, const QString &name)
{
    const std::string wanted = name.toStdString();
    for (const TaskTrack &task : intervals.tasks()) {
        if (task.name == wanted)
            return Target{task.id, {}};
    }
    for (const ObjectTrack &object : intervals.objects()) {
        if (object.name == wanted)
            return Target{{}, object.id};
    }
    printError(u"--select: the run has no task or object `%1`"_s.arg(name));
    return std::nullopt;
}

/// The filter of --lanes. Returns false, told, if it is none.
bool readFilter(const QCommandLineParser &parser, TraceFilter &filter)
{
    const Result<TraceFilter> read = TraceFilter::parse(parser.value(u"lanes"_s));
    if (!read.ok()) {
        printError(u"--lanes, column %1: %2"_s.arg(read.fault().column).arg(read.fault().message));
        return false;
    }
    filter = read.value();
    return true;
}

} // namespace

int renderCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Draws a scenario, or a trace, as a picture; needs no display."_s);
    parser.addPositionalArgument(u"FILE"_s, u"A scenario (.yaml) or a trace (.coro.jsonl, .coro.jsonl.gz)."_s);
    parser.addOption({{u"o"_s, u"output"_s}, u"The picture: .png, .svg or .pdf."_s, u"OUT"_s});
    parser.addOption({u"size"_s, u"In pixels; else as high as the lanes need."_s, u"WxH"_s});
    parser.addOption({u"theme"_s, u"dark or light."_s, u"THEME"_s, u"dark"_s});
    parser.addOption({u"scale"_s, u"Pixels of a PNG for each of the size: 1, 2 or 3."_s, u"N"_s, u"1"_s});
    parser.addOption({u"from"_s, u"Where it begins."_s, u"T"_s});
    parser.addOption({u"to"_s, u"Where it ends."_s, u"T"_s});
    parser.addOption({u"lanes"_s,
                      u"Only lanes that fit, such as `name:worker*`; `on:sem` and `state:waiting` hold at --to."_s,
                      u"FILTER"_s});
    parser.addOption({u"select"_s, u"A task or object by name: its row is marked, its arrows are drawn."_s, u"NAME"_s});
    parser.addOption({u"arrows"_s, u"Who woke and cancelled whom: none, selected or all."_s, u"WHICH"_s});
    parser.addOption({u"title"_s, u"Instead of the run's own; empty: none."_s, u"TEXT"_s});
    parser.addOption({u"caption"_s, u"A text below the lanes."_s, u"TEXT"_s});
    parser.addOption({u"legend"_s, u"on or off."_s, u"SWITCH"_s, u"on"_s});
    addRunOptions(parser);
    if (const auto over = parseArguments(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1 || !parser.isSet(u"output"_s)) {
        printError(u"render needs one file and -o OUT; see `coroscope render --help`"_s);
        return ExitUsage;
    }
    std::optional<RunOptions> options = runOptions(parser);
    ImageOptions image;
    if (!options || !readSize(parser, image.size) || !readTime(parser, u"from"_s, image.from) ||
        !readTime(parser, u"to"_s, image.to))
        return ExitUsage;
    if (!readLook(parser, image))
        return ExitUsage;
    TraceFilter filter;
    if (!readFilter(parser, filter))
        return ExitUsage;
    if (overwritesInput(parser.positionalArguments().front(), parser.value(u"output"_s)))
        return ExitUsage;
    ExitCode code = ExitReturned;
    const std::unique_ptr<EventStore> store = eventsOf(parser.positionalArguments().front(), std::move(*options), code);
    if (!store)
        return ExitUsage;
    Intervals intervals(*store);
    intervals.update();
    image.title = parser.isSet(u"title"_s) ? parser.value(u"title"_s) : QString::fromStdString(store->meta().title);
    if (parser.isSet(u"select"_s)) {
        const auto target = targetNamed(intervals, parser.value(u"select"_s));
        if (!target)
            return ExitUsage;
        image.selection = *target;
    }
    FilteredSet shown;
    if (parser.isSet(u"lanes"_s)) {
        shown.setIntervals(&intervals);
        shown.setFilter(filter);
        // What goes on at the end of a run says little: of a part of it its end counts.
        shown.setMoment(image.to ? momentAt(*store, *image.to) : Moment{intervals.end(), store->size()});
        shown.advance();
        if (shown.taskCount() == 0 && !shown.isEverything())
            printNote(u"--lanes: no task fits `%1`"_s.arg(parser.value(u"lanes"_s)));
        image.lanes = [&shown](TaskId task) { return shown.hasTask(task); };
    }
    const Result<ImageSummary> saved = saveTimelineImage(intervals, parser.value(u"output"_s), image);
    if (!saved.ok()) {
        printFault(saved.fault());
        return ExitUsage;
    }
    return code;
}

} // namespace coroscope

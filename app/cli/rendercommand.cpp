// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rendercommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
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

} // namespace

int renderCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Draws a scenario, or a trace, as a picture; needs no display."_s);
    parser.addPositionalArgument(u"FILE"_s, u"A scenario (.yaml) or a trace (.coro.jsonl, .coro.jsonl.gz)."_s);
    parser.addOption({{u"o"_s, u"output"_s}, u"The picture: .png, .svg or .pdf."_s, u"OUT"_s});
    parser.addOption({u"size"_s, u"In pixels; else as high as the lanes need."_s, u"WxH"_s});
    parser.addOption({u"theme"_s, u"dark or light."_s, u"THEME"_s, u"dark"_s});
    parser.addOption({u"from"_s, u"Where it begins."_s, u"T"_s});
    parser.addOption({u"to"_s, u"Where it ends."_s, u"T"_s});
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
    const std::optional<ThemeKind> themeKind = themeOption(parser);
    if (!themeKind)
        return ExitUsage;
    image.theme = *themeKind;
    if (overwritesInput(parser.positionalArguments().front(), parser.value(u"output"_s)))
        return ExitUsage;
    ExitCode code = ExitReturned;
    const std::unique_ptr<EventStore> store = eventsOf(parser.positionalArguments().front(), std::move(*options), code);
    if (!store)
        return ExitUsage;
    Intervals intervals(*store);
    intervals.update();
    image.title = QString::fromStdString(store->meta().title);
    const Result<ImageSummary> saved = saveTimelineImage(intervals, parser.value(u"output"_s), image);
    if (!saved.ok()) {
        printFault(saved.fault());
        return ExitUsage;
    }
    return code;
}

} // namespace coroscope

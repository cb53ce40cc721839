// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/command.h"
#include "core/scenario/scenariofile.h"
#include "resources/library.h"
#include "ui/models/libraryprogram.h"

#include <QFileInfo>

#include <limits>

namespace coroscope
{

using namespace Qt::StringLiterals;

std::optional<int> parseArguments(QCommandLineParser &parser, const QStringList &arguments)
{
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this help."_s);
    const QCommandLineOption version({u"v"_s, u"version"_s}, u"Shows the version."_s);
    parser.addOption(help);
    parser.addOption(version);
    if (!parser.parse(arguments)) {
        QString problem = parser.errorText();
        if (problem.endsWith(u'.'))
            problem.chop(1);
        printError(problem + u"; see `%1 --help`"_s.arg(arguments.front()));
        return ExitUsage;
    }
    if (parser.isSet(help)) {
        // Qt names the program after its file; the command belongs to the name here.
        QString text = parser.helpText();
        const qsizetype end = text.indexOf(u'\n');
        const QString usage = text.left(end);
        const qsizetype options = usage.indexOf(u"[options]");
        if (options >= 0)
            text = u"Usage: "_s + arguments.front() + u' ' + usage.mid(options) + text.mid(end);
        printOut(text);
        return finishOut();
    }
    if (parser.isSet(version)) {
        printOut(u"coroscope " COROSCOPE_VERSION "\n"_s);
        return finishOut();
    }
    return std::nullopt;
}

void addRunOptions(QCommandLineParser &parser)
{
    const RunLimits limits;
    parser.addOption({u"set"_s, u"Sets a param; may be repeated."_s, u"NAME=VALUE"_s});
    parser.addOption({u"seed"_s, u"Seed of the random functions, instead of the file's."_s, u"N"_s});
    parser.addOption({u"clock"_s, u"virtual or real, instead of the file's."_s, u"CLOCK"_s});
    parser.addOption({u"max-tasks"_s, u"Most tasks alive at a time (%1)."_s.arg(limits.tasks), u"N"_s});
    parser.addOption({u"max-events"_s, u"Most events of a run (%1)."_s.arg(limits.events), u"N"_s});
    parser.addOption(
        {u"max-memory"_s, u"Most memory of the program, in MiB (%1)."_s.arg(limits.memory >> 20), u"MIB"_s});
    parser.addOption(
        {u"max-operations"_s, u"Most operations of a task without an await (%1)."_s.arg(limits.operations), u"N"_s});
}

namespace
{

// A whole number of an option; tells what is wrong.
bool readNumber(const QCommandLineParser &parser, const QString &name, std::int64_t least, std::int64_t &value)
{
    if (!parser.isSet(name))
        return true;
    bool ok = false;
    const qlonglong number = parser.value(name).toLongLong(&ok);
    if (!ok || number < least) {
        printError(u"--%1 takes a whole number of %2 or more, not `%3`"_s.arg(name).arg(least).arg(parser.value(name)));
        return false;
    }
    value = number;
    return true;
}

} // namespace

std::optional<RunOptions> runOptions(const QCommandLineParser &parser)
{
    RunOptions options;
    for (const QString &setting : parser.values(u"set"_s)) {
        const qsizetype equals = setting.indexOf(u'=');
        if (equals <= 0) {
            printError(u"--set takes NAME=VALUE, not `%1`"_s.arg(setting));
            return std::nullopt;
        }
        options.set.emplace_back(setting.left(equals).trimmed(), setting.mid(equals + 1).trimmed());
    }
    if (parser.isSet(u"seed"_s)) {
        bool ok = false;
        const QString text = parser.value(u"seed"_s);
        const qulonglong seed = text.startsWith(u'-') ? text.mid(1).toULongLong(&ok) : text.toULongLong(&ok);
        if (!ok) {
            printError(u"--seed takes a whole number, not `%1`"_s.arg(text));
            return std::nullopt;
        }
        options.seed = seed;
    }
    if (parser.isSet(u"clock"_s)) {
        const QString clock = parser.value(u"clock"_s);
        if (clock != u"virtual" && clock != u"real") {
            printError(u"--clock takes virtual or real, not `%1`"_s.arg(clock));
            return std::nullopt;
        }
        options.clock = clock == u"real" ? ScenarioClock::Real : ScenarioClock::Virtual;
    }
    std::int64_t mebibytes = options.limits.memory >> 20;
    if (!readNumber(parser, u"max-tasks"_s, 1, options.limits.tasks) ||
        !readNumber(parser, u"max-events"_s, 1, options.limits.events) ||
        !readNumber(parser, u"max-memory"_s, 1, mebibytes) ||
        !readNumber(parser, u"max-operations"_s, 1, options.limits.operations))
        return std::nullopt;
    options.limits.memory = std::min(mebibytes, std::numeric_limits<std::int64_t>::max() >> 20) << 20;
    return options;
}

std::optional<ThemeKind> themeOption(const QCommandLineParser &parser)
{
    const QString theme = parser.value(u"theme"_s);
    if (theme == u"dark")
        return ThemeKind::Dark;
    if (theme == u"light")
        return ThemeKind::Light;
    printError(u"--theme takes dark or light, not `%1`"_s.arg(theme));
    return std::nullopt;
}

bool isTraceFile(const QString &path)
{
    return path.endsWith(u".jsonl", Qt::CaseInsensitive) || path.endsWith(u".jsonl.gz", Qt::CaseInsensitive);
}

bool overwritesInput(const QString &input, const QString &output)
{
    const QFileInfo from(input);
    const QFileInfo to(output);
    if (!from.isFile() || !to.isFile() || from.canonicalFilePath() != to.canonicalFilePath())
        return false;
    printError(u"%1: this is the file that is read; write to another one"_s.arg(output));
    return true;
}

namespace
{

std::shared_ptr<const Scenario> tellFaults(LoadedScenario loaded, TellSection section)
{
    for (Fault &fault : loaded.faults) {
        if (section == TellSection::Yes && !faultSection(fault.kind).isEmpty())
            fault.message += u" [%1]"_s.arg(faultSection(fault.kind));
        printFault(fault);
    }
    return std::shared_ptr<const Scenario>(std::move(loaded.scenario));
}

} // namespace

std::shared_ptr<const Scenario> loadOrTell(const QString &path, TellSection section)
{
    if (isLibraryName(path)) {
        const Result<QByteArray> text = libraryText(path);
        if (!text) {
            printFault(text.fault());
            return nullptr;
        }
        return tellFaults(loadScenarioText(text.value(), path), section);
    }
    if (isTraceFile(path)) {
        printFault({path, 0, 0, u"this is a trace, not a scenario; `coroscope render FILE -o OUT.png` draws it"_s});
        return nullptr;
    }
    return tellFaults(loadScenario(path), section);
}

} // namespace coroscope

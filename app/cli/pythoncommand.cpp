// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pythoncommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/scenario/pythonwriter.h"

#include <QSaveFile>

#include <cstdio>

namespace coroscope
{

using namespace Qt::StringLiterals;

int pythonCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Writes a scenario as a Python 3.13 program that does the same, with asyncio only."_s);
    parser.addPositionalArgument(u"FILE"_s, u"The scenario."_s);
    parser.addOption({{u"o"_s, u"output"_s}, u"Writes to a file instead of stdout."_s, u"OUT.py"_s});
    if (const auto over = parseArguments(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1) {
        printError(u"python needs one file; see `coroscope python --help`"_s);
        return ExitUsage;
    }
    const std::shared_ptr<const Scenario> scenario = loadOrTell(parser.positionalArguments().front());
    if (!scenario)
        return ExitUsage;
    const Result<QString> program = writePython(*scenario);
    if (!program.ok()) {
        std::fputs((program.fault().text() + u'\n').toUtf8().constData(), stderr);
        return ExitUsage;
    }
    if (!parser.isSet(u"output"_s)) {
        printOut(program.value());
        return std::fflush(stdout) == 0 ? ExitReturned : ExitUsage;
    }
    QSaveFile file(parser.value(u"output"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(program.value().toUtf8()) < 0 || !file.commit()) {
        printError(u"%1: cannot be written: %2"_s.arg(file.fileName(), file.errorString()));
        return ExitUsage;
    }
    return ExitReturned;
}

} // namespace coroscope

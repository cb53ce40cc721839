// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "resources/library.h"

namespace coroscope
{

using namespace Qt::StringLiterals;

int schemaCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Prints the JSON schema of scenario files, by which editors complete and check them."_s);
    if (const auto over = parseArguments(parser, arguments))
        return *over;
    if (!parser.positionalArguments().isEmpty()) {
        printError(u"schema takes no file; see `coroscope schema --help`"_s);
        return ExitUsage;
    }
    printOut(scenarioSchema());
    return finishOut();
}

} // namespace coroscope

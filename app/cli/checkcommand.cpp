// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checkcommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"

namespace coroscope
{

using namespace Qt::StringLiterals;

int checkCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Tells every fault of the files, as FILE:LINE:COLUMN: error: … [SECTION]. The sections are those of the "
        "page Errors in the help (F1 in the window)."_s);
    parser.addPositionalArgument(u"FILE"_s, u"Scenario files."_s, u"FILE…"_s);
    if (const auto over = parseArguments(parser, arguments))
        return *over;
    if (parser.positionalArguments().isEmpty()) {
        printError(u"check needs a file; see `coroscope check --help`"_s);
        return ExitUsage;
    }
    bool right = true;
    for (const QString &path : parser.positionalArguments()) {
        if (!loadOrTell(path, TellSection::Yes))
            right = false;
    }
    return right ? ExitReturned : ExitUsage;
}

} // namespace coroscope

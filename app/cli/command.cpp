// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/checkcommand.h"
#include "app/cli/listcommand.h"
#include "app/cli/pythoncommand.h"
#include "app/cli/rendercommand.h"
#include "app/cli/runcommand.h"
#include "app/cli/schemacommand.h"
#include "app/cli/sweepcommand.h"

#include <array>
#include <cstdio>

namespace coroscope
{

std::span<const Command> commands()
{
    static constexpr std::array<Command, 7> list{{
        {"run", "run a scenario without a window", false, &runCommand},
        {"check", "tell every fault of scenario files", false, &checkCommand},
        {"render", "draw a scenario or a trace as a picture", true, &renderCommand},
        {"sweep", "run a scenario for many values of a param", true, &sweepCommand},
        {"python", "write a scenario as a Python program", false, &pythonCommand},
        {"list", "list the programs of the library", false, &listCommand},
        {"schema", "print the schema of scenario files, for editors", false, &schemaCommand},
    }};
    return list;
}

namespace
{

bool steersTerminal(QChar c)
{
    // Other_Format has what turns the direction of writing.
    const QChar::Category category = c.category();
    return (category == QChar::Other_Control && c != u'\n' && c != u'\t') || category == QChar::Other_Format;
}

void printLine(const QString &line)
{
    QString shown;
    shown.reserve(line.size());
    for (const QChar c : line) {
        if (steersTerminal(c))
            shown += QStringLiteral("\\u%1").arg(static_cast<uint>(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            shown += c;
    }
    const QByteArray bytes = shown.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

} // namespace

void printError(const QString &message) { printLine(QStringLiteral("coroscope: error: ") + message); }

void printFault(const Fault &fault) { printLine(fault.text()); }

void printNote(const QString &message) { printLine(QStringLiteral("coroscope: note: ") + message); }

ExitCode finishOut()
{
    // What did not fit into the buffer was written, or not, before.
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return ExitReturned;
    printError(QStringLiteral("standard output cannot be written to"));
    return ExitUsage;
}

void printOut(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

} // namespace coroscope

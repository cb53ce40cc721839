// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pythoncommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "core/scenario/pythonwriter.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <optional>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// Gives what went wrong; a file that was there stays as it was then.
std::optional<QString> saveProgram(const QString &path, const QByteArray &text)
{
    const QFileInfo info(path);
    if (info.isDir())
        return u"this is a folder"_s;
    if (info.exists() && !info.isFile()) {
        // A device or a pipe: a save file would put a plain file in its place.
        QFile file(path);
        if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size())
            return std::nullopt;
        return file.errorString();
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size() && file.commit())
        return std::nullopt;
    // A write that was only begun has no error of its own.
    return file.error() == QFileDevice::NoError ? u"there is not enough space"_s : file.errorString();
}

} // namespace

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
        printFault(program.fault());
        return ExitUsage;
    }
    if (!parser.isSet(u"output"_s)) {
        printOut(program.value());
        return finishOut();
    }
    const QString path = parser.value(u"output"_s);
    if (path.isEmpty()) {
        printError(u"--output takes the name of a file"_s);
        return ExitUsage;
    }
    if (overwritesInput(parser.positionalArguments().front(), path))
        return ExitUsage;
    const std::optional<QString> problem = saveProgram(path, program.value().toUtf8());
    if (!problem)
        return ExitReturned;
    printError(u"%1: cannot be written: %2; check the folder, its permissions and its space"_s.arg(path, *problem));
    return ExitUsage;
}

} // namespace coroscope

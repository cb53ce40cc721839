// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startup.h"

#include "app/cli/command.h"
#include "app/cli/windowcommand.h"

#include <QCoreApplication>
#include <QGuiApplication>

#include <cstring>
#include <malloc.h>
#include <memory>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// Runs make and free many small blocks of few sizes. glibc's fast bins put off joining them and then join all at
// once, again and again, which took a tenth of the time of a run with 100,000 tasks.
void tuneMemory()
{
#ifdef __GLIBC__
    mallopt(M_MXFAST, 0);
    mallopt(M_TOP_PAD, 16 << 20);
#endif
}

// Keeps what Qt has to say about a desktop that is not there out of the output of a command.
void hushDesktop()
{
    static QtMessageHandler before = nullptr;
    before = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &context, const QString &message) {
        if (!message.startsWith(u"QStandardPaths:"))
            before(type, context, message);
    });
}

void describeProgram()
{
    QCoreApplication::setApplicationName(u"coroscope"_s);
    QCoreApplication::setOrganizationName(u"coroscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(COROSCOPE_VERSION));
    // The stem of the desktop entry: desktops find icon and name of a window by it.
    QGuiApplication::setDesktopFileName(u"io.github.coroscope.Coroscope"_s);
}

QString helpText()
{
    QString text =
        u"Usage: coroscope [FILE…]\n       coroscope COMMAND …\n\n"
        "Shows asynchronous programs run. Without a command it opens a window with the files, which are\n"
        "scenarios (.yaml), traces (.coro.jsonl) or programs of the library (library:NAME).\n\nCommands:\n"_s;
    for (const Command &command : commands())
        text += u"  %1  %2\n"_s.arg(QLatin1String(command.name), -8).arg(QLatin1String(command.summary));
    text += u"\nOptions:\n  -h, --help     Shows this help; `coroscope COMMAND --help` that of a command.\n"
            "  -v, --version  Shows the version.\n"_s;
    return text;
}

} // namespace

int startProgram(int argc, char **argv)
{
    tuneMemory();
    describeProgram();
    hushDesktop();
    for (const Command &command : commands()) {
        if (argc < 2 || std::strcmp(argv[1], command.name) != 0)
            continue;
        std::unique_ptr<QCoreApplication> application;
        if (command.drawsPictures) {
            // Pictures need fonts and no display.
            qputenv("QT_QPA_PLATFORM", "offscreen");
            application = std::make_unique<QGuiApplication>(argc, argv);
        } else {
            application = std::make_unique<QCoreApplication>(argc, argv);
        }
        QStringList arguments = QCoreApplication::arguments();
        arguments.removeFirst();
        arguments.front().prepend(u"coroscope "_s);
        return command.run(arguments);
    }
    for (int index = 1; index < argc; ++index) {
        if (std::strcmp(argv[index], "--help") == 0 || std::strcmp(argv[index], "-h") == 0) {
            printOut(helpText());
            return finishOut();
        }
        if (std::strcmp(argv[index], "--version") == 0 || std::strcmp(argv[index], "-v") == 0) {
            printOut(u"coroscope " COROSCOPE_VERSION "\n"_s);
            return finishOut();
        }
    }
    return runWindow(argc, argv);
}

} // namespace coroscope

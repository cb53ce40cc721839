// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/windowcommand.h"

#include "app/cli/command.h"
#include "app/openwindows.h"
#include "app/scenariosession.h"
#include "app/termination.h"
#include "resources/library.h"
#include "ui/models/libraryprogram.h"

#include <QApplication>
#include <QFileInfo>

#include <algorithm>
#include <cstring>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// Qt ends the program with an abort where it finds no display.
bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    for (const char *variable : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    return false;
#else
    return true;
#endif
}

} // namespace

int runWindow(int argc, char **argv)
{
    // After an option, which may be one of Qt's own, it cannot be told yet what is a file.
    for (int index = 1; index < argc && argv[index][0] != '-'; ++index) {
        const QString argument = QString::fromLocal8Bit(argv[index]);
        if (isLibraryName(argument)) {
            if (const Result<QByteArray> text = libraryText(argument); !text) {
                printFault(text.fault());
                return ExitUsage;
            }
        } else if (!QFileInfo::exists(argument)) {
            printError(u"%1: there is no such file or command; see `coroscope --help`"_s.arg(argument));
            return ExitUsage;
        }
    }
    if (!hasDisplay() &&
        !std::any_of(argv, argv + argc, [](const char *argument) { return std::strcmp(argument, "-platform") == 0; })) {
        printError(u"there is no display for the window; `coroscope render FILE -o OUT.png` draws without one"_s);
        return ExitUsage;
    }
    const QApplication application(argc, argv);
    QStringList files = QCoreApplication::arguments().mid(1);
    for (const QString &file : files) {
        if (file.startsWith(u'-') && file.size() > 1) {
            printError(u"unknown option `%1`; see `coroscope --help`"_s.arg(file));
            return ExitUsage;
        }
    }
    if (files.isEmpty())
        files.push_back({}); // a window that offers some
    OpenWindows windows;
    for (const QString &file : files) {
        auto made = std::make_unique<MainWindow>(std::make_unique<ScenarioSession>());
        MainWindow &window = *made;
        windows.add(std::move(made));
        window.show();
        if (!file.isEmpty())
            window.openFile(file);
    }
    const Termination termination;
    return QApplication::exec();
}

} // namespace coroscope

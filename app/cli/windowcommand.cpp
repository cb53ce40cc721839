// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/windowcommand.h"

#include "app/cli/command.h"
#include "app/mainwindow.h"
#include "app/scenariosession.h"

#include <QApplication>

namespace coroscope
{

using namespace Qt::StringLiterals;

int runWindow(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QStringList files = QCoreApplication::arguments().mid(1);
    for (const QString &file : files) {
        if (file.startsWith(u'-') && file.size() > 1) {
            printError(u"unknown option `%1`; see `coroscope --help`"_s.arg(file));
            return ExitUsage;
        }
    }
    if (files.isEmpty())
        files.push_back(u":/scenarios/semaphore-30.coro.yaml"_s);
    std::vector<std::unique_ptr<MainWindow>> windows;
    for (const QString &file : files) {
        windows.push_back(std::make_unique<MainWindow>(std::make_unique<ScenarioSession>()));
        windows.back()->show();
        windows.back()->openFile(file);
    }
    return QApplication::exec();
}

} // namespace coroscope

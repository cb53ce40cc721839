// SPDX-License-Identifier: MIT
#include "resources/builtinscenarios.h"

#include <QDir>

namespace coroscope
{

QStringList builtinScenarios()
{
    QStringList paths;
    const QDir folder(QStringLiteral(":/scenarios"));
    for (const QString &name : folder.entryList({QStringLiteral("*.coro.yaml")}, QDir::Files, QDir::Name))
        paths.append(folder.filePath(name));
    return paths;
}

} // namespace coroscope

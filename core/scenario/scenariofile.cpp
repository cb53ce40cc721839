// SPDX-License-Identifier: MIT
#include "core/scenario/scenariofile.h"

#include "core/scenario/scenarioreader.h"
#include "core/scenario/yamldocument.h"

#include <QFile>
#include <QFileInfo>

namespace coroscope
{
namespace
{

LoadedScenario refused(const QString &path, const QString &message, FaultKind kind = FaultKind::File)
{
    LoadedScenario loaded;
    loaded.faults.push_back({path, 0, 0, message, kind});
    return loaded;
}

QString tooLarge()
{
    return QStringLiteral("the file has more than %1 MiB; a scenario cannot be larger")
        .arg(YamlLimits{}.bytes / (1024 * 1024));
}

} // namespace

LoadedScenario loadScenario(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return refused(path, QStringLiteral("there is no such file; check the path"));
    if (info.isDir())
        return refused(path, QStringLiteral("this is a directory; name a scenario file in it"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(path,
                       QStringLiteral("the file cannot be opened (%1); check its permissions").arg(file.errorString()));
    // One byte more than may be, so that a device without an end is not read for ever.
    const qint64 limit = YamlLimits{}.bytes;
    QByteArray text;
    while (text.size() <= limit) {
        const QByteArray block = file.read(limit + 1 - text.size());
        if (block.isEmpty())
            break;
        text += block;
    }
    if (file.error() != QFileDevice::NoError)
        return refused(path, QStringLiteral("the file cannot be read (%1)").arg(file.errorString()));
    if (text.size() > limit)
        return refused(path, tooLarge(), FaultKind::Limit);
    return loadScenarioText(text, path);
}

LoadedScenario loadScenarioText(const QByteArray &text, const QString &fileName)
{
    LoadedScenario loaded;
    Result<YamlDocument> document = YamlDocument::read(text, fileName);
    if (!document) {
        loaded.faults.push_back(document.fault());
        return loaded;
    }
    auto scenario = std::make_unique<Scenario>();
    loaded.faults = readScenario(document.value(), *scenario);
    if (loaded.faults.empty())
        loaded.scenario = std::move(scenario);
    return loaded;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "resources/library.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

const QString ending = u".coro.yaml"_s;
constexpr QStringView scheme = u"library:";

QList<LibraryEntry> readEntries()
{
    QList<LibraryEntry> entries;
    QFile order(u":/scenarios/order.txt"_s);
    if (!order.open(QIODevice::ReadOnly))
        return entries;
    for (const QByteArray &line : order.readAll().split('\n')) {
        // scenarios/TOPIC/NAME.coro.yaml
        const QStringList parts = QString::fromUtf8(line).split(u'/');
        if (parts.size() == 3)
            entries += {parts[2].chopped(ending.size()), parts[1], u":/"_s + parts.join(u'/')};
    }
    return entries;
}

} // namespace

const QList<LibraryTopic> &libraryTopics()
{
    static const QList<LibraryTopic> topics{{u"first-steps"_s, u"First steps"_s},
                                            {u"together"_s, u"Together"_s},
                                            {u"limits"_s, u"Limits"_s},
                                            {u"queues"_s, u"Queues"_s},
                                            {u"time-and-cancelling"_s, u"Time and cancelling"_s},
                                            {u"resources-and-streams"_s, u"Resources and streams"_s},
                                            {u"blocking-work"_s, u"Blocking work"_s},
                                            {u"systems"_s, u"Systems"_s},
                                            {u"mistakes"_s, u"Mistakes"_s}};
    return topics;
}

const QList<LibraryEntry> &libraryEntries()
{
    static const QList<LibraryEntry> entries = readEntries();
    return entries;
}

QStringList builtinScenarios()
{
    QStringList paths;
    for (const LibraryEntry &entry : libraryEntries())
        paths.append(entry.path);
    return paths;
}

bool isLibraryName(QStringView name) { return name.startsWith(scheme); }

QString libraryName(QStringView name) { return scheme.toString() + name.toString(); }

std::optional<QString> libraryPath(QStringView name)
{
    if (name.startsWith(scheme))
        name = name.sliced(scheme.size());
    const auto &entries = libraryEntries();
    const auto found =
        std::ranges::find(entries, name, [](const LibraryEntry &entry) -> QStringView { return entry.name; });
    return found == entries.end() ? std::nullopt : std::optional(found->path);
}

QString scenarioSchema()
{
    QFile file(QStringLiteral(":/schema/scenario.schema.json"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace coroscope

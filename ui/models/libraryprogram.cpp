// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/libraryprogram.h"

#include "core/base/didyoumean.h"
#include "core/scenario/scenariofile.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::LibraryProgram", text); }

/// How far a name is from what was meant: a name that holds it is near, then one that shares a word with it, then one
/// that is spelt nearly so. -1: not near.
int distanceTo(const QString &name, const QString &wanted)
{
    constexpr int sharesWord = 1;
    constexpr int isSpeltLike = 2;
    if (wanted.size() > 1 && name.contains(wanted, Qt::CaseInsensitive))
        return 0;
    const QStringList words = name.split(u'-');
    constexpr qsizetype shortest = 3;
    for (const QString &word : wanted.split(u'-')) {
        if (word.size() >= shortest && words.contains(word, Qt::CaseInsensitive))
            return sharesWord;
    }
    constexpr qsizetype longest = 60;
    if (wanted.size() > longest)
        return -1;
    // A third of the letters may be wrong.
    const int distance = editDistance(name, wanted.toLower());
    return distance * 3 <= std::max(wanted.size(), name.size()) ? isSpeltLike + distance : -1;
}

QStringList nearestNames(const QString &wanted)
{
    constexpr qsizetype most = 3;
    QList<std::pair<int, QString>> near;
    for (const LibraryEntry &entry : libraryEntries()) {
        if (const int distance = distanceTo(entry.name, wanted); distance >= 0)
            near.emplace_back(distance, entry.name);
    }
    std::ranges::sort(near);
    QStringList names;
    for (const auto &[distance, name] : near.first(std::min(most, near.size())))
        names += name;
    return names;
}

} // namespace

LibraryProgram readLibraryProgram(const LibraryEntry &entry)
{
    const LoadedScenario loaded = loadScenario(entry.path);
    if (!loaded.scenario)
        return {entry, entry.name, {}, {}, {}};
    return {entry, loaded.scenario->title, loaded.scenario->description.simplified(), loaded.scenario->tags,
            loaded.scenario->source};
}

QString topicTitle(const QString &id)
{
    const auto &topics = libraryTopics();
    const auto found = std::ranges::find(topics, id, &LibraryTopic::id);
    return found == topics.end() ? id : found->title;
}

Result<QByteArray> libraryText(const QString &name)
{
    const QString wanted = isLibraryName(name) ? name.section(u':', 1) : name;
    const std::optional<QString> path = libraryPath(wanted);
    if (!path) {
        QString text = tr("the library has no program '%1'").arg(wanted);
        const QStringList names = nearestNames(wanted);
        if (names.isEmpty())
            text += u';';
        else if (names.size() == 1)
            text += tr("; did you mean %1?").arg(names.front());
        else
            text += tr("; did you mean %1 or %2?").arg(names.first(names.size() - 1).join(u", "_s), names.back());
        return Fault{name, 0, 0, text + u' ' + tr("`coroscope list` tells all names")};
    }
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return Fault{name, 0, 0, file.errorString()};
    return file.readAll();
}

bool LibrarySearch::fits(const LibraryProgram &program) const
{
    return std::ranges::all_of(m_words, [&program](const QString &word) {
        const auto has = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        return has(program.entry.name) || has(program.title) || has(topicTitle(program.entry.topic)) ||
               std::ranges::any_of(program.tags, has) || has(program.description);
    });
}

} // namespace coroscope

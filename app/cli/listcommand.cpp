// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listcommand.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "ui/models/libraryprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

QString jsonOf(const QList<LibraryProgram> &programs)
{
    QJsonArray list;
    for (const LibraryProgram &program : programs) {
        list += QJsonObject{{u"name"_s, program.entry.name},
                            {u"topic"_s, program.entry.topic},
                            {u"title"_s, program.title},
                            {u"description"_s, program.description},
                            {u"tags"_s, QJsonArray::fromStringList(program.tags)},
                            {u"source"_s, program.source}};
    }
    return QString::fromUtf8(QJsonDocument(list).toJson());
}

QString tableOf(const QList<LibraryProgram> &programs)
{
    qsizetype topicWidth = 0;
    qsizetype nameWidth = 0;
    for (const LibraryProgram &program : programs) {
        topicWidth = std::max(topicWidth, program.entry.topic.size());
        nameWidth = std::max(nameWidth, program.entry.name.size());
    }
    QString text;
    for (const LibraryProgram &program : programs) {
        text += program.entry.topic.leftJustified(topicWidth) + u"  "_s + program.entry.name.leftJustified(nameWidth) +
                u"  "_s + program.title + u'\n';
    }
    return text;
}

} // namespace

int listCommand(const QStringList &arguments)
{
    QStringList topics;
    for (const LibraryTopic &topic : libraryTopics())
        topics += topic.id;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Lists the programs of the library: topic, name and title. Those that have all the words in name, title, "
        u"topic,\n"
        "tags or description are left. `coroscope run library:NAME` runs one; any command that takes a scenario does.\n"
        "Topics: %1."_s.arg(topics.join(u", ")));
    parser.addPositionalArgument(u"WORD"_s, u"Words to look for."_s, u"[WORD…]"_s);
    parser.addOption({u"topic"_s, u"Only programs of this topic."_s, u"TOPIC"_s});
    parser.addOption({u"tag"_s, u"Only programs with this tag; may be repeated."_s, u"TAG"_s});
    parser.addOption({u"json"_s, u"Prints all that is known of them, as JSON."_s});
    if (const auto over = parseArguments(parser, arguments))
        return *over;
    const QString topic = parser.value(u"topic"_s);
    if (parser.isSet(u"topic"_s) && !topics.contains(topic)) {
        printError(u"--topic: no such topic `%1`; there are %2"_s.arg(topic, topics.join(u", ")));
        return ExitUsage;
    }
    const QStringList wanted = parser.values(u"tag"_s);
    const LibrarySearch search(parser.positionalArguments().join(u' '));
    QStringList tags;
    QList<LibraryProgram> programs;
    for (const LibraryEntry &entry : libraryEntries()) {
        const LibraryProgram program = readLibraryProgram(entry);
        tags += program.tags;
        const bool hasTags = std::ranges::all_of(
            wanted, [&program](const QString &tag) { return program.tags.contains(tag, Qt::CaseInsensitive); });
        if (hasTags && (topic.isEmpty() || entry.topic == topic) && search.fits(program))
            programs += program;
    }
    for (const QString &tag : wanted) {
        if (tags.contains(tag, Qt::CaseInsensitive))
            continue;
        tags.sort();
        tags.removeDuplicates();
        printError(u"--tag: no program has the tag `%1`; there are %2"_s.arg(tag, tags.join(u", ")));
        return ExitUsage;
    }
    if (programs.isEmpty())
        printNote(u"no program of the library fits"_s);
    printOut(parser.isSet(u"json"_s) ? jsonOf(programs) : tableOf(programs));
    return finishOut();
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/library.h"
#include "tests/app/support/program.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{

using test::ProgramRun;
using test::runProgram;

/// `coroscope list`, and programs of the library in place of files.
class TestLibraryCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listTellsTopicNameAndTitleOfAll()
    {
        const ProgramRun run = program({u"list"_s});
        QCOMPARE(run.err, QString());
        QCOMPARE(run.code, 0);
        const QStringList lines = run.out.split(u'\n', Qt::SkipEmptyParts);
        QStringList names;
        for (const LibraryEntry &entry : libraryEntries())
            names += entry.topic + u' ' + entry.name;
        QStringList told;
        for (const QString &line : lines)
            told += line.simplified().section(u' ', 0, 1);
        QCOMPARE(told, names);
        // Titles stand below each other.
        const QString &line = lineOf(lines, u"semaphore-30"_s);
        QVERIFY2(line.endsWith(u"  "_s + titleOf(u"semaphore-30"_s)), qPrintable(line));
        const qsizetype column = line.size() - titleOf(u"semaphore-30"_s).size();
        QCOMPARE(lineOf(lines, u"hello"_s).indexOf(titleOf(u"hello"_s)), column);
    }

    void topicTagsAndWordsNarrowTheList()
    {
        QStringList inLimits;
        for (const LibraryEntry &entry : libraryEntries()) {
            if (entry.topic == u"limits")
                inLimits += entry.name;
        }
        QCOMPARE(names({u"list"_s, u"--topic"_s, u"limits"_s}), inLimits);
        const QStringList tagged = names({u"list"_s, u"--tag"_s, u"Semaphore"_s});
        QVERIFY(tagged.contains(u"semaphore-30"_s));
        QVERIFY(!tagged.contains(u"hello"_s));
        // Each word may stand in another part, and in part of a word.
        QVERIFY(names({u"list"_s, u"SEMAPH"_s, u"limits"_s}).contains(u"semaphore-30"_s));
        QVERIFY(!names({u"list"_s, u"semaph"_s, u"queues"_s}).contains(u"semaphore-30"_s));
    }

    void whatFitsNothingIsNoFailure()
    {
        const ProgramRun run = program({u"list"_s, u"nosuchword"_s});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.out, QString());
        QCOMPARE(run.err, u"coroscope: note: no program of the library fits\n"_s);
        QCOMPARE(program({u"list"_s, u"nosuchword"_s, u"--json"_s}).out, u"[\n]\n"_s);
    }

    void jsonHoldsAllThatIsKnown()
    {
        const ProgramRun run = program({u"list"_s, u"--json"_s, u"--topic"_s, u"limits"_s});
        QCOMPARE(run.code, 0);
        const QJsonArray list = QJsonDocument::fromJson(run.outBytes).array();
        const auto found = std::ranges::find_if(
            list, [](const QJsonValue &value) { return value[u"name"].toString() == u"semaphore-30"; });
        QVERIFY(found != list.end());
        const QJsonObject entry = found->toObject();
        QStringList keys = entry.keys();
        QCOMPARE(keys, (QStringList{u"description"_s, u"name"_s, u"source"_s, u"tags"_s, u"title"_s, u"topic"_s}));
        QCOMPARE(entry[u"topic"].toString(), u"limits"_s);
        QVERIFY(!entry[u"title"].toString().isEmpty());
        QVERIFY(!entry[u"description"].toString().contains(u'\n'));
        QVERIFY(entry[u"tags"].toArray().contains(u"semaphore"_s));
    }

    void topicsAndTagsThatAreNoneAreTold()
    {
        const ProgramRun topic = program({u"list"_s, u"--topic"_s, u"limit"_s});
        QCOMPARE(topic.code, 2);
        QCOMPARE(topic.out, QString());
        QVERIFY2(topic.err.startsWith(u"coroscope: error: --topic: no such topic `limit`; there are first-steps, "),
                 qPrintable(topic.err));
        const ProgramRun tag = program({u"list"_s, u"--tag"_s, u"semafore"_s});
        QCOMPARE(tag.code, 2);
        QVERIFY2(tag.err.startsWith(u"coroscope: error: --tag: no program has the tag `semafore`; there are "),
                 qPrintable(tag.err));
    }

    void everyCommandTakesAProgramOfTheLibrary()
    {
        const ProgramRun run = program({u"run"_s, u"library:hello"_s});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.err, QString());
        const ProgramRun check = program({u"check"_s, u"library:hello"_s, u"library:semaphore-30"_s});
        QCOMPARE(check.out + check.err, QString());
        QCOMPARE(check.code, 0);
        const QString picture = m_folder.filePath(u"hello.png"_s);
        const ProgramRun render = program({u"render"_s, u"library:hello"_s, u"-o"_s, picture});
        QCOMPARE(render.out + render.err, QString());
        QVERIFY(QFileInfo(picture).size() > 0);
        const ProgramRun sweep = program({u"sweep"_s, u"library:semaphore-30"_s, u"--param"_s, u"permits=2..3"_s});
        QCOMPARE(sweep.code, 0);
        QVERIFY2(sweep.out.startsWith(u"permits"), qPrintable(sweep.all()));
        const ProgramRun python = program({u"python"_s, u"library:hello"_s});
        QCOMPARE(python.code, 0);
        QVERIFY2(python.out.contains(u"import asyncio"), qPrintable(python.all()));
    }

    void anUnknownNameIsToldWithTheNearest_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("nearly so") << u"helo"_s << u"hello"_s;
        QTest::newRow("a part of it") << u"30"_s << u"semaphore-30"_s;
        QTest::newRow("a word of it") << u"scrape"_s << u"scraper"_s;
        QTest::newRow("a word of it, and more") << u"two-philosophers"_s << u"philosophers"_s;
    }
    void anUnknownNameIsToldWithTheNearest()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, nearest);
        for (const char *command : {"run", "check", "python", ""}) {
            QStringList arguments{u"library:"_s + name};
            if (*command != '\0')
                arguments.prepend(QLatin1String(command));
            const ProgramRun run = program(arguments);
            QCOMPARE(run.code, 2);
            QCOMPARE(run.out, QString());
            const QString start = u"library:%1: error: the library has no program '%1'; did you mean "_s.arg(name);
            QVERIFY2(run.err.startsWith(start), qPrintable(run.err));
            QVERIFY2(run.err.mid(start.size()).section(u'?', 0, 0).contains(nearest), qPrintable(run.err));
            QVERIFY2(run.err.endsWith(u"? `coroscope list` tells all names\n"), qPrintable(run.err));
        }
    }

    void aNameThatIsLikeNoneIsToldWithout()
    {
        QCOMPARE(program({u"run"_s, u"library:"_s}).err,
                 u"library:: error: the library has no program ''; `coroscope list` tells all names\n"_s);
        QCOMPARE(program({u"run"_s, u"library:zzzz-qqqq"_s}).err,
                 u"library:zzzz-qqqq: error: the library has no program 'zzzz-qqqq'; `coroscope list` tells all "
                 "names\n"_s);
    }

    void aFileOfSuchANameIsNotMeant()
    {
        QFile file(m_folder.filePath(u"library:mine"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("coroscope: 1\nmain:\n  - log: hi\n");
        file.close();
        QCOMPARE(program({u"run"_s, u"library:mine"_s}).code, 2);
        QCOMPARE(program({u"run"_s, u"./library:mine"_s}).out, u"hi\n"_s);
    }

private:
    ProgramRun program(const QStringList &arguments) const
    {
        return runProgram(arguments, {.folder = m_folder.path()});
    }

    QStringList names(const QStringList &arguments) const
    {
        QStringList found;
        for (const QString &line : program(arguments).out.split(u'\n', Qt::SkipEmptyParts))
            found += line.simplified().section(u' ', 1, 1);
        return found;
    }

    static QString lineOf(const QStringList &lines, const QString &name)
    {
        for (const QString &line : lines) {
            if (line.simplified().section(u' ', 1, 1) == name)
                return line;
        }
        return {};
    }

    QString titleOf(const QString &name) const
    {
        const QJsonArray list = QJsonDocument::fromJson(program({u"list"_s, u"--json"_s}).outBytes).array();
        for (const auto value : list) {
            if (value[u"name"].toString() == name)
                return value[u"title"].toString();
        }
        return {};
    }

    QTemporaryDir m_folder;
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestLibraryCommands)
#include "tst_librarycommands.moc"

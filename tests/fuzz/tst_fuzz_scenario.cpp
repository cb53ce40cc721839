// SPDX-License-Identifier: MIT
#include "core/scenario/pythonwriter.h"
#include "core/scenario/scenariofile.h"
#include "resources/library.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <array>
#include <vector>

using namespace coroscope;

namespace
{

/// A generator whose numbers are the same everywhere (SplitMix64).
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    int below(int limit) { return static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }

private:
    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    std::uint64_t m_state;
};

constexpr std::array<const char *, 44> fragments{
    "${",    "}",      "[",       "]",     "{",          "- ",     ": ",         ":\n", "\"",  "'",    "`",
    "&a ",   "*a",     "<<: *a",  "!x ",   "|\n",        ">-\n",   "\t",         "# ",  "---", "\n",   "  ",
    "null",  "true",   "-1",      "1e999", "250ms",      "(",      ")",          ",",   "$",   "\\",   "=> ",
    "yield", "return", "raise: ", "as: x", "for: i in ", "do: []", "except: []", "?.",  "...", "\xC3", "\xE2\x82\xAC",
};

QStringList filesIn(const QString &folder, const QString &pattern)
{
    QStringList paths;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({pattern}, QDir::Files, QDir::Name))
        paths.append(dir.filePath(name));
    return paths;
}

std::vector<QByteArray> readScenarios(const QStringList &paths)
{
    std::vector<QByteArray> texts;
    for (const QString &path : paths) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            texts.push_back(file.readAll());
    }
    return texts;
}

void mutate(QByteArray &text, const std::vector<QByteArray> &all, Random &random)
{
    const int size = static_cast<int>(text.size());
    const int at = random.below(size + 1);
    const int length = random.below(1 + std::min(24, size - at));
    QByteArrayList lines;
    switch (random.below(8)) {
    case 0:
        text.remove(at, length);
        break;
    case 1:
        text.insert(at, fragments[static_cast<std::size_t>(random.below(static_cast<int>(fragments.size())))]);
        break;
    case 2:
        if (at < size)
            text[at] = static_cast<char>(random.below(256));
        break;
    case 3:
        text.insert(random.below(size + 1), text.mid(at, length));
        break;
    case 4: {
        const QByteArray &other = all[static_cast<std::size_t>(random.below(static_cast<int>(all.size())))];
        const int from = random.below(static_cast<int>(other.size()) + 1);
        text.insert(at, other.mid(from, random.below(200)));
        break;
    }
    case 5: // swaps two lines
        lines = text.split('\n');
        lines.swapItemsAt(random.below(static_cast<int>(lines.size())), random.below(static_cast<int>(lines.size())));
        text = lines.join('\n');
        break;
    case 6: { // indents a line otherwise
        lines = text.split('\n');
        QByteArray &line = lines[random.below(static_cast<int>(lines.size()))];
        line = line.startsWith("  ") && random.below(2) == 0 ? line.mid(2) : "  " + line;
        text = lines.join('\n');
        break;
    }
    default: { // one word becomes another of the file
        const QByteArrayList words = text.simplified().split(' ');
        const QByteArray word = words[random.below(static_cast<int>(words.size()))];
        const qsizetype found = word.isEmpty() ? -1 : text.indexOf(word, at);
        if (found >= 0)
            text.replace(found, word.size(), words[random.below(static_cast<int>(words.size()))]);
        break;
    }
    }
}

} // namespace

/// Scenarios that were broken by chance: never a crash, always either a whole scenario or faults with a place.
class FuzzScenarioTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void brokenScenariosAreToldOrRead();

private:
    static void look(const QByteArray &text, int &read);
};

void FuzzScenarioTest::look(const QByteArray &text, int &read)
{
    const LoadedScenario loaded = loadScenarioText(text, QStringLiteral("x.yaml"));
    QCOMPARE(loaded.ok(), loaded.faults.empty());
    const qsizetype lines = text.count('\n') + text.count('\r') + 1;
    int line = 0;
    for (const Fault &fault : loaded.faults) {
        QVERIFY(!fault.message.isEmpty());
        if (fault.line == 0) // of the file as a whole: how many more there are
            continue;
        QVERIFY(fault.line >= line && fault.line <= lines);
        QVERIFY(fault.column >= 1 && fault.column <= text.size() + 1);
        line = fault.line;
    }
    if (!loaded.ok())
        return;
    ++read;
    const Result<QString> program = writePython(*loaded.scenario);
    if (program.ok())
        QVERIFY(program.value().endsWith(QStringLiteral("())\n")));
    else
        QVERIFY(program.fault().line >= 1 && !program.fault().message.isEmpty());
}

void FuzzScenarioTest::brokenScenariosAreToldOrRead()
{
    std::vector<QByteArray> all = readScenarios(builtinScenarios());
    const std::vector<QByteArray> more =
        readScenarios(filesIn(QFINDTESTDATA("../core/scenario/data"), QStringLiteral("*.txt")));
    QVERIFY(all.size() >= 8 && more.size() >= 8);
    // The files of cases hold many scenarios, valid and faulty ones, one after the other.
    for (const QByteArray &cases : more) {
        qsizetype begin = cases.indexOf("coroscope: 1");
        while (begin >= 0) {
            const qsizetype end = cases.indexOf("\n---\n", begin);
            all.push_back(cases.mid(begin, end - begin + 1));
            begin = cases.indexOf("coroscope: 1", std::max(end, begin + 1));
        }
    }

    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("COROSCOPE_FUZZ_ROUNDS", &given);
    const int rounds = given ? wanted : 20'000;
    int read = 0;
    for (int round = 0; round < rounds; ++round) {
        Random random(static_cast<std::uint64_t>(round));
        QByteArray text = all[static_cast<std::size_t>(random.below(static_cast<int>(all.size())))];
        for (int times = 1 + random.below(4); times > 0; --times)
            mutate(text, all, random);
        look(text, read);
        if (QTest::currentTestFailed()) {
            qWarning("round %d: %s", round, text.constData());
            return;
        }
    }
    // If hardly any came through, or nearly all did, this would test nothing.
    QVERIFY2(read > rounds / 50 && read < rounds / 2, qPrintable(QString::number(read)));
}

QTEST_APPLESS_MAIN(FuzzScenarioTest)
#include "tst_fuzz_scenario.moc"

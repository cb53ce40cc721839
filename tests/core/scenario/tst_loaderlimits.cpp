// SPDX-License-Identifier: MIT
#include "core/scenario/scenariofile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace coroscope;

namespace
{

QByteArray many(const char *text, int times) { return QByteArray(text).repeated(times); }

QByteArray aliasBomb()
{
    QByteArray text = "coroscope: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 10; ++level) {
        const QByteArray alias = " *a" + QByteArray::number(level - 1);
        text += "a" + QByteArray::number(level) + ": &a" + QByteArray::number(level) + " [" +
                (alias + ",").repeated(9) + alias + "]\n";
    }
    return text;
}

QByteArray deepSteps(int levels)
{
    QByteArray text = "coroscope: 1\nmain:\n";
    for (int level = 0; level < levels; ++level)
        text += QByteArray(2 * level, ' ') + "- if: true\n" + QByteArray(2 * level, ' ') + "  then:\n";
    return text + QByteArray(2 * levels, ' ') + "- pass\n";
}

constexpr const char *large = "the file has more than 4 MiB; a scenario cannot be larger";

} // namespace

/// Files that are meant to do harm, or are no scenario at all: a clear message, quickly, in little memory.
class LoaderLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void hostileTextsAreRefused_data();
    void hostileTextsAreRefused();
    void aFileOfFiftyMegabytesIsNotEvenRead();
    void whatIsNoFileIsRefused();
    void anUnreadableFileIsRefused();
    void aDeviceWithoutAnEndIsNotReadForEver();
    void stepsMayNestAHundredDeep();
    void aFileOfManyNamesIsReadInLittleTime_data();
    void aFileOfManyNamesIsReadInLittleTime();
    void faultsOfTheYamlThatAreNotShownAreCounted();
    void cleanupTestCase();
};

void LoaderLimitsTest::hostileTextsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QByteArray &text, const char *fault) {
        QTest::newRow(name) << text << QString::fromUtf8(fault);
    };
    const char *brackets = "1:1001: error: more than 1000 brackets are open here; close them, or nest less deep";
    const char *values = "the file holds more than 200,000 values, aliases unfolded; a scenario cannot hold more";
    const QByteArray deep = "lists and mappings nest more than 256 deep here; a scenario cannot nest deeper";
    row("100,000 open brackets", many("[", 100'000), brackets);
    row("100,000 brackets, closed again", many("[", 100'000) + many("]", 100'000), brackets);
    row("4,000,000 open brackets", many("[", 4'000'000), brackets);
    row("100,000 mappings", many("{a: ", 100'000),
        "1:4001: error: more than 1000 brackets are open here; close them, or nest less deep");
    row("100,000 lists in one line", many("- ", 100'000), "1:513: error: " + deep);
    row("100,000 keys in one line", many("? ", 100'000), "1:513: error: " + deep);
    row("steps that nest 1,000 deep", deepSteps(1000), "257:257: error: " + deep);
    row("aliases that unfold to millions", aliasBomb(), (QByteArray("6:5: error: ") + values).constData());
    row("a million small values", "a: [" + many("1,", 1'000'000) + "]",
        (QByteArray("1:400003: error: ") + values).constData());
    row("a long list", many("- a\n", 500'000), (QByteArray("200000:3: error: ") + values).constData());
    row("a text of 5 MB", "a: " + many("x", 5'000'000), (QByteArray("error: ") + large).constData());
    row("a text that is not closed", "a: \"" + many("x", 4'000'000),
        "1:4: error: this quote is not closed; write \" at the end of the text");
    row("a million documents", many("---\n", 1'000'000),
        "2:1: error: a second document begins here; a file holds one scenario");
    row("a million line breaks", many("\n", 4'000'000),
        "1:1: error: the file is empty; a scenario begins with 'coroscope: 1'");
    row("a NUL byte", QByteArray("coroscope: 1\nma\0in: []", 22),
        "2:3: error: a NUL byte: this is not a text file; a scenario is UTF-8 text");
    row("a picture", QByteArray("\xFF\xD8\xFF\xE1\x45xif", 8),
        "1:1: error: the byte 0xFF is not UTF-8; save the file as UTF-8 text");
    row("Latin-1", "coroscope: 1\ntitle: caf\xE9\n",
        "2:11: error: the byte 0xE9 is not UTF-8; save the file as UTF-8 text");
    row("overlong UTF-8", "title: \xC0\xAF", "1:8: error: the byte 0xC0 is not UTF-8; save the file as UTF-8 text");
    row("a surrogate", "title: \xED\xA0\x80", "1:8: error: the byte 0xED is not UTF-8; save the file as UTF-8 text");
    row("half a character", "title: \xE2\x82", "1:8: error: the byte 0xE2 is not UTF-8; save the file as UTF-8 text");
    row("UTF-32", QByteArray("\xFF\xFE\0\0\x63\0\0\0", 8), "1:1: error: the file is UTF-32; save it as UTF-8");
    row("UTF-16", QByteArray("\xFF\xFE\x63\x00\x6F\x00", 6), "1:1: error: the file is UTF-16; save it as UTF-8");
    row("a control character", "title: a\x1b[1m",
        "1:9: error: a control character (U+001B) cannot stand in a scenario; take it out, or write it as an escape in "
        "double quotes");
}

void LoaderLimitsTest::hostileTextsAreRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, fault);
    const LoadedScenario loaded = loadScenarioText(text, {});
    QVERIFY(!loaded.ok());
    QCOMPARE(loaded.faults.size(), std::size_t(1));
    QCOMPARE(loaded.faults[0].text(), loaded.faults[0].line > 0 ? QStringLiteral(":") + fault : fault);
}

void LoaderLimitsTest::aFileOfFiftyMegabytesIsNotEvenRead()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("large.yaml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(50'000'000));
    file.close();
    const LoadedScenario loaded = loadScenario(path);
    QCOMPARE(loaded.faults.size(), std::size_t(1));
    QCOMPARE(loaded.faults[0].text(), path + QStringLiteral(": error: ") + QLatin1String(large));
}

void LoaderLimitsTest::whatIsNoFileIsRefused()
{
    QTemporaryDir folder;
    const LoadedScenario directory = loadScenario(folder.path());
    QCOMPARE(directory.faults.size(), std::size_t(1));
    QCOMPARE(directory.faults[0].text(),
             folder.path() + QStringLiteral(": error: this is a directory; name a scenario file in it"));
    const QString missing = folder.filePath(QStringLiteral("missing.yaml"));
    QCOMPARE(loadScenario(missing).faults[0].text(),
             missing + QStringLiteral(": error: there is no such file; check the path"));
}

void LoaderLimitsTest::anUnreadableFileIsRefused()
{
    if (geteuid() == 0)
        QSKIP("root may read every file");
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("secret.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setPermissions({}));
    QCOMPARE(loadScenario(file.fileName()).faults[0].message,
             QStringLiteral("the file cannot be opened (Permission denied); check its permissions"));
}

void LoaderLimitsTest::aDeviceWithoutAnEndIsNotReadForEver()
{
    if (!QFile::exists(QStringLiteral("/dev/zero")))
        QSKIP("there is no /dev/zero");
    QCOMPARE(loadScenario(QStringLiteral("/dev/zero")).faults[0].message, QLatin1String(large));
}

void LoaderLimitsTest::stepsMayNestAHundredDeep()
{
    const LoadedScenario loaded = loadScenarioText(deepSteps(100), {});
    for (const Fault &fault : loaded.faults)
        QFAIL(qPrintable(fault.text()));
    int depth = 0;
    for (const Steps *steps = &loaded.scenario->main; steps->front().verb == Verb::If; steps = &steps->front().body)
        ++depth;
    QCOMPARE(depth, 100);
}

void LoaderLimitsTest::aFileOfManyNamesIsReadInLittleTime_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("first"); // fault; empty: none
    QTest::addColumn<int>("faults");
    const auto numbered = [](const QByteArray &form, int count) {
        QByteArray text;
        for (int number = 0; number < count; ++number)
            text += QByteArray(form)
                        .replace("%1", QByteArray::number(number + 1))
                        .replace("%2", QByteArray::number(number));
        return text;
    };
    const QByteArray begin = "coroscope: 1\n";
    const QByteArray pass = "main: [pass]\n";
    QTest::newRow("names that are near to many others")
        << begin + "params:\n" + numbered("  parameter%2: 1\n", 20'000) + "main:\n" +
               numbered("  - log: ${paramater%2}\n", 30'000)
        << QStringLiteral(":20004:12: error: unknown name 'paramater0'; did you mean 'parameter0'?") << 1001;
    QTest::newRow("calls that are near to many coroutines")
        << begin + "coroutines:\n" + numbered("  coroutine%2: [pass]\n", 20'000) + "main:\n" +
               numbered("  - await: coruotine%2()\n", 30'000)
        << QStringLiteral(":20004:12: error: unknown coroutine or variable 'coruotine0'; did you mean 'coroutine0'?")
        << 1001;
    QTest::newRow("errors that are based on each other")
        << begin + "errors:\n" + numbered("  E%2: E%1\n", 60'000) + "  E60000: Exception\n" + pass << QString() << 0;
    QTest::newRow("errors whose base is missing") << begin + "errors:\n" + numbered("  E%2: E%1\n", 60'000) + pass
                                                  << QStringLiteral(":3:7: error: 'E0' needs a known error as its "
                                                                    "base, not 'E1'")
                                                  << 1001;
    QTest::newRow("expressions in one text") << begin + "main:\n  - log: " + many("${1}", 190'000) + "\n"
                                             << QString() << 0;
    QTest::newRow("faults in one text") << begin + "main:\n  - log: \"" + many("x ${a} \\\" ", 100'000) + "\"\n"
                                        << QStringLiteral(":3:15: error: unknown name 'a'") << 1001;
}

void LoaderLimitsTest::aFileOfManyNamesIsReadInLittleTime()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, first);
    QFETCH(const int, faults);
    QElapsedTimer timer;
    timer.start();
    const LoadedScenario loaded = loadScenarioText(text, {});
    // They took minutes, and take less than a second.
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(loaded.faults.empty() ? QString() : loaded.faults.front().text(), first);
    QCOMPARE(static_cast<int>(loaded.faults.size()), faults);
}

void LoaderLimitsTest::faultsOfTheYamlThatAreNotShownAreCounted()
{
    const LoadedScenario loaded = loadScenarioText("coroscope: 1\nmain: [pass]\n" + many("main: 1\n", 1500), {});
    QCOMPARE(loaded.faults.size(), std::size_t(1001));
    QCOMPARE(loaded.faults.back().text(), QStringLiteral("error: 500 more faults are not shown; mend these first"));
}

void LoaderLimitsTest::cleanupTestCase()
{
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("memory is not measured under the address sanitizer");
#endif
    rusage usage{};
    QCOMPARE(getrusage(RUSAGE_SELF, &usage), 0);
    // The largest text, its nodes, and what the parser holds while it looks ahead.
    QVERIFY2(usage.ru_maxrss < 300 * 1024, qPrintable(QStringLiteral("%1 KiB").arg(usage.ru_maxrss)));
}

QTEST_APPLESS_MAIN(LoaderLimitsTest)
#include "tst_loaderlimits.moc"

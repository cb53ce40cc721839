// SPDX-License-Identifier: MIT
#include "casefile.h"
#include "modeltext.h"

#include "core/scenario/scenariofile.h"
#include "resources/library.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace coroscope;

/// What becomes of valid scenarios: the whole model as text.
class LoaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void scenariosBecomeModels_data();
    void scenariosBecomeModels();
    void lineEndsAndByteOrderMarksDoNotMatter();
    void theTitleIsTheStemOfTheFileIfThereIsNone();
    void builtInScenariosAreWithoutFaults_data();
    void builtInScenariosAreWithoutFaults();
};

void LoaderTest::scenariosBecomeModels_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("expected");
    const std::vector<TestCase> cases = readCases(QFINDTESTDATA("data/models.txt"));
    QVERIFY(!cases.empty());
    for (const TestCase &test : cases)
        QTest::newRow(test.name.constData()) << test.input << test.expected;
}

void LoaderTest::scenariosBecomeModels()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QString, expected);
    const LoadedScenario loaded = loadScenarioText(input, QStringLiteral("x.yaml"));
    for (const Fault &fault : loaded.faults)
        QFAIL(qPrintable(fault.text()));
    QCOMPARE(modelText(*loaded.scenario), expected);
}

void LoaderTest::lineEndsAndByteOrderMarksDoNotMatter()
{
    const QByteArray plain = "coroscope: 1\nmain:\n  - log: a\n  - log: ${b}\n";
    QByteArray windows = "\xEF\xBB\xBF" + plain;
    windows.replace("\n", "\r\n");
    for (const QByteArray &text : {plain, windows}) {
        const LoadedScenario loaded = loadScenarioText(text, QStringLiteral("x.yaml"));
        QCOMPARE(loaded.faults.size(), std::size_t(1));
        QCOMPARE(loaded.faults[0].text(), QStringLiteral("x.yaml:4:12: error: unknown name 'b'"));
    }
}

void LoaderTest::theTitleIsTheStemOfTheFileIfThereIsNone()
{
    const QByteArray text = "coroscope: 1\nmain: [pass]\n";
    QCOMPARE(loadScenarioText(text, QStringLiteral("some/where/two-locks.coro.yaml")).scenario->title,
             QStringLiteral("two-locks"));
    QCOMPARE(loadScenarioText("title: Two locks\n" + text, QStringLiteral("x.yaml")).scenario->title,
             QStringLiteral("Two locks"));
}

void LoaderTest::builtInScenariosAreWithoutFaults_data()
{
    QTest::addColumn<QString>("path");
    QVERIFY(builtinScenarios().size() >= 8);
    for (const QString &path : builtinScenarios())
        QTest::newRow(qPrintable(QFileInfo(path).baseName())) << path;
}

void LoaderTest::builtInScenariosAreWithoutFaults()
{
    QFETCH(const QString, path);
    const LoadedScenario loaded = loadScenario(path);
    for (const Fault &fault : loaded.faults)
        QFAIL(qPrintable(fault.text()));
    QVERIFY(!loaded.scenario->title.isEmpty());
    QVERIFY(!loaded.scenario->description.isEmpty());
    QVERIFY(!loaded.scenario->tags.isEmpty());
    for (const Parameter &parameter : loaded.scenario->parameters)
        QVERIFY2(!parameter.help.isEmpty(), qPrintable(parameter.name));
}

QTEST_APPLESS_MAIN(LoaderTest)
#include "tst_loader.moc"

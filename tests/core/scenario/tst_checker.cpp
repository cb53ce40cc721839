// SPDX-License-Identifier: MIT
#include "casefile.h"

#include "core/scenario/scenariofile.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace coroscope;

static const QByteArrayList caseFiles{"yaml", "sections", "steps", "names", "calls"};

static QString pathOf(const QByteArray &name)
{
    return QFINDTESTDATA(QStringLiteral("data/faults-%1.txt").arg(QLatin1String(name)));
}

/// What is said of faulty scenarios: every fault with line, column and message, in the order of the file.
class CheckerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void faultsAreToldWithTheirPlace_data();
    void faultsAreToldWithTheirPlace();
    void everyFaultIsOfAKindAndEveryKindIsTold();
    void aScenarioIsNullIfAndOnlyIfThereAreFaults();
    void aThousandFaultsAreShownAndTheRestIsCounted();
    void everyFaultNamesTheFile();
};

void CheckerTest::faultsAreToldWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("expected");
    for (const QByteArray &name : caseFiles) {
        const std::vector<TestCase> cases = readCases(pathOf(name));
        QVERIFY2(!cases.empty(), name.constData());
        for (const TestCase &test : cases)
            QTest::newRow((name + ": " + test.name).constData()) << test.input << test.expected;
    }
}

void CheckerTest::faultsAreToldWithTheirPlace()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QString, expected);
    const LoadedScenario loaded = loadScenarioText(input, QStringLiteral("x.yaml"));
    QString told;
    for (const Fault &fault : loaded.faults)
        told += QStringLiteral("%1:%2: %3\n").arg(fault.line).arg(fault.column).arg(fault.message);
    QCOMPARE(told, expected);
    QVERIFY(!expected.isEmpty());
    QVERIFY(!loaded.ok());
}

void CheckerTest::everyFaultIsOfAKindAndEveryKindIsTold()
{
    QSet<FaultKind> told{
        loadScenario(QStringLiteral("none.yaml")).faults.front().kind,
        loadScenarioText(QByteArray(2000, '['), {}).faults.front().kind,
        loadScenarioText("coroscope: 1\nmain:\n" + QByteArray("- foo\n").repeated(1500), {}).faults.back().kind};
    for (const QByteArray &name : caseFiles) {
        for (const TestCase &test : readCases(pathOf(name))) {
            for (const Fault &fault : loadScenarioText(test.input, {}).faults) {
                QVERIFY2(fault.kind != FaultKind::None, qPrintable(fault.message));
                told.insert(fault.kind);
            }
        }
    }
    for (const FaultKind kind : faultKinds())
        QVERIFY2(told.contains(kind), faultSection(kind).data());
}

void CheckerTest::aScenarioIsNullIfAndOnlyIfThereAreFaults()
{
    const LoadedScenario good = loadScenarioText("coroscope: 1\nmain: [pass]\n", {});
    QVERIFY(good.scenario);
    QVERIFY(good.faults.empty());
    const LoadedScenario bad = loadScenarioText("coroscope: 1\nmain: [slep]\n", {});
    QVERIFY(!bad.scenario);
    QCOMPARE(bad.faults.size(), std::size_t(1));
}

void CheckerTest::aThousandFaultsAreShownAndTheRestIsCounted()
{
    const QByteArray text = "coroscope: 1\nmain:\n" + QByteArray("- foo\n").repeated(1500);
    const LoadedScenario loaded = loadScenarioText(text, QStringLiteral("x.yaml"));
    QCOMPARE(loaded.faults.size(), std::size_t(1001));
    QCOMPARE(loaded.faults.back().kind, FaultKind::MoreFaults);
    QCOMPARE(loaded.faults.back().text(),
             QStringLiteral("x.yaml: error: 500 more faults are not shown; mend these first"));
}

void CheckerTest::everyFaultNamesTheFile()
{
    const LoadedScenario loaded = loadScenarioText("coroscope: 1\nmain: [slep: 1]\n", QStringLiteral("dir/x.yaml"));
    QCOMPARE(loaded.faults.size(), std::size_t(1));
    QCOMPARE(loaded.faults[0].text(),
             QStringLiteral("dir/x.yaml:2:8: error: unknown step 'slep'; did you mean 'sleep'?"));
}

QTEST_APPLESS_MAIN(CheckerTest)
#include "tst_checker.moc"

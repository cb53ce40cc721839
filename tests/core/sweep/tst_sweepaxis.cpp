// SPDX-License-Identifier: MIT
#include "core/scenario/scenariofile.h"
#include "core/sweep/sweepaxis.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coroscope;

namespace
{

constexpr const char *knobs = R"(coroscope: 1
params:
  permits: {value: 2, min: 1, max: 20, step: 1}
  share: {value: 0.5, min: 0.1, max: 1, step: 0.1}
  few: {value: 2, choices: [2, 4, 8]}
  mode: {value: fast, choices: [fast, slow]}
  flag: true
  pause: 50ms
  free: 3
  list: [1, 2]
main:
  - log: ${permits} ${share} ${few} ${mode} ${flag} ${pause} ${free} ${list}
)";

} // namespace

class TestSweepAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        LoadedScenario loaded = loadScenarioText(knobs, u"knobs.yaml"_s);
        QVERIFY2(loaded.ok(), loaded.faults.empty() ? "" : qPrintable(loaded.faults.front().text()));
        m_scenario = std::move(loaded.scenario);
    }

    void valuesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("values");
        QTest::newRow("a range by the step of the param") << u"permits=1..5"_s << u"1 2 3 4 5"_s;
        QTest::newRow("a range by a step") << u"permits=1..10:4"_s << u"1 5 9"_s;
        QTest::newRow("one value") << u"permits=3..3"_s << u"3"_s;
        QTest::newRow("spaces") << u" permits = 1 .. 3 : 2 "_s << u"1 3"_s;
        QTest::newRow("a list") << u"permits=8, 1,2"_s << u"8 1 2"_s;
        QTest::newRow("decimals are exact") << u"share=0.1..1"_s << u"0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1"_s;
        QTest::newRow("finer than the step of the param") << u"share=0.25..0.28"_s << u"0.25 0.26 0.27 0.28"_s;
        QTest::newRow("without a step of its own") << u"free=-1..1"_s << u"-1 0 1"_s;
        QTest::newRow("decimals without a step of its own") << u"free=-0.2..0.1"_s << u"-0.2 -0.1 0 0.1"_s;
        QTest::newRow("a decimal step") << u"free=1..2:0.25"_s << u"1 1.25 1.5 1.75 2"_s;
        QTest::newRow("with a unit") << u"pause=50ms..200ms:50ms"_s << u"50ms 100ms 150ms 200ms"_s;
        QTest::newRow("choices") << u"mode=slow,fast"_s << u"slow fast"_s;
        QTest::newRow("all choices") << u"mode"_s << u"fast slow"_s;
        QTest::newRow("all choices of numbers") << u"few="_s << u"2 4 8"_s;
        QTest::newRow("true and false") << u"flag"_s << u"false true"_s;
        QTest::newRow("the whole range") << u"share"_s << u"0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1"_s;
        QTest::newRow("a text with dots") << u"pause=a..b"_s << u"a..b"_s;
    }
    void valuesAreRead()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, values);
        const auto axis = parseSweepAxis(*m_scenario, text);
        QVERIFY2(axis.ok(), axis.ok() ? "" : qPrintable(axis.fault().message));
        QCOMPARE(axis.value().parameter, text.section(u'=', 0, 0).trimmed());
        QCOMPARE(axis.value().values.join(u' '), values);
    }

    void wrongValuesAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown") << u"permit=1..2"_s
                                 << u"no such param `permit`; there are permits, share, few, mode, flag, pause, free, "
                                    "list; did you mean 'permits'?"_s;
        QTest::newRow("backwards")
            << u"permits=5..1"_s << u"permits: `5..1` is empty, as it runs backwards; write the smaller number first"_s;
        QTest::newRow("no end") << u"permits=5.."_s
                                << u"permits: `` is no number of a range; write FROM..TO or FROM..TO:STEP, with 6 "
                                   "decimals at most"_s;
        QTest::newRow("no number") << u"permits=1..x"_s
                                   << u"permits: `x` is no number of a range; write FROM..TO or FROM..TO:STEP, with 6 "
                                      "decimals at most"_s;
        QTest::newRow("step 0") << u"permits=1..5:0"_s << u"permits: `1..5:0`: the step must be more than 0"_s;
        QTest::newRow("negative step") << u"permits=1..5:-1"_s << u"permits: `1..5:-1`: the step must be more than 0"_s;
        QTest::newRow("too many") << u"free=0..1:0.00001"_s
                                  << u"free: `0..1:0.00001` has 100001 values; a sweep goes through 10000 at most, so "
                                     "take a larger step"_s;
        QTest::newRow("twice") << u"permits=2,3,2"_s << u"permits: the value 2 stands twice"_s;
        QTest::newRow("nothing between commas")
            << u"permits=2,,3"_s << u"permits: `2,,3`: there is nothing between two commas"_s;
        QTest::newRow("too small") << u"permits=0..3"_s << u"permits=0: a value of 1 or more is wanted"_s;
        QTest::newRow("too large") << u"permits=19..22"_s << u"permits=21: a value of 20 or less is wanted"_s;
        QTest::newRow("a word for a number") << u"permits=many"_s << u"permits=many: a number is wanted"_s;
        QTest::newRow("no choice") << u"mode=fast,quick"_s << u"mode=quick: one of fast, slow is wanted"_s;
        QTest::newRow("no flag") << u"flag=1"_s << u"flag=1: true or false is wanted"_s;
        QTest::newRow("units") << u"pause=50ms..1s:50ms"_s
                               << u"pause: `50ms..1s:50ms`: the numbers of a range need the same unit"_s;
        QTest::newRow("a list") << u"list=1..2"_s
                                << u"list: only a number, a text or true or false can be swept over"_s;
        QTest::newRow("nothing to guess from")
            << u"free"_s << u"free: say which values: free=FROM..TO, free=FROM..TO:STEP or free=VALUE,VALUE"_s;
    }
    void wrongValuesAreTold()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, message);
        const auto axis = parseSweepAxis(*m_scenario, text);
        QVERIFY(!axis.ok());
        QCOMPARE(axis.fault().message, message);
        QCOMPARE(axis.fault().line, 0);
    }

    void aScenarioWithoutParamsSaysSo()
    {
        const LoadedScenario loaded = loadScenarioText("coroscope: 1\nmain:\n  - log: hi\n", u"hi.yaml"_s);
        QCOMPARE(parseSweepAxis(*loaded.scenario, u"a=1..2"_s).fault().message,
                 u"this scenario has no params, so there is nothing to sweep over"_s);
    }

    void valuesStandOnALineOfNumbersIfTheyAreNumbers()
    {
        const auto numbers = [&](const QString &text) {
            return parseSweepAxis(*m_scenario, text).value().numbers().value_or(std::vector<double>{});
        };
        QCOMPARE(numbers(u"permits=1,4"_s), (std::vector<double>{1, 4}));
        QCOMPARE(numbers(u"pause=500ms,2s"_s), (std::vector<double>{0.5, 2}));
        QCOMPARE(numbers(u"mode"_s), std::vector<double>{});
    }

private:
    std::unique_ptr<Scenario> m_scenario;
};

QTEST_APPLESS_MAIN(TestSweepAxis)
#include "tst_sweepaxis.moc"

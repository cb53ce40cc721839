// SPDX-License-Identifier: MIT
#include "core/scenario/scalaredit.h"
#include "core/scenario/scenariofile.h"

#include <QTest>

namespace coroscope
{

/// Values that are written into the text of a scenario, which stays as it was but for them.
class TestScalarEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aParamGetsAnotherValueAndAllElseStays_data()
    {
        QTest::addColumn<QByteArray>("param");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *param, const char *value, const char *after) {
            QTest::newRow(name) << QByteArray(param) << QString::fromUtf8(value) << QByteArray(after);
        };
        row("short", "p: 5", "8", "p: 8");
        row("a comment", "p: 5   # how many", "12", "p: 12   # how many");
        row("in braces", "p: {value: 5, min: 1, max: 30}  # knob", "7", "p: {value: 7, min: 1, max: 30}  # knob");
        row("the value last", "p: {min: 1, value: 5}", "7.5", "p: {min: 1, value: 7.5}");
        row("a block", "p:\n    # five\n    value: 5 # now\n    min: 1", "6",
            "p:\n    # five\n    value: 6 # now\n    min: 1");
        row("a truth value", "p: true", "false", "p: false");
        row("a word", "p: {value: fast, choices: [fast, slow]}", "slow", "p: {value: slow, choices: [fast, slow]}");
        row("double quotes", "p: \"a \\\"b\\\" #c\" # d", "x: y, \"z\"", "p: \"x: y, \\\"z\\\"\" # d");
        row("single quotes", "p: 'it''s' # d", "plain", "p: plain # d");
        row("a text that looks like a number", "p: text", "12", "p: \"12\"");
        row("a text that looks like a truth value", "p: text", "True", "p: \"True\"");
        row("a text that looks like nothing", "p: text", "Null", "p: \"Null\"");
        row("a truth value in capitals", "p: True", "false", "p: false");
        row("a number in hexadecimal digits", "p: 0x1F", "12", "p: 12");
        row("letters of other scripts", "p: {help: größer 𝔘, value: 5}", "9", "p: {help: größer 𝔘, value: 9}");
        row("negative", "p: -1.5", "-2", "p: -2");
    }
    void aParamGetsAnotherValueAndAllElseStays()
    {
        QFETCH(const QByteArray, param);
        QFETCH(const QString, value);
        QFETCH(const QByteArray, after);
        const auto whole = [](const QByteArray &text, const QByteArray &lineEnd) {
            QByteArray all = "# begin\ncoroscope: 1\nparams:\n  q: 1\n  " + text + "\n  r: 5 # p: 5\nmain:\n  - pass\n";
            return all.replace("\n", lineEnd);
        };
        for (const QByteArray &start : {QByteArray(), QByteArray("\xEF\xBB\xBF")}) {
            for (const QByteArray &lineEnd : {QByteArray("\n"), QByteArray("\r\n")}) {
                const QByteArray text = start + whole(param, lineEnd);
                const auto edit = editParameter(text, QStringLiteral("p"), value);
                QVERIFY2(edit.ok(), edit.ok() ? "" : qPrintable(edit.fault().text()));
                QCOMPARE(applied(text, edit.value()), start + whole(after, lineEnd));
            }
        }
    }

    void whatIsNotOneScalarIsNotTouched_data()
    {
        QTest::addColumn<QByteArray>("param");
        QTest::addColumn<QString>("message");
        QTest::newRow("a list") << QByteArray("p: [1, 2]")
                                << QStringLiteral("3:6: error: only a number, a text or true or false can be written");
        QTest::newRow("several lines") << QByteArray("p: \"a\n    b\"")
                                       << QStringLiteral("3:6: error: this value cannot be replaced, as it is not on "
                                                         "one line; write it by hand");
        QTest::newRow("missing") << QByteArray("q: 1") << QStringLiteral("error: there is no param 'p' in the text");
    }
    void whatIsNotOneScalarIsNotTouched()
    {
        QFETCH(const QByteArray, param);
        QFETCH(const QString, message);
        const auto edit = editParameter("coroscope: 1\nparams:\n  " + param + "\nmain:\n  - pass\n",
                                        QStringLiteral("p"), QStringLiteral("3"));
        QVERIFY(!edit.ok());
        QVERIFY2(edit.fault().text().endsWith(message), qPrintable(edit.fault().text()));
    }

    void theSeedIsReplacedOrGetsALine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("there") << QByteArray("coroscope: 1\nseed: 5 # five\nmain:\n  - pass\n")
                               << QByteArray("coroscope: 1\nseed: 11 # five\nmain:\n  - pass\n");
        QTest::newRow("after the title") << QByteArray("coroscope: 1\r\ntitle: A title # b\r\nmain:\r\n  - pass\r\n")
                                         << QByteArray("coroscope: 1\r\ntitle: A title # b\r\nseed: 11\r\nmain:\r\n  "
                                                       "- pass\r\n");
        QTest::newRow("after the version") << QByteArray("coroscope: 1\ntitle: A long\n  title\nmain:\n  - pass\n")
                                           << QByteArray("coroscope: 1\nseed: 11\ntitle: A long\n  title\nmain:\n  "
                                                         "- pass\n");
    }
    void theSeedIsReplacedOrGetsALine()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, after);
        const auto edit = editSeed(text, 11);
        QVERIFY(edit.ok());
        QCOMPARE(applied(text, edit.value()), after);
        const LoadedScenario loaded = loadScenarioText(after, QStringLiteral("s.yaml"));
        QVERIFY(loaded.ok());
        QCOMPARE(loaded.scenario->seed, 11U);
    }
};

} // namespace coroscope

QTEST_GUILESS_MAIN(coroscope::TestScalarEdit)
#include "tst_scalaredit.moc"

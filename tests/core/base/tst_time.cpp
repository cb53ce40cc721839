// SPDX-License-Identifier: MIT
#include "core/base/time.h"

#include <QTest>

#include <limits>

using namespace coroscope;

class TestTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondsAreRoundedHalfUp_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("nothing") << 0.0 << qint64{0};
        QTest::newRow("a tenth") << 0.1 << qint64{100'000'000};
        QTest::newRow("one and a half") << 1.5 << qint64{1'500'000'000};
        // Halves of a nanosecond to the last bit.
        QTest::newRow("half a nanosecond goes up") << 1.0 / 1024 << qint64{976'563};
        QTest::newRow("also above an odd number") << 3.0 / 1024 << qint64{2'929'688};
        QTest::newRow("less than half goes down") << 0.49e-9 << qint64{0};
        // As a double it is a little less.
        QTest::newRow("what reads as a half in decimal goes up") << 1.5e-9 << qint64{2};
        QTest::newRow("half a nanosecond before 0 goes up, too") << -1.0 / 1024 << qint64{-976'562};
        QTest::newRow("a day") << 86'400.000'000'001 << qint64{86'400'000'000'001};
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << qint64{0};
        QTest::newRow("for ever") << std::numeric_limits<double>::infinity() << std::numeric_limits<qint64>::max();
        QTest::newRow("too long") << 1e300 << std::numeric_limits<qint64>::max();
        QTest::newRow("too long ago") << -1e300 << -std::numeric_limits<qint64>::max();
    }

    void secondsAreRoundedHalfUp()
    {
        QFETCH(double, seconds);
        QFETCH(qint64, nanoseconds);
        QCOMPARE(qint64{fromSeconds(seconds)}, nanoseconds);
    }

    void durationsAreReadWithTheirUnits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nanoseconds"); // -1: refused
        const auto row = [](const char *text, qint64 nanoseconds) {
            QTest::newRow(text) << QString::fromUtf8(text) << nanoseconds;
        };
        row("250ms", 250'000'000);
        row("1.5s", 1'500'000'000);
        row("2m", 120'000'000'000);
        row("1h", 3'600'000'000'000);
        row("12us", 12'000);
        row("12µs", 12'000);
        row("7ns", 7);
        row("0.5ns", 1);
        row("3", 3'000'000'000);
        row("0", 0);
        row(" 10 ms ", 10'000'000);
        row("1e3", 1'000'000'000'000);
        row("", -1);
        row("ms", -1);
        row("5 parsecs", -1);
        row("1.2.3s", -1);
        row("inf", -1);
        row("nan", -1);
        row("5 MS", -1);
    }

    void durationsAreReadWithTheirUnits()
    {
        QFETCH(QString, text);
        QFETCH(qint64, nanoseconds);
        QCOMPARE(qint64{parseDuration(text).value_or(-1)}, nanoseconds);
    }

    void durationsAreShownInTheUnitThatFits_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 nanoseconds, const char *text) {
            QTest::newRow(text) << nanoseconds << QString::fromUtf8(text);
        };
        row(0, "0 s");
        row(1, "1 ns");
        row(999, "999 ns");
        row(1'000, "1 µs");
        row(12'345, "12.35 µs");
        row(250'000'000, "250 ms");
        row(1'500'000'000, "1.5 s");
        row(-2'000'000, "-2 ms");
        row(12'345'000'000'000, "12345 s");
    }

    void durationsAreShownInTheUnitThatFits()
    {
        QFETCH(qint64, nanoseconds);
        QFETCH(QString, text);
        QCOMPARE(formatDuration(nanoseconds), text);
    }
};

QTEST_GUILESS_MAIN(TestTime)
#include "tst_time.moc"

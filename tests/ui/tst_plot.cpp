// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plot.h"
#include "ui/panels/sweepplot.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

/// Seven pixels a letter, so that places can be told without fonts.
class LetterMeasure : public TextMeasure
{
public:
    double width(FontRole, const QString &text) const override { return 7.0 * static_cast<double>(text.size()); }
};

QString textOf(const std::vector<AxisTick> &ticks)
{
    QStringList texts;
    for (const AxisTick &tick : ticks)
        texts.push_back(tick.text);
    return texts.join(u" | "_s);
}

SweepRun returned(Nanoseconds makespan)
{
    SweepRun run;
    run.outcome = SweepOutcome::Returned;
    run.totals.makespan = makespan;
    return run;
}

} // namespace

class TestPlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreRound_data()
    {
        QTest::addColumn<double>("span");
        QTest::addColumn<int>("most");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("step");
        QTest::newRow("10 in 5") << 10.0 << 5 << 0.0 << 2.0;
        QTest::newRow("11 in 5") << 11.0 << 5 << 0.0 << 5.0;
        QTest::newRow("1 in 10") << 1.0 << 10 << 0.0 << 0.1;
        QTest::newRow("0.3 in 3") << 0.3 << 3 << 0.0 << 0.1;
        QTest::newRow("99 in 9") << 99.0 << 9 << 0.0 << 20.0;
        QTest::newRow("6 in 1") << 6.0 << 1 << 0.0 << 10.0;
        QTest::newRow("at least") << 3.0 << 10 << 1.0 << 1.0;
        QTest::newRow("nothing") << 0.0 << 5 << 0.0 << 1.0;
        QTest::newRow("endless") << std::numeric_limits<double>::infinity() << 5 << 0.0 << 1.0;
    }
    void stepsAreRound()
    {
        QFETCH(const double, span);
        QFETCH(const int, most);
        QFETCH(const double, least);
        QTEST(roundStep(span, most, least), "step");
    }

    void theYAxisEndsAtARoundNumber_data()
    {
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("highest");
        QTest::addColumn<QString>("texts");
        const auto row = [](const char *name, MeasureUnit unit, double highest, const QString &texts) {
            QTest::newRow(name) << static_cast<int>(unit) << highest << texts;
        };
        row("seconds", MeasureUnit::Time, 11.2e9, u"0 | 5 s | 10 s | 15 s"_s);
        row("milliseconds", MeasureUnit::Time, 0.4e9, u"0 | 100 ms | 200 ms | 300 ms | 400 ms"_s);
        row("no time", MeasureUnit::Time, 0, u"0 | 500 ms | 1 s"_s);
        row("counts are whole", MeasureUnit::Count, 2, u"0 | 1 | 2"_s);
        row("a count of nothing", MeasureUnit::Count, 0, u"0 | 1"_s);
        row("a rate", MeasureUnit::PerSecond, 0.3, u"0 | 0.1 /s | 0.2 /s | 0.3 /s"_s);
    }
    void theYAxisEndsAtARoundNumber()
    {
        QFETCH(const int, unit);
        QFETCH(const double, highest);
        QFETCH(const QString, texts);
        QCOMPARE(textOf(yTicks(static_cast<MeasureUnit>(unit), highest, 4)), texts);
    }

    void theXAxisHasItsEndsAndRoundNumbersBetween()
    {
        const LetterMeasure measure;
        QCOMPARE(textOf(xTicks(XKind::Number, 1, 30, 400, measure)), u"1 | 5 | 10 | 15 | 20 | 25 | 30"_s);
        QCOMPARE(textOf(xTicks(XKind::Number, 1, 30, 80, measure)), u"1 | 10 | 20 | 30"_s);
        QCOMPARE(textOf(xTicks(XKind::Number, 1, 30, 30, measure)), u"1 | 30"_s);
        QCOMPARE(textOf(xTicks(XKind::Number, 4, 4, 400, measure)), u"4"_s);
        QCOMPARE(textOf(xTicks(XKind::Number, -0.2, 0.2, 200, measure)), u"-0.2 | -0.1 | 0 | 0.1 | 0.2"_s);
        QCOMPARE(textOf(xTicks(XKind::Duration, 0.05, 0.4, 300, measure)), u"50 ms | 200 ms | 300 ms | 400 ms"_s);
        // So far out that doubles know no single steps any more.
        QVERIFY(xTicks(XKind::Number, 1e17, 1e17 + 64, 400, measure).size() <= 12);
    }

    void wordsStandWhereThereIsRoom()
    {
        const LetterMeasure measure;
        const QStringList words{u"fast"_s, u"slow"_s, u"very slow indeed"_s};
        QCOMPARE(textOf(wordTicks(words, 400, measure)), u"fast | slow | very slow indeed"_s);
        QCOMPARE(textOf(wordTicks(words, 240, measure)), u"fast | slow | very slow…"_s);
        QCOMPARE(textOf(wordTicks(words, 90, measure)), u"fast | very s…"_s);
    }

    void pointsLieWhereTheirValuesAre()
    {
        SweepTable table(u"t"_s, {u"permits"_s, {u"1"_s, u"3"_s, u"5"_s}}, {1});
        table.run(0, 0) = returned(4 * nsPerSecond);
        table.run(1, 0) = returned(2 * nsPerSecond);
        const LetterMeasure measure;
        const Plot plot = sweepPlot(table, sweepMeasures().front());
        const PlotLayout layout(plot, QRectF(0, 0, 300, 227), measure);
        const QRectF area = layout.area();
        QCOMPARE(area, QRectF(29, 8, 263, 200));
        QCOMPARE(layout.at(plot.points[0]), QPointF(34, 8));
        QCOMPARE(layout.at(plot.points[1]), QPointF(area.center().x(), 108));
        QCOMPARE(layout.at(plot.points[2]), QPointF(287, 208));
        QCOMPARE(layout.nearest(plot, 0), 0);
        QCOMPARE(layout.nearest(plot, 100), 1);
        QCOMPARE(layout.nearest(plot, 1000), 2);
        QCOMPARE(layout.nearest(Plot(), 1000), -1);
    }

    void numbersAreInOrderAndWordsAsTheyCome()
    {
        const auto labels = [](const QStringList &values) {
            QStringList result;
            const Plot plot = sweepPlot(SweepTable(u"t"_s, {u"p"_s, values}, {1}), sweepMeasures().front());
            for (const PlotPoint &point : plot.points)
                result.push_back(u"%1@%2/%3"_s.arg(point.label).arg(point.x).arg(point.value));
            return result.join(u' ');
        };
        QCOMPARE(labels({u"8"_s, u"1"_s, u"2"_s}), u"1@1/1 2@2/2 8@8/0"_s);
        QCOMPARE(labels({u"1s"_s, u"50ms"_s}), u"50ms@0.05/1 1s@1/0"_s);
        QCOMPARE(labels({u"slow"_s, u"fast"_s}), u"slow@0/0 fast@1/1"_s);
    }

    void aValueIsFoundOnTheAxis()
    {
        const Plot numbers = sweepPlot(SweepTable(u"t"_s, {u"p"_s, {u"1"_s, u"2"_s}}, {1}), sweepMeasures().front());
        QCOMPARE(plotPosition(numbers, u"1.5"_s), std::optional(1.5));
        QCOMPARE(plotPosition(numbers, u"fast"_s), std::optional<double>());
        const Plot words =
            sweepPlot(SweepTable(u"t"_s, {u"p"_s, {u"slow"_s, u"fast"_s}}, {1}), sweepMeasures().front());
        QCOMPARE(plotPosition(words, u"fast"_s), std::optional(1.0));
        QCOMPARE(plotPosition(words, u"quick"_s), std::optional<double>());
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestPlot)
#include "tst_plot.moc"

// SPDX-License-Identifier: MIT
#include "core/sweep/sweeptable.h"

#include <algorithm>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

QString csvCell(const QString &cell)
{
    if (!cell.contains(u',') && !cell.contains(u'"') && !cell.contains(u'\n') && !cell.contains(u'\r'))
        return cell;
    QString quoted = cell;
    return u'"' + quoted.replace(u'"', u"\"\""_s) + u'"';
}

QString csvLine(const QStringList &cells)
{
    QStringList written;
    for (const QString &cell : cells)
        written.push_back(csvCell(cell));
    return written.join(u',') + u'\n';
}

QString csvHead(const SweepMeasure &measure)
{
    const QString name = QLatin1String(measure.name);
    switch (measure.unit) {
    case MeasureUnit::Time:
        return name + u"_s"_s;
    case MeasureUnit::Count:
        return name;
    case MeasureUnit::PerSecond:
        return name + u"_per_s"_s;
    }
    return name;
}

// The cells of a measure: its value, or with several seeds the median, the lowest and the highest.
QStringList readings(const SweepTable &table, std::size_t value, const SweepMeasure &measure)
{
    const auto summary = table.summary(value, measure);
    QStringList cells;
    for (const auto part : {&SweepSummary::median, &SweepSummary::lowest, &SweepSummary::highest}) {
        cells.push_back(summary ? measureText(measure.unit, *summary.*part) : u"–"_s);
        if (table.seeds().size() == 1)
            break;
    }
    return cells;
}

} // namespace

QString sweepCsv(const SweepTable &table, const SweepMeasures &measures)
{
    QStringList head{table.axis().parameter, u"seed"_s, u"outcome"_s};
    for (const SweepMeasure *measure : measures)
        head.push_back(csvHead(*measure));
    head.push_back(u"message"_s);
    QString csv = csvLine(head);
    for (std::size_t value = 0; value < table.valueCount(); ++value) {
        for (std::size_t seed = 0; seed < table.seeds().size(); ++seed) {
            const SweepRun &run = table.run(value, seed);
            if (run.outcome == SweepOutcome::Pending)
                continue;
            QStringList line{table.axis().values.at(static_cast<qsizetype>(value)),
                             QString::number(table.seeds()[seed]), text(run.outcome)};
            for (const SweepMeasure *measure : measures) {
                const auto number = isMeasured(run.outcome) ? measure->of(run.totals) : std::nullopt;
                line.push_back(number ? measureNumber(measure->unit, *number) : QString());
            }
            line.push_back(run.message);
            csv += csvLine(line);
        }
    }
    return csv;
}

QString sweepText(const SweepTable &table, const SweepMeasures &measures)
{
    std::vector<QStringList> lines;
    QStringList head{table.axis().parameter};
    for (const SweepMeasure *measure : measures) {
        head.push_back(QLatin1String(measure->title));
        if (table.seeds().size() > 1)
            head += {u"min"_s, u"max"_s};
    }
    head.push_back(u"outcome"_s);
    lines.push_back(head);
    for (std::size_t value = 0; value < table.valueCount(); ++value) {
        if (table.count(value, SweepOutcome::Pending) == table.seeds().size())
            continue;
        QStringList line{table.axis().values.at(static_cast<qsizetype>(value))};
        for (const SweepMeasure *measure : measures)
            line += readings(table, value, *measure);
        line.push_back(table.outcomeText(value));
        lines.push_back(line);
    }
    std::vector<qsizetype> widths(static_cast<std::size_t>(head.size()));
    for (const QStringList &line : lines) {
        for (qsizetype column = 0; column < line.size(); ++column) {
            qsizetype &width = widths[static_cast<std::size_t>(column)];
            width = std::max(width, line[column].size());
        }
    }
    QString result;
    for (const QStringList &line : lines) {
        for (qsizetype column = 0; column + 1 < line.size(); ++column)
            result += line[column].rightJustified(widths[static_cast<std::size_t>(column)]) + u"  "_s;
        result += line.back() + u'\n';
    }
    return result;
}

} // namespace coroscope

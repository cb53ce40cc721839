// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweepplot.h"

#include "ui/timeline/picturefile.h"
#include "ui/timeline/svgdevice.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::SweepPlot", text); }

XKind kindOf(const SweepAxis &axis)
{
    if (!axis.numbers())
        return XKind::Word;
    bool isNumber = true;
    for (const QString &value : axis.values) {
        bool ok = false;
        value.toDouble(&ok);
        isNumber = isNumber && ok;
    }
    return isNumber ? XKind::Number : XKind::Duration;
}

constexpr double margin = 20;
constexpr double titleHeight = 34;
constexpr double nameHeight = 26; // of the plot's title
constexpr double axisHeight = 30; // of the parameter's name below, and the space after it

} // namespace

QString measureTitle(const SweepMeasure &measure)
{
    return QCoreApplication::translate("coroscope::SweepMeasure", measure.title);
}

Plot sweepPlot(const SweepTable &table, const SweepMeasure &measure)
{
    Plot plot;
    plot.xName = table.axis().parameter;
    plot.title = tr("%1 by %2").arg(measureTitle(measure), plot.xName);
    plot.unit = measure.unit;
    plot.xKind = kindOf(table.axis());
    const auto numbers = table.axis().numbers();
    for (std::size_t value = 0; value < table.valueCount(); ++value) {
        const auto summary = table.summary(value, measure);
        PlotPoint point;
        point.x = numbers ? (*numbers)[value] : static_cast<double>(value);
        point.label = table.axis().values.at(static_cast<qsizetype>(value));
        if (summary)
            point.reading = PlotPoint::Reading{summary->lowest, summary->median, summary->highest};
        const std::size_t pending = table.count(value, SweepOutcome::Pending);
        point.isPending = pending == table.seeds().size();
        point.isFlawed = pending + table.count(value, SweepOutcome::Returned) < table.seeds().size();
        point.value = value;
        point.seed = summary ? summary->medianSeed : 0;
        plot.points.push_back(std::move(point));
    }
    std::stable_sort(plot.points.begin(), plot.points.end(),
                     [](const PlotPoint &one, const PlotPoint &other) { return one.x < other.x; });
    return plot;
}

QString sweepPointText(const SweepTable &table, std::size_t value, const SweepMeasure &measure)
{
    const auto summary = table.summary(value, measure);
    QString text = u"%1 %2: "_s.arg(table.axis().parameter, table.axis().values.at(static_cast<qsizetype>(value)));
    const std::size_t seeds = table.seeds().size();
    if (table.count(value, SweepOutcome::Pending) == seeds)
        return text + tr("not run yet");
    QStringList parts;
    if (summary) {
        QString reading = measureText(measure.unit, summary->median);
        if (seeds > 1)
            reading +=
                tr(" (%1 to %2 by seed)")
                    .arg(measureText(measure.unit, summary->lowest), measureText(measure.unit, summary->highest));
        parts.push_back(reading);
    }
    if (table.count(value, SweepOutcome::Returned) + table.count(value, SweepOutcome::Pending) < seeds) {
        parts.push_back(table.outcomeText(value));
        for (const SweepRun &run : table.runsAt(value)) {
            if (!run.message.isEmpty()) {
                parts.push_back(run.message);
                break;
            }
        }
    }
    return text + parts.join(u" · "_s);
}

std::optional<double> plotPosition(const Plot &plot, const QString &value)
{
    if (plot.xKind == XKind::Word) {
        for (const PlotPoint &point : plot.points) {
            if (point.label == value)
                return point.x;
        }
        return std::nullopt;
    }
    const auto numbers = SweepAxis{{}, {value}}.numbers();
    return numbers ? std::optional(numbers->front()) : std::nullopt;
}

std::optional<Fault> saveSweepPicture(const SweepTable &table, const SweepMeasures &measures, const QString &path,
                                      const SweepPictureOptions &options)
{
    const Theme &colors = theme(options.theme);
    const FontMeasure measure;
    std::vector<Plot> plots;
    for (const SweepMeasure *one : measures)
        plots.push_back(sweepPlot(table, *one));
    for (Plot &plot : plots) {
        if (!options.present.isEmpty())
            plot.present = plotPosition(plot, options.present);
    }
    const double plotHeight = plots.size() > 2 ? options.size.height() / 2.0 : options.size.height();
    const double width = options.size.width();
    const double height =
        margin + titleHeight + static_cast<double>(plots.size()) * (nameHeight + plotHeight + axisHeight) + margin;
    const auto paint = [&](QPainter &painter, PaintTarget) {
        painter.fillRect(QRectF(0, 0, width, height), colors.window);
        const auto write = [&](FontRole font, Ink ink, const QRectF &rect, Qt::Alignment where, const QString &text) {
            painter.setFont(drawFont(font));
            painter.setPen(colors.ink(ink));
            painter.drawText(rect, static_cast<int>(where), measure.elided(font, text, rect.width()));
        };
        double y = margin;
        write(FontRole::Heading, Ink::Text, QRectF(margin, y, width - 2 * margin, titleHeight),
              Qt::AlignLeft | Qt::AlignTop, table.title());
        y += titleHeight;
        for (const Plot &plot : plots) {
            const SvgGroup group(painter, plot.title);
            const QRectF line(margin, y, width - 2 * margin, nameHeight);
            write(FontRole::Strong, Ink::Text, line, Qt::AlignLeft | Qt::AlignVCenter, plot.title);
            if (table.seeds().size() > 1)
                write(FontRole::Small, Ink::Muted, line, Qt::AlignRight | Qt::AlignVCenter,
                      tr("median, lowest and highest of %1 seeds").arg(table.seeds().size()));
            y += nameHeight;
            const PlotLayout layout(plot, QRectF(margin, y, width - 2 * margin, plotHeight), measure);
            paintPlot(painter, plot, layout, colors);
            y += plotHeight;
            write(FontRole::Small, Ink::Muted, QRectF(layout.area().left(), y, layout.area().width(), axisHeight),
                  Qt::AlignHCenter | Qt::AlignTop, plot.xName);
            y += axisHeight;
        }
    };
    const PictureContent content{QSize(static_cast<int>(width), static_cast<int>(height)), table.title(),
                                 plots.empty() ? QString() : plots.front().title, options.scale, paint};
    return savePicture(content, path);
}

} // namespace coroscope

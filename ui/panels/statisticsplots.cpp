// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/statisticsplots.h"

#include "core/analysis/words.h"
#include "ui/timeline/waittext.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr double gap = 4;

/// A heading at the top left and a note at the top right; returns their height.
double paintHead(QPainter &painter, const QRectF &area, const Theme &colors, const QString &title, const QString &note)
{
    const QFontMetricsF small(themeFont(FontRole::Small));
    const double height = std::ceil(small.height());
    QFont heading = themeFont(FontRole::Small);
    heading.setWeight(QFont::DemiBold);
    painter.setFont(heading);
    painter.setPen(colors.ink(Ink::Muted));
    painter.drawText(QRectF(area.left(), area.top(), area.width(), height), Qt::AlignLeft | Qt::AlignVCenter,
                     title.toUpper());
    const double room = area.width() - QFontMetricsF(heading).horizontalAdvance(title.toUpper()) - 3 * gap;
    painter.setFont(themeFont(FontRole::Small));
    painter.drawText(QRectF(area.left(), area.top(), area.width(), height), Qt::AlignRight | Qt::AlignVCenter,
                     small.elidedText(note, Qt::ElideRight, room));
    return height + gap;
}

/// Texts at the left and right end below a plot; returns their height.
double paintFoot(QPainter &painter, const QRectF &area, const Theme &colors, const QString &left, const QString &right)
{
    const QFontMetricsF small(themeFont(FontRole::MonoSmall));
    const double height = std::ceil(small.height());
    const QRectF line(area.left(), area.bottom() - height, area.width(), height);
    painter.setFont(themeFont(FontRole::MonoSmall));
    painter.setPen(colors.ink(Ink::Muted));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, left);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
    return height + 2;
}

} // namespace

ConcurrencyPlot::ConcurrencyPlot(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Tasks over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ConcurrencyPlot::setTheme(ThemeKind kind)
{
    m_theme = kind;
    update();
}

void ConcurrencyPlot::setStatistics(const RangeStatistics &statistics, Nanoseconds runEnd)
{
    m_concurrency = statistics.concurrency;
    m_range = statistics.range;
    m_runEnd = runEnd;
    setAccessibleDescription(tr("From %1 to %2, at most %3 tasks at a time")
                                 .arg(formatRunMoment(m_range.from, runEnd), formatRunMoment(m_range.to, runEnd),
                                      QLocale().toString(m_concurrency.mostAlive, 'f', 1)));
    update();
}

void ConcurrencyPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &colors = theme(m_theme);
    QRectF area = rect();
    const auto most = m_concurrency.mostAlive;
    area.setTop(area.top() + paintHead(painter, area, colors, tr("Tasks over time"),
                                       tr("at most %1").arg(QLocale().toString(std::llround(most)))));
    area.setBottom(area.bottom() - paintFoot(painter, area, colors, formatRunMoment(m_range.from, m_runEnd),
                                             formatRunMoment(m_range.to, m_runEnd)));
    painter.fillRect(area, colors.ink(Ink::Track));
    const std::size_t slots_ = m_concurrency.running.size();
    if (slots_ == 0 || most <= 0)
        return;
    struct Layer {
        const std::vector<double> &values;
        QColor color;
    };
    const Layer layers[] = {{m_concurrency.running, colors.running.fill},
                            {m_concurrency.ready, colors.ready.fill},
                            {m_concurrency.waiting, colors.bar(TaskState::Waiting, WaitKind::Sleep).fill}};
    // Whole pixels: seams between translucent edges would look like data.
    const auto pixels = static_cast<int>(area.width());
    const double scale = (area.height() - 3) / most;
    for (int x = 0; x < pixels; ++x) {
        const auto slot = std::min(slots_ - 1, static_cast<std::size_t>(x) * slots_ / static_cast<std::size_t>(pixels));
        double y = area.bottom();
        for (const Layer &layer : layers) {
            const double height = layer.values[slot] * scale;
            if (height <= 0)
                continue;
            painter.fillRect(QRectF(area.left() + x, y - height, 1, height), layer.color);
            y -= height;
        }
    }
}

HistogramPlot::HistogramPlot(const QString &title, QWidget *parent) : QWidget(parent), m_title(title)
{
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HistogramPlot::setTheme(ThemeKind kind)
{
    m_theme = kind;
    update();
}

void HistogramPlot::setHistogram(const Histogram &histogram)
{
    m_histogram = histogram;
    m_first = Histogram::buckets;
    for (std::size_t bucket = 0; bucket < Histogram::buckets; ++bucket) {
        if (histogram.count(bucket) == 0)
            continue;
        m_first = std::min(m_first, bucket);
        m_last = bucket;
    }
    m_summary = histogram.total() == 0
                    ? tr("none")
                    : tr("%1, longest %2")
                          .arg(QLocale().toString(qulonglong(histogram.total())), formatLength(histogram.longest()));
    setAccessibleDescription(m_summary);
    setToolTip(
        histogram.total() == 0
            ? QString()
            : tr("half of them are shorter than %1").arg(formatLength(Histogram::lowest(histogram.quantile(0.5) + 1))));
    update();
}

std::pair<QString, QString> HistogramPlot::ends() const
{
    if (m_first == Histogram::buckets)
        return {};
    return {formatLength(Histogram::lowest(m_first)),
            formatLength(m_last + 1 < Histogram::buckets ? Histogram::lowest(m_last + 1) : m_histogram.longest())};
}

void HistogramPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &colors = theme(m_theme);
    QRectF area = rect();
    area.setTop(area.top() + paintHead(painter, area, colors, m_title, m_summary));
    const auto [left, right] = ends();
    // A few buckets at least, so that a single bar is not as wide as the plot.
    constexpr std::size_t fewest = 8;
    const std::size_t bars = m_first < Histogram::buckets ? m_last - m_first + 1 : 0;
    const double width = area.width() / static_cast<double>(std::max(fewest, bars));
    // The lengths stand below the bars, also where these do not fill the plot.
    const QFontMetricsF mono(themeFont(FontRole::MonoSmall));
    const double room = mono.horizontalAdvance(left) + mono.horizontalAdvance(right) + 3 * gap;
    QRectF foot = area;
    foot.setWidth(std::min(area.width(), std::max(room, static_cast<double>(bars) * width)));
    area.setBottom(area.bottom() - paintFoot(painter, foot, colors, left, right));
    painter.fillRect(area, colors.ink(Ink::Track));
    std::uint64_t most = 1;
    for (std::size_t bucket = m_first; bucket < m_first + bars; ++bucket)
        most = std::max(most, m_histogram.count(bucket));
    for (std::size_t bucket = m_first; bucket < m_first + bars; ++bucket) {
        const auto count = static_cast<double>(m_histogram.count(bucket));
        if (count <= 0)
            continue;
        const double height = std::max(1.0, count / static_cast<double>(most) * (area.height() - 3));
        const double from = std::round(area.left() + static_cast<double>(bucket - m_first) * width);
        const double to = std::round(area.left() + static_cast<double>(bucket - m_first + 1) * width) - 1;
        painter.fillRect(QRectF(from, area.bottom() - height, std::max(1.0, to - from), height),
                         colors.ink(Ink::Accent));
    }
}

} // namespace coroscope

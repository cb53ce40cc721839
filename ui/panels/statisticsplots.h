// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/rangestatistics.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace coroscope
{

/// How many tasks ran, were ready and waited over time, one on top of the other.
class ConcurrencyPlot : public QWidget
{
    Q_OBJECT

public:
    explicit ConcurrencyPlot(QWidget *parent = nullptr);

    void setTheme(ThemeKind kind);
    void setStatistics(const RangeStatistics &statistics, Nanoseconds runEnd);

    QSize sizeHint() const override { return {320, 110}; }
    QSize minimumSizeHint() const override { return {160, 64}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeKind m_theme = ThemeKind::Dark;
    Concurrency m_concurrency;
    TimeRange m_range;
    Nanoseconds m_runEnd = 0;
};

/// How often lengths of time occur, over a scale on which each bar is twice as long as the one before.
class HistogramPlot : public QWidget
{
    Q_OBJECT

public:
    explicit HistogramPlot(const QString &title, QWidget *parent = nullptr);

    void setTheme(ThemeKind kind);
    void setHistogram(const Histogram &histogram);
    /// What stands below the first bar and below the last: the lengths they lie between. Empty where there is none.
    std::pair<QString, QString> ends() const;

    QSize sizeHint() const override { return {160, 90}; }
    QSize minimumSizeHint() const override { return {100, 60}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeKind m_theme = ThemeKind::Dark;
    QString m_title;
    QString m_summary;
    Histogram m_histogram;
    std::size_t m_first = Histogram::buckets; ///< that counts any; `buckets`: none does
    std::size_t m_last = 0;
};

} // namespace coroscope

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

    QSize sizeHint() const override { return {160, 90}; }
    QSize minimumSizeHint() const override { return {100, 60}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ThemeKind m_theme = ThemeKind::Dark;
    QString m_title;
    QString m_summary;
    Histogram m_histogram;
};

} // namespace coroscope

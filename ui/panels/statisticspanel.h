// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/rangestatistics.h"
#include "ui/panels/panel.h"

#include <QTimer>

#include <memory>
#include <optional>

class QLabel;

namespace coroscope
{

class ConcurrencyPlot;
class DetailsBrowser;
class DetailsHtml;
class HistogramPlot;

/// Where the time of the run went, or of the range that is selected: totals by state and kind, what was waited for,
/// who ran and who waited longest, how long waits and steps took, and how many tasks there were over time.
///
/// Counted in slices while the panel is shown; the figures of before stay until the new ones are there.
class StatisticsPanel : public Panel
{
    Q_OBJECT

public:
    explicit StatisticsPanel(Viewport &view, QWidget *parent = nullptr);
    ~StatisticsPanel() override;

    void setIntervals(const Intervals *intervals) override;
    void refresh() override;
    void setTheme(ThemeKind kind) override;

    /// Counts what is not counted yet: what the timer does in slices.
    void finish();
    /// What is shown, as plain text: for tests and for who cannot see it.
    QString plainText() const;
    const std::optional<RangeStatistics> &statistics() const { return m_shown; }
    DetailsBrowser *browser() const { return m_browser; }

    QSize sizeHint() const override { return {800, 190}; }

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    TimeRange wantedRange() const;
    bool isStale() const;
    void schedule(int delay);
    void begin();
    void tick();
    void take();
    void display();
    void writeTotals(DetailsHtml &html) const;
    void writeWaits(DetailsHtml &html) const;
    void writeTasks(DetailsHtml &html) const;
    QUrl swatch(TaskState state, WaitKind on) const;
    void activate(const QUrl &url);

    ThemeKind m_theme = ThemeKind::Dark;
    const Intervals *m_intervals = nullptr;
    std::unique_ptr<RangeScan> m_scan;
    std::size_t m_scanEvents = 0;  // events that there were when the scan began
    std::size_t m_shownEvents = 0; // of the figures that are shown
    TimeRange m_scanRange;         // as it was asked for
    TimeRange m_shownRange;
    std::optional<RangeStatistics> m_shown;
    QTimer m_timer;

    QLabel *m_title;
    DetailsBrowser *m_browser;
    ConcurrencyPlot *m_concurrency;
    HistogramPlot *m_waits;
    HistogramPlot *m_runs;
};

} // namespace coroscope

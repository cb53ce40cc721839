// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/criticalpath.h"
#include "core/analysis/rangestatistics.h"
#include "core/analysis/runindex.h"
#include "core/analysis/tasktime.h"
#include "ui/panels/panel.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

class QLabel;

namespace coroscope
{

class DetailsBrowser;
class DetailsHtml;
class ElidedLabel;

/// What is selected, at the cursor: a task with why it waits, who awaits it, where its time went and how it ended; an
/// object with its holders and its queue; the selected interval; who ran and waited in the selected range; and where
/// nothing is selected the run as a whole.
///
/// Every name is a link: a task or object is selected, a time moves the cursor, a line of the source is told by
/// sourceActivated(). What has to be looked up in the whole run is indexed in slices while the panel is shown.
class DetailsPanel : public Panel
{
    Q_OBJECT

public:
    explicit DetailsPanel(Viewport &view, QWidget *parent = nullptr);
    ~DetailsPanel() override;

    /// Takes a history of the next intervals that others use, too; without it the panel keeps one of its own.
    void setHistory(std::shared_ptr<ObjectHistory> history) { m_history = std::move(history); }
    void setIntervals(const Intervals *intervals) override;
    void refresh() override;
    void setTheme(ThemeKind kind) override;

    QSize sizeHint() const override { return {290, 480}; }

    /// Looks everything up that is not yet, and shows it: what the timer does in slices.
    void finish();
    /// What is shown, as plain text with the head: for tests and for who cannot see it.
    QString plainText() const;
    DetailsBrowser *browser() const { return m_browser; }

Q_SIGNALS:
    /// A line of the source was chosen, from 1.
    void sourceActivated(int line);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class When { Soon, Lazily };
    void schedule(When when);
    /// Goes on with what is looked up. Returns whether all is there.
    bool work(std::size_t events);
    void tick();
    void display();
    void showHead(const QString &title, const QString &sort, const QString &state, const BarStyle &style);
    void showTask(DetailsHtml &html, const TaskTrack &track);
    void showTime(DetailsHtml &html);
    void showInterval(DetailsHtml &html, const TaskTrack &track);
    void showWoken(DetailsHtml &html, const Interval &step);
    void showObject(DetailsHtml &html, const ObjectTrack &track);
    void showRun(DetailsHtml &html);
    void countTasks();
    void showPath(DetailsHtml &html);
    bool countRange(std::size_t events);
    void showRange(DetailsHtml &html);
    void activate(const QUrl &url);
    Moment moment() const;

    ThemeKind m_theme = ThemeKind::Dark;
    const Intervals *m_intervals = nullptr;
    std::shared_ptr<ObjectHistory> m_history; ///< for the next intervals
    std::unique_ptr<RunIndex> m_index;
    std::unique_ptr<TaskTime> m_time;
    std::unique_ptr<CriticalPath> m_path;
    std::unique_ptr<RangeScan> m_scan; ///< of the selected range, while it is counted
    std::optional<RangeStatistics> m_range;
    TimeRange m_scanRange;
    std::size_t m_scanEvents = 0;
    QTimer m_timer;
    std::array<std::size_t, 5> m_counts{}; ///< of tasks by Outcome, of those that live, and that are not made yet
    std::optional<Moment> m_countedAt;     ///< the cursor they were counted at, if there was one
    std::size_t m_countedEvents = 0;
    QElapsedTimer m_counted;
    QElapsedTimer m_displayed; ///< since the text was written last

    ElidedLabel *m_title;
    QLabel *m_sort;
    QLabel *m_chip;
    QLabel *m_at;
    DetailsBrowser *m_browser;
};

} // namespace coroscope

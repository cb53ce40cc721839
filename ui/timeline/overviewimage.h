// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timerange.h"
#include "core/trace/intervals.h"
#include "ui/theme/theme.h"
#include "ui/timeline/lanelayout.h"

#include <QImage>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace coroscope
{

/// The picture of a whole run in little space: a row for each task, or for several where there are more tasks than
/// pixels; the more of them live the stronger it is there. Failures and cancels keep a dot each.
///
/// Its cost depends on the pixels and on the number of tasks, never on the number of intervals. When a run grows only
/// the columns that are new are drawn.
class OverviewImage
{
public:
    static constexpr int noLimit = -1;

    /// Draws what is missing: everything when the size, the range, the lanes or the theme are other ones than before.
    /// Stops after about `milliseconds`; returns whether it is done.
    bool update(const Intervals &intervals, const LaneLayout &layout, TimeRange range, QSize size, const Theme &theme,
                int milliseconds = noLimit);
    void clear();
    /// Few tasks do not get thicker rows than this, in pixels.
    void setHighestRow(int pixels) { m_highestRow = pixels; }
    /// What is drawn is of another trace: it stays until the next update(), which draws everything.
    void forget() { m_isOld = true; }

    const QImage &image() const { return m_image; }
    /// How many columns of rows were drawn since the beginning; for tests.
    std::size_t columnsDrawn() const { return m_columnsDrawn; }

private:
    /// Tasks that share a row: those of m_order from `first` up to `last`.
    struct Row {
        int top = 0;
        int bottom = 0; ///< one past its last line
        std::size_t first = 0;
        std::size_t last = 0;
        Nanoseconds drawnTo = noTime; ///< noTime: nothing is drawn yet
    };

    void makeRows();
    bool isLater(Nanoseconds now) const;
    void drawRow(const Intervals &intervals, const Row &row, Nanoseconds now, int first, int last, const Theme &theme);
    /// Puts the colours of a task's states into m_line, where nothing is yet.
    void drawStates(const TaskTrack &task, Nanoseconds now, int first, int last, const Theme &theme);
    /// Has more intervals than are looked at one by one.
    bool isBusy(const TaskTrack &task) const;
    int columnOf(Nanoseconds time) const;
    Nanoseconds timeOf(int column) const;

    QImage m_image;
    bool m_isOld = false; ///< it is of another trace
    std::vector<Row> m_rows;
    std::vector<std::uint32_t> m_order; ///< the tasks from top to bottom
    std::vector<QRgb> m_line;
    std::vector<int> m_alive; ///< by column
    TimeRange m_range;
    ThemeKind m_theme = ThemeKind::Dark;
    int m_highestRow = 5;
    std::size_t m_nextRow = 0; ///< where the next update goes on
    std::size_t m_columnsDrawn = 0;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/scene.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace coroscope
{
namespace
{

constexpr double columnWidth = 4;

/// What a task may be at, in the order of the stack from the bottom: running, ready, the kinds of waiting.
constexpr std::size_t slotCount = 2 + waitKindCount;

std::size_t slotOf(const Interval &interval)
{
    switch (interval.state) {
    case TaskState::Running:
        return 0;
    case TaskState::Ready:
        return 1;
    default:
        return 2 + static_cast<std::size_t>(interval.on);
    }
}

using Column = std::array<std::uint16_t, slotCount>;

class FoldedPainter
{
public:
    FoldedPainter(const LaneContext &context, const QRectF &band, const FoldedTasks &folded)
        : m_context(context), m_band(band), m_folded(folded), m_intervals(context.scene.intervals),
          m_columns(static_cast<std::size_t>(std::ceil(band.width() / columnWidth))), m_ran(m_columns.size())
    {
    }

    void add()
    {
        const auto &sample = m_folded.sample();
        // All lanes that hold folded tasks share what a frame may look at.
        constexpr std::size_t lookedAt = 640;
        constexpr std::size_t least = 10;
        const std::size_t most = std::min(sample.size(), std::max(least, lookedAt / m_context.foldedInSight));
        for (std::size_t i = 0; i < most; ++i)
            look(m_intervals.tasks()[sample[i * sample.size() / most]]);
        m_looked = most;
        addStacks();
        addRuns();
        addMarks();
    }

private:
    Nanoseconds timeOf(std::size_t column) const
    {
        return m_context.scale.time(m_band.left() + (static_cast<double>(column) + 0.5) * columnWidth);
    }
    /// The first column whose centre is at `time` or later.
    std::size_t columnFrom(Nanoseconds time) const
    {
        const double at = std::ceil((m_context.scale.clampedX(time) - m_band.left()) / columnWidth - 0.5);
        return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(m_columns.size())));
    }

    /// Counts the task in each column by its state at the centre, and notes where it ran.
    void look(const TaskTrack &task)
    {
        const auto &list = task.intervals;
        const Nanoseconds now = openEnd(m_context.scene);
        std::size_t column = columnFrom(task.created);
        std::size_t at = 0;
        bool isFirst = true;
        while (column < m_columns.size()) {
            const Nanoseconds time = timeOf(column);
            if (time > now || (task.ended != noTime && time >= task.ended))
                break;
            const auto after = std::partition_point(list.begin() + static_cast<std::ptrdiff_t>(at), list.end(),
                                                    [&](const Interval &interval) { return interval.start <= time; });
            const auto next = static_cast<std::size_t>(after - list.begin());
            if (next == 0) {
                ++column;
                continue;
            }
            if (!isFirst)
                noteRuns(list, at + 1, next, column);
            isFirst = false;
            at = next - 1;
            const Interval interval = list[at];
            const Nanoseconds end = interval.end == noTime ? now : interval.end;
            const std::size_t last = std::max(column + 1, columnFrom(end));
            for (; column < last; ++column)
                ++m_columns[column][slotOf(interval)];
        }
        if (!isFirst && column < m_columns.size())
            noteRuns(list, at + 1, list.size(), column);
    }

    /// Ready, running and waiting take turns: among three stretches one is a run.
    void noteRuns(const IntervalList &list, std::size_t first, std::size_t last, std::size_t column)
    {
        constexpr std::size_t looked = 4;
        for (std::size_t i = first; i < std::min(last, first + looked); ++i) {
            if (list[i].state == TaskState::Running)
                m_ran[column] = true;
        }
    }

    void addStacks()
    {
        auto &stacks = m_context.plotArea.stacks;
        std::size_t first = 0;
        while (first < m_columns.size()) {
            std::size_t last = first + 1;
            while (last < m_columns.size() && m_columns[last] == m_columns[first])
                ++last;
            const double left = m_band.left() + static_cast<double>(first) * columnWidth;
            const double right = std::min(m_band.right(), m_band.left() + static_cast<double>(last) * columnWidth);
            std::uint32_t below = 0;
            for (std::size_t slot = 0; slot < slotCount; ++slot) {
                const std::uint32_t count = m_columns[first][slot];
                if (count == 0)
                    continue;
                const double bottom = heightOf(below);
                below += count;
                const double top = heightOf(below);
                if (bottom - top < 0.5)
                    continue;
                DrawBar bar;
                bar.rect = {left, top, right - left, bottom - top};
                bar.state = slot == 0 ? TaskState::Running : slot == 1 ? TaskState::Ready : TaskState::Waiting;
                bar.on = slot < 2 ? WaitKind::Sleep : static_cast<WaitKind>(slot - 2);
                bar.lane = m_context.laneIndex;
                bar.count = std::max<std::uint32_t>(
                    1, static_cast<std::uint32_t>(std::uint64_t{count} * m_folded.count() / m_looked));
                stacks.push_back(bar);
            }
            first = last;
        }
    }
    double heightOf(std::uint32_t count) const
    {
        return m_band.bottom() - std::round(m_band.height() * count / static_cast<double>(m_looked));
    }

    void addRuns()
    {
        constexpr double height = 3;
        const double top = m_band.top();
        for (std::size_t i = 0; i < m_ran.size(); ++i) {
            if (!m_ran[i])
                continue;
            const double x = m_band.left() + static_cast<double>(i) * columnWidth;
            m_context.plotArea.chips.push_back({{x, top, 2, height}, Ink::Running});
        }
    }

    void addMarks()
    {
        addMarks(m_folded.flags(), MarkKind::Flag, m_band.height(), Ink::TimedOut);
        addMarks(m_folded.cancels(), MarkKind::CancelEnd, std::min(7.0, m_band.height()), Ink::Cancelled);
        addMarks(m_folded.failures(), MarkKind::FailEnd, m_band.height(), Ink::Failed);
    }
    /// A mark for each pixel that has one: none is lost.
    void addMarks(const std::vector<Nanoseconds> &times, MarkKind kind, double size, Ink ink)
    {
        const TimeScale &scale = m_context.scale;
        auto i = std::lower_bound(times.begin(), times.end(), scale.range().from);
        while (i != times.end() && *i <= scale.range().to) {
            const double x = scale.x(*i);
            m_context.plotArea.marks.push_back(
                {{std::min(x + 1, scale.right() - 2), m_band.center().y()}, kind, size, ink});
            i = std::lower_bound(i, times.end(), std::max(*i + 1, scale.timeFrom(std::floor(x) + 1)));
        }
    }

    const LaneContext &m_context;
    QRectF m_band;
    const FoldedTasks &m_folded;
    const Intervals &m_intervals;
    std::vector<Column> m_columns;
    std::vector<bool> m_ran;
    std::size_t m_looked = 1;
};

} // namespace

void addFoldedTasks(const LaneContext &context, const QRectF &band)
{
    const FoldedTasks *folded = context.scene.layout.foldedIn(context.lane);
    if (folded && folded->count() > 0 && band.height() > 0)
        FoldedPainter(context, band, *folded).add();
}

void addFoldedCount(const LaneContext &context, double top)
{
    const FoldedTasks *folded = context.scene.layout.foldedIn(context.lane);
    if (!folded || context.scene.layout.currentTaskHeight() < 14)
        return;
    const QString count = QLocale().toString(qulonglong(folded->count()));
    const QString text = folded->count() == 1
                             ? QCoreApplication::translate("coroscope::Timeline", "1 task folded")
                             : QCoreApplication::translate("coroscope::Timeline", "%1 tasks folded").arg(count);
    const double left = context.gutter.left() + 32 + LaneLayout::indent(context.lane.depth);
    const double room = context.gutter.right() - 9 - left;
    context.gutterArea.labels.push_back({{left, top, room, context.gutter.bottom() - top},
                                         context.measure.elided(FontRole::Small, text, room),
                                         FontRole::Small,
                                         Ink::Muted});
}

} // namespace coroscope

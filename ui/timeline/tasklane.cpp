// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/guttertext.h"
#include "ui/timeline/pixelwalk.h"
#include "ui/timeline/statecolumn.h"
#include "ui/timeline/waittext.h"

namespace coroscope
{
namespace
{

constexpr double labelPadding = 5;
constexpr double narrowestLabel = 24;

void addBarLabel(const LaneContext &context, const QRectF &rect, const Interval &interval)
{
    if (!context.hasText() || rect.width() < narrowestLabel)
        return;
    const double room = rect.width() - labelPadding - 2;
    const BarTexts texts = barTexts(context.scene.intervals, interval);
    QString text = texts.full;
    if (context.measure.width(FontRole::Small, text) > room) {
        if (!texts.brief.isEmpty())
            text = texts.brief;
        // A text of which half is gone only makes noise.
        constexpr double leastShare = 0.7;
        const double whole = context.measure.width(FontRole::Small, text);
        text = room >= whole * leastShare ? context.measure.elided(FontRole::Small, text, room) : QString();
        // What it waits for may have a long name; what kind of thing that is has none.
        if (text.isEmpty() && interval.state == TaskState::Waiting) {
            text = waitKindName(interval.on);
            if (context.measure.width(FontRole::Small, text) > room)
                text.clear();
        }
    }
    if (text.isEmpty())
        return;
    DrawLabel label{rect.adjusted(labelPadding, 0, 0, 0), text};
    label.onBar = true;
    label.state = interval.state;
    label.on = interval.on;
    context.plotArea.labels.push_back(label);
}

void addGutter(const LaneContext &context, const TaskTrack &task)
{
    if (!context.hasText())
        return;
    constexpr double markRoom = 32;
    const Intervals &intervals = context.scene.intervals;
    const double shift = LaneLayout::indent(context.lane.depth);
    const double middle = context.gutter.center().y();
    addFoldSign(context, middle);

    DrawMark mark{{context.gutter.left() + 19 + shift, middle}};
    if (!task.outcome) {
        const bool stuck = intervals.outcome() == RunOutcome::Deadlock;
        const bool runs = !task.intervals.empty() && task.intervals.back().state == TaskState::Running;
        const bool ready = !task.intervals.empty() && task.intervals.back().state == TaskState::Ready;
        mark.kind = stuck ? MarkKind::Stuck : MarkKind::Alive;
        mark.ink = stuck ? Ink::Failed : runs ? Ink::Running : ready ? Ink::Ready : Ink::Muted;
    } else if (context.scene.index.timeoutsOf(task.id).lastFired && task.outcome != Outcome::Cancelled &&
               (task.outcome == Outcome::Returned || task.result.starts_with("TimeoutError"))) {
        mark.kind = MarkKind::TimedOut;
        mark.ink = Ink::TimedOut;
    } else if (task.outcome == Outcome::Failed) {
        mark.kind = MarkKind::Failed;
        mark.ink = Ink::Failed;
    } else if (task.outcome == Outcome::Cancelled) {
        mark.kind = MarkKind::Cancelled;
        mark.ink = Ink::Cancelled;
    } else {
        mark.ink = Ink::Done;
    }
    context.gutterArea.marks.push_back(mark);

    const QString length = formatLength((task.ended == noTime ? intervals.end() : task.ended) - task.created);
    const double lengthWidth = context.measure.width(FontRole::Mono, length);
    const double right = context.gutter.right() - 9;
    context.gutterArea.labels.push_back({{right - lengthWidth, context.row.top(), lengthWidth, context.row.height()},
                                         length,
                                         FontRole::Mono,
                                         Ink::Muted,
                                         TextAlign::Right});
    const double left = context.gutter.left() + markRoom + shift;
    const double room = right - lengthWidth - 8 - left;
    context.gutterArea.labels.push_back({{left, context.row.top(), room, context.row.height()},
                                         context.measure.elided(FontRole::Body, displayName(task), room),
                                         FontRole::Body,
                                         Ink::Text});
}

/// Adds a bar that stands for several intervals. Where each pixel has very many, neighbours in the same state are one.
void addMerged(DrawArea &area, const DrawBar &bar)
{
    constexpr std::uint32_t veryMany = 16;
    if (!area.bars.empty() && bar.count >= veryMany) {
        DrawBar &before = area.bars.back();
        if (before.count >= veryMany && before.lane == bar.lane && before.state == bar.state && before.on == bar.on &&
            before.rect.right() >= bar.rect.left()) {
            before.rect.setRight(std::max(before.rect.right(), bar.rect.right()));
            before.count += bar.count;
            return;
        }
    }
    area.bars.push_back(bar);
}

} // namespace

QRectF barBand(const QRectF &plot)
{
    if (plot.height() < 12)
        return plot.height() <= 3 ? plot : plot.adjusted(0, 0, 0, -1);
    const double height = std::round(plot.height() * 0.62);
    return {plot.left(), plot.top() + std::round((plot.height() - height) / 2), plot.width(), height};
}

void addRunMark(DrawArea &area, const DrawBar &mark)
{
    if (!area.runs.empty()) {
        DrawBar &before = area.runs.back();
        if (before.lane == mark.lane && before.rect.right() >= mark.rect.left()) {
            before.rect.setRight(std::max(before.rect.right(), mark.rect.right()));
            before.count += mark.count;
            return;
        }
    }
    area.runs.push_back(mark);
}

void addTaskLane(const LaneContext &context)
{
    const Intervals &intervals = context.scene.intervals;
    const TaskTrack &task = intervals.tasks()[context.lane.track];
    addGutter(context, task);

    const Nanoseconds now = openEnd(context.scene);
    const QRectF band = barBand(context.plot);
    const double overhang = context.plot.height() >= 16 ? 2 : 0;
    const double runTop = band.top() - overhang;
    const double runHeight = band.height() + 2 * overhang;
    const auto barRect = [&](double left, double right) {
        return QRectF(left, band.top(), std::max(1.0, right - left), band.height());
    };

    const auto wide = [&](std::size_t i, double left, double right) {
        const Interval interval = task.intervals[i];
        if (interval.state == TaskState::Done)
            return;
        DrawBar bar{
            barRect(left, right), interval.state, interval.on, context.laneIndex, static_cast<std::uint32_t>(i), 1};
        if (interval.state == TaskState::Running) {
            bar.rect = markRect(context.scale, left, right, runTop, runHeight);
            context.plotArea.runs.push_back(bar);
        } else {
            context.plotArea.bars.push_back(bar);
        }
        addBarLabel(context, bar.rect, interval);
    };
    StateColumn column(task.intervals);
    const auto narrow = [&](std::size_t first, std::size_t last, double left, double right) {
        const auto count = static_cast<std::uint32_t>(last - first);
        if (const auto state = column.dominating()) {
            addMerged(context.plotArea,
                      {barRect(std::min(left, context.scale.right() - 1), right), state->state, state->on,
                       context.laneIndex, static_cast<std::uint32_t>(state->interval), count});
        }
        if (column.runs() > 0) {
            const bool alone = count == 1;
            addRunMark(context.plotArea, {markRect(context.scale, left, alone ? right : left, runTop, runHeight),
                                          TaskState::Running, WaitKind::Sleep, context.laneIndex,
                                          static_cast<std::uint32_t>(column.firstRun()), column.runs()});
        }
    };
    const std::size_t begin = firstInSight(task.intervals, context.scale, now);
    walkPixels(task.intervals, begin, context.scale, now, widePixels, column, wide, narrow);
    addTaskMarks(context);
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/pixelwalk.h"
#include "ui/timeline/waittext.h"

namespace coroscope
{
namespace
{

constexpr double labelPadding = 5;
constexpr double narrowestLabel = 24;

/// The band within the row in which bars stand; marks of steps are a little taller.
QRectF barBand(const QRectF &plot)
{
    if (plot.height() < 12)
        return plot.height() <= 3 ? plot : plot.adjusted(0, 0, 0, -1);
    const double height = std::round(plot.height() * 0.62);
    return {plot.left(), plot.top() + std::round((plot.height() - height) / 2), plot.width(), height};
}

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
    const double shift = LaneLayout::indent(task.depth);
    const double middle = context.gutter.center().y();

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

} // namespace

void addRunMark(DrawArea &area, DrawBar mark)
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
    const auto barAt = [&](std::size_t interval, double left, double right) {
        const Interval shown = task.intervals[interval];
        return DrawBar{{left, band.top(), std::max(1.0, right - left), band.height()},
                       shown.state,
                       shown.on,
                       context.laneIndex,
                       static_cast<std::uint32_t>(interval),
                       1};
    };

    const auto wide = [&](std::size_t i, double left, double right) {
        const Interval interval = task.intervals[i];
        if (interval.state == TaskState::Done)
            return;
        DrawBar bar = barAt(i, left, right);
        if (interval.state == TaskState::Running) {
            bar.rect = markRect(context.scale, left, right, runTop, runHeight);
            context.plotArea.runs.push_back(bar);
        } else {
            context.plotArea.bars.push_back(bar);
        }
        addBarLabel(context, bar.rect, interval);
    };
    const auto narrow = [&](std::size_t first, std::size_t last, double left, double right) {
        std::size_t run = last;
        std::uint32_t runs = 0;
        std::size_t longest = last;
        Nanoseconds length = -1;
        sampleOf(first, last, [&](std::size_t i) {
            const Interval interval = task.intervals[i];
            if (interval.state == TaskState::Running) {
                run = std::min(run, i);
                ++runs;
            } else if (interval.state != TaskState::Done && endOf(interval, now) - interval.start > length) {
                length = endOf(interval, now) - interval.start;
                longest = i;
            }
        });
        const auto count = static_cast<std::uint32_t>(last - first);
        if (longest < last && (length > 0 || run == last)) {
            DrawBar bar = barAt(longest, std::min(left, context.scale.right() - 1), right);
            bar.count = count;
            context.plotArea.bars.push_back(bar);
        }
        if (run < last) {
            const bool alone = count == 1;
            DrawBar mark = barAt(run, left, right);
            mark.rect = markRect(context.scale, left, alone ? right : left, runTop, runHeight);
            mark.count = runs;
            addRunMark(context.plotArea, mark);
        }
    };
    walkPixels(task.intervals, context.scale, now, wide, narrow);
    addTaskMarks(context);
}

} // namespace coroscope

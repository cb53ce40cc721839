// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/eventstore.h"
#include "ui/timeline/stretchwalk.h"

namespace coroscope
{
namespace
{

/// The part of the row that an interval takes, as a bar or a mark.
QRectF rectOf(const LaneContext &context, const Interval &interval, double left, double right)
{
    const QRectF band = barBand(context.plot);
    const double reach = context.plot.height() >= 16 ? 2 : 0;
    const double width = std::max(right - left, interval.state == TaskState::Running ? 2.0 : 1.0);
    return QRectF(std::min(left, context.scale.right() - width), band.top(), width, band.height())
        .adjusted(-1, -reach, 1, reach);
}

void addSelected(const LaneContext &context, const TaskTrack &task, std::uint32_t event)
{
    const auto &list = task.intervals;
    const auto found = std::partition_point(list.begin(), list.end(),
                                            [&](const Interval &interval) { return interval.event < event; });
    if (found == list.end())
        return;
    const Interval interval = *found;
    const Nanoseconds end = endOf(interval, openEnd(context.scene));
    const TimeRange range = context.scale.range();
    if (interval.event != event || end < range.from || interval.start > range.to)
        return;
    const double left = context.scale.clampedX(interval.start);
    context.plotArea.outlines.push_back({rectOf(context, interval, left, context.scale.clampedX(end)), Ink::Text, 1.5});
}

} // namespace

void addHighlights(const LaneContext &context)
{
    const TimelineScene &scene = context.scene;
    const TaskTrack &task = scene.intervals.tasks()[context.lane.track];
    if (!scene.litSources.empty()) {
        const EventStore &store = scene.intervals.store();
        const auto isLit = [&](std::size_t i) {
            const std::uint32_t event = task.intervals.event(i);
            if (store.type(event) != EventType::TaskWaiting)
                return false;
            const SourceId at = store.event(event).at;
            return std::find(scene.litSources.begin(), scene.litSources.end(), at) != scene.litSources.end();
        };
        const auto light = [&](std::size_t i, double left, double right) {
            context.plotArea.outlines.push_back({rectOf(context, task.intervals[i], left, right), Ink::Accent, 1.5});
        };
        const auto wide = [&](std::size_t i, double left, double right) {
            if (isLit(i))
                light(i, left, right);
        };
        const auto narrow = [&](std::size_t first, std::size_t last, double left, double right) {
            std::size_t lit = last;
            sampleOf(first, last, [&](std::size_t i) {
                if (lit == last && isLit(i))
                    lit = i;
            });
            if (lit != last)
                light(lit, left, right);
        };
        walkStretches(task.intervals, context.scale, openEnd(scene), wide, narrow);
    }
    if (scene.selectedInterval && scene.selection.task == task.id)
        addSelected(context, task, *scene.selectedInterval);
}

} // namespace coroscope

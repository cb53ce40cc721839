// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/hittest.h"

#include "ui/timeline/guttertext.h"

#include "ui/timeline/causearrows.h"

#include <algorithm>

namespace coroscope
{
namespace
{

/// Steps are thin: this much beside them still hits.
constexpr double reach = 1.5;

std::optional<DrawBar> barAt(const std::vector<DrawBar> &bars, std::size_t lane, QPointF point, double tolerance)
{
    const auto begin =
        std::partition_point(bars.begin(), bars.end(), [&](const DrawBar &bar) { return bar.lane < lane; });
    std::optional<DrawBar> found;
    double nearest = tolerance;
    for (auto bar = begin; bar != bars.end() && bar->lane == lane; ++bar) {
        const QRectF &rect = bar->rect;
        if (point.y() < rect.top() || point.y() >= rect.bottom())
            continue;
        const double distance = std::max({rect.left() - point.x(), point.x() - rect.right(), 0.0});
        if (distance > nearest || (distance == nearest && found))
            continue;
        nearest = distance;
        found = *bar;
    }
    return found;
}

/// A bar that stands for many may tell only about where its interval is: the first one from there that is in its state.
void findInterval(DrawBar &bar, const IntervalList &intervals)
{
    constexpr std::size_t mostLookedAt = 1 << 16;
    const std::size_t limit = std::min(intervals.size(), bar.interval + mostLookedAt);
    for (std::size_t i = bar.interval; i < limit; ++i) {
        if (intervals.stateOf(i) != bar.state || (bar.state == TaskState::Waiting && intervals.kindOf(i) != bar.on))
            continue;
        bar.interval = static_cast<std::uint32_t>(i);
        return;
    }
}

} // namespace

Target targetOf(const Intervals &intervals, const LaneLayout &layout, const Lane &lane)
{
    switch (lane.kind) {
    case LaneKind::Task:
        return {intervals.tasks()[lane.track].id, {}};
    case LaneKind::Object:
    case LaneKind::Thread:
        return {{}, intervals.objects()[lane.track].id};
    case LaneKind::Group:
        return {{}, layout.tree().groups()[lane.track].id};
    case LaneKind::Loop:
    case LaneKind::Section:
        break;
    }
    return {};
}

Hit hitTest(const TimelineScene &scene, const DrawList &list, QPointF point)
{
    Hit hit;
    if (!QRectF(QPointF(0, 0), scene.size).contains(point))
        return hit;
    const TimelineFrame frame(scene);
    const bool inGutter = point.x() < frame.gutterRight;
    hit.time = frame.scale.time(std::max(point.x(), frame.gutterRight));
    if (point.y() < scene.rulerHeight) {
        hit.part = inGutter ? HitPart::Nothing : HitPart::Ruler;
        return hit;
    }
    const bool inHead = frame.pinned && frame.head.contains(point);
    const double y = point.y() - (inHead ? frame.headTop : frame.lanesTop);
    hit.part = inGutter ? HitPart::Gutter : HitPart::Plot;
    hit.lane = scene.layout.laneAt(y);
    if (!hit.lane)
        return hit;
    const Lane &lane = scene.layout.lanes()[*hit.lane];
    hit.target = targetOf(scene.intervals, scene.layout, lane);
    hit.onFoldSign = inGutter && isOnFoldSign(lane, point.x());
    if (inGutter)
        return hit;
    hit.curve = curveAt(list.area(AreaRole::Causes), point);
    const DrawArea &area = list.area(inHead ? AreaRole::Head : AreaRole::Lanes);
    hit.bar = barAt(area.runs, *hit.lane, point, reach);
    if (!hit.bar)
        hit.bar = barAt(area.bars, *hit.lane, point, 0);
    if (hit.bar && lane.kind == LaneKind::Task)
        findInterval(*hit.bar, scene.intervals.tasks()[lane.track].intervals);
    return hit;
}

} // namespace coroscope

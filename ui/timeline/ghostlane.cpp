// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/scene.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>

namespace coroscope
{

void addGhost(const LaneContext &context)
{
    if (!context.scene.ghost)
        return;
    const TaskTrack *older = context.scene.ghost->taskOf(context.lane.track);
    if (!older)
        return;
    const Nanoseconds end = older->ended == noTime ? context.scene.ghost->end() : older->ended;
    const TimeRange range = context.scale.range();
    if (end < range.from || older->created > range.to)
        return;
    // Behind the new bars, and a little below them, so that it is seen also where both were at the same time.
    const QRectF band = barBand(context.plot);
    const double below = context.plot.height() >= 16 ? 4 : 0;
    const double left = context.scale.clampedX(older->created);
    const double width = std::max(1.0, context.scale.clampedX(end) - left);
    context.plotArea.fills.push_back({{left, band.top(), width, band.height() + below}, Ink::Ghost});
}

void addGhostEnd(const TimelineScene &scene, const TextMeasure &measure, const TimelineFrame &frame, DrawArea &area)
{
    if (!scene.ghost || !scene.range.contains(scene.ghost->end()))
        return;
    const double x = frame.scale.x(scene.ghost->end());
    area.lines.push_back({{x, area.clip.top(), x, area.clip.bottom()}, Ink::Met, LineStyle::Dashed});
    // Said once: over the lanes that stay in place, or over all.
    const bool isFirst = area.clip.top() <= frame.headTop;
    const QString text = QCoreApplication::translate("coroscope::Timeline", "before: %1")
                             .arg(formatRunMoment(scene.ghost->end(), scene.ghost->end()));
    const double width = measure.width(FontRole::Small, text);
    if (!isFirst || x + 5 + width > area.clip.right())
        return;
    area.labels.push_back({{x + 5, area.clip.top() + 1, width, 12}, text, FontRole::Small, Ink::Muted});
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/sampletraces.h"
#include "ui/timeline/drawlistbuilder.h"
#include "ui/timeline/hittest.h"
#include "ui/timeline/tooltip.h"

#include <QStringList>

namespace coroscope
{

/// Every letter is 7 pixels wide, so that draw lists do not depend on fonts.
class EvenMeasure : public TextMeasure
{
public:
    double width(FontRole, const QString &text) const override { return 7.0 * static_cast<double>(text.size()); }
};

/// A trace with all that a scene needs: a gutter of 200 pixels and a plot of 1000, at first a pixel a millisecond.
struct DrawnTrace {
    explicit DrawnTrace(std::shared_ptr<EventStore> events) : store(std::move(events)), intervals(*store) { update(); }

    void update()
    {
        intervals.update();
        index.update(intervals);
        layout.update(intervals, index);
    }

    TimelineScene scene() const
    {
        TimelineScene made{intervals, index, layout, range, scroll, size, 200, 28, true, selection, hovered, cursor};
        made.selectedInterval = selectedInterval;
        made.litSources = litSources;
        made.ghost = ghost;
        return made;
    }
    DrawList list() const { return buildDrawList(scene(), measure); }
    Hit hit(double x, double y) const { return hitTest(scene(), list(), {x, y}); }
    QString tooltip(double x, double y) const { return tooltipText(scene(), hit(x, y)); }

    /// The lines of an area as text that begin with one of the words.
    QStringList lines(AreaRole role, const QStringList &words) const
    {
        QStringList wanted;
        const QStringList all = toText(list().area(role)).split(u'\n');
        for (const QString &line : all) {
            if (words.contains(line.section(u' ', 0, 0)))
                wanted += line;
        }
        return wanted;
    }
    /// Centre of a lane in the widget.
    double middleOf(TaskId task) const
    {
        const TimelineScene now = scene();
        const std::size_t lane = *layout.laneOf(task);
        return TimelineFrame(now).topOf(lane, layout) + layout.lanes()[lane].height / 2;
    }

    std::shared_ptr<EventStore> store;
    Intervals intervals;
    TrackIndex index;
    LaneLayout layout;
    EvenMeasure measure;
    TimeRange range{0, 1000 * ms};
    double scroll = 0;
    QSizeF size{1200, 600};
    Target selection{};
    Target hovered{};
    std::optional<Nanoseconds> cursor{};
    std::optional<std::uint32_t> selectedInterval{};
    std::vector<SourceId> litSources{};
    const GhostMatch *ghost = nullptr;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intervals.h"
#include "ui/timeline/drawlist.h"
#include "ui/timeline/ghostmatch.h"
#include "ui/timeline/lanelayout.h"
#include "ui/timeline/textmeasure.h"
#include "ui/timeline/timescale.h"
#include "ui/timeline/trackindex.h"
#include "ui/timeline/viewport.h"

#include <algorithm>
#include <optional>
#include <span>

namespace coroscope
{

/// A step on the event loop that the cursor stands in.
struct CursorStep {
    TaskId running;         ///< who runs there; invalid between two steps
    std::size_t number = 0; ///< from 1; 0: before the first
    std::size_t count = 0;  ///< of all steps
};

/// What a view of the timeline is made from: the trace, the rows, what part of them is in sight, and where.
struct TimelineScene {
    const Intervals &intervals;
    const TrackIndex &index;
    const LaneLayout &layout;
    TimeRange range;
    double scroll = 0; ///< of the lanes, in pixels
    QSizeF size;       ///< of the widget or picture
    double gutterWidth = 200;
    double rulerHeight = 28;
    bool pinsHead = true; ///< whether the loop and the objects may stay in place while tasks scroll
    Target selection;
    Target hovered;
    std::optional<Nanoseconds> cursor{};
    /// The step that the cursor stands in, where it stands at one.
    std::optional<CursorStep> step{};
    std::optional<std::uint32_t> selectedInterval{}; ///< see Viewport
    std::optional<TimeRange> selectedRange{};
    std::span<const TimeMark> marks{};
    /// Arrows and timeouts of all lanes in sight, not of the selected one only.
    bool showsAllCauses = false;
    std::span<const SourceId> litSources{};
    /// An older run that is shown pale behind this one, or null.
    const GhostMatch *ghost = nullptr;
};

/// Where the parts of a scene are, in pixels of the widget or picture.
struct TimelineFrame {
    explicit TimelineFrame(const TimelineScene &scene);

    QRectF ruler;    ///< right of the gutter
    QRectF head;     ///< the lanes that stay in place, gutter and all; empty if all scroll
    QRectF lanes;    ///< the scrolled lanes, gutter and all
    double headTop;  ///< where the content begins, for pinned lanes
    double lanesTop; ///< the same for scrolled ones
    double gutterRight;
    TimeScale scale;
    std::size_t fixedCount; ///< how many lanes stay in place: LaneLayout::fixedCount(), or 0
    bool pinned;            ///< whether any do

    /// Top of a lane.
    double topOf(std::size_t lane, const LaneLayout &layout) const
    {
        const bool inHead = lane < fixedCount;
        return layout.lanes()[lane].top + (inHead ? headTop : lanesTop);
    }
    /// How much of the lanes is out of sight, at most.
    static double scrollLimit(const LaneLayout &layout, QSizeF size, double rulerHeight);
};

/// What the drawing of one lane works with.
struct LaneContext {
    const TimelineScene &scene;
    const TextMeasure &measure;
    const TimeScale &scale;
    std::uint32_t laneIndex;
    const Lane &lane;
    QRectF row; ///< across gutter and plot
    QRectF plot;
    QRectF gutter;
    DrawArea &plotArea;
    DrawArea &gutterArea;
    std::size_t foldedInSight = 1; ///< how many lanes hold folded tasks: they share the time that a frame has

    /// Rows that are too low bear no text.
    bool hasText() const { return row.height() >= 14; }
};

/// The end of an interval, which for one that goes on is the end of the trace.
template <typename Item>
Nanoseconds endOf(const Item &item, Nanoseconds now)
{
    return item.end == noTime ? now : item.end;
}

/// How far what still goes on is drawn: up to the last event, and without end where the run is stuck for ever.
inline Nanoseconds openEnd(const TimelineScene &scene)
{
    const Nanoseconds end = scene.intervals.end();
    return scene.intervals.outcome() == RunOutcome::Deadlock ? std::max(end, scene.range.to) : end;
}

/// The share of the run that fit() leaves free at its end: room for texts, more for what waits for ever.
inline double endMargin(const Intervals &intervals)
{
    return intervals.outcome() == RunOutcome::Deadlock ? 0.25 : Viewport::usualEndMargin;
}

// One function a kind of lane.
void addThreadLane(const LaneContext &context);
void addSectionLane(const LaneContext &context);
void addGroupLane(const LaneContext &context);
void addLoopLane(const LaneContext &context);
void addObjectLane(const LaneContext &context);
void addTaskLane(const LaneContext &context);
/// What stands on a task's bars: timeouts, cancels, how it ended. After its bars.
void addTaskMarks(const LaneContext &context);

// What stands with the lanes.

/// The bars of the task in the older run, under those of this one. Before its bars.
void addGhost(const LaneContext &context);
/// Where the older run ended, over all lanes of an area.
void addGhostEnd(const TimelineScene &scene, const TextMeasure &measure, const TimelineFrame &frame, DrawArea &area);
/// The states of the tasks that are folded away in the lane, as a stack in `band`, with the marks that stay.
void addFoldedTasks(const LaneContext &context, const QRectF &band);
/// How many they are, in the gutter.
void addFoldedCount(const LaneContext &context, double top);
/// The outline of the selected interval, and of those of lit lines of the source. After its bars.
void addHighlights(const LaneContext &context);
/// Steps that blocked the loop. After its bars.
void addBlockedSteps(const LaneContext &context);
/// The brackets of gathers and task groups, left of the names of lanes [first, last).
void addGroupBrackets(const TimelineScene &scene, const TimelineFrame &frame, DrawArea &gutter, std::size_t first,
                      std::size_t last);

/// The band within the row of a task in which bars stand; marks of steps are a little taller.
QRectF barBand(const QRectF &plot);

} // namespace coroscope

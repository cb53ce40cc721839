// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/drawlistbuilder.h"

#include "ui/timeline/causearrows.h"
#include "ui/timeline/cursorlayer.h"
#include "ui/timeline/ruler.h"

#include <algorithm>

namespace coroscope
{

TimelineFrame::TimelineFrame(const TimelineScene &scene)
    : gutterRight(std::min(scene.gutterWidth, scene.size.width())),
      scale(scene.range, gutterRight, scene.size.width() - gutterRight)
{
    const double width = scene.size.width();
    const double top = scene.rulerHeight;
    const double below = std::max(0.0, scene.size.height() - top);
    fixedCount = scene.pinsHead ? scene.layout.fixedCount(below) : 0;
    pinned = fixedCount > 0;
    const double headHeight = pinned ? scene.layout.fixedHeight(below) : 0;
    ruler = {gutterRight, 0, width - gutterRight, top};
    head = {0, top, width, headHeight};
    lanes = {0, top + headHeight, width, below - headHeight};
    headTop = top;
    lanesTop = top - scene.scroll;
}

double TimelineFrame::scrollLimit(const LaneLayout &layout, QSizeF size, double rulerHeight)
{
    constexpr double roomBelow = 12;
    return std::max(0.0, layout.contentHeight() + roomBelow - (size.height() - rulerHeight));
}

namespace
{

class Builder
{
public:
    /// Makes room for so many bars and marks of steps, and for a few more.
    Builder(const TimelineScene &scene, const TextMeasure &measure, std::size_t bars, std::size_t runs)
        : m_scene(scene), m_measure(measure), m_frame(scene)
    {
        DrawArea &lanes = m_list.area(AreaRole::Lanes);
        lanes.bars.reserve(bars + bars / 8);
        lanes.runs.reserve(runs + runs / 8);
    }

    DrawList build()
    {
        m_list.size = m_scene.size;
        addClips();
        addSection(AreaRole::Head, AreaRole::HeadGutter, m_frame.head, 0, m_frame.fixedCount);
        const double offset = -m_frame.lanesTop;
        const auto [first, last] =
            m_scene.layout.lanesIn(m_frame.lanes.top() + offset, m_frame.lanes.bottom() + offset);
        addSection(AreaRole::Lanes, AreaRole::Gutter, m_frame.lanes, std::max(first, m_frame.fixedCount), last);
        addRuler(m_list.area(AreaRole::Ruler), m_frame.ruler, m_frame.scale, m_measure);
        addFrameLines();
        addCauses(m_list, m_scene, m_frame, m_measure);
        addCursorLayer(m_list, m_scene, m_frame, m_measure);
        return std::move(m_list);
    }

private:
    void addClips()
    {
        const double gutter = m_frame.gutterRight;
        const auto plotOf = [&](const QRectF &rect) { return rect.adjusted(gutter, 0, 0, 0); };
        const auto gutterOf = [&](const QRectF &rect) { return QRectF(0, rect.top(), gutter, rect.height()); };
        m_list.area(AreaRole::Head).clip = plotOf(m_frame.head);
        m_list.area(AreaRole::Lanes).clip = plotOf(m_frame.lanes);
        m_list.area(AreaRole::HeadGutter).clip = gutterOf(m_frame.head);
        m_list.area(AreaRole::Gutter).clip = gutterOf(m_frame.lanes);
        m_list.area(AreaRole::Ruler).clip = {0, 0, m_scene.size.width(), m_scene.rulerHeight};
        m_list.area(AreaRole::Cursor).clip = m_frame.ruler.adjusted(0, 0, 0, m_scene.size.height());
    }

    bool isTarget(const Lane &lane, Target target) const
    {
        switch (lane.kind) {
        case LaneKind::Task:
            return target.task.isValid() && m_scene.intervals.tasks()[lane.track].id == target.task;
        case LaneKind::Object:
            return target.object.isValid() && m_scene.intervals.objects()[lane.track].id == target.object;
        case LaneKind::Group:
            return target.object.isValid() && m_scene.layout.tree().groups()[lane.track].id == target.object;
        case LaneKind::Loop:
        case LaneKind::Thread:
        case LaneKind::Section:
            break;
        }
        return false;
    }

    void addSection(AreaRole plotRole, AreaRole gutterRole, const QRectF &rect, std::size_t first, std::size_t last)
    {
        if (rect.height() <= 0)
            return;
        DrawArea &plot = m_list.area(plotRole);
        DrawArea &gutter = m_list.area(gutterRole);
        const double left = m_frame.gutterRight;
        const double width = m_scene.size.width();
        // A tint under the grid shows which row a person is at.
        for (std::size_t i = first; i < last; ++i) {
            const Lane &lane = m_scene.layout.lanes()[i];
            const bool selected = isTarget(lane, m_scene.selection);
            if (!selected && !isTarget(lane, m_scene.hovered))
                continue;
            const double top = m_frame.topOf(i, m_scene.layout);
            const Ink ink = selected ? Ink::Selection : Ink::Hover;
            plot.rows.push_back({{left, top, width - left, lane.height}, ink});
            gutter.rows.push_back({{0, top, left, lane.height}, ink});
        }
        std::size_t folded = 0;
        for (std::size_t i = first; i < last; ++i)
            folded += m_scene.layout.lanes()[i].fold != Lane::none ? 1 : 0;
        addGrid(plot, m_frame.scale, m_measure, rect.top(), rect.bottom());
        for (std::size_t i = first; i < last; ++i) {
            const Lane &lane = m_scene.layout.lanes()[i];
            const double top = m_frame.topOf(i, m_scene.layout);
            const LaneContext context{m_scene,
                                      m_measure,
                                      m_frame.scale,
                                      static_cast<std::uint32_t>(i),
                                      lane,
                                      {0, top, width, lane.height},
                                      {left, top, width - left, lane.height},
                                      {0, top, left, lane.height},
                                      plot,
                                      gutter,
                                      std::max<std::size_t>(1, folded)};
            addLane(context);
        }
        addGroupBrackets(m_scene, m_frame, gutter, first, last);
        addGhostEnd(m_scene, m_measure, m_frame, plot);
        const bool isHead = plotRole == AreaRole::Head;
        if (first < m_scene.layout.headCount())
            addSeparator(plot, gutter, isHead ? m_frame.headTop : m_frame.lanesTop);
        // Where only the pinned lanes stay, the rest of the head scrolls under them.
        if (isHead && last < m_scene.layout.headCount())
            addLineAcross(plot, gutter, rect.bottom() - 0.5);
    }

    static void addLane(const LaneContext &context)
    {
        switch (context.lane.kind) {
        case LaneKind::Loop:
            addLoopLane(context);
            addBlockedSteps(context);
            break;
        case LaneKind::Thread:
            addThreadLane(context);
            break;
        case LaneKind::Section:
            addSectionLane(context);
            break;
        case LaneKind::Group:
            addGroupLane(context);
            break;
        case LaneKind::Object:
            addObjectLane(context);
            break;
        case LaneKind::Task:
            addTaskWithFolded(context);
            break;
        }
    }

    /// A task's lane; one that holds others has its own bars above theirs.
    static void addTaskWithFolded(const LaneContext &context)
    {
        LaneContext own = context;
        const double room =
            context.lane.fold == Lane::none ? 0 : LaneLayout::foldedRoom(context.scene.layout.currentTaskHeight());
        for (QRectF *part : {&own.row, &own.plot, &own.gutter})
            part->setBottom(part->bottom() - room);
        addGhost(own);
        addTaskLane(own);
        addHighlights(own);
        if (room <= 0)
            return;
        addFoldedTasks(context, {context.plot.left(), own.plot.bottom() - 1, context.plot.width(), room - 2});
        addFoldedCount(context, own.gutter.bottom() - 2);
    }

    /// The line between objects and tasks.
    void addSeparator(DrawArea &plot, DrawArea &gutter, double top) const
    {
        addLineAcross(plot, gutter, top + m_scene.layout.headHeight() - 5);
    }

    void addLineAcross(DrawArea &plot, DrawArea &gutter, double y) const
    {
        plot.lines.push_back({{m_frame.gutterRight, y, m_scene.size.width(), y}, Ink::Border});
        gutter.lines.push_back({{0, y, m_frame.gutterRight, y}, Ink::Border});
    }

    void addFrameLines()
    {
        DrawArea &ruler = m_list.area(AreaRole::Ruler);
        const double y = m_scene.rulerHeight - 0.5;
        ruler.lines.push_back({{0, y, m_scene.size.width(), y}, Ink::Border});
        DrawArea &gutter = m_list.area(AreaRole::Gutter);
        const double x = m_frame.gutterRight - 0.5;
        gutter.lines.push_back({{x, m_frame.lanes.top(), x, m_frame.lanes.bottom()}, Ink::Border});
        if (m_frame.pinned)
            m_list.area(AreaRole::HeadGutter)
                .lines.push_back({{x, m_frame.head.top(), x, m_frame.head.bottom()}, Ink::Border});
    }

    const TimelineScene &m_scene;
    const TextMeasure &m_measure;
    TimelineFrame m_frame;
    DrawList m_list;
};

} // namespace

DrawList buildDrawList(const TimelineScene &scene, const TextMeasure &measure)
{
    // A frame is much like one of those before it: lists of ten thousands that grow as they are filled are copied over
    // and over. What two views of different size need in turn is forgotten slowly.
    thread_local std::size_t bars = 0;
    thread_local std::size_t runs = 0;
    DrawList list = Builder(scene, measure, bars, runs).build();
    const DrawArea &lanes = list.area(AreaRole::Lanes);
    bars = std::max(lanes.bars.size(), bars - bars / 8);
    runs = std::max(lanes.runs.size(), runs - runs / 8);
    return list;
}

} // namespace coroscope

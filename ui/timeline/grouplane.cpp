// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/guttertext.h"
#include "ui/timeline/lanetext.h"
#include "ui/timeline/waittext.h"

#include <algorithm>

namespace coroscope
{

void addGroupLane(const LaneContext &context)
{
    const Intervals &intervals = context.scene.intervals;
    const LaneTree::Group &group = context.scene.layout.tree().groups()[context.lane.track];
    const LaneFacts::Members members = context.scene.index.facts().membersOf(group.id);
    const bool isOver = members.ended >= group.count;
    const Nanoseconds end = isOver ? members.lastEnd : openEnd(context.scene);
    if (context.lane.folded) {
        addFoldedTasks(context, barBand(context.plot));
    } else if (context.plot.height() >= 8 && end >= context.scale.range().from &&
               group.created <= context.scale.range().to) {
        // A bracket over what it holds together.
        const double left = context.scale.clampedX(group.created);
        const double right = context.scale.clampedX(end);
        const double y = context.plot.center().y() + 1;
        auto &lines = context.plotArea.lines;
        lines.push_back({{left, y, right, y}, Ink::Group});
        constexpr double tick = 4;
        if (context.scale.range().contains(group.created))
            lines.push_back({{left, y, left, y + tick}, Ink::Group});
        if (isOver && context.scale.range().contains(end))
            lines.push_back({{right - 1, y, right - 1, y + tick}, Ink::Group});
    }
    if (!context.hasText())
        return;
    const double middle = context.gutter.center().y();
    addFoldSign(context, middle);
    GutterText text;
    text.name = groupCaption(intervals, group);
    text.nameInk = context.lane.folded ? Ink::Text : Ink::Muted;
    text.nameFont = context.lane.folded ? FontRole::Body : FontRole::Small;
    text.fact = context.lane.folded ? formatLength(end - group.created) : QString();
    // Where the marks of its members stand.
    text.shift = LaneLayout::indent(context.lane.depth) - 15;
    addGutterText(context, text, middle);
}

void addGroupBrackets(const TimelineScene &scene, const TimelineFrame &frame, DrawArea &gutter, std::size_t first,
                      std::size_t last)
{
    struct Bracket {
        std::uint32_t group;
        std::size_t from;
        std::size_t to;
    };
    const auto &lanes = scene.layout.lanes();
    const auto &groups = scene.layout.tree().groups();
    constexpr int mostNested = 24;
    std::vector<Bracket> brackets;
    const auto add = [&](std::size_t lane) {
        std::uint32_t group = lanes[lane].bracket;
        for (int i = 0; group != Lane::none && i < mostNested; ++i, group = scene.layout.bracketAround(group)) {
            const auto found = std::find_if(brackets.rbegin(), brackets.rend(),
                                            [&](const Bracket &bracket) { return bracket.group == group; });
            if (found != brackets.rend())
                found->to = lane;
            else
                brackets.push_back({group, lane, lane});
        }
    };
    const auto isIn = [&](std::size_t lane, std::uint32_t wanted) {
        std::uint32_t group = lane < lanes.size() ? lanes[lane].bracket : Lane::none;
        for (int i = 0; group != Lane::none && i < mostNested; ++i, group = scene.layout.bracketAround(group)) {
            if (group == wanted)
                return true;
        }
        return false;
    };
    for (std::size_t i = first; i < last; ++i) {
        if (lanes[i].kind == LaneKind::Task || lanes[i].kind == LaneKind::Group)
            add(i);
    }
    for (const Bracket &bracket : brackets) {
        const double x = LaneLayout::indent(scene.layout.tree().depthOf(groups[bracket.group].first)) + 2;
        double top = frame.topOf(bracket.from, scene.layout);
        double bottom = frame.topOf(bracket.to, scene.layout) + lanes[bracket.to].height;
        constexpr double tick = 4;
        const bool begins = bracket.from > 0 && lanes[bracket.from - 1].kind == LaneKind::Group &&
                            lanes[bracket.from - 1].track == bracket.group;
        if (begins) {
            top += 2;
            gutter.lines.push_back({{x, top, x + tick, top}, Ink::Group});
        }
        if (!isIn(bracket.to + 1, bracket.group)) {
            bottom -= 3;
            gutter.lines.push_back({{x, bottom, x + tick, bottom}, Ink::Group});
        }
        gutter.lines.push_back({{x, top, x, bottom}, Ink::Group});
    }
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/pixelwalk.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QLocale>

namespace coroscope
{
namespace
{

/// Steps on one pixel: that there are some is all that is drawn of them.
struct StepColumn {
    void clear() {}
    void add(std::size_t, Nanoseconds, Nanoseconds) {}
    void add(const StepSummary &, std::size_t) {}
};

} // namespace

void addLoopLane(const LaneContext &context)
{
    const Intervals &intervals = context.scene.intervals;
    const auto &slices = intervals.loop();
    const QRectF track = context.plot.adjusted(0, 9, 0, -9);
    context.plotArea.fills.push_back({track, Ink::Track});

    const auto markAt = [&](std::size_t slice, double left, double right, std::size_t count) {
        return DrawBar{markRect(context.scale, left, right, track.top() - 1, track.height() + 2),
                       TaskState::Running,
                       WaitKind::Sleep,
                       context.laneIndex,
                       static_cast<std::uint32_t>(slice),
                       static_cast<std::uint32_t>(count)};
    };
    const auto wide = [&](std::size_t i, double left, double right) {
        DrawBar bar = markAt(i, left, right, 1);
        // Steps that follow one another without a pause would look like one long step.
        constexpr double narrowestApart = 4;
        if (bar.rect.width() >= narrowestApart && i + 1 < slices.size() &&
            context.scale.clampedX(slices.startOf(i + 1)) < bar.rect.right() + 1)
            bar.rect.setRight(bar.rect.right() - 1);
        context.plotArea.runs.push_back(bar);
        constexpr double narrowestLabel = 30;
        if (bar.rect.width() < narrowestLabel)
            return;
        const QString name =
            context.measure.elided(FontRole::Small, displayName(intervals, slices.taskOf(i)), bar.rect.width() - 8);
        DrawLabel label{bar.rect.adjusted(5, 0, 0, 0), name};
        label.onBar = true;
        label.state = TaskState::Running;
        if (!name.isEmpty())
            context.plotArea.labels.push_back(label);
    };
    const auto narrow = [&](std::size_t first, std::size_t last, double left, double right) {
        addRunMark(context.plotArea, markAt(first, left, last - first == 1 ? right : left, last - first));
    };
    StepColumn column;
    const std::size_t begin = firstInSight(slices, context.scale, intervals.end());
    walkPixels(slices, begin, context.scale, intervals.end(), widePixels, column, wide, narrow);

    const double middle = context.gutter.center().y();
    context.gutterArea.marks.push_back({{context.gutter.left() + 19, middle}, MarkKind::LoopGlyph, 10, Ink::Running});
    const double right = context.gutter.right() - 9;
    const double left = context.gutter.left() + 32;
    const QString name = QCoreApplication::translate("coroscope::Timeline", "event loop");
    const QString count = QLocale().toString(qulonglong(slices.size()));
    QString steps = slices.size() == 1 ? QCoreApplication::translate("coroscope::Timeline", "1 step")
                                       : QCoreApplication::translate("coroscope::Timeline", "%1 steps").arg(count);
    // The name matters more than the word.
    if (context.measure.width(FontRole::Mono, steps) + 8 + context.measure.width(FontRole::Body, name) > right - left)
        steps = count;
    const double width = context.measure.width(FontRole::Mono, steps);
    context.gutterArea.labels.push_back({{right - width, context.row.top(), width, context.row.height()},
                                         steps,
                                         FontRole::Mono,
                                         Ink::Muted,
                                         TextAlign::Right});
    const double room = right - width - 8 - left;
    context.gutterArea.labels.push_back({{left, context.row.top(), room, context.row.height()},
                                         context.measure.elided(FontRole::Body, name, room),
                                         FontRole::Body,
                                         Ink::Text});
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/guttertext.h"
#include "ui/timeline/lanetext.h"
#include "ui/timeline/stretchwalk.h"

#include <QCoreApplication>
#include <QLocale>

namespace coroscope
{

void addThreadLane(const LaneContext &context)
{
    const Intervals &intervals = context.scene.intervals;
    const ThreadTrack &thread = intervals.threads()[context.lane.part];
    const QRectF band = barBand(context.plot);
    context.plotArea.fills.push_back({band, Ink::Track});
    const auto barAt = [&](std::size_t job, std::size_t count, double left, double right) {
        return DrawBar{
            {std::min(left, context.scale.right() - 1), band.top(), std::max(1.0, right - left), band.height()},
            TaskState::Waiting,
            WaitKind::Executor,
            context.laneIndex,
            static_cast<std::uint32_t>(job),
            static_cast<std::uint32_t>(count)};
    };
    const auto wide = [&](std::size_t i, double left, double right) {
        DrawBar bar = barAt(i, 1, left, right);
        // Jobs that follow one another without a pause would look like one.
        constexpr double narrowestApart = 4;
        if (bar.rect.width() >= narrowestApart)
            bar.rect.setRight(bar.rect.right() - 1);
        context.plotArea.bars.push_back(bar);
        constexpr double narrowestLabel = 30;
        if (!context.hasText() || bar.rect.width() < narrowestLabel)
            return;
        DrawLabel label{
            bar.rect.adjusted(5, 0, 0, 0),
            context.measure.elided(FontRole::Small, jobName(intervals, thread.jobs[i]), bar.rect.width() - 8)};
        label.onBar = true;
        label.state = bar.state;
        label.on = bar.on;
        if (!label.text.isEmpty())
            context.plotArea.labels.push_back(label);
    };
    const auto narrow = [&](std::size_t first, std::size_t last, double left, double right) {
        context.plotArea.bars.push_back(barAt(first, last - first, left, right));
    };
    walkStretches(thread.jobs, context.scale, openEnd(context.scene), wide, narrow);
    if (!context.hasText())
        return;
    GutterText text;
    text.glyph = MarkKind::ThreadGlyph;
    text.glyphInk = Ink::Muted;
    text.name = QCoreApplication::translate("coroscope::Timeline", "thread %1").arg(thread.thread);
    const QString count = QLocale().toString(qulonglong(thread.jobs.size()));
    text.fact = thread.jobs.size() == 1 ? QCoreApplication::translate("coroscope::Timeline", "1 job")
                                        : QCoreApplication::translate("coroscope::Timeline", "%1 jobs").arg(count);
    text.shift = LaneLayout::indent(context.lane.depth);
    addGutterText(context, text, context.gutter.center().y());
}

void addSectionLane(const LaneContext &context)
{
    GutterText text;
    text.glyph = MarkKind::ObjectsGlyph;
    text.glyphInk = Ink::Muted;
    const QString count = QLocale().toString(qulonglong(context.lane.part));
    text.name = context.lane.part == 1
                    ? QCoreApplication::translate("coroscope::Timeline", "1 more object")
                    : QCoreApplication::translate("coroscope::Timeline", "%1 more objects").arg(count);
    text.nameInk = Ink::Muted;
    const double middle = context.gutter.center().y();
    addFoldSign(context, middle);
    addGutterText(context, text, middle);
}

} // namespace coroscope

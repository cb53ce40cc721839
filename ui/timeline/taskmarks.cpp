// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/pixelwalk.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Timeline", text); }

class TaskMarks
{
public:
    explicit TaskMarks(const LaneContext &context)
        : m_context(context), m_intervals(context.scene.intervals), m_task(m_intervals.tasks()[context.lane.track]),
          m_area(context.plotArea), m_range(context.scale.range())
    {
    }

    void add()
    {
        addTimeouts();
        addCancels();
        addEnd();
    }

private:
    bool isShown(Nanoseconds time) const { return m_range.contains(time); }
    double x(Nanoseconds time) const { return m_context.scale.clampedX(time); }
    /// Of one within another lower, so that both are seen.
    double bracketY(const TimeoutSpan &span) const
    {
        const bool fits = m_context.plot.height() >= 16;
        return m_context.plot.bottom() - (fits && !isNested(span) ? 3 : 1);
    }

    bool isNested(const TimeoutSpan &span) const
    {
        const auto &own = m_context.scene.index.timeoutsOf(m_task.id);
        const auto &spans = m_intervals.timeouts();
        auto place = std::partition_point(own.all.begin(), own.all.end(),
                                          [&](std::uint32_t index) { return spans[index].start < span.start; });
        while (place != own.all.end() && spans[*place].scope != span.scope && spans[*place].start == span.start)
            ++place;
        return place != own.all.end() && spans[*place].scope == span.scope &&
               own.outer[static_cast<std::size_t>(place - own.all.begin())] != TrackIndex::none;
    }

    bool isPointedAt() const
    {
        return m_context.scene.showsAllCauses || m_context.scene.selection.task == m_task.id ||
               m_context.scene.hovered.task == m_task.id;
    }

    void addBracket(const TimeoutSpan &span, Nanoseconds until, Ink ink)
    {
        const double left = x(span.start);
        const double right = x(until);
        if (m_context.hasText() && right - left >= 3)
            m_area.brackets.push_back({{left, bracketY(span), right, bracketY(span)}, ink, LineStyle::Dashed, 1.5});
    }

    void addTimeouts()
    {
        const auto &own = m_context.scene.index.timeoutsOf(m_task.id);
        const auto &spans = m_intervals.timeouts();
        // The fired ones: a flag for each pixel that has one, none is lost.
        const auto firedAt = [&](std::uint32_t index) { return TrackIndex::firedAt(spans[index]); };
        auto i = std::partition_point(own.fired.begin(), own.fired.end(),
                                      [&](std::uint32_t index) { return firedAt(index) < m_range.from; });
        while (i != own.fired.end() && firedAt(*i) <= m_range.to) {
            const TimeoutSpan &span = spans[*i];
            const Nanoseconds at = firedAt(*i);
            addBracket(span, at, Ink::TimedOut);
            const double flagX = std::min(x(at), m_context.scale.right() - 2);
            const double height = m_context.plot.height();
            m_area.marks.push_back({{flagX, m_context.plot.center().y()}, MarkKind::Flag, height - 2, Ink::TimedOut});
            m_lastFlag = &span;
            const Nanoseconds nextPixel = m_context.scale.timeFrom(std::floor(flagX) + 1);
            i = std::partition_point(std::next(i), own.fired.end(),
                                     [&](std::uint32_t index) { return firedAt(index) < nextPixel; });
        }
        // Those that fire later and have begun: all of them are still open when the last of them begins.
        for (std::uint32_t last = lastBegun(own); last != TrackIndex::none; last = own.outer[last]) {
            if (const TimeoutSpan &span = spans[own.all[last]]; span.fired && TrackIndex::firedAt(span) > m_range.to)
                addBracket(span, TrackIndex::firedAt(span), Ink::TimedOut);
        }
        // The others only on the lane that a person looks at.
        if (isPointedAt())
            addQuietTimeouts(own);
    }

    /// The place in `all` of the last one that began up to the end of what is in sight.
    std::uint32_t lastBegun(const TrackIndex::Timeouts &own) const
    {
        const auto &spans = m_intervals.timeouts();
        const auto after = std::partition_point(own.all.begin(), own.all.end(),
                                                [&](std::uint32_t index) { return spans[index].start <= m_range.to; });
        return after == own.all.begin() ? TrackIndex::none : static_cast<std::uint32_t>(after - own.all.begin() - 1);
    }

    void addQuietTimeouts(const TrackIndex::Timeouts &own)
    {
        const auto &spans = m_intervals.timeouts();
        const auto add = [&](const TimeoutSpan &span) {
            if (!span.fired && span.deadline != noTime)
                addBracket(span, span.deadline, Ink::Met);
        };
        auto i = std::partition_point(own.all.begin(), own.all.end(),
                                      [&](std::uint32_t index) { return spans[index].start < m_range.from; });
        if (i != own.all.begin()) {
            auto outer = static_cast<std::uint32_t>(i - own.all.begin() - 1);
            for (; outer != TrackIndex::none; outer = own.outer[outer])
                add(spans[own.all[outer]]);
        }
        while (i != own.all.end() && spans[*i].start <= m_range.to) {
            add(spans[*i]);
            const Nanoseconds nextPixel = m_context.scale.timeFrom(std::floor(x(spans[*i].start)) + 1);
            i = std::partition_point(std::next(i), own.all.end(),
                                     [&](std::uint32_t index) { return spans[index].start < nextPixel; });
        }
    }

    /// Whether the cancel is how a timeout fires: its flag tells it already.
    bool isOfTimeout(const CancelMark &cancel) const
    {
        if (cancel.why != CancelCause::Timeout && cancel.why != CancelCause::WaitFor)
            return false;
        const auto &fired = m_context.scene.index.timeoutsOf(m_task.id).fired;
        const auto &spans = m_intervals.timeouts();
        const auto found = std::partition_point(fired.begin(), fired.end(), [&](std::uint32_t index) {
            return TrackIndex::firedAt(spans[index]) < cancel.time;
        });
        return found != fired.end() && TrackIndex::firedAt(spans[*found]) == cancel.time;
    }

    void addCancels()
    {
        const auto &own = m_context.scene.index.cancelsOf(m_task.id);
        const auto &cancels = m_intervals.cancels();
        auto i = std::partition_point(own.begin(), own.end(),
                                      [&](std::uint32_t index) { return cancels[index].time < m_range.from; });
        while (i != own.end() && isShown(cancels[*i].time)) {
            const double at = x(cancels[*i].time);
            const Nanoseconds nextPixel = m_context.scale.timeFrom(std::floor(at) + 1);
            const auto last = std::partition_point(
                std::next(i), own.end(), [&](std::uint32_t index) { return cancels[index].time < nextPixel; });
            // What fell on this pixel: a swallowed one tells most, one of a timeout has its flag.
            bool swallowed = false;
            bool asked = false;
            sampleOf(static_cast<std::size_t>(i - own.begin()), static_cast<std::size_t>(last - own.begin()),
                     [&](std::size_t index) {
                         swallowed = swallowed || cancels[own[index]].swallowed;
                         asked = asked || !isOfTimeout(cancels[own[index]]);
                     });
            const double top = m_context.plot.top();
            const double size = m_context.hasText() ? 7 : std::min(5.0, m_context.plot.height());
            if (swallowed)
                m_area.marks.push_back({{at + 1, top + size / 2}, MarkKind::CancelSwallowed, size, Ink::Cancelled});
            else if (asked)
                m_area.marks.push_back({{at + 1, top + size / 2}, MarkKind::CancelAsked, size, Ink::Cancelled});
            i = last;
        }
    }

    void addEnd()
    {
        const Nanoseconds end = m_task.ended;
        if (end == noTime || !isShown(end))
            return;
        const double at = x(end);
        const double middle = m_context.plot.center().y();
        const double height = m_context.plot.height();
        m_textLeft = at + 6;
        const bool flagged = m_lastFlag && x(TrackIndex::firedAt(*m_lastFlag)) >= at - 1;
        if (flagged) {
            m_textLeft = at + 10;
            addText(tr("timeout %1").arg(formatDuration(m_lastFlag->deadline - m_lastFlag->start)), Ink::TimedOut);
        }
        if (m_task.outcome == Outcome::Failed) {
            const double size = height >= 16 ? height - 4 : height;
            m_area.marks.push_back(
                {{std::min(at, m_context.scale.right() - 1.5), middle}, MarkKind::FailEnd, size, Ink::Failed});
            // A timeout that nobody caught is told by its flag.
            if (!flagged || !m_task.result.starts_with("TimeoutError"))
                addText(QString::fromStdString(m_task.result), Ink::Failed);
        } else if (m_task.outcome == Outcome::Returned && isPointedAt()) {
            if (!m_task.result.empty() && m_task.result != "null")
                addText(u"✓ "_s + QString::fromStdString(m_task.result), Ink::Done);
        } else if (m_task.outcome == Outcome::Cancelled) {
            const double size = m_context.hasText() ? 8 : std::min(6.0, height);
            const double centre = std::min(at + 7, m_context.scale.right() - size / 2);
            m_area.marks.push_back({{centre, middle}, MarkKind::CancelEnd, size, Ink::Cancelled});
        }
    }

    /// A text right of the end, or at the end inside the last bar where there is no room, or none.
    void addText(const QString &text, Ink ink)
    {
        if (!m_context.hasText() || text.isEmpty())
            return;
        const QRectF &plot = m_context.plot;
        const QString line = text.simplified();
        const double width = m_context.measure.width(FontRole::Small, line);
        if (m_textLeft + width + 4 <= plot.right()) {
            m_area.labels.push_back({{m_textLeft, plot.top(), width, plot.height()}, line, FontRole::Small, ink});
            m_textLeft += width + 12;
            return;
        }
        const DrawBar *last = m_area.bars.empty() ? nullptr : &m_area.bars.back();
        const bool hasBar = last && last->lane == m_context.laneIndex;
        const double labelEnd = lastLabelEnd();
        if (hasBar && last->rect.right() - 8 - width > std::max(last->rect.left() + 4, labelEnd + 12)) {
            DrawLabel label{{last->rect.right() - 8 - width, plot.top(), width, plot.height()}, line};
            label.align = TextAlign::Right;
            label.onBar = true;
            label.state = last->state;
            label.on = last->on;
            m_area.labels.push_back(label);
            return;
        }
        const double room = plot.right() - m_textLeft - 4;
        const QString begin = m_context.measure.elided(FontRole::Small, line, room);
        if (!begin.isEmpty())
            m_area.labels.push_back({{m_textLeft, plot.top(), room, plot.height()}, begin, FontRole::Small, ink});
        m_textLeft = plot.right();
    }

    double lastLabelEnd() const
    {
        if (m_area.labels.empty() || m_area.labels.back().rect.bottom() <= m_context.plot.top())
            return m_context.plot.left();
        const DrawLabel &label = m_area.labels.back();
        return label.rect.left() + m_context.measure.width(label.font, label.text);
    }

    const LaneContext &m_context;
    const Intervals &m_intervals;
    const TaskTrack &m_task;
    DrawArea &m_area;
    TimeRange m_range;
    double m_textLeft = 0;
    const TimeoutSpan *m_lastFlag = nullptr;
};

} // namespace

void addTaskMarks(const LaneContext &context) { TaskMarks(context).add(); }

} // namespace coroscope

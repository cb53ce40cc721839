// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/causearrows.h"

#include "ui/timeline/causewalk.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Timeline", text); }

/// Of one task in one direction, and of all lanes together.
constexpr std::size_t mostOfTask = 60;
constexpr double mostOfAll = 240;
constexpr std::size_t mostCancels = 60;
/// Labels beside cancels, as long as there are few.
constexpr std::size_t mostLabels = 8;

class Causes
{
public:
    Causes(DrawList &list, const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure)
        : m_area(list.area(AreaRole::Causes)), m_scene(scene), m_intervals(scene.intervals),
          m_store(scene.intervals.store()), m_frame(frame), m_measure(measure)
    {
        m_area.clip = frame.lanes.adjusted(frame.gutterRight, 0, 0, 0);
    }

    void add()
    {
        if (m_area.clip.height() <= 0)
            return;
        const double offset = -m_frame.lanesTop;
        const auto [first, last] =
            m_scene.layout.lanesIn(m_frame.lanes.top() + offset, m_frame.lanes.bottom() + offset);
        const TaskTrack *selected = m_intervals.task(m_scene.selection.task);
        if (selected) {
            addWakesOf(*selected, m_frame.scale.width() / mostOfTask);
            addDoingsOf(*selected);
        }
        if (m_scene.showsAllCauses)
            addOfLanes(std::max(first, m_frame.fixedCount), last);
        addCancelsOfLanes(std::max(first, m_frame.fixedCount), last);
        addLabels();
    }

private:
    /// The lane of a task, the one that it is folded away in, or that of the nearest ancestor that has one.
    std::optional<std::size_t> laneOf(TaskId id) const
    {
        constexpr int deepest = 1000;
        for (int i = 0; i < deepest && id; ++i) {
            if (const auto lane = m_scene.layout.nearestLaneOf(id))
                return lane;
            const TaskTrack *task = m_intervals.task(id);
            id = task ? task->parent : TaskId();
        }
        return std::nullopt;
    }

    double middleOf(std::size_t lane) const
    {
        const double top = m_frame.topOf(lane, m_scene.layout);
        // What lies out of sight is at the edge; pictures are not clipped.
        return std::clamp(top + m_scene.layout.lanes()[lane].height / 2, m_area.clip.top(), m_area.clip.bottom());
    }

    bool isInSight(std::size_t lane) const
    {
        const double top = m_frame.topOf(lane, m_scene.layout);
        return top + m_scene.layout.lanes()[lane].height > m_area.clip.top() && top < m_area.clip.bottom();
    }

    void addCurve(std::uint32_t index, const Event &event, Ink ink, double width)
    {
        if (!m_scene.range.contains(event.time) || m_seen.contains(index))
            return;
        const auto from = laneOf(event.by);
        const auto to = laneOf(event.task);
        if (!from || !to || *from == *to)
            return;
        m_seen.insert(index);
        const double x = m_frame.scale.x(event.time);
        DrawCurve curve;
        curve.from = {x, middleOf(*from)};
        curve.to = {x, middleOf(*to)};
        // Among many a hook says that it comes from further away; whole arrows would hide everything.
        constexpr double hook = 40;
        if (m_isCrowd && !isInSight(*from))
            curve.from.setY(std::clamp(curve.from.y(), curve.to.y() - hook, curve.to.y() + hook));
        // Long arrows bulge further, so that they do not run along the short ones.
        curve.bulge = std::clamp(14 + std::abs(curve.to.y() - curve.from.y()) * 0.09, 16.0, 48.0);
        // Right of a wake stand the label of what follows and the marks of an end; left of it there is mostly room.
        if (x - curve.bulge > m_frame.gutterRight)
            curve.bulge = -curve.bulge;
        curve.ink = ink;
        curve.width = width;
        curve.cause = event.by;
        curve.task = event.task;
        curve.event = index;
        m_area.curves.push_back(curve);
    }

    /// The wakes of a task, one for some pixels.
    void addWakesOf(const TaskTrack &task, double pixels)
    {
        const double apart = std::max(1.0, pixels);
        std::size_t i =
            placeInIntervals(task, [&](const Interval &interval) { return interval.start < m_scene.range.from; });
        constexpr std::size_t lookedAt = 8;
        while (i < task.intervals.size()) {
            const Interval first = task.intervals[i];
            if (first.start > m_scene.range.to)
                return;
            const Nanoseconds next = m_frame.scale.timeFrom(std::floor(m_frame.scale.x(first.start)) + apart);
            const std::size_t last = std::max(
                i + 1, placeInIntervals(task, [&](const Interval &interval) { return interval.start < next; }));
            for (std::size_t k = i; k < std::min(last, i + lookedAt); ++k) {
                if (addWake(task.intervals[k]))
                    break;
            }
            i = last;
        }
    }

    bool addWake(const Interval &interval)
    {
        if (interval.state != TaskState::Ready || m_store.type(interval.event) != EventType::TaskReady)
            return false;
        Event event = m_store.event(interval.event);
        event.by = wakerAt(m_intervals, interval.event);
        if (!event.by || event.by == event.task || event.because == ReadyCause::Created || isOfCancel(event))
            return false;
        const bool chosen = m_scene.selectedInterval == interval.event;
        addCurve(interval.event, event, Ink::Ready, chosen ? 2.5 : 1.5);
        return true;
    }

    /// Whether a task was woken by a cancel, which has an arrow of its own.
    bool isOfCancel(const Event &event) const
    {
        if (event.because != ReadyCause::Cancelled)
            return false;
        const auto &own = m_scene.index.cancelsOf(event.task);
        const auto &cancels = m_intervals.cancels();
        const auto found = std::partition_point(own.begin(), own.end(),
                                                [&](std::uint32_t index) { return cancels[index].time < event.time; });
        return found != own.end() && cancels[*found].time == event.time;
    }

    /// Whom a task woke or cancelled in its steps.
    void addDoingsOf(const TaskTrack &task)
    {
        const double apart = std::max(1.0, m_frame.scale.width() / mostOfTask);
        std::size_t i =
            placeInIntervals(task, [&](const Interval &interval) { return interval.start < m_scene.range.from; });
        constexpr std::size_t lookedAt = 8;
        constexpr int mostOfStep = 40;
        // A step that began before the view may go on into it.
        if (i > 0 && task.intervals[i - 1].state == TaskState::Running)
            --i;
        while (i < task.intervals.size()) {
            const Interval first = task.intervals[i];
            if (first.start > m_scene.range.to)
                return;
            const Nanoseconds next = m_frame.scale.timeFrom(std::floor(m_frame.scale.x(first.start)) + apart);
            const std::size_t last = std::max(
                i + 1, placeInIntervals(task, [&](const Interval &interval) { return interval.start < next; }));
            int found = 0;
            for (std::size_t k = i; k < std::min(last, i + lookedAt) && found == 0; ++k) {
                const Interval interval = task.intervals[k];
                if (interval.state != TaskState::Running)
                    continue;
                walkStep(m_intervals, interval.event, [&](std::size_t index, const Event &event) {
                    if (event.type == EventType::CancelRequested)
                        addCancel(static_cast<std::uint32_t>(index), event);
                    else if (event.because != ReadyCause::Created && !isOfCancel(event))
                        addCurve(static_cast<std::uint32_t>(index), event, Ink::Ready, 1);
                    return ++found < mostOfStep;
                });
            }
            i = last;
        }
    }

    void addOfLanes(std::size_t first, std::size_t last)
    {
        if (first >= last)
            return;
        m_isCrowd = true;
        const std::size_t before = m_area.curves.size();
        const double pixels = std::max(4.0, m_frame.scale.width() * static_cast<double>(last - first) / mostOfAll);
        for (std::size_t i = first; i < last; ++i) {
            const Lane &lane = m_scene.layout.lanes()[i];
            if (lane.kind == LaneKind::Task)
                addWakesOf(m_intervals.tasks()[lane.track], pixels);
        }
        m_isCrowd = false;
        constexpr std::size_t many = 60;
        if (m_area.curves.size() < before + many)
            return;
        for (std::size_t i = before; i < m_area.curves.size(); ++i)
            m_area.curves[i].width = 1;
    }

    /// Cancels that came from a task; those of timeouts have their flags.
    void addCancelsOfLanes(std::size_t first, std::size_t last)
    {
        const auto &cancels = m_intervals.cancels();
        for (std::size_t i = first; i < last && m_cancels.size() < mostCancels; ++i) {
            const Lane &lane = m_scene.layout.lanes()[i];
            if (lane.kind != LaneKind::Task)
                continue;
            const TaskTrack &task = m_intervals.tasks()[lane.track];
            const auto &own = m_scene.index.cancelsOf(task.id);
            auto at = std::partition_point(
                own.begin(), own.end(), [&](std::uint32_t index) { return cancels[index].time < m_scene.range.from; });
            constexpr int mostOfLane = 32;
            for (int k = 0; k < mostOfLane && at != own.end() && m_cancels.size() < mostCancels; ++k, ++at) {
                const CancelMark cancel = cancels[*at];
                if (cancel.time > m_scene.range.to)
                    break;
                addCancelMark(cancel);
            }
        }
    }

    void addCancelMark(const CancelMark &cancel)
    {
        // Those of timeouts have their flags.
        if (cancel.why == CancelCause::Timeout || cancel.why == CancelCause::WaitFor)
            return;
        Event event = m_store.event(cancel.event);
        event.by = askerAt(m_intervals, cancel.event);
        if (event.by && event.by != event.task)
            addCancel(cancel.event, event);
    }

    void addCancel(std::uint32_t index, const Event &event)
    {
        const std::size_t before = m_area.curves.size();
        addCurve(index, event, Ink::Cancelled, 1.5);
        if (m_area.curves.size() > before)
            m_cancels.push_back({before, event.why});
    }

    static QString textOf(CancelCause why)
    {
        switch (why) {
        case CancelCause::Cancel:
            return u"cancel()"_s;
        case CancelCause::Timeout:
            return tr("timeout");
        case CancelCause::TaskGroup:
            return tr("task group");
        case CancelCause::Gather:
            return tr("gather");
        case CancelCause::WaitFor:
            return u"wait_for()"_s;
        case CancelCause::Shutdown:
            return tr("shutdown");
        }
        return {};
    }

    /// What kind of cancel it was, beside the middle of its arrow.
    void addLabels()
    {
        constexpr double gap = 5;
        constexpr double height = 15;
        std::size_t count = 0;
        std::vector<QRectF> taken;
        std::set<std::pair<TaskId, Nanoseconds>> told;
        for (const auto &[place, why] : m_cancels) {
            if (count >= mostLabels)
                return;
            const DrawCurve &curve = m_area.curves[place];
            // Several that one asked for at once have one label.
            if (!told.emplace(curve.cause, m_store.time(curve.event)).second)
                continue;
            const QPointF at = pointOn(curve, 0.5);
            const QString text = textOf(why);
            const double width = m_measure.width(FontRole::Small, text);
            const bool fits = curve.bulge > 0 && at.x() + gap + width < m_frame.scale.right();
            const double left = fits ? at.x() + gap : std::min(curve.from.x(), at.x()) - gap - width;
            const QRectF rect(left, at.y() - height / 2, width, height);
            const bool isFree =
                std::none_of(taken.begin(), taken.end(), [&](const QRectF &other) { return other.intersects(rect); });
            if (!isFree || left < m_frame.gutterRight || !m_area.clip.contains(rect.center()))
                continue;
            taken.push_back(rect);
            ++count;
            m_area.chips.push_back({rect.adjusted(-3, 0, 3, 0), Ink::Canvas});
            m_area.labels.push_back({rect, text, FontRole::Small, Ink::Cancelled});
        }
    }

    struct Cancel {
        std::size_t curve;
        CancelCause why;
    };

    DrawArea &m_area;
    const TimelineScene &m_scene;
    const Intervals &m_intervals;
    const EventStore &m_store;
    const TimelineFrame &m_frame;
    const TextMeasure &m_measure;
    std::set<std::uint32_t> m_seen;
    bool m_isCrowd = false; ///< arrows of all lanes are being added
    std::vector<Cancel> m_cancels;
};

} // namespace

void addCauses(DrawList &list, const TimelineScene &scene, const TimelineFrame &frame, const TextMeasure &measure)
{
    Causes(list, scene, frame, measure).add();
}

QPointF pointOn(const DrawCurve &curve, double share)
{
    // Of a cubic curve whose handles stand a third further out than it reaches.
    const double rest = 1 - share;
    const double handle = curve.bulge * 4 / 3;
    const double a = rest * rest * rest;
    const double b = 3 * rest * rest * share;
    const double c = 3 * rest * share * share;
    const double d = share * share * share;
    return {a * curve.from.x() + b * (curve.from.x() + handle) + c * (curve.to.x() + handle) + d * curve.to.x(),
            (a + b) * curve.from.y() + (c + d) * curve.to.y()};
}

std::optional<DrawCurve> curveAt(const DrawArea &area, QPointF point)
{
    constexpr double reach = 4;
    constexpr int pieces = 24;
    if (!area.clip.contains(point))
        return std::nullopt;
    std::optional<DrawCurve> found;
    double nearest = reach;
    for (const DrawCurve &curve : area.curves) {
        const auto [left, right] = std::minmax({curve.from.x(), curve.to.x(), curve.from.x() + curve.bulge});
        const auto [top, bottom] = std::minmax({curve.from.y(), curve.to.y()});
        if (point.x() < left - reach || point.x() > right + reach)
            continue;
        // At its ends the bars and marks of the lanes tell more.
        constexpr double ends = 5;
        if (point.y() < top + ends || point.y() > bottom - ends)
            continue;
        QPointF last = curve.from;
        for (int i = 1; i <= pieces; ++i) {
            const QPointF next = pointOn(curve, static_cast<double>(i) / pieces);
            const QPointF along = next - last;
            const double length = QPointF::dotProduct(along, along);
            const double share =
                length > 0 ? std::clamp(QPointF::dotProduct(point - last, along) / length, 0.0, 1.0) : 0;
            const QPointF off = point - (last + share * along);
            const double distance = std::hypot(off.x(), off.y());
            if (distance < nearest) {
                nearest = distance;
                found = curve;
            }
            last = next;
        }
    }
    return found;
}

} // namespace coroscope

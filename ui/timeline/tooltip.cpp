// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/tooltip.h"

#include "core/trace/eventstore.h"
#include "ui/timeline/lanetext.h"
#include "ui/timeline/lanetooltip.h"
#include "ui/timeline/waittext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Tooltip", text); }

QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// Names of tasks in a list, cut after a few.
QString namesOf(const Intervals &intervals, std::span<const TaskId> tasks)
{
    constexpr std::size_t most = 5;
    QStringList names;
    for (std::size_t i = 0; i < std::min(most, tasks.size()); ++i)
        names += displayName(intervals, tasks[i]);
    if (tasks.size() > most)
        names += tr("%1 more").arg(tasks.size() - most);
    return names.join(u", "_s);
}

/// `waits for sem`, `sleeps`, `awaits worker(3)`.
QString doing(const Intervals &intervals, const Interval &interval, const Event &event)
{
    const ObjectTrack *object = intervals.object(interval.object);
    const QString name = object ? displayName(*object) : waitKindName(interval.on);
    switch (interval.on) {
    case WaitKind::Sleep:
        return tr("sleeps");
    case WaitKind::Yield:
        return tr("gives way to others");
    case WaitKind::QueueGet:
        return tr("waits for an item of %1").arg(name);
    case WaitKind::QueuePut:
        return tr("waits for room in %1").arg(name);
    case WaitKind::QueueJoin:
        return tr("waits until all items of %1 are done").arg(name);
    case WaitKind::Condition:
        return tr("waits to be notified by %1").arg(name);
    case WaitKind::Event:
        return tr("waits until %1 is set").arg(name);
    case WaitKind::Barrier:
        return tr("waits for the others at %1").arg(name);
    case WaitKind::Task:
    case WaitKind::Shield:
        return event.tasks.empty() ? tr("awaits a task") : tr("awaits %1").arg(namesOf(intervals, event.tasks));
    case WaitKind::Gather:
    case WaitKind::Wait:
    case WaitKind::AsCompleted:
    case WaitKind::TaskGroup: {
        const QString kind = waitKindName(interval.on);
        if (event.tasks.empty())
            return tr("waits for its %1").arg(kind);
        return tr("waits for its %1 of %2: %3")
            .arg(kind, countOf(intervals, interval.object, event.tasks), namesOf(intervals, event.tasks));
    }
    case WaitKind::Executor:
        return tr("waits for a job on a thread");
    case WaitKind::Http:
        return tr("waits for an answer over HTTP");
    case WaitKind::File:
        return tr("waits for a file");
    case WaitKind::Sql:
        return tr("waits for the database");
    case WaitKind::Process:
        return tr("waits for a process");
    case WaitKind::Semaphore:
    case WaitKind::Lock:
    case WaitKind::Future:
        break;
    }
    return tr("waits for %1").arg(name);
}

QString causeText(ReadyCause cause)
{
    switch (cause) {
    case ReadyCause::Created:
        return tr("it was made");
    case ReadyCause::Timer:
        return tr("its time had come");
    case ReadyCause::Released:
        return tr("it was released");
    case ReadyCause::Set:
        return tr("it was set");
    case ReadyCause::Put:
        return tr("an item was put");
    case ReadyCause::Got:
        return tr("an item was taken");
    case ReadyCause::Finished:
        return tr("it finished");
    case ReadyCause::Failed:
        return tr("it failed");
    case ReadyCause::Cancelled:
        return tr("cancelled");
    case ReadyCause::Notified:
        return tr("notified");
    case ReadyCause::Executor:
        return tr("the job was done");
    case ReadyCause::Io:
        return tr("there was an answer");
    }
    return {};
}

class Teller
{
public:
    explicit Teller(const TimelineScene &scene) : m_scene(scene), m_intervals(scene.intervals) {}

    QString tell(const Hit &hit)
    {
        if (hit.curve)
            return tellCurve(*hit.curve);
        if (!hit.lane)
            return {};
        const Lane &lane = m_scene.layout.lanes()[*hit.lane];
        switch (lane.kind) {
        case LaneKind::Loop:
            tellLoop(hit);
            break;
        case LaneKind::Object:
            tellObject(m_intervals.objects()[lane.track], hit);
            break;
        case LaneKind::Thread:
            m_lines += threadTooltip(m_scene, lane, hit, resolution());
            break;
        case LaneKind::Section:
            m_lines += sectionTooltip(lane);
            break;
        case LaneKind::Group:
            m_lines += groupTooltip(m_scene, lane, resolution());
            tellFolded(lane, hit);
            break;
        case LaneKind::Task:
            tellTask(m_intervals.tasks()[lane.track], hit);
            tellFolded(lane, hit);
            m_lines += ghostTooltip(m_scene, lane, resolution());
            break;
        }
        return m_lines.join(u'\n');
    }

private:
    /// A moment as precise as the pixels are.
    QString moment(Nanoseconds time) const { return formatMoment(time, resolution()); }
    Nanoseconds resolution() const
    {
        const double pixels = std::max(1.0, m_scene.size.width() - m_scene.gutterWidth);
        const auto pixel = static_cast<Nanoseconds>(static_cast<double>(m_scene.range.span()) / pixels);
        return std::max<Nanoseconds>(1, pixel);
    }

    void tellFolded(const Lane &lane, const Hit &hit)
    {
        if (const FoldedTasks *folded = m_scene.layout.foldedIn(lane))
            m_lines +=
                foldedTooltip(m_scene, *folded, hit.part == HitPart::Plot ? hit.time : m_intervals.end(), resolution());
    }

    QString tellCurve(const DrawCurve &curve) const
    {
        const Event event = m_intervals.store().event(curve.event);
        const QString by = displayName(m_intervals, curve.cause);
        const QString task = displayName(m_intervals, curve.task);
        if (curve.ink == Ink::Cancelled)
            return tr("%1 asked %2 to cancel at %3 (%4)").arg(by, task, moment(event.time), fromView(text(event.why)));
        return tr("%1 woke %2 at %3: %4").arg(by, task, moment(event.time), causeText(event.because));
    }

    void tellLoop(const Hit &hit)
    {
        if (hit.part == HitPart::Gutter) {
            m_lines += tr("The event loop: one step of a task after another.");
            return;
        }
        if (!hit.bar)
            return;
        const LoopSlice slice = m_intervals.loop()[hit.bar->interval];
        if (hit.bar->count > 1) {
            m_lines += tr("%1 steps here from %2 on, the first of %3. Zoom in to tell them apart.")
                           .arg(hit.bar->count)
                           .arg(moment(slice.start), displayName(m_intervals, slice.task));
            return;
        }
        m_lines += ranText(displayName(m_intervals, slice.task), slice.start, slice.end);
        if (slice.end != noTime && slice.end - slice.start >= LaneFacts::blockingStep)
            m_lines += tr("nothing else could run meanwhile: the loop was blocked");
    }

    QString ranText(const QString &name, Nanoseconds start, Nanoseconds end) const
    {
        if (end == noTime)
            return tr("%1 runs since %2").arg(name, moment(start));
        if (end == start)
            return tr("%1 runs one step at %2").arg(name, moment(start));
        return tr("%1 runs one step from %2 to %3 (%4)")
            .arg(name, moment(start), moment(end), formatDuration(end - start));
    }

    void tellObject(const ObjectTrack &object, const Hit &hit)
    {
        const auto &samples = object.samples;
        const bool atPoint = hit.part == HitPart::Plot;
        const Nanoseconds time = atPoint ? std::min(hit.time, m_intervals.end()) : m_intervals.end();
        const auto after =
            std::partition_point(samples.begin(), samples.end(), [&](const ObjectSample &s) { return s.time <= time; });
        const QString name = displayName(object);
        if (after == samples.begin()) {
            m_lines += tr("%1 is not there yet").arg(name);
            return;
        }
        const ObjectSample now = *(after - 1);
        m_lines += tr("%1 at %2: %3").arg(name, moment(time), stateOf(object, now));
        if (object.kind == ObjectKind::Lock) {
            if (const TaskId holder = holderAt(m_scene.index.facts(), object.id, time))
                m_lines += tr("held by %1").arg(displayName(m_intervals, holder));
        }
        const auto waiting = std::max<std::int64_t>(0, now.waiting);
        if (waiting > 0)
            m_lines += waiting == 1 ? tr("1 task waits") : tr("%1 tasks wait").arg(waiting);
    }

    static QString stateOf(const ObjectTrack &object, const ObjectSample &sample)
    {
        const bool limited = object.capacity > 0;
        switch (object.kind) {
        case ObjectKind::Semaphore:
            if (limited)
                return tr("%1 of %2 permits in use")
                    .arg(std::max<std::int64_t>(0, object.capacity - sample.value))
                    .arg(object.capacity);
            return tr("%1 permits free").arg(sample.value);
        case ObjectKind::Lock:
            return sample.value != 0 ? tr("locked") : tr("free");
        case ObjectKind::Queue:
            return limited ? tr("%1 of at most %2 items").arg(sample.value).arg(object.capacity)
                           : tr("%1 items").arg(sample.value);
        case ObjectKind::Pool:
            return limited ? tr("%1 of %2 threads at work").arg(sample.value).arg(object.capacity)
                           : tr("%1 jobs running").arg(sample.value);
        case ObjectKind::Event:
            return sample.value != 0 ? tr("set") : tr("not set");
        case ObjectKind::Future:
            return sample.value != 0 ? tr("done") : tr("not done");
        case ObjectKind::Barrier:
            return limited ? tr("%1 of %2 have come").arg(sample.value).arg(object.capacity)
                           : tr("%1 have come").arg(sample.value);
        default:
            return QString::number(sample.value);
        }
    }

    void tellTask(const TaskTrack &task, const Hit &hit)
    {
        if (hit.part == HitPart::Plot && hit.bar)
            tellBar(task, *hit.bar);
        if (hit.part == HitPart::Plot)
            tellMarks(task, hit.time);
        if (m_lines.isEmpty())
            tellLife(task);
    }

    void tellBar(const TaskTrack &task, const DrawBar &bar)
    {
        const QString name = displayName(task);
        const Interval interval = task.intervals[bar.interval];
        if (bar.count > 1 && bar.state != TaskState::Running) {
            m_lines += tr("%1: %2 changes of state from %3 on. Zoom in to tell them apart.")
                           .arg(name, QString::number(bar.count), moment(interval.start));
            return;
        }
        switch (interval.state) {
        case TaskState::Running:
            m_lines += ranText(name, interval.start, interval.end);
            tellWakeBefore(task, bar.interval);
            if (bar.count > 1)
                m_lines += tr("%1 steps lie here; zoom in to tell them apart").arg(bar.count);
            break;
        case TaskState::Ready:
            m_lines += interval.end == noTime
                           ? tr("%1 is ready since %2 and waits for its turn").arg(name, moment(interval.start))
                           : tr("%1 is ready from %2 to %3 (%4) and waits for its turn")
                                 .arg(name, moment(interval.start), moment(interval.end),
                                      formatDuration(interval.end - interval.start));
            tellWake(interval);
            break;
        default:
            tellWait(task, bar.interval);
        }
    }

    void tellWait(const TaskTrack &task, std::size_t index)
    {
        const Interval interval = task.intervals[index];
        const Event event = m_intervals.store().event(interval.event);
        QString line =
            tr("%1 %2 since %3").arg(displayName(task), doing(m_intervals, interval, event), moment(interval.start));
        if (event.position > 0)
            line += u", "_s + tr("%1 in line").arg(ordinal(event.position));
        if (interval.end != noTime)
            line +=
                u", "_s + tr("until %1 (%2)").arg(moment(interval.end), formatDuration(interval.end - interval.start));
        else if (event.until != noTime)
            line += u", "_s + tr("at most until %1").arg(moment(event.until));
        else if (m_intervals.outcome() == RunOutcome::Deadlock)
            line += u", "_s + tr("for ever");
        m_lines += line;
        if (event.at)
            m_lines += tr("at %1").arg(fromView(m_intervals.store().source(event.at)));
        if (index + 1 < task.intervals.size() && task.intervals[index + 1].state == TaskState::Ready)
            tellWake(task.intervals[index + 1]);
    }

    void tellWakeBefore(const TaskTrack &task, std::size_t index)
    {
        if (index > 0 && task.intervals[index - 1].state == TaskState::Ready)
            tellWake(task.intervals[index - 1]);
    }

    void tellWake(const Interval &ready)
    {
        const Event event = m_intervals.store().event(ready.event);
        if (event.type != EventType::TaskReady)
            return;
        if (event.by)
            m_lines += tr("woken by %1: %2").arg(displayName(m_intervals, event.by), causeText(event.because));
        else
            m_lines += tr("woken: %1").arg(causeText(event.because));
    }

    void tellMarks(const TaskTrack &task, Nanoseconds time)
    {
        constexpr double reachInPixels = 5;
        const double pixels = std::max(1.0, m_scene.size.width() - m_scene.gutterWidth);
        const auto reach = static_cast<Nanoseconds>(static_cast<double>(m_scene.range.span()) / pixels * reachInPixels);
        const auto near = [&](Nanoseconds at) { return at >= time - reach && at <= time + reach; };
        constexpr int most = 4;
        int told = 0;
        const auto &fired = m_scene.index.timeoutsOf(task.id).fired;
        const auto &spans = m_intervals.timeouts();
        for (auto i = std::partition_point(
                 fired.begin(), fired.end(),
                 [&](std::uint32_t index) { return TrackIndex::firedAt(spans[index]) < time - reach; });
             i != fired.end() && near(TrackIndex::firedAt(spans[*i])) && told < most; ++i, ++told) {
            const TimeoutSpan &span = spans[*i];
            m_lines += tr("a timeout of %1 fired at %2")
                           .arg(formatDuration(span.deadline - span.start), moment(TrackIndex::firedAt(span)));
        }
        const auto &asked = m_scene.index.cancelsOf(task.id);
        const auto &cancels = m_intervals.cancels();
        for (auto i = std::partition_point(asked.begin(), asked.end(),
                                           [&](std::uint32_t index) { return cancels[index].time < time - reach; });
             i != asked.end() && near(cancels[*i].time) && told < most; ++i, ++told)
            tellCancel(cancels[*i]);
        if (task.ended != noTime && near(task.ended))
            tellEnd(task);
    }

    void tellCancel(const CancelMark &cancel)
    {
        QString line =
            cancel.by ? tr("%1 asked it to cancel at %2 (%3)")
                            .arg(displayName(m_intervals, cancel.by), moment(cancel.time), fromView(text(cancel.why)))
                      : tr("asked to cancel at %1 (%2)").arg(moment(cancel.time), fromView(text(cancel.why)));
        if (cancel.swallowed)
            line += u", "_s + tr("but it caught that and went on");
        m_lines += line;
    }

    void tellEnd(const TaskTrack &task)
    {
        const QString result = QString::fromStdString(task.result).simplified();
        switch (task.outcome.value_or(Outcome::Returned)) {
        case Outcome::Returned:
            m_lines += result.isEmpty() ? tr("returned at %1").arg(moment(task.ended))
                                        : tr("returned %1 at %2").arg(result, moment(task.ended));
            break;
        case Outcome::Failed:
            m_lines += tr("failed at %1: %2").arg(moment(task.ended), result);
            break;
        case Outcome::Cancelled:
            m_lines += tr("was cancelled at %1").arg(moment(task.ended));
            break;
        }
    }

    void tellLife(const TaskTrack &task)
    {
        const QString name = displayName(task);
        const QString id = QString::number(task.id.value);
        m_lines += task.parent ? tr("%1, task %2, made by %3 at %4")
                                     .arg(name, id, displayName(m_intervals, task.parent), moment(task.created))
                               : tr("%1, task %2, since %3").arg(name, id, moment(task.created));
        if (task.ended != noTime)
            tellEnd(task);
        else if (!task.intervals.empty() && task.intervals.back().state == TaskState::Waiting)
            tellWait(task, task.intervals.size() - 1);
    }

    const TimelineScene &m_scene;
    const Intervals &m_intervals;
    QStringList m_lines;
};

} // namespace

QString tooltipText(const TimelineScene &scene, const Hit &hit) { return Teller(scene).tell(hit); }

} // namespace coroscope

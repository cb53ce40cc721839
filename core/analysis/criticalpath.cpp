// SPDX-License-Identifier: MIT
#include "core/analysis/criticalpath.h"

#include "core/analysis/words.h"
#include "core/trace/eventstore.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::CriticalPath", text); }

/// Whether the wait is one in line for something that others use up.
bool isQueueing(WaitKind kind)
{
    return kind == WaitKind::Semaphore || kind == WaitKind::Lock || kind == WaitKind::QueuePut ||
           kind == WaitKind::Executor;
}

} // namespace

CriticalPath::CriticalPath(const RunIndex &index, TaskId last) : m_index(index), m_task(last)
{
    const TaskTrack *const track = index.intervals().task(last);
    if (track == nullptr || track->ended == noTime || track->intervals.empty()) {
        m_isDone = true;
        return;
    }
    m_event = track->intervals.event(track->intervals.size() - 1);
    m_time = track->ended;
    m_length = track->ended;
    hop(last, m_event);
}

void CriticalPath::hop(TaskId task, std::uint32_t event)
{
    ++m_hopCount;
    if (m_hops.size() < mostHops)
        m_hops.push_back({task, event});
}

void CriticalPath::book(const Interval &interval, Nanoseconds from, Nanoseconds to)
{
    while (m_firstQueued < m_queued.size()) {
        const Queued &queued = m_queued[m_firstQueued];
        if (to > queued.since) {
            const Nanoseconds since = std::max(from, queued.since);
            m_shares[{TaskState::Waiting, queued.on, queued.object}] += to - since;
            to = since;
        }
        if (to > queued.since)
            return;
        ++m_firstQueued;
    }
    m_queued.clear();
    m_firstQueued = 0;
    if (to > from) {
        const bool queues = interval.state == TaskState::Waiting && isQueueing(interval.on);
        m_shares[{interval.state, interval.state == TaskState::Waiting ? interval.on : WaitKind::Sleep,
                  queues ? interval.object : ObjectId{}}] += to - from;
    }
}

bool CriticalPath::advance(std::size_t steps)
{
    const Intervals &intervals = m_index.intervals();
    const EventStore &store = m_index.store();
    for (; steps > 0 && !m_isDone; --steps) {
        const TaskTrack *const track = intervals.task(m_task);
        const auto place = track != nullptr ? intervalAt(*track, m_event) : std::nullopt;
        if (!place) {
            // It was there before the trace tells of it: what is left of the time is nobody's.
            m_isDone = true;
            break;
        }
        const Interval interval = track->intervals[*place];
        book(interval, interval.start, m_time);
        m_time = std::min(m_time, interval.start);
        m_event = interval.event;
        if (interval.state != TaskState::Ready)
            continue;

        // Who made it ready?
        const Event wake = store.event(interval.event);
        TaskId by = wake.type == EventType::TaskCreated ? wake.parent : wake.by;
        const auto before = intervalAt(*track, interval.event);
        const Interval wait = before ? track->intervals[*before] : Interval{};
        const bool waited = wait.state == TaskState::Waiting;
        if (wake.type == EventType::TaskReady && !by && waited && wake.because != ReadyCause::Timer)
            by = lastDone(intervals, store.event(wait.event).tasks, interval.event);
        if (!by || by == m_task)
            continue;
        const TaskTrack *const waker = intervals.task(by);
        if (waker == nullptr || !intervalAt(*waker, interval.event))
            continue;
        if (waited && isQueueing(wait.on) && wait.start < interval.start &&
            (m_queued.empty() || wait.start < m_queued.back().since))
            m_queued.push_back({wait.start, wait.on, wait.object});
        m_task = by;
        hop(by, interval.event);
    }
    return m_isDone;
}

std::vector<CriticalPath::Share> CriticalPath::shares() const
{
    std::vector<Share> shares;
    for (const auto &[what, time] : m_shares) {
        if (time > 0)
            shares.push_back({std::get<0>(what), std::get<1>(what), std::get<2>(what), time});
    }
    std::ranges::stable_sort(shares, std::ranges::greater{}, &Share::time);
    return shares;
}

std::vector<TextLine> criticalPathText(const RunIndex &index, const CriticalPath &path, std::size_t mostTasks)
{
    if (!path.isValid())
        return {};
    std::vector<TextLine> lines;
    TextLine chain;
    TaskId last;
    std::size_t named = 0;
    bool cut = path.hopCount() > path.hops().size();
    for (const CriticalPath::Hop &hop : path.hops()) {
        if (hop.task == last)
            continue;
        if (named == mostTasks) {
            cut = true;
            break;
        }
        if (named++ > 0)
            chain.pieces.push_back({u" ← "_s});
        chain.pieces.push_back(index.name(hop.task));
        last = hop.task;
    }
    if (cut)
        chain.pieces.push_back({u" ← …"_s});
    lines.push_back(chain);

    const Nanoseconds length = std::max<Nanoseconds>(1, path.length());
    constexpr std::size_t mostShares = 3;
    std::size_t told = 0;
    for (const CriticalPath::Share &share : path.shares()) {
        const int percent =
            static_cast<int>(std::lround(100.0 * static_cast<double>(share.time) / static_cast<double>(length)));
        if (percent < 1 || told++ == mostShares)
            break;
        const TextPiece part{tr("%1 %").arg(percent)};
        const TextPiece whole{formatDuration(path.length())};
        const Tone tone = told == 1 ? Tone::Normal : Tone::Muted;
        if (share.object)
            lines.push_back(textLine(told == 1 ? tr("%1 of %2 is spent queueing on %3") : tr("%1 queueing on %3"),
                                     {part, whole, index.name(share.object)}, tone));
        else if (share.state == TaskState::Waiting)
            lines.push_back(textLine(told == 1 ? tr("%1 of %2 is spent in %3") : tr("%1 in %3"),
                                     {part, whole, {waitKindName(share.on)}}, tone));
        else if (share.state == TaskState::Running)
            lines.push_back(
                textLine(told == 1 ? tr("%1 of %2 is spent running") : tr("%1 running"), {part, whole}, tone));
        else
            lines.push_back(
                textLine(told == 1 ? tr("%1 of %2 is spent waiting for the loop") : tr("%1 waiting for the loop"),
                         {part, whole}, tone));
    }
    return lines;
}

} // namespace coroscope

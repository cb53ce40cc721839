// SPDX-License-Identifier: MIT
#include "core/analysis/waitreason.h"

#include "core/analysis/statetext.h"
#include "core/analysis/waitcycle.h"
#include "core/analysis/words.h"
#include "core/trace/eventstore.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString tr(const char *text) { return QCoreApplication::translate("coroscope::WaitReason", text); }
constexpr std::size_t mostNamed = 6;

TextPiece number(std::int64_t value) { return {QLocale().toString(qlonglong(value))}; }

/// Tells why one task waits.
class Reason
{
public:
    Reason(const RunIndex &index, TaskId task, Moment moment)
        : m_index(index), m_task(task), m_moment(moment), m_now(taskAt(index.intervals(), task, moment))
    {
        if (m_now.isWaiting() && m_now.object)
            m_object = index.objects().objectAt(m_now.object, moment);
    }

    std::vector<TextLine> tell()
    {
        if (!m_now.exists)
            return {};
        if (m_now.state == TaskState::Ready) {
            tellReady();
        } else if (m_now.state == TaskState::Waiting) {
            tellWait();
            tellTimeouts();
            tellDeadlock();
        }
        return std::move(m_lines);
    }

private:
    void add(const QString &pattern, std::vector<TextPiece> pieces = {}, Tone tone = Tone::Normal, int indent = 0)
    {
        m_lines.push_back(textLine(pattern, std::move(pieces), tone, indent));
    }
    void addMore(std::size_t left)
    {
        if (left > 0)
            add(tr("and %1 more"), {number(static_cast<std::int64_t>(left))}, Tone::Muted, 1);
    }
    TextPiece object() const { return m_index.name(m_now.object); }

    void tellReady()
    {
        add(tr("It is ready since %1 and waits for its turn."), {m_index.timeOf(m_now.event)});
        // What runs now is the last step that began, if it is not over.
        const auto &loop = m_index.intervals().loop();
        const EventStore &store = m_index.store();
        std::size_t events = m_moment.events;
        constexpr std::size_t reach = 100'000;
        for (std::size_t back = 0; events > 0 && back < reach && !loop.empty(); ++back) {
            const EventType type = store.type(--events);
            if (type == EventType::TaskRunning) {
                const TaskId runs = store.task(events);
                if (taskAt(m_index.intervals(), runs, m_moment).state == TaskState::Running && runs != m_task)
                    add(tr("%1 runs."), {m_index.name(runs)});
                break;
            }
        }
    }

    void tellWait()
    {
        switch (m_now.on) {
        case WaitKind::Semaphore:
            tellSemaphore();
            break;
        case WaitKind::Lock:
            tellLock();
            break;
        case WaitKind::QueueGet:
        case WaitKind::QueuePut:
        case WaitKind::QueueJoin:
            tellQueue();
            break;
        case WaitKind::Event:
            tellNamed(tr("%1 is not set."), tr("The event is not set."));
            tellCompany(tr("%1 tasks wait for it."));
            tellActors(ObjectHistory::Change::Up, tr("In this run it is set by %1."));
            break;
        case WaitKind::Future:
            tellNamed(tr("%1 is not resolved."), tr("The future is not resolved."));
            tellActors(ObjectHistory::Change::Up, tr("In this run it is resolved by %1."));
            break;
        case WaitKind::Condition:
            tellNamed(tr("Nobody has notified %1 since it waits."), tr("Nobody has notified the condition."));
            tellPlace();
            break;
        case WaitKind::Barrier:
            tellBarrier();
            break;
        case WaitKind::Task:
        case WaitKind::Shield:
        case WaitKind::Gather:
        case WaitKind::Wait:
        case WaitKind::AsCompleted:
        case WaitKind::TaskGroup:
            tellAwaited();
            break;
        case WaitKind::Sleep:
            tellSleep();
            break;
        case WaitKind::Yield:
            add(tr("It gives way to others and goes on in the next turn of the loop."));
            break;
        case WaitKind::Executor:
            tellExecutor();
            break;
        case WaitKind::Http:
            tellNamed(tr("It waits for the answer of %1 over HTTP."), tr("It waits for an answer over HTTP."));
            break;
        case WaitKind::File:
            tellNamed(tr("It waits for the file %1."), tr("It waits for a file."));
            break;
        case WaitKind::Sql:
            tellNamed(tr("It waits for the database %1."), tr("It waits for the database."));
            break;
        case WaitKind::Process:
            tellNamed(tr("It waits for the process %1."), tr("It waits for a process."));
            break;
        }
        if (m_now.until != noTime && m_now.on != WaitKind::Sleep)
            tellLeft(tr("It waits at most until %1, %2 is left."), m_now.until);
    }

    void tellNamed(const QString &named, const QString &bare)
    {
        if (m_now.object)
            add(named, {object()});
        else
            add(bare);
    }

    void tellSemaphore()
    {
        if (!m_object.exists) {
            tellNamed(tr("It waits for a permit of %1."), tr("It waits for a permit."));
            return;
        }
        if (m_object.value > 0) {
            add(tr("%1 has free permits: %2."), {object(), number(m_object.value)});
        } else if (m_object.holders.empty()) {
            add(tr("%1 has no free permits."), {object()});
        } else if (m_object.capacity == 1) {
            add(tr("%1 has 1 permit, it is held:"), {object()});
        } else if (m_object.capacity >= 0) {
            add(tr("%1 has %2 permits, all are held:"), {object(), number(m_object.capacity)});
        } else {
            add(tr("All permits of %1 are held:"), {object()});
        }
        if (m_object.value <= 0)
            tellHolders();
        tellPlace();
    }

    void tellLock()
    {
        if (m_object.exists && m_object.holders.size() == 1) {
            const Holding &holding = m_object.holders.front();
            add(tr("%1 is held by %2 since %3."), {object(), m_index.name(holding.task), m_index.time(holding.since)});
            tellDoing(holding.task, 1);
        } else if (m_object.exists && m_object.value == 0 && m_object.holders.empty()) {
            add(tr("%1 is free, but another is to have it first."), {object()});
        } else {
            tellNamed(tr("%1 is held."), tr("The lock is held."));
        }
        tellPlace();
    }

    void tellHolders()
    {
        const std::size_t shown = std::min(mostNamed, m_object.holders.size());
        for (std::size_t i = 0; i < shown; ++i) {
            const Holding &holding = m_object.holders[i];
            add(tr("%1 since %2"), {m_index.name(holding.task), m_index.time(holding.since)}, Tone::Normal, 1);
        }
        addMore(m_object.holders.size() - shown);
    }

    /// `2nd in line, behind worker(4)`: among those that wait for the same.
    void tellPlace()
    {
        std::int64_t place = 0;
        TaskId before;
        for (const Waiter &waiter : m_object.waiters) {
            if (waiter.on != m_now.on)
                continue;
            ++place;
            if (waiter.task == m_task) {
                if (place == 1)
                    add(tr("1st in line"));
                else
                    add(tr("%1 in line, behind %2"), {{ordinal(place)}, m_index.name(before)});
                return;
            }
            before = waiter.task;
        }
    }

    void tellCompany(const QString &text)
    {
        const auto count = std::ranges::count(m_object.waiters, m_now.on, &Waiter::on);
        if (count > 1)
            add(text, {number(count)});
    }

    void tellQueue()
    {
        if (!m_object.exists) {
            tellNamed(tr("It waits for %1."), tr("It waits for a queue."));
            return;
        }
        if (m_now.on == WaitKind::QueueGet) {
            if (m_object.value == 0)
                add(tr("%1 is empty."), {object()});
            else
                add(tr("%1 holds %2, others are first."), {object(), number(m_object.value)});
            tellPlace();
            tellWho(ObjectHistory::Change::Up, tr("Who puts into it:"), tr("Nobody is left who has put into it."));
        } else if (m_now.on == WaitKind::QueuePut) {
            if (m_object.capacity >= 0)
                add(tr("%1 is full: %2 of %3 items."), {object(), number(m_object.value), number(m_object.capacity)});
            else
                add(tr("%1 is full."), {object()});
            tellPlace();
            tellWho(ObjectHistory::Change::Down, tr("Who gets from it:"), tr("Nobody is left who has got from it."));
        } else {
            add(tr("Not all items of %1 are done; it holds %2."), {object(), number(m_object.value)});
            tellWho(ObjectHistory::Change::Down, tr("Who gets from it:"), tr("Nobody is left who has got from it."));
        }
    }

    void tellWho(ObjectHistory::Change change, const QString &title, const QString &nobody)
    {
        std::vector<TaskId> alive;
        const auto &actors = m_index.objects().actors(m_now.object, change);
        for (const TaskId actor : actors) {
            const TaskMoment now = taskAt(m_index.intervals(), actor, m_moment);
            if (now.exists && now.state != TaskState::Done && actor != m_task)
                alive.push_back(actor);
        }
        if (alive.empty()) {
            if (!actors.empty())
                add(nobody, {}, Tone::Warning);
            return;
        }
        add(title);
        tellTasks(alive);
    }

    void tellActors(ObjectHistory::Change change, const QString &text)
    {
        const auto &actors = m_index.objects().actors(m_now.object, change);
        if (!actors.empty())
            add(text, {m_index.name(actors.front())}, Tone::Muted);
    }

    void tellBarrier()
    {
        if (!m_object.exists) {
            tellNamed(tr("Not all have come to %1."), tr("Not all have come to the barrier."));
            return;
        }
        std::vector<TextPiece> come;
        for (const Waiter &waiter : m_object.waiters) {
            if (come.size() < mostNamed)
                come.push_back(m_index.name(waiter.task));
        }
        const TextPiece count = number(static_cast<std::int64_t>(m_object.waiters.size()));
        if (m_object.capacity >= 0)
            m_lines.push_back(textLineWithList(tr("%2 of %3 have come to %1: %4"),
                                               {object(), count, number(m_object.capacity)}, come));
        else
            m_lines.push_back(textLineWithList(tr("Not all have come to %1, only %2: %3"), {object(), count}, come));
    }

    /// Which of the tasks that it awaits are not done.
    void tellAwaited()
    {
        std::vector<TaskId> awaited(m_now.tasks.begin(), m_now.tasks.end());
        if (awaited.empty() && m_now.object)
            awaited = m_index.relations().members(m_now.object);
        std::vector<TaskId> left;
        for (const TaskId task : awaited) {
            const TaskMoment now = taskAt(m_index.intervals(), task, m_moment);
            if (now.exists && now.state != TaskState::Done)
                left.push_back(task);
        }
        if (awaited.empty()) {
            add(tr("It awaits: %1."), {{waitKindName(m_now.on)}});
        } else if (awaited.size() == 1) {
            if (left.empty())
                add(tr("%1 is done."), {m_index.name(awaited.front())});
            else
                add(tr("%1 is not done:"), {m_index.name(awaited.front())});
            if (!left.empty())
                tellDoing(left.front(), 1);
        } else {
            const std::int64_t many = static_cast<std::int64_t>(awaited.size());
            if (m_now.on == WaitKind::Wait || m_now.on == WaitKind::AsCompleted)
                add(left.size() == 1 ? tr("Of %1 tasks 1 is not done:") : tr("Of %1 tasks %2 are not done:"),
                    {number(many), number(static_cast<std::int64_t>(left.size()))});
            else
                add(left.size() == 1 ? tr("1 of its %1 tasks is not done:") : tr("%2 of its %1 tasks are not done:"),
                    {number(many), number(static_cast<std::int64_t>(left.size()))});
            tellTasks(left);
        }
    }

    void tellTasks(const std::vector<TaskId> &tasks)
    {
        const std::size_t shown = std::min(mostNamed, tasks.size());
        for (std::size_t i = 0; i < shown; ++i)
            add(u"%1  %2"_s, {m_index.name(tasks[i]), {stateText(m_index, tasks[i], m_moment)}}, Tone::Normal, 1);
        addMore(tasks.size() - shown);
    }

    void tellDoing(TaskId task, int indent)
    {
        add(tr("%1 is %2"), {m_index.name(task), {stateText(m_index, task, m_moment)}}, Tone::Muted, indent);
    }

    void tellSleep()
    {
        if (m_now.until == noTime)
            add(tr("It sleeps."));
        else
            tellLeft(tr("It sleeps until %1, %2 is left."), m_now.until);
    }

    void tellLeft(const QString &text, Nanoseconds until)
    {
        const Nanoseconds left = std::max<Nanoseconds>(0, until - m_moment.time);
        add(text, {m_index.time(until), {m_index.length(left)}});
    }

    void tellExecutor()
    {
        if (!m_now.object) {
            add(tr("It waits for a job on a thread."));
            return;
        }
        std::int64_t busy = 0;
        bool runs = false;
        int thread = 0;
        for (const ThreadTrack &track : m_index.intervals().threads()) {
            if (track.pool != m_now.object)
                continue;
            const auto after = std::partition_point(track.jobs.begin(), track.jobs.end(),
                                                    [this](const JobSpan &job) { return job.event < m_moment.events; });
            if (after == track.jobs.begin())
                continue;
            const JobSpan &job = *(after - 1);
            if (job.end != noTime && job.end <= m_moment.time && job.end > job.start)
                continue;
            ++busy;
            if (job.task == m_task) {
                runs = true;
                thread = job.thread;
            }
        }
        if (runs) {
            add(tr("Its job runs on thread %2 of %1."), {object(), number(thread)});
        } else if (m_object.capacity > 0) {
            add(tr("Its job waits for a thread of %1: %2 of %3 are at work."),
                {object(), number(busy), number(m_object.capacity)});
        } else {
            add(tr("Its job waits for a thread of %1."), {object()});
        }
        tellPlace();
    }

    /// The timeouts around the wait, the innermost first.
    void tellTimeouts()
    {
        const auto &timeouts = m_index.relations().timeoutsOf(m_task);
        const auto &spans = m_index.intervals().timeouts();
        constexpr int reach = 64;
        constexpr int most = 3;
        int told = 0;
        auto place = std::partition_point(timeouts.begin(), timeouts.end(),
                                          [&](std::uint32_t timeout) { return spans[timeout].start <= m_moment.time; });
        for (int i = 0; i < reach && told < most && place != timeouts.begin(); ++i) {
            const TimeoutSpan &span = spans[*--place];
            if (span.deadline == noTime || (span.end != noTime && span.end <= m_moment.time))
                continue;
            const Nanoseconds left = span.deadline - m_moment.time;
            if (left >= 0)
                add(tr("Its timeout at %1 leaves it %2."), {m_index.time(span.deadline), {m_index.length(left)}},
                    Tone::Warning);
            ++told;
        }
    }

    void tellDeadlock()
    {
        const auto track = m_index.intervals().task(m_task);
        if (m_index.intervals().outcome() != RunOutcome::Deadlock || m_now.interval + 1 != track->intervals.size())
            return;
        const auto cycle = waitCycle(m_index, m_task, m_moment);
        if (cycle.empty()) {
            add(tr("Nothing can go on: it waits for ever."), {}, Tone::Bad);
            return;
        }
        add(tr("Deadlock:"), {}, Tone::Bad);
        const auto lines = cycleText(m_index, cycle, 1);
        m_lines.insert(m_lines.end(), lines.begin(), lines.end());
    }

    const RunIndex &m_index;
    TaskId m_task;
    Moment m_moment;
    TaskMoment m_now;
    ObjectMoment m_object;
    std::vector<TextLine> m_lines;
};

} // namespace

std::vector<TextLine> waitReason(const RunIndex &index, TaskId task, Moment moment)
{
    return Reason(index, task, moment).tell();
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/sync/wait.h"

namespace coroscope::async
{

WaitAwaiter::WaitAwaiter(std::vector<FutureRef> futures, ReturnWhen returnWhen, std::optional<Nanoseconds> timeout)
    : m_timer(&WaitAwaiter::timeIsOut), m_timeout(timeout), m_returnWhen(returnWhen)
{
    if (futures.empty())
        throw ValueError("Set of Tasks/Futures is empty.");
    m_futures.reserve(futures.size());
    for (FutureRef &future : futures) {
        if (!future->mark(true))
            m_futures.push_back(future);
    }
    for (FutureRef &future : futures)
        future->mark(false);
    m_left = m_futures.size();
}

WaitAwaiter::WaitAwaiter(WaitAwaiter &&other) noexcept
    : Waiter(other), m_futures(std::move(other.m_futures)), m_timer(&WaitAwaiter::timeIsOut),
      m_timeout(other.m_timeout), m_left(other.m_left), m_returnWhen(other.m_returnWhen), m_kind(other.m_kind)
{
    Q_ASSERT(!other.m_entries); // it does not move once it waits
}

WaitAwaiter::~WaitAwaiter() { forget(); }

void WaitAwaiter::forget()
{
    m_timer.withdraw();
    if (!m_entries)
        return;
    for (std::size_t index = 0; index < m_futures.size(); ++index)
        m_entries[index].future->removeCallback(m_entries[index]);
    m_entries.reset();
}

void WaitAwaiter::await_suspend(std::coroutine_handle<> continuation)
{
    Scheduler &scheduler = *Scheduler::current();
    startWait(continuation);
    if (m_timeout) {
        m_timer.owner = this;
        m_until = scheduler.after(*m_timeout);
        scheduler.callAt(m_timer, m_until);
    }
    m_entries = std::make_unique<Entry[]>(m_futures.size());
    for (std::size_t index = 0; index < m_futures.size(); ++index) {
        Entry &entry = m_entries[index];
        entry.owner = this;
        entry.future = m_futures[index].get();
        entry.future->addCallback(entry);
        const TaskState *task = entry.future->asTask();
        if (task && scheduler.instrument() && m_tasks.size() < mostTasksNamed)
            m_tasks.push_back(task->id());
    }
}

void WaitAwaiter::oneIsDone(Handle &handle)
{
    const Entry &entry = static_cast<Entry &>(handle);
    WaitAwaiter &wait = *entry.owner;
    --wait.m_left;
    const bool enough = wait.m_left == 0 || wait.m_returnWhen == ReturnWhen::FirstCompleted ||
                        (wait.m_returnWhen == ReturnWhen::FirstException && entry.future->isFailed());
    if (!enough)
        return;
    wait.m_timer.withdraw();
    if (wait.isPending())
        wait.complete(ReadyCause::Finished);
}

void WaitAwaiter::timeIsOut(Handle &handle)
{
    WaitAwaiter &wait = *static_cast<Timer &>(handle).owner;
    if (wait.isPending())
        wait.complete(ReadyCause::Timer);
}

bool WaitAwaiter::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    forget();
    return true;
}

void WaitAwaiter::describe(TaskWaiting &waiting) const
{
    waiting.on = m_kind;
    waiting.tasks = m_tasks;
    waiting.until = m_until;
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#include "core/sync/ascompleted.h"

#include <algorithm>

namespace coroscope::async
{

Ref<CompletionOrder> CompletionOrder::make(Scheduler &scheduler, std::vector<FutureRef> futures,
                                           std::optional<Nanoseconds> timeout)
{
    Ref<CompletionOrder> order(new CompletionOrder(scheduler));
    CompletionOrder &self = *order;
    self.m_entries = std::make_unique<Entry[]>(futures.size());
    for (FutureRef &future : futures) {
        if (future->mark(true))
            continue;
        Entry &entry = self.m_entries[self.m_count++];
        entry.owner = &self;
        entry.future = future;
    }
    for (std::size_t index = 0; index < self.m_count; ++index) {
        Entry &entry = self.m_entries[index];
        entry.future->mark(false);
        self.retain(); // by its callback: it outlives a loop that is left early
        entry.future->addCallback(entry);
    }
    self.m_missing = self.m_count;
    self.m_left = self.m_count;
    if (timeout && self.m_count > 0) {
        self.m_timer.owner = &self;
        self.m_until = scheduler.after(*timeout);
        scheduler.callAt(self.m_timer, self.m_until);
    }
    return order;
}

CompletionOrder::~CompletionOrder()
{
    for (std::size_t index = 0; index < m_count; ++index)
        m_entries[index].future->removeCallback(m_entries[index]);
}

void CompletionOrder::oneIsDone(Handle &handle)
{
    Entry &entry = static_cast<Entry &>(handle);
    CompletionOrder &order = *entry.owner;
    if (entry.missing) {
        entry.missing = false;
        --order.m_missing;
        order.put(entry.future);
        if (order.m_missing == 0)
            order.m_timer.withdraw();
    }
    order.release();
}

void CompletionOrder::timeIsOut(Handle &handle)
{
    const Ref<CompletionOrder> order(static_cast<Timer &>(handle).owner);
    for (std::size_t index = 0; index < order->m_count; ++index) {
        Entry &entry = order->m_entries[index];
        if (!entry.missing)
            continue;
        entry.missing = false;
        if (entry.place() == Handle::Place::Callbacks) {
            entry.future->removeCallback(entry);
            order->release();
        }
        order->put({});
    }
    order->m_missing = 0;
}

void CompletionOrder::put(FutureRef future)
{
    m_done.push_back(std::move(future));
    if (Waiter *waiter = m_waiters.firstPending()) {
        m_waiters.remove(*waiter);
        waiter->complete(m_done.back() ? ReadyCause::Finished : ReadyCause::Timer);
    }
}

bool CompletionOrder::take(FutureRef &future)
{
    if (m_done.empty())
        return false;
    future = std::move(m_done.front());
    m_done.pop_front();
    return true;
}

void CompletionOrder::Next::await_suspend(std::coroutine_handle<> continuation)
{
    startWait(continuation);
    m_order->m_waiters.append(*this);
}

bool CompletionOrder::Next::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    if (m_cancelled) {
        const bool hadTurn = !isPending() && !Waiter::isCancelled();
        m_order->m_waiters.removeIfIn(*this);
        if (hadTurn && !m_order->m_done.empty()) {
            if (Waiter *waiter = m_order->m_waiters.firstPending()) {
                m_order->m_waiters.remove(*waiter);
                waiter->complete(ReadyCause::Finished);
            }
        }
        return true;
    }
    if (m_order->take(m_future))
        return true;
    startWaitAgain();
    m_order->m_waiters.append(*this);
    return false;
}

void CompletionOrder::Next::describe(TaskWaiting &waiting) const
{
    waiting.on = WaitKind::AsCompleted;
    waiting.until = m_order->m_until;
}

} // namespace coroscope::async

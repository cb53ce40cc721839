// SPDX-License-Identifier: MIT
// The warnings about tasks that failed and whose error nobody asked for, as asyncio's when such a task goes.
#include "core/runtime/scheduler.h"

namespace coroscope::async
{

void Scheduler::addUnread(TaskState &task)
{
    task.m_errorUnread = true;
    m_unread.emplace(task.id().value, &task);
}

void Scheduler::forgetUnread(TaskState &task)
{
    task.m_errorUnread = false;
    m_unread.erase(task.id().value);
}

void Scheduler::warnUnread(TaskState &task)
{
    forgetUnread(task);
    if (m_instrument)
        m_instrument->warned(
            now(),
            {.code = neverRetrieved, .text = "Task exception was never retrieved", .task = task.id(), .object = {}});
}

void Scheduler::forgetAllUnread()
{
    while (!m_unread.empty())
        forgetUnread(*m_unread.begin()->second);
}

} // namespace coroscope::async

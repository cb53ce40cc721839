// SPDX-License-Identifier: MIT
#include "core/sync/external.h"

namespace coroscope::async
{

void ExternalLink::finish()
{
    m_finished = true;
    if (!m_wait)
        return;
    // By way of the loop: it gives the event the time at which the loop sees it, and it may have to be woken.
    m_wait->task().scheduler().postExternal([link = m_wait->m_link] {
        if (link->m_wait)
            link->m_wait->complete(ReadyCause::Io);
    });
}

void ExternalWait::begin(const std::shared_ptr<ExternalLink> &link, std::coroutine_handle<> continuation)
{
    startWait(continuation);
    task().scheduler().expectExternal();
    m_link = link;
    m_link->m_wait = this;
}

bool ExternalWait::cancelWait(const CancelRequest &request)
{
    if (!Waiter::cancelWait(request))
        return false;
    abandon();
    return true;
}

bool ExternalWait::wake(TaskState &, bool cancelled)
{
    m_cancelled = wasCancelled(cancelled);
    if (m_link)
        std::exchange(m_link, nullptr)->m_wait = nullptr;
    return true;
}

ExternalWait::~ExternalWait()
{
    if (m_link)
        abandon();
}

void ExternalWait::abandon()
{
    const std::shared_ptr<ExternalLink> link = std::exchange(m_link, nullptr);
    link->m_wait = nullptr;
    if (link->m_finished)
        return; // the loop is about to hear of it
    task().scheduler().forgetExternal();
    if (m_abandon)
        m_abandon();
}

} // namespace coroscope::async

// SPDX-License-Identifier: MIT
#include "core/runtime/task.h"

#include "core/runtime/errornames.h"
#include "core/runtime/scheduler.h"

namespace coroscope::async
{

TaskState::~TaskState()
{
    if (m_errorUnread)
        scheduler().warnUnread(*this);
}

QString TaskState::name() const
{
    const Rare *rare = rareIfAny();
    return rare && !rare->name.empty() ? QString::fromStdString(rare->name) : QStringLiteral("task-%1").arg(m_id.value);
}

bool TaskState::cancel(const CancelRequest &request)
{
    if (isDone())
        return false;
    // Down a chain of tasks that wait for each other this is a loop; through gathers it is a recursion, which is why
    // the depth is bounded. Marks the tasks that it has passed; who finds a mark has gone round in a ring.
    struct Chain {
        TaskState *first;
        TaskState *last = nullptr;
        int length = 0;
        ~Chain()
        {
            first->scheduler().m_cancelDepth -= length;
            TaskState *task = first;
            while (last && std::exchange(task->m_passesCancel, false) && task != last)
                task = task->m_awaiter->awaitedTask();
        }
    };
    Chain chain{this};
    TaskState *task = this;
    CancelRequest passed = request;
    for (;;) {
        if (std::exchange(task->m_passesCancel, true))
            throw RecursionError();
        chain.last = task;
        ++chain.length;
        if (++scheduler().m_cancelDepth > Scheduler::deepestCancel)
            throw RecursionError();
        if (Instrument *instrument = scheduler().instrument()) {
            const std::string message = passed.message ? passed.message->toStdString() : std::string{};
            instrument->cancelRequested(scheduler().now(),
                                        {task->m_id, scheduler().currentTaskId(), passed.why, message});
        }
        ++task->m_cancels;
        TaskState *inner = task->m_awaiter ? task->m_awaiter->awaitedTask() : nullptr;
        if (!inner || inner->isDone())
            break;
        task = inner;
        passed.why = CancelCause::Cancel;
    }
    if (task->m_awaiter && task->m_awaiter->cancelWait(passed))
        return true;
    task->m_mustCancel = true;
    if (!task->m_waiterCancelled)
        task->setThrownMessage(request.message);
    return true;
}

int TaskState::uncancel()
{
    if (m_cancels > 0) {
        --m_cancels;
        if (m_cancels == 0)
            m_mustCancel = false;
    }
    return static_cast<int>(m_cancels);
}

void TaskState::setThrownMessage(const QString *message)
{
    if (message && !message->isEmpty())
        rare().thrownMessage = *message;
    else if (rareIfAny())
        rareIfAny()->thrownMessage.clear();
}

Cancelled TaskState::cancelledError()
{
    const Rare *rare = rareIfAny();
    return rare && !rare->thrownMessage.isEmpty() ? Cancelled(rare->thrownMessage) : Cancelled{};
}

void TaskState::describeWait(TaskWaiting &waiting) const
{
    waiting.on = WaitKind::Task;
    waiting.tasks = {&m_id, 1};
}

void TaskState::describeEnd(TaskDone &done, EndTexts &texts) const
{
    if (done.outcome != Outcome::Failed)
        return;
    ErrorText text = errorText(exception());
    texts.error = std::move(text.name);
    texts.message = std::move(text.message);
    done.error = texts.error;
    done.message = texts.message;
}

TaskState::Ending TaskState::endingOf(std::exception_ptr error)
{
    if (isCancellation(error))
        return {State::Cancelled, nullptr, messageOfCancelled(error)};
    return {State::Failed, std::move(error), {}};
}

void TaskState::step()
{
    Scheduler &scheduler = this->scheduler();
    scheduler.m_current = this;
    if (scheduler.m_instrument)
        scheduler.m_instrument->taskRunning(scheduler.now(), m_id);
    const bool cancelled = std::exchange(m_mustCancel, false);
    m_waiterCancelled = false;
    if (m_begun) {
        Awaiter *awaiter = std::exchange(m_awaiter, nullptr);
        if (awaiter->wake(*this, cancelled))
            awaiter->resume();
    } else if (!cancelled) {
        m_begun = true;
        begin();
    } else {
        finish({State::Cancelled, nullptr, thrownMessage()});
        return;
    }
    if (coroutineIsDone()) {
        finish(collect());
        return;
    }
    if (!m_awaiter) [[unlikely]]
        qFatal("%s awaits what does not belong to its scheduler; see external() in core/sync/external.h",
               qPrintable(name()));
    if (scheduler.m_options.stepCost != 0)
        scheduler.chargeStep();
    if (scheduler.m_instrument) {
        alignas(64)
            TaskWaiting waiting; // within a cache line: it is written and read at once, in pieces of other sizes
        waiting.task = m_id;
        m_awaiter->describe(waiting);
        describePlace(waiting);
        scheduler.m_instrument->taskWaiting(scheduler.now(), waiting);
    }
    // A task that cancelled itself in this step is cancelled as soon as there is something to cancel.
    if (m_mustCancel) {
        const QString message = thrownMessage();
        if (m_awaiter->cancelWait({CancelCause::Cancel, message.isEmpty() ? nullptr : &message}))
            m_mustCancel = false;
    }
    scheduler.m_current = nullptr;
}

void TaskState::finish(Ending ending)
{
    Scheduler &scheduler = this->scheduler();
    if (scheduler.m_options.stepCost != 0)
        scheduler.chargeStep();
    bool messageOnce = true;
    if (ending.state == State::Returned && m_mustCancel) {
        // Cancelled by itself right before it returned: the cancel wins, as in asyncio.
        m_mustCancel = false;
        ending.state = State::Cancelled;
        ending.message = thrownMessage();
        messageOnce = false;
    }
    if (ending.state == State::Failed)
        setException(std::move(ending.error));
    if (ending.state == State::Cancelled && !ending.message.isEmpty())
        setCancelMessage(ending.message, messageOnce);
    static constexpr Outcome outcomes[] = {Outcome::Returned, Outcome::Returned, Outcome::Failed, Outcome::Cancelled};
    static constexpr ReadyCause causes[] = {ReadyCause::Finished, ReadyCause::Finished, ReadyCause::Failed,
                                            ReadyCause::Cancelled};
    const auto index = static_cast<std::size_t>(ending.state);
    if (scheduler.m_instrument) {
        if (m_cancels > 0 && ending.state == State::Returned)
            scheduler.m_instrument->cancelSwallowed(scheduler.now(), m_id);
        TaskDone done;
        done.task = m_id;
        done.outcome = outcomes[index];
        EndTexts texts;
        describeEnd(done, texts);
        scheduler.m_instrument->taskDone(scheduler.now(), done);
    }
    if (ending.state == State::Failed && scheduler.m_instrument)
        scheduler.addUnread(*this);
    scheduler.unlink(*this);
    complete(ending.state, causes[index]);
    scheduler.m_current = nullptr;
    release();
}

} // namespace coroscope::async

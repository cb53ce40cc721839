// SPDX-License-Identifier: MIT
#include "core/sweep/runtally.h"

#include <algorithm>

namespace coroscope
{

RunTally::TaskState &RunTally::stateOf(TaskId task)
{
    if (task.value >= m_tasks.size())
        m_tasks.resize(task.value + std::size_t{1});
    return m_tasks[task.value];
}

void RunTally::endWait(TaskState &state, Nanoseconds t)
{
    if (state.waitsInLineSince == noTime)
        return;
    m_totals.longestWait = std::max(m_totals.longestWait, t - state.waitsInLineSince);
    state.waitsInLineSince = noTime;
}

void RunTally::taskCreated(Nanoseconds t, const TaskCreated &)
{
    count(t);
    ++m_totals.tasksMade;
}

void RunTally::taskReady(Nanoseconds t, const TaskReady &event)
{
    count(t);
    endWait(stateOf(event.task), t);
}

void RunTally::taskRunning(Nanoseconds t, TaskId task)
{
    count(t);
    TaskState &state = stateOf(task);
    endWait(state, t);
    if (state.begun)
        return;
    state.begun = true;
    m_totals.peakConcurrency = std::max(m_totals.peakConcurrency, ++m_underWay);
}

void RunTally::taskWaiting(Nanoseconds t, const TaskWaiting &event)
{
    count(t);
    TaskState &state = stateOf(event.task);
    endWait(state, t);
    if (isWaitInLine(event.on))
        state.waitsInLineSince = t;
}

void RunTally::taskDone(Nanoseconds t, const TaskDone &event)
{
    count(t);
    TaskState &state = stateOf(event.task);
    endWait(state, t);
    if (state.begun)
        --m_underWay;
    if (event.outcome == Outcome::Returned)
        ++m_totals.tasksReturned;
}

void RunTally::timeoutFired(Nanoseconds t, ScopeId, TaskId)
{
    count(t);
    ++m_totals.timeoutsFired;
}

void RunTally::finish()
{
    for (TaskState &state : m_tasks)
        endWait(state, m_totals.makespan);
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/eventdata.h"
#include "core/runtime/errors.h"

#include <coroutine>

namespace coroscope::async
{

class Scheduler;
class TaskState;

/// Somebody's wish that a task ends.
struct CancelRequest {
    CancelCause why = CancelCause::Cancel;
    const QString *message = nullptr; ///< null: none
};

/// A wait for more tasks than this names only so many of them: the list would be longer than all that the tasks tell.
inline constexpr std::size_t mostTasksNamed = 1000;

/// What a waiting task waits for, as seen by the one who cancels it: the `_fut_waiter` of an asyncio task.
class WaitTarget
{
public:
    /// Cancels what is waited for. False if it was done already; then the cancel is thrown in at the task's next step.
    virtual bool cancel(const CancelRequest &request) = 0;
    /// The target as a task, if it is one.
    virtual TaskState *asTask() { return nullptr; }

protected:
    ~WaitTarget() = default;
};

/// The base of all that a task can `co_await` on its own scheduler.
///
/// It lives in the coroutine's frame while the task waits. The scheduler calls wake() in the task's next
/// step; only if that says so does the coroutine go on. So what is a loop round an await in asyncio (get()
/// of a queue that somebody else emptied meanwhile) needs no coroutine frame here.
class Awaiter
{
public:
    virtual ~Awaiter() = default;

    /// The task's step begins. `cancelled`: a cancel is to be thrown in. Returns true if the coroutine is to
    /// go on, false if it waits again, having registered for that.
    virtual bool wake(TaskState &task, bool cancelled) = 0;

    /// Fills in what the task waits for; `task` is set already.
    virtual void describe(TaskWaiting &waiting) const = 0;

    void resume() const { m_continuation.resume(); }

protected:
    Awaiter() = default;
    Awaiter(const Awaiter &) = default;
    Awaiter &operator=(const Awaiter &) = default;

    /// Makes the current task wait here; `target` is what a cancel acts on, null if there is nothing to act on.
    TaskState &park(std::coroutine_handle<> continuation, WaitTarget *target)
    {
        m_continuation = continuation;
        return parkAgain(target);
    }
    /// As park(), from within wake().
    TaskState &parkAgain(WaitTarget *target);

private:
    std::coroutine_handle<> m_continuation;
};

} // namespace coroscope::async

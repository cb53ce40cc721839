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

    /// Cancels what is waited for: the `cancel()` of the `_fut_waiter` of an asyncio task. False if it is done
    /// already or there is nothing to act on; then the cancel is thrown in at the task's next step.
    virtual bool cancelWait(const CancelRequest &) { return false; }
    /// The task that is waited for, if it is one.
    virtual TaskState *awaitedTask() const { return nullptr; }

    void resume() const { m_continuation.resume(); }

protected:
    Awaiter() = default;
    Awaiter(const Awaiter &) = default;
    Awaiter &operator=(const Awaiter &) = default;

    /// Makes the current task wait here.
    TaskState &park(std::coroutine_handle<> continuation)
    {
        m_continuation = continuation;
        return parkAgain();
    }
    /// As park(), from within wake().
    TaskState &parkAgain();

private:
    std::coroutine_handle<> m_continuation;
};

/// What the methods of the primitives give to `co_await`: the awaiter is made from it only then. GCC 12 keeps both the
/// operand and the awaiter in the coroutine's frame as long as the task waits, and an awaiter is large.
template <typename Waits, typename Object>
class [[nodiscard]] Awaitable
{
public:
    explicit Awaitable(Object &object) : m_object(&object) {}
    Waits operator co_await() const { return Waits(*m_object); }

private:
    Object *m_object;
};

} // namespace coroscope::async

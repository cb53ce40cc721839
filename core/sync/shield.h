// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/scheduler.h"

namespace coroscope::async
{

/// asyncio.shield: a future that ends as the inner one does, but whose cancel does not reach the inner one.
///
/// Its end comes one turn after the inner one's. Where the inner one is done already it is given itself.
class Shielding : public FutureBase
{
public:
    static FutureRef make(Scheduler &scheduler, FutureRef inner);
    ~Shielding() override;

    FutureBase &inner() const { return *m_inner; }
    bool cancel(const CancelRequest &request = {}) override;
    void describeWait(TaskWaiting &waiting) const override;

private:
    struct Callback : DoneCallback {
        Callback() : DoneCallback(&Shielding::innerIsDone) {}
        Shielding *owner = nullptr;
    };

    Shielding(Scheduler &scheduler, FutureRef inner) : FutureBase(scheduler), m_inner(std::move(inner)) {}
    static void innerIsDone(Handle &handle);

    FutureRef m_inner;
    Callback m_callback;
    TaskId m_innerTask;
};

template <typename T>
class ShieldAwaiter final : public FutureAwaiter
{
public:
    ShieldAwaiter(FutureRef shield, Ref<TaskOf<T>> inner) : FutureAwaiter(std::move(shield)), m_inner(std::move(inner))
    {
    }
    T await_resume()
    {
        FutureAwaiter::await_resume();
        return m_inner->value();
    }

private:
    Ref<TaskOf<T>> m_inner;
};

/// Waits for `task` in such a way that a cancel of the waiting task does not cancel it.
template <typename T>
ShieldAwaiter<T> shield(const TaskHandle<T> &task)
{
    return {Shielding::make(Scheduler::running(), FutureRef(task.state())), task.state()};
}

} // namespace coroscope::async

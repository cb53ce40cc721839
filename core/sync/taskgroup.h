// SPDX-License-Identifier: MIT
#pragma once

#include "core/runtime/scheduler.h"
#include "core/runtime/waiter.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace coroscope::async
{

/// asyncio.TaskGroup: tasks that end together.
///
/// When one fails, the others are cancelled, in order of creation, and so is the task that opened the group
/// (its parent), if it is still in the body. The exit waits until all have ended, and then throws their errors
/// as one ExceptionGroup. A cancel of the parent cancels the tasks and is thrown on, unless there are errors.
class TaskGroup
{
public:
    /// In the task that is to be the parent.
    explicit TaskGroup(Scheduler &scheduler, std::string name = "task_group");
    TaskGroup() : TaskGroup(Scheduler::running()) {}
    TaskGroup(const TaskGroup &) = delete;
    TaskGroup &operator=(const TaskGroup &) = delete;
    ~TaskGroup();

    /// Makes a task of the group. Throws UsageError if the group is being taken down or has ended.
    template <typename F>
    auto spawn(F callable, SpawnOptions options = {})
    {
        requireOpen();
        options.group = m_id;
        auto task = m_scheduler.spawn(std::move(callable), options);
        add(*task.state());
        return task;
    }

    /// Throws UsageError if no task can be made any more.
    void requireOpen() const;
    /// Takes in a task that was just made, with id() as its group.
    void add(TaskState &task);

    ObjectId id() const { return m_id; }
    TaskState &parent() const { return *m_parent; }

    /// What leaves the body, and, as its result, what is to leave the group.
    enum class Leaving { Normally, Cancelled, WithError };

    /// Waits for the tasks.
    class Exit : public Waiter
    {
    public:
        Exit(TaskGroup &group, Leaving body, std::exception_ptr bodyError, QString cancelMessage = {})
            : m_group(&group), m_body(body), m_bodyError(std::move(bodyError)),
              m_cancelMessage(std::move(cancelMessage))
        {
        }
        Exit(const Exit &) = default;
        ~Exit() override;

        bool await_ready();
        void await_suspend(std::coroutine_handle<> continuation);
        /// Throws what leaves the group.
        void await_resume();
        bool wake(TaskState &task, bool cancelled) override;
        void describe(TaskWaiting &waiting) const override;

        /// Instead of await_resume(), for who throws nothing: what leaves the group. To be called once.
        /// WithError: see errors().
        Leaving conclude();
        /// Of the tasks, in the order in which they failed, then of the body.
        const std::vector<std::exception_ptr> &errors() const { return m_group->m_errors; }
        const QString &cancelMessage() const { return m_cancelMessage; }

    private:
        TaskGroup *m_group;
        Leaving m_body;
        std::exception_ptr m_bodyError;
        QString m_cancelMessage;
        bool m_propagates = false;
        std::vector<TaskId> m_tasks;
    };

private:
    struct Member;

    static void memberIsDone(Handle &handle);
    void abort();
    void tell() const;

    Scheduler &m_scheduler;
    TaskState *m_parent;
    ObjectId m_id;
    Member *m_first = nullptr;
    Member *m_last = nullptr;
    std::int64_t m_alive = 0;
    Exit *m_exit = nullptr; // while it waits
    std::vector<std::exception_ptr> m_errors;
    bool m_exiting = false;
    bool m_aborting = false;
    bool m_parentCancelRequested = false;
};

/// Runs `body(TaskGroup &)`, a coroutine, in this task, with a group that ends with it.
template <typename F>
QCoro::Task<> taskGroup(F body)
{
    TaskGroup group(Scheduler::running());
    auto leaving = TaskGroup::Leaving::Normally;
    std::exception_ptr error;
    QString message;
    try {
        co_await body(group);
    } catch (const Cancelled &cancelled) {
        leaving = TaskGroup::Leaving::Cancelled;
        message = cancelled.message();
    } catch (...) {
        leaving = TaskGroup::Leaving::WithError;
        error = std::current_exception();
    }
    TaskGroup::Exit exit(group, leaving, error, message);
    co_await exit;
}

} // namespace coroscope::async

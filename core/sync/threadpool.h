// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/syncobject.h"

#include <QThreadPool>

#include <deque>
#include <functional>
#include <vector>

namespace coroscope::async
{

class ThreadPool;

/// A job of a pool, as the future of its result: what `loop.run_in_executor` gives.
///
/// A cancel ends the wait at once. A job that no thread has taken yet is dropped; a running one runs to its
/// end and keeps its thread until then.
class JobBase : public FutureBase
{
public:
    JobBase(ThreadPool &pool, std::string name, Nanoseconds virtualDuration);
    ~JobBase() override;

    bool cancel(const CancelRequest &request = {}) override;
    void describeWait(TaskWaiting &waiting) const override;

protected:
    /// Does the work: in a thread of the pool with the real clock, else in the scheduler's.
    virtual void work() = 0;
    /// Completes the future with what work() found; in the scheduler's thread.
    virtual void deliver() = 0;

private:
    friend class ThreadPool;

    struct Timer : Handle {
        using Handle::Handle;
        JobBase *job = nullptr;
    };

    ThreadPool &m_pool;
    std::string m_name;
    Nanoseconds m_virtualDuration;
    Timer m_timer;
    JobId m_id;
    TaskId m_task;
    int m_thread = -1;
};

/// asyncio's ThreadPoolExecutor: blocking work on a number of threads, first come first served.
///
/// With the real clock the jobs run on a QThreadPool. With the virtual one they are simulated: a timer is set
/// when a thread takes the job; when it fires the work is done, the job's future completed, and the thread
/// takes the next one.
class ThreadPool
{
public:
    /// Throws ValueError if `threads` is less than 1.
    ThreadPool(Scheduler &scheduler, int threads, std::string name = "pool");
    /// In a task.
    explicit ThreadPool(int threads, std::string name = "pool")
        : ThreadPool(Scheduler::running(), threads, std::move(name))
    {
    }
    ~ThreadPool();

    /// Runs `work` on a thread; `co_await` gives its result or throws its error. In virtual time the job takes
    /// `virtualDuration`.
    template <typename F>
    auto run(F work, std::chrono::nanoseconds virtualDuration = {}, std::string name = "job");

    /// Queues a job, or starts it where a thread is free.
    void submit(const Ref<JobBase> &job);

    const SyncObject &object() const { return m_object; }
    int threads() const { return static_cast<int>(m_busy.size()); }
    int running() const { return m_running; }

private:
    friend class JobBase;

    static void jobIsDone(Handle &handle);
    void startNext();
    void start(const Ref<JobBase> &job, int thread);
    void finish(JobBase &job);
    void drop(JobBase &job);
    void tell() const { m_object.tell(m_running, static_cast<std::int64_t>(m_queue.size())); }

    SyncObject m_object;
    std::vector<Ref<JobBase>> m_busy; // by thread; null: free
    std::deque<Ref<JobBase>> m_queue;
    int m_running = 0;
    std::shared_ptr<void> m_alive = std::make_shared<char>(); // what comes back from a thread looks at it
    std::unique_ptr<QThreadPool> m_threads;                   // with the real clock
};

template <typename F>
class Job final : public JobBase
{
public:
    using T = std::invoke_result_t<F &>;
    using Stored = std::conditional_t<std::is_void_v<T>, bool, T>;

    Job(ThreadPool &pool, std::string name, Nanoseconds virtualDuration, F job)
        : JobBase(pool, std::move(name), virtualDuration), m_job(std::move(job))
    {
    }
    T value() const
    {
        if constexpr (!std::is_void_v<T>)
            return *m_value;
    }

protected:
    void work() override
    {
        try {
            if constexpr (std::is_void_v<T>) {
                m_job();
                m_value.emplace(true);
            } else {
                m_value.emplace(m_job());
            }
        } catch (...) {
            m_error = std::current_exception();
        }
    }
    void deliver() override
    {
        if (m_error)
            fail(m_error, ReadyCause::Executor);
        else
            complete(State::Returned, ReadyCause::Executor);
    }

private:
    F m_job;
    std::optional<Stored> m_value;
    std::exception_ptr m_error;
};

template <typename F>
auto ThreadPool::run(F work, std::chrono::nanoseconds virtualDuration, std::string name)
{
    const Ref<Job<F>> job(new Job<F>(*this, std::move(name), virtualDuration.count(), std::move(work)));
    submit(job);
    return ResultAwaiter<Job<F>>(job);
}

} // namespace coroscope::async

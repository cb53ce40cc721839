// SPDX-License-Identifier: MIT
#include "core/sync/threadpool.h"

#include <algorithm>

namespace coroscope::async
{
namespace
{

std::size_t checkedThreads(int threads)
{
    if (threads < 1)
        throw ValueError("max_workers must be greater than 0");
    return static_cast<std::size_t>(threads);
}

} // namespace

JobBase::JobBase(ThreadPool &pool, std::string name, Nanoseconds virtualDuration)
    : FutureBase(pool.object().scheduler()), m_pool(pool), m_name(std::move(name)),
      m_virtualDuration(std::max<Nanoseconds>(virtualDuration, 0)), m_timer(&ThreadPool::jobIsDone),
      m_id(scheduler().nextJobId()), m_task(scheduler().currentTaskId())
{
    m_timer.job = this;
}

JobBase::~JobBase() = default;

bool JobBase::cancel(const CancelRequest &request)
{
    if (!FutureBase::cancel(request))
        return false;
    m_pool.drop(*this);
    return true;
}

void JobBase::describeWait(TaskWaiting &waiting) const
{
    waiting.on = WaitKind::Executor;
    waiting.object = m_pool.object().id();
}

ThreadPool::ThreadPool(Scheduler &scheduler, int threads, std::string name)
    : m_object(scheduler, ObjectKind::Pool, std::move(name), threads), m_busy(checkedThreads(threads))
{
    if (scheduler.options().clock == ClockMode::Real) {
        m_threads = std::make_unique<QThreadPool>();
        m_threads->setMaxThreadCount(threads);
    }
}

ThreadPool::~ThreadPool()
{
    if (m_threads)
        m_threads->waitForDone();
}

void ThreadPool::submit(const Ref<JobBase> &job)
{
    m_queue.push_back(job);
    startNext();
    tell();
}

void ThreadPool::startNext()
{
    while (!m_queue.empty()) {
        const auto free = std::find(m_busy.begin(), m_busy.end(), Ref<JobBase>());
        if (free == m_busy.end())
            return;
        const Ref<JobBase> job = m_queue.front();
        m_queue.pop_front();
        start(job, static_cast<int>(free - m_busy.begin()));
    }
}

void ThreadPool::start(const Ref<JobBase> &job, int thread)
{
    Scheduler &scheduler = m_object.scheduler();
    m_busy[static_cast<std::size_t>(thread)] = job;
    job->m_thread = thread;
    ++m_running;
    if (Instrument *instrument = scheduler.instrument())
        instrument->jobStarted(scheduler.now(), {job->m_id, m_object.id(), thread, job->m_task, job->m_name});
    if (!m_threads) {
        scheduler.callAt(job->m_timer, scheduler.after(job->m_virtualDuration));
        return;
    }
    // References are not counted across threads: m_busy holds the job until finish().
    JobBase *raw = job.get();
    scheduler.expectExternal();
    m_threads->start([this, raw, alive = std::weak_ptr<void>(m_alive)] {
        raw->work();
        m_object.scheduler().postExternal([this, raw, alive] {
            if (!alive.expired())
                finish(*raw);
        });
    });
}

void ThreadPool::jobIsDone(Handle &handle)
{
    JobBase &job = *static_cast<JobBase::Timer &>(handle).job;
    if (!job.isDone())
        job.work();
    job.m_pool.finish(job);
}

void ThreadPool::finish(JobBase &job)
{
    Scheduler &scheduler = m_object.scheduler();
    const Ref<JobBase> kept = std::exchange(m_busy[static_cast<std::size_t>(job.m_thread)], Ref<JobBase>());
    --m_running;
    if (!job.isDone())
        job.deliver();
    if (Instrument *instrument = scheduler.instrument())
        instrument->jobEnded(scheduler.now(), {job.m_id, m_object.id(), job.m_thread, job.m_task, job.m_name});
    startNext();
    tell();
}

void ThreadPool::drop(JobBase &job)
{
    if (job.m_thread >= 0)
        return;
    const auto place = std::find_if(m_queue.begin(), m_queue.end(),
                                    [&job](const Ref<JobBase> &queued) { return queued.get() == &job; });
    if (place == m_queue.end())
        return;
    m_queue.erase(place);
    tell();
}

} // namespace coroscope::async

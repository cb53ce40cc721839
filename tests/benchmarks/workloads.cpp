// SPDX-License-Identifier: MIT
#include "tests/benchmarks/workloads.h"

#include "core/sync/event.h"
#include "core/sync/gather.h"
#include "core/sync/queue.h"
#include "core/sync/semaphore.h"
#include "core/sync/sleep.h"
#include "core/sync/waitfor.h"

#include <algorithm>

namespace coroscope::bench
{
namespace
{

using namespace coroscope::async;
using namespace std::chrono_literals;

using AllLive = std::function<void()>;

QCoro::Task<> yields(int count)
{
    for (int index = 0; index < count; ++index)
        co_await yield();
}

std::size_t switches(Scheduler &scheduler, std::size_t count, const AllLive &)
{
    const std::size_t tasks = std::max<std::size_t>(count / 100, 1);
    scheduler.run([&]() -> QCoro::Task<> {
        std::vector<TaskHandle<void>> handles;
        handles.reserve(tasks);
        for (std::size_t index = 0; index < tasks; ++index)
            handles.push_back(scheduler.spawn([] { return yields(100); }));
        co_await gather(handles);
    });
    return tasks * 100;
}

std::size_t shortTasks(Scheduler &scheduler, std::size_t count, const AllLive &allLive)
{
    scheduler.run([&]() -> QCoro::Task<> {
        std::vector<TaskHandle<void>> handles;
        handles.reserve(count);
        for (std::size_t index = 0; index < count; ++index)
            handles.push_back(scheduler.spawn([] { return yields(1); }));
        if (allLive) {
            co_await yield();
            allLive();
        }
        co_await gather(handles);
    });
    return count;
}

QCoro::Task<> limitedWorker(Semaphore &semaphore)
{
    const auto permit = co_await semaphore.hold();
    co_await yield();
}

std::size_t semaphoreWorkers(Scheduler &scheduler, std::size_t count, const AllLive &)
{
    Semaphore semaphore(scheduler, 5);
    scheduler.run([&]() -> QCoro::Task<> {
        std::vector<TaskHandle<void>> handles;
        handles.reserve(count);
        for (std::size_t index = 0; index < count; ++index)
            handles.push_back(scheduler.spawn([&semaphore] { return limitedWorker(semaphore); }));
        co_await gather(handles);
    });
    return count;
}

QCoro::Task<> consumer(Queue<std::int64_t> &queue, std::int64_t &sum)
{
    for (;;) {
        const std::int64_t item = co_await queue.get();
        if (item < 0)
            break;
        sum += item;
    }
}

std::size_t queueItems(Scheduler &scheduler, std::size_t count, const AllLive &)
{
    Queue<std::int64_t> queue(scheduler, 10);
    std::int64_t sum = 0;
    scheduler.run([&]() -> QCoro::Task<> {
        std::vector<TaskHandle<void>> handles;
        for (int index = 0; index < 3; ++index)
            handles.push_back(scheduler.spawn([&] { return consumer(queue, sum); }));
        for (std::size_t item = 0; item < count; ++item)
            co_await queue.put(static_cast<std::int64_t>(item));
        for (int index = 0; index < 3; ++index)
            co_await queue.put(-1);
        co_await gather(handles);
    });
    return count;
}

QCoro::Task<> sleeper(std::chrono::nanoseconds duration) { co_await sleep(duration); }

std::size_t timers(Scheduler &scheduler, std::size_t count, const AllLive &)
{
    scheduler.run([&]() -> QCoro::Task<> {
        std::vector<TaskHandle<void>> handles;
        handles.reserve(count);
        for (std::size_t index = 0; index < count; ++index) {
            // Spread over 50 ms in an order that is not sorted.
            const auto duration = 1ns + std::chrono::nanoseconds((index * 7919 % count) * 50'000'000 / count);
            handles.push_back(scheduler.spawn([duration] { return sleeper(duration); }));
        }
        co_await gather(handles);
    });
    return count;
}

QCoro::Task<> cleansUp(Event &never, std::size_t &cleaned)
{
    try {
        co_await never.wait();
    } catch (const Cancelled &) {
        ++cleaned;
        throw;
    }
}

std::size_t cancels(Scheduler &scheduler, std::size_t count, const AllLive &allLive)
{
    Event never(scheduler);
    std::size_t cleaned = 0;
    scheduler.run([&]() -> QCoro::Task<> {
        std::vector<TaskHandle<void>> handles;
        handles.reserve(count);
        for (std::size_t index = 0; index < count; ++index)
            handles.push_back(scheduler.spawn([&] { return cleansUp(never, cleaned); }));
        co_await yield();
        if (allLive)
            allLive();
        for (const auto &handle : handles)
            handle.cancel();
        co_await gatherSettled(handles);
    });
    return cleaned;
}

std::size_t waitFors(Scheduler &scheduler, std::size_t count, const AllLive &)
{
    scheduler.run([&]() -> QCoro::Task<> {
        const auto once = [] { return yields(1); };
        for (std::size_t index = 0; index < count; ++index) {
            auto inner = waitFor(1s, once);
            co_await std::move(inner);
        }
    });
    return count;
}

} // namespace

const std::vector<Workload> &workloads()
{
    static const std::vector<Workload> list{
        {"W1", "a switch", 1'000'000, 25, &switches, false},
        {"W2", "a task", 100'000, 40, &shortTasks, true},
        {"W3", "a worker", 100'000, 40, &semaphoreWorkers, false},
        {"W4", "an item", 300'000, 40, &queueItems, false},
        {"W5", "a timer", 100'000, 15, &timers, false},
        {"W6", "a cancelled task", 50'000, 3, &cancels, true},
        {"W7", "a wait_for", 100'000, 40, &waitFors, false},
    };
    return list;
}

} // namespace coroscope::bench

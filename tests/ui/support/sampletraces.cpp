// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"

#include <deque>
#include <queue>
#include <random>

namespace coroscope
{
namespace
{

/// What happens at which time, in order of time and then of entry.
class Agenda
{
public:
    void add(Nanoseconds time, int what) { m_items.push({time, m_count++, what}); }
    bool isEmpty() const { return m_items.empty(); }
    std::pair<Nanoseconds, int> next()
    {
        const Item item = m_items.top();
        m_items.pop();
        return {item.time, item.what};
    }

private:
    struct Item {
        Nanoseconds time;
        int order;
        int what;
        bool operator>(const Item &other) const { return std::pair(time, order) > std::pair(other.time, other.order); }
    };
    std::priority_queue<Item, std::vector<Item>, std::greater<>> m_items;
    int m_count = 0;
};

std::string call(const char *name, int argument) { return std::string(name) + "(" + std::to_string(argument) + ")"; }

} // namespace

std::shared_ptr<EventStore> semaphoreTrace(int jobs, int permits)
{
    TraceScript trace("Limit concurrency with a semaphore");
    std::mt19937 random(7);
    std::uniform_int_distribution<int> length(200, 1000);
    const TaskId main = trace.make("main");
    trace.ready(main, {}, ReadyCause::Created).run(main);
    const ObjectId sem = trace.object(ObjectKind::Semaphore, "sem", permits, main);
    std::vector<TaskId> workers;
    for (int i = 0; i < jobs; ++i)
        workers.push_back(trace.make(call("worker", i), main));
    trace.waitTasks(main, WaitKind::Gather, workers);

    Agenda agenda;
    std::deque<int> queue;
    int free = permits;
    const auto fetch = [&](int i) {
        const Nanoseconds until = trace.now() + length(random) * ms;
        trace.wait(workers[static_cast<std::size_t>(i)], WaitKind::Sleep, {}, 0, until);
        agenda.add(until, i);
    };
    for (int i = 0; i < jobs; ++i) {
        const TaskId worker = workers[static_cast<std::size_t>(i)];
        trace.run(worker);
        if (free > 0) {
            trace.change(sem, --free, 0, worker);
            fetch(i);
        } else {
            queue.push_back(i);
            const auto position = static_cast<std::int64_t>(queue.size());
            trace.change(sem, 0, position, worker).wait(worker, WaitKind::Semaphore, sem, position);
        }
    }
    while (!agenda.isEmpty()) {
        const auto [time, i] = agenda.next();
        const TaskId worker = workers[static_cast<std::size_t>(i)];
        trace.at(time).ready(worker).run(worker).log(worker, "done: " + call("item", i));
        trace.change(sem, ++free, static_cast<std::int64_t>(queue.size()), worker);
        trace.returns(worker, "item-" + std::to_string(i));
        if (queue.empty())
            continue;
        const int next = queue.front();
        queue.pop_front();
        const TaskId woken = workers[static_cast<std::size_t>(next)];
        trace.ready(woken, worker, ReadyCause::Released).run(woken);
        trace.change(sem, --free, static_cast<std::int64_t>(queue.size()), woken);
        fetch(next);
    }
    trace.ready(main, workers.back(), ReadyCause::Finished).run(main).log(main, "Total: " + std::to_string(jobs));
    trace.returns(main).end();
    return trace.shared();
}

std::shared_ptr<EventStore> timeoutTrace()
{
    TraceScript trace("Timeouts and cancels");
    const TaskId main = trace.make("main");
    trace.ready(main, {}, ReadyCause::Created).run(main);
    const TaskId heart = trace.make("heartbeat()", main);
    std::vector<TaskId> fetches;
    for (int i = 0; i < 6; ++i)
        fetches.push_back(trace.make(call("fetch", i), main));
    const TaskId stubborn = trace.make("stubborn()", main);
    trace.waitTasks(main, WaitKind::Gather, fetches);
    trace.run(heart).wait(heart, WaitKind::Sleep, {}, 0, 400 * ms);
    std::vector<ScopeId> scopes;
    for (const TaskId fetch : fetches) {
        trace.run(fetch);
        scopes.push_back(trace.timeout(fetch, 900 * ms));
        trace.wait(fetch, WaitKind::Sleep);
    }
    trace.run(stubborn).wait(stubborn, WaitKind::Sleep);
    trace.at(400 * ms).ready(heart).run(heart).wait(heart, WaitKind::Sleep, {}, 0, 800 * ms);
    const auto comeBack = [&](std::size_t i, Nanoseconds time) {
        trace.at(time).ready(fetches[i]).run(fetches[i]).endTimeout(scopes[i], fetches[i]);
    };
    comeBack(0, 520 * ms);
    trace.returns(fetches[0], "page-0");
    comeBack(3, 640 * ms);
    trace.fails(fetches[3], "ConnectionError", "reset by peer");
    trace.at(700 * ms)
        .cancel(stubborn, main)
        .ready(stubborn, main, ReadyCause::Cancelled)
        .run(stubborn)
        .swallow(stubborn);
    trace.wait(stubborn, WaitKind::Sleep);
    trace.at(800 * ms).ready(heart).run(heart).wait(heart, WaitKind::Sleep, {}, 0, 1200 * ms);
    comeBack(4, 850 * ms);
    trace.returns(fetches[4], "page-4");
    for (const std::size_t i : {std::size_t(1), std::size_t(2), std::size_t(5)}) {
        trace.at(900 * ms).fire(scopes[i], fetches[i]).cancel(fetches[i], {}, CancelCause::Timeout);
        trace.ready(fetches[i], {}, ReadyCause::Cancelled).run(fetches[i]).endTimeout(scopes[i], fetches[i]);
        if (i == 1)
            trace.fails(fetches[i], "TimeoutError", "");
        else if (i == 2)
            trace.wait(fetches[i], WaitKind::Sleep, {}, 0, 1100 * ms);
        else
            trace.returns(fetches[i], "nothing");
    }
    trace.at(1100 * ms).ready(fetches[2]).run(fetches[2]).returns(fetches[2], "page-2 from the cache");
    trace.ready(main, fetches[2], ReadyCause::Finished).run(main).log(main, "6 results, 3 timed out");
    trace.cancel(heart, main).waitTasks(main, WaitKind::Task, {heart});
    trace.ready(heart, main, ReadyCause::Cancelled)
        .run(heart)
        .log(heart, "cleaning up")
        .wait(heart, WaitKind::Sleep, {}, 0, 1230 * ms);
    trace.at(1180 * ms).ready(stubborn).run(stubborn).returns(stubborn);
    trace.at(1230 * ms).ready(heart).run(heart).cancelled(heart);
    trace.ready(main, heart, ReadyCause::Cancelled).run(main).log(main, "bye").returns(main).end();
    return trace.shared();
}

std::shared_ptr<EventStore> queueTrace()
{
    TraceScript trace("A queue with back-pressure");
    const TaskId main = trace.make("main");
    trace.ready(main, {}, ReadyCause::Created).run(main);
    const ObjectId jobs = trace.object(ObjectKind::Queue, "jobs", 4, main);
    const TaskId producer = trace.make("producer()", main);
    const std::vector<TaskId> consumers{trace.make("consumer(0)", main), trace.make("consumer(1)", main)};
    trace.wait(main, WaitKind::QueueJoin, jobs).run(producer);
    int items = 0;
    int made = 0;
    // The producer fills the queue, then waits for room each time; half-way the consumers become quicker than it.
    for (; items < 4; ++made)
        trace.change(jobs, ++items, 0, producer);
    trace.change(jobs, items, 1, producer).wait(producer, WaitKind::QueuePut, jobs, 1);
    bool producerWaits = true;
    for (const TaskId consumer : consumers) {
        trace.run(consumer).change(jobs, --items, 0, consumer);
        if (producerWaits) {
            trace.ready(producer, consumer, ReadyCause::Got).run(producer).change(jobs, ++items, 0, producer);
            trace.change(jobs, items, 1, producer).wait(producer, WaitKind::QueuePut, jobs, 1);
        }
        trace.wait(consumer, WaitKind::Sleep);
    }
    for (int step = 0; step < 10; ++step) {
        const TaskId consumer = consumers[static_cast<std::size_t>(step % 2)];
        trace.at((step + 1) * 70 * ms).ready(consumer).run(consumer).change(jobs, --items, 0, consumer);
        trace.wait(consumer, WaitKind::Sleep);
        if (step < 4) {
            trace.ready(producer, consumer, ReadyCause::Got).run(producer).change(jobs, ++items, 0, producer);
            trace.change(jobs, items, 1, producer).wait(producer, WaitKind::QueuePut, jobs, 1);
        } else if (step == 4) {
            trace.ready(producer, consumer, ReadyCause::Got).run(producer).wait(producer, WaitKind::Sleep);
        }
        if (items == 0)
            break;
    }
    for (const TaskId consumer : consumers)
        trace.at(trace.now() + 30 * ms)
            .ready(consumer)
            .run(consumer)
            .change(jobs, 0, 1, consumer)
            .wait(consumer, WaitKind::QueueGet, jobs, 1);
    trace.at(900 * ms).ready(producer).run(producer).returns(producer);
    trace.ready(main, consumers[1], ReadyCause::Finished).run(main);
    for (const TaskId consumer : consumers) {
        trace.cancel(consumer, main, CancelCause::Shutdown);
        trace.ready(consumer, main, ReadyCause::Cancelled).run(consumer).cancelled(consumer);
    }
    trace.returns(main).end();
    return trace.shared();
}

std::shared_ptr<EventStore> deadlockTrace()
{
    TraceScript trace("Two locks in opposite order");
    const TaskId main = trace.make("main");
    trace.ready(main, {}, ReadyCause::Created).run(main);
    const ObjectId forks = trace.object(ObjectKind::Lock, "fork", -1, main);
    const ObjectId knives = trace.object(ObjectKind::Lock, "knife", -1, main);
    const TaskId ann = trace.make("ann()", main);
    const TaskId bob = trace.make("bob()", main);
    trace.waitTasks(main, WaitKind::Gather, {ann, bob});
    trace.run(ann).change(forks, 1, 0, ann).wait(ann, WaitKind::Sleep, {}, 0, 100 * ms);
    trace.run(bob).change(knives, 1, 0, bob).wait(bob, WaitKind::Sleep, {}, 0, 130 * ms);
    trace.at(100 * ms).ready(ann).run(ann).change(knives, 1, 1, ann).wait(ann, WaitKind::Lock, knives, 1);
    trace.at(130 * ms).ready(bob).run(bob).change(forks, 1, 1, bob).wait(bob, WaitKind::Lock, forks, 1);
    trace.deadlock(
        {main, ann, bob},
        "main waits for ann() and bob(); ann() waits for knife, held by bob(); bob() waits for fork, held by ann()");
    trace.end(RunOutcome::Deadlock);
    return trace.shared();
}

std::shared_ptr<EventStore> taskGroupTrace()
{
    TraceScript trace("A task group that fails");
    const TaskId main = trace.make("main");
    trace.ready(main, {}, ReadyCause::Created).run(main);
    const ObjectId group = trace.object(ObjectKind::TaskGroup, "tg", -1, main);
    std::vector<TaskId> children;
    for (int i = 0; i < 4; ++i)
        children.push_back(trace.make(call("load", i), main, group));
    trace.waitTasks(main, WaitKind::TaskGroup, children, group);
    for (const TaskId child : children)
        trace.run(child).wait(child, WaitKind::Sleep);
    const TaskId inner = [&] {
        trace.at(60 * ms).ready(children[1]).run(children[1]);
        const TaskId made = trace.make("parse()", children[1]);
        trace.waitTasks(children[1], WaitKind::Task, {made}).run(made).wait(made, WaitKind::Sleep);
        return made;
    }();
    trace.at(110 * ms).ready(children[0]).run(children[0]).returns(children[0], "4 kB");
    trace.at(180 * ms).ready(children[2]).run(children[2]).fails(children[2], "ValueError", "not a number: 'abc'");
    for (const TaskId child : {children[1], children[3]})
        trace.cancel(child, main, CancelCause::TaskGroup);
    trace.cancel(inner, children[1]);
    trace.ready(inner, main, ReadyCause::Cancelled).run(inner).cancelled(inner);
    for (const TaskId child : {children[1], children[3]})
        trace.ready(child, main, ReadyCause::Cancelled).run(child).cancelled(child);
    trace.ready(main, children[3], ReadyCause::Cancelled)
        .run(main)
        .fails(main, "ExceptionGroup", "unhandled errors in a TaskGroup (1 sub-exception)");
    trace.end(RunOutcome::Failed);
    return trace.shared();
}

std::shared_ptr<EventStore> crowdTrace(int tasks)
{
    TraceScript trace("A crowd");
    std::mt19937 random(3);
    std::uniform_int_distribution<int> length(5, 400);
    const TaskId main = trace.make("main");
    trace.ready(main, {}, ReadyCause::Created).run(main);
    const ObjectId sem = trace.object(ObjectKind::Semaphore, "slots", tasks / 2 + 1, main);
    std::vector<TaskId> crowd;
    for (int i = 0; i < tasks; ++i)
        crowd.push_back(trace.make(call("walker", i), main));
    trace.waitTasks(main, WaitKind::Gather, crowd);
    Agenda agenda;
    std::vector<int> left(crowd.size(), 8);
    for (int i = 0; i < tasks; ++i) {
        trace.run(crowd[static_cast<std::size_t>(i)]).wait(crowd[static_cast<std::size_t>(i)], WaitKind::Sleep);
        agenda.add(length(random) * ms, i);
    }
    while (!agenda.isEmpty()) {
        const auto [time, i] = agenda.next();
        const TaskId walker = crowd[static_cast<std::size_t>(i)];
        trace.at(time).ready(walker).run(walker);
        if (--left[static_cast<std::size_t>(i)] == 0) {
            if (i % 97 == 5)
                trace.fails(walker, "ValueError", "lost its way");
            else
                trace.returns(walker);
            continue;
        }
        const bool waits = left[static_cast<std::size_t>(i)] % 3 == 1;
        trace.wait(walker, waits ? WaitKind::Semaphore : WaitKind::Sleep, waits ? sem : ObjectId(), waits ? 1 : 0);
        agenda.add(time + length(random) * ms, i);
    }
    trace.ready(main, crowd.back(), ReadyCause::Finished).run(main).returns(main).end();
    return trace.shared();
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/queue.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

using Numbers = Queue<int>;
using Words = Queue<std::string>;

template <typename T>
QCoro::Task<> consume(Queue<T> &queue, int count)
{
    for (int index = 0; index < count; ++index) {
        const T item = co_await queue.get();
        say(item);
    }
}

void sayPut(int item) { say("put " + std::to_string(item)); }
void sayPut(const std::string &item) { say("put " + item); }

template <typename T>
QCoro::Task<> produce(Queue<T> &queue, std::vector<T> items)
{
    for (const T &item : items) {
        co_await queue.put(item);
        sayPut(item);
    }
}

template <typename T>
TaskHandle<void> startConsumer(const char *name, Queue<T> &queue, int count)
{
    return spawn(name, [&queue, count] { return consume(queue, count); });
}

template <typename T>
TaskHandle<void> startProducer(const char *name, Queue<T> &queue, std::vector<T> items)
{
    return spawn(name, [&queue, items] { return produce(queue, items); });
}

} // namespace

class TestQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putWaitsWhileItIsFullAndGetWhileItIsEmpty()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Numbers queue(2);
            const std::vector tasks{startProducer("producer", queue, {0, 1, 2, 3, 4}),
                                    startConsumer("consumer", queue, 5)};
            co_await gather(tasks);
        });
    }

    void consumersTakeTurns()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Numbers queue;
            const std::vector tasks{startConsumer("a", queue, 2), startConsumer("b", queue, 2),
                                    startConsumer("c", queue, 2)};
            co_await async::sleep(1s);
            std::vector items{0, 1, 2, 3, 4, 5};
            auto producing = produce(queue, items);
            co_await std::move(producing);
            co_await gather(tasks);
        });
    }

    void aWaiterThatFindsItEmptyAgainGoesToTheEnd()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Words queue;
            const std::vector tasks{startConsumer("a", queue, 1), startConsumer("b", queue, 1)};
            co_await yield();
            queue.putNowait("first");
            say(queue.getNowait());
            co_await yield();
            queue.putNowait("second");
            queue.putNowait("third");
            co_await gather(tasks);
        });
    }

    void aGetterCancelledAfterItWasWokenWakesTheNext()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Words queue;
            const std::vector tasks{startConsumer("a", queue, 1), startConsumer("b", queue, 1)};
            co_await yield();
            queue.putNowait("item");
            tasks[0].cancel();
            co_await wait(tasks);
            say(queue.size());
        });
    }

    void aGetterCancelledBeforeThePutIsLeftOut()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Words queue;
            const std::vector tasks{startConsumer("a", queue, 1), startConsumer("b", queue, 1)};
            co_await yield();
            tasks[0].cancel();
            queue.putNowait("item");
            co_await wait(tasks);
        });
    }

    void aPutterCancelledAfterItWasWokenWakesTheNext()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Words queue(1);
            queue.putNowait("old");
            const std::vector tasks{startProducer<std::string>("a", queue, {"a"}),
                                    startProducer<std::string>("b", queue, {"b"})};
            co_await yield();
            say(queue.getNowait());
            tasks[0].cancel();
            co_await wait(tasks);
            say(queue.getNowait());
        });
    }

    void aPutterThatFindsItFullAgainGoesToTheEnd()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Words queue(1);
            queue.putNowait("old");
            const std::vector tasks{startProducer<std::string>("a", queue, {"a"}),
                                    startProducer<std::string>("b", queue, {"b"})};
            co_await yield();
            queue.getNowait();
            queue.putNowait("quick");
            co_await yield();
            for (int index = 0; index < 3; ++index) {
                const std::string item = co_await queue.get();
                say(item);
            }
            co_await gather(tasks);
        });
    }

    void joinWaitsUntilEveryItemIsDealtWith()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Numbers queue;
            const auto worker = [&queue]() -> QCoro::Task<> {
                for (;;) {
                    const int item = co_await queue.get();
                    co_await async::sleep(std::chrono::seconds(item));
                    queue.taskDone();
                }
            };
            const auto joins = [&queue]() -> QCoro::Task<> {
                co_await queue.join();
                say("all done");
            };
            const std::vector workers{spawn("v", worker), spawn("w", worker)};
            for (const int seconds : {3, 1, 1})
                queue.putNowait(seconds);
            const std::vector joiners{spawn("i", joins), spawn("j", joins)};
            co_await gather(joiners);
            co_await queue.join();
            for (const auto &task : workers)
                task.cancel();
            co_await wait(workers);
            try {
                queue.taskDone();
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void aJoinerIsLetThroughThoughANewItemComes()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Numbers queue;
            queue.putNowait(1);
            const auto a = spawn("a", [&]() -> QCoro::Task<> {
                co_await queue.join();
                say("through");
            });
            co_await yield();
            queue.taskDone();
            queue.putNowait(2);
            co_await a;
            queue.taskDone();
        });
    }

    void aPriorityQueueGivesTheLeastFirst()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Numbers queue(0, "queue", QueueOrder::Priority);
            for (const int item : {5, 3, 8, 1, 9, 2})
                queue.putNowait(item);
            std::string all;
            for (int index = 0; index < 6; ++index) {
                const int item = co_await queue.get();
                all += (index == 0 ? "[" : ", ") + std::to_string(item);
            }
            say(all + "]");
        });
    }

    void aLifoQueueGivesTheLastFirst()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Numbers queue(2, "stack", QueueOrder::Lifo);
            const std::vector tasks{startProducer("producer", queue, {0, 1, 2, 3}),
                                    startConsumer("consumer", queue, 4)};
            co_await gather(tasks);
        });
    }

    void withoutWaitingAFullOrAnEmptyQueueIsAnError()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Numbers queue(1);
            try {
                queue.getNowait();
            } catch (const QueueEmpty &) {
                say(currentError());
            }
            queue.putNowait(1);
            try {
                queue.putNowait(2);
            } catch (const QueueFull &) {
                say(currentError());
            }
            co_return;
        });
    }

    void itemsAreMovedNotCopied()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            Queue<std::unique_ptr<int>> queue(1, "pointers", QueueOrder::Fifo, {});
            const auto task = spawn("consumer", [&]() -> QCoro::Task<> {
                const std::unique_ptr<int> item = co_await queue.get();
                say(*item);
            });
            auto item = std::make_unique<int>(7);
            auto putting = queue.put(std::move(item));
            co_await std::move(putting);
            co_await task;
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +consumer, task"),
                                 QStringLiteral("0 consumer: '7', returned"),
                                 QStringLiteral("0 main: returned"),
                                 QStringLiteral("0 end returned"),
                             }));
    }
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"

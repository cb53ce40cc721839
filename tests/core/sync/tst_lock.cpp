// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/lock.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> work(Lock &lock, std::chrono::seconds time = 0s)
{
    const auto held = co_await lock.hold();
    say("in");
    co_await async::sleep(time);
}

std::vector<TaskHandle<void>> startWorkers(std::initializer_list<const char *> names, Lock &lock,
                                           std::chrono::seconds time = 0s)
{
    std::vector<TaskHandle<void>> tasks;
    for (const char *name : names)
        tasks.push_back(spawn(name, [&lock, time] { return work(lock, time); }));
    return tasks;
}

} // namespace

class TestLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneTaskAtATimeInOrderOfArrival()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Lock lock;
            const auto tasks = startWorkers({"a", "b", "c"}, lock, 1s);
            co_await gather(tasks);
            say(lock.locked());
        });
    }

    void nobodyGetsInBetweenReleaseAndTheWaitersStep()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Lock lock;
            co_await lock.acquire();
            const auto tasks = startWorkers({"a"}, lock);
            co_await yield();
            lock.release();
            say(lock.locked());
            co_await lock.acquire();
            say("after a");
            lock.release();
            co_await tasks[0];
        });
    }

    void aWaiterCancelledBeforeTheReleaseIsLeftOut()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Lock lock;
            co_await lock.acquire();
            const auto tasks = startWorkers({"a", "b"}, lock);
            co_await yield();
            tasks[0].cancel();
            lock.release();
            co_await wait(tasks);
        });
    }

    void aWaiterCancelledAfterTheReleaseWakesTheNext()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Lock lock;
            co_await lock.acquire();
            const auto tasks = startWorkers({"a", "b"}, lock);
            co_await yield();
            lock.release();
            tasks[0].cancel();
            co_await wait(tasks);
            say(lock.locked());
        });
    }

    void aCancelledWaiterInFrontDelaysTheRelease()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Lock lock;
            co_await lock.acquire();
            const auto tasks = startWorkers({"a", "b", "c"}, lock);
            co_await yield();
            tasks[0].cancel();
            co_await yield();
            tasks[1].cancel();
            lock.release();
            co_await wait(tasks);
        });
    }

    void itCanBeTakenWhenAllWaitersAreCancelled()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Lock lock;
            co_await lock.acquire();
            const auto tasks = startWorkers({"a"}, lock);
            co_await yield();
            tasks[0].cancel();
            lock.release();
            co_await lock.acquire();
            say("mine");
            co_await wait(tasks);
            lock.release();
        });
    }

    void aReleaseTooManyIsAnError()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Lock lock;
            try {
                lock.release();
            } catch (const UsageError &error) {
                say(error.what());
            }
            co_return;
        });
    }

    void theTraceShowsWhoHoldsItAndWhoWaits()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> {
            Lock lock("door");
            const auto tasks = startWorkers({"a", "b"}, lock);
            co_await gather(tasks);
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +door, +a, +b, +gather[2], gather gather a b"),
                                 QStringLiteral("0 a: door=1+, 'in', wakes a/timer, yield"),
                                 QStringLiteral("0 b: door=1<1, lock door#1"),
                                 QStringLiteral("0 a: wakes b/released, door=0-, returned"),
                                 QStringLiteral("0 b: door=1+, 'in', wakes b/timer, yield"),
                                 QStringLiteral("0 b: door=0-, returned"),
                                 QStringLiteral("0 wakes main/finished"),
                                 QStringLiteral("0 main: returned"),
                                 QStringLiteral("0 end returned"),
                             }));
    }
};

QTEST_GUILESS_MAIN(TestLock)
#include "tst_lock.moc"

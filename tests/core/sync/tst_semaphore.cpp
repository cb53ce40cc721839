// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/semaphore.h"
#include "core/sync/timeout.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> work(Semaphore &semaphore, std::chrono::seconds time = 0s)
{
    const auto permit = co_await semaphore.hold();
    say("in");
    co_await async::sleep(time);
}

TaskHandle<void> startWorker(const char *name, Semaphore &semaphore, std::chrono::seconds time = 0s)
{
    return spawn(name, [&semaphore, time] { return work(semaphore, time); });
}

} // namespace

class TestSemaphore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitersAreServedInOrderOfArrival()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(2);
            std::vector<TaskHandle<void>> tasks;
            for (const char *name : {"a", "b", "c", "d", "e"})
                tasks.push_back(startWorker(name, semaphore, 1s));
            co_await gather(tasks);
        });
    }

    void nobodyOvertakesAWaiterThatWasHandedAPermit()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(1);
            co_await semaphore.acquire();
            std::vector<TaskHandle<void>> tasks;
            tasks.push_back(startWorker("first", semaphore));
            co_await yield();
            semaphore.release();
            tasks.push_back(spawn("second", [&]() -> QCoro::Task<> {
                const auto permit = co_await semaphore.hold();
                say("late");
            }));
            say(semaphore.locked());
            co_await semaphore.acquire();
            say("got it last");
            semaphore.release();
            co_await gather(tasks);
        });
    }

    void aWaiterCancelledBeforeTheHandOverLeavesTheQueue()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(1);
            co_await semaphore.acquire();
            const std::vector tasks{startWorker("a", semaphore), startWorker("b", semaphore)};
            co_await yield();
            tasks[0].cancel();
            semaphore.release();
            co_await wait(tasks);
            say(semaphore.permits());
        });
    }

    void aWaiterCancelledAfterTheHandOverPassesThePermitOn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(1);
            co_await semaphore.acquire();
            const std::vector tasks{startWorker("a", semaphore), startWorker("b", semaphore)};
            co_await yield();
            semaphore.release();
            tasks[0].cancel();
            co_await wait(tasks);
            say(semaphore.permits());
        });
    }

    void cancellingEverybodyWhoWasHandedAPermitLosesNone()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(0);
            std::vector<TaskHandle<void>> tasks;
            for (const char *name : {"a", "b", "c", "d"})
                tasks.push_back(startWorker(name, semaphore));
            co_await yield();
            semaphore.release();
            semaphore.release();
            tasks[0].cancel();
            tasks[1].cancel();
            tasks[3].cancel();
            co_await wait(tasks);
            say(semaphore.permits());
            say(semaphore.locked());
        });
    }

    void itIsLockedWhileSomebodyWaitsAndOpenWhenAllWaitersAreCancelled()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(1);
            co_await semaphore.acquire();
            const std::vector tasks{startWorker("a", semaphore)};
            co_await yield();
            tasks[0].cancel();
            say(semaphore.locked());
            semaphore.release();
            say(semaphore.locked());
            co_await semaphore.acquire();
            say("overtook the cancelled one");
            co_await wait(tasks);
            semaphore.release();
            say(semaphore.permits());
        });
    }

    void severalReleasesInAStepWakeSeveral()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(0);
            std::vector<TaskHandle<void>> tasks;
            for (const char *name : {"a", "b", "c"})
                tasks.push_back(startWorker(name, semaphore));
            co_await yield();
            for (int index = 0; index < 3; ++index)
                semaphore.release();
            co_await gather(tasks);
            say(semaphore.permits());
        });
    }

    void aBoundedOneRefusesAReleaseTooMany()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(1, "bounded", Semaphore::Bound::Initial);
            co_await semaphore.acquire();
            semaphore.release();
            try {
                semaphore.release();
            } catch (const ValueError &) {
                say(currentError());
            }
            try {
                const Semaphore negative(-1);
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void aTimeoutTakesAWaiterAway()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Semaphore semaphore(1);
            co_await semaphore.acquire();
            try {
                co_await timeout(1s, [&]() -> QCoro::Task<> { co_await semaphore.acquire(); });
            } catch (const TimeoutError &) {
                say(currentError());
            }
            semaphore.release();
            say(semaphore.permits());
        });
    }

    void theTraceShowsPermitsWaitersAndHolders()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> {
            Semaphore semaphore(1, "permits");
            std::vector tasks{startWorker("a", semaphore, 1s), startWorker("b", semaphore),
                              startWorker("c", semaphore)};
            co_await async::sleep(500ms);
            tasks[1].cancel(QStringLiteral("no more"));
            co_await wait(tasks);
        });
        COMPARE_LINES(lines,
                      (QStringList{
                          QStringLiteral("0 +main"),
                          QStringLiteral("0 main: +permits[1], permits=1, +a, +b, +c, sleep until 500ms"),
                          QStringLiteral("0 a: permits=0+, 'in', sleep until 1s"),
                          QStringLiteral("0 b: permits=0<1, semaphore permits#1"),
                          QStringLiteral("0 c: permits=0<2, semaphore permits#2"),
                          QStringLiteral("500ms wakes main/timer"),
                          QStringLiteral("500ms main: cancels b/cancel 'no more', wakes b/cancelled, wait a b c"),
                          QStringLiteral("500ms b: permits=0<1, cancelled"),
                          QStringLiteral("1s wakes a/timer"),
                          QStringLiteral("1s a: wakes c/released, permits=0-, returned"),
                          QStringLiteral("1s c: permits=0+, 'in', wakes c/timer, yield"),
                          QStringLiteral("1s c: permits=1-, returned"),
                          QStringLiteral("1s wakes main/finished"),
                          QStringLiteral("1s main: returned"),
                          QStringLiteral("1s end returned"),
                      }));
    }
};

QTEST_GUILESS_MAIN(TestSemaphore)
#include "tst_semaphore.moc"

// SPDX-License-Identifier: MIT
#include "core/sync/barrier.h"
#include "core/sync/gather.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> arrives(Barrier &barrier, std::chrono::seconds after = 0s)
{
    co_await async::sleep(after);
    try {
        const std::int64_t place = co_await barrier.wait();
        say(place);
    } catch (const BrokenBarrierError &) {
        say(currentError());
    }
}

TaskHandle<void> startArrival(const char *name, Barrier &barrier, std::chrono::seconds after = 0s)
{
    return spawn(name, [&barrier, after] { return arrives(barrier, after); });
}

} // namespace

class TestBarrier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allGoOnWhenTheLastHasArrived()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Barrier barrier(3);
            const std::vector tasks{startArrival("a", barrier), startArrival("b", barrier, 1s),
                                    startArrival("c", barrier, 2s)};
            co_await gather(tasks);
            say(barrier.waiting() == 0 && !barrier.isBroken() ? "0 False" : "?");
        });
    }

    void whoComesTooManyWaitsForTheNextRound()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Barrier barrier(2);
            const std::vector tasks{startArrival("a", barrier), startArrival("b", barrier), startArrival("c", barrier),
                                    startArrival("d", barrier)};
            co_await gather(tasks);
        });
    }

    void abortBreaksItForAll()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Barrier barrier(3);
            const std::vector tasks{startArrival("a", barrier), startArrival("b", barrier)};
            co_await async::sleep(1s);
            say(barrier.waiting());
            co_await barrier.abort();
            say(barrier.isBroken());
            co_await gather(tasks);
            co_await arrives(barrier);
        });
    }

    void resetSendsAwayWhoWaitsAndOpensItAgain()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Barrier barrier(2);
            const auto a = startArrival("a", barrier);
            co_await async::sleep(1s);
            co_await barrier.reset();
            co_await a;
            const std::vector tasks{startArrival("b", barrier), startArrival("c", barrier)};
            co_await gather(tasks);
        });
    }

    void aCancelledOneDoesNotCount()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Barrier barrier(2);
            const std::vector first{startArrival("a", barrier)};
            co_await async::sleep(1s);
            first[0].cancel();
            co_await wait(first);
            const std::vector tasks{startArrival("b", barrier), startArrival("c", barrier)};
            co_await gather(tasks);
        });
    }

    void oneCancelledWhileItDrainsStillEndsAsCancelled()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Barrier barrier(2);
            std::vector first{startArrival("a", barrier)};
            co_await async::sleep(1s);
            first.push_back(startArrival("b", barrier));
            co_await yield();
            co_await yield();
            first[0].cancel();
            co_await wait(first);
            const std::vector tasks{startArrival("c", barrier), startArrival("d", barrier)};
            co_await gather(tasks);
        });
    }

    void abortWhileItDrains()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Barrier barrier(2);
            const std::vector tasks{startArrival("a", barrier), startArrival("b", barrier), startArrival("c", barrier)};
            co_await yield();
            co_await yield();
            co_await barrier.abort();
            co_await wait(tasks);
            say(barrier.isBroken());
        });
    }

    void itNeedsAtLeastOneParty()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                const Barrier barrier(0);
            } catch (const ValueError &) {
                say(currentError());
            }
            Barrier barrier(1);
            const std::int64_t place = co_await barrier.wait();
            say(place);
        });
    }
};

QTEST_GUILESS_MAIN(TestBarrier)
#include "tst_barrier.moc"

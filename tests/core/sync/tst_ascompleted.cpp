// SPDX-License-Identifier: MIT
#include "core/sync/ascompleted.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

TaskHandle<std::string> giver(const char *name, std::chrono::seconds after = 0s)
{
    return spawn(name, [name, after]() -> QCoro::Task<std::string> {
        co_await async::sleep(after);
        co_return name;
    });
}

TaskHandle<std::string> failing(const char *name, std::chrono::seconds after)
{
    return spawn(name, [after]() -> QCoro::Task<std::string> {
        co_await async::sleep(after);
        throw ValueError("bad");
    });
}

QCoro::Task<> takeAll(AsCompleted<std::string> results)
{
    while (results.hasNext()) {
        try {
            const std::string value = co_await results.next();
            say(value);
        } catch (...) {
            say(currentError());
        }
    }
}

} // namespace

class TestAsCompleted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultsComeInTheOrderInWhichTheyAreDone()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 2s), giver("b", 1s), giver("c", 2s)};
            co_await takeAll(asCompleted(tasks));
        });
    }

    void anErrorComesInItsTurnAndTheRestCanStillBeHad()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1s), failing("b", 2s), giver("c", 9s), giver("d", 3s)};
            co_await yield();
            tasks[2].cancel();
            co_await takeAll(asCompleted(tasks));
        });
    }

    void whenTheTimeIsOutEachMissingOneCountsAsTimedOut()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1s), giver("b", 3s), giver("c", 3s)};
            co_await takeAll(asCompleted(tasks, 2s));
            co_await wait(tasks);
        });
    }

    void doneOnesComeInTheNextTurnAndRepeatedOnesOnce()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a"), giver("b")};
            co_await wait(tasks);
            const std::vector again{tasks[1], tasks[0], tasks[1]};
            co_await takeAll(asCompleted(again));
        });
    }

    void leavingEarlyCancelsNothing()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1s), giver("b", 2s)};
            {
                auto results = asCompleted(tasks, 5s);
                const std::string value = co_await results.next();
                say(value);
            }
            co_await wait(tasks);
            co_await async::sleep(9s);
        });
    }

    void aCancelOfTheWaiterLosesNoResult()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1s), giver("b", 1s)};
            auto results = asCompleted(tasks);
            const auto takes = [&results]() -> QCoro::Task<> {
                const std::string value = co_await results.next();
                say(value);
            };
            const std::vector takers{spawn("first", takes), spawn("second", takes)};
            co_await async::sleep(1s);
            co_await yield();
            co_await yield();
            takers[0].cancel();
            co_await wait(takers);
            co_await wait(tasks);
        });
    }
};

QTEST_GUILESS_MAIN(TestAsCompleted)
#include "tst_ascompleted.moc"

// SPDX-License-Identifier: MIT
#include "core/sync/condition.h"
#include "core/sync/gather.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> waits(Condition &condition)
{
    const auto held = co_await condition.hold();
    try {
        co_await condition.wait();
        say("notified");
    } catch (const Cancelled &) {
        say(currentError() + (condition.locked() ? " True" : " False"));
        throw;
    }
}

TaskHandle<void> startWaiter(const char *name, Condition &condition)
{
    return spawn(name, [&condition] { return waits(condition); });
}

QCoro::Task<> notifies(Condition &condition, int count)
{
    const auto held = co_await condition.hold();
    condition.notify(count);
    say("notifies");
    co_await async::sleep(1s);
}

} // namespace

class TestCondition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notifiedWaitersRunOnOneByOneAsTheyGetTheLock()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            const std::vector tasks{startWaiter("a", condition), startWaiter("b", condition),
                                    startWaiter("c", condition)};
            co_await yield();
            co_await notifies(condition, 2);
            {
                const auto held = co_await condition.hold();
                condition.notifyAll();
            }
            co_await gather(tasks);
        });
    }

    void aCancelledWaiterTakesTheLockAgainBeforeItLeaves()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            const std::vector tasks{startWaiter("a", condition)};
            co_await yield();
            {
                const auto held = co_await condition.hold();
                tasks[0].cancel(QStringLiteral("enough"));
                co_await async::sleep(1s);
                say("still mine");
            }
            co_await wait(tasks);
        });
    }

    void aWaiterCancelledAfterTheNotifyPassesItOn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            const std::vector tasks{startWaiter("a", condition), startWaiter("b", condition)};
            co_await yield();
            {
                const auto held = co_await condition.hold();
                condition.notify();
                tasks[0].cancel();
            }
            co_await wait(tasks);
        });
    }

    void aWaiterCancelledBeforeTheNotifyIsLeftOut()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            const std::vector tasks{startWaiter("a", condition), startWaiter("b", condition)};
            co_await yield();
            {
                const auto held = co_await condition.hold();
                tasks[0].cancel();
                condition.notify();
            }
            co_await wait(tasks);
        });
    }

    void cancelsWhileItTakesTheLockAgainOnlyPutOffTheError()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            const std::vector tasks{startWaiter("a", condition), startWaiter("b", condition)};
            co_await yield();
            {
                const auto held = co_await condition.hold();
                condition.notify();
                co_await yield();
                tasks[0].cancel(QStringLiteral("first"));
                co_await yield();
                tasks[0].cancel(QStringLiteral("second"));
                co_await yield();
                say("leaves");
            }
            co_await wait(tasks);
        });
    }

    void aCancelInTheTurnOfGettingTheLockBackIsNotLost()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            const std::vector tasks{startWaiter("a", condition), startWaiter("b", condition)};
            co_await yield();
            {
                const auto held = co_await condition.hold();
                condition.notify();
                co_await yield();
            }
            tasks[0].cancel();
            co_await wait(tasks);
        });
    }

    void waitForAsksAgainWithTheLockHeld()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            int count = 0;
            const auto task = spawn("consumer", [&]() -> QCoro::Task<> {
                const auto held = co_await condition.hold();
                const auto enough = [&count] { return count >= 2; };
                co_await condition.waitFor(enough);
                say(count);
            });
            for (int index = 0; index < 2; ++index) {
                co_await async::sleep(1s);
                const auto held = co_await condition.hold();
                ++count;
                condition.notifyAll();
            }
            co_await task;
        });
    }

    void withoutTheLockWaitAndNotifyAreErrors()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Condition condition;
            try {
                co_await condition.wait();
            } catch (const UsageError &error) {
                say(error.what());
            }
            try {
                condition.notify();
            } catch (const UsageError &error) {
                say(error.what());
            }
        });
    }
};

QTEST_GUILESS_MAIN(TestCondition)
#include "tst_condition.moc"

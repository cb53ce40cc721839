// SPDX-License-Identifier: MIT
#include "core/sync/shield.h"
#include "core/sync/timeout.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

TaskHandle<int> startInner(std::chrono::seconds after = 0s)
{
    return spawn("inner", [after]() -> QCoro::Task<int> {
        co_await async::sleep(after);
        say("inner done");
        co_return 1;
    });
}

QCoro::Task<> guards(TaskHandle<int> task)
{
    try {
        const int value = co_await shield(task);
        say(value);
    } catch (...) {
        say(currentError());
        throw;
    }
}

std::vector<TaskHandle<void>> startGuard(const TaskHandle<int> &inner)
{
    return {spawn("guard", [inner] { return guards(inner); })};
}

QCoro::Task<> until(TaskHandle<int> task)
{
    const std::vector tasks{task};
    co_await wait(tasks);
}

} // namespace

class TestShield : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsEndComesATurnAfterTheInnerOne()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = startInner(1s);
            const auto guard = startGuard(inner);
            co_await until(inner);
            say("main");
            co_await guard[0];
        });
    }

    void aCancelDoesNotReachTheInnerOne()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = startInner(2s);
            const auto guard = startGuard(inner);
            co_await async::sleep(1s);
            guard[0].cancel(QStringLiteral("stop"));
            co_await wait(guard);
            say(inner.cancelling());
            const int value = co_await inner;
            say(value);
        });
    }

    void aCancelOfTheInnerOneReachesTheGuard()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = startInner(2s);
            const auto guard = startGuard(inner);
            co_await async::sleep(1s);
            inner.cancel(QStringLiteral("stop"));
            co_await wait(guard);
            say(guard[0].cancelling());
        });
    }

    void errorsPassThrough()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = spawn("inner", []() -> QCoro::Task<int> {
                co_await async::sleep(1s);
                throw ValueError("bad");
            });
            const auto guard = startGuard(inner);
            co_await wait(guard);
        });
    }

    void aDoneOneIsGivenAtOnce()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = startInner();
            co_await inner;
            const int value = co_await shield(inner);
            say(value);
        });
    }

    void aCancelInTheTurnOfTheEndIsNotLost()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = startInner(1s);
            const auto guard = startGuard(inner);
            co_await until(inner);
            guard[0].cancel();
            co_await wait(guard);
        });
    }

    void aTimeoutRoundItLeavesTheInnerOneAlive()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = startInner(2s);
            try {
                co_await timeout(1s, [&]() -> QCoro::Task<> { co_await shield(inner); });
            } catch (const TimeoutError &) {
                say(currentError());
            }
            const int value = co_await inner;
            say(value);
        });
    }
};

QTEST_GUILESS_MAIN(TestShield)
#include "tst_shield.moc"

// SPDX-License-Identifier: MIT
#include "core/sync/future.h"
#include "core/sync/gather.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

struct KeyError : std::runtime_error {
    KeyError() : std::runtime_error("") {}
};

QCoro::Task<> waits(Future<std::string> future)
{
    try {
        const std::string value = co_await future;
        say(value);
    } catch (...) {
        say(currentError());
        throw;
    }
}

TaskHandle<void> startWaiter(const char *name, const Future<std::string> &future)
{
    return spawn(name, [future] { return waits(future); });
}

} // namespace

class TestFuture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allWhoWaitGetTheResult()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const Future<std::string> future;
            const std::vector tasks{startWaiter("a", future), startWaiter("b", future)};
            co_await async::sleep(1s);
            future.setResult("value");
            co_await gather(tasks);
            const std::string value = co_await future;
            say(value);
        });
    }

    void allWhoWaitGetTheError()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const Future<std::string> future;
            const std::vector tasks{startWaiter("a", future), startWaiter("b", future)};
            co_await async::sleep(1s);
            future.setException(std::make_exception_ptr(KeyError()));
            co_await wait(tasks);
        });
    }

    void aCancelledWaiterCancelsTheFutureForAll()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const Future<std::string> future;
            const std::vector tasks{startWaiter("a", future), startWaiter("b", future)};
            co_await yield();
            tasks[0].cancel(QStringLiteral("stop"));
            say(future.isCancelled());
            co_await wait(tasks);
        });
    }

    void aCancelAfterTheResultStillEndsTheWaiter()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const Future<std::string> future;
            const std::vector tasks{startWaiter("a", future)};
            co_await yield();
            future.setResult("value");
            tasks[0].cancel();
            co_await wait(tasks);
            const std::string value = co_await future;
            say(value);
        });
    }

    void itIsCompletedOnce()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const Future<int> future;
            try {
                future.result();
            } catch (const InvalidStateError &) {
                say(currentError());
            }
            future.setResult(1);
            try {
                future.setResult(2);
            } catch (const InvalidStateError &) {
                say(currentError());
            }
            say(future.cancel());
            say(future.result());
            co_return;
        });
    }

    void cancellingTheFutureEndsWhoWaitsForIt()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const Future<std::string> future;
            const std::vector tasks{startWaiter("a", future)};
            co_await yield();
            say(future.cancel());
            say(future.cancel());
            co_await wait(tasks);
        });
    }

    void oneWithoutAValueIsASignal()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            const Future<void> future;
            const auto a = spawn("a", [future]() -> QCoro::Task<> { co_await future; });
            co_await yield();
            future.setResult();
            co_await a;
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +a, yield"),
                                 QStringLiteral("0 a: future"),
                                 QStringLiteral("0 main: task"),
                                 QStringLiteral("0 a: returned"),
                                 QStringLiteral("0 main: returned"),
                                 QStringLiteral("0 end returned"),
                             }));
    }
};

QTEST_GUILESS_MAIN(TestFuture)
#include "tst_future.moc"

// SPDX-License-Identifier: MIT
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

TaskHandle<void> sleeper(const char *name, std::chrono::seconds time = 0s)
{
    return spawn(name, [time]() -> QCoro::Task<> { co_await async::sleep(time); });
}

TaskHandle<void> failing(const char *name, std::chrono::seconds time)
{
    return spawn(name, [time]() -> QCoro::Task<> {
        co_await async::sleep(time);
        throw ValueError("");
    });
}

void tell(const WaitResult<void> &result)
{
    std::string text = "done ";
    for (const auto &task : result.done)
        text += task.name().toStdString();
    text += " pending ";
    for (const auto &task : result.pending)
        text += task.name().toStdString();
    say(text);
}

} // namespace

class TestWait : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allCompletedWaitsForErrorsAndCancelsToo()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 1s), failing("b", 2s), sleeper("c", 9s)};
            co_await yield();
            tasks[2].cancel();
            const auto result = co_await wait(tasks);
            tell(result);
        });
    }

    void firstCompletedEndsInTheTurnAfterTheFirst()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 2s), sleeper("b", 1s), sleeper("c", 1s)};
            const auto result = co_await wait(tasks, ReturnWhen::FirstCompleted);
            tell(result);
            co_await wait(tasks);
        });
    }

    void firstExceptionGoesOnPastACancelledOne()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 3s), sleeper("b", 9s), failing("c", 2s)};
            co_await yield();
            tasks[1].cancel();
            const auto result = co_await wait(tasks, ReturnWhen::FirstException);
            tell(result);
            co_await wait(tasks);
        });
    }

    void aTimeOutJustEndsTheWait()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 1s), sleeper("b", 3s)};
            for (const auto time : {2s, 0s, -1s}) {
                const auto result = co_await wait(tasks, ReturnWhen::AllCompleted, time);
                tell(result);
            }
            co_await wait(tasks);
        });
    }

    void aTimeOutAndAnEndAtTheSameTimeGoByCreation()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 1s), sleeper("b", 1s)};
            const auto result = co_await wait(tasks, ReturnWhen::AllCompleted, 1s);
            tell(result);
            co_await yield();
            const std::vector more{sleeper("c", 1s), sleeper("d", 1s)};
            co_await yield();
            const auto second = co_await wait(more, ReturnWhen::AllCompleted, 1s);
            tell(second);
            co_await wait(more);
        });
    }

    void doneOnesCountInTheNextTurn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a"), sleeper("b", 1s)};
            co_await wait(tasks);
            const auto result = co_await wait(tasks);
            tell(result);
            const std::vector twice{tasks[0], tasks[0]};
            const auto second = co_await wait(twice, ReturnWhen::FirstCompleted);
            tell({{second.done.front()}, {tasks[1].isDone() ? std::vector<TaskHandle<void>>{} : tasks}});
        });
    }

    void aCancelOfTheWaiterCancelsNoneOfThem()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 2s)};
            const std::vector waiters{spawn("waiter", [&]() -> QCoro::Task<> { co_await wait(tasks); })};
            co_await async::sleep(1s);
            waiters[0].cancel();
            co_await wait(waiters);
            co_await tasks[0];
        });
    }

    void nothingToWaitForIsAnError()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                const std::vector<TaskHandle<void>> none;
                co_await wait(none);
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void aTimeOutBeyondAllTimeIsNone()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 1s)};
            co_await wait(tasks, ReturnWhen::AllCompleted, std::chrono::nanoseconds::max());
        });
        QCOMPARE(lines.last(), QStringLiteral("1s end returned"));
    }
};

QTEST_GUILESS_MAIN(TestWait)
#include "tst_wait.moc"

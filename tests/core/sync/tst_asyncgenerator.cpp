// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

#include <QCoro/QCoroAsyncGenerator>

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::AsyncGenerator<int> counts(int limit, std::chrono::seconds time = 1s)
{
    for (int number = 0; number < limit; ++number) {
        try {
            co_await async::sleep(time);
        } catch (const Cancelled &) {
            say("cancelled inside");
            throw;
        }
        co_yield number;
    }
}

QCoro::AsyncGenerator<int> failing()
{
    co_yield 1;
    throw ValueError("enough");
}

QCoro::Task<> iterates(int limit, std::chrono::seconds time)
{
    auto numbers = counts(limit, time);
    QCORO_FOREACH(const int number, numbers) { say(number); }
}

} // namespace

class TestAsyncGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsWaitsAreThoseOfTheTaskThatIterates()
    {
        COMPARE_WITH_ASYNCIO([] { return iterates(3, 1s); });
    }

    void twoTasksIterateAtTheSameTime()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("a", [] { return iterates(2, 1s); }),
                                    spawn("b", [] { return iterates(2, 2s); })};
            co_await gather(tasks);
        });
    }

    void aCancelIsThrownInWhereItWaits()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("task", [] { return iterates(9, 1s); })};
            co_await async::sleep(1500ms);
            tasks[0].cancel();
            co_await wait(tasks);
        });
    }

    void anErrorEndsTheIteration()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                auto numbers = failing();
                QCORO_FOREACH(const int number, numbers) { say(number); }
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void leavingEarlyFreesIt()
    {
        // Under AddressSanitizer this also shows that its frame does not leak.
        bool freed = false;
        struct Witness {
            explicit Witness(bool &flag) : gone(&flag) {}
            Witness(const Witness &) = delete;
            ~Witness() { *gone = true; }
            bool *gone;
        };
        const auto lines = stepsOf([&freed]() -> QCoro::Task<> {
            const auto endless = [&freed]() -> QCoro::AsyncGenerator<int> {
                const Witness witness(freed);
                for (int number = 0;; ++number) {
                    co_await async::sleep(1s);
                    co_yield number;
                }
            };
            {
                auto numbers = endless();
                QCORO_FOREACH(const int number, numbers)
                {
                    say(number);
                    if (number == 1)
                        break;
                }
            }
            say(freed);
            co_await async::sleep(1s);
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: sleep"),
                                 QStringLiteral("1s main: '0', sleep"),
                                 QStringLiteral("2s main: '1', 'True', sleep"),
                                 QStringLiteral("3s main: returned"),
                                 QStringLiteral("3s end returned"),
                             }));
    }
};

QTEST_GUILESS_MAIN(TestAsyncGenerator)
#include "tst_asyncgenerator.moc"

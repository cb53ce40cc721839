// SPDX-License-Identifier: MIT
#include "core/sync/waitfor.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<int> gives(int value, std::chrono::seconds after)
{
    try {
        co_await async::sleep(after);
    } catch (const Cancelled &) {
        say("cancelled");
        throw;
    }
    co_return value;
}

} // namespace

class TestWaitFor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itGivesTheResultOrTimesOut()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const int value = co_await waitFor(2s, [] { return gives(1, 1s); });
            say(value);
            try {
                co_await waitFor(1s, [] { return gives(1, 2s); });
            } catch (const TimeoutError &) {
                say(currentError());
            }
        });
    }

    void withoutAnyTimeItMakesATaskAndCancelsIt()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                co_await waitFor(0s, []() -> QCoro::Task<> {
                    say("never");
                    co_return;
                });
            } catch (const TimeoutError &) {
                say(currentError());
            }
        });
    }

    void aResultInTheTurnOfTheTimeoutGoesByCreation()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                co_await waitFor(1s, [] { return gives(1, 1s); });
                say("slept");
            } catch (const TimeoutError &) {
                say(currentError());
            }
        });
    }

    void aSwallowedCancelGivesTheValue()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::string value = co_await waitFor(1s, []() -> QCoro::Task<std::string> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    co_return "anyway";
                }
                co_return "in time";
            });
            say(value);
            say(currentTask().cancelling());
        });
    }

    void aCancelFromOutsideReachesTheInnerOne()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("task", []() -> QCoro::Task<> {
                try {
                    co_await waitFor(5s, [] { return gives(1, 9s); });
                } catch (const Cancelled &) {
                    say(currentError());
                    throw;
                }
            })};
            co_await async::sleep(1s);
            tasks[0].cancel(QStringLiteral("stop"));
            co_await wait(tasks);
        });
    }
};

QTEST_GUILESS_MAIN(TestWaitFor)
#include "tst_waitfor.moc"

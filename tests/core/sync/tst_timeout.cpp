// SPDX-License-Identifier: MIT
#include "core/sync/event.h"
#include "core/sync/timeout.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> within(std::chrono::seconds limit, std::chrono::seconds time)
{
    try {
        co_await timeout(limit, [time]() -> QCoro::Task<> { co_await async::sleep(time); });
        say("in time");
    } catch (const TimeoutError &) {
        say(currentError());
    }
}

void sayErrorAndCount() { say(currentError() + ' ' + std::to_string(currentTask().cancelling())); }

} // namespace

class TestTimeout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itCancelsWhatTakesTooLong()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await within(1s, 2s);
            co_await within(2s, 1s);
            say(currentTask().cancelling());
        });
    }

    void withTheSameDeadlineTheOneMadeFirstWins()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await within(1s, 1s);
            Event event;
            const CallLater setter(1s, [&event] { event.set(); });
            try {
                co_await timeout(1s, [&]() -> QCoro::Task<> { co_await event.wait(); });
                say("in time");
            } catch (const TimeoutError &) {
                say("late");
            }
        });
    }

    void withoutAnyTimeItFiresInTheNextTurn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await within(0s, 1s);
            co_await within(-1s, 1s);
            co_await timeout(0s, []() -> QCoro::Task<> {
                say("no wait, no timeout");
                co_return;
            });
            try {
                co_await timeout(0s, []() -> QCoro::Task<> {
                    co_await yield();
                    say("never");
                });
            } catch (const TimeoutError &) {
                say(currentError());
            }
        });
    }

    void theInnerOfTwoFiresFirst()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                co_await timeout(2s, []() -> QCoro::Task<> {
                    co_await within(1s, 9s);
                    co_await async::sleep(9s);
                });
            } catch (const TimeoutError &) {
                say("outer");
            }
        });
    }

    void theOuterOfTwoPassesThroughTheInner()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                co_await timeout(1s, []() -> QCoro::Task<> {
                    try {
                        co_await timeout(2s, []() -> QCoro::Task<> { co_await async::sleep(9s); });
                    } catch (const TimeoutError &) {
                        say("inner");
                    } catch (const Cancelled &) {
                        say(currentError());
                        throw;
                    }
                });
            } catch (const TimeoutError &) {
                say("outer");
            }
        });
    }

    void twoWithTheSameDeadlineBothFire()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                co_await timeout(1s, []() -> QCoro::Task<> {
                    bool fired = false;
                    try {
                        co_await timeout(1s, []() -> QCoro::Task<> { co_await async::sleep(9s); });
                    } catch (const TimeoutError &) {
                        fired = true;
                    }
                    if (fired) {
                        say("inner");
                        co_await async::sleep(1s);
                    }
                });
            } catch (const TimeoutError &) {
                say("outer");
            }
            say(currentTask().cancelling());
        });
    }

    void aSwallowedOneHasNoFurtherEffect()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await timeout(1s, []() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    say("swallowed");
                }
                co_await async::sleep(1s);
            });
            say(currentTask().cancelling());
        });
    }

    void aCancelFromOutsideIsThrownOn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("task", []() -> QCoro::Task<> {
                try {
                    co_await within(2s, 9s);
                } catch (const Cancelled &) {
                    say(currentError());
                    throw;
                }
            })};
            co_await async::sleep(1s);
            tasks[0].cancel(QStringLiteral("outside"));
            co_await wait(tasks);
        });
    }

    void anOutsideCancelBeforeTheTimeoutInTheSameTurnWins()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            std::vector<TaskHandle<void>> tasks;
            const CallLater killer(1s, [&tasks] { tasks[0].cancel(QStringLiteral("outside")); });
            tasks.push_back(spawn("task", []() -> QCoro::Task<> {
                try {
                    co_await within(1s, 9s);
                } catch (const Cancelled &) {
                    sayErrorAndCount();
                    throw;
                }
            }));
            co_await wait(tasks);
        });
    }

    void anOutsideCancelAfterTheTimeoutInTheSameTurnIsNotLost()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("task", []() -> QCoro::Task<> {
                try {
                    co_await within(1s, 9s);
                } catch (const Cancelled &) {
                    sayErrorAndCount();
                    throw;
                }
            })};
            co_await yield();
            const CallLater killer(1s, [&tasks] { tasks[0].cancel(QStringLiteral("outside")); });
            co_await wait(tasks);
        });
    }

    void anErrorOfTheBodyComesBeforeTheTimeout()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                co_await timeout(1s, []() -> QCoro::Task<> {
                    try {
                        co_await async::sleep(9s);
                    } catch (const Cancelled &) {
                        throw ValueError("cleaning");
                    }
                });
            } catch (const ValueError &) {
                say(currentError());
            }
            say(currentTask().cancelling());
        });
    }

    void aBodyThatBlocksPastTheDeadlineIsCancelledAtItsNextWait()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            try {
                co_await timeout(1s, []() -> QCoro::Task<> {
                    Scheduler::running().block(2'000'000'000);
                    say(durationText(now().count()).toStdString());
                    co_await async::sleep(1s);
                });
            } catch (const TimeoutError &) {
                say("late");
            }
            co_await timeout(1s, []() -> QCoro::Task<> {
                Scheduler::running().block(2'000'000'000);
                co_return;
            });
            say("nobody noticed");
            co_await async::sleep(1s);
        });
    }

    void stepsThatCostTimeUseItUp()
    {
        COMPARE_WITH_ASYNCIO(
            []() -> QCoro::Task<> {
                int index = 0;
                try {
                    co_await timeout(1s, [&]() -> QCoro::Task<> {
                        for (; index < 99; ++index)
                            co_await yield();
                    });
                } catch (const TimeoutError &) {
                    say(index);
                }
            },
            {.stepCost = 100'000'000});
    }

    void theTraceTellsTheScopeAndWhoCancels()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> { co_await within(1s, 2s); });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: timeout 1 until 1s, sleep until 2s"),
                                 QStringLiteral("1s timeout 1 fires on main"),
                                 QStringLiteral("1s cancels main/timeout"),
                                 QStringLiteral("1s wakes main/cancelled"),
                                 QStringLiteral("1s main: timeout 1 ends, 'TimeoutError', returned"),
                                 QStringLiteral("1s end returned"),
                             }));
    }
};

QTEST_GUILESS_MAIN(TestTimeout)
#include "tst_timeout.moc"

// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<int> gives(int value, std::chrono::seconds after = 0s)
{
    co_await async::sleep(after);
    co_return value;
}

QCoro::Task<int> fails(const char *text, std::chrono::seconds after = 0s)
{
    co_await async::sleep(after);
    throw ValueError(text);
}

TaskHandle<int> giver(const char *name, int value, std::chrono::seconds after = 0s)
{
    return spawn(name, [value, after] { return gives(value, after); });
}

TaskHandle<int> failing(const char *name, std::chrono::seconds after = 0s)
{
    return spawn(name, [name, after] { return fails(name, after); });
}

void sayAll(const std::vector<int> &values)
{
    std::string text;
    for (const int value : values)
        text += (text.empty() ? "[" : ", ") + std::to_string(value);
    say(text + "]");
}

void sayHow(const Settled<int> &settled)
{
    if (settled.ok()) {
        say(settled.value());
        return;
    }
    try {
        std::rethrow_exception(settled.error());
    } catch (...) {
        say(currentError());
    }
}

// Runs `body` as a task "outer", cancels it after a second, and tells how it ended.
template <typename F>
QCoro::Task<> cancelledAfterASecond(F body, QString message = {})
{
    const auto outer = spawn("outer", std::move(body));
    co_await async::sleep(1s);
    outer.cancel(message);
    const std::vector<TaskHandle<void>> all{outer};
    co_await wait(all);
}

} // namespace

class TestGather : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultsComeInTheOrderOfTheTasks()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1, 2s), giver("b", 2, 1s)};
            const auto values = co_await gather(tasks);
            sayAll(values);
        });
    }

    void theFirstErrorLeavesAtOnceAndTheOthersGoOn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1, 3s), failing("b", 1s), failing("c", 2s)};
            try {
                co_await gather(tasks);
            } catch (const ValueError &) {
                say(currentError());
            }
            co_await wait(tasks);
        });
    }

    void ofTwoErrorsInATurnTheEarlierOneLeaves()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            std::vector tasks{failing("a"), failing("b")};
            std::swap(tasks[0], tasks[1]);
            try {
                co_await gather(tasks);
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void settledErrorsAreResults()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1), failing("b"), giver("c", 3, 9s)};
            co_await yield();
            tasks[2].cancel(QStringLiteral("no"));
            const auto results = co_await gatherSettled(tasks);
            for (const auto &result : results)
                sayHow(result);
        });
    }

    void aCancelledChildIsAnErrorLikeAnyOther()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1, 9s), giver("b", 2, 1s)};
            co_await yield();
            tasks[0].cancel(QStringLiteral("why not"));
            try {
                co_await gather(tasks);
            } catch (const Cancelled &) {
                say(currentError());
            }
            say(currentTask().cancelling());
            co_await tasks[1];
        });
    }

    void aTaskMayRepeat()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto a = giver("a", 1, 1s);
            const std::vector tasks{a, a, giver("b", 2), a};
            const auto values = co_await gather(tasks);
            sayAll(values);
        });
    }

    void doneOnesCountAtOnce()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{giver("a", 1), failing("b")};
            co_await wait(tasks);
            const std::vector twice{tasks[0], tasks[0]};
            const auto values = co_await gather(twice);
            sayAll(values);
            try {
                co_await gather(tasks);
            } catch (const ValueError &) {
                say(currentError());
            }
            const std::vector<TaskHandle<int>> none;
            const auto nothing = co_await gather(none);
            say(nothing.empty() ? "[]" : "?");
        });
    }

    void aCancelFromOutsideCancelsAllChildrenAndWaitsForThem()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto outer = spawn("outer", []() -> QCoro::Task<> {
                const auto cleans = [](const char *name) {
                    return spawn(name, [name]() -> QCoro::Task<int> {
                        std::exception_ptr error;
                        try {
                            co_await async::sleep(9s);
                        } catch (...) {
                            error = std::current_exception();
                        }
                        co_await async::sleep(1s);
                        say(std::string("cleaned ") + name);
                        std::rethrow_exception(error);
                    });
                };
                const std::vector tasks{cleans("a"), cleans("b"), giver("c", 3)};
                co_await gather(tasks);
            });
            co_await async::sleep(1s);
            outer.cancel(QStringLiteral("stop"));
            try {
                co_await outer;
            } catch (const Cancelled &) {
                say(currentError());
            }
        });
    }

    void settledTooEndsAsCancelledWhenItWasCancelledFromOutside()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await cancelledAfterASecond([]() -> QCoro::Task<> {
                const std::vector tasks{giver("a", 1, 9s), giver("b", 2, 9s)};
                co_await gatherSettled(tasks);
            });
        });
    }

    void aCancelThatEveryChildSwallowsStillEndsTheGather()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await cancelledAfterASecond([]() -> QCoro::Task<> {
                const auto stubborn = []() -> QCoro::Task<> {
                    try {
                        co_await async::sleep(9s);
                    } catch (const Cancelled &) {
                        say("no");
                    }
                    co_await async::sleep(1s);
                };
                const std::vector tasks{spawn("a", stubborn), spawn("b", stubborn)};
                co_await gather(tasks);
            });
        });
    }

    void aCancelAfterTheChildrenAreDoneEndsOnlyTheWaiter()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto outer = spawn("outer", []() -> QCoro::Task<> {
                const std::vector tasks{giver("a", 1), giver("b", 2)};
                co_await gather(tasks);
            });
            for (int index = 0; index < 4; ++index)
                co_await yield();
            say(outer.cancel());
            const std::vector all{outer};
            co_await wait(all);
        });
    }

    void nestedOnesAreCancelledFromTheOutsideIn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await cancelledAfterASecond([]() -> QCoro::Task<> {
                const auto inner = []() -> QCoro::Task<int> {
                    const std::vector tasks{giver("c", 3, 9s), giver("d", 4, 9s)};
                    co_await gather(tasks);
                    co_return 0;
                };
                const std::vector tasks{spawn("a", inner), giver("b", 2, 9s)};
                co_await gather(tasks);
            });
        });
    }

    void coroutinesBecomeTasks()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto [one, two] = co_await gather([] { return gives(1, 1s); },
                                                    []() -> QCoro::Task<std::string> {
                                                        co_await yield();
                                                        co_return "two";
                                                    });
            say("[" + std::to_string(one) + ", '" + two + "']");
        });
    }

    void oneForEachElement()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector numbers{3, 1, 2};
            const auto twice = [](int number) -> QCoro::Task<int> {
                co_await async::sleep(std::chrono::seconds(number));
                co_return number * 2;
            };
            const auto values = co_await gatherEach(numbers, twice);
            sayAll(values);
        });
    }

    void aWaitForVeryManyNamesOnlyTheFirstOfThem()
    {
        struct Counter : Instrument {
            void taskWaiting(Nanoseconds, const TaskWaiting &event) override
            {
                if (event.on == WaitKind::Gather)
                    named = event.tasks.size();
            }
            std::size_t named = 0;
        } counter;
        Scheduler scheduler({.instrument = &counter});
        scheduler.run([]() -> QCoro::Task<> {
            const std::vector<int> numbers(5000);
            co_await gatherEach(numbers, [](int number) { return gives(number); });
        });
        QCOMPARE(counter.named, mostTasksNamed);
    }
};

QTEST_GUILESS_MAIN(TestGather)
#include "tst_gather.moc"

// SPDX-License-Identifier: MIT
#include "core/runtime/errornames.h"
#include "core/sync/taskgroup.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> works(std::chrono::seconds time = 9s)
{
    try {
        co_await async::sleep(time);
    } catch (const Cancelled &) {
        say(currentError());
        throw;
    }
}

QCoro::Task<> fails(const char *text, std::chrono::seconds after)
{
    co_await async::sleep(after);
    throw ValueError(text);
}

void addWorker(TaskGroup &group, const char *name, std::chrono::seconds time = 9s)
{
    group.spawn([time] { return works(time); }, {.name = name, .group = {}, .at = {}});
}

void addFailing(TaskGroup &group, const char *name, std::chrono::seconds after = 1s)
{
    group.spawn([name, after] { return fails(name, after); }, {.name = name, .group = {}, .at = {}});
}

template <typename F>
auto add(TaskGroup &group, const char *name, F callable)
{
    return group.spawn(std::move(callable), {.name = name, .group = {}, .at = {}});
}

void tell(const ExceptionGroup &group)
{
    std::string text;
    for (const std::exception_ptr &error : group.errors()) {
        const ErrorText words = errorText(error);
        text += (text.empty() ? "ExceptionGroup: " : ", ") + words.name + '(' + words.message + ')';
    }
    say(text);
}

// A group with `body`, whose errors are told.
template <typename F>
QCoro::Task<> toldGroup(F body)
{
    try {
        co_await taskGroup(std::move(body));
    } catch (const ExceptionGroup &group) {
        tell(group);
    }
}

// Runs `body` as a task "groups", cancels it after a second, and waits for it.
template <typename F>
QCoro::Task<> cancelledAfterASecond(F body)
{
    const auto task = spawn("groups", std::move(body));
    co_await async::sleep(1s);
    task.cancel(QStringLiteral("stop"));
    try {
        co_await task;
    } catch (const Cancelled &) {
        say(currentError());
    }
}

} // namespace

class TestTaskGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExitWaitsForAll()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await taskGroup([](TaskGroup &group) -> QCoro::Task<> {
                addWorker(group, "a", 1s);
                addWorker(group, "b", 2s);
                say("body ends");
                co_return;
            });
            say("out");
        });
    }

    void anEmptyOneEndsAtOnce()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await taskGroup([](TaskGroup &) -> QCoro::Task<> {
                say("body");
                co_return;
            });
            say("out");
        });
    }

    void aFailingTaskCancelsTheOthersAndTheBody()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                addWorker(group, "a");
                addFailing(group, "b");
                addWorker(group, "c");
                co_await works();
                say("never");
            });
            say(currentTask().cancelling());
            co_await async::sleep(1s);
        });
    }

    void aFailingTaskAfterTheBodyCancelsTheOthersOnly()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                addWorker(group, "a");
                addFailing(group, "b");
                co_return;
            });
            say(currentTask().cancelling());
        });
    }

    void errorsComeInTheOrderInWhichTheyHappened()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                add(group, "a", []() -> QCoro::Task<> {
                    try {
                        co_await async::sleep(9s);
                    } catch (const Cancelled &) {
                        throw ValueError("cleaning");
                    }
                });
                addFailing(group, "b");
                addFailing(group, "c");
                co_return;
            });
        });
    }

    void aBodyThatFailsCancelsTheTasksAndItsErrorComesLast()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                addWorker(group, "a");
                addFailing(group, "b");
                co_await async::sleep(1s);
                co_await yield();
                throw Oops("body");
            });
        });
    }

    void aBodyThatFailsAloneIsAGroupOfOne()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                addWorker(group, "a");
                co_await async::sleep(1s);
                throw Oops("body");
            });
        });
    }

    void aCancelFromOutsideInTheBodyCancelsAllAndIsThrownOn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await cancelledAfterASecond([]() -> QCoro::Task<> {
                co_await taskGroup([](TaskGroup &group) -> QCoro::Task<> {
                    addWorker(group, "a");
                    co_await works();
                });
            });
        });
    }

    void aCancelFromOutsideWhileItExitsCancelsAllAndIsThrownOn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await cancelledAfterASecond([]() -> QCoro::Task<> {
                co_await taskGroup([](TaskGroup &group) -> QCoro::Task<> {
                    addWorker(group, "a");
                    addWorker(group, "b");
                    co_return;
                });
            });
        });
    }

    void anErrorWhileItIsCancelledFromOutsideWinsAndTheCancelComesLater()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("groups", []() -> QCoro::Task<> {
                co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                    add(group, "a", []() -> QCoro::Task<> {
                        try {
                            co_await async::sleep(9s);
                        } catch (const Cancelled &) {
                            throw ValueError("cleaning");
                        }
                    });
                    co_await works();
                });
                say(currentTask().cancelling());
                co_await works(1s);
                say("never");
            })};
            co_await async::sleep(1s);
            tasks[0].cancel(QStringLiteral("stop"));
            co_await wait(tasks);
        });
    }

    void anOutsideCancelAndAFailureInTheSameTurn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("groups", []() -> QCoro::Task<> {
                try {
                    co_await taskGroup([](TaskGroup &group) -> QCoro::Task<> {
                        addFailing(group, "a");
                        co_await works();
                    });
                } catch (const ExceptionGroup &group) {
                    tell(group);
                    say(currentTask().cancelling());
                    throw;
                }
            })};
            co_await async::sleep(1s);
            co_await yield();
            tasks[0].cancel(QStringLiteral("outside"));
            co_await wait(tasks);
        });
    }

    void nestedGroupsEndFromTheInside()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &outer) -> QCoro::Task<> {
                addWorker(outer, "a");
                try {
                    co_await taskGroup([&outer](TaskGroup &inner) -> QCoro::Task<> {
                        addWorker(inner, "b");
                        addFailing(outer, "c");
                        co_await works();
                    });
                } catch (const Cancelled &) {
                    say("inner cancelled");
                    throw;
                }
            });
            say(currentTask().cancelling());
        });
    }

    void aFailureInsideBothGroups()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &outer) -> QCoro::Task<> {
                add(outer, "a", [] { return fails("outer", 1s); });
                co_await taskGroup([](TaskGroup &inner) -> QCoro::Task<> {
                    add(inner, "b", [] { return fails("inner", 1s); });
                    co_await works();
                });
            });
            say(currentTask().cancelling());
        });
    }

    void aTaskThatSwallowsTheCancelHoldsTheExitUp()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                add(group, "a", []() -> QCoro::Task<> {
                    bool cancelled = false;
                    try {
                        co_await async::sleep(9s);
                    } catch (const Cancelled &) {
                        cancelled = true;
                    }
                    if (cancelled) {
                        co_await async::sleep(2s);
                        say("at last");
                    }
                });
                addFailing(group, "b");
                co_return;
            });
        });
    }

    void aBodyThatSwallowsTheCancelOfAFailure()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await toldGroup([](TaskGroup &group) -> QCoro::Task<> {
                addFailing(group, "a");
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    say("swallowed");
                }
                co_await async::sleep(2s);
                say("goes on");
            });
            say(currentTask().cancelling());
        });
    }

    void tasksOfTheGroupMayMakeMoreUntilItIsTakenDown()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            TaskGroup *ended = nullptr;
            TaskGroup group;
            ended = &group;
            const auto body = [&group]() {
                add(group, "a", [&group]() -> QCoro::Task<> {
                    addWorker(group, "b", 1s);
                    co_await async::sleep(2s);
                });
                add(group, "c", [&group]() -> QCoro::Task<> {
                    try {
                        co_await async::sleep(9s);
                    } catch (const Cancelled &) {
                        try {
                            addWorker(group, "d", 1s);
                        } catch (const UsageError &) {
                            say("RuntimeError");
                        }
                        throw;
                    }
                });
                addFailing(group, "e", 3s);
            };
            body();
            try {
                TaskGroup::Exit exit(group, TaskGroup::Leaving::Normally, {});
                co_await exit;
            } catch (const ExceptionGroup &errors) {
                tell(errors);
            }
            try {
                addWorker(*ended, "late");
            } catch (const UsageError &) {
                say("RuntimeError");
            }
        });
    }

    void cancelledTasksAreNoErrors()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            co_await taskGroup([](TaskGroup &group) -> QCoro::Task<> {
                const auto a = add(group, "a", [] { return works(); });
                addWorker(group, "b", 2s);
                co_await async::sleep(1s);
                a.cancel();
            });
            say("out");
        });
    }
};

QTEST_GUILESS_MAIN(TestTaskGroup)
#include "tst_taskgroup.moc"

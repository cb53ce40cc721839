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

TaskHandle<int> giver(const char *name, int value, std::chrono::seconds after = 0s)
{
    return spawn(name, [value, after]() -> QCoro::Task<int> {
        co_await async::sleep(after);
        co_return value;
    });
}

struct NotAStdException {
};

} // namespace

class TestTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void awaitingItGivesItsValue()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = giver("task", 7, 1s);
            say(task.isDone());
            const int first = co_await task;
            say(first);
            say(task.isDone());
            const int second = co_await task;
            say(second);
            say(task.result());
        });
    }

    void awaitingItThrowsItsErrorAgainAndAgain()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = spawn("task", []() -> QCoro::Task<> {
                throw ValueError("bad");
                co_return;
            });
            for (int index = 0; index < 2; ++index) {
                try {
                    co_await task;
                } catch (const ValueError &) {
                    say(currentError());
                }
            }
        });
    }

    void anErrorPassesFromTaskToTask()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = spawn("inner", []() -> QCoro::Task<> {
                co_await async::sleep(1s);
                throw ValueError("deep");
            });
            const auto outer = spawn("outer", [inner]() -> QCoro::Task<> { co_await inner; });
            try {
                co_await outer;
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void allWhoWaitGoOnInTheTurnAfterItsEnd()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = giver("task", 1, 1s);
            const auto waits = [task]() -> QCoro::Task<> {
                const int value = co_await task;
                say(value);
            };
            const std::vector waiters{spawn("a", waits), spawn("b", waits), spawn("c", waits)};
            co_await gather(waiters);
        });
    }

    void aTaskThatWaitsForItselfFails()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            TaskHandle<void> task;
            task = spawn("task", [&task]() -> QCoro::Task<> { co_await task; });
            try {
                co_await task;
            } catch (const UsageError &) {
                say("RuntimeError");
            }
        });
    }

    void coroutinesCalledByCoroutinesAreOneTask()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            static constexpr auto inner = [](int value) -> QCoro::Task<int> {
                co_await async::sleep(1s);
                co_return value + 1;
            };
            const auto task = spawn("task", []() -> QCoro::Task<int> {
                const int first = co_await inner(1);
                co_return co_await inner(first);
            });
            const int value = co_await task;
            say(value);
        });
    }

    void errorsOfEveryKindReachWhoAwaitsAndTheTrace()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> {
            const std::vector tasks{
                spawn("std",
                      []() -> QCoro::Task<> {
                          throw std::out_of_range("too far");
                          co_return;
                      }),
                spawn("oops",
                      []() -> QCoro::Task<> {
                          throw Oops();
                          co_return;
                      }),
                spawn("struct",
                      []() -> QCoro::Task<> {
                          throw NotAStdException();
                          co_return;
                      }),
                spawn("int",
                      []() -> QCoro::Task<> {
                          throw 7;
                          co_return;
                      }),
            };
            co_await wait(tasks);
            for (const auto &task : tasks) {
                try {
                    task.result();
                } catch (...) {
                    say(currentError());
                }
            }
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +std, +oops, +struct, +int, wait std oops struct int"),
                                 QStringLiteral("0 std: failed out_of_range(too far)"),
                                 QStringLiteral("0 oops: failed Oops(oops)"),
                                 QStringLiteral("0 struct: failed NotAStdException"),
                                 QStringLiteral("0 int: failed int"),
                                 QStringLiteral("0 wakes main/finished"),
                                 QStringLiteral("0 main: 'out_of_range(too far)', 'Oops(oops)', 'NotAStdException', "
                                                "'int', returned"),
                                 QStringLiteral("0 end returned"),
                             }));
    }

    void anErrorThrownBeforeTheFirstCoroutineStatementFailsTheTask()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            const auto task = spawn("task", []() -> QCoro::Task<> {
                if (true)
                    throw Oops("in the callable, which is no coroutine");
                return QCoro::Task<>();
            });
            try {
                co_await task;
            } catch (const Oops &error) {
                say(error.what());
            }
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +task, task"),
                                 QStringLiteral("0 task: failed"),
                                 QStringLiteral("0 main: 'in the callable, which is no coroutine', returned"),
                                 QStringLiteral("0 end returned"),
                             }));
    }

    void aDroppedHandleDoesNotEndTheTask()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            spawn("task", []() -> QCoro::Task<> {
                co_await yield();
                say("alive");
            });
            co_await async::sleep(1s);
        });
        QCOMPARE(lines[3], QStringLiteral("0 task: 'alive', returned"));
    }

    void theCallableLivesAsLongAsTheTask()
    {
        struct Witness {
            explicit Witness(bool &flag) : gone(&flag) {}
            Witness(Witness &&other) noexcept : gone(std::exchange(other.gone, nullptr)) {}
            ~Witness()
            {
                if (gone)
                    *gone = true;
            }
            bool *gone;
        };
        bool gone = false;
        const auto lines = stepsOf([&gone]() -> QCoro::Task<> {
            {
                const auto task = spawn("task", [witness = Witness(gone), &gone]() -> QCoro::Task<> {
                    co_await async::sleep(1s);
                    say(gone);
                });
                co_await task;
            }
            co_await yield();
            say(gone);
        });
        QVERIFY(lines.contains(QStringLiteral("1s task: 'False', returned")));
        QVERIFY(lines.contains(QStringLiteral("1s main: 'True', returned")));
    }

    void aMoveOnlyValueCanBeGiven()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            const auto task =
                spawn("task", []() -> QCoro::Task<std::shared_ptr<int>> { co_return std::make_shared<int>(5); });
            const auto value = co_await task;
            say(*value);
        });
        QVERIFY(lines.contains(QStringLiteral("0 main: '5', returned")));
    }

    void theHandleOutlivesTheScheduler()
    {
        TaskHandle<int> task;
        {
            Scheduler scheduler;
            scheduler.run([&task]() -> QCoro::Task<> {
                task = giver("task", 3);
                co_await task;
            });
        }
        QVERIFY(task.isDone());
        QCOMPARE(task.result(), 3);
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "tst_task.moc"

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

QCoro::Task<> works(std::chrono::seconds time = 9s)
{
    say("starts");
    try {
        co_await async::sleep(time);
    } catch (const Cancelled &) {
        say(currentError());
        throw;
    }
}

std::vector<TaskHandle<void>> startWorker()
{
    return {spawn("task", [] { return works(); })};
}

template <typename F>
std::vector<TaskHandle<void>> start(F callable)
{
    return {spawn("task", std::move(callable))};
}

// Awaits a task twice and tells the errors.
template <typename T>
QCoro::Task<> awaitTwice(TaskHandle<T> task)
{
    for (int index = 0; index < 2; ++index) {
        try {
            co_await task;
        } catch (const Cancelled &) {
            say(currentError());
        }
    }
}

QCoro::Task<> waitsFor(TaskHandle<void> inner)
{
    try {
        co_await inner;
    } catch (const Cancelled &) {
        say(currentError());
        throw;
    }
}

QString text(const char *words) { return QString::fromLatin1(words); }

} // namespace

class TestCancellation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCancelEndsTheWaitInTheNextTurn()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = startWorker();
            co_await async::sleep(1s);
            say(task[0].cancel());
            co_await wait(task);
            say(task[0].isCancelled());
            say(task[0].cancel());
        });
    }

    void aTaskCancelledBeforeItsFirstStepNeverStarts()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = startWorker();
            task[0].cancel(text("too early"));
            try {
                co_await task[0];
            } catch (const Cancelled &) {
                say(currentError());
            }
        });
    }

    void theMessageArrivesOnce()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = startWorker();
            co_await yield();
            task[0].cancel(text("why"));
            co_await awaitTwice(task[0]);
        });
    }

    void ofTwoCancelsInAStepTheFirstMessageArrives()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = startWorker();
            co_await yield();
            task[0].cancel(text("first"));
            task[0].cancel(text("second"));
            say(task[0].cancelling());
            co_await wait(task);
        });
    }

    void ofTwoCancelsBeforeTheFirstStepTheLastMessageArrives()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = startWorker();
            task[0].cancel(text("first"));
            task[0].cancel(text("second"));
            try {
                co_await task[0];
            } catch (const Cancelled &) {
                say(currentError());
            }
        });
    }

    void aSecondCancelInterruptsTheCleaning()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                std::exception_ptr error;
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    error = std::current_exception();
                }
                say("cleans");
                co_await works();
                std::rethrow_exception(error);
            });
            co_await async::sleep(1s);
            task[0].cancel(text("one"));
            co_await async::sleep(1s);
            task[0].cancel(text("two"));
            co_await wait(task);
        });
    }

    void aSwallowedCancelLeavesItsCount()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    say(currentTask().cancelling());
                }
                co_await async::sleep(1s);
                say(currentTask().uncancel());
                say(currentTask().uncancel());
            });
            co_await async::sleep(1s);
            task[0].cancel();
            co_await task[0];
        });
    }

    void aTaskThatCancelsItselfEndsAtItsNextWait()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                const QString message = text("myself");
                currentTask().cancel({CancelCause::Cancel, &message});
                say("still here");
                co_await works();
            });
            co_await wait(task);
        });
    }

    void aTaskThatCancelsItselfEndsAtItsNextYield()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                const QString message = text("myself");
                currentTask().cancel({CancelCause::Cancel, &message});
                try {
                    co_await yield();
                } catch (const Cancelled &) {
                    say(currentError());
                    throw;
                }
            });
            co_await wait(task);
        });
    }

    void aTaskThatCancelsItselfAndReturnsIsCancelled()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = spawn("task", []() -> QCoro::Task<int> {
                const QString message = text("myself");
                currentTask().cancel({CancelCause::Cancel, &message});
                co_return 1;
            });
            co_await awaitTwice(task);
        });
    }

    void aTaskThatCancelsItselfAndFailsHasFailed()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                currentTask().cancel();
                throw ValueError("worse");
                co_return;
            });
            try {
                co_await task[0];
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void uncancelInTheSameStepTakesItBack()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                currentTask().cancel();
                say(currentTask().uncancel());
                co_await async::sleep(1s);
                say("lives");
            });
            co_await task[0];
        });
    }

    void aCancelGoesDownAChainOfTasksAndBackUp()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto c = spawn("c", [] { return works(); });
            const auto b = spawn("b", [c] { return waitsFor(c); });
            const auto a = spawn("a", [b] { return waitsFor(b); });
            co_await yield();
            a.cancel(text("down"));
            const std::vector tasks{a, b, c};
            for (const auto &task : tasks)
                say(task.cancelling());
            co_await wait(tasks);
        });
    }

    void aCancelOfAnInnerTaskReachesAllWhoWaitForIt()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto inner = spawn("inner", [] { return works(); });
            const auto waits = [inner]() -> QCoro::Task<> {
                try {
                    co_await inner;
                } catch (const Cancelled &) {
                    say(currentError() + ' ' + std::to_string(currentTask().cancelling()));
                    throw;
                }
            };
            const std::vector tasks{spawn("a", waits), spawn("b", waits)};
            co_await yield();
            inner.cancel(text("gone"));
            co_await wait(tasks);
        });
    }

    void aCancelInTheTurnInWhichTheAwaitedTaskEnds()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector inner{spawn("inner", []() -> QCoro::Task<int> {
                co_await async::sleep(1s);
                co_return 1;
            })};
            const std::vector tasks{spawn("a", [inner]() -> QCoro::Task<> {
                try {
                    const int value = co_await inner[0];
                    say(value);
                } catch (const Cancelled &) {
                    say(currentError());
                    throw;
                }
            })};
            co_await wait(inner);
            tasks[0].cancel(text("late"));
            co_await wait(tasks);
        });
    }

    void anErrorThrownInPlaceOfTheCancelMakesTheTaskFail()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    throw ValueError("instead");
                }
            });
            co_await async::sleep(1s);
            task[0].cancel();
            try {
                co_await task[0];
            } catch (const ValueError &) {
                say(currentError());
            }
        });
    }

    void aCancelledErrorThrownByHandEndsTheTaskAsCancelled()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                throw Cancelled(text("by hand"));
                co_return;
            });
            try {
                co_await task[0];
            } catch (const Cancelled &) {
                say(currentError());
            }
            say(currentTask().cancelling());
        });
    }

    void tasksInARingCannotBeCancelled()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            TaskHandle<void> a;
            TaskHandle<void> b;
            const auto waits = [](TaskHandle<void> &other) -> QCoro::Task<> {
                co_await yield();
                co_await other;
            };
            a = spawn("a", [&] { return waits(b); });
            b = spawn("b", [&] { return waits(a); });
            co_await async::sleep(1s);
            try {
                a.cancel();
            } catch (const RecursionError &) {
                say("RecursionError");
            }
            co_await Future<void>();
        });
    }

    void aRingThroughAGatherCannotBeCancelledEither()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            TaskHandle<void> a;
            const auto b = spawn("b", [&]() -> QCoro::Task<> { co_await a; });
            a = spawn("a", [b]() -> QCoro::Task<> {
                const std::vector tasks{b};
                co_await gather(tasks);
            });
            co_await async::sleep(1s);
            try {
                b.cancel();
            } catch (const RecursionError &) {
                say("RecursionError");
            }
            co_await Future<void>();
        });
        QCOMPARE(lines[lines.size() - 2], QStringLiteral("1s main: 'RecursionError', future"));
        QCOMPARE(lines.last(), QStringLiteral("1s deadlock: main b a"));
    }

    void aTaskThatSwallowsItsCancelIsTold()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> {
            const auto task = start([]() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    say("no");
                }
            });
            co_await async::sleep(1s);
            task[0].cancel(text("go"));
            co_await task[0];
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +task, sleep until 1s"),
                                 QStringLiteral("0 task: sleep until 9s"),
                                 QStringLiteral("1s wakes main/timer"),
                                 QStringLiteral("1s main: cancels task/cancel 'go', wakes task/cancelled, task task"),
                                 QStringLiteral("1s task: 'no', swallowed, returned"),
                                 QStringLiteral("1s wakes main/finished by task"),
                                 QStringLiteral("1s main: returned"),
                                 QStringLiteral("1s end returned"),
                             }));
    }

    void aLongChainOfTasksIsCancelledWithoutRecursion()
    {
        static constexpr int length = 4000;
        int ended = 0;
        const auto lines = stepsOf([&ended]() -> QCoro::Task<> {
            TaskHandle<void> last = spawn("bottom", []() -> QCoro::Task<> { co_await async::sleep(9s); });
            for (int index = 0; index < length; ++index) {
                last = spawn([inner = last, &ended]() -> QCoro::Task<> {
                    try {
                        co_await inner;
                    } catch (const Cancelled &) {
                        ++ended;
                        throw;
                    }
                });
            }
            co_await async::sleep(1s);
            last.cancel();
            const std::vector all{last};
            co_await wait(all);
        });
        QCOMPARE(ended, length);
        QCOMPARE(lines.last(), QStringLiteral("1s end returned"));
    }

    void aChainOfTenThousandEitherEndsOrIsRefusedButNothingOverflows()
    {
        static constexpr int length = 10'000;
        bool refused = false;
        bool cancelled = false;
        const auto lines = stepsOf([&]() -> QCoro::Task<> {
            TaskHandle<void> last = spawn("bottom", []() -> QCoro::Task<> { co_await async::sleep(9s); });
            for (int index = 0; index < length; ++index)
                last = spawn([inner = last]() -> QCoro::Task<> { co_await inner; });
            co_await async::sleep(1s);
            try {
                last.cancel();
            } catch (const RecursionError &) {
                refused = true;
            }
            const std::vector all{last};
            co_await wait(all);
            cancelled = last.isCancelled();
        });
        QVERIFY(refused || cancelled);
        QVERIFY(lines.last().endsWith(QStringLiteral("end returned")));
    }
};

QTEST_GUILESS_MAIN(TestCancellation)
#include "tst_cancellation.moc"

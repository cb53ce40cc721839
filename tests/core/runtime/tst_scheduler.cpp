// SPDX-License-Identifier: MIT
#include "core/sync/event.h"
#include "core/sync/future.h"
#include "core/sync/gather.h"
#include "core/sync/semaphore.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

TaskHandle<void> sleeper(const char *name, std::chrono::seconds time)
{
    return spawn(name, [time]() -> QCoro::Task<> { co_await async::sleep(time); });
}

void block(std::chrono::nanoseconds time) { Scheduler::running().block(time.count()); }

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksTakeTurnsInOrderOfCreation()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto turns = []() -> QCoro::Task<> {
                for (int index = 0; index < 2; ++index)
                    co_await yield();
            };
            const std::vector tasks{spawn("a", turns), spawn("b", turns), spawn("c", turns)};
            co_await gather(tasks);
        });
    }

    void timersGoByDeadlineThenByCreation()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const std::vector tasks{sleeper("a", 2s), sleeper("b", 1s), sleeper("c", 2s), sleeper("d", 1s)};
            co_await gather(tasks);
        });
    }

    void aDueTimerComesAfterWhatIsReadyAlready()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto blocks = []() -> QCoro::Task<> {
                co_await async::sleep(1s);
                block(1s);
                co_await yield();
            };
            const std::vector tasks{sleeper("a", 2s), spawn("b", blocks), sleeper("c", 1s)};
            co_await gather(tasks);
        });
    }

    void aBlockHoldsAllUp()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto hog = []() -> QCoro::Task<> {
                block(5s);
                say(durationText(now().count()).toStdString());
                co_return;
            };
            const std::vector tasks{sleeper("a", 1s), spawn("hog", hog), sleeper("b", 2s)};
            co_await gather(tasks);
        });
    }

    void aStepMayCostTime()
    {
        COMPARE_WITH_ASYNCIO(
            []() -> QCoro::Task<> {
                const std::vector tasks{sleeper("a", 0s), sleeper("b", 1s)};
                co_await gather(tasks);
            },
            {.stepCost = 1'000'000});
    }

    void tasksLeftOverAreCancelledWhenMainEnds()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const auto cleans = []() -> QCoro::Task<> {
                std::exception_ptr error;
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    error = std::current_exception();
                }
                say("cleans");
                co_await async::sleep(1s);
                say("clean");
                std::rethrow_exception(error);
            };
            spawn("a", cleans);
            spawn("b", cleans);
            co_await async::sleep(1s);
            spawn("c", cleans);
        });
    }

    void aTaskMadeInTheLastStepNeverStarts()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            sleeper("a", 1s);
            co_return;
        });
    }

    void oneThatSwallowsTheCancelAtTheEndIsWaitedFor()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            spawn("a", []() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    // goes on
                }
                co_await async::sleep(5s);
                say("done now");
            });
            co_await async::sleep(1s);
        });
    }

    void oneThatFailsAtTheEndDoesNotMatter()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            spawn("a", []() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    throw ValueError("");
                }
            });
            co_await async::sleep(1s);
        });
    }

    void tasksMadeWhileItShutsDownGetAFewTurns()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            spawn("a", []() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    spawn("late", []() -> QCoro::Task<> {
                        for (int turn = 0; turn < 20; ++turn) {
                            say(turn);
                            co_await yield();
                        }
                    });
                    throw;
                }
            });
            co_await async::sleep(1s);
        });
    }

    void lateOnesWaitInVainForTime()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            spawn("a", []() -> QCoro::Task<> {
                try {
                    co_await async::sleep(9s);
                } catch (const Cancelled &) {
                    spawn("late", []() -> QCoro::Task<> {
                        co_await async::sleep(1s);
                        say("never");
                    });
                    throw;
                }
            });
            co_await async::sleep(1s);
        });
    }

    void anErrorOfMainEndsTheRun()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            sleeper("a", 9s);
            co_await async::sleep(1s);
            throw ValueError("main");
        });
    }

    void aCancelledMainEndsTheRun()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            TaskState &main = currentTask();
            spawn("killer", [&main]() -> QCoro::Task<> {
                co_await async::sleep(1s);
                main.cancel();
            });
            co_await async::sleep(9s);
        });
    }

    void nothingToGoOnWithIsADeadlock()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            const Future<void> future;
            spawn("a", [future]() -> QCoro::Task<> { co_await future; });
            co_await async::sleep(1s);
            co_await future;
        });
    }

    void theDeadlockReportSaysWhoWaitsForWhat()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> {
            Semaphore semaphore(0, "permits");
            const auto a = spawn("a", [&]() -> QCoro::Task<> { co_await semaphore.acquire(); });
            co_await a;
        });
        COMPARE_LINES(
            lines.mid(lines.size() - 2),
            (QStringList{QStringLiteral("0 deadlock: main a"),
                         QStringLiteral("nothing can go on: main waits for task a; a waits for semaphore permits")}));
    }

    void theReportOfARunHasTheErrorOfMain()
    {
        Scheduler scheduler;
        const RunReport report = scheduler.run([]() -> QCoro::Task<> {
            co_await yield();
            throw Oops("main");
        });
        QCOMPARE(report.outcome, RunOutcome::Failed);
        QVERIFY_EXCEPTION_THROWN(std::rethrow_exception(report.error), Oops);
        QVERIFY(scheduler.hasEnded());
        QCOMPARE(scheduler.liveTaskCount(), std::size_t(0));
    }

    void aStopEndsTheRunAfterTheStepThatAskedForIt()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            const std::vector tasks{spawn("a",
                                          []() -> QCoro::Task<> {
                                              Scheduler::running().requestStop();
                                              co_await yield();
                                          }),
                                    sleeper("b", 1s)};
            co_await gather(tasks);
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +a, +b, gather"),
                                 QStringLiteral("0 a: yield"),
                                 QStringLiteral("0 end stopped"),
                             }));
    }

    void everyRunTellsTheSame()
    {
        const auto program = []() -> QCoro::Task<> {
            Semaphore semaphore(2);
            std::vector<TaskHandle<void>> tasks;
            for (int index = 0; index < 50; ++index) {
                tasks.push_back(spawn([&semaphore, index]() -> QCoro::Task<> {
                    const auto permit = co_await semaphore.hold();
                    co_await async::sleep(std::chrono::milliseconds(index * 7 % 5));
                }));
            }
            co_await async::sleep(10ms);
            tasks[40].cancel();
            co_await gatherSettled(tasks);
        };
        const auto first = eventsOf(program);
        QVERIFY(first.size() > 100);
        for (int round = 0; round < 3; ++round)
            COMPARE_LINES(eventsOf(program), first);
    }

    void timesAndIdsCountFromTheStartOfTheRun()
    {
        std::vector<std::uint32_t> ids;
        stepsOf([&ids]() -> QCoro::Task<> {
            ids.push_back(currentTask().id().value);
            const auto task = sleeper("a", 0s);
            ids.push_back(task.id().value);
            ids.push_back(Event().object().id().value);
            ids.push_back(Event().object().id().value);
            co_await task;
        });
        QCOMPARE(ids, (std::vector<std::uint32_t>{1, 2, 1, 2}));
    }

    void whatIsAliveWhenTheSchedulerGoesIsEndedQuietly()
    {
        // Under AddressSanitizer this also shows that nothing leaks and nothing is touched twice.
        int cleaned = 0;
        {
            Scheduler scheduler;
            Semaphore semaphore(scheduler, 0);
            const auto cleans = [&]() -> QCoro::Task<> {
                try {
                    co_await semaphore.acquire();
                } catch (const Cancelled &) {
                    ++cleaned;
                }
                co_await async::sleep(1s);
            };
            scheduler.start([&]() -> QCoro::Task<> {
                const std::vector tasks{spawn(cleans), spawn(cleans)};
                sleeper("never started", 1s);
                co_await gather(tasks);
            });
            scheduler.runTurn();
            scheduler.runTurn();
            QCOMPARE(scheduler.liveTaskCount(), std::size_t(4));
            scheduler.discard();
            QCOMPARE(scheduler.liveTaskCount(), std::size_t(0));
        }
        QCOMPARE(cleaned, 2);
    }

    void aTaskThatNeverGivesUpIsDestroyed()
    {
        bool destroyed = false;
        {
            struct Witness {
                explicit Witness(bool &flag) : gone(&flag) {}
                Witness(const Witness &) = delete;
                ~Witness() { *gone = true; }
                bool *gone;
            };
            Scheduler scheduler;
            scheduler.start([&destroyed]() -> QCoro::Task<> {
                const Witness witness(destroyed);
                for (;;) {
                    try {
                        co_await async::sleep(1s);
                    } catch (const Cancelled &) {
                        continue;
                    }
                }
            });
            scheduler.runTurn();
        }
        QVERIFY(destroyed);
    }

    void gathersAndRingsOfTasksThatNeverEndDoNotLeak()
    {
        for (int turns = 0; turns < 6; ++turns) {
            Scheduler scheduler;
            TaskHandle<void> a;
            TaskHandle<void> b;
            scheduler.start([&]() -> QCoro::Task<> {
                a = spawn([&]() -> QCoro::Task<> {
                    co_await yield();
                    const std::vector both{b, sleeper("c", 1s)};
                    co_await gather(both);
                });
                b = spawn([&]() -> QCoro::Task<> { co_await a; });
                co_await b;
            });
            for (int turn = 0; turn < turns; ++turn)
                scheduler.runTurn();
            a = {};
            b = {};
        }
    }

    void outsideOfATaskTheShortFormsSayWhatIsWrong()
    {
        QVERIFY_EXCEPTION_THROWN(Semaphore(1), UsageError);
        QVERIFY_EXCEPTION_THROWN(sleeper("a", 1s), UsageError);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"

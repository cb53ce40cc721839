// SPDX-License-Identifier: MIT
#include "core/sync/gather.h"
#include "core/sync/threadpool.h"
#include "tests/support/runtext.h"

#include <QThread>

#include <atomic>
#include <semaphore>

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> runs(ThreadPool &pool, std::chrono::seconds time, std::string value)
{
    const auto work = [value] {
        if (value.empty())
            throw ValueError("bad job");
        return value;
    };
    try {
        const std::string result = co_await pool.run(work, time);
        say(result);
    } catch (...) {
        say(currentError());
    }
}

TaskHandle<void> startJob(const char *name, ThreadPool &pool, std::chrono::seconds time)
{
    return spawn(name, [&pool, time, name] { return runs(pool, time, name); });
}

} // namespace

class TestThreadPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsAreTakenInOrderByTheThreadsThereAre()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            ThreadPool pool(2);
            const std::vector tasks{startJob("a", pool, 2s), startJob("b", pool, 1s), startJob("c", pool, 3s),
                                    startJob("d", pool, 1s)};
            co_await gather(tasks);
        });
    }

    void anErrorOfAJobReachesWhoWaits()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            ThreadPool pool(1);
            co_await runs(pool, 1s, {});
        });
    }

    void aCancelledJobInTheQueueIsDropped()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            ThreadPool pool(1);
            const std::vector tasks{startJob("a", pool, 2s), startJob("b", pool, 2s), startJob("c", pool, 2s)};
            co_await async::sleep(1s);
            tasks[1].cancel();
            co_await gather(tasks);
        });
    }

    void aCancelledJobThatRunsKeepsItsThread()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            ThreadPool pool(1);
            const std::vector tasks{startJob("a", pool, 2s), startJob("b", pool, 2s)};
            co_await async::sleep(1s);
            tasks[0].cancel();
            co_await gather(tasks);
        });
    }

    void theTraceTellsWhichThreadDoesWhat()
    {
        const auto lines = eventsOf([]() -> QCoro::Task<> {
            ThreadPool pool(1, "disk");
            const auto read = [] { return 7; };
            const int value = co_await pool.run(read, 1s, "read");
            say(value);
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +disk[1], read starts on disk:0, disk=1, executor disk"),
                                 QStringLiteral("1s wakes main/executor"),
                                 QStringLiteral("1s read ends on disk:0"),
                                 QStringLiteral("1s disk=0"),
                                 QStringLiteral("1s main: '7', returned"),
                                 QStringLiteral("1s end returned"),
                             }));
    }

    void itNeedsAThread()
    {
        Scheduler scheduler;
        QVERIFY_EXCEPTION_THROWN(ThreadPool(scheduler, 0), ValueError);
    }

    void withTheRealClockTheWorkIsDoneInOtherThreads()
    {
        Scheduler scheduler({.clock = ClockMode::Real});
        ThreadPool pool(scheduler, 2);
        QThread *const own = QThread::currentThread();
        QThread *worked = nullptr;
        int sum = 0;
        QString error;
        // Each of the two jobs lets the other go on: they can only end if they run at the same time.
        std::binary_semaphore first(0);
        std::binary_semaphore second(0);
        scheduler.run([&]() -> QCoro::Task<> {
            const auto a = spawn("a", [&]() -> QCoro::Task<int> {
                const auto work = [&] {
                    worked = QThread::currentThread();
                    first.release();
                    second.acquire();
                    return 1;
                };
                co_return co_await pool.run(work);
            });
            const auto b = spawn("b", [&]() -> QCoro::Task<int> {
                const auto work = [&] {
                    second.release();
                    first.acquire();
                    return 2;
                };
                co_return co_await pool.run(work);
            });
            const std::vector tasks{a, b};
            const auto values = co_await gather(tasks);
            sum = values[0] + values[1];
            try {
                const auto fails = [] { throw Oops("in a thread"); };
                co_await pool.run(fails);
            } catch (const Oops &oops) {
                error = QString::fromLatin1(oops.what());
            }
        });
        QCOMPARE(sum, 3);
        QVERIFY(worked && worked != own);
        QCOMPARE(error, QStringLiteral("in a thread"));
    }

    void aPoolThatGoesWaitsForItsThreadsAndIsNotCalledBack()
    {
        Scheduler scheduler({.clock = ClockMode::Real});
        std::atomic<int> done = 0;
        {
            ThreadPool pool(scheduler, 1);
            const auto work = [&done] { ++done; };
            scheduler.start([&]() -> QCoro::Task<> { co_await pool.run(work); });
            scheduler.runTurn();
            scheduler.discard();
        }
        QCOMPARE(done.load(), 1);
        scheduler.advance();
    }
};

QTEST_GUILESS_MAIN(TestThreadPool)
#include "tst_threadpool.moc"

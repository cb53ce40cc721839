// SPDX-License-Identifier: MIT
#include "core/sync/external.h"
#include "core/sync/timeout.h"
#include "tests/support/runtext.h"

#include <QCoro/QCoroTimer>

#include <QTimer>

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

/// Something of Qt's loop that a coroutine of QCoro can await: opened by hand, or by the next event.
class Gate
{
public:
    Gate() = default;
    Gate(const Gate &) = delete;
    Gate &operator=(const Gate &) = delete;
    /// Who still waits goes on, so that the coroutine is freed.
    ~Gate() { open(); }

    struct Awaiter {
        explicit Awaiter(Gate &gate) : m_gate(&gate) {}
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> handle) { m_gate->m_handle = handle; }
        void await_resume() const {}

    private:
        Gate *m_gate;
    };
    Awaiter operator co_await() { return Awaiter(*this); }

    void open()
    {
        if (m_handle)
            std::exchange(m_handle, nullptr).resume();
    }
    void openSoon()
    {
        QTimer::singleShot(0, [this] { open(); });
    }

private:
    std::coroutine_handle<> m_handle;
};

QCoro::Task<int> through(Gate &gate, int value)
{
    co_await gate.operator co_await();
    if (value < 0)
        throw Oops("from outside");
    co_return value;
}

/// Cancels a task that waits for the gate, after `before`. Whether it ended as cancelled, and the run in order.
bool isCancelledAfter(Gate &gate, const std::function<void()> &before, const std::function<void()> &abandon)
{
    bool cancelled = false;
    Scheduler scheduler;
    const RunReport report = scheduler.run([&]() -> QCoro::Task<> {
        const auto waits = spawn("waits", [&]() -> QCoro::Task<> {
            co_await external([&] { return through(gate, 1); }, WaitKind::Future, abandon);
        });
        co_await yield();
        before();
        waits.cancel();
        co_await yield();
        cancelled = waits.isCancelled();
    });
    return cancelled && report.outcome == RunOutcome::Returned;
}

} // namespace

class TestExternal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTaskGoesOnWhenQtHasResumedTheWork()
    {
        Gate gate;
        COMPARE_LINES(
            eventsOf([&]() -> QCoro::Task<> {
                gate.openSoon();
                say(co_await external([&] { return through(gate, 7); }, WaitKind::Http));
            }),
            (QStringList{QStringLiteral("0 +main"), QStringLiteral("0 main: http"), QStringLiteral("0 wakes main/io"),
                         QStringLiteral("0 main: '7', returned"), QStringLiteral("0 end returned")}));
    }

    void workThatNeverWaitsIsNoWait()
    {
        COMPARE_LINES(stepsOf([]() -> QCoro::Task<> {
                          const auto atOnce = []() -> QCoro::Task<int> { co_return 3; };
                          say(co_await external(atOnce));
                          const auto nothing = []() -> QCoro::Task<> { co_return; };
                          co_await external(nothing);
                      }),
                      (QStringList{QStringLiteral("0 +main"), QStringLiteral("0 main: '3', returned"),
                                   QStringLiteral("0 end returned")}));
    }

    void itsErrorReachesWhoWaits()
    {
        Gate gate;
        const QStringList lines = stepsOf([&]() -> QCoro::Task<> {
            gate.openSoon();
            try {
                co_await external([&] { return through(gate, -1); });
            } catch (const Oops &oops) {
                say(oops.what());
            }
        });
        QCOMPARE(lines.mid(1, 2),
                 (QStringList{QStringLiteral("0 main: future"), QStringLiteral("0 main: 'from outside', returned")}));
    }

    void otherTasksRunMeanwhile()
    {
        Gate gate;
        const QStringList lines = stepsOf([&]() -> QCoro::Task<> {
            const auto other = spawn("other", [&]() -> QCoro::Task<> {
                co_await async::sleep(1h);
                gate.openSoon();
            });
            co_await external([&] { return through(gate, 1); });
            say(other.isDone());
        });
        QCOMPARE(lines.last(2),
                 (QStringList{QStringLiteral("3600s main: 'True', returned"), QStringLiteral("3600s end returned")}));
    }

    void aTimeoutAbandonsTheWork()
    {
        Gate gate;
        int abandoned = 0;
        const QStringList lines = stepsOf([&]() -> QCoro::Task<> {
            const auto abandon = [&] { ++abandoned; };
            try {
                co_await timeout(1s, [&]() -> QCoro::Task<int> {
                    co_return co_await external([&] { return through(gate, 1); }, WaitKind::Future, abandon);
                });
            } catch (const TimeoutError &) {
                say("timed out");
            }
            // The end of the work, late, meets nobody.
            gate.open();
            co_await yield();
        });
        QCOMPARE(abandoned, 1);
        QCOMPARE(lines.mid(1),
                 (QStringList{QStringLiteral("0 main: future"), QStringLiteral("1s main: 'timed out', yield"),
                              QStringLiteral("1s main: returned"), QStringLiteral("1s end returned")}));
    }

    void abandonedWorkMayEndAtOnce()
    {
        Gate gate;
        // As abort() of a reply, which tells its end on the spot.
        QVERIFY(isCancelledAfter(
            gate, [] {}, [&] { gate.open(); }));
    }

    void aCancelAfterTheEndOfTheWorkStillCancels()
    {
        Gate gate;
        QVERIFY(isCancelledAfter(gate, [&] { gate.open(); }, {}));
    }

    void aRunThatEndsAbandonsItToo()
    {
        Gate gate;
        int abandoned = 0;
        Scheduler scheduler;
        scheduler.run([&]() -> QCoro::Task<> {
            spawn("left", [&]() -> QCoro::Task<> {
                const auto abandon = [&] { ++abandoned; };
                co_await external([&] { return through(gate, 1); }, WaitKind::Future, abandon);
            });
            co_await yield();
        });
        QCOMPARE(abandoned, 1);
        gate.open(); // with the scheduler over
        QCOMPARE(scheduler.report().outcome, RunOutcome::Returned);
    }

    void withTheRealClockADriverIsWoken()
    {
        Scheduler scheduler({.clock = ClockMode::Real});
        int shots = 0;
        const auto report = scheduler.run([&]() -> QCoro::Task<> {
            const auto shot = [&]() -> QCoro::Task<int> {
                QTimer timer;
                timer.setSingleShot(true);
                timer.start(0);
                co_await timer; // by QCoro
                co_return 9;
            };
            shots = co_await external(shot);
        });
        QCOMPARE(report.outcome, RunOutcome::Returned);
        QCOMPARE(shots, 9);
    }

    void aStopEndsARunThatWaitsOutside()
    {
        Gate gate;
        Scheduler scheduler;
        QTimer::singleShot(0, [&scheduler] { scheduler.requestStop(); });
        const auto report =
            scheduler.run([&]() -> QCoro::Task<> { co_await external([&] { return through(gate, 1); }); });
        QCOMPARE(report.outcome, RunOutcome::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestExternal)
#include "tst_external.moc"

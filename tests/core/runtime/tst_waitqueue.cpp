// SPDX-License-Identifier: MIT
#include "core/runtime/waiter.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;

namespace
{

// The barest primitive: a queue to wait in, whose waiters stay in it until their task runs.
class Bench
{
public:
    class Sit : public Waiter
    {
    public:
        explicit Sit(Bench &bench) : m_bench(&bench) {}
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> continuation)
        {
            startWait(continuation);
            m_bench->queue.append(*this);
        }
        void await_resume() const
        {
            if (m_cancelled)
                throwCancelled();
        }
        bool wake(TaskState &, bool cancelled) override
        {
            m_cancelled = wasCancelled(cancelled);
            m_bench->queue.remove(*this);
            return true;
        }
        void describe(TaskWaiting &waiting) const override { waiting.on = WaitKind::Event; }

    private:
        Bench *m_bench;
    };
    Awaitable<Sit, Bench> sit() { return Awaitable<Sit, Bench>(*this); }

    bool wakeFirst()
    {
        Waiter *waiter = queue.firstPending();
        if (waiter)
            waiter->complete(ReadyCause::Set);
        return waiter != nullptr;
    }
    std::string counts() const
    {
        return std::to_string(queue.pending()) + (queue.allCancelled() ? " all cancelled" : "") +
               (queue.isEmpty() ? " empty" : "");
    }

    WaitQueue queue;
};

TaskHandle<void> startSitter(const char *name, Bench &bench)
{
    return spawn(name, [&bench]() -> QCoro::Task<> {
        co_await bench.sit();
        say("up");
    });
}

} // namespace

class TestWaitQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitersAreWokenInOrderAndStayInItUntilTheyRun()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            Bench bench;
            for (const char *name : {"a", "b", "c"})
                startSitter(name, bench);
            say(bench.counts());
            co_await yield();
            say(bench.counts());
            bench.wakeFirst();
            bench.wakeFirst();
            say(bench.counts());
            say(bench.queue.first() == nullptr ? "none" : "a is first");
            co_await yield();
            say(bench.counts());
            say(bench.wakeFirst());
            say(bench.wakeFirst());
            co_await yield();
            say(bench.counts());
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +a, +b, +c, '0 all cancelled empty', yield"),
                                 QStringLiteral("0 a: event"),
                                 QStringLiteral("0 b: event"),
                                 QStringLiteral("0 c: event"),
                                 QStringLiteral("0 main: '3', '1', 'a is first', yield"),
                                 QStringLiteral("0 a: 'up', returned"),
                                 QStringLiteral("0 b: 'up', returned"),
                                 QStringLiteral("0 main: '1', 'True', 'False', yield"),
                                 QStringLiteral("0 c: 'up', returned"),
                                 QStringLiteral("0 main: '0 all cancelled empty', returned"),
                                 QStringLiteral("0 end returned"),
                             }));
    }

    void cancelledOnesAreCountedApartAndPassedOver()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            Bench bench;
            const auto a = startSitter("a", bench);
            const auto b = startSitter("b", bench);
            co_await yield();
            a.cancel();
            say(bench.counts());
            b.cancel();
            say(bench.counts());
            say(bench.wakeFirst());
            co_await yield();
            say(bench.counts());
        });
        COMPARE_LINES(lines, (QStringList{
                                 QStringLiteral("0 +main"),
                                 QStringLiteral("0 main: +a, +b, yield"),
                                 QStringLiteral("0 a: event"),
                                 QStringLiteral("0 b: event"),
                                 QStringLiteral("0 main: '1', '0 all cancelled', 'False', yield"),
                                 QStringLiteral("0 a: cancelled"),
                                 QStringLiteral("0 b: cancelled"),
                                 QStringLiteral("0 main: '0 all cancelled empty', returned"),
                                 QStringLiteral("0 end returned"),
                             }));
    }

    void aCancelAfterTheWakeIsThrownInAllTheSame()
    {
        const auto lines = stepsOf([]() -> QCoro::Task<> {
            Bench bench;
            const auto a = startSitter("a", bench);
            co_await yield();
            bench.wakeFirst();
            a.cancel();
            co_await yield();
        });
        QCOMPARE(lines[3], QStringLiteral("0 main: yield"));
        QCOMPARE(lines[4], QStringLiteral("0 a: cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestWaitQueue)
#include "tst_waitqueue.moc"

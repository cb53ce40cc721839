// SPDX-License-Identifier: MIT
#include "core/sync/event.h"
#include "core/sync/gather.h"
#include "core/sync/timeout.h"
#include "core/sync/wait.h"
#include "tests/support/runtext.h"

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> waits(Event &event)
{
    co_await event.wait();
    say("through");
}

TaskHandle<void> startWaiter(const char *name, Event &event)
{
    return spawn(name, [&event] { return waits(event); });
}

QCoro::Task<> impatient(Event &event)
{
    try {
        co_await timeout(1s, [&]() -> QCoro::Task<> { co_await event.wait(); });
        say("set");
    } catch (const TimeoutError &) {
        say("late");
    }
}

QCoro::Task<> setter(Event &event)
{
    co_await async::sleep(1s);
    event.set();
}

} // namespace

class TestEvent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setWakesAllInOrderOfArrival()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Event event;
            const std::vector tasks{startWaiter("a", event), startWaiter("b", event), startWaiter("c", event)};
            co_await async::sleep(1s);
            event.set();
            event.set();
            co_await gather(tasks);
            co_await event.wait();
            say(event.isSet());
        });
    }

    void whoWasWokenGoesThroughThoughItWasClearedAgain()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Event event;
            const auto a = startWaiter("a", event);
            co_await yield();
            event.set();
            event.clear();
            const auto b = startWaiter("b", event);
            co_await a;
            say(event.isSet());
            event.set();
            co_await b;
        });
    }

    void aCancelBeforeSetAndOneAfterItBothEndTheWait()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Event event;
            const std::vector tasks{startWaiter("a", event), startWaiter("b", event), startWaiter("c", event)};
            co_await yield();
            tasks[0].cancel();
            event.set();
            tasks[1].cancel();
            co_await wait(tasks);
        });
    }

    void aTimerAndASetAtTheSameTimeGoByCreation()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Event event;
            const std::vector tasks{spawn("impatient", [&] { return impatient(event); }),
                                    spawn("setter", [&] { return setter(event); })};
            co_await gather(tasks);
        });
    }

    void aTimerThatWasMadeLaterLosesAgainstASet()
    {
        COMPARE_WITH_ASYNCIO([]() -> QCoro::Task<> {
            Event event;
            const std::vector tasks{spawn("setter", [&] { return setter(event); }),
                                    spawn("impatient", [&] { return impatient(event); })};
            co_await gather(tasks);
        });
    }
};

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"

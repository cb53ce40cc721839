// SPDX-License-Identifier: MIT
#include "core/runtime/driver.h"
#include "core/sync/event.h"
#include "core/sync/gather.h"
#include "core/sync/queue.h"
#include "core/sync/timeout.h"
#include "tests/support/runtext.h"

#include <QSignalSpy>
#include <QTimer>

using namespace coroscope;
using namespace coroscope::async;
using namespace coroscope::test;
using namespace std::chrono_literals;

namespace
{

// Something of everything, within a few milliseconds of virtual time.
QCoro::Task<> program()
{
    Queue<int> queue(2);
    std::vector<TaskHandle<void>> tasks;
    for (int index = 0; index < 3; ++index) {
        tasks.push_back(spawn([&queue]() -> QCoro::Task<> {
            for (int count = 0; count < 5; ++count) {
                const int item = co_await queue.get();
                co_await async::sleep(std::chrono::microseconds(item * 100));
            }
        }));
    }
    for (int item = 0; item < 15; ++item)
        co_await queue.put(item % 4);
    try {
        co_await timeout(300us, []() -> QCoro::Task<> { co_await async::sleep(1s); });
    } catch (const TimeoutError &) {
        say("late");
    }
    co_await gather(tasks);
}

QStringList undisturbed() { return eventsOf(program); }

// Runs `program` by a driver that `set` prepares; `drive` is called until the run is over.
template <typename Set>
QStringList driven(Set set)
{
    EventText text(EventText::Detail::Everything);
    Scheduler scheduler({.instrument = &text});
    Driver driver(scheduler);
    QSignalSpy ended(&driver, &Driver::ended);
    scheduler.start(program);
    set(driver);
    while (ended.isEmpty())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return text.lines();
}

} // namespace

class TestDriver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onQtsLoopItTellsTheSameAsOnItsOwn()
    {
        COMPARE_LINES(driven([](Driver &driver) { driver.start(); }), undisturbed());
    }

    void pacedAtAnySpeedItTellsTheSame()
    {
        for (const double speed : {0.5, 3.0, 1000.0}) {
            COMPARE_LINES(driven([speed](Driver &driver) {
                              driver.setSpeed(speed);
                              driver.start();
                          }),
                          undisturbed());
        }
    }

    void steppedItTellsTheSameAndEachStepIsOneTask()
    {
        EventText text(EventText::Detail::Everything);
        Scheduler scheduler({.instrument = &text});
        Driver driver(scheduler);
        QSignalSpy ended(&driver, &Driver::ended);
        QSignalSpy stepped(&driver, &Driver::stepped);
        scheduler.start(program);
        driver.pause();
        driver.start();
        qsizetype steps = 0;
        while (ended.isEmpty()) {
            const qsizetype before = text.lines().size();
            driver.stepOnce();
            ++steps;
            QCOMPARE(stepped.size(), steps);
            QVERIFY(text.lines().size() > before);
            QCoreApplication::processEvents();
        }
        COMPARE_LINES(text.lines(), undisturbed());
    }

    void pausedInTheMiddleItTellsTheSame()
    {
        for (const int stepsBefore : {1, 7, 20}) {
            COMPARE_LINES(driven([stepsBefore](Driver &driver) {
                              driver.pause();
                              driver.start();
                              QCoreApplication::processEvents();
                              for (int step = 0; step < stepsBefore; ++step)
                                  driver.stepOnce();
                              driver.resume();
                          }),
                          undisturbed());
        }
    }

    void aWaitGoesOnWhereAPauseOrAnotherSpeedMetIt()
    {
        Scheduler scheduler;
        const auto face = std::make_shared<ClockFace>();
        Driver driver(scheduler, nullptr, face);
        scheduler.start([]() -> QCoro::Task<> { co_await async::sleep(100'000h); });
        driver.setSpeed(1000);
        driver.start();
        const auto waitsBeyond = [&](Nanoseconds time) {
            while (face->time() <= time)
                QCoreApplication::processEvents();
            return face->time();
        };
        const Nanoseconds shown = waitsBeyond(0);
        driver.pause();
        const Nanoseconds paused = scheduler.now();
        QVERIFY(paused >= shown);
        QCOMPARE(face->time(), paused);
        driver.resume();
        const Nanoseconds resumed = waitsBeyond(paused);
        driver.setSpeed(5000);
        QVERIFY(scheduler.now() >= resumed);
        waitsBeyond(scheduler.now());
        QCOMPARE(scheduler.nextDeadline(), Nanoseconds{std::chrono::nanoseconds(100'000h).count()});
    }

    void theFaceOfTheClockStopsAtItsLimit()
    {
        ClockFace face;
        QCOMPARE(face.time(), Nanoseconds{0});
        face.stand(7);
        QCOMPARE(face.time(), Nanoseconds{7});
        face.go(7, 0, 100);
        QCOMPARE(face.time(), Nanoseconds{7});
        face.go(7, 1e18, 100);
        while (face.time() == 7) {
        }
        QCOMPARE(face.time(), Nanoseconds{100});
        face.go(50, 1, 10); // a step has taken the clock ahead
        QCOMPARE(face.time(), Nanoseconds{50});
    }

    void nothingRunsWhileItIsPaused()
    {
        EventText text;
        Scheduler scheduler({.instrument = &text});
        Driver driver(scheduler);
        scheduler.start(program);
        driver.pause();
        driver.start();
        for (int round = 0; round < 10; ++round)
            QCoreApplication::processEvents();
        COMPARE_LINES(text.lines(), (QStringList{QStringLiteral("0 +main")}));
    }

    void aStepMayPauseTheRunItself()
    {
        EventText text;
        Scheduler scheduler({.instrument = &text});
        Driver driver(scheduler);
        QSignalSpy ended(&driver, &Driver::ended);
        scheduler.start([&driver]() -> QCoro::Task<> {
            driver.pause();
            co_await yield();
            say("resumed");
        });
        driver.start();
        for (int round = 0; round < 10; ++round)
            QCoreApplication::processEvents();
        QVERIFY(ended.isEmpty());
        COMPARE_LINES(text.lines(), (QStringList{QStringLiteral("0 +main"), QStringLiteral("0 main: yield")}));
        driver.resume();
        while (ended.isEmpty())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(text.lines().last(), QStringLiteral("0 end returned"));
    }

    void aStopIsSeenWhileItRunsPausedAndWhileItWaits()
    {
        const auto stopped = [](double speed, bool paused, auto main) {
            EventText text;
            Scheduler scheduler({.instrument = &text});
            Driver driver(scheduler);
            driver.setSpeed(speed);
            QSignalSpy ended(&driver, &Driver::ended);
            scheduler.start(main);
            driver.start();
            QCoreApplication::processEvents();
            if (paused)
                driver.pause();
            scheduler.requestStop();
            if (paused)
                driver.resume();
            while (ended.isEmpty())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            return text.lines().last();
        };
        const auto forEver = []() -> QCoro::Task<> {
            for (;;)
                co_await yield();
        };
        const auto sleeps = []() -> QCoro::Task<> { co_await async::sleep(24h); };
        QVERIFY(stopped(Driver::unlimited, false, forEver).endsWith(QStringLiteral("end stopped")));
        QVERIFY(stopped(Driver::unlimited, true, forEver).endsWith(QStringLiteral("end stopped")));
        QVERIFY(stopped(1.0, false, sleeps).endsWith(QStringLiteral("end stopped")));
    }

    void otherEventsOfQtGetTheirTurn()
    {
        // A run without end, and a timer of Qt that stops it.
        Scheduler scheduler;
        Driver driver(scheduler);
        QSignalSpy ended(&driver, &Driver::ended);
        scheduler.start([]() -> QCoro::Task<> {
            for (;;)
                co_await yield();
        });
        QTimer::singleShot(0, [&scheduler] { scheduler.requestStop(); });
        driver.start();
        while (ended.isEmpty())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(scheduler.report().outcome, RunOutcome::Stopped);
    }

    void withTheRealClockTimersFireInOrder()
    {
        QStringList order;
        Scheduler scheduler({.clock = ClockMode::Real});
        scheduler.run([&order]() -> QCoro::Task<> {
            std::vector<TaskHandle<void>> tasks;
            for (const int milliseconds : {30, 10, 20}) {
                tasks.push_back(spawn([&order, milliseconds]() -> QCoro::Task<> {
                    co_await async::sleep(std::chrono::milliseconds(milliseconds));
                    order << QString::number(milliseconds);
                }));
            }
            co_await gather(tasks);
        });
        QCOMPARE(order, (QStringList{QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("30")}));
    }

    void nobodyIsLeftWhenItHasEnded()
    {
        Scheduler scheduler;
        Driver driver(scheduler);
        QSignalSpy ended(&driver, &Driver::ended);
        scheduler.start([]() -> QCoro::Task<> {
            Event never;
            co_await never.wait();
        });
        driver.start();
        while (ended.isEmpty())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(scheduler.report().outcome, RunOutcome::Deadlock);
        QCOMPARE(scheduler.liveTaskCount(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestDriver)
#include "tst_driver.moc"

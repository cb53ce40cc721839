// SPDX-License-Identifier: MIT
#include "core/analysis/steps.h"
#include "core/trace/eventstore.h"

#include <QTest>

using namespace coroscope;

namespace
{

/// Two tasks that take turns; every step logs twice and ends with a wait.
std::unique_ptr<EventStore> turns(int steps)
{
    auto store = std::make_unique<EventStore>();
    for (int i = 0; i < steps; ++i) {
        const TaskId task(static_cast<std::uint32_t>(1 + i % 2));
        const Nanoseconds time = i / 2; // two steps at the same time
        store->taskRunning(time, task);
        store->log(time, task, "one");
        store->log(time, task, "two");
        TaskWaiting wait;
        wait.task = task;
        store->taskWaiting(time, wait);
    }
    return store;
}

} // namespace

class TestSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forwardGoesThroughTheStepsOneByOne()
    {
        const auto store = turns(4);
        StepIndex steps(*store);
        steps.update();
        QCOMPARE(steps.count(), 4U);
        QCOMPARE(steps.after({0, 0}), std::optional(Moment{0, 1}));
        QCOMPARE(steps.after({0, 1}), std::optional(Moment{0, 5}));
        QCOMPARE(steps.after({0, 5}), std::optional(Moment{1, 9}));
        QCOMPARE(steps.after({1, 9}), std::optional(Moment{1, 13}));
        QCOMPARE(steps.after({1, 13}), std::optional<Moment>());
    }

    void backGoesToTheBeginningOfTheStepFirst()
    {
        const auto store = turns(4);
        StepIndex steps(*store);
        steps.update();
        QCOMPARE(steps.before({1, 16}), std::optional(Moment{1, 13}));
        QCOMPARE(steps.before({1, 14}), std::optional(Moment{1, 13}));
        QCOMPARE(steps.before({1, 13}), std::optional(Moment{1, 9}));
        QCOMPARE(steps.before({1, 9}), std::optional(Moment{0, 5}));
        QCOMPARE(steps.before({0, 1}), std::optional<Moment>());
        QCOMPARE(steps.before({0, 0}), std::optional<Moment>());
    }

    void aRunWithoutStepsHasNone()
    {
        EventStore store;
        StepIndex steps(store);
        steps.update();
        QCOMPARE(steps.after({0, 0}), std::optional<Moment>());
        QCOMPARE(steps.before({0, 0}), std::optional<Moment>());
        QVERIFY(!runningAt(store, steps, {0, 0}).isValid());
    }

    void aStepRunsUntilItsTaskWaits()
    {
        const auto store = turns(2);
        StepIndex steps(*store);
        steps.update();
        QCOMPARE(runningAt(*store, steps, {0, 1}), TaskId(1));
        QCOMPARE(runningAt(*store, steps, {0, 3}), TaskId(1));
        QVERIFY(!runningAt(*store, steps, {0, 4}).isValid());
        QCOMPARE(runningAt(*store, steps, {0, 5}), TaskId(2));
    }

    void longRunsAreCountedAsTheyGrow()
    {
        const auto store = turns(5000);
        StepIndex steps(*store);
        steps.update(7001);
        QCOMPARE(steps.count(), 1751U);
        steps.update();
        QCOMPARE(steps.count(), 5000U);
        for (std::size_t i = 0; i < 5000; ++i) {
            QCOMPARE(steps.eventOf(i), 4 * i);
            QCOMPARE(steps.stepsIn(4 * i), i);
            QCOMPARE(steps.stepsIn(4 * i + 1), i + 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestSteps)
#include "tst_steps.moc"

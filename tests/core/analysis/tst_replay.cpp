// SPDX-License-Identifier: MIT
#include "core/analysis/objectmoment.h"
#include "core/analysis/taskmoment.h"
#include "core/trace/intervals.h"
#include "tests/core/analysis/randomtrace.h"
#include "tests/core/analysis/replay.h"

#include <QTest>

using namespace coroscope;

/// The state at any cursor time has to be what a replay of the events up to it gives.
class TestReplay : public QObject
{
    Q_OBJECT

    static void compareAt(const Intervals &intervals, const ObjectHistory &history, const Replay &replay, Moment moment)
    {
        for (const TaskTrack &track : intervals.tasks())
            QCOMPARE(QString::fromStdString(Replay::text(taskAt(intervals, track.id, moment))),
                     QString::fromStdString(replay.task(track.id)));
        for (const ObjectTrack &track : intervals.objects()) {
            ObjectMoment now = history.objectAt(track.id, moment);
            QCOMPARE(history.stateAt(track.id, moment).value, now.value);
            std::vector<TaskId> holders;
            for (const Holding &holding : now.holders)
                holders.push_back(holding.task);
            QVERIFY(history.holdersAt(track.id, moment) == holders);
            // Kind and capacity are those of the creation, which a replay may not have come to.
            if (track.kind == ObjectKind::Semaphore && track.capacity >= 0)
                continue;
            QCOMPARE(QString::fromStdString(Replay::text(now)), QString::fromStdString(replay.object(track.id)));
        }
    }

private Q_SLOTS:
    void theStateAtAnyMomentIsThatOfAReplay()
    {
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            EventStore store;
            RandomTrace(seed).write(store, 600);
            Intervals intervals(store);
            ObjectHistory history(intervals);
            intervals.update();
            history.update();
            Replay replay(store);
            for (std::size_t events = 0; events <= store.size(); events += 1 + events % 3) {
                replay.playTo(events);
                const Nanoseconds time = events > 0 ? store.time(events - 1) : 0;
                compareAt(intervals, history, replay, {time, events});
                if (QTest::currentTestFailed()) {
                    qWarning("with seed %u after %zu events", seed, events);
                    return;
                }
            }
        }
    }

    void historiesThatGrowByAFewEventsAnswerTheSame()
    {
        EventStore store;
        RandomTrace random(7);
        Intervals intervals(store);
        ObjectHistory history(intervals);
        Replay replay(store);
        for (int round = 0; round < 150; ++round) {
            random.write(store, 20);
            intervals.update();
            while (history.isBehind())
                QVERIFY(history.update(7));
            QVERIFY(!history.update());
            replay.playTo(store.size());
            compareAt(intervals, history, replay, momentAfter(store, store.size() - 1));
            if (QTest::currentTestFailed())
                return;
        }
        // And the past has stayed as it was.
        Replay again(store);
        for (std::size_t events = 0; events < store.size(); events += 97) {
            again.playTo(events);
            compareAt(intervals, history, again, {events > 0 ? store.time(events - 1) : 0, events});
        }
    }

    void aTaskThatIsNotThereYetDoesNotExist()
    {
        EventStore store;
        store.taskCreated(5, {.task = TaskId(1)});
        Intervals intervals(store);
        intervals.update();
        QVERIFY(!taskAt(intervals, TaskId(1), momentAt(store, 4)).exists);
        QVERIFY(taskAt(intervals, TaskId(1), momentAt(store, 5)).exists);
        QVERIFY(!taskAt(intervals, TaskId(2), momentAt(store, 5)).exists);
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"

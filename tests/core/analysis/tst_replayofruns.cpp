// SPDX-License-Identifier: MIT
#include "core/analysis/objectmoment.h"
#include "core/analysis/taskmoment.h"
#include "core/trace/intervals.h"
#include "resources/library.h"
#include "tests/core/analysis/replay.h"
#include "tests/core/analysis/scenariotraces.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace coroscope;

/// What panels show at a cursor has to be what a replay up to it gives, in runs of every kind.
class TestReplayOfRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMomentOfEveryScenarioIsThatOfAReplay_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &path : builtinScenarios()) {
            const QString name = QFileInfo(path).baseName();
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void everyMomentOfEveryScenarioIsThatOfAReplay()
    {
        QFETCH(const QString, name);
        const auto store = test::traceOfBuiltin(name);
        Intervals intervals(*store);
        intervals.update();
        ObjectHistory history(intervals);
        history.update();
        Replay replay(*store);
        // Of long runs some moments, spread evenly; fewer where there are thousands of lanes.
        const std::size_t lanes = 1 + intervals.tasks().size() + intervals.objects().size();
        const std::size_t most = std::clamp<std::size_t>(1'000'000 / lanes, 20, 2000);
        const std::size_t stride = 1 + store->size() / most;
        for (std::size_t events = 0; events <= store->size(); events += stride) {
            replay.playTo(events);
            const Moment moment = events > 0 ? momentAfter(*store, events - 1) : Moment{0, 0};
            for (const TaskTrack &track : intervals.tasks())
                QCOMPARE(Replay::text(taskAt(intervals, track.id, moment)), replay.task(track.id));
            for (const ObjectTrack &track : intervals.objects()) {
                const ObjectMoment now = history.objectAt(track.id, moment, intervals.tasks().size());
                // Before its first change a semaphore has all its permits, which a replay of changes does not know.
                const bool isFull = now.kind == ObjectKind::Semaphore && now.value == now.capacity;
                if (!isFull)
                    QCOMPARE(QString::fromStdString(Replay::text(now)),
                             QString::fromStdString(replay.object(track.id)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestReplayOfRuns)
#include "tst_replayofruns.moc"

// SPDX-License-Identifier: MIT
#include "core/analysis/moment.h"
#include "core/trace/eventstore.h"

#include <QTest>

using namespace coroscope;

class TestMoment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTimeTakesInAllThatHappenedAtIt()
    {
        EventStore store;
        store.taskRunning(0, TaskId(1));
        store.taskRunning(5, TaskId(1));
        store.taskRunning(5, TaskId(2));
        store.taskRunning(9, TaskId(1));
        QCOMPARE(momentAt(store, -1).events, 0U);
        QCOMPARE(momentAt(store, 0).events, 1U);
        QCOMPARE(momentAt(store, 4).events, 1U);
        QCOMPARE(momentAt(store, 5).events, 3U);
        QCOMPARE(momentAt(store, 100).events, 4U);
        QCOMPARE(momentAt(store, 100).time, 100);
    }

    void anEventHasAMomentOfItsOwnAmongThoseOfItsTime()
    {
        EventStore store;
        store.taskRunning(5, TaskId(1));
        store.taskRunning(5, TaskId(2));
        QCOMPARE(momentAfter(store, 0), (Moment{5, 1}));
        QCOMPARE(momentAfter(store, 1), (Moment{5, 2}));
    }
};

QTEST_APPLESS_MAIN(TestMoment)
#include "tst_moment.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampletraces.h"
#include "ui/timeline/lanefilter.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/timeline/waittext.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// The names of the tasks that have a lane.
QString tasksOf(const TimelineWidget &timeline)
{
    QStringList names;
    for (const Lane &lane : timeline.lanes().lanes()) {
        if (lane.kind == LaneKind::Task)
            names += QString::fromStdString(timeline.intervals()->tasks()[lane.track].name);
    }
    return names.join(u' ');
}

TraceFilter filter(const QString &text) { return TraceFilter::parse(text).take(); }

} // namespace

class TestLaneFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lanesFollowTheFilterAndTheCursor()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        TimelineWidget timeline;
        LaneFilter lanes(timeline);
        timeline.resize(900, 500);
        timeline.setIntervals(&intervals);
        lanes.setIntervals(&intervals);
        const QString all = tasksOf(timeline);
        lanes.setFilter(filter(u"name:fetch* state:failed"_s));
        QCOMPARE(tasksOf(timeline), u"main fetch(1) fetch(3)"_s);
        timeline.view().setCursor(700 * ms);
        QTRY_COMPARE(tasksOf(timeline), u"main fetch(3)"_s);
        timeline.view().setCursor(100 * ms);
        QTRY_COMPARE(tasksOf(timeline), QString());
        lanes.setFilter({});
        QCOMPARE(tasksOf(timeline), all);
        timeline.setIntervals(nullptr);
        lanes.setIntervals(nullptr);
    }

    void aFilterThatComesBackNarrowsAgain()
    {
        const auto store = timeoutTrace();
        Intervals intervals(*store);
        intervals.update();
        TimelineWidget timeline;
        LaneFilter lanes(timeline);
        timeline.resize(900, 500);
        timeline.setIntervals(&intervals);
        lanes.setIntervals(&intervals);
        const QString all = tasksOf(timeline);
        for (int round = 0; round < 2; ++round) {
            lanes.setFilter(filter(u"name:fetch(1)"_s));
            QCOMPARE(tasksOf(timeline), u"main fetch(1)"_s);
            lanes.setFilter({});
            QCOMPARE(tasksOf(timeline), all);
        }
        timeline.setIntervals(nullptr);
        lanes.setIntervals(nullptr);
    }

    void lanesThatAreAllLeftOutAreExplained()
    {
        const auto store = semaphoreTrace(5, 2);
        Intervals intervals(*store);
        intervals.update();
        TimelineWidget timeline;
        timeline.resize(800, 400);
        timeline.setIntervals(&intervals);
        LaneFilter lanes(timeline);
        lanes.setIntervals(&intervals);
        QCOMPARE(timeline.hiddenText(), QString());
        const QString end = formatRunMoment(intervals.end(), intervals.end());
        lanes.setFilter(filter(u"on:sem"_s));
        QTRY_COMPARE(timeline.hiddenText(), u"At %1 no task fits the filter"_s.arg(end));
        timeline.view().setCursor(10 * ms);
        QTRY_COMPARE(timeline.hiddenText(), QString());
        lanes.setFilter({});
        timeline.view().setCursor(std::nullopt);
        timeline.setHidesFinished(true);
        QTRY_COMPARE(timeline.hiddenText(), u"At %1 all tasks have finished; H shows them"_s.arg(end));
        timeline.setIntervals(nullptr);
        lanes.setIntervals(nullptr);
    }

    void lanesOfALiveRunAreFilteredAsTheyCome()
    {
        const auto store = semaphoreTrace(30, 2);
        Intervals intervals(*store);
        TimelineWidget timeline;
        LaneFilter lanes(timeline);
        timeline.resize(900, 500);
        timeline.setIntervals(&intervals);
        lanes.setIntervals(&intervals);
        lanes.setFilter(filter(u"name:worker(1?)"_s));
        while (intervals.update(20)) {
            timeline.refresh();
            lanes.refresh();
        }
        QTRY_VERIFY(lanes.isUpToDate());
        QCOMPARE(tasksOf(timeline),
                 u"main worker(10) worker(11) worker(12) worker(13) worker(14) worker(15) worker(16) "
                 "worker(17) worker(18) worker(19)"_s);
        timeline.setIntervals(nullptr);
        lanes.setIntervals(nullptr);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestLaneFilter)
#include "tst_lanefilter.moc"

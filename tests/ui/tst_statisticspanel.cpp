// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/eventstore.h"
#include "core/trace/intervals.h"
#include "tests/core/analysis/scenariotraces.h"
#include "tests/ui/support/sampletraces.h"
#include "ui/panels/detailsbrowser.h"
#include "ui/panels/statisticspanel.h"
#include "ui/panels/statisticsplots.h"

#include <QRegularExpression>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString textOf(const StatisticsPanel &panel)
{
    QString all = panel.plainText();
    all.remove(QChar::ObjectReplacementCharacter);
    return all.replace(QRegularExpression(u"\n+"_s), u"\n"_s).replace(QChar::Nbsp, u' ').trimmed();
}

} // namespace

class TestStatisticsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeRunIsCounted()
    {
        const auto store = test::traceOfBuiltin(u"task-group-fails"_s);
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        StatisticsPanel panel(view);
        panel.setIntervals(&intervals);
        panel.finish();
        QCOMPARE(textOf(panel).split(u'\n'),
                 QString(u"Whole run, 0.000 s to 1.300 s · 1300 ms\n"
                         "TASKS\nalive in it\n6\nmade\n6\nreturned\n2\nfailed\n1\ncancelled\n3\nsteps\n18\n"
                         "TIME BY STATE\nrunning\n0 ms\nready\n0 ms\nsleep\n5900 ms\ntask group\n1300 ms\n"
                         "WAITED FOR\nsleep × 10\n5900 ms\ndownloads × 2\n1300 ms\n"
                         "WAITED LONGEST\nmain\n1300 ms\ndownload(1)\n1300 ms\ndownload(3)\n1300 ms\n"
                         "download(4)\n1300 ms\ndownload(0)\n1000 ms\ndownload(2)\n1000 ms\n"
                         "RAN MOST OFTEN\ndownload(1)\n4 steps\nmain\n3 steps\ndownload(0)\n3 steps\n"
                         "download(3)\n3 steps\ndownload(4)\n3 steps\ndownload(2)\n2 steps"_s)
                     .split(u'\n'));
    }

    void theSelectedRangeIsFollowed()
    {
        const auto store = test::traceOfBuiltin(u"scraper"_s);
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        view.setExtent(intervals.end());
        StatisticsPanel panel(view);
        panel.resize(900, 200);
        panel.show();
        panel.setIntervals(&intervals);
        QTRY_VERIFY(textOf(panel).startsWith(u"Whole run, 0.000 s to 3.174 s"_s));
        view.selectRange(TimeRange{500 * ms, 1'000 * ms});
        QTRY_VERIFY(textOf(panel).startsWith(u"Selected range, 0.500 s to 1.000 s · 500 ms"_s));
        QCOMPARE(panel.statistics()->range, (TimeRange{500 * ms, 1'000 * ms}));
        view.selectRange(std::nullopt);
        QTRY_VERIFY(textOf(panel).startsWith(u"Whole run, 0.000 s to 3.174 s"_s));
    }

    void headingsStandAtTheTopHoweverThePanelCameToItsSize()
    {
        const auto store = semaphoreTrace(30, 5);
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        QTabWidget tabs;
        auto *const panel = new StatisticsPanel(view, &tabs);
        tabs.addTab(new QWidget, u"Log"_s);
        tabs.addTab(panel, u"Statistics"_s);
        tabs.resize(1000, 190);
        panel->setIntervals(&intervals);
        tabs.show();
        tabs.setCurrentWidget(panel);
        panel->finish();
        QCoreApplication::processEvents();
        const QScrollBar *const bar = panel->findChild<DetailsBrowser *>()->verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), 0);
        panel->setIntervals(nullptr);
    }

    void aHistogramIsLabelledByTheBarsItHas()
    {
        HistogramPlot plot(u"Waits"_s);
        QVERIFY(plot.ends() == std::pair(QString(), QString()));
        Histogram waits;
        waits.add(500 * nsPerSecond / 1000);
        plot.setHistogram(waits);
        QVERIFY(plot.ends() == std::pair(u"268 ms"_s, u"537 ms"_s));
    }

    void aRunThatGoesOnIsCountedAgain()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep);
        Intervals intervals(trace.store());
        intervals.update();
        Viewport view;
        StatisticsPanel panel(view);
        panel.resize(900, 200);
        panel.show();
        panel.setIntervals(&intervals);
        QTRY_VERIFY(panel.statistics().has_value());
        QCOMPARE(panel.statistics()->steps, 1U);
        trace.at(5 * ms).ready(main).run(main).returns(main).end();
        intervals.update();
        panel.refresh();
        QTRY_COMPARE(panel.statistics()->steps, 2U);
    }

    void whatComesAtTheMomentThatWasCountedLastIsCountedToo()
    {
        TraceScript trace;
        const TaskId main = trace.make("main");
        trace.run(main).wait(main, WaitKind::Sleep).at(5 * ms).ready(main);
        Intervals intervals(trace.store());
        intervals.update();
        Viewport view;
        StatisticsPanel panel(view);
        panel.resize(900, 200);
        panel.show();
        panel.setIntervals(&intervals);
        QTRY_VERIFY(panel.statistics().has_value());
        // The clock stands still while the task runs to its end.
        trace.run(main).returns(main).end();
        intervals.update();
        panel.refresh();
        QTRY_COMPARE(panel.statistics()->returned, 1U);
        QCOMPARE(panel.statistics()->steps, 2U);
    }

    void manyTasksAreCountedInSlices()
    {
        const auto store = crowdTrace(5'000);
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        StatisticsPanel panel(view);
        panel.resize(900, 200);
        panel.show();
        panel.setIntervals(&intervals);
        QTRY_VERIFY(panel.statistics().has_value());
        QCOMPARE(panel.statistics()->created, intervals.tasks().size());
    }

    void namesAreLinks()
    {
        const auto store = test::traceOfBuiltin(u"scraper"_s);
        Intervals intervals(*store);
        intervals.update();
        Viewport view;
        StatisticsPanel panel(view);
        panel.setIntervals(&intervals);
        panel.finish();
        Q_EMIT panel.browser()->anchorClicked(QUrl(u"object:1"_s));
        QCOMPARE(view.selection().object, ObjectId(1));
        Q_EMIT panel.browser()->anchorClicked(QUrl(u"task:5"_s));
        QCOMPARE(view.selection().task, TaskId(5));
        QVERIFY(panel.browser()->toHtml().contains(u"href=\"object:1\""_s));
    }

    void nothingIsShownWithoutARun()
    {
        Viewport view;
        StatisticsPanel panel(view);
        panel.finish();
        QCOMPARE(textOf(panel), u"Nothing has run yet."_s);
        QCOMPARE(panel.accessibleName(), u"Statistics"_s);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestStatisticsPanel)
#include "tst_statisticspanel.moc"

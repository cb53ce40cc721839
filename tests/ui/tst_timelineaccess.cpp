// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/showntimeline.h"
#include "ui/timeline/overviewwidget.h"

#include <QAccessible>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// Notes what screen readers would be told, as tests run without any.
class TellingTimeline : public TimelineWidget
{
public:
    std::vector<std::pair<QAccessible::Event, std::size_t>> told;

protected:
    void announce(QAccessible::Event kind, std::size_t lane) override { told.emplace_back(kind, lane); }
};

} // namespace

/// What a screen reader sees of the timeline.
class TestTimelineAccess : public QObject, private ShownTimeline<TellingTimeline>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { showTimeline(6, 2, {1200, 200}); }
    void cleanup() { m_timeline.reset(); }

    void theTimelineIsAListOfLanes()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_timeline.get());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->text(QAccessible::Name), u"Timeline"_s);
        QStringList names;
        for (int i = 0; i < 9; ++i) {
            QAccessibleInterface *lane = list->child(i);
            QVERIFY(lane && lane->isValid());
            QCOMPARE(lane->role(), QAccessible::ListItem);
            QCOMPARE(list->indexOfChild(lane), i);
            QCOMPARE(lane->parent(), list);
            // Asked for again it is the same.
            QCOMPARE(list->child(i), lane);
            names += lane->text(QAccessible::Name);
        }
        QCOMPARE(names.join(u' '),
                 u"event loop sem main worker(0) worker(1) worker(2) worker(3) worker(4) worker(5)"_s);
        QVERIFY(list->childCount() >= 9);
        QVERIFY(!list->child(-1));
    }

    void lanesTellTheirStateAtTheCursor()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_timeline.get());
        view().setCursor(100 * ms);
        QVERIFY2(state(1).startsWith(u"sem at 0.100 s: 2 of 2 permits in use"_s), qPrintable(state(1)));
        QVERIFY2(state(3).startsWith(u"worker(0) sleeps"_s), qPrintable(state(3)));
        QVERIFY2(state(8).startsWith(u"worker(5) waits for sem"_s), qPrintable(state(8)));
        view().setCursor(view().extent());
        QVERIFY2(state(8).contains(u"returned item-5"_s), qPrintable(state(8)));
        view().setCursor(Moment{0, 0});
        QCOMPARE(state(8), u"not made yet"_s);
        QVERIFY(m_timeline->stepForward());
        QCOMPARE(state(0), u"runs main"_s);
        QCOMPARE(list->child(0)->text(QAccessible::Value), state(0));
    }

    void placesAndSelectionAreTold()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_timeline.get());
        QAccessibleInterface *lane = list->child(2);
        const QPoint centre = lane->rect().center();
        QCOMPARE(list->childAt(centre.x(), centre.y()), lane);
        QVERIFY(lane->state().selectable && !lane->state().selected);
        QVERIFY(!lane->state().offscreen);
        QVERIFY(list->child(8)->state().offscreen);
        view().select({TaskId(1), {}});
        QVERIFY(lane->state().selected);
        QCOMPARE(lane->state().focused, m_timeline->hasFocus());
        if (m_timeline->hasFocus())
            QCOMPARE(list->focusChild(), lane);
    }

    void aLaneCanBeSelectedFromOutside()
    {
        QAccessibleInterface *lane = QAccessible::queryAccessibleInterface(m_timeline.get())->child(8);
        QAccessibleActionInterface *actions = lane->actionInterface();
        QVERIFY(actions);
        actions->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(view().selection().task, TaskId(7));
        QVERIFY(!lane->state().offscreen);
    }

    void movesOfTheSelectionAreAnnounced()
    {
        m_timeline->told.clear();
        QTest::keyClick(m_timeline.get(), Qt::Key_Down);
        QTest::keyClick(m_timeline.get(), Qt::Key_Down);
        QTest::keyClick(m_timeline.get(), Qt::Key_Right);
        const std::vector<std::pair<QAccessible::Event, std::size_t>> expected{{QAccessible::Selection, 1},
                                                                               {QAccessible::Focus, 1},
                                                                               {QAccessible::Selection, 2},
                                                                               {QAccessible::Focus, 2},
                                                                               {QAccessible::DescriptionChanged, 2}};
        QVERIFY(m_timeline->told == expected);
    }

    void lanesOfAnotherTraceAreNotThoseOfTheLast()
    {
        QAccessibleInterface *lane = QAccessible::queryAccessibleInterface(m_timeline.get())->child(8);
        m_timeline->setIntervals(nullptr);
        QVERIFY(!lane->isValid());
        QVERIFY(lane->state().invalid);
        QCOMPARE(lane->text(QAccessible::Name), QString());
    }

    void aHundredThousandLanesAreMadeAsTheyAreAskedFor()
    {
        const auto store = crowdTrace(20000);
        Intervals intervals(*store);
        intervals.update();
        m_timeline->setIntervals(&intervals);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_timeline.get());
        QVERIFY(list->childCount() > 20000);
        QVERIFY(list->child(15000)->isValid());
        QVERIFY(list->child(15000)->state().offscreen);
        m_timeline->setIntervals(nullptr);
    }

    void theOverviewIsASlider()
    {
        OverviewWidget overview(m_timeline.get());
        QAccessibleInterface *slider = QAccessible::queryAccessibleInterface(&overview);
        QCOMPARE(slider->role(), QAccessible::Slider);
        QCOMPARE(slider->text(QAccessible::Name), u"Overview of the run"_s);
        QAccessibleValueInterface *value = slider->valueInterface();
        QVERIFY(value);
        view().setRange({500 * ms, 700 * ms});
        QCOMPARE(value->currentValue().toDouble(), 0.5);
        QVERIFY(slider->text(QAccessible::Value).startsWith(u"0.500 s to 0.700 s of "_s));
        value->setCurrentValue(0.25);
        QCOMPARE(view().range(), (TimeRange{250 * ms, 450 * ms}));
        QCOMPARE(value->minimumValue().toDouble(), 0.0);
        QVERIFY(value->maximumValue().toDouble() > 0.5);
    }

private:
    QString state(int lane) const
    {
        return QAccessible::queryAccessibleInterface(m_timeline.get())->child(lane)->text(QAccessible::Description);
    }
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestTimelineAccess)
#include "tst_timelineaccess.moc"

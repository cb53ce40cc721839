// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/support/batonscenario.h"
#include "tests/app/support/windowdriver.h"
#include "ui/panels/ghostbar.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/knobwidget.h"
#include "ui/panels/legendwidget.h"
#include "ui/panels/logpanel.h"
#include "ui/panels/messagearea.h"
#include "ui/panels/plotwidget.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenariopanel.h"
#include "ui/panels/sweeppanel.h"

#include <QCheckBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

/// Knobs and sweeps: what becomes of a run when something is turned.
class TestWindowKnobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        m_driver = std::make_unique<test::WindowDriver>();
        QVERIFY(m_driver->openAndRun(m_driver->file(u"baton.coro.yaml"_s, test::baton)));
    }
    void cleanup() { m_driver.reset(); }

    void draggingAKnobRunsAgainAndLeavesAGhost()
    {
        QSlider *slider = m_driver->panel<KnobsPanel>().knob(u"permits"_s)->slider();
        m_driver->press(*slider, handle(*slider, 0));
        m_driver->move(*slider, handle(*slider, 1));
        QTRY_COMPARE(ghostText(), u"makespan 600 ms → 400 ms (−33 %), ghost: permits = 1"_s);
        QTRY_VERIFY(m_driver->isWhole());
        QVERIFY(m_driver->timeline().hasGhost());
        m_driver->move(*slider, handle(*slider, 2));
        QTRY_COMPARE(ghostText(), u"makespan 600 ms → 300 ms (−50 %), ghost: permits = 1"_s);
        m_driver->release(*slider, handle(*slider, 2));
        QTRY_COMPARE(m_driver->window().statusText(), u"Returned after 0.300 s"_s);
        QCOMPARE(m_driver->drawn().split(u'\n').filter(u"ghost"_s).size(), 4);
        // The text is as it was: a knob is no edit.
        QVERIFY(!m_driver->window().isWindowModified());
        auto *legend = m_driver->window().findChild<LegendWidget *>();
        QVERIFY(legend->accessibleDescription().endsWith(u"run before"_s));
        m_driver->focusTimeline();
        m_driver->key(Qt::Key_Escape);
        QVERIFY(!m_driver->timeline().hasGhost());
        QVERIFY(!legend->accessibleDescription().endsWith(u"run before"_s));
        QVERIFY(!m_driver->panel<GhostBar>().isVisible());
        QCOMPARE(m_driver->drawn().split(u'\n').filter(u"ghost"_s), QStringList());
    }

    void keysTurnAKnobAsWell()
    {
        QSlider *slider = m_driver->panel<KnobsPanel>().knob(u"permits"_s)->slider();
        slider->setFocus();
        m_driver->key(Qt::Key_Right);
        QTRY_COMPARE(ghostText(), u"makespan 600 ms → 400 ms (−33 %), ghost: permits = 1"_s);
        m_driver->key(Qt::Key_Left);
        QTRY_COMPARE(ghostText(), u"makespan 600 ms → 600 ms (the same), ghost: the run before"_s);
        auto *close = m_driver->panel<GhostBar>().findChild<QToolButton *>();
        m_driver->click(*close);
        QVERIFY(!m_driver->timeline().hasGhost());
    }

    void runsThatAKnobMadeLeaveNothingBehind()
    {
        m_driver->panel<KnobsPanel>().knob(u"permits"_s)->slider()->setFocus();
        std::vector<std::weak_ptr<const EventStore>> stores;
        for (int turn = 0; turn < 20; ++turn) {
            const auto before = m_driver->session().store();
            stores.emplace_back(before);
            m_driver->key(turn % 4 < 2 ? Qt::Key_Right : Qt::Key_Left);
            QTRY_VERIFY(m_driver->session().store() != before && m_driver->isWhole());
        }
        // The first one stands behind the last.
        QVERIFY(!stores.front().expired());
        m_driver->focusTimeline();
        m_driver->key(Qt::Key_Escape);
        for (const auto &store : stores)
            QTRY_VERIFY(store.expired());
    }

    void theSelectionAndTheCursorStayForTheNextRun()
    {
        m_driver->clickLane(u"runner(2)"_s, 250'000'000);
        const double cursor = m_driver->cursor();
        QSlider *slider = m_driver->panel<KnobsPanel>().knob(u"permits"_s)->slider();
        slider->setFocus();
        m_driver->key(Qt::Key_End);
        QTRY_COMPARE(m_driver->window().statusText(), u"Returned after 0.300 s"_s);
        QCOMPARE(m_driver->selected(), u"runner(2)"_s);
        QCOMPARE(m_driver->cursor(), cursor);
        QCOMPARE(m_driver->details().section(u" | "_s, 0, 2), u"runner(2) | task 4 | sleeping"_s);
    }

    void knobsAreWrittenIntoTheTextAndSaved()
    {
        auto &knobs = m_driver->panel<KnobsPanel>();
        QSlider *slider = knobs.knob(u"permits"_s)->slider();
        slider->setFocus();
        m_driver->key(Qt::Key_Right);
        QTRY_VERIFY(knobs.writeButton()->isEnabled());
        QTRY_COMPARE(m_driver->window().statusText(), u"Returned after 0.400 s"_s);
        m_driver->click(*knobs.writeButton());
        QByteArray wanted = test::baton;
        wanted.replace("value: 1", "value: 2");
        QTRY_COMPARE(m_driver->panel<ScenarioPanel>().text().toUtf8(), wanted);
        QVERIFY(m_driver->window().isWindowModified());
        m_driver->key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(m_driver->contents(u"baton.coro.yaml"_s), wanted);
        QVERIFY(!m_driver->window().isWindowModified());
        // The file's value is that one now.
        m_driver->push(u"restartButton"_s);
        QVERIFY(m_driver->runsToEnd());
        QTRY_COMPARE(m_driver->window().statusText(), u"Returned after 0.400 s"_s);
    }

    void aDieIsRolledForTheSeed()
    {
        QVERIFY(m_driver->openAndRun(u":/scenarios/limits/semaphore-30.coro.yaml"_s));
        auto &knobs = m_driver->panel<KnobsPanel>();
        const auto seed = knobs.seedBox()->value();
        QCOMPARE(seed, 42U);
        m_driver->click(*knobs.diceButton());
        QTRY_VERIFY(ghostText().endsWith(u"ghost: seed = 42"_s));
        QTRY_VERIFY(m_driver->isWhole());
        m_driver->click(*knobs.resetButton());
        QTRY_COMPARE(ghostText(), u"makespan 3.59 s → 3.59 s (the same), ghost: the run before"_s);
    }

    void aFlagUndoesADeadlock()
    {
        QVERIFY(m_driver->openAndRun(u":/scenarios/limits/deadlock-two-locks.coro.yaml"_s));
        QVERIFY(m_driver->window().messages().isVisible());
        auto &problems = m_driver->named<QDockWidget>(u"problemsDock"_s);
        QTRY_COMPARE(problems.windowTitle(), u"Problems 1"_s);
        QCheckBox *flag = m_driver->panel<KnobsPanel>().knob(u"ordered"_s)->flag();
        m_driver->click(*flag, {8, flag->height() / 2});
        QVERIFY(flag->isChecked());
        QTRY_COMPARE(m_driver->window().statusText(), u"Returned after 2.000 s"_s);
        QCOMPARE(ghostText(), u"makespan 500 ms (deadlock) → 2.00 s (+300 %), ghost: ordered = false"_s);
        QVERIFY(!m_driver->window().messages().isVisible());
        QTRY_COMPARE(problems.windowTitle(), u"Problems"_s);
        QCOMPARE(m_driver->log().last(), u"2.000 s | main | both have eaten"_s);
        // And back.
        m_driver->click(*flag, {8, flag->height() / 2});
        QTRY_VERIFY(m_driver->window().messages().isVisible());
        QTRY_COMPARE(problems.windowTitle(), u"Problems 1"_s);
    }

    void aKnobIsTurnedWhileARunGoesOn()
    {
        m_driver->window().openFile(m_driver->file(u"long.yaml"_s, "coroscope: 1\ntitle: Long\nparams:\n"
                                                                   "  step: {value: 0, min: 0, max: 5, step: 1}\n"
                                                                   "main:\n  - while: step == 0 || now() < 10\n"
                                                                   "    do:\n      - sleep: ${step}\n"));
        QTRY_VERIFY(m_driver->session().store() && m_driver->session().store()->size() > 1000);
        QVERIFY(m_driver->session().state() == RunState::Running);
        m_driver->panel<KnobsPanel>().knob(u"step"_s)->slider()->setFocus();
        m_driver->key(Qt::Key_Right);
        QTRY_COMPARE(m_driver->window().statusText(), u"Returned after 10.000 s"_s);
        QTRY_VERIFY(m_driver->isWhole());
        m_driver->focusTimeline();
        m_driver->key(Qt::Key_Escape);
        QCOMPARE(ghostText(), QString());
    }

    void aSweepIsDrawnAndAPointOfItIsARun()
    {
        auto &panel = m_driver->panel<SweepPanel>();
        m_driver->openDock(u"sweepDock"_s);
        QCOMPARE(m_driver->named<QLineEdit>(u"sweepFrom"_s).text(), u"1"_s);
        QCOMPARE(m_driver->named<QLineEdit>(u"sweepTo"_s).text(), u"3"_s);
        m_driver->push(u"sweepStart"_s);
        QVERIFY(QTest::qWaitFor([&] { return !panel.isRunning() && panel.table().runCount() == 3; }, 15'000));
        QCOMPARE((QStringList{panel.pointText(0), panel.pointText(1), panel.pointText(2)}),
                 (QStringList{u"permits 1: 600 ms"_s, u"permits 2: 400 ms"_s, u"permits 3: 300 ms"_s}));
        auto &plot = m_driver->panel<PlotWidget>();
        m_driver->click(plot, plot.positionOf(2).toPoint());
        QTRY_COMPARE(m_driver->window().statusText(), u"Returned after 0.300 s"_s);
        QCOMPARE(ghostText(), u"makespan 600 ms → 300 ms (−50 %), ghost: permits = 1"_s);
        QCOMPARE(m_driver->panel<KnobsPanel>().knob(u"permits"_s)->value(), u"3"_s);
        m_driver->willChooseFile(m_driver->path(u"sweep.csv"_s));
        m_driver->push(u"sweepSaveTable"_s);
        QCOMPARE(m_driver->contents(u"sweep.csv"_s).simplified(),
                 QByteArray("permits,seed,outcome,makespan_s,concurrency,wait_s,timeouts,throughput_per_s,message "
                            "1,0,returned,0.6,4,0.3,0,6.666666666666667, "
                            "2,0,returned,0.4,4,0.1,0,10, "
                            "3,0,returned,0.3,4,0,0,13.333333333333334,"));
        m_driver->willChooseFile(m_driver->path(u"sweep.svg"_s));
        m_driver->push(u"sweepSavePlot"_s);
        QVERIFY(m_driver->contents(u"sweep.svg"_s).contains("<svg"));
    }

    void aSweepIsCancelledAndTheWindowClosedMeanwhile()
    {
        QVERIFY(m_driver->openAndRun(u":/scenarios/limits/semaphore-30.coro.yaml"_s));
        auto &panel = m_driver->panel<SweepPanel>();
        m_driver->openDock(u"sweepDock"_s);
        m_driver->named<QSpinBox>(u"sweepSeeds"_s).setValue(1000);
        m_driver->push(u"sweepStart"_s);
        QVERIFY(panel.isRunning());
        m_driver->push(u"sweepCancel"_s);
        QTRY_VERIFY(!panel.isRunning());
        m_driver->push(u"sweepStart"_s);
        QVERIFY(panel.isRunning());
        QVERIFY(m_driver->window().close());
    }

private:
    QString ghostText() { return m_driver->panel<GhostBar>().text(); }

    /// Where the handle of a slider is at one of its steps.
    static QPoint handle(const QSlider &slider, int step)
    {
        const int value = slider.minimum() + step;
        QStyleOptionSlider option;
        option.initFrom(&slider);
        option.orientation = slider.orientation();
        option.minimum = slider.minimum();
        option.maximum = slider.maximum();
        option.sliderPosition = option.sliderValue = value;
        return slider.style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider).center();
    }

    std::unique_ptr<test::WindowDriver> m_driver;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestWindowKnobs)
#include "tst_windowknobs.moc"

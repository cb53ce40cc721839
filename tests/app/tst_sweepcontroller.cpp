// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariosession.h"
#include "app/sweepcontroller.h"
#include "core/trace/intervals.h"
#include "tests/app/support/program.h"
#include "tests/support/sweepscenarios.h"
#include "ui/panels/plotwidget.h"
#include "ui/panels/sweeppanel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr int patience = 120'000; // a guard against hanging

} // namespace

/// The panel, the controller and the real session, as the window has them.
class TestSweepController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init()
    {
        m_session = std::make_unique<ScenarioSession>();
        m_panel = std::make_unique<SweepPanel>();
        m_panel->resize(300, 420);
        m_controller = std::make_unique<SweepController>(*m_session, *m_panel);
        m_session->open(test::writeFile(m_folder.path(), u"jobs.yaml"_s, test::sweepJobs));
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup()
    {
        m_controller.reset();
        m_panel.reset();
        m_session.reset();
    }

    void aSweepRunsWithTheKnobsAsTheyAreSet()
    {
        RunSettings settings;
        settings.knobs[u"work"_s] = u"1s"_s;
        settings.knobs[u"permits"_s] = u"3"_s;
        settings.seed = 40;
        m_session->setSettings(settings);
        m_panel->findChild<QSpinBox *>(u"sweepSeeds"_s)->setValue(2);
        sweep();
        QCOMPARE(texts().join(u'\n'), u"permits 1: 6 s (6 s to 6 s by seed)\n"
                                      "permits 2: 3 s (3 s to 3 s by seed)\n"
                                      "permits 3: 2 s (2 s to 2 s by seed)\n"
                                      "permits 4: 2 s (2 s to 2 s by seed)\n"
                                      "permits 5: 2 s (2 s to 2 s by seed)\n"
                                      "permits 6: 1 s (1 s to 1 s by seed)"_s);
        QCOMPARE(m_panel->table().seeds(), (std::vector<std::uint64_t>{40, 41}));
        QCOMPARE(plot()->plot().present, std::optional(3.0));
    }

    void theRunOfAPointIsShown()
    {
        sweep();
        QSignalSpy shown(m_controller.get(), &SweepController::runShown);
        QCOMPARE(showPoint(3), 200'000'000);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(m_session->shownSettings().knobs.at(u"permits"_s), u"4"_s);
        QCOMPARE(m_session->shownSettings().seed, std::optional<std::uint64_t>()); // the file's own
        QCOMPARE(plot()->plot().present, std::optional(4.0));
    }

    void thePointOfASweepFromBeforeAChangeIsTheRunThatWasSwept()
    {
        RunSettings settings;
        settings.knobs[u"work"_s] = u"1s"_s;
        m_session->setSettings(settings);
        sweep();
        settings.knobs[u"work"_s] = u"5s"_s;
        settings.seed = 40;
        m_session->setSettings(settings);
        QCOMPARE(showPoint(3), 2 * nsPerSecond);
        QCOMPARE(m_session->settings().knobs.at(u"work"_s), u"1s"_s);
        QCOMPARE(m_session->settings().seed, std::optional<std::uint64_t>());
    }

    void thePointOfAnotherTextHasItsSeed()
    {
        sweep();
        QString text = m_session->document().text();
        m_session->document().setText(text.replace(u"seed: 7"_s, u"seed: 8"_s));
        showPoint(3);
        QCOMPARE(m_session->shownSettings().seed, std::optional<std::uint64_t>(7));
    }

    void aCancelEndsRunsWithoutEnd()
    {
        RunLimits limits;
        limits.events = 1'000'000'000'000;
        m_controller->setLimits(limits);
        m_panel->findChild<QComboBox *>(u"sweepKnob"_s)->setCurrentText(u"endless"_s);
        QSignalSpy shown(plot(), &PlotWidget::currentPointChanged);
        start();
        QVERIFY(m_controller->isRunning());
        QVERIFY(m_panel->isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(text(m_panel->table().run(0, 0).outcome), u"returned"_s, patience);
        QTest::mouseClick(m_panel->findChild<QPushButton *>(u"sweepCancel"_s), Qt::LeftButton);
        waitForEnd();
        QCOMPARE(texts().join(u'\n'), u"endless false: 300 ms\nendless true: not run yet"_s);
    }

    void aSweepUnderWayEndsWithItsWindow()
    {
        RunLimits limits;
        limits.events = 1'000'000'000'000;
        m_controller->setLimits(limits);
        m_panel->findChild<QComboBox *>(u"sweepKnob"_s)->setCurrentText(u"endless"_s);
        start();
        QVERIFY(m_controller->isRunning());
        m_controller.reset();
    }

    void theTextInTheEditorIsWhatIsSwept()
    {
        QString text = m_session->document().text();
        m_session->document().setText(text.replace(u"range(6)"_s, u"range(12)"_s));
        sweep();
        QCOMPARE(texts().value(0), u"permits 1: 1.2 s"_s);
    }

    void aTextWithFaultsIsNotSwept()
    {
        const QString text = m_session->document().text();
        m_session->document().setText(text + u"  - slep: 1\n"_s);
        start();
        QVERIFY(!m_controller->isRunning());
        QCOMPARE(m_panel->findChild<QLabel *>(u"sweepFault"_s)->text(), u"The scenario has faults; mend them first."_s);
    }

    void aSweepFromBeforeAChangeSaysSo()
    {
        sweep();
        QCOMPARE(readout(), QString());
        RunSettings settings;
        settings.knobs[u"permits"_s] = u"5"_s;
        m_session->setSettings(settings);
        QCOMPARE(readout(), QString()); // the knob that was swept over may be anywhere
        settings.knobs[u"work"_s] = u"1s"_s;
        m_session->setSettings(settings);
        QCOMPARE(readout(), u"From before the last change"_s);
        settings.knobs.erase(u"work"_s);
        m_session->setSettings(settings);
        QCOMPARE(readout(), QString());
        m_session->document().setText(m_session->document().text() + u"  - sleep: 1\n"_s);
        QTRY_COMPARE_WITH_TIMEOUT(readout(), u"From before the last change"_s, patience);
    }

    void anotherFileHasNoSweepYet()
    {
        sweep();
        QCOMPARE(plot()->plot().points.size(), 6U);
        m_session->open(
            test::writeFile(m_folder.path(), u"other.yaml"_s,
                            "coroscope: 1\nparams: {n: {value: 1, min: 1, max: 3}}\nmain:\n  - sleep: ${n}\n"));
        QCOMPARE(plot()->plot().points.size(), 0U);
        QCOMPARE(m_panel->findChild<QComboBox *>(u"sweepKnob"_s)->currentText(), u"n"_s);
        sweep();
        QCOMPARE(texts().join(u'\n'), u"n 1: 1 s\nn 2: 2 s\nn 3: 3 s"_s);
    }

    void whatTheEngineRefusesIsTold()
    {
        RunSettings settings;
        settings.seed = std::numeric_limits<std::uint64_t>::max();
        m_session->setSettings(settings);
        m_panel->findChild<QSpinBox *>(u"sweepSeeds"_s)->setValue(2);
        start();
        QVERIFY(!m_controller->isRunning());
        QCOMPARE(m_panel->findChild<QLabel *>(u"sweepFault"_s)->text(),
                 u"the seed 18446744073709551615 is too large to count up from"_s);
    }

private:
    void start() { QTest::mouseClick(m_panel->findChild<QPushButton *>(u"sweepStart"_s), Qt::LeftButton); }
    void waitForEnd()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!m_controller->isRunning(), patience);
        QVERIFY(!m_panel->isRunning());
    }
    void sweep()
    {
        start();
        waitForEnd();
    }
    /// Activates a point and waits for its run; returns how long that took, below 0 if none was shown.
    Nanoseconds showPoint(qsizetype point)
    {
        QSignalSpy stores(m_session.get(), &Session::storeChanged);
        plot()->setCurrentPoint(point);
        QTest::keyClick(plot(), Qt::Key_Return);
        if (stores.isEmpty() && !stores.wait(patience))
            return -1;
        if (!QTest::qWaitFor([this] { return m_session->state() == RunState::Finished; }, patience))
            return -1;
        Intervals intervals(*m_session->store());
        intervals.update();
        return intervals.end();
    }
    QStringList texts() const
    {
        QStringList lines;
        for (std::size_t point = 0; point < plot()->plot().points.size(); ++point)
            lines.push_back(m_panel->pointText(static_cast<qsizetype>(point)));
        return lines;
    }
    QString readout() const { return m_panel->findChild<QWidget *>(u"sweepReadout"_s)->accessibleDescription(); }
    PlotWidget *plot() const { return m_panel->findChild<PlotWidget *>(u"sweepPlot"_s); }

    QTemporaryDir m_folder;
    std::unique_ptr<ScenarioSession> m_session;
    std::unique_ptr<SweepPanel> m_panel;
    std::unique_ptr<SweepController> m_controller;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestSweepController)
#include "tst_sweepcontroller.moc"

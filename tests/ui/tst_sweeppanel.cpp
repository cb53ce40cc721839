// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenariofile.h"
#include "ui/panels/plotwidget.h"
#include "ui/panels/sweeppanel.h"
#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr const char *knobs = R"(coroscope: 1
title: Knobs
params:
  permits: {value: 4, min: 1, max: 14, step: 1}
  mode: {value: fast, choices: [fast, slow]}
  flag: true
  pause: 50ms
  free: 3
  many: {value: 5, min: 1, max: 1000, step: 1}
  list: [1, 2]
main:
  - log: ${permits} ${mode} ${flag} ${pause} ${free} ${many} ${list}
)";

std::shared_ptr<const Scenario> load(const char *text)
{
    LoadedScenario loaded = loadScenarioText(text, u"knobs.yaml"_s);
    if (!loaded.ok())
        qFatal("%s", qPrintable(loaded.faults.front().text()));
    return std::move(loaded.scenario);
}

SweepRun returned(Nanoseconds makespan)
{
    SweepRun run;
    run.outcome = SweepOutcome::Returned;
    run.totals.makespan = makespan;
    run.totals.peakConcurrency = 7;
    return run;
}

} // namespace

class TestSweepPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<SweepPanel>();
        m_panel->resize(280, 420);
        m_panel->setScenario(load(knobs));
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void aKnobBringsTheRangeThatItHas()
    {
        QStringList shown;
        for (int index = 0; index < knob()->count(); ++index) {
            knob()->setCurrentIndex(index);
            shown.push_back(edit(u"sweepFrom"_s)->isVisible()
                                ? u"%1: %2 to %3 by %4"_s.arg(knob()->currentText(), edit(u"sweepFrom"_s)->text(),
                                                              edit(u"sweepTo"_s)->text(), edit(u"sweepStep"_s)->text())
                                : u"%1: %2"_s.arg(knob()->currentText(), edit(u"sweepValues"_s)->text()));
        }
        QCOMPARE(shown.join(u'\n'), u"permits: 1 to 14 by 1\n"
                                    "mode: fast, slow\n"
                                    "flag: false, true\n"
                                    "pause: \n"
                                    "free: 1 to 11 by 1\n"
                                    "many: 1 to 1000 by 5"_s);
    }

    void startTellsWhatIsWanted()
    {
        QSignalSpy started(m_panel.get(), &SweepPanel::startRequested);
        edit(u"sweepTo"_s)->setText(u"7"_s);
        edit(u"sweepStep"_s)->setText(u"2"_s);
        m_panel->findChild<QSpinBox *>(u"sweepSeeds"_s)->setValue(3);
        QTest::mouseClick(button(u"sweepStart"_s), Qt::LeftButton);
        QCOMPARE(started.size(), 1);
        const auto axis = started[0][0].value<SweepAxis>();
        QCOMPARE(axis.parameter, u"permits"_s);
        QCOMPARE(axis.values.join(u' '), u"1 3 5 7"_s);
        QCOMPARE(started[0][1].toInt(), 3);

        knob()->setCurrentText(u"mode"_s);
        edit(u"sweepValues"_s)->setText(u"slow"_s);
        QTest::keyClick(edit(u"sweepValues"_s), Qt::Key_Return);
        QCOMPARE(started.size(), 2);
        QCOMPARE(started[1][0].value<SweepAxis>().values.join(u' '), u"slow"_s);
    }

    void whatIsWrongIsToldBelowTheFields()
    {
        QSignalSpy started(m_panel.get(), &SweepPanel::startRequested);
        auto *fault = m_panel->findChild<QLabel *>(u"sweepFault"_s);
        QVERIFY(!fault->isVisible());
        edit(u"sweepFrom"_s)->setText(u"9"_s);
        edit(u"sweepTo"_s)->setText(u"3"_s);
        QTest::keyClick(edit(u"sweepTo"_s), Qt::Key_Return);
        QVERIFY(fault->isVisible());
        QCOMPARE(fault->text(), u"permits: `9..3:1` is empty, as it runs backwards; write the smaller number first"_s);
        QCOMPARE(started.size(), 0);
        QTest::keyClicks(edit(u"sweepTo"_s), u"0"_s);
        QVERIFY(!fault->isVisible());
    }

    void aScenarioWithoutParamsCannotBeSwept()
    {
        m_panel->setScenario(load("coroscope: 1\nmain:\n  - sleep: 1\n"));
        QVERIFY(!button(u"sweepStart"_s)->isEnabled());
        m_panel->setScenario(nullptr);
        QVERIFY(!button(u"sweepStart"_s)->isEnabled());
        m_panel->setScenario(load(knobs));
        QVERIFY(button(u"sweepStart"_s)->isEnabled());
        QCOMPARE(knob()->currentText(), u"permits"_s);
        QCOMPARE(edit(u"sweepTo"_s)->text(), u"14"_s);
    }

    void anEditedScenarioKeepsWhatWasTyped()
    {
        edit(u"sweepTo"_s)->setText(u"9"_s);
        m_panel->setScenario(load(knobs));
        QCOMPARE(edit(u"sweepTo"_s)->text(), u"9"_s);
    }

    void aParamThatTakesOtherValuesIsOfferedAnew()
    {
        edit(u"sweepTo"_s)->setText(u"9"_s);
        m_panel->setScenario(load(QByteArray(knobs).replace("max: 14", "max: 30").constData()));
        QCOMPARE(edit(u"sweepTo"_s)->text(), u"30"_s);
        m_panel->setScenario(load(QByteArray(knobs)
                                      .replace("{value: 4, min: 1, max: 14, step: 1}", "{value: a, choices: [a, b]}")
                                      .constData()));
        QVERIFY(!edit(u"sweepTo"_s)->isVisible());
        QCOMPARE(edit(u"sweepValues"_s)->text(), u"a, b"_s);
    }

    void tabGoesThroughAllFieldsInTheirOrder()
    {
        showSweep();
        knob()->setFocus();
        QStringList order;
        for (int count = 0; count < 8; ++count) {
            order.push_back(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(order.join(u' '), u"sweepKnob sweepFrom sweepTo sweepStep sweepSeeds sweepStart sweepSaveTable "
                                   "sweepSavePlot"_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"sweepPlot"_s);
    }

    void runsShowAsTheyEnd()
    {
        const SweepTable table(u"Knobs"_s, {u"permits"_s, {u"1"_s, u"2"_s, u"3"_s}}, {7, 8});
        QVERIFY(button(u"sweepStart"_s)->isVisible());
        m_panel->begin(table);
        QVERIFY(!button(u"sweepStart"_s)->isVisible());
        QVERIFY(button(u"sweepCancel"_s)->isVisible());
        QVERIFY(!m_panel->findChild<QToolButton *>(u"sweepSaveTable"_s)->isEnabled());
        m_panel->addRun(1, 0, returned(2 * nsPerSecond));
        m_panel->showProgress();
        QCOMPARE(m_panel->findChild<QProgressBar *>(u"sweepProgress"_s)->value(), 1);
        QCOMPARE(m_panel->findChild<QProgressBar *>(u"sweepProgress"_s)->maximum(), 6);
        QCOMPARE(readings(), u"1: -\n2: 2 s (2 s to 2 s)\n3: -"_s);
        m_panel->addRun(1, 1, returned(3 * nsPerSecond));
        m_panel->addRun(0, 0, returned(5 * nsPerSecond));
        m_panel->showProgress();
        QCOMPARE(readings(), u"1: 5 s (5 s to 5 s)\n2: 2 s (2 s to 3 s)\n3: -"_s);
        QSignalSpy cancelled(m_panel.get(), &SweepPanel::cancelRequested);
        QTest::mouseClick(button(u"sweepCancel"_s), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        m_panel->end();
        QVERIFY(button(u"sweepStart"_s)->isVisible());
        QVERIFY(!button(u"sweepCancel"_s)->isVisible());
        QVERIFY(m_panel->findChild<QToolButton *>(u"sweepSaveTable"_s)->isEnabled());
        QCOMPARE(plot()->accessibleName(), u"Plot: makespan by permits"_s);
        QCOMPARE(plot()->accessibleDescription(),
                 u"permits 1: 5 s (5 s to 5 s by seed); permits 2: 2 s (2 s to 3 s by seed); permits 3: not run yet"_s);
    }

    void anotherMeasureIsShownWithoutAnotherRun()
    {
        showSweep();
        m_panel->findChild<QComboBox *>(u"sweepMeasure"_s)->setCurrentText(u"peak concurrency"_s);
        QCOMPARE(plot()->plot().title, u"peak concurrency by permits"_s);
        QCOMPARE(plot()->plot().points[0].reading->median, 7.0);
    }

    void thePointerTellsAndChoosesAPoint()
    {
        showSweep();
        QSignalSpy activated(m_panel.get(), &SweepPanel::pointActivated);
        const QPoint at = plot()->positionOf(2).toPoint();
        QTest::mouseMove(plot(), at + QPoint(2, 30));
        QCOMPARE(plot()->currentPoint(), 2);
        QCOMPARE(m_panel->pointText(2), u"permits 3: 4 s"_s);
        QCOMPARE(plot()->toolTip(), u"permits 3: 4 s"_s);
        QTest::mouseClick(plot(), Qt::LeftButton, Qt::NoModifier, at);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0], (QVariantList{u"permits"_s, u"3"_s, quint64{7}}));
        QTest::mouseMove(plot(), QPoint(plot()->width() - 2, plot()->height() - 1));
        QCOMPARE(plot()->currentPoint(), -1);
    }

    void theKeyboardReachesEveryPoint()
    {
        showSweep();
        QSignalSpy activated(m_panel.get(), &SweepPanel::pointActivated);
        m_panel->setCurrentValue(u"permits"_s, u"4"_s);
        m_panel->findChild<QToolButton *>(u"sweepSavePlot"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(plot()));
        QCOMPARE(plot()->currentPoint(), 3); // where the knob stands
        const QList<std::pair<Qt::Key, qsizetype>> keys{{Qt::Key_Right, 4}, {Qt::Key_Right, 5},  {Qt::Key_Right, 5},
                                                        {Qt::Key_Left, 4},  {Qt::Key_Home, 0},   {Qt::Key_Left, 0},
                                                        {Qt::Key_End, 5},   {Qt::Key_PageUp, 0}, {Qt::Key_PageDown, 5}};
        for (const auto &[key, point] : keys) {
            QTest::keyClick(plot(), key);
            QCOMPARE(plot()->currentPoint(), point);
        }
        QTest::keyClick(plot(), Qt::Key_Return);
        QTest::keyClick(plot(), Qt::Key_Space);
        QCOMPARE(activated.size(), 2);
        QCOMPARE(activated[0], (QVariantList{u"permits"_s, u"6"_s, quint64{7}}));
        QTest::keyClick(plot(), Qt::Key_Escape);
        QCOMPARE(plot()->currentPoint(), -1);
        QTest::keyClick(plot(), Qt::Key_Return);
        QCOMPARE(activated.size(), 2);
    }

    void aPointWithSeveralSeedsIsTheRunWithTheMedian()
    {
        m_panel->begin({u"Knobs"_s, {u"permits"_s, {u"1"_s}}, {7, 8, 9}});
        m_panel->addRun(0, 0, returned(9));
        m_panel->addRun(0, 1, returned(1));
        m_panel->addRun(0, 2, returned(5));
        m_panel->end();
        QSignalSpy activated(m_panel.get(), &SweepPanel::pointActivated);
        QTest::mouseClick(plot(), Qt::LeftButton, Qt::NoModifier, plot()->positionOf(0).toPoint());
        QCOMPARE(activated.value(0), (QVariantList{u"permits"_s, u"1"_s, quint64{9}}));
    }

    void theKnobsPresentValueIsMarked()
    {
        m_panel->setCurrentValue(u"permits"_s, u"2"_s);
        showSweep();
        QCOMPARE(plot()->plot().present, std::optional(2.0));
        m_panel->setCurrentValue(u"permits"_s, u"2.5"_s);
        QCOMPARE(plot()->plot().present, std::optional(2.5));
        m_panel->setCurrentValue(u"mode"_s, u"slow"_s);
        m_panel->begin({u"Knobs"_s, {u"mode"_s, {u"fast"_s, u"slow"_s}}, {7}});
        QCOMPARE(plot()->plot().present, std::optional(1.0));
    }

    void runsThatDidNotReturnAreCrossesWithTheirReason()
    {
        m_panel->begin({u"Knobs"_s, {u"permits"_s, {u"1"_s, u"2"_s}}, {7}});
        SweepRun failed = returned(nsPerSecond);
        failed.outcome = SweepOutcome::Failed;
        failed.message = u"ValueError: too few"_s;
        m_panel->addRun(0, 0, failed);
        m_panel->addRun(1, 0, {SweepOutcome::Limit, {}, u"too many events"_s});
        m_panel->end();
        QVERIFY(plot()->plot().points[0].isFlawed);
        QVERIFY(plot()->plot().points[0].reading);
        QVERIFY(plot()->plot().points[1].isFlawed);
        QVERIFY(!plot()->plot().points[1].reading);
        QCOMPARE(m_panel->pointText(0), u"permits 1: 1 s · failed · ValueError: too few"_s);
        QCOMPARE(m_panel->pointText(1), u"permits 2: limit · too many events"_s);
    }

    void tableAndPlotAreSaved()
    {
        showSweep();
        QTemporaryDir folder;
        const auto fault = m_panel->saveTable(folder.filePath(u"a.csv"_s));
        QVERIFY(!fault);
        QFile file(folder.filePath(u"a.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readLine(), QByteArray("permits,seed,outcome,makespan_s,concurrency,wait_s,timeouts,"
                                             "throughput_per_s,message\n"));
        QCOMPARE(file.readLine(), QByteArray("1,7,returned,12,7,0,0,0,\n"));
        QVERIFY(!m_panel->savePlot(folder.filePath(u"a.png"_s)));
        QVERIFY(!QImage(folder.filePath(u"a.png"_s)).isNull());
        const auto wrong = m_panel->savePlot(folder.filePath(u"a.txt"_s));
        QVERIFY(wrong);
        QVERIFY(wrong->message.startsWith(u"pictures are saved as"));
    }

    void bothThemesArePainted()
    {
        showSweep();
        m_panel->setCurrentValue(u"permits"_s, u"2"_s);
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            m_panel->setTheme(kind);
            const QImage image = plot()->grab().toImage();
            const Theme &colors = theme(kind);
            QCOMPARE(image.pixelColor(1, 1), colors.window);
            QCOMPARE(image.pixelColor(plot()->positionOf(1).toPoint()), colors.ink(Ink::Running));
            QCOMPARE(image.pixelColor(plot()->positionOf(3).toPoint()), colors.ink(Ink::Accent));
        }
    }

    void fieldsAreNotSqueezedInALowPanel()
    {
        m_panel->setMinimumHeight(40); // as a dock does
        m_panel->resize(280, 120);
        QCoreApplication::processEvents();
        for (const QLineEdit *edit : m_panel->findChildren<QLineEdit *>()) {
            if (edit->isVisible() && edit->objectName().startsWith(u"sweep"))
                QVERIFY2(edit->height() >= edit->minimumSizeHint().height(), qPrintable(edit->objectName()));
        }
    }

    void everythingHasANameForScreenReaders()
    {
        for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
            // A label is read by its text; a name would stand in its place.
            if (widget->objectName().startsWith(u"sweep"))
                QVERIFY2(widget->accessibleName().isEmpty() == (qobject_cast<const QLabel *>(widget) != nullptr),
                         qPrintable(widget->objectName()));
        }
    }

private:
    void showSweep()
    {
        const QList<int> seconds{12, 6, 4, 3, 2, 2};
        QStringList values;
        for (qsizetype index = 0; index < seconds.size(); ++index)
            values.push_back(QString::number(index + 1));
        m_panel->begin({u"Knobs"_s, {u"permits"_s, values}, {7}});
        for (qsizetype index = 0; index < seconds.size(); ++index)
            m_panel->addRun(static_cast<std::size_t>(index), 0, returned(seconds[index] * nsPerSecond));
        m_panel->end();
        QCoreApplication::processEvents(); // lays the panel out
    }
    QString readings() const
    {
        QStringList lines;
        for (const PlotPoint &point : plot()->plot().points) {
            const auto text = [](double value) { return measureText(MeasureUnit::Time, value); };
            lines.push_back(point.label + u": "_s +
                            (point.reading ? u"%1 (%2 to %3)"_s.arg(text(point.reading->median),
                                                                    text(point.reading->low), text(point.reading->high))
                                           : u"-"_s));
        }
        return lines.join(u'\n');
    }
    QComboBox *knob() const { return m_panel->findChild<QComboBox *>(u"sweepKnob"_s); }
    QLineEdit *edit(const QString &name) const { return m_panel->findChild<QLineEdit *>(name); }
    QPushButton *button(const QString &name) const { return m_panel->findChild<QPushButton *>(name); }
    PlotWidget *plot() const { return m_panel->findChild<PlotWidget *>(u"sweepPlot"_s); }

    std::unique_ptr<SweepPanel> m_panel;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestSweepPanel)
#include "tst_sweeppanel.moc"

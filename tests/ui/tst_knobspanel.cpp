// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenariofile.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/knobwidget.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{

namespace
{

constexpr const char *params = R"(  permits: {value: 4, min: 1, max: 14, help: how many at once}
  limit: {value: 0.9, min: 0.2, max: 2, step: 0.1}
  jobs: 30
  twice: jobs * 2
  fair: true
  kind: {value: fast, choices: [fast, slow, 3]}
  word: some text
  list: [1, 2]
)";

std::shared_ptr<const Scenario> scenarioWith(const QByteArray &lines)
{
    LoadedScenario loaded =
        loadScenarioText("coroscope: 1\nseed: 11\nparams:\n" + lines + "main:\n  - pass\n", u"a.yaml"_s);
    if (!loaded.ok())
        qFatal("%s", qPrintable(loaded.faults.front().text()));
    return std::shared_ptr<const Scenario>(std::move(loaded.scenario));
}

QString rangeText(const QByteArray &line)
{
    const auto scenario = scenarioWith("  p: " + line + "\n");
    const Parameter &parameter = scenario->parameters.front();
    const KnobRange range = KnobRange::of(parameter, parameter.value.number);
    return knobText(range.from) + u".."_s + knobText(range.to) + u" by "_s + knobText(range.step);
}

} // namespace

/// Knobs of every kind: what they show, take and tell.
class TestKnobsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<KnobsPanel>();
        m_panel->setScenario(scenarioWith(params));
        m_panel->show();
        m_chosen.clear();
        connect(m_panel.get(), &KnobsPanel::knobChosen, this,
                [this](const QString &name, const QString &value) { m_chosen += name + u'=' + value; });
    }
    void cleanup() { m_panel.reset(); }

    void everyParamHasAKnobOfItsKind()
    {
        using Kind = KnobWidget::Kind;
        QStringList names;
        QList<Kind> kinds;
        QStringList values;
        for (const KnobWidget *knob : m_panel->knobs()) {
            names += knob->name();
            kinds += knob->kind();
            values += knob->value();
        }
        QCOMPARE(names, QStringList({u"permits"_s, u"limit"_s, u"jobs"_s, u"twice"_s, u"fair"_s, u"kind"_s, u"word"_s,
                                     u"list"_s}));
        QCOMPARE(kinds, QList<Kind>({Kind::Number, Kind::Number, Kind::Number, Kind::Number, Kind::Flag, Kind::Choice,
                                     Kind::Text, Kind::Fixed}));
        QCOMPARE(values,
                 QStringList({u"4"_s, u"0.9"_s, u"30"_s, u"60"_s, u"true"_s, u"fast"_s, u"some text"_s, u""_s}));
        QCOMPARE(m_panel->seedBox()->value(), quint64(11));
        QCOMPARE(m_panel->noteText(), QString());
    }

    void rangesAreThoseOfTheScenarioOrSensible_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("range");
        const auto row = [](const char *line, const char *range) {
            QTest::newRow(line) << QByteArray(line) << QString::fromUtf8(range);
        };
        row("{value: 4, min: 1, max: 14}", "1..14 by 1");
        row("{value: 0.9, min: 0.2, max: 2, step: 0.1}", "0.2..2 by 0.1");
        row("{value: 5, min: 1}", "1..20 by 1");
        row("{value: 5, max: 8}", "0..8 by 1");
        row("5", "0..20 by 1");
        row("0", "0..10 by 1");
        row("1000", "0..5000 by 1");
        row("0.5", "0..2 by 0.01");
        row("-3", "-10..10 by 1");
        row("100000", "0..500000 by 50");
        row("{value: 1, min: 1, max: 1}", "1..1 by 1");
    }
    void rangesAreThoseOfTheScenarioOrSensible()
    {
        QFETCH(const QByteArray, line);
        QTEST(rangeText(line), "range");
    }

    void aSliderGoesThroughItsSteps()
    {
        QSlider *slider = m_panel->knob(u"limit"_s)->slider();
        QCOMPARE(slider->maximum(), 18);
        QCOMPARE(slider->value(), 7);
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_End);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(m_chosen, QStringList({u"limit=1"_s, u"limit=1.1"_s, u"limit=2"_s, u"limit=0.2"_s}));
        QCOMPARE(m_panel->knob(u"limit"_s)->box()->text(), u"0.2"_s);
    }

    void aNumberMayBeTypedAlsoBeyondTheSlider()
    {
        NumberBox *jobs = m_panel->knob(u"jobs"_s)->box();
        type(jobs, u"5000"_s);
        QCOMPARE(m_panel->knob(u"jobs"_s)->slider()->value(), m_panel->knob(u"jobs"_s)->slider()->maximum());
        // What the scenario limits stays within.
        type(m_panel->knob(u"permits"_s)->box(), u"99"_s);
        QCOMPARE(m_chosen.front(), u"jobs=5000"_s);
        QVERIFY(!m_chosen.contains(u"permits=99"_s));
    }

    void flagsChoicesAndTextsTell()
    {
        m_panel->knob(u"fair"_s)->flag()->click();
        QComboBox *choices = m_panel->knob(u"kind"_s)->choices();
        choices->setFocus();
        QTest::keyClick(choices, Qt::Key_Down);
        QLineEdit *field = m_panel->knob(u"word"_s)->field();
        field->setText(u"other"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_chosen, QStringList({u"fair=false"_s, u"kind=slow"_s, u"word=other"_s}));
    }

    void theSeedIsTypedSteppedAndDiced()
    {
        QList<quint64> seeds;
        connect(m_panel.get(), &KnobsPanel::seedChosen, this, [&seeds](quint64 seed) { seeds += seed; });
        type(m_panel->seedBox(), u"18446744073709551615"_s);
        m_panel->seedBox()->stepBy(1);
        m_panel->seedBox()->stepBy(-1);
        QCOMPARE(seeds, QList<quint64>({18446744073709551615U, 18446744073709551615U, 18446744073709551614U}));
        seeds.clear();
        for (int times = 0; times < 20; ++times)
            m_panel->diceButton()->click();
        QCOMPARE(seeds.size(), 20);
        for (int index = 0; index < 20; ++index) {
            QVERIFY(seeds[index] >= 1 && seeds[index] <= 9999);
            QVERIFY(index == 0 || seeds[index] != seeds[index - 1]);
        }
        QString text = u"-1"_s;
        int position = 0;
        QCOMPARE(m_panel->seedBox()->validate(text, position), QValidator::Invalid);
    }

    void aSeedThatWasErasedIsTheOneBefore()
    {
        QSignalSpy chosen(m_panel.get(), &KnobsPanel::seedChosen);
        SeedBox *const box = m_panel->seedBox();
        box->setFocus();
        box->selectAll();
        QTest::keyClick(box, Qt::Key_Delete);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(box->value(), quint64(11));
        QCOMPARE(box->text(), u"11"_s);
        QCOMPARE(chosen.size(), 0);
        type(box, u"0012"_s);
        QCOMPARE(box->text(), u"12"_s);
        QCOMPARE(chosen.size(), 1);
    }

    void aButtonThatHasNothingMoreToDoLeavesTheFocusToTheKnobs()
    {
        QWidget window;
        auto *const layout = new QVBoxLayout(&window);
        auto *const panel = new KnobsPanel(&window);
        panel->setScenario(scenarioWith(params));
        layout->addWidget(panel);
        auto *const next = new QPushButton(u"Run"_s, &window);
        layout->addWidget(next);
        QWidget::setTabOrder(panel->writeButton(), next);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (QPushButton *const button : {panel->resetButton(), panel->writeButton()}) {
            panel->setValues({{u"permits"_s, u"9"_s}}, {});
            button->setFocus();
            QVERIFY(button->hasFocus());
            panel->setValues({}, {});
            QVERIFY(!button->isEnabled());
            QCOMPARE(window.focusWidget(), panel->knob(u"permits"_s)->slider());
        }
    }

    void whatIsSetIsShownWithoutTelling()
    {
        m_panel->setValues({{u"permits"_s, u"9"_s}, {u"fair"_s, u"false"_s}, {u"kind"_s, u"3"_s}}, 5);
        QCOMPARE(m_panel->knob(u"permits"_s)->slider()->value(), 8);
        QVERIFY(!m_panel->knob(u"fair"_s)->flag()->isChecked());
        QCOMPARE(m_panel->knob(u"kind"_s)->choices()->currentText(), u"3"_s);
        QCOMPARE(m_panel->seedBox()->value(), quint64(5));
        QVERIFY(m_panel->resetButton()->isEnabled());
        m_panel->setValues({}, {});
        QCOMPARE(m_panel->knob(u"permits"_s)->value(), u"4"_s);
        QVERIFY(!m_panel->resetButton()->isEnabled());
        QVERIFY(!m_panel->writeButton()->isEnabled());
        QCOMPARE(m_chosen, QStringList());
    }

    void knobsThatStayTheSameAreKept()
    {
        KnobWidget *permits = m_panel->knob(u"permits"_s);
        QByteArray other = params;
        m_panel->setScenario(scenarioWith(other.replace("value: 4", "value: 5")));
        QCOMPARE(m_panel->knob(u"permits"_s), permits);
        QCOMPARE(permits->value(), u"5"_s);
        m_panel->setScenario(scenarioWith("  jobs: 3\n"));
        QCOMPARE(m_panel->knobs().size(), std::size_t(1));
        m_panel->setScenario(scenarioWith("  {}\n"));
        QCOMPARE(m_panel->noteText(), u"This scenario has no params. With `params: {jobs: 30}` it gets a knob."_s);
        m_panel->setScenario(nullptr);
        QCOMPARE(m_panel->noteText(), u"Knobs are the params of a scenario; none is open."_s);
        m_panel->setWaiting(true);
        QCOMPARE(m_panel->noteText(), u"The text of the scenario has faults; its params get knobs when it has none."_s);
        m_panel->setWaiting(false);
    }

    void whileTheTextHasFaultsTheyWait()
    {
        m_panel->setWaiting(true);
        QVERIFY(!m_panel->knob(u"permits"_s)->slider()->isEnabled());
        m_panel->setWaiting(false);
        QVERIFY(m_panel->knob(u"permits"_s)->slider()->isEnabled());
    }

    void everyPartHasANameForScreenReaders()
    {
        for (const KnobWidget *knob : m_panel->knobs()) {
            for (const QWidget *part : knob->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
                if (part->focusPolicy() != Qt::NoFocus)
                    QCOMPARE(part->accessibleName(), knob->name());
            }
        }
        QCOMPARE(m_panel->knob(u"permits"_s)->slider()->accessibleDescription(), u"how many at once"_s);
    }

private:
    static void type(QAbstractSpinBox *box, const QString &text)
    {
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }

    std::unique_ptr<KnobsPanel> m_panel;
    QStringList m_chosen;
};

} // namespace coroscope

QTEST_MAIN(coroscope::TestKnobsPanel)
#include "tst_knobspanel.moc"

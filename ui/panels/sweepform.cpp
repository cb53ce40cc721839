// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweepform.h"

#include "core/scenario/numbertext.h"
#include "ui/panels/choicebox.h"
#include "ui/panels/sweepplot.h"

#include <QAbstractSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

// A range that nobody chose should be run through in a moment.
constexpr double mostByDefault = 200;

bool hasRange(const Parameter &parameter)
{
    return parameter.value.kind == ValueSpec::Kind::Number && parameter.choices.empty();
}

struct Range {
    double from = 0;
    double to = 0;
    double step = 1;
};

// What the parameter allows; where it does not say, around its value.
Range usualRange(const Parameter &parameter)
{
    Range range;
    const double value = parameter.value.number;
    range.step = parameter.step && *parameter.step > 0 ? *parameter.step : value == std::floor(value) ? 1 : 0.1;
    range.from = parameter.min.value_or(value > 0 ? std::min(range.step, value) : value);
    range.to = parameter.max.value_or(std::max(value * 2, range.from + 10 * range.step));
    if ((range.to - range.from) / range.step > mostByDefault)
        range.step *= std::ceil((range.to - range.from) / range.step / mostByDefault);
    return range;
}

// What a range or a list is offered as: the fields are filled anew where that changes.
QString offer(const Scenario &scenario, const Parameter &parameter)
{
    if (hasRange(parameter)) {
        const Range range = usualRange(parameter);
        return numberText(range.from) + u'|' + numberText(range.to) + u'|' + numberText(range.step);
    }
    // All that it takes, if that can be told.
    const auto axis = sweepAxis(scenario, parameter.name, {});
    return axis.ok() ? axis.value().values.join(u", ") : QString();
}

QLabel *caption(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(u"sweepCaption"_s);
    setFontRole(label, FontRole::Small);
    label->setBuddy(buddy);
    return label;
}

} // namespace

SweepForm::SweepForm(QWidget *parent)
    : QWidget(parent), m_measure(new ChoiceBox(this)), m_knob(new ChoiceBox(this)), m_fields(new QStackedWidget(this)),
      m_from(new QLineEdit(this)), m_to(new QLineEdit(this)), m_step(new QLineEdit(this)),
      m_values(new QLineEdit(this)), m_seeds(new QSpinBox(this)), m_start(new QPushButton(tr("Start"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)), m_fault(new QLabel(this))
{
    for (const SweepMeasure &one : sweepMeasures())
        m_measure->addItem(measureTitle(one));
    build();
    connect(m_measure, &QComboBox::currentIndexChanged, this, &SweepForm::measureChanged);
    connect(m_knob, &QComboBox::currentIndexChanged, this, &SweepForm::chooseKnob);
    for (QLineEdit *edit : {m_from, m_to, m_step, m_values}) {
        connect(edit, &QLineEdit::returnPressed, this, &SweepForm::start);
        connect(edit, &QLineEdit::textEdited, this, [this] { showFault({}); });
    }
    connect(m_start, &QPushButton::clicked, this, &SweepForm::start);
    connect(m_cancel, &QPushButton::clicked, this, &SweepForm::cancelRequested);
    chooseKnob();
}

void SweepForm::build()
{
    const auto name = [](QWidget *widget, const QString &objectName, const QString &accessible) {
        widget->setObjectName(objectName);
        widget->setAccessibleName(accessible);
        setFontRole(widget, FontRole::Small);
    };
    name(m_measure, u"sweepMeasure"_s, tr("What is measured"));
    name(m_knob, u"sweepKnob"_s, tr("Knob that changes"));
    name(m_from, u"sweepFrom"_s, tr("From"));
    name(m_to, u"sweepTo"_s, tr("To"));
    name(m_step, u"sweepStep"_s, tr("Step"));
    name(m_values, u"sweepValues"_s, tr("Values"));
    name(m_seeds, u"sweepSeeds"_s, tr("Seeds for each value"));
    name(m_start, u"sweepStart"_s, tr("Start the sweep"));
    name(m_cancel, u"sweepCancel"_s, tr("Cancel the sweep"));
    m_values->setToolTip(tr("VALUE,VALUE,… or FROM..TO:STEP"));
    m_seeds->setRange(1, 1000);
    m_seeds->setToolTip(tr("With several seeds the plot shows the median, and a band from the lowest to the highest"));
    m_fault->setObjectName(u"sweepFault"_s);
    setFontRole(m_fault, FontRole::Small);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_seeds->setButtonSymbols(QAbstractSpinBox::NoButtons);
    for (QComboBox *box : {m_measure, m_knob}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
    }
    for (QLineEdit *edit : {m_from, m_to, m_step})
        edit->setMinimumWidth(34);
    QWidget *before = m_measure;
    for (QWidget *next :
         {static_cast<QWidget *>(m_knob), static_cast<QWidget *>(m_from), static_cast<QWidget *>(m_to),
          static_cast<QWidget *>(m_step), static_cast<QWidget *>(m_values), static_cast<QWidget *>(m_seeds),
          static_cast<QWidget *>(m_start), static_cast<QWidget *>(m_cancel)}) {
        setTabOrder(before, next);
        before = next;
    }

    auto *range = new QWidget(m_fields);
    auto *rangeRow = new QHBoxLayout(range);
    rangeRow->setContentsMargins(0, 0, 0, 0);
    rangeRow->setSpacing(6);
    for (const auto &[text, edit] :
         {std::pair(tr("from"), m_from), std::pair(tr("to"), m_to), std::pair(tr("step"), m_step)}) {
        rangeRow->addWidget(caption(text, edit, range));
        rangeRow->addWidget(edit, 1);
    }
    auto *list = new QWidget(m_fields);
    auto *listRow = new QHBoxLayout(list);
    listRow->setContentsMargins(0, 0, 0, 0);
    listRow->addWidget(caption(tr("values"), m_values, list));
    listRow->addWidget(m_values, 1);
    m_fields->addWidget(range);
    m_fields->addWidget(list);
    m_fields->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    auto *what = new QHBoxLayout;
    what->setSpacing(6);
    what->addWidget(m_measure, 3);
    what->addWidget(caption(tr("by"), m_knob, this));
    what->addWidget(m_knob, 2);
    auto *how = new QHBoxLayout;
    how->setSpacing(6);
    how->addWidget(caption(tr("seeds"), m_seeds, this));
    how->addWidget(m_seeds);
    how->addStretch(1);
    how->addWidget(m_start);
    how->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(what);
    layout->addWidget(m_fields);
    layout->addLayout(how);
    layout->addWidget(m_fault);
}

void SweepForm::setScenario(std::shared_ptr<const Scenario> scenario)
{
    m_scenario = std::move(scenario);
    const QString before = m_knob->currentText();
    QStringList names;
    if (m_scenario) {
        for (const Parameter &parameter : m_scenario->parameters) {
            if (parameter.value.kind != ValueSpec::Kind::List && parameter.value.kind != ValueSpec::Kind::Map)
                names.push_back(parameter.name);
        }
    }
    QStringList shown;
    for (int index = 0; index < m_knob->count(); ++index)
        shown.push_back(m_knob->itemText(index));
    if (names != shown) {
        const QSignalBlocker blocker(m_knob);
        m_knob->clear();
        m_knob->addItems(names);
        m_knob->setCurrentIndex(static_cast<int>(std::max<qsizetype>(names.indexOf(before), 0)));
    }
    const QString offered = hasKnob() ? offer(*m_scenario, *knob()) : QString();
    if (m_knob->currentText() != before || offered != m_offered)
        chooseKnob();
    updateState();
}

void SweepForm::setRunning(bool running)
{
    const bool hadFocus = (m_isRunning ? m_cancel : m_start)->hasFocus();
    m_isRunning = running;
    updateState();
    if (hadFocus)
        (running ? m_cancel : m_start)->setFocus();
}

void SweepForm::setTheme(ThemeKind kind) { m_fault->setStyleSheet(u"color: "_s + theme(kind).ink(Ink::Failed).name()); }

const SweepMeasure &SweepForm::measure() const
{
    return sweepMeasures()[static_cast<std::size_t>(std::max(m_measure->currentIndex(), 0))];
}

const Parameter *SweepForm::knob() const
{
    if (!m_scenario)
        return nullptr;
    const auto found = std::find_if(m_scenario->parameters.begin(), m_scenario->parameters.end(),
                                    [this](const Parameter &one) { return one.name == m_knob->currentText(); });
    return found == m_scenario->parameters.end() ? nullptr : &*found;
}

void SweepForm::chooseKnob()
{
    showFault({});
    const Parameter *parameter = knob();
    m_fields->setCurrentIndex(!parameter || hasRange(*parameter) ? 0 : 1);
    m_offered = parameter ? offer(*m_scenario, *parameter) : QString();
    const QStringList range = parameter && hasRange(*parameter) ? m_offered.split(u'|') : QStringList();
    m_from->setText(range.value(0));
    m_to->setText(range.value(1));
    m_step->setText(range.value(2));
    m_values->setText(range.isEmpty() ? m_offered : QString());
    m_knob->setToolTip(parameter ? parameter->help : QString());
    updateState();
}

QString SweepForm::valuesText() const
{
    if (m_fields->currentIndex() == 1)
        return m_values->text();
    const QString step = m_step->text().trimmed();
    return m_from->text().trimmed() + u".."_s + m_to->text().trimmed() + (step.isEmpty() ? step : u":"_s + step);
}

void SweepForm::start()
{
    if (m_isRunning || !knob())
        return;
    const auto axis = sweepAxis(*m_scenario, knob()->name, valuesText());
    if (!axis.ok())
        return showFault(axis.fault().message);
    showFault({});
    Q_EMIT startRequested(axis.value(), m_seeds->value());
}

void SweepForm::showFault(const QString &message)
{
    m_fault->setText(message);
    m_fault->setVisible(!message.isEmpty());
}

void SweepForm::updateState()
{
    for (QWidget *widget : {static_cast<QWidget *>(m_knob), static_cast<QWidget *>(m_fields),
                            static_cast<QWidget *>(m_seeds), static_cast<QWidget *>(m_start)})
        widget->setEnabled(hasKnob() && !m_isRunning);
    m_start->setVisible(!m_isRunning);
    m_cancel->setVisible(m_isRunning);
}

} // namespace coroscope

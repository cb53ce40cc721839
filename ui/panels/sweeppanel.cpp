// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweeppanel.h"

#include "core/base/savefile.h"
#include "core/scenario/numbertext.h"
#include "ui/panels/choicebox.h"
#include "ui/panels/elidedlabel.h"
#include "ui/panels/plotwidget.h"
#include "ui/panels/sweepplot.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
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

QLabel *caption(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(u"sweepCaption"_s);
    label->setFont(themeFont(FontRole::Small));
    label->setBuddy(buddy);
    return label;
}

} // namespace

SweepPanel::SweepPanel(QWidget *parent)
    : QWidget(parent), m_measure(new ChoiceBox(this)), m_knob(new ChoiceBox(this)), m_fields(new QStackedWidget(this)),
      m_from(new QLineEdit(this)), m_to(new QLineEdit(this)), m_step(new QLineEdit(this)),
      m_values(new QLineEdit(this)), m_seeds(new QSpinBox(this)), m_start(new QPushButton(tr("Start"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)), m_fault(new QLabel(this)), m_title(new QLabel(this)),
      m_plot(new PlotWidget(this)), m_readout(new ElidedLabel(this)), m_progress(new QProgressBar(this)),
      m_saveTable(new QToolButton(this)), m_savePlot(new QToolButton(this))
{
    setObjectName(u"sweepPanel"_s);
    for (const SweepMeasure &measure : sweepMeasures())
        m_measure->addItem(measureTitle(measure));
    build();
    connect(m_measure, &QComboBox::currentIndexChanged, this, &SweepPanel::updatePlot);
    connect(m_knob, &QComboBox::currentIndexChanged, this, &SweepPanel::chooseKnob);
    for (QLineEdit *edit : {m_from, m_to, m_step, m_values}) {
        connect(edit, &QLineEdit::returnPressed, this, &SweepPanel::start);
        connect(edit, &QLineEdit::textEdited, this, [this] { showFault({}); });
    }
    connect(m_start, &QPushButton::clicked, this, &SweepPanel::start);
    connect(m_cancel, &QPushButton::clicked, this, &SweepPanel::cancelRequested);
    connect(m_plot, &PlotWidget::currentPointChanged, this, &SweepPanel::tellPoint);
    connect(m_plot, &PlotWidget::pointActivated, this, &SweepPanel::activate);
    connect(m_saveTable, &QToolButton::clicked, this,
            [this] { askAndSave(tr("Save the table"), tr("Table (*.csv)"), u"csv"_s, &SweepPanel::saveTable); });
    connect(m_savePlot, &QToolButton::clicked, this, [this] {
        askAndSave(tr("Save the plot"), tr("Picture (*.png *.svg *.pdf)"), u"png"_s, &SweepPanel::savePlot);
    });
    setTheme(m_theme);
    updatePlot();
    chooseKnob();
}

void SweepPanel::build()
{
    const auto name = [](QWidget *widget, const QString &objectName, const QString &accessible) {
        widget->setObjectName(objectName);
        widget->setAccessibleName(accessible);
        widget->setFont(themeFont(FontRole::Small));
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
    name(m_fault, u"sweepFault"_s, tr("What is wrong"));
    name(m_plot, u"sweepPlot"_s, tr("Plot"));
    name(m_readout, u"sweepReadout"_s, tr("Point"));
    name(m_progress, u"sweepProgress"_s, tr("Runs done"));
    name(m_saveTable, u"sweepSaveTable"_s, tr("Save the table as CSV"));
    name(m_savePlot, u"sweepSavePlot"_s, tr("Save the plot as a picture"));
    m_title->setObjectName(u"sweepTitle"_s);
    m_title->setFont(themeFont(FontRole::Strong));
    m_values->setToolTip(tr("VALUE,VALUE,… or FROM..TO:STEP"));
    m_seeds->setRange(1, 1000);
    m_seeds->setToolTip(tr("With several seeds the plot shows the median, and a band from the lowest to the highest"));
    m_fault->setWordWrap(true);
    m_seeds->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_saveTable->setText(tr("CSV"));
    m_saveTable->setToolTip(tr("Save all measures of all runs as CSV"));
    m_savePlot->setText(tr("Picture"));
    m_savePlot->setToolTip(tr("Save the plot as PNG, SVG or PDF"));
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
          static_cast<QWidget *>(m_start), static_cast<QWidget *>(m_cancel), static_cast<QWidget *>(m_saveTable),
          static_cast<QWidget *>(m_savePlot), static_cast<QWidget *>(m_plot)}) {
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
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_title, 1);
    head->addWidget(m_saveTable);
    head->addWidget(m_savePlot);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(what);
    layout->addWidget(m_fields);
    layout->addLayout(how);
    layout->addWidget(m_fault);
    layout->addWidget(m_progress);
    layout->addLayout(head);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_readout);
}

void SweepPanel::setScenario(std::shared_ptr<const Scenario> scenario)
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
        if (m_knob->currentText() != before || before.isEmpty())
            chooseKnob();
    }
    updateState();
}

void SweepPanel::setCurrentValue(const QString &name, const QString &value)
{
    if (m_present[name] == value)
        return;
    m_present[name] = value;
    if (name == m_table.axis().parameter)
        updatePlot();
}

void SweepPanel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    m_plot->setTheme(kind);
    QPalette palette = m_fault->palette();
    palette.setColor(QPalette::WindowText, theme(kind).ink(Ink::Failed));
    m_fault->setPalette(palette);
    m_fault->setStyleSheet(u"color: "_s + theme(kind).ink(Ink::Failed).name());
}

const SweepMeasure &SweepPanel::measure() const
{
    return sweepMeasures()[static_cast<std::size_t>(std::max(m_measure->currentIndex(), 0))];
}

const Parameter *SweepPanel::knob() const
{
    if (!m_scenario)
        return nullptr;
    const auto found = std::find_if(m_scenario->parameters.begin(), m_scenario->parameters.end(),
                                    [this](const Parameter &one) { return one.name == m_knob->currentText(); });
    return found == m_scenario->parameters.end() ? nullptr : &*found;
}

void SweepPanel::chooseKnob()
{
    showFault({});
    const Parameter *parameter = knob();
    m_fields->setCurrentIndex(!parameter || hasRange(*parameter) ? 0 : 1);
    if (parameter && hasRange(*parameter)) {
        const Range range = usualRange(*parameter);
        m_from->setText(numberText(range.from));
        m_to->setText(numberText(range.to));
        m_step->setText(numberText(range.step));
    } else {
        for (QLineEdit *edit : {m_from, m_to, m_step})
            edit->clear();
    }
    m_values->clear();
    if (parameter && !hasRange(*parameter)) {
        // All that it takes, if that can be told.
        if (const auto axis = sweepAxis(*m_scenario, parameter->name, {}); axis.ok())
            m_values->setText(axis.value().values.join(u", "));
    }
    m_knob->setToolTip(parameter ? parameter->help : QString());
    updateState();
}

QString SweepPanel::valuesText() const
{
    if (m_fields->currentIndex() == 1)
        return m_values->text();
    const QString step = m_step->text().trimmed();
    return m_from->text().trimmed() + u".."_s + m_to->text().trimmed() + (step.isEmpty() ? step : u":"_s + step);
}

void SweepPanel::start()
{
    if (m_isRunning || !knob())
        return;
    const auto axis = sweepAxis(*m_scenario, knob()->name, valuesText());
    if (!axis.ok())
        return showFault(axis.fault().message);
    showFault({});
    Q_EMIT startRequested(axis.value(), m_seeds->value());
}

void SweepPanel::begin(const SweepTable &table)
{
    m_table = table;
    m_done = 0;
    m_isRunning = true;
    m_isOutdated = false;
    m_progress->setRange(0, static_cast<int>(m_table.runCount()));
    m_progress->setValue(0);
    const bool hadFocus = m_start->hasFocus();
    updateState();
    if (hadFocus)
        m_cancel->setFocus();
    updatePlot();
}

void SweepPanel::addRun(std::size_t value, std::size_t seed, const SweepRun &run)
{
    m_table.run(value, seed) = run;
    ++m_done;
}

void SweepPanel::showProgress()
{
    m_progress->setValue(static_cast<int>(m_done));
    updatePlot();
}

void SweepPanel::end()
{
    m_isRunning = false;
    const bool hadFocus = m_cancel->hasFocus();
    updateState();
    if (hadFocus)
        m_start->setFocus();
    updatePlot();
}

void SweepPanel::clear()
{
    m_table = {};
    m_isOutdated = false;
    updateState();
    updatePlot();
}

void SweepPanel::setOutdated(bool outdated)
{
    m_isOutdated = outdated && !m_table.isEmpty();
    tellPoint();
}

void SweepPanel::showFault(const QString &message)
{
    m_fault->setText(message);
    m_fault->setVisible(!message.isEmpty());
}

void SweepPanel::updateState()
{
    const bool canRun = knob() != nullptr;
    for (QWidget *widget : {static_cast<QWidget *>(m_knob), static_cast<QWidget *>(m_fields),
                            static_cast<QWidget *>(m_seeds), static_cast<QWidget *>(m_start)})
        widget->setEnabled(canRun && !m_isRunning);
    m_start->setVisible(!m_isRunning);
    m_cancel->setVisible(m_isRunning);
    m_progress->setVisible(m_isRunning);
    m_saveTable->setEnabled(!m_table.isEmpty() && !m_isRunning);
    m_savePlot->setEnabled(!m_table.isEmpty() && !m_isRunning);
    m_plot->setPlaceholder(canRun ? tr("Start runs the scenario for each value, and the plot shows what came of it.")
                           : m_scenario ? tr("This scenario has no params to sweep over.")
                                        : tr("Open a scenario to sweep over one of its params."));
}

void SweepPanel::updatePlot()
{
    Plot plot = m_table.isEmpty() ? Plot() : sweepPlot(m_table, measure());
    if (const auto found = m_present.find(m_table.axis().parameter); found != m_present.end() && !plot.points.empty())
        plot.present = plotPosition(plot, found->second);
    m_title->setText(plot.title);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_saveTable), static_cast<QWidget *>(m_savePlot)})
        widget->setVisible(!plot.title.isEmpty());
    m_plot->setPlot(std::move(plot));
    tellPoint();
    if (!m_isRunning)
        describe();
}

QString SweepPanel::pointText(qsizetype point) const
{
    const auto &points = m_plot->plot().points;
    if (point < 0 || point >= static_cast<qsizetype>(points.size()))
        return {};
    return sweepPointText(m_table, points[static_cast<std::size_t>(point)].value, measure());
}

void SweepPanel::tellPoint()
{
    const QString text = pointText(m_plot->currentPoint());
    m_plot->setToolTip(text);
    if (!text.isEmpty())
        m_readout->setText(text);
    else if (m_isRunning)
        m_readout->setText(tr("%1 of %2 runs").arg(m_done).arg(m_table.runCount()));
    else if (m_isOutdated)
        m_readout->setText(tr("From before the last change"));
    else
        m_readout->clear();
    m_readout->setAccessibleDescription(m_readout->text());
}

void SweepPanel::describe()
{
    static constexpr qsizetype most = 50;
    const auto &points = m_plot->plot().points;
    const auto count = static_cast<qsizetype>(points.size());
    m_plot->setAccessibleName(count == 0 ? tr("Plot") : tr("Plot: %1").arg(m_plot->plot().title));
    QStringList texts;
    for (qsizetype point = 0; point < std::min(count, most); ++point)
        texts.push_back(pointText(point));
    if (count > most)
        texts.push_back(tr("and %1 more values").arg(count - most));
    m_plot->setAccessibleDescription(texts.join(u"; "_s));
}

void SweepPanel::activate(qsizetype point)
{
    const PlotPoint &wanted = m_plot->plot().points[static_cast<std::size_t>(point)];
    Q_EMIT pointActivated(m_table.axis().parameter, wanted.label, m_table.seeds()[wanted.seed]);
}

std::optional<Fault> SweepPanel::saveTable(const QString &path) const
{
    SweepMeasures all;
    for (const SweepMeasure &one : sweepMeasures())
        all.push_back(&one);
    return saveFile(path, sweepCsv(m_table, all).toUtf8(), tr("table"));
}

std::optional<Fault> SweepPanel::savePlot(const QString &path) const
{
    SweepPictureOptions options;
    options.theme = m_theme;
    options.scale = 2;
    if (const auto found = m_present.find(m_table.axis().parameter); found != m_present.end())
        options.present = found->second;
    return saveSweepPicture(m_table, {&measure()}, path, options);
}

void SweepPanel::askAndSave(const QString &title, const QString &filter, const QString &suffix,
                            std::optional<Fault> (SweepPanel::*save)(const QString &) const)
{
    QString path = QFileDialog::getSaveFileName(this, title, m_table.axis().parameter + u'.' + suffix, filter);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u'.' + suffix;
    if (const auto fault = (this->*save)(path))
        Q_EMIT failed(fault->text());
}

} // namespace coroscope

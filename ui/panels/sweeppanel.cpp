// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweeppanel.h"

#include "core/base/savefile.h"
#include "ui/panels/elidedlabel.h"
#include "ui/panels/plotwidget.h"
#include "ui/panels/sweepform.h"
#include "ui/panels/sweepplot.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{

SweepPanel::SweepPanel(QWidget *parent)
    : QWidget(parent), m_form(new SweepForm(this)), m_title(new QLabel(this)), m_plot(new PlotWidget(this)),
      m_readout(new ElidedLabel(this)), m_progress(new QProgressBar(this)), m_saveTable(new QToolButton(this)),
      m_savePlot(new QToolButton(this))
{
    setObjectName(u"sweepPanel"_s);
    build();
    connect(m_form, &SweepForm::measureChanged, this, &SweepPanel::updatePlot);
    connect(m_form, &SweepForm::startRequested, this, &SweepPanel::startRequested);
    connect(m_form, &SweepForm::cancelRequested, this, &SweepPanel::cancelRequested);
    connect(m_plot, &PlotWidget::currentPointChanged, this, &SweepPanel::tellPoint);
    connect(m_plot, &PlotWidget::pointActivated, this, &SweepPanel::activate);
    connect(m_saveTable, &QToolButton::clicked, this,
            [this] { askAndSave(tr("Save the table"), tr("Table (*.csv)"), u"csv"_s, &SweepPanel::saveTable); });
    connect(m_savePlot, &QToolButton::clicked, this, [this] {
        askAndSave(tr("Save the plot"), tr("Picture (*.png *.svg *.pdf)"), u"png"_s, &SweepPanel::savePlot);
    });
    setTheme(m_theme);
    updatePlot();
    updateState();
}

void SweepPanel::build()
{
    const auto name = [](QWidget *widget, const QString &objectName, const QString &accessible) {
        widget->setObjectName(objectName);
        widget->setAccessibleName(accessible);
        setFontRole(widget, FontRole::Small);
    };
    name(m_plot, u"sweepPlot"_s, tr("Plot"));
    name(m_readout, u"sweepReadout"_s, tr("Point"));
    name(m_progress, u"sweepProgress"_s, tr("Runs done"));
    name(m_saveTable, u"sweepSaveTable"_s, tr("Save the table as CSV"));
    name(m_savePlot, u"sweepSavePlot"_s, tr("Save the plot as a picture"));
    m_title->setObjectName(u"sweepTitle"_s);
    setFontRole(m_title, FontRole::Strong);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_saveTable->setText(tr("CSV"));
    m_saveTable->setToolTip(tr("Save all measures of all runs as CSV"));
    m_savePlot->setText(tr("Picture"));
    m_savePlot->setToolTip(tr("Save the plot as PNG, SVG or PDF"));

    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_title, 1);
    head->addWidget(m_saveTable);
    head->addWidget(m_savePlot);
    // Where it is low it scrolls: fields that are squeezed cannot be read.
    auto *content = new QWidget(this);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(area);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addWidget(m_form);
    layout->addWidget(m_progress);
    layout->addLayout(head);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_readout);
    setTabOrder(m_form, m_saveTable);
    setTabOrder(m_saveTable, m_savePlot);
    setTabOrder(m_savePlot, m_plot);
}

void SweepPanel::setScenario(std::shared_ptr<const Scenario> scenario)
{
    m_form->setScenario(std::move(scenario));
    updateState();
}

const SweepMeasure &SweepPanel::measure() const { return m_form->measure(); }

void SweepPanel::showFault(const QString &message) { m_form->showFault(message); }

void SweepPanel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    m_plot->setTheme(kind);
    m_form->setTheme(kind);
}

void SweepPanel::setCurrentValue(const QString &name, const QString &value)
{
    if (m_present[name] == value)
        return;
    m_present[name] = value;
    if (name == m_table.axis().parameter)
        updatePlot();
}

void SweepPanel::begin(const SweepTable &table)
{
    m_table = table;
    m_done = 0;
    m_isRunning = true;
    m_isOutdated = false;
    m_progress->setRange(0, static_cast<int>(m_table.runCount()));
    m_progress->setValue(0);
    updateState();
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
    updateState();
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

void SweepPanel::updateState()
{
    m_form->setRunning(m_isRunning);
    m_progress->setVisible(m_isRunning);
    m_saveTable->setEnabled(!m_table.isEmpty() && !m_isRunning);
    m_savePlot->setEnabled(!m_table.isEmpty() && !m_isRunning);
    m_plot->setPlaceholder(m_form->hasKnob()
                               ? tr("Start runs the scenario for each value, and the plot shows what came of it.")
                           : m_form->hasScenario() ? tr("This scenario has no params to sweep over.")
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

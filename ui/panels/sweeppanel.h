// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweeptable.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <map>
#include <memory>
#include <optional>

class QLabel;
class QProgressBar;
class QToolButton;

namespace coroscope
{

class ElidedLabel;
class PlotWidget;
class SweepForm;

/// Runs a knob of the scenario over a range, and shows what came of it as a plot.
///
/// The panel runs nothing itself: it tells what is wanted by startRequested() and cancelRequested(), and is told of a
/// sweep by begin(), addRun() and end(). All measures are taken in each run, so that another one is shown at once.
class SweepPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SweepPanel(QWidget *parent = nullptr);

    /// The scenario whose params can be chosen; null: none. The sweep that is shown stays.
    void setScenario(std::shared_ptr<const Scenario> scenario);
    /// Where a param stands now, as `--set` takes it: marked on the plot.
    void setCurrentValue(const QString &name, const QString &value);
    void setTheme(ThemeKind kind);

    /// A sweep has begun; the table knows its values and seeds, all runs are pending.
    void begin(const SweepTable &table);
    /// One of its runs has ended. The plot follows at the next showProgress() or end().
    void addRun(std::size_t value, std::size_t seed, const SweepRun &run);
    void showProgress();
    /// It is over, or was cancelled; runs that were not made stay pending.
    void end();
    /// Forgets the sweep that is shown.
    void clear();
    /// The scenario or the other knobs are not what they were in the sweep that is shown.
    void setOutdated(bool outdated);
    /// Tells below the fields what is wrong; empty: nothing.
    void showFault(const QString &message);

    bool isRunning() const { return m_isRunning; }
    const SweepTable &table() const { return m_table; }
    /// The measure that is shown.
    const SweepMeasure &measure() const;
    /// All that is known about the value at a point of the plot.
    QString pointText(qsizetype point) const;

    /// Saves all measures of all runs as CSV.
    std::optional<Fault> saveTable(const QString &path) const;
    /// Saves the plot as it is shown: `.png`, `.svg`, `.pdf`.
    std::optional<Fault> savePlot(const QString &path) const;

Q_SIGNALS:
    /// Start with these values and that many seeds.
    void startRequested(const coroscope::SweepAxis &axis, int seeds);
    void cancelRequested();
    /// The run of a point is to be shown: the one that has the median.
    void pointActivated(const QString &name, const QString &value, quint64 seed);
    /// A file could not be written.
    void failed(const QString &message);

private:
    void build();
    void updatePlot();
    void updateState();
    void tellPoint();
    void describe();
    void activate(qsizetype point);
    void askAndSave(const QString &title, const QString &filter, const QString &suffix,
                    std::optional<Fault> (SweepPanel::*save)(const QString &) const);

    std::map<QString, QString> m_present;
    SweepTable m_table;
    std::size_t m_done = 0;
    bool m_isRunning = false;
    bool m_isOutdated = false;
    ThemeKind m_theme = ThemeKind::Dark;

    SweepForm *m_form;
    QLabel *m_title;
    PlotWidget *m_plot;
    ElidedLabel *m_readout;
    QProgressBar *m_progress;
    QToolButton *m_saveTable;
    QToolButton *m_savePlot;
};

} // namespace coroscope

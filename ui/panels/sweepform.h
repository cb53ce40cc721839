// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweepaxis.h"
#include "core/sweep/sweepmeasure.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace coroscope
{

/// The fields in which a sweep is chosen: measure, knob, its values, seeds; Start and Cancel.
class SweepForm : public QWidget
{
    Q_OBJECT

public:
    explicit SweepForm(QWidget *parent = nullptr);

    /// The scenario whose params can be chosen; null: none. What was typed stays while the param is the same.
    void setScenario(std::shared_ptr<const Scenario> scenario);
    /// While a sweep goes on nothing but the measure can be chosen, and Cancel stands in the place of Start.
    void setRunning(bool running);
    void setTheme(ThemeKind kind);
    /// Tells below the fields what is wrong; empty: nothing.
    void showFault(const QString &message);

    const SweepMeasure &measure() const;
    /// Whether there is a param to sweep over.
    bool hasKnob() const { return knob() != nullptr; }
    bool hasScenario() const { return m_scenario != nullptr; }
    /// Tells what is chosen by startRequested(), or what is wrong with it.
    void start();

Q_SIGNALS:
    void measureChanged();
    void startRequested(const coroscope::SweepAxis &axis, int seeds);
    void cancelRequested();

private:
    void build();
    void chooseKnob();
    void updateState();
    const Parameter *knob() const;
    QString valuesText() const;

    std::shared_ptr<const Scenario> m_scenario;
    QString m_offered; ///< the values that the chosen knob came with
    bool m_isRunning = false;
    QComboBox *m_measure;
    QComboBox *m_knob;
    QStackedWidget *m_fields; ///< a range, or a list of values
    QLineEdit *m_from;
    QLineEdit *m_to;
    QLineEdit *m_step;
    QLineEdit *m_values;
    QSpinBox *m_seeds;
    QPushButton *m_start;
    QPushButton *m_cancel;
    QLabel *m_fault;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/model.h"
#include "ui/panels/knobrange.h"

#include <QAbstractSpinBox>
#include <QDoubleSpinBox>
#include <QWidget>

#include <cstdint>
#include <map>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;

namespace coroscope
{

/// A box for a number that shows as few digits as tell it.
class NumberBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit NumberBox(QWidget *parent = nullptr);
    QString textFromValue(double value) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
};

/// A box for a seed: any whole number of 64 bits.
class SeedBox : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit SeedBox(QWidget *parent = nullptr);
    std::uint64_t value() const { return m_value; }
    /// Shows a value without telling of it.
    void setValue(std::uint64_t value);

    void stepBy(int steps) override;
    QValidator::State validate(QString &input, int &position) const override;

Q_SIGNALS:
    /// A person chose another value.
    void valueChosen(quint64 value);

protected:
    StepEnabled stepEnabled() const override;

private:
    void take();
    std::uint64_t m_value = 0;
};

/// One param of a scenario, to be set: a slider with a box for a number, a check box, a list of choices, a text field;
/// a list or mapping is shown and cannot be set.
class KnobWidget : public QWidget
{
    Q_OBJECT

public:
    enum class Kind : std::uint8_t { Number, Flag, Choice, Text, Fixed };

    /// `fileNumber`: the number that an expression of the file comes to, if that is known.
    KnobWidget(const Parameter &parameter, std::optional<double> fileNumber, QWidget *parent = nullptr);

    Kind kind() const { return m_kind; }
    const QString &name() const { return m_name; }
    /// The value of the file.
    const QString &fileValue() const { return m_fileValue; }
    const QString &value() const { return m_value; }
    /// Shows a value without telling of it.
    void setValue(const QString &value);

    /// How it looks and what it takes, but for the value: a knob of the same shape can be kept.
    static QString shapeOf(const Parameter &parameter, std::optional<double> fileNumber);
    void setFileValue(const QString &value);

    QSlider *slider() const { return m_slider; }
    NumberBox *box() const { return m_box; }
    QCheckBox *flag() const { return m_flag; }
    QComboBox *choices() const { return m_choices; }
    QLineEdit *field() const { return m_field; }

Q_SIGNALS:
    /// A person set another value.
    void valueChosen(const QString &value);

private:
    void choose(const QString &value);
    void addNumber(const Parameter &parameter, double value);
    void describe(QWidget *widget, const QString &help);

    QString m_name;
    QString m_fileValue;
    QString m_value;
    KnobRange m_range;
    QSlider *m_slider = nullptr;
    NumberBox *m_box = nullptr;
    QCheckBox *m_flag = nullptr;
    QComboBox *m_choices = nullptr;
    QLineEdit *m_field = nullptr;
    Kind m_kind = Kind::Fixed;
};

/// The number that a param has in the file, where it is one, by the numbers of the params before it.
std::optional<double> fileNumber(const Parameter &parameter, const QHash<QString, double> &before);

} // namespace coroscope

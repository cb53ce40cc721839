// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/knobwidget.h"

#include "core/scenario/constantnumber.h"
#include "ui/panels/choicebox.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>

#include <limits>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr double noLimit = 1e12;
constexpr int mostDecimals = 9;

} // namespace

NumberBox::NumberBox(QWidget *parent) : QDoubleSpinBox(parent)
{
    setButtonSymbols(NoButtons);
    setAlignment(Qt::AlignRight);
    setFontRole(this, FontRole::MonoStrong);
    setLocale(QLocale::c());
    setDecimals(mostDecimals);
    setKeyboardTracking(false);
}

QString NumberBox::textFromValue(double value) const { return knobText(value); }

QSize NumberBox::sizeHint() const { return {withText(74), QDoubleSpinBox::sizeHint().height()}; }

SeedBox::SeedBox(QWidget *parent) : QAbstractSpinBox(parent)
{
    setButtonSymbols(NoButtons);
    // As wide as the numbers above it; the largest seeds take twice that.
    setMinimumWidth(74);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAlignment(Qt::AlignRight);
    setFontRole(this, FontRole::MonoStrong);
    setValue(0);
    connect(this, &QAbstractSpinBox::editingFinished, this, &SeedBox::take);
}

void SeedBox::setValue(std::uint64_t value)
{
    m_value = value;
    lineEdit()->setText(QString::number(value));
}

void SeedBox::take()
{
    // An empty field chooses nothing.
    const QString text = lineEdit()->text();
    const std::uint64_t value = text.isEmpty() ? m_value : text.toULongLong();
    const bool isOther = value != m_value;
    setValue(value);
    if (isOther)
        Q_EMIT valueChosen(value);
}

void SeedBox::stepBy(int steps)
{
    const auto by = static_cast<std::uint64_t>(std::abs(steps));
    const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - m_value;
    setValue(steps < 0 ? m_value - std::min(by, m_value) : m_value + std::min(by, room));
    Q_EMIT valueChosen(m_value);
}

QValidator::State SeedBox::validate(QString &input, int &) const
{
    if (input.isEmpty())
        return QValidator::Intermediate;
    bool isNumber = false;
    input.toULongLong(&isNumber);
    return isNumber && !input.startsWith(u'+') ? QValidator::Acceptable : QValidator::Invalid;
}

QAbstractSpinBox::StepEnabled SeedBox::stepEnabled() const
{
    return m_value > 0 ? StepUpEnabled | StepDownEnabled : StepUpEnabled;
}

std::optional<double> fileNumber(const Parameter &parameter, const QHash<QString, double> &before)
{
    if (parameter.value.kind == ValueSpec::Kind::Number)
        return parameter.value.number;
    if (parameter.value.kind == ValueSpec::Kind::Expression && parameter.value.expression)
        return constantNumber(parameter.value.expression->root(), before);
    return std::nullopt;
}

QString KnobWidget::shapeOf(const Parameter &parameter, std::optional<double> fileNumber)
{
    QStringList shape{parameter.name, parameter.help, QString::number(static_cast<int>(parameter.value.kind))};
    for (const ValueSpec &choice : parameter.choices)
        shape += knobText(choice);
    if (fileNumber && parameter.choices.empty()) {
        const KnobRange range = KnobRange::of(parameter, *fileNumber);
        shape += {u"number"_s, knobText(range.from), knobText(range.to), knobText(range.step)};
    }
    return shape.join(QChar(0x1F));
}

KnobWidget::KnobWidget(const Parameter &parameter, std::optional<double> number, QWidget *parent)
    : QWidget(parent), m_name(parameter.name)
{
    setObjectName(parameter.name);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    m_fileValue = number ? knobText(*number) : knobText(parameter.value);
    if (!parameter.choices.empty()) {
        m_kind = Kind::Choice;
        m_choices = new ChoiceBox(this);
        for (const ValueSpec &choice : parameter.choices)
            m_choices->addItem(knobText(choice));
        layout->addWidget(m_choices, 1);
        describe(m_choices, parameter.help);
        connect(m_choices, &QComboBox::textActivated, this, &KnobWidget::choose);
    } else if (number) {
        m_kind = Kind::Number;
        addNumber(parameter, *number);
    } else if (parameter.value.kind == ValueSpec::Kind::Bool) {
        m_kind = Kind::Flag;
        m_flag = new QCheckBox(this);
        layout->addWidget(m_flag, 1);
        describe(m_flag, parameter.help);
        connect(m_flag, &QCheckBox::clicked, this, [this](bool on) { choose(on ? u"true"_s : u"false"_s); });
    } else if (parameter.value.kind == ValueSpec::Kind::Text || parameter.value.kind == ValueSpec::Kind::Expression) {
        m_kind = Kind::Text;
        m_field = new QLineEdit(this);
        layout->addWidget(m_field, 1);
        describe(m_field, parameter.help);
        connect(m_field, &QLineEdit::editingFinished, this, [this] { choose(m_field->text()); });
    } else {
        auto *fixed = new QLabel(tr("a list, set in the text"), this);
        fixed->setObjectName(u"muted"_s);
        layout->addWidget(fixed, 1);
    }
    setToolTip(parameter.help);
    setValue(m_fileValue);
}

void KnobWidget::addNumber(const Parameter &parameter, double value)
{
    m_range = KnobRange::of(parameter, value);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setRange(0, m_range.last());
    m_slider->setPageStep(std::max(1, m_range.last() / 10));
    m_slider->setMinimumWidth(60);
    m_box = new NumberBox(this);
    m_box->setRange(m_range.lowest.value_or(-noLimit), m_range.highest.value_or(noLimit));
    m_box->setSingleStep(m_range.step);
    layout()->addWidget(m_slider);
    layout()->addWidget(m_box);
    describe(m_slider, parameter.help);
    describe(m_box, parameter.help);
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) { choose(knobText(m_range.at(position))); });
    connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double chosen) { choose(knobText(chosen)); });
}

void KnobWidget::describe(QWidget *widget, const QString &help)
{
    if (!focusProxy())
        setFocusProxy(widget);
    widget->setAccessibleName(m_name);
    widget->setAccessibleDescription(help);
    widget->setToolTip(help);
}

void KnobWidget::choose(const QString &value)
{
    if (value == m_value)
        return;
    setValue(value);
    Q_EMIT valueChosen(value);
}

void KnobWidget::setFileValue(const QString &value) { m_fileValue = value; }

void KnobWidget::setValue(const QString &value)
{
    m_value = value;
    switch (m_kind) {
    case Kind::Number: {
        const QSignalBlocker sliderBlocker(m_slider);
        const QSignalBlocker boxBlocker(m_box);
        m_slider->setValue(m_range.positionOf(value.toDouble()));
        m_box->setValue(value.toDouble());
        break;
    }
    case Kind::Flag:
        m_flag->setChecked(value == u"true");
        m_flag->setText(value == u"true" ? tr("on") : tr("off"));
        break;
    case Kind::Choice:
        m_choices->setCurrentText(value);
        break;
    case Kind::Text:
        m_field->setText(value);
        break;
    case Kind::Fixed:
        break;
    }
}

} // namespace coroscope

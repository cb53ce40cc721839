// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/knobspanel.h"

#include "ui/panels/knobwidget.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int largestDiced = 9'999; ///< seeds that a person can say to another

} // namespace

KnobsPanel::KnobsPanel(QWidget *parent)
    : QWidget(parent), m_note(new QLabel(this)), m_area(new QWidget(this)), m_seedLabel(new QLabel(tr("seed"), this)),
      m_seed(new SeedBox(this)), m_dice(new QToolButton(this)), m_reset(new QPushButton(tr("Reset"), this)),
      m_write(new QPushButton(tr("Write into scenario"), this))
{
    setObjectName(u"knobsPanel"_s);
    setAccessibleName(tr("Knobs"));
    m_note->setObjectName(u"panelNote"_s);
    m_note->setWordWrap(true);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Of the random functions: the same seed gives the same run"));
    m_seedLabel->setBuddy(m_seed);
    m_dice->setText(u"⚄"_s);
    m_dice->setToolTip(tr("Another seed by chance"));
    m_dice->setAccessibleName(tr("Random seed"));
    m_reset->setToolTip(tr("Take the values of the file again"));
    m_write->setToolTip(tr("Write the values into the text of the scenario; comments stay"));

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_area);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *area = new QVBoxLayout(m_area);
    area->setContentsMargins(12, 4, 12, 4);
    area->setSpacing(0);
    auto *seedRow = new QHBoxLayout;
    seedRow->setSpacing(6);
    seedRow->addWidget(m_seedLabel);
    seedRow->addStretch();
    seedRow->addWidget(m_dice);
    seedRow->addWidget(m_seed);
    area->addWidget(m_note);
    area->addLayout(seedRow);
    area->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 2, 12, 8);
    buttons->addWidget(m_reset);
    buttons->addStretch();
    buttons->addWidget(m_write);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);

    connect(m_seed, &SeedBox::valueChosen, this, &KnobsPanel::seedChosen);
    connect(m_dice, &QToolButton::clicked, this, [this] {
        // Never the one that is there: a person who throws the dice wants to see another run.
        std::uint64_t seed = m_seed->value();
        while (seed == m_seed->value())
            seed = QRandomGenerator::global()->bounded(1, largestDiced + 1);
        m_seed->setValue(seed);
        Q_EMIT seedChosen(seed);
    });
    connect(m_reset, &QPushButton::clicked, this, &KnobsPanel::resetRequested);
    connect(m_write, &QPushButton::clicked, this, &KnobsPanel::writeRequested);
    setScenario(nullptr);
}

/// As high as all its rows.
QSize KnobsPanel::sizeHint() const
{
    const int buttons = m_reset->isHidden() ? 0 : m_reset->sizeHint().height() + 10;
    const QLayout &area = *m_area->layout();
    const int rows = area.hasHeightForWidth() ? area.totalHeightForWidth(std::max(200, width())) : 0;
    return {320, std::max(rows, m_area->sizeHint().height()) + buttons};
}

KnobWidget *KnobsPanel::knob(const QString &name) const
{
    const auto found =
        std::find_if(m_knobs.begin(), m_knobs.end(), [&name](const KnobWidget *knob) { return knob->name() == name; });
    return found == m_knobs.end() ? nullptr : *found;
}

QString KnobsPanel::noteText() const { return m_note->isHidden() ? QString() : m_note->text(); }

void KnobsPanel::setScenario(const std::shared_ptr<const Scenario> &scenario)
{
    m_scenario = scenario;
    QHash<QString, double> numbers;
    QStringList shapes;
    QStringList values;
    for (const Parameter &parameter : scenario ? scenario->parameters : std::vector<Parameter>()) {
        const auto number = fileNumber(parameter, numbers);
        if (number)
            numbers.insert(parameter.name, *number);
        shapes += KnobWidget::shapeOf(parameter, number);
        values += number ? knobText(*number) : knobText(parameter.value);
    }
    if (shapes != m_shapes || !m_rows) {
        m_shapes = shapes;
        build();
    }
    for (std::size_t index = 0; index < m_knobs.size(); ++index)
        m_knobs[index]->setFileValue(values[static_cast<qsizetype>(index)]);
    updateNote();
    m_seedLabel->setVisible(scenario != nullptr);
    m_seed->setVisible(scenario != nullptr);
    m_dice->setVisible(scenario != nullptr);
    m_reset->setVisible(scenario != nullptr);
    m_write->setVisible(scenario != nullptr);
    setValues(m_values, m_seedSet);
    if (const int wanted = sizeHint().height(); wanted != m_wanted) {
        m_wanted = wanted;
        Q_EMIT needsOtherSize();
    }
}

void KnobsPanel::build()
{
    delete m_rows;
    m_rows = new QWidget(m_area);
    m_knobs.clear();
    m_labels.clear();
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    QHash<QString, double> numbers;
    for (const Parameter &parameter : m_scenario ? m_scenario->parameters : std::vector<Parameter>()) {
        const auto number = fileNumber(parameter, numbers);
        if (number)
            numbers.insert(parameter.name, *number);
        auto *knob = new KnobWidget(parameter, number, m_rows);
        auto *label = new QLabel(parameter.name, m_rows);
        label->setToolTip(parameter.help);
        const auto row = static_cast<int>(m_knobs.size());
        grid->addWidget(label, row, 0);
        grid->addWidget(knob, row, 1);
        m_knobs.push_back(knob);
        m_labels.push_back(label);
        connect(knob, &KnobWidget::valueChosen, this, [this, knob](const QString &value) {
            m_values[knob->name()] = value;
            markChanges();
            Q_EMIT knobChosen(knob->name(), value);
        });
    }
    auto *area = static_cast<QVBoxLayout *>(m_area->layout());
    area->insertWidget(1, m_rows);
    area->setSpacing(m_knobs.empty() ? 0 : 6);
    // Tab goes from top to bottom, whenever the knobs came in.
    QWidget *before = nullptr;
    for (KnobWidget *knob : m_knobs) {
        for (QWidget *part : knob->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
            if (before)
                setTabOrder(before, part);
            before = part;
        }
    }
    for (QWidget *part : std::initializer_list<QWidget *>{m_dice, m_seed, m_reset, m_write}) {
        if (before)
            setTabOrder(before, part);
        before = part;
    }
    updateGeometry();
}

void KnobsPanel::setValues(const std::map<QString, QString> &values, std::optional<std::uint64_t> seed)
{
    m_values = values;
    m_seedSet = seed;
    for (KnobWidget *knob : m_knobs) {
        const auto set = values.find(knob->name());
        const QString &value = set != values.end() ? set->second : knob->fileValue();
        if (knob->value() != value)
            knob->setValue(value);
    }
    const std::uint64_t shown = seed.value_or(m_scenario ? m_scenario->seed : 0);
    if (m_seed->value() != shown)
        m_seed->setValue(shown);
    markChanges();
}

void KnobsPanel::setWaiting(bool waits)
{
    m_isWaiting = waits;
    m_area->setEnabled(!waits);
    setToolTip(waits ? tr("The text of the scenario has faults; the knobs wait until it has none") : QString());
    updateNote();
    updateButtons();
}

void KnobsPanel::updateNote()
{
    if (m_scenario)
        m_note->setText(tr("This scenario has no params. With `params: {jobs: 30}` it gets a knob."));
    else if (m_isWaiting)
        m_note->setText(tr("The text of the scenario has faults; its params get knobs when it has none."));
    else
        m_note->setText(tr("Knobs are the params of a scenario; none is open."));
    m_note->setVisible(!m_scenario || m_knobs.empty());
}

void KnobsPanel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    markChanges();
}

/// The names of what differs from the file stand out.
void KnobsPanel::markChanges()
{
    const auto mark = [this](QLabel *label, bool isChanged) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, theme(m_theme).ink(isChanged ? Ink::Accent : Ink::Text));
        label->setPalette(palette);
    };
    for (std::size_t index = 0; index < m_knobs.size(); ++index)
        mark(m_labels[index], m_knobs[index]->value() != m_knobs[index]->fileValue());
    mark(m_seedLabel, m_scenario && m_seed->value() != m_scenario->seed);
    updateButtons();
}

void KnobsPanel::focusFirstKnob()
{
    QWidget *first = m_seed;
    for (auto knob = m_knobs.rbegin(); knob != m_knobs.rend(); ++knob) {
        if (QWidget *const part = (*knob)->focusProxy())
            first = part;
    }
    first->setFocus();
}

void KnobsPanel::updateButtons()
{
    const bool anyChanged = std::any_of(m_knobs.begin(), m_knobs.end(),
                                        [](const KnobWidget *knob) { return knob->value() != knob->fileValue(); });
    const bool canAct = !m_isWaiting && m_scenario && (anyChanged || m_seed->value() != m_scenario->seed);
    // A button that is disabled passes the focus on, and the next one in line may be any of the window.
    if (!canAct && (m_reset->hasFocus() || m_write->hasFocus()))
        focusFirstKnob();
    m_reset->setEnabled(canAct);
    m_write->setEnabled(canAct);
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transportbar.h"

#include "ui/panels/elidedlabel.h"
#include "ui/theme/icons.h"
#include "ui/timeline/waittext.h"

#include <QAction>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// The stops of the speed slider; the last is as fast as possible.
constexpr std::array speeds = {0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 0.0};
constexpr int usualSpeed = 5;

QWidget *spacer(QWidget *parent, int width)
{
    auto *widget = new QWidget(parent);
    widget->setFixedWidth(width);
    return widget;
}

} // namespace

TransportBar::TransportBar(QWidget *parent)
    : QToolBar(tr("Run"), parent), m_slider(new QSlider(Qt::Horizontal, this)), m_speedValue(new QLabel(this)),
      m_time(new QLabel(this)), m_facts(new ElidedLabel(this)), m_exportButton(new QToolButton(this))
{
    setObjectName(u"transport"_s);
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    m_run = addRunAction(u"run"_s, tr("Run"), tr("Run, or go on after a pause"), {Qt::Key_F5});
    m_pause = addRunAction(u"pause"_s, tr("Pause"), tr("Pause between two steps"), {Qt::Key_F6});
    m_stepBack = addRunAction(u"stepBack"_s, tr("Step back"), tr("To the step before: everything as it was then"),
                              {Qt::Key_F9, Qt::SHIFT | Qt::Key_F10});
    m_step = addRunAction(u"step"_s, tr("Step"), tr("One step of one task on"), {Qt::Key_F10});
    m_stop = addRunAction(u"stop"_s, tr("Stop"), tr("Stop: cancel all tasks"), {Qt::SHIFT | Qt::Key_F5});
    m_restart =
        addRunAction(u"restart"_s, tr("Restart"), tr("Run again from the start"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F5});
    buildSpeed();

    m_follow = new QAction(tr("Follow live"), this);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setShortcut(Qt::Key_L);
    m_follow->setToolTip(tr("Keep the end of the run in sight (L)"));
    auto *follow = new QToolButton(this);
    follow->setObjectName(u"followLive"_s);
    follow->setDefaultAction(m_follow);
    follow->setToolButtonStyle(Qt::ToolButtonTextOnly);
    addWidget(spacer(this, 4));
    addWidget(follow);
    addWidget(spacer(this, 4));

    m_time->setObjectName(u"timeValue"_s);
    setFontRole(m_time, FontRole::MonoStrong);
    setFontRole(m_facts, FontRole::Small);
    addWidget(m_time);
    addWidget(spacer(this, 4));
    addWidget(m_facts);

    m_export = new QAction(tr("Export image"), this);
    m_export->setObjectName(u"export"_s);
    m_export->setShortcut(Qt::CTRL | Qt::Key_E);
    m_export->setToolTip(tr("The timeline as PNG, SVG or PDF, to a file, the clipboard or a printer (%1)")
                             .arg(m_export->shortcut().toString(QKeySequence::NativeText)));
    m_exportButton->setObjectName(u"exportImage"_s);
    m_exportButton->setDefaultAction(m_export);
    m_exportButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_exportButton->setFocusPolicy(Qt::TabFocus);
    m_beforeExport = addWidget(m_exportButton);
    setTime(0);
    setState(RunState::Empty, false, false);
}

void TransportBar::addSearch(QWidget *field)
{
    insertWidget(m_beforeExport, field);
    insertWidget(m_beforeExport, spacer(this, 4));
}

QAction *TransportBar::addRunAction(const QString &name, const QString &text, const QString &tip,
                                    const QList<QKeySequence> &keys)
{
    QAction *action = addAction(text);
    action->setObjectName(name);
    action->setShortcuts(keys);
    action->setToolTip(u"%1 (%2)"_s.arg(tip, keys.front().toString(QKeySequence::NativeText)));
    auto *button = widgetForAction(action);
    button->setObjectName(name + u"Button"_s);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    return action;
}

void TransportBar::buildSpeed()
{
    auto *name = new QLabel(tr("speed"), this);
    m_slider->setObjectName(u"speed"_s);
    m_slider->setAccessibleName(tr("Speed"));
    m_slider->setToolTip(tr("How fast the run's time passes, from a tenth to as fast as possible"));
    m_slider->setRange(0, static_cast<int>(speeds.size()) - 1);
    m_slider->setPageStep(2);
    m_slider->setFixedWidth(104);
    m_slider->setValue(usualSpeed);
    m_speedValue->setObjectName(u"speedValue"_s);
    setFontRole(m_speedValue, FontRole::Mono);
    m_speedValue->setText(speedText());
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        m_speedValue->setText(speedText());
        Q_EMIT speedChanged(speed());
    });
    addWidget(spacer(this, 4));
    addWidget(name);
    addWidget(m_slider);
    addWidget(m_speedValue);
}

double TransportBar::speed() const { return speeds[static_cast<std::size_t>(m_slider->value())]; }

QString TransportBar::speedText() const { return speed() > 0 ? QString::number(speed()) + u'×' : tr("max"); }

void TransportBar::setSpeed(double speed)
{
    int nearest = static_cast<int>(speeds.size()) - 1;
    if (speed > 0) {
        const auto distance = [&](int i) { return std::abs(std::log(speeds[static_cast<std::size_t>(i)] / speed)); };
        nearest = 0;
        for (int i = 1; i + 1 < static_cast<int>(speeds.size()); ++i) {
            if (distance(i) < distance(nearest))
                nearest = i;
        }
    }
    m_slider->setValue(nearest);
}

void TransportBar::setState(RunState state, bool canRun, bool hasEvents)
{
    using enum RunState;
    const auto isAny = [state](std::initializer_list<RunState> states) {
        return std::find(states.begin(), states.end(), state) != states.end();
    };
    m_run->setEnabled(canRun && isAny({Idle, Paused, Finished}));
    m_pause->setEnabled(canRun && state == Running);
    m_stepBack->setEnabled(hasEvents);
    m_step->setEnabled(hasEvents || (canRun && isAny({Idle, Running, Paused})));
    m_stop->setEnabled(canRun && isAny({Running, Paused}));
    m_restart->setEnabled(canRun && isAny({Running, Paused, Finished}));
    m_export->setEnabled(state != Empty);
}

void TransportBar::setTime(Nanoseconds time) { m_time->setText(u"t = "_s + formatRunMoment(time, time)); }

void TransportBar::setFacts(const QString &facts) { m_facts->setText(facts); }

void TransportBar::setTheme(const Theme &theme)
{
    setIconSize(QSize(1, 1) * withText(16));
    m_speedValue->setFixedWidth(withText(40));
    m_run->setIcon(themeIcon(IconName::Run, theme));
    m_pause->setIcon(themeIcon(IconName::Pause, theme));
    m_stepBack->setIcon(themeIcon(IconName::StepBack, theme));
    m_step->setIcon(themeIcon(IconName::Step, theme));
    m_stop->setIcon(themeIcon(IconName::Stop, theme));
    m_restart->setIcon(themeIcon(IconName::Restart, theme));
}

} // namespace coroscope

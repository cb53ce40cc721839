// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "ui/panels/runstate.h"
#include "ui/theme/theme.h"

#include <QToolBar>

#include <vector>

class QAction;
class QLabel;
class QSlider;
class QToolButton;

namespace coroscope
{

class ElidedLabel;

/// The tool bar of a run: run, pause, step, stop, restart, speed, follow, the time, search, export. Its actions serve
/// the menus too.
class TransportBar : public QToolBar
{
    Q_OBJECT

public:
    explicit TransportBar(QWidget *parent = nullptr);

    QAction *runAction() const { return m_run; }
    QAction *pauseAction() const { return m_pause; }
    /// One step back in what was recorded.
    QAction *stepBackAction() const { return m_stepBack; }
    /// One step on: in what was recorded, and from its end one step of the run itself.
    QAction *stepAction() const { return m_step; }
    QAction *stopAction() const { return m_stop; }
    QAction *restartAction() const { return m_restart; }
    QAction *followAction() const { return m_follow; }
    QAction *exportAction() const { return m_export; }

    /// Puts a field to search by in its place on the right.
    void addSearch(QWidget *field);

    /// Enables what makes sense now. A trace from a file cannot be run. `hasEvents`: there is something to step
    /// through.
    void setState(RunState state, bool canRun, bool hasEvents);
    void setTime(Nanoseconds time);
    /// What the run is: `virtual clock · seed 11`.
    void setFacts(const QString &facts);
    void setTheme(const Theme &theme);

    /// Times as fast as the clock; 0: as fast as possible.
    double speed() const;
    void setSpeed(double speed);
    QSlider *speedSlider() const { return m_slider; }
    QString speedText() const;

Q_SIGNALS:
    void speedChanged(double speed);

private:
    QAction *addRunAction(const QString &name, const QString &text, const QString &tip,
                          const QList<QKeySequence> &keys);
    void buildSpeed();

    QAction *m_run;
    QAction *m_pause;
    QAction *m_stepBack;
    QAction *m_step;
    QAction *m_stop;
    QAction *m_restart;
    QAction *m_follow = nullptr;
    QAction *m_export = nullptr;
    QAction *m_beforeExport = nullptr;
    QSlider *m_slider;
    QLabel *m_speedValue;
    QLabel *m_time;
    ElidedLabel *m_facts;
    QToolButton *m_exportButton;
};

} // namespace coroscope

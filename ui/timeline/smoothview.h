// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timerange.h"

#include <QObject>
#include <QVariantAnimation>

namespace coroscope
{

class Viewport;

/// Moves a viewport to another range in a short, smooth move. Whoever else moves the viewport meanwhile ends it.
class SmoothView : public QObject
{
    Q_OBJECT

public:
    explicit SmoothView(Viewport &view, QObject *parent = nullptr);

    /// Off: every move is a jump. At first on, except where no one looks on: without a display.
    void setEnabled(bool enabled) { m_enabled = enabled; }

    /// Where the viewport is, or goes to: further moves start from here.
    TimeRange target() const;
    void moveTo(TimeRange range);
    /// To the whole run.
    void fit();
    /// Arrives at once.
    void finish();

private:
    void start(TimeRange range);
    void arrive();
    void giveWay();

    Viewport &m_view;
    QVariantAnimation m_animation;
    TimeRange m_from;
    TimeRange m_to;
    TimeRange m_last;      ///< where it came to by now
    bool m_fits = false;   ///< it goes to the whole run
    bool m_moving = false; ///< it is this that changes the viewport
    bool m_enabled;
};

} // namespace coroscope

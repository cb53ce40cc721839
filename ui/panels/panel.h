// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/viewport.h"

#include <QWidget>

namespace coroscope
{

/// A part of the window beside the timeline that shows the run at the cursor of the viewport.
///
/// It reads the intervals, listens to the viewport, and answers a click by setting cursor or selection there
/// (Viewport::reveal() then brings them into sight); panels know nothing of each other. Work is done once a frame at
/// most, and none while the panel is hidden.
class Panel : public QWidget
{
    Q_OBJECT

public:
    explicit Panel(Viewport &view, QWidget *parent = nullptr) : QWidget(parent), m_view(view) {}

    /// Shows another trace, or none. It has to live until the next call.
    virtual void setIntervals(const Intervals *intervals) = 0;
    /// The intervals gained something. Called once a frame during a run.
    virtual void refresh() = 0;
    virtual void setTheme(ThemeKind) {}

protected:
    Viewport &view() const { return m_view; }

private:
    Viewport &m_view;
};

} // namespace coroscope

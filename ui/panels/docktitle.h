// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QDockWidget;
class QLabel;
class QToolButton;

namespace coroscope
{

/// The title of a dock: its name, a hint on the right, and buttons to float and to close it that show when they are
/// needed. It takes no room while the dock is one of several tabs, whose names stand above it already.
class DockTitle : public QWidget
{
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget *dock);

    /// A few words on the right, such as what the panel does.
    void setHint(const QString &hint);
    void setTheme(const Theme &theme);
    /// Looks anew at whether the dock is a tab among others.
    void refresh();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    QDockWidget *m_dock;
    QWidget *m_row;
    QLabel *m_hint;
    QToolButton *m_float;
    QToolButton *m_close;
};

} // namespace coroscope

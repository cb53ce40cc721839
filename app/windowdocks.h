// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QList>
#include <QObject>

class QMainWindow;

namespace coroscope
{

class DockTitle;

/// The docks of a window: each holds one panel, can be moved, floated, closed and brought back, and has its place by
/// default. Their places are remembered by QMainWindow::saveState(), by the names given here.
class WindowDocks : public QObject
{
    Q_OBJECT

public:
    explicit WindowDocks(QMainWindow *window);

    /// Adds a panel; `name` is for settings and never changes. With a `below` it stands under that one, with a
    /// `beside` it is a tab beside it, else at the end of the area.
    struct Place {
        Qt::DockWidgetArea area = Qt::BottomDockWidgetArea;
        QDockWidget *below = nullptr;
        QDockWidget *beside = nullptr;
    };
    QDockWidget *add(QWidget *panel, const QString &name, const QString &title, const Place &place);
    void setHint(QDockWidget *dock, const QString &hint);
    /// Words for the tab that change, such as a count.
    void setTitle(QDockWidget *dock, const QString &title);

    /// Shows a panel, in front of its neighbours, and gives it the focus.
    void open(QDockWidget *dock);
    const QList<QDockWidget *> &all() const { return m_docks; }
    void setTheme(const Theme &theme);

    /// Call it when all are added: their places as they are now are those of `restoreDefault()`.
    void rememberDefault();
    void restoreDefault();

private:
    DockTitle *titleOf(QDockWidget *dock) const;

    QMainWindow *m_window;
    QList<QDockWidget *> m_docks;
    QByteArray m_default;
};

} // namespace coroscope

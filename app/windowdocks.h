// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>

class QMainWindow;

namespace coroscope
{

class DockTitle;

/// The docks of a window: each holds one panel, can be moved, floated, closed and brought back, and has its place by
/// default, which goes with the size of the window until a person moves something. Their places are remembered by
/// QMainWindow::saveState(), by the names given here.
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
    /// By the name it was added with; null if there is none.
    QDockWidget *named(const QString &name) const;
    void setTheme(const Theme &theme);

    /// How the docks stand by default. `place` puts them where they belong in a window of a size, and is called again
    /// when it returns another number than before; `fit` gives them their sizes.
    struct Default {
        std::function<int(QSize)> kindOf;
        std::function<void(int kind)> place;
        std::function<void(QSize)> fit;
    };
    void setDefault(Default places);
    void restoreDefault();
    /// Gives them their sizes anew soon, unless a person has chosen them.
    void fitLater();
    /// Whether a person has moved, closed, floated or sized a dock.
    bool isTouched() const;
    /// The places come from settings: they are a person's.
    void setTouched() { m_isTouched = true; }

    /// Moves the focus to the next panel that is not closed, in the order they were added with `first` before all;
    /// back: to the one before.
    void focusNext(QWidget *first, bool back);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();
    void prepareTabs();
    QStringList placesNow() const;
    DockTitle *titleOf(QDockWidget *dock) const;

    QMainWindow *m_window;
    QList<QDockWidget *> m_docks;
    Default m_default;
    int m_kind = -1;
    QStringList m_placed; ///< as arranged, for isTouched()
    bool m_isTouched = false;
    QTimer m_later;
};

} // namespace coroscope

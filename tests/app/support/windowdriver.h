// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "app/workbench.h"
#include "ui/timeline/timelinewidget.h"

#include <QAbstractItemModel>
#include <QDialog>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>

class QTableView;

namespace coroscope::test
{

/// A window over a real session, driven as a person would: keys go to whoever has the focus, the pointer to whatever
/// lies under it. Runs go as fast as they can, unless a test says otherwise; settings are kept in a folder of its own.
class WindowDriver
{
public:
    static constexpr int patience = 15'000; ///< milliseconds; a guard against hanging

    /// `speed` as the window had it when it was closed last: 0 is as fast as possible.
    explicit WindowDriver(double speed = 0);
    ~WindowDriver();

    MainWindow &window() { return *m_window; }
    Session &session() { return m_window->session(); }
    TimelineWidget &timeline() { return m_window->timeline(); }
    Viewport &view() { return timeline().view(); }
    /// The program's own models in the window, each of which has a QAbstractItemModelTester on it.
    QList<QAbstractItemModel *> models() const;
    /// Destroys the window, whatever it is doing.
    void destroyWindow();
    /// Makes another window, with the settings that the one before left.
    void makeWindow();

    // --- Files. ---

    QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Writes a file and gives its path.
    QString file(const QString &name, const QByteArray &text) const;
    QByteArray contents(const QString &name) const;
    /// Opens a file, skips its lesson, and waits until its run has ended and is shown whole. Returns whether it did.
    bool openAndRun(const QString &path);
    /// Waits until the run has ended and is shown whole.
    bool runsToEnd();
    bool comesTo(RunState state);
    bool isWhole();

    // --- Questions of the window: what is asked stands in `asked`, what is answered was put here before. ---

    QStringList asked;
    Workbench::Answer answer = Workbench::Answer::Cancel;
    bool takesOther = false;
    QString chosenPath;

    /// Calls `handle` with the next modal dialog, once it is there, as often as there are such calls.
    void whenAsked(std::function<void(QDialog &)> handle);
    /// Chooses a file in the file dialog that comes next.
    void willChooseFile(const QString &path);
    /// How many of those dialogs did not come yet.
    qsizetype unasked() const { return m_handlers.size(); }

    // --- Hands. ---

    /// Types a key where the focus is.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);
    static void click(QWidget &widget, QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static void click(QWidget &widget) { click(widget, widget.rect().center()); }
    static void doubleClick(QWidget &widget, QPoint at);
    static void drag(QWidget &widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static void press(QWidget &widget, QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static void move(QWidget &widget, QPoint to);
    static void release(QWidget &widget, QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// Clicks a button by its name.
    void push(const QString &objectName);
    /// Triggers an action by its name, as its menu does.
    void choose(const QString &objectName);
    /// Brings a panel to the front, as a click on its tab does.
    void openDock(const QString &objectName);
    /// Puts the keyboard into the timeline.
    void focusTimeline();
    /// Clicks in the lane of a task or object at a time of the run, or on its name.
    void clickLane(const QString &name, Nanoseconds time);
    void clickName(const QString &name);
    /// Where a lane is in the timeline at a time.
    QPoint placeOf(const QString &name, Nanoseconds time);

    // --- Eyes. ---

    template <class T>
    T &panel() const
    {
        T *found = m_window->findChild<T *>();
        if (!found)
            qFatal("the window has no such panel");
        return *found;
    }
    template <class T>
    T &named(const QString &objectName) const
    {
        T *found = m_window->findChild<T *>(objectName);
        if (!found)
            qFatal("the window has no %s", qPrintable(objectName));
        return *found;
    }

    QString details();
    /// The lines of the details that begin with one of these words.
    QString detailLine(const QString &start);
    /// The rows of a table as they are shown, their cells between ` | `.
    static QStringList rows(const QTableView &table);
    /// The row of the table that is lit, as in rows().
    static QString currentRow(const QTableView &table);
    QStringList log();
    /// Names of the lanes that are there, in their order.
    QStringList lanes();
    /// All that is painted in the timeline.
    QString drawn();
    /// The cursor in milliseconds; -1 if there is none.
    double cursor();
    /// Name of the selected task or object.
    QString selected();
    /// The line of the editor that is lit for the selection, and the one of the task that runs; 0: none.
    int selectedLine();
    int runningLine();

private:
    void activate();

    QTemporaryDir m_folder;
    QList<std::function<void(QDialog &)>> m_handlers;
    QTimer m_watch;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace coroscope::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/filteredset.h"
#include "ui/panels/panel.h"

#include <QPointer>
#include <QTimer>

class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace coroscope
{

class SearchModel;

/// The field of the tool bar that finds tasks, objects and log lines, and filters.
///
/// What is written brings up a list; Up, Down and Enter, or a click, go there: a task or object is selected and brought
/// into sight, a line of the log sets the cursor. Esc clears. A text with keys (`state:waiting on:sem`) is a filter:
/// the list tells what it leaves, or what is wrong with it; Enter takes it, and a chip beside the field shows it until
/// it is closed. Backspace in the empty field brings the filter back to change it.
class SearchBox : public Panel
{
    Q_OBJECT

public:
    explicit SearchBox(Viewport &view, QWidget *parent = nullptr);
    ~SearchBox() override;

    void setIntervals(const Intervals *intervals) override;
    void refresh() override;
    void setTheme(ThemeKind kind) override;

    /// The filter of the window; empty if there is none.
    const TraceFilter &filter() const { return m_filter; }
    /// Takes a filter as if it had been written. A text that is no filter is put into the field with what is wrong.
    void setFilter(const QString &text);
    /// Puts the keyboard into the field.
    void focusSearch();

    QLineEdit *edit() const { return m_edit; }
    SearchModel *model() const { return m_model; }
    /// The list below the field; a child of the window, so that it may be larger than the tool bar.
    QWidget *popup() const { return m_popup; }
    QListView *list() const { return m_list; }
    /// What stands below the list: what a filter leaves, or what is wrong with it.
    QString hintText() const;
    QToolButton *chip() const { return m_chip; }
    QToolButton *chipClose() const { return m_close; }

Q_SIGNALS:
    /// Another filter holds; empty: none.
    void filterChanged(const QString &text);
    /// A person went to something: the timeline may take the focus.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildPopup();
    void take(const QString &text);
    void takeFilterText(const QString &text);
    void advance();
    void showPopup();
    void hidePopup();
    bool takeKey(int key);
    void moveRow(int by);
    void activate();
    void goTo(int row);
    void applyFilter(TraceFilter filter);
    void editFilter();
    void updateChip();
    void updateHint();

    QLineEdit *m_edit;
    QToolButton *m_chip;
    QToolButton *m_close;
    QPointer<QWidget> m_popup; // of the window once it was shown, which may go first
    QListView *m_list = nullptr;
    QLabel *m_hint = nullptr;
    SearchModel *m_model;
    FilteredSet m_counted; // what the filter that is being written leaves
    TraceFilter m_filter;
    const Intervals *m_intervals = nullptr;
    QTimer m_slices;
    QString m_fault;
    ThemeKind m_theme = ThemeKind::Dark;
    bool m_isFilter = false; // what is being written
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/panel.h"

#include <QTimer>

class QModelIndex;
class QTableView;

namespace coroscope
{

class FilterLine;
class LogModel;

/// The log of a run as a table, with a filter. It follows the cursor: the last line at or before it is marked and in
/// sight, those after it are dim. Without a cursor new lines are kept in sight as long as the last one is. A click on
/// a line, or going there by keyboard, sets the cursor to it and selects its task.
class LogPanel : public Panel
{
    Q_OBJECT

public:
    explicit LogPanel(Viewport &view, QWidget *parent = nullptr);

    void setIntervals(const Intervals *intervals) override;
    void refresh() override;
    void setTheme(ThemeKind kind) override;

    LogModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    FilterLine *filterLine() const { return m_filter; }

    QSize sizeHint() const override { return {600, 170}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void goTo(const QModelIndex &index);
    void followCursor();
    void filter();
    void updateCount();
    void keepWholeRows();

    LogModel *m_model;
    QTableView *m_table;
    FilterLine *m_filter;
    const Intervals *m_intervals = nullptr;
    QTimer m_slices; // looks at more lines with the filter
    bool m_isAtEnd = true;
    bool m_isFollowing = false; // a change of the current row that no person made
    bool m_isStale = false;     // changed while the panel was hidden
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/tracefilter.h"
#include "ui/panels/panel.h"

#include <QByteArray>
#include <QTimer>

#include <optional>
#include <span>

class QMenu;
class QTableView;

namespace coroscope
{

class FilterLine;
class TraceTableModel;

/// A table of tasks or objects with a filter above it.
///
/// Its current row is the selection of the window, in both directions; Enter goes to the timeline. Columns are sorted
/// by a click on their title, moved by dragging it, and shown or hidden in its context menu; by keyboard in that of the
/// table (Menu key), and with Ctrl+Shift+Left and Right (move) and Ctrl+Shift+S (sort).
class TablePanel : public Panel
{
    Q_OBJECT

public:
    void setIntervals(const Intervals *intervals) override;
    void refresh() override;
    void setTheme(ThemeKind kind) override;

    /// The filter of the whole window, beside that of the panel.
    void setWindowFilter(const TraceFilter &filter);

    TraceTableModel &model() const { return *m_model; }
    QTableView &table() const { return *m_table; }
    FilterLine &filterLine() const { return *m_filter; }

    /// Order, widths and sorting of the columns, and which are shown.
    QByteArray saveColumns() const;
    /// Returns false, and changes nothing, where that is not what saveColumns() gave.
    bool restoreColumns(const QByteArray &state);
    void resetColumns();

    QSize sizeHint() const override { return {700, 190}; }

Q_SIGNALS:
    /// Enter or a double click on a row: it is selected and in sight; the timeline may take the focus.
    void rowActivated();

protected:
    /// The model becomes a child. Widths are those of the columns at first, in pixels.
    TablePanel(Viewport &view, TraceTableModel *model, const QString &name, const QString &placeholder,
               std::span<const int> widths, int sortColumn, QWidget *parent);

    virtual Target targetOf(std::uint32_t place) const = 0;
    virtual std::optional<std::uint32_t> placeOf(const Target &target) const = 0;
    /// Takes in what the model needs beside the intervals; returns whether there is more to do.
    virtual bool prepare() { return false; }
    const Intervals *intervals() const { return m_intervals; }

    void showEvent(QShowEvent *event) override;

private:
    void scaleColumns();
    void buildTable(const QString &name, std::span<const int> widths, int sortColumn);
    void addActions();
    void fillColumnMenu(QMenu &menu);
    void fillSortMenu(QMenu &menu);
    void moveColumn(int by);
    void update();
    void applyLater(int milliseconds);
    void applyNow();
    void takeRow(const QModelIndex &row);
    void takeSelection();
    void updateCount();

    TraceTableModel *m_model;
    QTableView *m_table;
    FilterLine *m_filter;
    const Intervals *m_intervals = nullptr;
    QByteArray m_firstColumns;
    double m_columnScale = 1; ///< of the texts when the columns were measured
    QTimer m_applying;
    QTimer m_preparing;
    qint64 m_applyCost = 0;     // milliseconds that it took last
    bool m_isFollowing = false; // a change of the current row that no person made
    bool m_isStale = false;     // something changed while the panel was hidden
};

} // namespace coroscope

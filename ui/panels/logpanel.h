// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QTableView;

namespace coroscope
{

class Intervals;
class LogModel;

/// The log of a run as a table. New lines are kept in sight as long as the last one is.
class LogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(QWidget *parent = nullptr);

    /// Shows another trace, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);
    /// Takes in new lines.
    void refresh();
    void setTheme(ThemeKind kind);

    LogModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }

    QSize sizeHint() const override { return {600, 170}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    /// A line was chosen.
    void lineActivated(coroscope::Nanoseconds time, coroscope::TaskId task);

private:
    void activate(const QModelIndex &index);

    LogModel *m_model;
    QTableView *m_table;
    bool m_isAtEnd = true;
};

} // namespace coroscope

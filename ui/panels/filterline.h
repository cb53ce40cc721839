// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/tracefilter.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace coroscope
{

class ElidedLabel;

/// A line above a table in which a filter is written, with the number of rows it leaves beside it. What is wrong with
/// it stands below; until it is right the filter before holds.
class FilterLine : public QWidget
{
    Q_OBJECT

public:
    explicit FilterLine(const QString &placeholder, QWidget *parent = nullptr);

    QLineEdit *edit() const { return m_edit; }
    /// The last filter without a fault.
    const TraceFilter &filter() const { return m_filter; }
    void setText(const QString &text);
    /// `14 of 1,204`, or `1,204` where there is no filter.
    void setCount(std::size_t shown, std::size_t all);
    QString countText() const;
    /// What is wrong with the text; empty if nothing is.
    QString faultText() const;
    void setTheme(ThemeKind kind);

Q_SIGNALS:
    void filterChanged();
    /// Down or Enter: on to the table.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take(const QString &text);

    QLineEdit *m_edit;
    QLabel *m_count;
    ElidedLabel *m_fault;
    TraceFilter m_filter;
};

} // namespace coroscope

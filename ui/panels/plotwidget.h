// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/plot.h"

#include <QWidget>

namespace coroscope
{

/// Shows a plot; its points are reached by the pointer, and by keyboard: left and right, Home and End, Page Up and
/// Down for ten at a time, Enter to activate, Escape to leave them.
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    explicit PlotWidget(QWidget *parent = nullptr);

    /// Shows another plot. The point that the user is at stays if there is one with its value.
    void setPlot(Plot plot);
    const Plot &plot() const { return m_plot; }
    /// What stands there while there is no point.
    void setPlaceholder(const QString &text);
    void setTheme(ThemeKind kind);

    /// The index of the point that the user is at, by pointer or keyboard; -1: none.
    qsizetype currentPoint() const { return m_current; }
    void setCurrentPoint(qsizetype index);
    /// Where a point is painted.
    QPointF positionOf(qsizetype index) const;

    QSize sizeHint() const override { return {260, 190}; }
    QSize minimumSizeHint() const override { return {140, 110}; }

Q_SIGNALS:
    /// currentPoint() is another one, or has other values.
    void currentPointChanged();
    void pointActivated(qsizetype index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    PlotLayout layoutNow() const;
    qsizetype pointAt(QPointF position) const;

    FontMeasure m_measure;
    Plot m_plot;
    QString m_placeholder;
    ThemeKind m_theme = ThemeKind::Dark;
    qsizetype m_current = -1;
    bool m_isByKey = false; ///< the current point was reached by keyboard: the pointer's leaving does not end it
    qsizetype m_pressed = -1;
};

} // namespace coroscope

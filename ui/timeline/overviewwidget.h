// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timerange.h"
#include "ui/timeline/overviewimage.h"
#include "ui/timeline/viewport.h"

#include <QTimer>
#include <QWidget>

#include <cstdint>

namespace coroscope
{

class TimelineWidget;

/// The whole run above a timeline, with a brush for the part that the timeline shows.
///
/// The edges of the brush can be dragged, and so can the brush; a click beside it jumps, dragging there or with Shift
/// draws a new one; a double click shows the whole run. Left and Right move it, Up and Down make it wider and narrower,
/// Home and End go to the ends of the run, 0 shows all. The wheel zooms.
class OverviewWidget : public QWidget
{
    Q_OBJECT

public:
    /// `timeline` has to live as long.
    explicit OverviewWidget(TimelineWidget *timeline, QWidget *parent = nullptr);

    Viewport &view() const;
    void setTheme(ThemeKind kind);
    /// As the timeline's.
    void setScale(double scale);

    /// The time that the width stands for.
    TimeRange wholeRange() const;
    /// Where the run is drawn.
    QRectF plotRect() const;
    /// Where the part in sight is, never too narrow to be dragged.
    QRectF brushRect() const;
    /// What is in sight, in words.
    QString rangeText() const;

    QSize sizeHint() const override { return {1000, usualHeight}; }
    QSize minimumSizeHint() const override { return {200, usualHeight}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static constexpr int usualHeight = 52;
    enum class Drag : std::uint8_t { None, Move, Left, Right, Brush };

    Nanoseconds timeAt(double x) const;
    double xOf(Nanoseconds time) const;
    Drag partAt(QPointF point) const;
    void takeContent();
    void updateImage();
    void paintBrush(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;

    TimelineWidget *m_timeline;
    OverviewImage m_image;
    QTimer m_later; ///< the image is made anew when it ends
    bool m_stale = true;
    Nanoseconds m_wholeEnd = 0;
    ThemeKind m_theme = ThemeKind::Dark;
    double m_scale = 1;
    Drag m_drag = Drag::None;
    double m_pressedX = 0;
    TimeRange m_pressedRange;
    bool m_moved = false;
};

} // namespace coroscope

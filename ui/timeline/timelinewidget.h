// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/steps.h"
#include "ui/theme/theme.h"
#include "ui/timeline/hittest.h"
#include "ui/timeline/lanelayout.h"
#include "ui/timeline/textmeasure.h"
#include "ui/timeline/trackindex.h"
#include "ui/timeline/viewport.h"

#include <QWidget>

#include <memory>
#include <optional>

class QScrollBar;

namespace coroscope
{

/// The timeline of one run: names on the left, time on top, a lane each for the event loop, the objects and the tasks.
///
/// Wheel scrolls the lanes, Ctrl and wheel zoom at the pointer, Shift and wheel or dragging pan; W and S zoom,
/// A and D pan, F and 0 fit; a click sets the cursor and selects. What is in sight is the viewport's.
class TimelineWidget : public QWidget
{
    Q_OBJECT

public:
    static constexpr double rulerHeight = 28;

    explicit TimelineWidget(QWidget *parent = nullptr);

    /// Shows another trace, or none. It has to live until the next call.
    void setIntervals(const Intervals *intervals);
    /// Takes in what the intervals gained; call it after Intervals::update().
    void refresh();

    Viewport &view() { return m_view; }
    const Viewport &view() const { return m_view; }

    void setTheme(ThemeKind kind);
    ThemeKind themeKind() const { return m_theme; }

    /// Arrows of causes and timeouts of all lanes in sight, or of the selected task only.
    void setShowsAllArrows(bool shows);
    bool showsAllArrows() const { return m_showsAllArrows; }

    /// Puts the cursor at the beginning of the step of a task before it or after it; without a cursor that is counted
    /// from the end of the run. Returns whether there is one. A live run goes on, but is not followed any more.
    bool stepBack();
    bool stepForward();

    void zoomIn();
    void zoomOut();
    void fit();
    /// Scrolls so that the lane of the selection is in sight.
    void showSelection();

    /// Kinds of waiting in the trace, one bit a kind.
    std::uint32_t waitKinds() const { return m_index.waitKinds(); }

    /// What is at a point of the widget.
    Hit hitAt(QPointF point) const;
    /// The text of the tooltip at a point of the widget.
    QString tooltipAt(QPointF point) const;
    /// What is painted at the moment.
    DrawList drawList() const;

    QSize sizeHint() const override { return {1000, 560}; }
    QSize minimumSizeHint() const override { return {420, 160}; }

Q_SIGNALS:
    /// A task or object was double-clicked or chosen with Enter.
    void activated(coroscope::Target target);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Drag : std::uint8_t { None, Press, Pan, Scrub, Gutter };

    TimelineScene scene() const;
    std::optional<CursorStep> cursorStep() const;
    StepIndex *steps() const;
    void goTo(Moment moment);
    void showTime(Nanoseconds time);
    QSizeF plotSize() const;
    TimeScale scale() const;
    void updateScrollBar();
    void widenGutter();
    void zoomAt(double factor, double x);
    /// Where a zoom by key is centred: at the pointer, at the cursor, or in the middle.
    double zoomCentre() const;
    void panByShare(double share);
    void moveSelection(int lanes);
    void moveCursor(double pixels);
    bool isOnGutterEdge(QPointF point) const;
    void click(QPointF point);

    Viewport m_view;
    const Intervals *m_intervals = nullptr;
    TrackIndex m_index;
    LaneLayout m_layout;
    mutable std::unique_ptr<StepIndex> m_steps; ///< made when it is first needed
    FontMeasure m_measure;
    QScrollBar *m_scrollBar;
    ThemeKind m_theme = ThemeKind::Dark;
    bool m_showsAllArrows = false;
    double m_gutterWidth = 200;
    bool m_gutterSet = false; ///< a person has set its width
    std::size_t m_namesMeasured = 0;
    Drag m_drag = Drag::None;
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    std::optional<QPointF> m_pointer;
};

} // namespace coroscope

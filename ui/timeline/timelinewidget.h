// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/steps.h"
#include "ui/theme/theme.h"
#include "ui/timeline/hittest.h"
#include "ui/timeline/lanelayout.h"
#include "ui/timeline/legend.h"
#include "ui/timeline/smoothview.h"
#include "ui/timeline/textmeasure.h"
#include "ui/timeline/timelinekeys.h"
#include "ui/timeline/trackindex.h"
#include "ui/timeline/viewport.h"

#include <QAccessible>
#include <QWidget>

#include <memory>
#include <optional>

class QScrollBar;

namespace coroscope
{

class InlineEntry;

/// The timeline of one run: names on the left, time on top, a lane each for the event loop, the objects and the tasks.
///
/// Wheel scrolls the lanes, Ctrl and wheel or a pinch zoom at the pointer, Shift and wheel or dragging pan; dragging on
/// the ruler or with Shift selects a range; a click sets the cursor and selects. For keys see timelineKeys(). What is
/// in sight is the viewport's.
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

    /// What to tell where there is no run yet.
    void setPlaceholder(const QString &text);
    /// Draws everything so many times as large: lanes and names follow the size of the texts.
    void setScale(double scale);

    void setTheme(ThemeKind kind);
    ThemeKind themeKind() const { return m_theme; }

    // --- What a person chooses about the lanes; see LaneLayout. ---

    const LaneLayout &lanes() const { return m_layout; }
    void setOrder(LaneOrder order);
    /// The order after this one, told by noted().
    void takeNextOrder();
    void setHidesFinished(bool hides);
    void foldAll();
    void unfoldAll();
    /// Folds or unfolds the lane of the selection, or the one at an index of lanes().
    void toggleFold();
    void toggleFold(std::size_t lane);
    /// Folds or unfolds the section of the objects that have no lane of their own.
    void toggleObjects();
    /// Keeps the lane of a task or object in sight, or no longer.
    void setPinned(Target target, bool pinned);
    bool isPinned(Target target) const;
    /// Shows only the tasks for which it says true, and those above them; none: all. To be set again when it would
    /// answer otherwise.
    void setTaskFilter(LaneLayout::TaskFilter filter);

    /// Shows an older run pale behind this one until it is set to null. It has to live as long.
    void setGhost(const Intervals *older);
    bool hasGhost() const { return m_ghost != nullptr; }

    /// Arrows of causes and timeouts of all lanes in sight, or of the selected task only.
    void setShowsAllArrows(bool shows);
    bool showsAllArrows() const { return m_showsAllArrows; }

    /// Puts the cursor at the beginning of the step of a task before it or after it; without a cursor that is counted
    /// from the end of the run. Returns whether there is one. A live run goes on, but is not followed any more.
    bool stepBack();
    bool stepForward();

    void zoomIn();
    void zoomOut();
    /// The whole run.
    void fit();
    /// The selected range, interval, task or object; where that is in sight already or nothing is selected, the run.
    void fitSelection();
    void panBy(double share);
    /// Does what a key would do.
    void perform(TimelineAction action);

    /// Selects the interval of the selected lane after or before the one that is selected or at the cursor, and puts
    /// the cursor there. Of objects, which have none, only the cursor moves.
    void selectNextInterval();
    void selectPreviousInterval();
    /// Goes along an arrow: to the step that woke the selected task where it stands, or to the first that it woke.
    /// Returns whether there was one.
    bool goToWaker();
    bool goToWoken();

    /// Opens a line for a time to go to.
    void askForTime();
    /// Opens a line for the note of the mark at the cursor, which is made if there is none.
    void editMark();
    void showKeys();

    /// Smooth moves; on at first where there is a display.
    void setAnimated(bool animated) { m_smooth.setEnabled(animated); }

    const Intervals *intervals() const { return m_intervals; }
    /// Where the plot is, right of the names and left of the scroll bar: for what stands above or below it.
    double plotLeft() const { return m_gutterWidth * m_scale; }
    double plotRight() const { return plotSize().width() * m_scale; }
    /// Where a lane is in the widget; may be out of sight.
    QRect laneRect(std::size_t lane) const;
    /// The lane of the selection.
    std::optional<std::size_t> selectedLane() const;
    /// For screen readers: the name of a lane, and what is there at the cursor.
    QString laneName(std::size_t lane) const;
    QString laneState(std::size_t lane) const;
    /// Selects what a lane shows; the lane of the loop stands for nothing.
    void selectLane(std::size_t lane);

    /// Scrolls so that the lane of the selection is in sight, or the one that it is folded away in.
    void showSelection();

    /// Kinds of waiting in the trace, one bit a kind.
    std::uint32_t waitKinds() const { return m_index.waitKinds(); }
    /// What the legend has to tell beside them.
    LegendExtras legendExtras() const { return {!m_index.facts().blockedSteps().empty(), hasGhost()}; }

    /// What is at a point of the widget.
    Hit hitAt(QPointF point) const;
    /// The text of the tooltip at a point of the widget; plain, whatever signs it holds.
    QString tooltipAt(QPointF point) const;
    /// Why no task is in sight where all are left out: stands below the other lanes.
    QString hiddenText() const;
    /// What is painted at the moment, before it is scaled.
    DrawList drawList() const;

    QSize sizeHint() const override { return {1000, 560}; }
    QSize minimumSizeHint() const override { return {420, 160}; }

Q_SIGNALS:
    /// A task or object was double-clicked or chosen with Enter.
    void activated(coroscope::Target target);
    /// A person wants to search.
    void searchRequested();
    /// Something to tell in passing: why there is no arrow to follow.
    void noted(const QString &text);
    void showsAllArrowsChanged(bool shows);
    /// Another trace is shown, or none; contentChanged() follows.
    void traceChanged();
    /// Other intervals, or more of them, or other lanes.
    void contentChanged();
    /// The plot is elsewhere: see plotLeft() and plotRight().
    void plotMoved();

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
    void focusInEvent(QFocusEvent *event) override;
    /// Tells screen readers of a change in a lane.
    virtual void announce(QAccessible::Event kind, std::size_t lane);

private:
    enum class Drag : std::uint8_t { None, Press, Pan, Scrub, Range, Gutter };

    TimelineScene scene() const;
    void layLanesOut();
    std::optional<CursorStep> cursorStep() const;
    StepIndex *steps() const;
    void goTo(Moment moment);
    void showTime(Nanoseconds time);
    /// A length or a point of the widget in the measure of the draw list; all else here is in that.
    double inside(double length) const { return length / m_scale; }
    QPointF inside(QPointF point) const { return point / m_scale; }
    QSizeF insideSize() const { return QSizeF(size()) / m_scale; }
    Hit find(QPointF point) const;
    QSizeF plotSize() const;
    TimeScale scale() const;
    void placeParts();
    void updateScrollBar();
    void widenGutter();
    void zoomAt(double factor, double x);
    /// Where a zoom by key is centred: at the pointer, at the cursor, or in the middle.
    double zoomCentre() const;
    bool handlesGesture(QEvent *event);
    void moveSelection(int lanes);
    void moveRangeEnd(double pixels);
    void clearNext();
    TimeRange rangeOfSelection() const;
    TimeRange rangeOfTarget() const;
    std::optional<std::size_t> nearestLane() const;
    std::optional<std::size_t> currentInterval(const TaskTrack &task) const;
    void selectInterval(const TaskTrack &task, std::size_t interval);
    void moveInterval(int by);
    void moveSample(const ObjectTrack &object, int by);
    void followCurve(const DrawCurve &curve);
    bool note(const QString &text);
    Nanoseconds pixelTime(double pixels) const;
    void startRange(QPointF point);
    bool isOnCursorChip(QPointF point) const;
    void tellAssistants();
    void tellCursor();
    void moveCursor(double pixels);
    bool isOnGutterEdge(QPointF point) const;
    void click(QPointF point);

    Viewport m_view;
    SmoothView m_smooth{m_view};
    const Intervals *m_intervals = nullptr;
    TrackIndex m_index;
    LaneLayout m_layout;
    std::unique_ptr<GhostMatch> m_ghost;
    QString m_title;                            ///< of the run, to tell one more of the same from another
    mutable std::unique_ptr<StepIndex> m_steps; ///< made when it is first needed
    FontMeasure m_measure;
    QScrollBar *m_scrollBar;
    InlineEntry *m_entry;
    ThemeKind m_theme = ThemeKind::Dark;
    bool m_showsAllArrows = false;
    double m_scale = 1;
    QString m_placeholder;
    double m_gutterWidth = 200;
    bool m_gutterSet = false; ///< a person has set its width
    std::size_t m_namesMeasured = 0;
    Drag m_drag = Drag::None;
    Nanoseconds m_rangeFrom = 0; ///< of a range that is being drawn
    std::optional<TimeRange> m_rangeBefore;
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    std::optional<QPointF> m_pointer;
};

} // namespace coroscope

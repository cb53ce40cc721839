// SPDX-License-Identifier: GPL-3.0-or-later
// How a person moves in the timeline: wheel, pointer and gestures.
#include "ui/timeline/cursorlayer.h"
#include "ui/timeline/scene.h"
#include "ui/timeline/timelinewidget.h"

#include <QApplication>
#include <QGestureEvent>
#include <QMouseEvent>
#include <QPinchGesture>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr double zoomStep = 1.25;
constexpr double notch = 120;         ///< of a wheel
constexpr double pixelsPerNotch = 72; ///< three lanes
constexpr double gutterEdge = 4;
constexpr double markReach = 6; ///< how near to a mark one has to click
constexpr double narrowestGutter = 120;
constexpr double narrowestPlot = 160;

} // namespace

/// Zooms from where the view goes to, so that quick turns of the wheel add up.
void TimelineWidget::zoomAt(double factor, double x)
{
    const TimeRange range = m_smooth.target();
    const TimeScale after(range, m_gutterWidth, plotSize().width() - m_gutterWidth);
    m_smooth.moveTo(m_view.zoomed(range, factor, after.time(std::max(x, m_gutterWidth))));
}

double TimelineWidget::zoomCentre() const
{
    const TimeScale now = scale();
    if (m_pointer && m_pointer->x() >= m_gutterWidth)
        return m_pointer->x();
    if (m_view.cursor() && m_view.range().contains(*m_view.cursor()))
        return now.x(*m_view.cursor());
    return now.left() + now.width() / 2;
}

void TimelineWidget::zoomIn() { zoomAt(1 / zoomStep, zoomCentre()); }
void TimelineWidget::zoomOut() { zoomAt(zoomStep, zoomCentre()); }
void TimelineWidget::fit() { m_smooth.fit(); }

void TimelineWidget::panBy(double share)
{
    const TimeRange range = m_smooth.target();
    const Nanoseconds by = std::llround(static_cast<double>(range.span()) * share);
    m_view.setFollowsLive(false);
    m_smooth.moveTo({range.from + by, range.to + by});
}

Nanoseconds TimelineWidget::pixelTime(double pixels) const { return std::llround(pixels / scale().pixelsPerNs()); }

void TimelineWidget::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const QPoint pixels = event->pixelDelta();
    const QPoint angle = event->angleDelta();
    const QPointF moved = pixels.isNull() ? QPointF(angle) / notch * pixelsPerNotch : inside(QPointF(pixels));
    if (event->modifiers() & Qt::ControlModifier) {
        const double turned = angle.y() != 0 ? angle.y() : angle.x();
        const double factor = std::pow(zoomStep, -turned / notch);
        const double x = std::max(inside(event->position().x()), m_gutterWidth);
        // A touchpad sends many small turns, which are smooth by themselves.
        if (pixels.isNull())
            zoomAt(factor, x);
        else
            m_view.zoom(factor, scale().time(x));
        return;
    }
    m_smooth.finish();
    if (event->modifiers() & Qt::ShiftModifier) {
        const double along = moved.y() != 0 ? moved.y() : moved.x();
        m_view.pan(-pixelTime(along));
        return;
    }
    // A touchpad moves both ways at once.
    if (moved.x() != 0)
        m_view.pan(-pixelTime(moved.x()));
    if (moved.y() != 0)
        m_view.setScroll(m_view.scroll() - moved.y());
}

/// A pinch: of a touchpad, or of two fingers on the screen.
bool TimelineWidget::handlesGesture(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture)
            return false;
        m_view.zoom(1 / std::max(0.1, 1 + gesture->value()),
                    scale().time(std::max(inside(gesture->position().x()), m_gutterWidth)));
        return true;
    }
    if (event->type() != QEvent::Gesture)
        return false;
    auto *gestures = static_cast<QGestureEvent *>(event);
    const auto *pinch = static_cast<QPinchGesture *>(gestures->gesture(Qt::PinchGesture));
    if (!pinch)
        return false;
    if (pinch->changeFlags() & QPinchGesture::ScaleFactorChanged && pinch->scaleFactor() > 0) {
        const QPointF centre = inside(mapFromGlobal(pinch->centerPoint()));
        m_view.zoom(1 / pinch->scaleFactor(), scale().time(std::max(centre.x(), m_gutterWidth)));
        m_drag = Drag::None;
    }
    gestures->accept();
    return true;
}

bool TimelineWidget::isOnGutterEdge(QPointF point) const { return std::abs(point.x() - m_gutterWidth) <= gutterEdge; }

void TimelineWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_smooth.finish();
    m_pressedAt = m_draggedTo = inside(event->position());
    const bool isLeft = event->button() == Qt::LeftButton;
    const bool inPlot = m_pressedAt.x() > m_gutterWidth;
    if (isOnGutterEdge(m_pressedAt))
        m_drag = Drag::Gutter;
    else if (isLeft && isOnCursorChip(m_pressedAt))
        m_drag = Drag::Scrub;
    else if (isLeft && inPlot && (m_pressedAt.y() < rulerHeight || event->modifiers() & Qt::ShiftModifier))
        startRange(m_pressedAt);
    else
        m_drag = Drag::Press;
}

/// From the point on; with an end of the selected range under it, from the other end.
void TimelineWidget::startRange(QPointF point)
{
    constexpr double reach = 5;
    const TimeScale now = scale();
    m_drag = Drag::Range;
    m_rangeFrom = now.time(point.x());
    m_rangeBefore = m_view.selectedRange();
    if (!m_rangeBefore)
        return;
    if (std::abs(now.x(m_rangeBefore->from) - point.x()) <= reach)
        m_rangeFrom = m_rangeBefore->to;
    else if (std::abs(now.x(m_rangeBefore->to) - point.x()) <= reach)
        m_rangeFrom = m_rangeBefore->from;
}

bool TimelineWidget::isOnCursorChip(QPointF point) const
{
    if (!m_intervals || point.y() >= rulerHeight)
        return false;
    const TimelineScene now = scene();
    return cursorChip(now, TimelineFrame(now), m_measure).contains(point);
}

void TimelineWidget::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF point = inside(event->position());
    m_pointer = point;
    if (m_drag == Drag::Press && (point - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    switch (m_drag) {
    case Drag::None:
    case Drag::Press:
        if (isOnGutterEdge(point))
            setCursor(Qt::SplitHCursor);
        else if (isOnCursorChip(point))
            setCursor(Qt::SizeHorCursor);
        else
            unsetCursor();
        m_view.setHovered(find(point).target);
        break;
    case Drag::Pan: {
        const QPointF moved = point - m_draggedTo;
        const double pixelsPerNs = scale().pixelsPerNs();
        const Nanoseconds by = std::llround(moved.x() / pixelsPerNs);
        if (by != 0)
            m_view.pan(-by);
        m_view.setScroll(m_view.scroll() - moved.y());
        // What is less than a nanosecond counts with the next move.
        m_draggedTo = {m_draggedTo.x() + static_cast<double>(by) * pixelsPerNs, point.y()};
        return;
    }
    case Drag::Scrub:
        m_view.setFollowsLive(false);
        m_view.setCursor(scale().time(point.x()));
        break;
    case Drag::Range: {
        const Nanoseconds at = std::clamp<Nanoseconds>(scale().time(point.x()), 0, m_view.extent());
        const bool moved = std::abs(point.x() - m_pressedAt.x()) >= 3;
        if (moved)
            m_view.selectRange(TimeRange{std::min(m_rangeFrom, at), std::max(m_rangeFrom, at)});
        break;
    }
    case Drag::Gutter:
        m_gutterSet = true;
        m_gutterWidth =
            std::clamp(point.x(), narrowestGutter, std::max(narrowestGutter, inside(width()) - narrowestPlot));
        update();
        Q_EMIT plotMoved();
        break;
    }
    m_draggedTo = point;
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    const bool isClick =
        (inside(event->position()) - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton)
        return;
    if (drag == Drag::Press || (drag == Drag::Range && isClick))
        click(inside(event->position()));
}

void TimelineWidget::click(QPointF point)
{
    const Hit hit = find(point);
    if (hit.onFoldSign) {
        toggleFold(*hit.lane);
        return;
    }
    if (hit.curve) {
        followCurve(*hit.curve);
        return;
    }
    if (hit.part == HitPart::Ruler) {
        const TimeMark *mark = m_view.markNear(hit.time, pixelTime(markReach));
        m_view.setFollowsLive(false);
        m_view.setCursor(mark ? mark->time : hit.time);
        return;
    }
    const TaskTrack *task = m_intervals && hit.target.task && hit.bar ? m_intervals->task(hit.target.task) : nullptr;
    if (task && hit.bar->interval < task->intervals.size())
        m_view.selectInterval(task->id, task->intervals[hit.bar->interval].event);
    else
        m_view.select(hit.target);
    if (hit.part == HitPart::Plot) {
        m_view.setFollowsLive(false);
        m_view.setCursor(hit.time);
    }
}

void TimelineWidget::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_intervals)
        return;
    const Hit hit = find(inside(event->position()));
    if (hit.part == HitPart::Ruler) {
        const TimeMark *mark = m_view.markNear(hit.time, pixelTime(markReach));
        m_view.setCursor(mark ? mark->time : hit.time);
        editMark();
        return;
    }
    if (!hit.target.isValid())
        return;
    m_view.select(hit.target);
    if (hit.target.task) {
        m_view.setFollowsLive(false);
        m_smooth.moveTo(rangeOfTarget());
    }
    Q_EMIT activated(hit.target);
}

void TimelineWidget::leaveEvent(QEvent *)
{
    m_pointer.reset();
    m_view.setHovered({});
}

} // namespace coroscope

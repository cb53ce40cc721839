// SPDX-License-Identifier: GPL-3.0-or-later
// How a person moves in the timeline: wheel, pointer and keys.
#include "ui/timeline/scene.h"
#include "ui/timeline/timelinewidget.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr double zoomStep = 1.25;
constexpr double panStep = 0.12;      ///< share of the view that a key moves it
constexpr double notch = 120;         ///< of a wheel
constexpr double pixelsPerNotch = 72; ///< three lanes
constexpr double gutterEdge = 4;
constexpr double narrowestGutter = 120;
constexpr double narrowestPlot = 160;

} // namespace

void TimelineWidget::zoomAt(double factor, double x) { m_view.zoom(factor, scale().time(std::max(x, m_gutterWidth))); }

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
void TimelineWidget::fit() { m_view.fit(); }

void TimelineWidget::panByShare(double share)
{
    m_view.pan(std::llround(static_cast<double>(m_view.range().span()) * share));
}

void TimelineWidget::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const QPoint pixels = event->pixelDelta();
    const QPoint angle = event->angleDelta();
    const QPointF moved = pixels.isNull() ? QPointF(angle) / notch * pixelsPerNotch : QPointF(pixels);
    if (event->modifiers() & Qt::ControlModifier) {
        const double notches = (angle.y() != 0 ? angle.y() : angle.x()) / notch;
        zoomAt(std::pow(zoomStep, -notches), event->position().x());
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier) {
        const double along = moved.y() != 0 ? moved.y() : moved.x();
        m_view.pan(-std::llround(along / scale().pixelsPerNs()));
        return;
    }
    // A touchpad moves both ways at once.
    if (moved.x() != 0)
        m_view.pan(-std::llround(moved.x() / scale().pixelsPerNs()));
    if (moved.y() != 0)
        m_view.setScroll(m_view.scroll() - moved.y());
}

bool TimelineWidget::isOnGutterEdge(QPointF point) const { return std::abs(point.x() - m_gutterWidth) <= gutterEdge; }

void TimelineWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_pressedAt = m_draggedTo = event->position();
    if (isOnGutterEdge(m_pressedAt)) {
        m_drag = Drag::Gutter;
    } else if (m_pressedAt.y() < rulerHeight && event->button() == Qt::LeftButton) {
        m_drag = Drag::Scrub;
        m_view.setCursor(scale().time(m_pressedAt.x()));
    } else {
        m_drag = Drag::Press;
    }
}

void TimelineWidget::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF point = event->position();
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
        else
            unsetCursor();
        m_view.setHovered(hitAt(point).target);
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
        m_view.setCursor(scale().time(point.x()));
        break;
    case Drag::Gutter:
        m_gutterSet = true;
        m_gutterWidth = std::clamp(point.x(), narrowestGutter, std::max(narrowestGutter, width() - narrowestPlot));
        update();
        break;
    }
    m_draggedTo = point;
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (drag == Drag::Press && event->button() == Qt::LeftButton)
        click(event->position());
}

void TimelineWidget::click(QPointF point)
{
    const Hit hit = hitAt(point);
    m_view.select(hit.target);
    if (hit.part == HitPart::Plot)
        m_view.setCursor(hit.time);
}

void TimelineWidget::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_intervals)
        return;
    const Hit hit = hitAt(event->position());
    if (!hit.target.isValid())
        return;
    // The whole life of the task, with a little room at both ends.
    if (const TaskTrack *task = m_intervals->task(hit.target.task)) {
        const Nanoseconds end = task->ended == noTime ? m_intervals->end() : task->ended;
        const Nanoseconds room = std::max<Nanoseconds>((end - task->created) / 20, Viewport::minSpan);
        m_view.setFollowsLive(false);
        m_view.setRange({task->created - room, end + room});
    }
    Q_EMIT activated(hit.target);
}

void TimelineWidget::leaveEvent(QEvent *)
{
    m_pointer.reset();
    m_view.setHovered({});
}

/// To the lane of the next task or object; the first where nothing is selected.
void TimelineWidget::moveSelection(int lanes)
{
    if (!m_intervals || m_layout.lanes().size() < 2)
        return;
    const Target target = m_view.selection();
    const auto lane = target.task ? m_layout.laneOf(target.task) : m_layout.laneOf(target.object);
    const auto last = static_cast<std::ptrdiff_t>(m_layout.lanes().size()) - 1;
    const std::ptrdiff_t next = lane ? static_cast<std::ptrdiff_t>(*lane) + lanes : lanes > 0 ? 1 : last;
    const Lane &chosen = m_layout.lanes()[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 1, last))];
    if (chosen.kind == LaneKind::Task)
        m_view.select({m_intervals->tasks()[chosen.track].id, {}});
    else
        m_view.select({{}, m_intervals->objects()[chosen.track].id});
    showSelection();
}

void TimelineWidget::moveCursor(double pixels)
{
    const TimeScale now = scale();
    const Nanoseconds step = std::max<Nanoseconds>(1, std::llround(std::abs(pixels) / now.pixelsPerNs()));
    const TimeRange range = m_view.range();
    const Nanoseconds from = m_view.cursor().value_or(range.from + range.span() / 2);
    m_view.setCursor(pixels < 0 ? from - step : from + step);
}

void TimelineWidget::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        break;
    case Qt::Key_S:
    case Qt::Key_Minus:
        zoomOut();
        break;
    case Qt::Key_A:
        panByShare(-panStep);
        break;
    case Qt::Key_D:
        panByShare(panStep);
        break;
    case Qt::Key_F:
    case Qt::Key_0:
        fit();
        break;
    case Qt::Key_Up:
        moveSelection(-1);
        break;
    case Qt::Key_Down:
        moveSelection(1);
        break;
    case Qt::Key_Left:
        moveCursor(shift ? -10 : -1);
        break;
    case Qt::Key_Right:
        moveCursor(shift ? 10 : 1);
        break;
    case Qt::Key_PageUp:
        m_view.setScroll(m_view.scroll() - height() * 0.8);
        break;
    case Qt::Key_PageDown:
        m_view.setScroll(m_view.scroll() + height() * 0.8);
        break;
    case Qt::Key_Home:
        m_view.setScroll(0);
        break;
    case Qt::Key_End:
        m_view.setScroll(m_view.scrollLimit());
        break;
    case Qt::Key_Escape:
        m_view.select({});
        m_view.setCursor(std::nullopt);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_view.selection().isValid())
            Q_EMIT activated(m_view.selection());
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace coroscope

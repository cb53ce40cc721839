// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overviewwidget.h"

#include "ui/timeline/painter.h"
#include "ui/timeline/timelineaccess.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/timeline/waittext.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr double edgeReach = 5;
constexpr double narrowestBrush = 6;
constexpr double margin = 5; ///< above and below
constexpr double zoomStep = 1.25;
constexpr double keyStep = 0.12;
constexpr double dragFrom = 3;
/// Making the image takes no more than one part in so many of the time, and is not done more often than that.
constexpr int restTimes = 10;
constexpr int shortestRest = 40;
constexpr int longestPart = 4; ///< milliseconds of making it at once

} // namespace

OverviewWidget::OverviewWidget(TimelineWidget *timeline, QWidget *parent) : QWidget(parent), m_timeline(timeline)
{
    installTimelineAccess();
    setObjectName(u"overview"_s);
    setAccessibleName(tr("Overview of the run"));
    setAccessibleDescription(tr("What part of the run is in sight: Left and Right move it, Up and Down change its "
                                "length, 0 shows all"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFixedHeight(usualHeight);
    m_later.setSingleShot(true);
    const auto repaint = qOverload<>(&QWidget::update);
    connect(&m_later, &QTimer::timeout, this, repaint);
    connect(timeline, &TimelineWidget::traceChanged, this, [this] { m_image.forget(); });
    connect(timeline, &TimelineWidget::contentChanged, this, &OverviewWidget::takeContent);
    connect(timeline, &TimelineWidget::plotMoved, this, &OverviewWidget::takeContent);
    Viewport &now = view();
    connect(&now, &Viewport::rangeChanged, this, [this] {
        if (view().isFitted() && view().range().to != m_wholeEnd)
            takeContent();
        update();
    });
    connect(&now, &Viewport::cursorChanged, this, repaint);
    connect(&now, &Viewport::marksChanged, this, repaint);
    connect(&now, &Viewport::selectedRangeChanged, this, repaint);
}

Viewport &OverviewWidget::view() const { return m_timeline->view(); }

void OverviewWidget::setTheme(ThemeKind kind)
{
    m_theme = kind;
    takeContent();
}

void OverviewWidget::setScale(double scale)
{
    m_scale = scale;
    setFixedHeight(static_cast<int>(std::lround(usualHeight * scale)));
    takeContent();
}

void OverviewWidget::takeContent()
{
    m_stale = true;
    const Nanoseconds needed = view().fitted().to;
    const Intervals *intervals = m_timeline->intervals();
    const bool isLive = intervals && !intervals->outcome();
    // A live run gets room to grow, so that what was drawn can stay.
    constexpr Nanoseconds growth = 4;
    if (view().isFitted())
        m_wholeEnd = view().range().to;
    else if (!isLive)
        m_wholeEnd = needed;
    else if (needed > m_wholeEnd || m_wholeEnd > needed * 2)
        m_wholeEnd = needed + needed / growth;
    if (!m_later.isActive())
        update();
}

TimeRange OverviewWidget::wholeRange() const { return {0, std::max<Nanoseconds>(m_wholeEnd, Viewport::minSpan)}; }

QRectF OverviewWidget::plotRect() const
{
    const double left = m_timeline->plotLeft();
    return {left, margin, std::max(1.0, m_timeline->plotRight() - left), height() - 2 * margin};
}

double OverviewWidget::xOf(Nanoseconds time) const
{
    const QRectF plot = plotRect();
    const TimeRange whole = wholeRange();
    return plot.left() + static_cast<double>(time - whole.from) / static_cast<double>(whole.span()) * plot.width();
}

Nanoseconds OverviewWidget::timeAt(double x) const
{
    const QRectF plot = plotRect();
    const TimeRange whole = wholeRange();
    const double share = std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0);
    return whole.from + std::llround(share * static_cast<double>(whole.span()));
}

QRectF OverviewWidget::brushRect() const
{
    const QRectF plot = plotRect();
    const TimeRange range = view().range();
    double left = std::clamp(xOf(range.from), plot.left(), plot.right());
    double right = std::clamp(xOf(range.to), plot.left(), plot.right());
    if (right - left < narrowestBrush) {
        const double half = std::min(narrowestBrush, plot.width()) / 2;
        const double middle = std::clamp((left + right) / 2, plot.left() + half, plot.right() - half);
        left = middle - half;
        right = middle + half;
    }
    return {left, plot.top() - 3, right - left, plot.height() + 6};
}

QString OverviewWidget::rangeText() const
{
    const TimeRange range = view().range();
    return tr("%1 to %2 of %3").arg(formatMoment(range.from), formatMoment(range.to), formatMoment(view().extent()));
}

void OverviewWidget::updateImage()
{
    if (!m_stale || m_later.isActive())
        return;
    m_stale = false;
    const Intervals *intervals = m_timeline->intervals();
    if (!intervals) {
        m_image.clear();
        return;
    }
    QElapsedTimer clock;
    clock.start();
    const double ratio = devicePixelRatioF();
    const QSize size = (plotRect().size() * ratio).toSize();
    const bool isDone =
        m_image.update(*intervals, m_timeline->lanes(), wholeRange(), size, theme(m_theme), longestPart);
    m_stale = !isDone;
    m_later.start(std::max(shortestRest, static_cast<int>(clock.elapsed()) * restTimes));
}

void OverviewWidget::paintEvent(QPaintEvent *)
{
    updateImage();
    QPainter painter(this);
    const Theme &colors = theme(m_theme);
    painter.fillRect(rect(), colors.window);
    const QRectF plot = plotRect();
    painter.fillRect(QRectF(plot.left(), 0, width() - plot.left(), height()), colors.canvas);
    painter.save();
    painter.scale(m_scale, m_scale);
    const QRectF name(16, 0, plot.left() / m_scale - 20, height() / m_scale);
    paintText(painter, name, tr("overview"), FontRole::Small, colors.ink(Ink::Muted), TextAlign::Left,
              PaintTarget::Pixels);
    painter.restore();
    painter.fillRect(QRectF(0, height() - 1, width(), 1), colors.ink(Ink::Border));
    if (!m_timeline->intervals())
        return;
    if (!m_image.image().isNull())
        painter.drawImage(plot, m_image.image());
    paintBrush(painter);
    paintMarks(painter);
    if (hasFocus()) {
        painter.setPen(QPen(colors.ink(Ink::Accent), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

void OverviewWidget::paintBrush(QPainter &painter) const
{
    const Theme &colors = theme(m_theme);
    const QRectF plot = plotRect();
    const QRectF brush = brushRect();
    // What is out of sight is dimmed.
    QColor dim = colors.canvas;
    dim.setAlphaF(0.6F);
    painter.fillRect(QRectF(plot.left(), 0, brush.left() - plot.left(), height() - 1), dim);
    painter.fillRect(QRectF(brush.right(), 0, plot.right() - brush.right(), height() - 1), dim);
    const QColor accent = colors.ink(Ink::Accent);
    QColor tint = accent;
    tint.setAlphaF(0.08F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent, 1));
    painter.setBrush(tint);
    painter.drawRoundedRect(brush.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    // Handles, where there is room for them.
    if (brush.width() > 4 * edgeReach) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        for (const double x : {brush.left() + 0.5, brush.right() - 0.5})
            painter.drawRoundedRect(QRectF(x - 1.5, brush.center().y() - 8, 3, 16), 1.5, 1.5);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void OverviewWidget::paintMarks(QPainter &painter) const
{
    const Theme &colors = theme(m_theme);
    if (const auto range = view().selectedRange()) {
        QColor tint = colors.ink(Ink::Accent);
        tint.setAlphaF(0.25F);
        const double left = xOf(range->from);
        painter.fillRect(QRectF(left, height() - 5, std::max(2.0, xOf(range->to) - left), 4), tint);
    }
    for (const TimeMark &mark : view().marks()) {
        const double x = xOf(mark.time);
        painter.fillRect(QRectF(std::floor(x), 0, 1, height() - 1), colors.ink(Ink::Muted));
        painter.fillRect(QRectF(std::floor(x) - 2, 0, 5, 4), colors.ink(Ink::Accent));
    }
    if (const auto cursor = view().cursor())
        painter.fillRect(QRectF(std::floor(xOf(*cursor)), 0, 2, height() - 1), colors.ink(Ink::Accent));
}

void OverviewWidget::resizeEvent(QResizeEvent *) { takeContent(); }

OverviewWidget::Drag OverviewWidget::partAt(QPointF point) const
{
    const QRectF brush = brushRect();
    // A narrow brush is there to be moved; its edges are grasped from outside.
    const double inside = std::min(edgeReach, brush.width() / 4);
    if (point.x() >= brush.left() - edgeReach && point.x() <= brush.left() + inside)
        return Drag::Left;
    if (point.x() >= brush.right() - inside && point.x() <= brush.right() + edgeReach)
        return Drag::Right;
    const QRectF plot = plotRect();
    const bool showsAll = brush.left() <= plot.left() && brush.right() >= plot.right();
    return brush.left() < point.x() && point.x() < brush.right() && !showsAll ? Drag::Move : Drag::Brush;
}

void OverviewWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_timeline->intervals())
        return;
    m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Brush : partAt(event->position());
    m_pressedX = event->position().x();
    m_pressedRange = view().range();
    m_moved = false;
}

void OverviewWidget::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_drag == Drag::None) {
        switch (partAt(event->position())) {
        case Drag::Left:
        case Drag::Right:
            setCursor(Qt::SizeHorCursor);
            break;
        case Drag::Move:
            setCursor(Qt::OpenHandCursor);
            break;
        default:
            unsetCursor();
        }
        return;
    }
    if (!m_moved && std::abs(x - m_pressedX) < dragFrom)
        return;
    m_moved = true;
    view().setFollowsLive(false);
    const Nanoseconds by = timeAt(x) - timeAt(m_pressedX);
    TimeRange range = m_pressedRange;
    switch (m_drag) {
    case Drag::Move:
        range = {range.from + by, range.to + by};
        break;
    case Drag::Left:
        range.from = std::min(timeAt(x), range.to - Viewport::minSpan);
        break;
    case Drag::Right:
        range.to = std::max(timeAt(x), range.from + Viewport::minSpan);
        break;
    default:
        range = {std::min(timeAt(m_pressedX), timeAt(x)), std::max(timeAt(m_pressedX), timeAt(x))};
        break;
    }
    view().setRange(range);
}

void OverviewWidget::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag != Drag::Brush || m_moved || event->button() != Qt::LeftButton)
        return;
    // A click beside the brush brings it there.
    const TimeRange range = view().range();
    const QRectF plot = plotRect();
    if (brushRect().contains(event->position()) || !plot.adjusted(0, -margin, 0, margin).contains(event->position()))
        return;
    view().setFollowsLive(false);
    const Nanoseconds from = timeAt(event->position().x()) - range.span() / 2;
    view().setRange({from, from + range.span()});
}

void OverviewWidget::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_timeline->fit();
}

void OverviewWidget::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const QPoint angle = event->angleDelta();
    constexpr double notch = 120;
    if (angle.y() != 0)
        view().zoom(std::pow(zoomStep, -angle.y() / notch), timeAt(event->position().x()));
    else if (angle.x() != 0)
        view().pan(-std::llround(static_cast<double>(view().range().span()) * keyStep * angle.x() / notch));
}

void OverviewWidget::keyPressEvent(QKeyEvent *event)
{
    const TimeRange range = view().range();
    const Nanoseconds middle = range.from + range.span() / 2;
    switch (event->key()) {
    case Qt::Key_Left:
        m_timeline->panBy(-keyStep);
        break;
    case Qt::Key_Right:
        m_timeline->panBy(keyStep);
        break;
    case Qt::Key_Up:
    case Qt::Key_Minus:
        view().zoom(zoomStep, middle);
        break;
    case Qt::Key_Down:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        view().zoom(1 / zoomStep, middle);
        break;
    case Qt::Key_Home:
        view().pan(-range.from);
        break;
    case Qt::Key_End:
        view().pan(view().extent() - range.to);
        break;
    case Qt::Key_0:
    case Qt::Key_F:
        m_timeline->fit();
        break;
    default:
        // The other keys are those of the timeline.
        if (const auto action = timelineActionOf(*event))
            m_timeline->perform(*action);
        else
            QWidget::keyPressEvent(event);
    }
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinewidget.h"

#include "core/trace/eventstore.h"
#include "ui/timeline/drawlistbuilder.h"
#include "ui/timeline/inlineentry.h"
#include "ui/timeline/painter.h"
#include "ui/timeline/timelineaccess.h"
#include "ui/timeline/tooltip.h"
#include "ui/timeline/waittext.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace coroscope
{
TimelineWidget::TimelineWidget(QWidget *parent)
    : QWidget(parent), m_scrollBar(new QScrollBar(Qt::Vertical, this)), m_entry(new InlineEntry(this))
{
    installTimelineAccess();
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("Lanes of the event loop, the objects and the tasks over time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    m_scrollBar->hide();
    m_scrollBar->setAccessibleName(tr("Scroll the lanes"));
    connect(m_scrollBar, &QScrollBar::valueChanged, this, [this](int value) { m_view.setScroll(value); });
    const auto repaint = qOverload<>(&QWidget::update);
    connect(&m_view, &Viewport::rangeChanged, this, repaint);
    connect(&m_view, &Viewport::cursorChanged, this, [this] {
        m_layout.setMoment(m_view.cursor());
        if (m_layout.hidesFinished())
            layLanesOut();
        update();
    });
    connect(&m_view, &Viewport::litSourcesChanged, this, repaint);
    connect(&m_view, &Viewport::selectionChanged, this, repaint);
    connect(&m_view, &Viewport::selectionChanged, this, &TimelineWidget::tellAssistants);
    connect(&m_view, &Viewport::revealRequested, this, [this] {
        showSelection();
        if (m_view.cursor())
            showTime(*m_view.cursor());
    });
    connect(&m_view, &Viewport::cursorChanged, this, &TimelineWidget::tellCursor);
    connect(&m_view, &Viewport::selectedRangeChanged, this, repaint);
    connect(&m_view, &Viewport::marksChanged, this, repaint);
    connect(&m_view, &Viewport::hoveredChanged, this, repaint);
    connect(&m_view, &Viewport::scrollChanged, this, [this] {
        updateScrollBar();
        update();
    });
}

void TimelineWidget::setIntervals(const Intervals *intervals)
{
    m_intervals = intervals;
    m_index = {};
    m_steps.reset();
    // One more run of the same is looked at in the same way.
    const QString title = intervals ? QString::fromStdString(intervals->store().meta().title) : QString();
    m_layout.forgetTrace();
    if (title != m_title)
        m_layout.forgetFoldsAndPins();
    m_title = title;
    if (m_ghost)
        m_ghost = std::make_unique<GhostMatch>(m_ghost->older());
    m_namesMeasured = 0;
    // What is being typed is about the trace before.
    if (!m_entry->isHidden())
        m_entry->leave();
    m_view.reset();
    Q_EMIT traceChanged();
    refresh();
}

void TimelineWidget::refresh()
{
    if (m_intervals) {
        m_index.update(*m_intervals);
        if (m_ghost)
            m_ghost->update(*m_intervals);
        if (m_layout.update(*m_intervals, m_index))
            widenGutter();
        m_view.setEndMargin(endMargin(*m_intervals));
        m_view.setExtent(m_intervals->end());
    }
    m_view.setScrollLimit(m_intervals ? TimelineFrame::scrollLimit(m_layout, insideSize(), rulerHeight) : 0);
    updateScrollBar();
    update();
    Q_EMIT contentChanged();
}

/// Makes room for the names of the first tasks; never narrower than it was.
void TimelineWidget::widenGutter()
{
    if (m_gutterSet)
        return;
    constexpr std::size_t mostMeasured = 500;
    constexpr double around = 132; // mark, length and gaps
    constexpr double widest = 320;
    const auto &tasks = m_intervals->tasks();
    for (; m_namesMeasured < std::min(tasks.size(), mostMeasured); ++m_namesMeasured) {
        const TaskTrack &task = tasks[m_namesMeasured];
        const double indent = LaneLayout::indent(task.depth);
        const double name = m_measure.width(FontRole::Body, displayName(task));
        m_gutterWidth = std::max(m_gutterWidth, std::min(widest, std::ceil(indent + name + around)));
    }
    Q_EMIT plotMoved();
}

TimelineScene TimelineWidget::scene() const
{
    return {*m_intervals,
            m_index,
            m_layout,
            m_view.range(),
            m_view.scroll(),
            plotSize(),
            m_gutterWidth,
            rulerHeight,
            true,
            m_view.selection(),
            m_view.hovered(),
            m_view.cursor(),
            cursorStep(),
            m_view.selectedInterval(),
            m_view.selectedRange(),
            m_view.marks(),
            m_showsAllArrows,
            m_view.litSources(),
            m_ghost.get()};
}

/// The part that is not covered by the scroll bar.
QSizeF TimelineWidget::plotSize() const
{
    const int bar = m_scrollBar->isHidden() ? 0 : m_scrollBar->width();
    return {std::max(1.0, inside(width() - bar)), inside(height())};
}

TimeScale TimelineWidget::scale() const { return {m_view.range(), m_gutterWidth, plotSize().width() - m_gutterWidth}; }

void TimelineWidget::setShowsAllArrows(bool shows)
{
    if (shows == m_showsAllArrows)
        return;
    m_showsAllArrows = shows;
    update();
    Q_EMIT showsAllArrowsChanged(shows);
}

void TimelineWidget::setTheme(ThemeKind kind)
{
    m_theme = kind;
    update();
}

void TimelineWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &colors = theme(m_theme);
    if (m_intervals && !m_layout.lanes().empty() && m_intervals->end() >= 0 && !m_intervals->tasks().empty()) {
        painter.scale(m_scale, m_scale);
        // What is right of the list: the scroll bar is there, and above it a corner that belongs to the ruler.
        const QSizeF inside = insideSize();
        const double right = plotSize().width();
        painter.fillRect(QRectF(right, 0, inside.width() - right, rulerHeight), colors.window);
        painter.fillRect(QRectF(right, rulerHeight, inside.width() - right, inside.height() - rulerHeight),
                         colors.canvas);
        paint(painter, drawList(), colors, PaintTarget::Pixels);
        const QRectF below = QRectF(QPointF(), insideSize()).adjusted(0, rulerHeight + m_layout.contentHeight(), 0, 0);
        paintText(painter, below, hiddenText(), FontRole::Body, colors.ink(Ink::Muted), TextAlign::Centre,
                  PaintTarget::Pixels);
        return;
    }
    painter.fillRect(rect(), colors.canvas);
    painter.scale(m_scale, m_scale);
    const QString text =
        m_placeholder.isEmpty() ? tr("Open a scenario or a trace, or drop a file here") : m_placeholder;
    paintText(painter, QRectF(QPointF(), insideSize()), text, FontRole::Body, colors.ink(Ink::Muted), TextAlign::Centre,
              PaintTarget::Pixels);
}

QString TimelineWidget::hiddenText() const
{
    if (!m_intervals || m_intervals->tasks().empty() || m_layout.lanes().size() > m_layout.headCount())
        return {};
    const Nanoseconds end = m_intervals->end();
    const QString now = formatRunMoment(m_view.cursor().value_or(end), end);
    if (m_layout.isFiltered())
        return m_layout.hidesFinished() ? tr("At %1 no task fits the filter that has not finished").arg(now)
                                        : tr("At %1 no task fits the filter").arg(now);
    return m_layout.hidesFinished() ? tr("At %1 all tasks have finished; H shows them").arg(now) : QString();
}

DrawList TimelineWidget::drawList() const { return m_intervals ? buildDrawList(scene(), m_measure) : DrawList{}; }

Hit TimelineWidget::hitAt(QPointF point) const { return find(inside(point)); }

Hit TimelineWidget::find(QPointF point) const
{
    if (!m_intervals)
        return {};
    const TimelineScene now = scene();
    return hitTest(now, buildDrawList(now, m_measure), point);
}

QString TimelineWidget::tooltipAt(QPointF point) const
{
    if (!m_intervals)
        return {};
    const Hit hit = hitAt(point);
    if (hit.part == HitPart::Ruler) {
        constexpr double reach = 6;
        const TimeMark *mark = m_view.markNear(hit.time, pixelTime(reach));
        return mark && !mark->note.isEmpty() ? mark->note : QString();
    }
    return tooltipText(scene(), hit);
}

void TimelineWidget::resizeEvent(QResizeEvent *) { placeParts(); }

void TimelineWidget::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    update();
}

void TimelineWidget::setScale(double scale)
{
    if (scale == m_scale)
        return;
    m_scale = scale;
    placeParts();
    update();
}

void TimelineWidget::placeParts()
{
    const int bar = m_scrollBar->sizeHint().width();
    const int top = static_cast<int>(std::lround(rulerHeight * m_scale));
    m_scrollBar->setGeometry(width() - bar, top, bar, std::max(0, height() - top));
    if (m_intervals)
        m_view.setScrollLimit(TimelineFrame::scrollLimit(m_layout, insideSize(), rulerHeight));
    updateScrollBar();
    Q_EMIT plotMoved();
}

void TimelineWidget::updateScrollBar()
{
    const QSignalBlocker blocker(m_scrollBar);
    const double limit = m_view.scrollLimit();
    const bool wasHidden = m_scrollBar->isHidden();
    m_scrollBar->setVisible(limit > 0);
    if (wasHidden != m_scrollBar->isHidden())
        Q_EMIT plotMoved();
    m_scrollBar->setRange(0, static_cast<int>(std::ceil(limit)));
    m_scrollBar->setPageStep(std::max(1, static_cast<int>(inside(height()) - rulerHeight)));
    m_scrollBar->setSingleStep(static_cast<int>(LaneLayout::taskHeight));
    m_scrollBar->setValue(static_cast<int>(std::lround(m_view.scroll())));
}

bool TimelineWidget::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = tooltipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text,
                               this);
        return true;
    }
    case QEvent::ShortcutOverride:
        // The keys of the timeline are its own while it has the focus, whatever the menus say.
        if (timelineActionOf(*static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    default:
        if (handlesGesture(event))
            return true;
    }
    return QWidget::event(event);
}

void TimelineWidget::showSelection()
{
    if (!m_intervals)
        return;
    const auto lane = nearestLane();
    if (!lane)
        return;
    const TimelineFrame frame(scene());
    if (*lane < frame.fixedCount)
        return;
    const double top = frame.topOf(*lane, m_layout);
    const double bottom = top + m_layout.lanes()[*lane].height;
    if (top < frame.lanes.top())
        m_view.setScroll(m_view.scroll() - (frame.lanes.top() - top));
    else if (bottom > frame.lanes.bottom())
        m_view.setScroll(m_view.scroll() + (bottom - frame.lanes.bottom()));
}

std::optional<std::size_t> TimelineWidget::selectedLane() const
{
    const Target target = m_view.selection();
    return target.task ? m_layout.laneOf(target.task) : m_layout.laneOf(target.object);
}

/// The same, or the lane that the selected task is folded away in.
std::optional<std::size_t> TimelineWidget::nearestLane() const
{
    const Target target = m_view.selection();
    return target.task ? m_layout.nearestLaneOf(target.task) : m_layout.laneOf(target.object);
}

QRect TimelineWidget::laneRect(std::size_t lane) const
{
    if (!m_intervals || lane >= m_layout.lanes().size())
        return {};
    const double top = TimelineFrame(scene()).topOf(lane, m_layout);
    const double height = m_layout.lanes()[lane].height;
    return QRectF(0, top * m_scale, plotRight(), height * m_scale).toRect();
}

} // namespace coroscope

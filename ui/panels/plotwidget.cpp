// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plotwidget.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace coroscope
{

PlotWidget::PlotWidget(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PlotWidget::setPlot(Plot plot)
{
    const bool had = m_current >= 0;
    const QString label = had ? m_plot.points[static_cast<std::size_t>(m_current)].label : QString();
    m_plot = std::move(plot);
    if (had) {
        const auto found = std::find_if(m_plot.points.begin(), m_plot.points.end(),
                                        [&](const PlotPoint &point) { return point.label == label; });
        m_current = found == m_plot.points.end() ? -1 : static_cast<qsizetype>(found - m_plot.points.begin());
        Q_EMIT currentPointChanged();
    }
    m_pressed = -1;
    update();
}

void PlotWidget::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    update();
}

void PlotWidget::setTheme(ThemeKind kind)
{
    m_theme = kind;
    update();
}

void PlotWidget::setCurrentPoint(qsizetype index)
{
    if (index == m_current)
        return;
    m_current = index;
    Q_EMIT currentPointChanged();
    update();
}

PlotLayout PlotWidget::layoutNow() const
{
    // Within the ring that tells of the focus.
    return {m_plot, QRectF(QPointF(), QSizeF(size()) / textScale()).adjusted(4, 2, -2, -2), m_measure};
}

QPointF PlotWidget::positionOf(qsizetype index) const
{
    return layoutNow().at(m_plot.points[static_cast<std::size_t>(index)]) * textScale();
}

qsizetype PlotWidget::pointAt(QPointF position) const
{
    static constexpr double reach = 12;
    const PlotLayout layout = layoutNow();
    position /= textScale();
    if (!layout.area().adjusted(-reach, -reach, reach, reach).contains(position))
        return -1;
    return layout.nearest(m_plot, position.x());
}

void PlotWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &colors = theme(m_theme);
    painter.fillRect(rect(), colors.window);
    if (m_plot.points.empty()) {
        painter.setFont(themeFont(FontRole::Small));
        painter.setPen(colors.ink(Ink::Muted));
        painter.drawText(rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
    } else {
        painter.save();
        painter.scale(textScale(), textScale());
        paintPlot(painter, m_plot, layoutNow(), colors, {m_current, hasFocus()});
        painter.restore();
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.ink(Ink::Accent), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void PlotWidget::mouseMoveEvent(QMouseEvent *event)
{
    m_isByKey = false;
    const qsizetype index = pointAt(event->position());
    setCursor(index >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setCurrentPoint(index);
}

void PlotWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressed = pointAt(event->position());
    setCurrentPoint(m_pressed);
}

void PlotWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    const qsizetype pressed = m_pressed;
    m_pressed = -1;
    if (pressed >= 0 && pointAt(event->position()) == pressed)
        Q_EMIT pointActivated(pressed);
}

void PlotWidget::leaveEvent(QEvent *)
{
    if (!m_isByKey)
        setCurrentPoint(-1);
}

void PlotWidget::keyPressEvent(QKeyEvent *event)
{
    static constexpr qsizetype page = 10;
    const auto count = static_cast<qsizetype>(m_plot.points.size());
    if (count == 0 || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        return QWidget::keyPressEvent(event);
    const auto go = [&](qsizetype index) {
        m_isByKey = true;
        setCurrentPoint(std::clamp<qsizetype>(index, 0, count - 1));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return go(m_current < 0 ? count - 1 : m_current - 1);
    case Qt::Key_Right:
        return go(m_current + 1);
    case Qt::Key_PageUp:
        return go(m_current - page);
    case Qt::Key_PageDown:
        return go(m_current + page);
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(count - 1);
    case Qt::Key_Escape:
        if (m_current < 0)
            break;
        return setCurrentPoint(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0)
            Q_EMIT pointActivated(m_current);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void PlotWidget::focusInEvent(QFocusEvent *event)
{
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && m_current < 0 && !m_plot.points.empty()) {
        // Where the parameter stands is the best place to start from.
        m_isByKey = true;
        setCurrentPoint(
            m_plot.present ? std::max<qsizetype>(layoutNow().nearest(m_plot, layoutNow().x(*m_plot.present)), 0) : 0);
    }
    QWidget::focusInEvent(event);
    update();
}

void PlotWidget::focusOutEvent(QFocusEvent *event)
{
    m_isByKey = false;
    if (!underMouse())
        setCurrentPoint(-1);
    QWidget::focusOutEvent(event);
    update();
}

} // namespace coroscope

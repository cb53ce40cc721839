// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/legendwidget.h"

#include <QPainter>
#include <QStringList>

#include <cmath>

namespace coroscope
{
namespace
{

constexpr int sideMargin = 14;
constexpr int edgeMargin = 5;

} // namespace

LegendWidget::LegendWidget(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("legend"));
    setAccessibleName(tr("Legend"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    update();
}

void LegendWidget::setTheme(ThemeKind kind)
{
    m_theme = kind;
    update();
}

void LegendWidget::setScale(double scale)
{
    m_scale = scale;
    update();
}

void LegendWidget::setExtras(LegendExtras extras)
{
    if (extras == m_extras)
        return;
    m_extras = extras;
    update();
}

void LegendWidget::setWaitKinds(std::uint32_t kinds)
{
    if (kinds == m_kinds)
        return;
    m_kinds = kinds;
    update();
}

void LegendWidget::update()
{
    m_entries = legendEntries(theme(m_theme), m_kinds, m_extras);
    QStringList texts;
    for (const LegendEntry &entry : m_entries)
        texts += entry.text;
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    fitHeight();
    updateGeometry();
    Q_EMIT needsOtherSize();
    QWidget::update();
}

// A dock does not ask how high its content is at a width: without a least height the last rows would be cut off.
void LegendWidget::fitHeight() { setMinimumHeight(heightForWidth(width())); }

void LegendWidget::resizeEvent(QResizeEvent *) { fitHeight(); }

int LegendWidget::heightForWidth(int width) const
{
    const QRectF rect(0, 0, std::max(1.0, width / m_scale - 2 * sideMargin), 0);
    const double height = paintLegend(nullptr, rect, m_entries, theme(m_theme), m_measure, PaintTarget::Pixels);
    return static_cast<int>(std::ceil((height + 2 * edgeMargin) * m_scale));
}

void LegendWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &colors = theme(m_theme);
    painter.fillRect(rect(), colors.window);
    painter.fillRect(QRect(0, 0, width(), 1), colors.ink(Ink::Border));
    painter.scale(m_scale, m_scale);
    const QRectF inside(QPointF(), QSizeF(size()) / m_scale);
    paintLegend(&painter, inside.adjusted(sideMargin, edgeMargin, -sideMargin, 0), m_entries, colors, m_measure,
                PaintTarget::Pixels);
}

} // namespace coroscope

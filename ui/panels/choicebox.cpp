// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/choicebox.h"

#include <QPainter>
#include <QPolygonF>

namespace coroscope
{

void ChoiceBox::paintEvent(QPaintEvent *event)
{
    static constexpr double fromRight = 12;
    QComboBox::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text), 1.4,
                        Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QPointF tip(isMirrored ? fromRight : width() - fromRight, height() / 2.0 + 2);
    painter.drawPolyline(QPolygonF{tip + QPointF(-4, -4), tip, tip + QPointF(4, -4)});
}

} // namespace coroscope

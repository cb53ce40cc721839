// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stateicon.h"

#include "ui/timeline/markpainter.h"

#include <QHash>
#include <QPainter>
#include <QPixmap>

namespace coroscope
{

QIcon stateIcon(MarkKind mark, Ink ink, ThemeKind kind)
{
    static QHash<quint32, QIcon> icons;
    const quint32 key = static_cast<quint32>(mark) | static_cast<quint32>(ink) << 8 | static_cast<quint32>(kind) << 16;
    QIcon &icon = icons[key];
    if (icon.isNull()) {
        constexpr int side = 16;
        for (const int scale : {1, 2, 3}) {
            QPixmap pixmap(side * scale, side * scale);
            pixmap.setDevicePixelRatio(scale);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            DrawMark draw;
            draw.at = {side / 2.0, side / 2.0};
            draw.kind = mark;
            paintMark(painter, draw, theme(kind).ink(ink));
            painter.end();
            icon.addPixmap(pixmap);
            icon.addPixmap(pixmap, QIcon::Selected);
        }
    }
    return icon;
}

QIcon objectIcon(ObjectKind object, ThemeKind kind)
{
    switch (object) {
    case ObjectKind::Semaphore:
        return stateIcon(MarkKind::SemaphoreGlyph, inkOf(object), kind);
    case ObjectKind::Lock:
        return stateIcon(MarkKind::LockGlyph, inkOf(object), kind);
    case ObjectKind::Queue:
        return stateIcon(MarkKind::QueueGlyph, inkOf(object), kind);
    case ObjectKind::Pool:
        return stateIcon(MarkKind::PoolGlyph, inkOf(object), kind);
    default:
        return stateIcon(MarkKind::Alive, Ink::Muted, kind);
    }
}

} // namespace coroscope

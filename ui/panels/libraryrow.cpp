// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/libraryrow.h"

#include "ui/models/librarymodel.h"

#include <QLocale>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

constexpr int margin = 8; ///< left and right of all
constexpr int gap = 10;   ///< between picture and text
constexpr int above = 5;  ///< and below a picture

/// The beginning of a text, in as many lines as the rectangle has room for; the last one ends in dots if there is more.
void drawLines(QPainter &painter, const QRect &room, const QString &text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int height = metrics.lineSpacing();
    const int lines = room.height() / height;
    if (lines < 1 || room.width() < height)
        return;
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(room.width());
        const QString rest = text.mid(line.textStart(), i + 1 < lines ? line.textLength() : -1);
        painter.drawText(QRect(room.left(), room.top() + i * height, room.width(), height),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(rest.trimmed(), Qt::ElideRight, room.width()));
    }
    layout.endLayout();
}

bool isTopic(const QModelIndex &index) { return !index.parent().isValid(); }

} // namespace

void LibraryRow::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const Theme &colors = theme(m_theme);
    if ((option.state & QStyle::State_Selected) != 0)
        painter->fillRect(option.rect, colors.ink(Ink::Selection));
    else if ((option.state & QStyle::State_MouseOver) != 0)
        painter->fillRect(option.rect, colors.ink(Ink::Hover));
    if (isTopic(index))
        paintTopic(*painter, option, index);
    else
        paintProgram(*painter, option, index);
    painter->restore();
}

void LibraryRow::paintTopic(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &colors = theme(m_theme);
    QRect room = option.rect.adjusted(margin, 0, -margin, 0);
    // A corner that points down where the topic is open.
    const double side = withText(4);
    const QPointF middle(room.left() + side, room.center().y() + 1);
    const bool isOpen = (option.state & QStyle::State_Open) != 0;
    const QPolygonF corner = isOpen ? QPolygonF{middle + QPointF(-side, -side / 2), middle + QPointF(0, side / 2),
                                                middle + QPointF(side, -side / 2)}
                                    : QPolygonF{middle + QPointF(-side / 2, -side), middle + QPointF(side / 2, 0),
                                                middle + QPointF(-side / 2, side)};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.ink(Ink::Muted), withText(3) / 2.0));
    painter.drawPolyline(corner);
    room.setLeft(room.left() + withText(16));

    painter.setFont(themeFont(FontRole::Small));
    painter.setPen(colors.ink(Ink::Muted));
    const QString count = QLocale().toString(index.model()->rowCount(index));
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, count);
    room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(count) - gap);
    painter.setFont(themeFont(FontRole::Strong));
    painter.setPen(colors.ink(Ink::Text));
    const QString text = index.data().toString();
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
}

void LibraryRow::paintProgram(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &colors = theme(m_theme);
    const QRect row = option.rect.adjusted(margin, above, -margin, -above);
    const QRect frame(row.topLeft(), pictureSize());
    const auto picture = index.data(LibraryModel::PictureRole).value<QImage>();
    painter.fillRect(frame, colors.canvas);
    if (!picture.isNull())
        painter.drawImage(frame.topLeft(), picture);
    painter.setPen(colors.ink(Ink::Border));
    painter.drawRect(frame.adjusted(0, 0, -1, -1));

    QRect room = row;
    room.setLeft(frame.right() + gap);
    painter.setFont(themeFont(FontRole::Body));
    painter.setPen(colors.ink(Ink::Text));
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect title(room.topLeft(), QSize(room.width(), metrics.lineSpacing()));
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(index.data().toString(), Qt::ElideRight, title.width()));
    room.setTop(title.bottom() + 2);
    painter.setFont(themeFont(FontRole::Small));
    painter.setPen(colors.ink(Ink::Muted));
    drawLines(painter, room, index.data(LibraryModel::DescriptionRole).toString());
}

QSize LibraryRow::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    constexpr int topicHeight = 28;
    return {0, isTopic(index) ? withText(topicHeight) : pictureSize().height() + 2 * above};
}

} // namespace coroscope

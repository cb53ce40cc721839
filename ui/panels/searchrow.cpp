// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/searchrow.h"

#include "ui/models/searchmodel.h"

#include <QIcon>
#include <QPainter>

namespace coroscope
{

void SearchRow::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr int margin = 10;
    constexpr int iconSide = 16;
    painter->save();
    if ((option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) != 0)
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    QRect rest = option.rect.adjusted(margin, 0, -margin, 0);
    const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
    const QRect iconRect(rest.left(), rest.center().y() - iconSide / 2 + 1, iconSide, iconSide);
    icon.paint(painter, iconRect);
    rest.setLeft(iconRect.right() + 7);

    const QString detail = index.data(SearchModel::DetailRole).toString();
    if (!detail.isEmpty()) {
        painter->setFont(themeFont(FontRole::Small));
        painter->setPen(index.data(SearchModel::DetailInkRole).value<QColor>());
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, detail);
        rest.setRight(rest.right() - painter->fontMetrics().horizontalAdvance(detail) - margin);
    }
    painter->setFont(themeFont(FontRole::Body));
    painter->setPen(index.data(Qt::ForegroundRole).value<QColor>());
    const QString text =
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, std::max(0, rest.width()));
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, text);
    painter->restore();
}

QSize SearchRow::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), height()};
}

} // namespace coroscope

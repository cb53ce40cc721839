// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace coroscope
{

/// Draws a row of what a search found: the name, and what it is on the right.
class SearchRow : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static int height() { return withText(24); }

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace coroscope

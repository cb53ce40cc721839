// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tablerow.h"

namespace coroscope
{

void TableRow::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus;
    option->palette.setColor(QPalette::HighlightedText, option->palette.color(QPalette::Text));
}

} // namespace coroscope

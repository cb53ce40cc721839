// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace coroscope
{

/// Draws a row of the library: the picture of a program beside its title and the beginning of its description, or a
/// topic with the number of its programs.
class LibraryRow : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of a picture, as large as texts are now.
    static QSize pictureSize() { return {withText(92), withText(48)}; }
    void setTheme(ThemeKind kind) { m_theme = kind; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintTopic(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintProgram(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    ThemeKind m_theme = ThemeKind::Dark;
};

} // namespace coroscope

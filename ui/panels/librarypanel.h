// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;
class QSplitter;
class QTextBrowser;

namespace coroscope
{

class LibraryList;
class LibraryModel;

/// The library beside the text of the scenario: the programs by topic, and below them what the selected one shows.
class LibraryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LibraryPanel(QWidget *parent = nullptr);

    /// Has to live as long as this.
    void setModel(LibraryModel *model);
    void setTheme(ThemeKind kind);

    LibraryList *list() const { return m_list; }
    QTextBrowser *text() const { return m_text; }

Q_SIGNALS:
    /// A person wants a copy of `library:NAME`.
    void chosen(const QString &name);

private:
    void tell();

    QSplitter *m_parts;
    LibraryList *m_list;
    QWidget *m_below;
    QTextBrowser *m_text;
    QPushButton *m_open;
    ThemeKind m_theme = ThemeKind::Dark;
};

} // namespace coroscope

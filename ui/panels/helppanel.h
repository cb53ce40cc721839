// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/helpbrowser.h"
#include "ui/panels/helppages.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QTreeWidget;

namespace coroscope
{

/// The help: a list of its pages and their sections, a search over them, and the page. A window of its own, so that it
/// stands beside the program that it tells of.
///
/// The list shows what was found while something stands in the search field. Ctrl+F goes there, Alt+Left and Alt+Right
/// through the pages that were read, Esc clears the search and then closes.
class HelpPanel : public QWidget
{
    Q_OBJECT

public:
    explicit HelpPanel(QWidget *parent = nullptr);

    void open(const HelpPlace &place);
    HelpPlace place() const { return m_browser->place(); }
    void setTheme(ThemeKind kind);

    const HelpPages &pages() const { return m_pages; }
    HelpBrowser *browser() const { return m_browser; }
    QTreeWidget *contents() const { return m_contents; }
    QLineEdit *searchField() const { return m_search; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildActions(QWidget *bar);
    void fill();
    void choose();
    void showPlace();
    void goToSearch();

    HelpPages m_pages;
    HelpBrowser *m_browser;
    QTreeWidget *m_contents;
    QLineEdit *m_search;
};

} // namespace coroscope

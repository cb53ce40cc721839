// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/helppages.h"
#include "ui/theme/theme.h"

#include <QTextBrowser>

namespace coroscope
{

/// Shows a page of the help in the colours and fonts of the theme. Links between pages, to their sections and back
/// through what was read work as in a browser; Tab goes from link to link.
class HelpBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    /// `pages` has to outlive it.
    explicit HelpBrowser(const HelpPages &pages, QWidget *parent = nullptr);

    void open(const HelpPlace &place);
    HelpPlace place() const;
    /// Takes the theme and the size of texts as they are now; what is read stays in sight.
    void setTheme(ThemeKind kind);

    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    /// Another page, or another section of it, is shown.
    void placeChanged();

protected:
    void doSetSource(const QUrl &url, QTextDocument::ResourceType type) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void goToAnchor(const QString &anchor);
    void joinCode();
    void style();
    void styleBlock(const QTextBlock &block);
    void styleTables();

    const HelpPages &m_pages;
    ThemeKind m_theme = ThemeKind::Dark;
};

} // namespace coroscope

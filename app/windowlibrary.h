// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/libraryshelf.h"

#include <QObject>

#include <memory>

class QMenu;
class QWidget;

namespace coroscope
{

class LibraryModel;

/// The library in one window: a model for its lists, which gets what the shelf of all windows reads and draws.
class WindowLibrary : public QObject
{
    Q_OBJECT

public:
    explicit WindowLibrary(QWidget *window);
    ~WindowLibrary() override;

    /// For lists, which call read() when they are shown.
    LibraryModel *model() const { return m_model; }
    void read() { m_shelf->read(); }
    /// The colours of the pictures, and with the size of texts theirs.
    void setTheme(ThemeKind kind);

    /// Fills a menu with the programs by topic; a topic is read when its menu is first opened.
    void fillMenu(QMenu *menu);

Q_SIGNALS:
    /// A person chose `library:NAME` from the menu.
    void chosen(const QString &name);

private:
    void fillTopic(QMenu *menu, const QString &topic);
    void takePicture(const QString &name);

    QWidget *m_window;
    LibraryModel *m_model;
    std::shared_ptr<LibraryShelf> m_shelf;
    LibraryLook m_look;
};

} // namespace coroscope

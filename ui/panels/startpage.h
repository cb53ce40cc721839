// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QString>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace coroscope
{

class LibraryList;

/// What the window shows while no file is open: what Coroscope takes, the library and the files opened last.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);

    void setTheme(ThemeKind kind);
    /// The newest first; without any the list is not shown.
    void setRecentFiles(const QStringList &paths);

    LibraryList *library() const { return m_library; }
    QListWidget *recentFiles() const { return m_recent; }

Q_SIGNALS:
    void browseRequested();
    void newRequested();
    /// `library:NAME` for a program of the library.
    void fileChosen(const QString &path);

protected:
    void changeEvent(QEvent *event) override;

private:
    QListWidget *makeList(const QString &name, const QString &accessible);

    QWidget *m_column;
    LibraryList *m_library;
    QListWidget *m_recent;
    QWidget *m_recentColumn;
    QPushButton *m_open;
};

} // namespace coroscope

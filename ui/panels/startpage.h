// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QString>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace coroscope
{

/// What the window shows while no file is open: what Coroscope takes, the examples and the files opened last.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    struct Entry {
        QString title;
        QString hint; ///< for the tooltip
        QString path;
    };

    explicit StartPage(QWidget *parent = nullptr);

    void setExamples(const QList<Entry> &examples);
    /// The newest first; without any the list is not shown.
    void setRecentFiles(const QStringList &paths);

    QListWidget *examples() const { return m_examples; }
    QListWidget *recentFiles() const { return m_recent; }

Q_SIGNALS:
    void browseRequested();
    void newRequested();
    void fileChosen(const QString &path);

protected:
    void changeEvent(QEvent *event) override;

private:
    QListWidget *makeList(const QString &name, const QString &accessible);

    QWidget *m_column;
    QListWidget *m_examples;
    QListWidget *m_recent;
    QLabel *m_recentTitle;
    QPushButton *m_open;
};

} // namespace coroscope

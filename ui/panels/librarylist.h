// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QModelIndex;
class QTreeView;

namespace coroscope
{

class LibraryFilter;
class LibraryModel;
struct LibraryProgram;
class LibraryRow;

/// The programs of the library by topic, with a search above them.
///
/// A double click opens a program. Keys: a search selects the first that fits and Enter opens it, Down goes into the
/// list, Esc empties the search. In the list Enter opens a program or folds a topic, Left and Right fold it too, and
/// letters find a title.
class LibraryList : public QWidget
{
    Q_OBJECT

public:
    explicit LibraryList(QWidget *parent = nullptr);

    /// Has to live as long as this.
    void setModel(LibraryModel *model);
    void setTheme(ThemeKind kind);

    QLineEdit *search() const { return m_search; }
    QTreeView *view() const { return m_view; }
    /// Selects the first program that is shown.
    void selectFirst();
    /// The selected program; null if there is none.
    const LibraryProgram *current() const;

Q_SIGNALS:
    /// It was painted for the first time.
    void shown();
    void currentChanged();
    /// A person wants to have a program.
    void chosen(const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const LibraryProgram *programAt(const QModelIndex &index) const;
    void narrow(const QString &text);
    void activate(const QModelIndex &index);
    QModelIndex firstProgram() const;
    bool takeSearchKey(int key);

    QLineEdit *m_search;
    QTreeView *m_view;
    QLabel *m_nothing;
    LibraryFilter *m_filter;
    LibraryRow *m_row;
    LibraryModel *m_model = nullptr;
    bool m_wasShown = false;
};

} // namespace coroscope

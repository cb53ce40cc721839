// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/qscintilla.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace coroscope
{

/// The bar below an editor that finds a text in it, and replaces it. Enter and F3 find the next one, with Shift the one
/// before, Esc goes back to the text.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QsciScintilla &editor, QWidget *parent = nullptr);

    /// Shows the bar with the selected text, if it is on one line, and takes the focus.
    void open(bool replaces);
    void close();
    /// Selects the next match; around the end it begins anew. Returns whether there is one.
    bool find(bool forward);
    /// Replaces the match that is selected, and finds the next.
    void replace();
    /// Replaces every match as one step of undo; returns how many there were.
    int replaceAll();

    QLineEdit *pattern() const { return m_pattern; }
    QLineEdit *replacement() const { return m_replacement; }
    QString message() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool findFrom(int line, int column, bool forward, bool wraps);
    void findAsTyped();

    QsciScintilla &m_editor;
    QLineEdit *m_pattern;
    QLineEdit *m_replacement;
    QLabel *m_message;
    QWidget *m_replaceRow;
};

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/findbar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QToolButton *button(QWidget *parent, const QString &text, const QString &help)
{
    auto *made = new QToolButton(parent);
    made->setText(text);
    made->setToolTip(help);
    made->setAccessibleName(help);
    made->setAutoRaise(true);
    // The text keeps the focus when they are clicked; Tab reaches them.
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

} // namespace

FindBar::FindBar(QsciScintilla &editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_pattern(new QLineEdit(this)), m_replacement(new QLineEdit(this)),
      m_message(new QLabel(this)), m_replaceRow(new QWidget(this))
{
    setObjectName(u"findBar"_s);
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setAccessibleName(tr("Find"));
    m_pattern->setClearButtonEnabled(true);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_message->setObjectName(u"muted"_s);
    QToolButton *before = button(this, u"↑"_s, tr("Previous match"));
    QToolButton *next = button(this, u"↓"_s, tr("Next match"));
    QToolButton *shut = button(this, u"×"_s, tr("Close"));
    QToolButton *one = button(this, tr("Replace"), tr("Replace this match"));
    QToolButton *all = button(this, tr("All"), tr("Replace all matches"));
    auto *findRow = new QHBoxLayout;
    findRow->setContentsMargins(0, 0, 0, 0);
    findRow->setSpacing(4);
    findRow->addWidget(m_pattern, 1);
    findRow->addWidget(m_message);
    findRow->addWidget(before);
    findRow->addWidget(next);
    findRow->addWidget(shut);
    auto *replaceRow = new QHBoxLayout(m_replaceRow);
    replaceRow->setContentsMargins(0, 0, 0, 0);
    replaceRow->setSpacing(4);
    replaceRow->addWidget(m_replacement, 1);
    replaceRow->addWidget(one);
    replaceRow->addWidget(all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 5, 6, 5);
    layout->setSpacing(4);
    layout->addLayout(findRow);
    layout->addWidget(m_replaceRow);

    connect(m_pattern, &QLineEdit::textEdited, this, &FindBar::findAsTyped);
    connect(before, &QToolButton::clicked, this, [this] { find(false); });
    connect(next, &QToolButton::clicked, this, [this] { find(true); });
    connect(shut, &QToolButton::clicked, this, &FindBar::close);
    connect(one, &QToolButton::clicked, this, &FindBar::replace);
    connect(all, &QToolButton::clicked, this, &FindBar::replaceAll);
    hide();
}

void FindBar::open(bool replaces)
{
    m_replaceRow->setVisible(replaces);
    if (const QString selected = m_editor.selectedText(); !selected.isEmpty() && !selected.contains(u'\n'))
        m_pattern->setText(selected);
    m_message->clear();
    show();
    m_pattern->setFocus();
    m_pattern->selectAll();
}

void FindBar::close()
{
    hide();
    m_editor.setFocus();
}

QString FindBar::message() const { return m_message->text(); }

bool FindBar::findFrom(int line, int column, bool forward, bool wraps)
{
    const bool found =
        m_editor.findFirst(m_pattern->text(), false, false, false, wraps, forward, line, column, true, false, false);
    m_message->setText(found ? QString() : tr("not found"));
    return found;
}

/// The text that is typed is looked for from where the match so far begins.
void FindBar::findAsTyped()
{
    int line = 0;
    int column = 0;
    int toLine = 0;
    int toColumn = 0;
    m_editor.getCursorPosition(&line, &column);
    if (m_editor.hasSelectedText())
        m_editor.getSelection(&line, &column, &toLine, &toColumn);
    if (m_pattern->text().isEmpty())
        m_message->clear();
    else
        findFrom(line, column, true, true);
}

bool FindBar::find(bool forward)
{
    if (m_pattern->text().isEmpty())
        return false;
    int line = 0;
    int column = 0;
    int toLine = 0;
    int toColumn = 0;
    m_editor.getCursorPosition(&line, &column);
    if (m_editor.hasSelectedText()) {
        m_editor.getSelection(&line, &column, &toLine, &toColumn);
        if (forward) {
            line = toLine;
            column = toColumn;
        }
    }
    return findFrom(line, column, forward, true);
}

void FindBar::replace()
{
    if (m_editor.isReadOnly())
        return;
    if (m_editor.selectedText().compare(m_pattern->text(), Qt::CaseInsensitive) == 0 && m_editor.hasSelectedText())
        m_editor.replaceSelectedText(m_replacement->text());
    find(true);
}

int FindBar::replaceAll()
{
    if (m_editor.isReadOnly() || m_pattern->text().isEmpty())
        return 0;
    int count = 0;
    m_editor.beginUndoAction();
    for (bool found = findFrom(0, 0, true, false); found; found = m_editor.findNext()) {
        m_editor.replace(m_replacement->text());
        ++count;
    }
    m_editor.endUndoAction();
    m_message->setText(count == 0 ? tr("not found") : tr("%n replaced", nullptr, count));
    return count;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool backward = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Escape:
        return close();
    case Qt::Key_F3:
        find(!backward);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_replacement->hasFocus())
            replace();
        else
            find(!backward);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace coroscope

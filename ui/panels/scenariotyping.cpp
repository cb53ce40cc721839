// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys do in the editor of scenarios.
#include "ui/panels/scenariocompletion.h"
#include "ui/panels/scenarioeditor.h"
#include "ui/panels/scenarionames.h"

#include <QKeyEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int largestForCompletion = 1'000'000; ///< bytes: names are looked for in all of the text

} // namespace

void ScenarioEditor::setUpKeys()
{
    // They would surprise, or belong to the window or to this editor.
    for (const int key : {Qt::Key_L, Qt::Key_T, Qt::Key_U, Qt::Key_Slash, Qt::Key_Backslash}) {
        for (const int shift : {0, static_cast<int>(Qt::SHIFT)}) {
            const int combination = key | static_cast<int>(Qt::CTRL) | shift;
            if (QsciCommand *command = standardCommands()->boundTo(combination))
                command->setKey(0);
        }
    }
}

bool ScenarioEditor::isOwnKey(const QKeyEvent &key) const
{
    const auto modifiers = key.modifiers() & ~Qt::KeypadModifier;
    switch (key.key()) {
    case Qt::Key_F:
    case Qt::Key_H:
    case Qt::Key_Slash:
    case Qt::Key_Space:
    case Qt::Key_0:
    case Qt::Key_Tab:
    case Qt::Key_A:
    case Qt::Key_C:
    case Qt::Key_V:
    case Qt::Key_X:
    case Qt::Key_Y:
    case Qt::Key_Z:
        return modifiers == Qt::ControlModifier;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        return modifiers.testFlag(Qt::ControlModifier);
    case Qt::Key_Backtab:
        return modifiers == (Qt::ControlModifier | Qt::ShiftModifier);
    case Qt::Key_F3:
        return modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
    case Qt::Key_F8:
        return modifiers == Qt::NoModifier;
    default:
        return false;
    }
}

bool ScenarioEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        // Letters are text here, not shortcuts of the window.
        const bool isText = !key->text().isEmpty() && key->text().front().isPrint() &&
                            !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        if (isOwnKey(*key) || isText) {
            event->accept();
            return true;
        }
    }
    return QsciScintilla::event(event);
}

void ScenarioEditor::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isOwnKey(*event)) {
        switch (event->key()) {
        case Qt::Key_F:
            return Q_EMIT findRequested();
        case Qt::Key_H:
            return Q_EMIT replaceRequested();
        case Qt::Key_Slash:
            return toggleComment();
        case Qt::Key_Space:
            return complete();
        case Qt::Key_0:
            return zoomTo(0);
        case Qt::Key_Plus:
            return zoomIn();
        case Qt::Key_Minus:
            return zoomOut();
        case Qt::Key_Tab:
            QWidget::focusNextPrevChild(true); // Scintilla's own keeps the focus
            return;
        case Qt::Key_Backtab:
            QWidget::focusNextPrevChild(false);
            return;
        case Qt::Key_F3:
            return Q_EMIT findNextRequested(modifiers == Qt::NoModifier);
        case Qt::Key_F8:
            return goToNextFault();
        default:
            break;
        }
    }
    const bool listShown = SendScintilla(SCI_AUTOCACTIVE) != 0;
    if (event->key() == Qt::Key_Escape && !listShown) {
        Q_EMIT escapePressed();
        return;
    }
    if (!listShown && modifiers == Qt::NoModifier && !isReadOnly()) {
        if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && breakLine())
            return;
        if (event->key() == Qt::Key_Backspace && eraseDash())
            return;
    }
    QsciScintilla::keyPressEvent(event);
}

/// Enter at the end of a line of a list goes on with the list, behind a key that opens a list begins it, and in an
/// empty item ends it.
bool ScenarioEditor::breakLine()
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    QString text = QsciScintilla::text(line);
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    if (hasSelectedText() || QStringView(text).left(column).size() < text.trimmed().size() + indentOf(text))
        return false;
    const QString bare = text.trimmed();
    const int indent = indentOf(text);
    const QString eol = eolMode() == EolWindows ? u"\r\n"_s : eolMode() == EolMac ? u"\r"_s : u"\n"_s;
    if (bare == u"-") {
        // An empty item: the list is over.
        setSelection(line, 0, line, static_cast<int>(text.size()));
        replaceSelectedText(QString(std::max(0, indent - 2), u' '));
        return true;
    }
    QString next;
    if (bare.startsWith(u'#') || bare.isEmpty()) {
        next = QString(indent, u' ');
    } else if (bare.endsWith(u':')) {
        const QStringList before = lines().mid(0, line + 1);
        const QString section = sectionAt(before, line);
        const bool isItem = bare.startsWith(u"- ");
        static const QStringList listKeys{u"main"_s,    u"do"_s,     u"then"_s,  u"else"_s,
                                          u"finally"_s, u"except"_s, u"enter"_s, u"exit"_s};
        QString key = bare.section(u':', 0, 0);
        if (isItem)
            key = key.mid(2).trimmed();
        const bool isCoroutine = section == u"coroutines" && indent > 0 && indent <= 2 && !isItem;
        const bool opensList = listKeys.contains(key) || isCoroutine || key == u"try";
        next = QString(indent + (isItem ? 4 : 2), u' ') + (opensList ? u"- "_s : QString());
    } else if (bare.startsWith(u"- ")) {
        next = QString(indent, u' ') + u"- "_s;
    } else {
        next = QString(indent, u' ');
    }
    insert(eol + next);
    setCursorPosition(line + 1, static_cast<int>(next.size()));
    ensureCursorVisible();
    return true;
}

/// Backspace behind an empty item's dash takes the dash away and leaves its room: an option of the item before.
bool ScenarioEditor::eraseDash()
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    QString text = QsciScintilla::text(line);
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    if (hasSelectedText() || column != text.size() || text.trimmed() != u"-" || !text.endsWith(u"- "))
        return false;
    setSelection(line, 0, line, static_cast<int>(text.size()));
    replaceSelectedText(QString(text.size(), u' '));
    return true;
}

QStringList ScenarioEditor::completions() const
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    return completionAt(lines(), line, column).words;
}

void ScenarioEditor::complete()
{
    if (length() > largestForCompletion)
        return;
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const Completion completion = completionAt(lines(), line, column);
    if (completion.isEmpty()) {
        SendScintilla(SCI_AUTOCCANCEL);
        return;
    }
    const QByteArray words = completion.words.join(u'\n').toUtf8();
    SendScintilla(SCI_AUTOCSHOW, static_cast<unsigned long>(completion.typed.toUtf8().size()), words.constData());
}

void ScenarioEditor::charAdded(int character)
{
    const QChar added(static_cast<char16_t>(character));
    if (SendScintilla(SCI_AUTOCACTIVE) != 0 || isReadOnly())
        return;
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const QString before = QsciScintilla::text(line).left(column);
    const bool isMember = added == u'.' && before.size() > 1 && before[before.size() - 2].isLetterOrNumber();
    const bool isSecondLetter =
        added.isLetter() && before.size() > 1 && (before[before.size() - 2].isLetter() || column == 1);
    if (isMember || isSecondLetter)
        complete();
}

void ScenarioEditor::toggleComment()
{
    if (isReadOnly())
        return;
    int first = 0;
    int firstColumn = 0;
    int last = 0;
    int lastColumn = 0;
    getCursorPosition(&first, &firstColumn);
    const int caret = first;
    const int caretColumn = firstColumn;
    last = first;
    if (hasSelectedText()) {
        getSelection(&first, &firstColumn, &last, &lastColumn);
        if (lastColumn == 0 && last > first)
            --last;
    }
    int indent = -1;
    bool allComments = true;
    for (int line = first; line <= last; ++line) {
        const QString text = QsciScintilla::text(line);
        if (text.trimmed().isEmpty())
            continue;
        indent = indent < 0 ? indentOf(text) : std::min(indent, indentOf(text));
        allComments = allComments && text.trimmed().startsWith(u'#');
    }
    if (indent < 0)
        return;
    const bool selected = hasSelectedText();
    beginUndoAction();
    for (int line = first; line <= last; ++line) {
        const QString text = QsciScintilla::text(line);
        if (text.trimmed().isEmpty())
            continue;
        if (allComments) {
            const int at = indentOf(text);
            setSelection(line, at, line, at + (text.mid(at).startsWith(u"# ") ? 2 : 1));
            removeSelectedText();
        } else {
            insertAt(u"# "_s, line, indent);
        }
    }
    endUndoAction();
    if (selected)
        setSelection(first, 0, last,
                     static_cast<int>(QsciScintilla::text(last).trimmed().size()) +
                         indentOf(QsciScintilla::text(last)));
    else
        setCursorPosition(caret, std::max(0, caretColumn + (allComments ? -2 : 2)));
}

} // namespace coroscope

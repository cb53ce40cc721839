// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/panels/linedrift.h"
#include "ui/panels/qscintilla.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QStringList>

#include <optional>
#include <vector>

namespace coroscope
{

/// The colours of the text of a scenario, made of a theme's.
struct EditorColors {
    QColor paper;
    QColor key;
    QColor value;
    QColor comment;
    QColor anchor;
    QColor faultText;
    QColor faultPaper;
    QColor runningPaper;
    QColor selectedPaper;
    QColor selection; ///< behind selected text

    static EditorColors of(const Theme &theme);
};

/// An editor for the text of a scenario: YAML's colours, line numbers, folding, completion, marks.
///
/// Tab indents, so Ctrl+Tab and Ctrl+Shift+Tab go on to the next and the last widget. Enter goes on with a list; Ctrl+/
/// makes comments of lines and lines of comments; Ctrl+Space completes; F8 goes to the next fault. Lines count from 1
/// in this interface.
class ScenarioEditor : public QsciScintilla
{
    Q_OBJECT

public:
    enum Mark { FaultMark, RunningMark, RunningLine, SelectedLine };

    explicit ScenarioEditor(QWidget *parent = nullptr);

    void setTheme(ThemeKind kind);

    /// Takes another text, which cannot be undone.
    void setScenario(const QString &text);
    /// Underlines the faults, marks their lines, and says beside each what is wrong.
    void setFaults(const std::vector<Fault> &faults);
    const std::vector<Fault> &faults() const { return m_faults; }
    /// The faults of a line, one sentence a line; empty if it has none.
    QString faultAt(int line) const;
    void goToNextFault();

    /// Lights the line that runs and that of the selected interval; nothing: none.
    void setRunningLine(std::optional<int> line);
    void setSelectedLine(std::optional<int> line);
    std::optional<int> runningLine() const { return m_runningLine; }
    std::optional<int> selectedLine() const { return m_selectedLine; }
    /// Puts the caret, and the keyboard, at a place; both from 1, and 0 where it is not known.
    void goTo(int line, int column);
    /// Brings a line into sight without moving the caret.
    void showLine(int line);

    /// From now on lines of a run are those of the text as it is.
    void rememberLines() { m_drift.clear(); }
    const LineDrift &drift() const { return m_drift; }

    /// The first and the last line that a person means who points at a line: itself, or all that is folded under it.
    std::pair<int, int> blockOf(int line) const;
    /// The line where the item of a list begins that a line belongs to.
    int itemOf(int line) const;

    QStringList lines() const;
    /// The words that fit at the caret.
    QStringList completions() const;
    void complete();
    void toggleComment();
    /// Replaces a piece of one line as one step of undo; `before` has to stand there.
    bool replaceAt(int line, int column, const QString &before, const QString &replacement);

    QSize sizeHint() const override { return {320, 460}; }
    QSize minimumSizeHint() const override { return {180, 90}; }

Q_SIGNALS:
    /// A person went to a line, by pointer or key.
    void lineChosen(int line);
    void findRequested();
    void replaceRequested();
    void findNextRequested(bool forward);
    void escapePressed();

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void setUpKeys();
    void applyColors();
    void annotateFaults();
    void setMarkedLine(int mark, std::optional<int> &kept, std::optional<int> line);
    bool isOwnKey(const QKeyEvent &key) const;
    bool breakLine();
    bool eraseDash();
    void charAdded(int character);
    int markerOf(int line) const;

    QsciLexerYAML m_lexer;
    ThemeKind m_theme = ThemeKind::Dark;
    // A number of its own, beyond those of the lexer: each one that QScintilla gives by itself is one higher, and with
    // the 25th editor of a program it is beyond those that an editor has room for, which aborts.
    static constexpr int faultStyleNumber = 20;
    QsciStyle m_faultStyle;
    std::vector<Fault> m_faults;
    LineDrift m_drift;
    std::optional<int> m_runningLine;
    std::optional<int> m_selectedLine;
    bool m_isTyping = false; // the caret moves because the text does
};

} // namespace coroscope

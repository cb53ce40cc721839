// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scenarioeditor.h"

#include "ui/panels/scenarionames.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int numberMargin = 0;
constexpr int markMargin = 1;
constexpr int foldMargin = 2;
constexpr int faultIndicator = 8;
constexpr int mostAnnotations = 30;

QColor mixed(const QColor &one, const QColor &other, double share)
{
    const auto part = [share](float a, float b) { return static_cast<float>(a * (1 - share) + b * share); };
    return QColor::fromRgbF(part(one.redF(), other.redF()), part(one.greenF(), other.greenF()),
                            part(one.blueF(), other.blueF()));
}

/// The theme's font in points: Scintilla knows no pixels.
QFont editorFont(FontRole role, const QWidget &widget)
{
    QFont font = themeFont(role);
    font.setPointSizeF(font.pixelSize() * 72.0 / widget.logicalDpiY());
    return font;
}

/// Breaks a sentence into lines of so many characters.
QString wrapped(const QString &text, int width)
{
    QString result;
    qsizetype used = 0;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (used > 0 && used + 1 + word.size() > width) {
            result += u'\n';
            used = 0;
        } else if (used > 0) {
            result += u' ';
            ++used;
        }
        result += word;
        used += word.size();
    }
    return result;
}

} // namespace

EditorColors EditorColors::of(const Theme &theme)
{
    EditorColors colors;
    const QColor &text = theme.ink(Ink::Text);
    colors.paper = theme.window;
    colors.key = theme.ink(Ink::Accent);
    colors.value = mixed(text, theme.ink(Ink::Ready), theme.kind == ThemeKind::Dark ? 0.45 : 0.3);
    colors.comment = theme.ink(Ink::Muted);
    colors.anchor = theme.ink(Ink::Capacity);
    colors.faultText = mixed(theme.ink(Ink::Failed), text, 0.2);
    colors.faultPaper = mixed(theme.window, theme.ink(Ink::Failed), 0.07);
    colors.runningPaper = mixed(theme.window, theme.ink(Ink::Running), 0.09);
    colors.selectedPaper = theme.kind == ThemeKind::Dark
                               ? mixed(theme.ink(Ink::Selection), theme.ink(Ink::Accent), 0.05)
                               : theme.ink(Ink::Selection);
    colors.selection = mixed(theme.ink(Ink::Selection), theme.ink(Ink::Accent), 0.25);
    return colors;
}

ScenarioEditor::ScenarioEditor(QWidget *parent)
    : QsciScintilla(parent),
      m_faultStyle(faultStyleNumber, u"fault"_s, Qt::black, Qt::white, themeFont(FontRole::Small))
{
    setObjectName(u"scenarioEditor"_s);
    setAccessibleName(tr("Scenario"));
    setAccessibleDescription(tr("Text of the scenario. Ctrl+Tab leaves it, F8 goes to the next fault."));
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setLexer(&m_lexer);
    setFolding(PlainFoldStyle, foldMargin);
    setMarginType(numberMargin, NumberMargin);
    setMarginType(markMargin, SymbolMargin);
    setMarginMarkerMask(markMargin, 1U << FaultMark | 1U << RunningMark);
    setMarginWidth(markMargin, 10);
    setMarginWidth(foldMargin, 12);
    setMarginSensitivity(markMargin, false);
    markerDefine(Circle, FaultMark);
    markerDefine(RightTriangle, RunningMark);
    markerDefine(Background, RunningLine);
    markerDefine(Background, SelectedLine);
    indicatorDefine(SquiggleIndicator, faultIndicator);
    setIndicatorDrawUnder(true, faultIndicator);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setTabIndents(true);
    setBackspaceUnindents(true);
    setAutoIndent(true);
    setIndentationGuides(false);
    setCaretLineVisible(true);
    setWrapMode(WrapNone);
    setAnnotationDisplay(AnnotationStandard);
    setScrollWidthTracking(true);
    setScrollWidth(40);
    SendScintilla(SCI_AUTOCSETSEPARATOR, '\n');
    SendScintilla(SCI_AUTOCSETIGNORECASE, 0UL);
    SendScintilla(SCI_AUTOCSETMAXHEIGHT, 10);
    SendScintilla(SCI_SETEXTRAASCENT, 1);
    SendScintilla(SCI_SETEXTRADESCENT, 2);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 4L);
    SendScintilla(SCI_SETMULTIPLESELECTION, 1UL);
    SendScintilla(SCI_SETADDITIONALSELECTIONTYPING, 1UL);
    setUpKeys();
    setTheme(ThemeKind::Dark);

    connect(this, &QsciScintillaBase::SCN_CHARADDED, this, &ScenarioEditor::charAdded);
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char *, int, int added, int, int, int, int, int) {
                if ((type & (SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT)) == 0)
                    return;
                m_isTyping = true;
                if (added == 0)
                    return;
                const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position));
                const bool atStart = SendScintilla(SCI_POSITIONFROMLINE, static_cast<unsigned long>(line)) == position;
                m_drift.edit(static_cast<int>(line) + (atStart ? 1 : 2), added);
            });
    connect(this, &QsciScintilla::linesChanged, this, [this] {
        setMarginWidth(numberMargin,
                       QString(std::max<qsizetype>(2, QString::number(QsciScintilla::lines()).size()) + 1, u'9'));
    });
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this](int line, int) {
        if (!m_isTyping && hasFocus())
            Q_EMIT lineChosen(line + 1);
    });
    // Comes when the caret has gone where the change of the text has brought it.
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, [this] { m_isTyping = false; });
    setMarginWidth(numberMargin, u"999"_s);
}

void ScenarioEditor::setTheme(ThemeKind kind)
{
    m_theme = kind;
    applyColors();
    annotateFaults();
}

void ScenarioEditor::applyColors()
{
    const Theme &colors = theme(m_theme);
    const EditorColors editor = EditorColors::of(colors);
    const QColor &text = colors.ink(Ink::Text);
    const QColor &muted = colors.ink(Ink::Muted);
    m_lexer.setDefaultColor(text);
    m_lexer.setDefaultPaper(editor.paper);
    m_lexer.setDefaultFont(editorFont(FontRole::Mono, *this));
    m_lexer.setFont(editorFont(FontRole::Mono, *this));
    m_lexer.setPaper(editor.paper);
    m_lexer.setColor(text);
    const std::pair<int, QColor> styles[] = {
        {QsciLexerYAML::Default, editor.value},
        {QsciLexerYAML::Comment, editor.comment},
        {QsciLexerYAML::Identifier, editor.key},
        {QsciLexerYAML::Keyword, editor.value},
        {QsciLexerYAML::Number, editor.value},
        {QsciLexerYAML::Reference, editor.anchor},
        {QsciLexerYAML::DocumentDelimiter, muted},
        {QsciLexerYAML::TextBlockMarker, editor.value},
        {QsciLexerYAML::SyntaxErrorMarker, colors.ink(Ink::Failed)},
        {QsciLexerYAML::Operator, muted},
    };
    for (const auto &[style, color] : styles)
        m_lexer.setColor(color, style);
    setColor(text);
    setPaper(editor.paper);
    setCaretForegroundColor(colors.ink(Ink::Accent));
    setCaretWidth(2);
    setCaretLineBackgroundColor(colors.ink(Ink::Hover));
    setSelectionBackgroundColor(editor.selection);
    setSelectionForegroundColor(text);
    setMarginsFont(editorFont(FontRole::MonoSmall, *this));
    setMarginsForegroundColor(muted);
    setMarginsBackgroundColor(editor.paper);
    setFoldMarginColors(editor.paper, editor.paper);
    const QColor foldColor = mixed(muted, editor.paper, 0.5);
    for (const auto &[marker, shape] :
         {std::pair(SC_MARKNUM_FOLDEROPEN, SC_MARK_ARROWDOWN), std::pair(SC_MARKNUM_FOLDER, SC_MARK_ARROW)}) {
        SendScintilla(SCI_MARKERDEFINE, marker, shape);
        SendScintilla(SCI_MARKERSETFORE, marker, foldColor);
        SendScintilla(SCI_MARKERSETBACK, marker, foldColor);
    }
    setMarkerBackgroundColor(colors.ink(Ink::Failed), FaultMark);
    setMarkerForegroundColor(colors.ink(Ink::Failed), FaultMark);
    setMarkerBackgroundColor(colors.ink(Ink::Running), RunningMark);
    setMarkerForegroundColor(colors.ink(Ink::Running), RunningMark);
    setMarkerBackgroundColor(editor.runningPaper, RunningLine);
    setMarkerBackgroundColor(editor.selectedPaper, SelectedLine);
    setIndicatorForegroundColor(colors.ink(Ink::Failed), faultIndicator);
    m_faultStyle.setColor(editor.faultText);
    m_faultStyle.setPaper(editor.faultPaper);
    m_faultStyle.setFont(editorFont(FontRole::MonoSmall, *this));
    m_faultStyle.setEolFill(true);
    m_faultStyle.apply(this);
    setMatchedBraceBackgroundColor(colors.ink(Ink::Selection));
    setMatchedBraceForegroundColor(text);
}

void ScenarioEditor::setScenario(const QString &text)
{
    setFaults({});
    setRunningLine({});
    setSelectedLine({});
    setText(text);
    // New lines end as those of the file do.
    const auto first = text.indexOf(u'\n');
    setEolMode(first > 0 && text[first - 1] == u'\r' ? EolWindows
               : first < 0 && text.contains(u'\r')   ? EolMac
                                                     : EolUnix);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setModified(false);
    m_drift.clear();
    m_isTyping = false;
}

void ScenarioEditor::setFaults(const std::vector<Fault> &faults)
{
    markerDeleteAll(FaultMark);
    const int end = QsciScintilla::lines();
    if (!m_faults.empty())
        clearIndicatorRange(0, 0, end, 0, faultIndicator);
    m_faults = faults;
    for (const Fault &fault : m_faults) {
        const int line = std::clamp(fault.line, 1, end) - 1;
        markerAdd(line, FaultMark);
        // From the column to the end of the word there; all of the line where no column is known.
        const QString text = QsciScintilla::text(line);
        int from = fault.column > 0 ? fault.column - 1 : indentOf(text);
        int to = from;
        const auto length = static_cast<int>(text.trimmed().isEmpty() ? 0 : indentOf(text) + text.trimmed().size());
        while (to < length && (fault.column == 0 || !QStringView(u" :,{}[]()").contains(text[to])))
            ++to;
        if (to == from) {
            from = std::clamp(from, 0, std::max(0, length - 1));
            to = from + 1;
        }
        fillIndicatorRange(line, from, line, to, faultIndicator);
    }
    annotateFaults();
}

QString ScenarioEditor::faultAt(int line) const
{
    QStringList messages;
    for (const Fault &fault : m_faults) {
        if (std::max(fault.line, 1) == line)
            messages += fault.message;
    }
    return messages.join(u'\n');
}

void ScenarioEditor::annotateFaults()
{
    clearAnnotations();
    const int letter = std::max(1, static_cast<int>(SendScintilla(SCI_TEXTWIDTH, m_faultStyle.style(), "m")));
    const int width = std::max(20, (viewport()->width() - 60) / letter - 3);
    int annotated = 0;
    for (const Fault &fault : m_faults) {
        const int line = std::clamp(fault.line, 1, QsciScintilla::lines());
        if (!annotation(line - 1).isEmpty())
            continue;
        if (++annotated > mostAnnotations)
            break;
        QStringList parts;
        for (const QString &message : faultAt(line).split(u'\n'))
            parts += wrapped(message, width);
        annotate(line - 1, u"  "_s + parts.join(u'\n').replace(u"\n"_s, u"\n  "_s), m_faultStyle);
    }
}

void ScenarioEditor::goToNextFault()
{
    if (m_faults.empty())
        return;
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const auto isBehind = [line, column](const Fault &fault) {
        return fault.line - 1 > line || (fault.line - 1 == line && fault.column - 1 > column);
    };
    const auto found = std::find_if(m_faults.begin(), m_faults.end(), isBehind);
    const Fault &fault = found == m_faults.end() ? m_faults.front() : *found;
    goTo(fault.line, fault.column);
}

void ScenarioEditor::goTo(int line, int column)
{
    ensureLineVisible(std::max(0, line - 1));
    setCursorPosition(std::max(0, line - 1), std::max(0, column - 1));
    setFocus();
}

void ScenarioEditor::setMarkedLine(int mark, std::optional<int> &kept, std::optional<int> line)
{
    if (line == kept)
        return;
    kept = line;
    markerDeleteAll(mark);
    if (line)
        markerAdd(*line - 1, mark);
}

void ScenarioEditor::setRunningLine(std::optional<int> line)
{
    if (line == m_runningLine)
        return;
    markerDeleteAll(RunningMark);
    if (line)
        markerAdd(*line - 1, RunningMark);
    setMarkedLine(RunningLine, m_runningLine, line);
}

void ScenarioEditor::setSelectedLine(std::optional<int> line) { setMarkedLine(SelectedLine, m_selectedLine, line); }

void ScenarioEditor::showLine(int line)
{
    const auto place = static_cast<unsigned long>(line - 1);
    const long shown = SendScintilla(SCI_VISIBLEFROMDOCLINE, place);
    const long first = SendScintilla(SCI_GETFIRSTVISIBLELINE);
    const long count = SendScintilla(SCI_LINESONSCREEN);
    if (shown < first || shown >= first + count)
        setFirstVisibleLine(static_cast<int>(std::max(0L, shown - count / 3)));
}

QStringList ScenarioEditor::lines() const
{
    QString all = text();
    all.remove(u'\r');
    return all.split(u'\n');
}

std::pair<int, int> ScenarioEditor::blockOf(int line) const
{
    const QString own = QsciScintilla::text(line - 1);
    // What stands deeper belongs to it, and so does a list that begins in its own column.
    const bool isItem = own.trimmed().startsWith(u'-');
    const int indent = indentOf(own);
    int last = line;
    for (int at = line; at < QsciScintilla::lines(); ++at) {
        const QString text = QsciScintilla::text(at);
        const QString bare = text.trimmed();
        if (bare.isEmpty())
            continue;
        const int there = indentOf(text);
        if (there < indent || (there == indent && (isItem || !bare.startsWith(u'-'))))
            break;
        last = at + 1;
    }
    return {line, last};
}

int ScenarioEditor::itemOf(int line) const
{
    const int indent = indentOf(QsciScintilla::text(line - 1));
    for (int at = line - 1; at >= 0; --at) {
        const QString text = QsciScintilla::text(at);
        if (text.trimmed().startsWith(u'-') && (at == line - 1 || indentOf(text) < indent))
            return at + 1;
        if (!text.trimmed().isEmpty() && indentOf(text) < indent)
            break;
    }
    return line;
}

bool ScenarioEditor::replaceAt(int line, int column, const QString &before, const QString &replacement)
{
    const QString text = QsciScintilla::text(line - 1);
    qsizetype index = 0;
    for (int passed = 1; passed < column && index < text.size(); ++passed)
        index += text[index].isHighSurrogate() ? 2 : 1;
    if (!QStringView(text).sliced(index).startsWith(before))
        return false;
    const long begin = positionFromLineIndex(line - 1, column - 1);
    QString inserted = replacement;
    if (eolMode() != EolUnix)
        inserted.replace(u"\n"_s, eolMode() == EolWindows ? u"\r\n"_s : u"\r"_s);
    const QByteArray bytes = inserted.toUtf8();
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(begin), begin + before.toUtf8().size());
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
    return true;
}

bool ScenarioEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = faultAt(lineAt(help->pos()) + 1);
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text + u'\n' + tr("F1 opens the help on it"), this);
        return true;
    }
    return QsciScintilla::viewportEvent(event);
}

void ScenarioEditor::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        annotateFaults();
}

void ScenarioEditor::focusInEvent(QFocusEvent *event)
{
    m_isTyping = false;
    QsciScintilla::focusInEvent(event);
}

} // namespace coroscope

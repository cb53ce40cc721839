// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/helpbrowser.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextList>
#include <QTextTable>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int margin = 22;
const QString ending = u".md"_s;

QUrl urlOf(const HelpPlace &place)
{
    QUrl url(u"qrc:/help/"_s + place.page + ending);
    if (!place.anchor.isEmpty())
        url.setFragment(place.anchor);
    return url;
}

HelpPlace placeOf(const QUrl &url)
{
    const QString file = url.fileName();
    return {file.endsWith(ending) ? file.chopped(ending.size()) : file, url.fragment()};
}

bool isCode(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) ||
           block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
}

QString languageOf(const QTextBlock &block)
{
    return block.blockFormat().stringProperty(QTextFormat::BlockCodeLanguage);
}

/// What a program prints, below the program.
bool isOutput(const QTextBlock &block) { return languageOf(block) == u"text"; }

bool isSameCode(const QTextBlock &block, const QTextBlock &other)
{
    return isCode(other) && languageOf(block) == languageOf(other);
}

QFont headingFont(int level)
{
    QFont font = themeFont(level == 1 ? FontRole::Heading : FontRole::Strong);
    if (level == 2) // between the two
        font.setPixelSize((themeFont(FontRole::Heading).pixelSize() + 2 * font.pixelSize()) / 3);
    font.setBold(true);
    return font;
}

} // namespace

HelpBrowser::HelpBrowser(const HelpPages &pages, QWidget *parent) : QTextBrowser(parent), m_pages(pages)
{
    setObjectName(u"helpText"_s);
    setAccessibleName(tr("Page"));
    setFrameShape(QFrame::NoFrame);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
}

void HelpBrowser::open(const HelpPlace &place) { setSource(urlOf(place), QTextDocument::MarkdownResource); }

HelpPlace HelpBrowser::place() const { return placeOf(source()); }

void HelpBrowser::setTheme(ThemeKind kind)
{
    m_theme = kind;
    if (source().isEmpty())
        return;
    const double share = verticalScrollBar()->value() / std::max(1.0, double(verticalScrollBar()->maximum()));
    reload();
    verticalScrollBar()->setValue(int(share * verticalScrollBar()->maximum()));
}

QVariant HelpBrowser::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::MarkdownResource)
        return {};
    const HelpPage *const page = m_pages.page(placeOf(name).page);
    return page ? page->markdown : u"# %1\n\n%2\n"_s.arg(tr("No such page"), tr("The help has no page of this name."));
}

void HelpBrowser::doSetSource(const QUrl &url, QTextDocument::ResourceType)
{
    const bool isOther = placeOf(url).page != place().page || document()->isEmpty();
    document()->setDefaultFont(themeFont(FontRole::Body));
    document()->setDocumentMargin(withText(margin));
    document()->setIndentWidth(withText(24));
    QTextBrowser::doSetSource(url, QTextDocument::MarkdownResource);
    style();
    // The height of what stands above was another one before it was styled.
    if (!url.fragment().isEmpty())
        goToAnchor(url.fragment());
    else if (isOther)
        verticalScrollBar()->setValue(0);
    Q_EMIT placeChanged();
}

void HelpBrowser::goToAnchor(const QString &anchor)
{
    scrollToAnchor(anchor);
    constexpr int above = 8;
    verticalScrollBar()->setValue(verticalScrollBar()->value() - withText(above));
}

/// Markdown makes a block of each line, whose background then covers what hangs down from the line above.
void HelpBrowser::joinCode()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        while (isCode(block) && block.next().isValid() && isSameCode(block, block.next())) {
            QTextCursor cursor(block);
            cursor.movePosition(QTextCursor::EndOfBlock);
            cursor.deleteChar();
            cursor.insertText(QString(QChar::LineSeparator));
            block = cursor.block();
        }
    }
}

void HelpBrowser::style()
{
    joinCode();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        styleBlock(block);
    styleTables();
}

void HelpBrowser::styleBlock(const QTextBlock &block)
{
    const Theme &colors = theme(m_theme);
    QTextBlockFormat format = block.blockFormat();
    const int level = format.headingLevel();
    QTextCursor cursor(block);
    if (level > 0) {
        format.setTopMargin(withText(level == 1 ? 0 : 18));
        format.setBottomMargin(withText(6));
    } else if (isCode(block)) {
        format.setLineHeight(withText(2), QTextBlockFormat::LineDistanceHeight);
        if (!isOutput(block))
            format.setBackground(colors.raised);
        format.setLeftMargin(withText(10));
        format.setRightMargin(withText(10));
        format.setTopMargin(withText(4));
        format.setBottomMargin(withText(isCode(block.next()) ? 2 : 10));
    } else if (!cursor.currentTable()) {
        constexpr int percent = 120;
        format.setLineHeight(percent, QTextBlockFormat::ProportionalHeight);
        const bool goesOn = block.textList() && block.next().textList() == block.textList();
        format.setBottomMargin(withText(goesOn ? 3 : 8));
    }
    cursor.setBlockFormat(format);

    struct Piece {
        int from;
        int to;
        QTextCharFormat format;
    };
    QList<Piece> pieces;
    for (auto part = block.begin(); !part.atEnd(); ++part) {
        const QTextFragment fragment = part.fragment();
        QTextCharFormat letters = fragment.charFormat();
        const bool isFixed = letters.fontFixedPitch() || isCode(block);
        letters.clearProperty(QTextFormat::FontSizeAdjustment);
        if (level > 0) {
            letters.setFont(headingFont(level));
            letters.setAnchor(true);
            letters.setAnchorNames({helpAnchor(block.text())});
        } else if (isFixed) {
            letters.setFont(themeFont(FontRole::Mono));
        } else if (letters.fontWeight() > QFont::Medium) {
            letters.setFont(themeFont(FontRole::Strong));
        }
        const Ink plain = isOutput(block) ? Ink::Muted : Ink::Text;
        letters.setForeground(colors.ink(letters.anchorHref().isEmpty() ? plain : Ink::Accent));
        pieces += {fragment.position(), fragment.position() + fragment.length(), letters};
    }
    for (const Piece &piece : pieces) {
        cursor.setPosition(piece.from);
        cursor.setPosition(piece.to, QTextCursor::KeepAnchor);
        cursor.setCharFormat(piece.format);
    }
}

void HelpBrowser::styleTables()
{
    const Theme &colors = theme(m_theme);
    for (QTextFrame *frame : document()->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(colors.ink(Ink::Border));
        format.setBorderCollapse(true);
        format.setCellPadding(withText(5));
        format.setCellSpacing(0);
        format.setTopMargin(withText(4));
        format.setBottomMargin(withText(12));
        table->setFormat(format);
        for (int column = 0; column < table->columns(); ++column) {
            QTextTableCell cell = table->cellAt(0, column);
            QTextCharFormat head = cell.format();
            head.setBackground(colors.raised);
            cell.setFormat(head);
        }
    }
}

void HelpBrowser::keyPressEvent(QKeyEvent *event)
{
    // A page that is longer than the view is leafed through by the space bar, as elsewhere.
    if (event->key() == Qt::Key_Space) {
        verticalScrollBar()->triggerAction((event->modifiers() & Qt::ShiftModifier) != 0
                                               ? QAbstractSlider::SliderPageStepSub
                                               : QAbstractSlider::SliderPageStepAdd);
        return;
    }
    QTextBrowser::keyPressEvent(event);
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/librarypanel.h"

#include "ui/models/libraryprogram.h"
#include "ui/panels/librarylist.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace coroscope
{

LibraryPanel::LibraryPanel(QWidget *parent)
    : QWidget(parent), m_parts(new QSplitter(Qt::Vertical, this)), m_list(new LibraryList(m_parts)),
      m_below(new QWidget(m_parts)), m_text(new QTextBrowser(m_below)),
      m_open(new QPushButton(tr("Open a copy"), m_below))
{
    // Whoever gets another parent later has another place in the order of Tab.
    setObjectName(u"libraryPanel"_s);
    setAccessibleName(tr("Library"));
    m_text->setObjectName(u"libraryText"_s);
    m_text->setAccessibleName(tr("What the program shows"));
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->document()->setDocumentMargin(8);
    m_text->setMinimumHeight(withText(20));
    setFontRole(m_text, FontRole::Body);
    m_open->setObjectName(u"libraryOpen"_s);
    m_open->setToolTip(tr("Opens the program as a new scenario; the library stays as it is (Enter)"));
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const LibraryProgram *program = m_list->current())
            Q_EMIT chosen(libraryName(program->entry.name));
    });
    connect(m_list, &LibraryList::chosen, this, &LibraryPanel::chosen);
    connect(m_list, &LibraryList::currentChanged, this, &LibraryPanel::tell);
    // A tag looks for all programs that have it.
    connect(m_text, &QTextBrowser::anchorClicked, this,
            [this](const QUrl &link) { m_list->search()->setText(link.path()); });

    auto *button = new QHBoxLayout;
    button->addWidget(m_open);
    button->addStretch();
    button->setContentsMargins(8, 0, 8, 0);
    auto *rows = new QVBoxLayout(m_below);
    rows->setContentsMargins(0, 2, 0, 6);
    rows->setSpacing(4);
    rows->addWidget(m_text, 1);
    rows->addLayout(button);
    m_parts->setStretchFactor(0, 3);
    m_parts->setStretchFactor(1, 2);
    m_parts->setSizes({300, 200});
    m_parts->setChildrenCollapsible(false);
    m_parts->setHandleWidth(5);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_parts);
    setFocusProxy(m_list);
    tell();
}

void LibraryPanel::setModel(LibraryModel *model)
{
    m_list->setModel(model);
    m_list->selectFirst();
}

void LibraryPanel::setTheme(ThemeKind kind)
{
    m_theme = kind;
    m_list->setTheme(kind);
    tell();
}

void LibraryPanel::tell()
{
    const LibraryProgram *program = m_list->current();
    m_open->setEnabled(program != nullptr);
    const Theme &colors = theme(m_theme);
    const QString muted = colors.ink(Ink::Muted).name();
    if (!program) {
        m_text->setHtml(
            u"<p style='color:%1'>%2</p>"_s.arg(muted, tr("Choose a program to read what it shows.").toHtmlEscaped()));
        return;
    }
    QStringList tags;
    for (const QString &tag : program->tags) {
        tags += u"<a style='color:%1; text-decoration:none' href='tag:%2'>%3</a>"_s.arg(
            colors.ink(Ink::Accent).name(), QString::fromLatin1(QUrl::toPercentEncoding(tag)), tag.toHtmlEscaped());
    }
    QString html = u"<p style='margin-bottom:4px'><b>%1</b> <span style='color:%2'>%3</span></p>"
                   "<p style='margin-top:0; margin-bottom:6px'>%4</p>"_s.arg(program->title.toHtmlEscaped(), muted,
                                                                             program->entry.name.toHtmlEscaped(),
                                                                             program->description.toHtmlEscaped());
    if (!tags.isEmpty())
        html += u"<p style='margin-top:0; margin-bottom:6px'>%1</p>"_s.arg(tags.join(u" · "_s));
    if (!program->source.isEmpty()) {
        html += u"<p style='margin-top:0; color:%1'>%2</p>"_s.arg(muted,
                                                                  tr("After: %1").arg(program->source).toHtmlEscaped());
    }
    m_text->setHtml(html);
}

} // namespace coroscope

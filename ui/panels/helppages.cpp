// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/helppages.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What a line says to people, without the signs of Markdown.
QString plainLine(const QString &line)
{
    static const QRegularExpression link(u"\\[([^\\]]*)\\]\\([^)]*\\)"_s);
    static const QRegularExpression signs(u"^[#>|\\s*-]+|[`*|]"_s);
    return QString(line).replace(link, u"\\1"_s).remove(signs).simplified();
}

HelpPage readPage(const QString &name, QString text)
{
    // Marks that tell tests what to do with a block.
    static const QRegularExpression marks(u"^<!--.*?-->\\n"_s, QRegularExpression::MultilineOption |
                                                                   QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression heading(u"^(#{1,6}) (.+)$"_s);
    HelpPage page;
    page.name = name;
    page.markdown = text.remove(marks);
    bool isCode = false;
    for (const QString &line : page.markdown.split(u'\n')) {
        if (line.startsWith(u"```"))
            isCode = !isCode;
        const auto found = isCode ? QRegularExpressionMatch() : heading.match(line);
        if (found.hasMatch())
            page.sections += {static_cast<int>(found.capturedLength(1)), found.captured(2),
                              helpAnchor(found.captured(2)), QString()};
        else if (!page.sections.isEmpty())
            page.sections.back().text += line + u'\n';
    }
    page.title = page.sections.isEmpty() ? name : page.sections.front().title;
    return page;
}

} // namespace

QString helpAnchor(const QString &heading)
{
    static const QRegularExpression others(u"[^\\w\\- ]"_s, QRegularExpression::UseUnicodePropertiesOption);
    return heading.toLower().remove(others).replace(u' ', u'-');
}

HelpPages::HelpPages(const QString &folder)
{
    static const QRegularExpression link(u"\\]\\(([\\w-]+)\\.md\\)"_s);
    const QString index = readText(folder + u"/index.md"_s);
    if (index.isEmpty())
        return;
    m_pages += readPage(u"index"_s, index);
    for (auto links = link.globalMatch(index); links.hasNext();) {
        const QString name = links.next().captured(1);
        const QString text = readText(folder + u'/' + name + u".md"_s);
        if (!text.isEmpty() && !page(name))
            m_pages += readPage(name, text);
    }
}

const HelpPage *HelpPages::page(const QString &name) const
{
    const auto found = std::ranges::find(m_pages, name, &HelpPage::name);
    return found == m_pages.end() ? nullptr : &*found;
}

bool HelpPages::contains(const HelpPlace &place) const
{
    const HelpPage *const found = page(place.page);
    return found && (place.anchor.isEmpty() ||
                     std::ranges::find(found->sections, place.anchor, &HelpSection::anchor) != found->sections.end());
}

QList<HelpHit> HelpPages::find(const QString &words) const
{
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    QList<HelpHit> inTitles;
    QList<HelpHit> inTexts;
    if (wanted.isEmpty())
        return {};
    const auto holdsAll = [&wanted](const QString &text) {
        return std::ranges::all_of(wanted,
                                   [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    };
    for (const HelpPage &page : m_pages) {
        for (const HelpSection &section : page.sections) {
            const bool isTitle = holdsAll(section.title);
            if (!isTitle && !holdsAll(section.title + u'\n' + section.text))
                continue;
            HelpHit hit;
            hit.place = {page.name, section.level > 1 ? section.anchor : QString()};
            hit.title = section.level > 1 ? page.title + u" › "_s + section.title : page.title;
            for (const QString &line : section.text.split(u'\n')) {
                const QString plain = plainLine(line);
                if (plain.isEmpty() || line.startsWith(u"```"))
                    continue;
                if (hit.excerpt.isEmpty())
                    hit.excerpt = plain;
                if (plain.contains(wanted.front(), Qt::CaseInsensitive)) {
                    hit.excerpt = plain;
                    break;
                }
            }
            (isTitle ? inTitles : inTexts) += hit;
        }
    }
    return inTitles + inTexts;
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/detailshtml.h"

#include <QFont>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

constexpr int indentStep = 14; // pixels

QString familiesOf(FontRole role)
{
    QStringList names;
    for (const QString &family : themeFont(role).families())
        names += u'\'' + family + u'\'';
    return names.join(u',');
}

QString sizeOf(FontRole role) { return u"font-size:%1px"_s.arg(themeFont(role).pixelSize()); }

} // namespace

DetailsHtml::DetailsHtml(const Theme &theme) : m_theme(&theme) {}

QString DetailsHtml::colorOf(Tone tone) const
{
    switch (tone) {
    case Tone::Normal:
        break;
    case Tone::Muted:
        return m_theme->ink(Ink::Muted).name();
    case Tone::Good:
        return m_theme->ink(Ink::Text).name();
    case Tone::Bad:
        return m_theme->ink(Ink::Failed).name();
    case Tone::Warning:
        return m_theme->ink(Ink::TimedOut).name();
    case Tone::Waiting:
        return m_theme->ink(Ink::Capacity).name();
    }
    return m_theme->ink(Ink::Text).name();
}

QString DetailsHtml::urlOf(const Link &link)
{
    if (link.task)
        return u"task:"_s + QString::number(link.task.value);
    if (link.object)
        return u"object:"_s + QString::number(link.object.value);
    if (link.source)
        return u"source:"_s + QString::number(link.source.value);
    if (link.event)
        return u"event:"_s + QString::number(*link.event);
    return u"time:"_s + QString::number(link.time);
}

std::optional<Link> DetailsHtml::linkOf(const QUrl &url)
{
    bool isNumber = false;
    const qlonglong number = url.path().toLongLong(&isNumber);
    if (!isNumber || number < 0)
        return std::nullopt;
    const auto id = static_cast<std::uint32_t>(number);
    Link link;
    if (url.scheme() == u"task"_s)
        link.task = TaskId(id);
    else if (url.scheme() == u"object"_s)
        link.object = ObjectId(id);
    else if (url.scheme() == u"source"_s)
        link.source = SourceId(id);
    else if (url.scheme() == u"event"_s)
        link.event = id;
    else if (url.scheme() == u"time"_s)
        link.time = number;
    else
        return std::nullopt;
    return link;
}

QString DetailsHtml::piecesOf(const std::vector<TextPiece> &pieces) const
{
    QString html;
    for (const TextPiece &piece : pieces) {
        QString text = piece.text.toHtmlEscaped();
        // Runs of spaces set names and values apart.
        text.replace(u"  "_s, u"\u00a0\u00a0"_s);
        if (!piece.link.isValid()) {
            html += text;
            continue;
        }
        html += u"<a href=\"%1\" style=\"color:%2; text-decoration:none\">%3</a>"_s.arg(
            urlOf(piece.link), m_theme->ink(Ink::Accent).name(), text);
    }
    return html;
}

void DetailsHtml::paragraph(const QString &content, const QString &color, int indent, Face face)
{
    const bool isMono = face == Face::Mono;
    m_body += u"<p style=\"margin:3px 0 0 %1px; color:%2;%3\">%4</p>"_s.arg(
        QString::number(indent * withText(indentStep)), color,
        isMono ? u" font-family:"_s + familiesOf(FontRole::Mono) + u"; "_s + sizeOf(FontRole::Mono) : QString(),
        content);
}

void DetailsHtml::section(const QString &title)
{
    // The first one lies close below the head.
    m_body += u"<p style=\"margin:%1px 0 3px 0; color:%2; %3; font-weight:600; letter-spacing:0.4px\">%4</p>"_s.arg(
        QString::number(m_first ? 2 : withText(17)), m_theme->ink(Ink::Muted).name(), sizeOf(FontRole::Small),
        title.toUpper().toHtmlEscaped());
    m_first = false;
}

void DetailsHtml::line(const TextLine &line, Face face)
{
    paragraph(piecesOf(line.pieces), colorOf(line.tone), line.indent, face);
}

void DetailsHtml::lines(const std::vector<TextLine> &lines, Face face)
{
    for (const TextLine &text : lines)
        line(text, face);
}

void DetailsHtml::tree(const std::vector<TextLine> &lines)
{
    for (const TextLine &text : lines) {
        const QString branch =
            text.indent > 0 ? u"<span style=\"color:%1\">└ </span>"_s.arg(colorOf(Tone::Muted)) : QString();
        paragraph(branch + piecesOf(text.pieces), colorOf(text.tone), std::max(0, text.indent - 1), Face::Mono);
    }
}

void DetailsHtml::bar(const QUrl &url, int width, int height)
{
    m_body += u"<p style=\"margin:4px 0 6px 0\"><img src=\"%1\" width=\"%2\" height=\"%3\"></p>"_s.arg(url.toString())
                  .arg(width)
                  .arg(height);
}

void DetailsHtml::rows(const std::vector<Row> &rows)
{
    m_body += u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\">"_s;
    for (const Row &row : rows) {
        const QString swatch =
            row.swatch.isEmpty()
                ? QString()
                : u"<td width=\"18\" style=\"padding-top:6px\"><img src=\"%1\" width=\"9\" height=\"9\"></td>"_s.arg(
                      row.swatch.toString());
        m_body += u"<tr>%1<td style=\"padding-top:4px; color:%2\">%3</td>"
                  "<td align=\"right\" style=\"padding-top:4px; color:%4; font-family:%5; %6\">%7</td></tr>"_s.arg(
                      swatch, m_theme->ink(Ink::Text).name(), piecesOf(row.text), m_theme->ink(Ink::Muted).name(),
                      familiesOf(FontRole::Mono), sizeOf(FontRole::Mono), row.value.toHtmlEscaped());
    }
    m_body += u"</table>"_s;
}

void DetailsHtml::rule()
{
    m_body +=
        u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" style=\"margin-top:16px; margin-bottom:12px\"><tr>"
        "<td style=\"background-color:%1; font-size:1px\" height=\"1\"></td></tr></table>"_s.arg(
            m_theme->ink(Ink::Border).name());
}

void DetailsHtml::columns(const std::vector<Column> &columns)
{
    m_body += u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\"><tr>"_s;
    for (const Column &column : columns)
        m_body += u"<td valign=\"top\" width=\"%1%\" style=\"padding-right:20px\">%2</td>"_s.arg(column.percent)
                      .arg(column.text->m_body);
    m_body += u"</tr></table>"_s;
}

QString DetailsHtml::html() const
{
    return u"<html><body style=\"color:%1; font-family:%2; %3\">%4</body></html>"_s.arg(
        m_theme->ink(Ink::Text).name(), familiesOf(FontRole::Body), sizeOf(FontRole::Body), m_body);
}

} // namespace coroscope

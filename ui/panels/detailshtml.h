// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/richtext.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace coroscope
{

/// Writes explanations as rich text for a text browser, in the colours of a theme. Links are of the schemes `task:`,
/// `object:`, `time:`, `event:` and `source:` with a number; linkOf() reads them back.
class DetailsHtml
{
public:
    enum class Face { Body, Mono };

    explicit DetailsHtml(const Theme &theme);

    /// A heading in small capitals; what follows belongs to it.
    void section(const QString &title);
    void line(const TextLine &line, Face face = Face::Body);
    void lines(const std::vector<TextLine> &lines, Face face = Face::Body);
    /// A tree: every line but those without indent hangs on the one above.
    void tree(const std::vector<TextLine> &lines);
    /// A picture that the browser paints, as wide as it is.
    void bar(const QUrl &url, int width, int height);
    /// A row of a legend: a swatch, a text, and a value at the right.
    struct Row {
        QUrl swatch;
        std::vector<TextPiece> text;
        QString value;
    };
    void rows(const std::vector<Row> &rows);
    void rule();
    /// Texts side by side, each with its share of the width in percent.
    struct Column {
        DetailsHtml *text;
        int percent;
    };
    void columns(const std::vector<Column> &columns);

    bool isEmpty() const { return m_body.isEmpty(); }
    QString html() const;

    static QString urlOf(const Link &link);
    static std::optional<Link> linkOf(const QUrl &url);

private:
    QString piecesOf(const std::vector<TextPiece> &pieces) const;
    QString colorOf(Tone tone) const;
    void paragraph(const QString &content, const QString &color, int indent, Face face);

    const Theme *m_theme;
    QString m_body;
    bool m_first = true;
};

} // namespace coroscope

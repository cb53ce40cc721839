// SPDX-License-Identifier: MIT
#include "core/analysis/richtext.h"

#include <QStringList>

#include <functional>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

/// Cuts the pattern at its places; `insert` adds what belongs to a place, counted from 0.
TextLine filled(const QString &pattern, Tone tone, int indent,
                const std::function<void(std::vector<TextPiece> &, std::size_t)> &insert)
{
    TextLine line{.pieces = {}, .tone = tone, .indent = indent};
    qsizetype from = 0;
    for (qsizetype i = 0; i + 1 < pattern.size(); ++i) {
        const int number = pattern[i] == u'%' ? pattern[i + 1].digitValue() : -1;
        if (number < 1)
            continue;
        if (i > from)
            line.pieces.push_back({pattern.mid(from, i - from)});
        insert(line.pieces, static_cast<std::size_t>(number - 1));
        from = i + 2;
        ++i;
    }
    if (from < pattern.size())
        line.pieces.push_back({pattern.mid(from)});
    return line;
}

} // namespace

QString TextLine::plain() const
{
    QString text;
    for (const TextPiece &piece : pieces)
        text += piece.text;
    return text;
}

TextLine textLine(const QString &pattern, std::vector<TextPiece> pieces, Tone tone, int indent)
{
    return filled(pattern, tone, indent, [&pieces](std::vector<TextPiece> &out, std::size_t place) {
        if (place < pieces.size())
            out.push_back(pieces[place]);
    });
}

std::vector<TextPiece> joined(const std::vector<TextPiece> &pieces)
{
    std::vector<TextPiece> list;
    for (const TextPiece &piece : pieces) {
        if (!list.empty())
            list.push_back({u", "_s});
        list.push_back(piece);
    }
    return list;
}

TextLine textLineWithList(const QString &pattern, std::vector<TextPiece> pieces, const std::vector<TextPiece> &list,
                          Tone tone, int indent)
{
    return filled(pattern, tone, indent, [&](std::vector<TextPiece> &out, std::size_t place) {
        if (place < pieces.size()) {
            out.push_back(pieces[place]);
        } else {
            const auto all = joined(list);
            out.insert(out.end(), all.begin(), all.end());
        }
    });
}

QString plainText(const std::vector<TextLine> &lines)
{
    QStringList texts;
    for (const TextLine &line : lines)
        texts += QString(2 * line.indent, u' ') + line.plain();
    return texts.join(u'\n');
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/scenario/scalaredit.h"

#include "core/scenario/valuereader.h"
#include "core/scenario/yamldocument.h"

#include <cmath>

namespace coroscope
{
namespace
{

const YamlNode *valueOf(const YamlNode &mapping, QStringView key, const YamlNode **keyNode = nullptr)
{
    if (!mapping.isMapping())
        return nullptr;
    for (std::size_t index = 0; index < mapping.keys.size(); ++index) {
        if (mapping.keys[index]->text == key) {
            if (keyNode)
                *keyNode = mapping.keys[index].get();
            return mapping.items[index].get();
        }
    }
    return nullptr;
}

/// The lines of a text without their ends, as characters.
QStringList linesOf(const QByteArray &text)
{
    QByteArray plain = text.startsWith("\xEF\xBB\xBF") ? text.mid(3) : text;
    plain.replace("\r\n", "\n");
    plain.replace('\r', '\n');
    return QString::fromUtf8(plain).split(u'\n');
}

/// The index in a line of a column, which counts characters where the line holds UTF-16.
qsizetype indexOfColumn(QStringView line, int column)
{
    qsizetype index = 0;
    for (int passed = 1; passed < column && index < line.size(); ++passed)
        index += line[index].isHighSurrogate() ? 2 : 1;
    return index;
}

Fault cannotWrite(const YamlDocument &document, const Place &place, const QString &message)
{
    return {document.fileName(), place.line, place.column, message};
}

/// The scalar of a node as it stands in its line, quotes and all; empty if it does not end in that line.
QString written(const YamlNode &node, QStringView line, qsizetype from)
{
    if (node.plain) {
        const QStringView rest = line.sliced(from);
        return rest.startsWith(node.text) ? node.text : QString();
    }
    const QChar quote = from < line.size() ? line[from] : QChar();
    if (quote != u'"' && quote != u'\'')
        return {};
    for (qsizetype at = from + 1; at < line.size(); ++at) {
        if (quote == u'"' && line[at] == u'\\') {
            ++at;
        } else if (line[at] == quote) {
            if (quote == u'\'' && at + 1 < line.size() && line[at + 1] == quote)
                ++at;
            else
                return line.sliced(from, at + 1 - from).toString();
        }
    }
    return {};
}

bool isNumber(const QString &text)
{
    bool ok = false;
    return std::isfinite(text.toDouble(&ok)) && ok;
}

/// Whether it is read as a text where it stands without quotes.
bool isText(const QString &plain) { return ValueReader::resolvePlain(plain).kind == ValueSpec::Kind::Text; }

/// A value as YAML, so that it is read as what it is.
QString asYaml(const QString &value, bool asText)
{
    const bool isWord = !isText(value);
    bool isSafe = !value.isEmpty() && (value.front().isLetter() || isNumber(value));
    for (const QChar character : value)
        isSafe = isSafe && (character.isLetterOrNumber() || QStringView(u"_-.+").contains(character));
    if (isSafe && !(asText && isWord))
        return value;
    QString quoted = QStringLiteral("\"");
    for (const QChar character : value) {
        if (character == u'"' || character == u'\\')
            quoted += u'\\';
        if (character == u'\n')
            quoted += QStringLiteral("\\n");
        else if (character == u'\t')
            quoted += QStringLiteral("\\t");
        else
            quoted += character;
    }
    return quoted + u'"';
}

Result<TextEdit> editScalar(const YamlDocument &document, const QByteArray &text, const YamlNode &node,
                            const QString &value, bool asText)
{
    const Place place = document.place(node);
    const QStringList lines = linesOf(text);
    if (!node.isScalar() || place.line < 1 || place.line > lines.size())
        return cannotWrite(document, place, QStringLiteral("only a number, a text or true or false can be written"));
    const QString &line = lines[place.line - 1];
    const QString before = written(node, line, indexOfColumn(line, place.column));
    if (before.isEmpty())
        return cannotWrite(document, place,
                           QStringLiteral("this value cannot be replaced, as it is not on one line; write it by hand"));
    return TextEdit{place, before, asYaml(value, asText)};
}

} // namespace

Result<TextEdit> editParameter(const QByteArray &text, const QString &name, const QString &value)
{
    Result<YamlDocument> read = YamlDocument::read(text, {});
    if (!read)
        return read.fault();
    const YamlDocument &document = read.value();
    const YamlNode *parameters = valueOf(document.root(), u"params");
    const YamlNode *node = parameters ? valueOf(*parameters, name) : nullptr;
    if (node && node->isMapping())
        node = valueOf(*node, u"value");
    if (!node)
        return Fault{{}, 0, 0, QStringLiteral("there is no param '%1' in the text").arg(name)};
    // A text that looks like a number has to stay a text.
    const bool wasText = node->isScalar() && (!node->plain || isText(node->text));
    return editScalar(document, text, *node, value, wasText);
}

Result<TextEdit> editSeed(const QByteArray &text, std::uint64_t seed)
{
    Result<YamlDocument> read = YamlDocument::read(text, {});
    if (!read)
        return read.fault();
    const YamlDocument &document = read.value();
    const QString value = QString::number(seed);
    if (const YamlNode *node = valueOf(document.root(), u"seed"))
        return editScalar(document, text, *node, value, false);
    // After the line of the title, or else that of the version, which every scenario has.
    for (const QStringView key : {QStringView(u"title"), QStringView(u"coroscope")}) {
        const YamlNode *keyNode = nullptr;
        const YamlNode *node = valueOf(document.root(), key, &keyNode);
        if (!node || !node->isScalar())
            continue;
        const Place place = document.place(*keyNode);
        const QStringList lines = linesOf(text);
        if (place.column != 1 || place.line > lines.size())
            continue;
        const QString &line = lines[place.line - 1];
        const Place valuePlace = document.place(*node);
        const bool isOneLine =
            valuePlace.line == place.line && !written(*node, line, indexOfColumn(line, valuePlace.column)).isEmpty();
        if (isOneLine)
            return TextEdit{{place.line, 1}, line, line + QStringLiteral("\nseed: ") + value};
    }
    return Fault{{}, 0, 0, QStringLiteral("there is no place for the seed in the text; write it by hand")};
}

QByteArray applied(const QByteArray &text, const TextEdit &edit)
{
    const bool hasMark = text.startsWith("\xEF\xBB\xBF");
    qsizetype at = hasMark ? 3 : 0;
    QByteArray lineEnd = "\n";
    for (int line = 1; line < edit.place.line; ++line) {
        while (at < text.size() && text[at] != '\n' && text[at] != '\r')
            ++at;
        at += text.mid(at, 2) == "\r\n" ? 2 : 1;
    }
    if (const qsizetype first = text.indexOf('\n'); first > 0 && text[first - 1] == '\r')
        lineEnd = "\r\n";
    for (int column = 1; column < edit.place.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80)
            ++at;
    }
    QByteArray result = text;
    result.replace(at, edit.before.toUtf8().size(), edit.replacement.toUtf8().replace("\n", lineEnd));
    return result;
}

} // namespace coroscope

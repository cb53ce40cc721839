// SPDX-License-Identifier: MIT
#include "core/scenario/yamldocument.h"

#include "core/scenario/yamlencoding.h"
#include "core/scenario/yamltreebuilder.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <string_view>

namespace coroscope
{
namespace
{

constexpr int deepestBrackets = 1000;
constexpr int characterBlock = 1024;

/// Lets the parser read a QByteArray in place.
class ByteArrayBuffer : public std::streambuf
{
public:
    explicit ByteArrayBuffer(const QByteArray &bytes)
    {
        char *begin = const_cast<char *>(bytes.constData()); // a get area is never written to
        setg(begin, begin, begin + bytes.size());
    }
};

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

struct ParserMessage {
    std::string_view from; ///< how the parser's own message begins
    const char *text;
};

// yaml-cpp speaks of tokens; people want to know what to change.
constexpr ParserMessage parserMessages[] = {
    {"illegal tab", "a tab cannot indent; use spaces"},
    {"illegal map key", "a key cannot stand here; check the indentation"},
    {"illegal block entry", "a list item '- ' cannot stand here; begin it on a line of its own and check the "
                            "indentation"},
    {"illegal flow end", "this bracket closes nothing; check that '[' goes with ']' and '{' with '}'"},
    {"end of sequence flow not found", "a list that was begun with '[' is not closed here; write ']' or ','"},
    {"end of map flow not found", "a mapping that was begun with '{' is not closed here; write '}' or ','"},
    {"end of map not found", "this does not fit what stands before it; check the indentation, and put a text that has "
                             "quotes or brackets in it wholly in quotes"},
    {"end of sequence not found", "this does not fit the list above it; begin the item with '- ' and check the "
                                  "indentation"},
    {"illegal EOF", "the file ends within a text in quotes; close the quote"},
    {"illegal document indicator", "'---' or '...' within a quoted text; close the quote before it"},
    {"unknown token", "a text cannot begin with this character; put it in quotes"},
    {"unknown escape character", "an unknown escape in a text in double quotes; write '\\\\' for a backslash"},
    {"bad character found while scanning hex", "an escape such as \\x41 or \\u0041 needs hexadecimal digits"},
    {"invalid unicode", "this escape is no character of Unicode"},
    {"the referenced anchor is not defined", "no anchor has this name; put a text that begins with '*' in quotes"},
    {"alias not found", "a name is missing after '*'; put a text that begins with '*' in quotes"},
    {"anchor not found", "a name is missing after '&'; put a text that begins with '&' in quotes"},
    {"illegal character found while scanning a",
     "a name after '*' or '&' ends here; put a text that begins with '*' or "
     "'&' in quotes"},
    {"aliases can't have any content", "an alias '*name' stands alone; take away what belongs to it"},
    {"tag handle with no suffix", "'!' begins a tag, which a scenario has no use for; put the text in quotes"},
    {"cannot assign multiple", "one value cannot have two anchors or two tags; leave one"},
    {"unexpected character in block scalar",
     "only a digit, '+', '-' or a comment may follow '|' or '>'; begin the text "
     "on the next line"},
    {"cannot set zero indentation", "the indentation after '|' or '>' cannot be 0; leave it out"},
};

QString parserMessage(std::string_view said)
{
    for (const ParserMessage &message : parserMessages) {
        if (said.substr(0, message.from.size()) == message.from)
            return QString::fromUtf8(message.text);
    }
    return QStringLiteral("this is not YAML (%1); check indentation, quotes and brackets")
        .arg(QString::fromUtf8(said.data(), static_cast<qsizetype>(said.size())));
}

} // namespace

void YamlDocument::indexLines()
{
    m_lineStarts.push_back(0);
    int characters = 0;
    for (int at = 0; at < m_text.size(); ++at) {
        if (at % characterBlock == 0)
            m_characters.push_back(characters);
        if ((static_cast<unsigned char>(m_text[at]) & 0xC0U) != 0x80)
            ++characters;
        if (m_text[at] == '\n')
            m_lineStarts.push_back(at + 1);
    }
}

int YamlDocument::charactersBefore(int offset) const
{
    const int block = std::min(offset / characterBlock, static_cast<int>(m_characters.size()) - 1);
    if (block < 0)
        return 0;
    int characters = m_characters[static_cast<std::size_t>(block)];
    for (int at = block * characterBlock; at < offset; ++at) {
        if ((static_cast<unsigned char>(m_text[at]) & 0xC0U) != 0x80)
            ++characters;
    }
    return characters;
}

Place YamlDocument::place(int offset) const
{
    const int at = std::clamp(offset, 0, static_cast<int>(m_text.size()));
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), at);
    return {static_cast<int>(next - m_lineStarts.begin()), charactersBefore(at) - charactersBefore(*(next - 1)) + 1};
}

Fault YamlDocument::fault(FaultKind kind, int offset, const QString &message) const
{
    const Place where = place(offset);
    return {m_fileName, where.line, where.column, message, kind};
}

/// Past anchors and tags, to where the value itself begins.
int YamlDocument::skipProperties(int offset) const
{
    int at = offset;
    while (at < m_text.size() && (m_text[at] == '&' || m_text[at] == '!')) {
        while (at < m_text.size() && !isBlank(m_text[at]))
            ++at;
        while (at < m_text.size() && isBlank(m_text[at]))
            ++at;
    }
    return at;
}

Place YamlDocument::place(const YamlNode &scalar, qsizetype textOffset) const
{
    // Walks the text as it stands in the file beside the value that came out of it, on from where it came to before:
    // one text may hold very many expressions.
    const bool goesOn = m_walked.scalar == &scalar && m_walked.textOffset <= textOffset;
    const qsizetype from = goesOn ? m_walked.textOffset : 0;
    const QByteArray value = scalar.text.mid(from, textOffset - from).toUtf8();
    const int end = static_cast<int>(m_text.size());
    int at = skipProperties(scalar.offset);
    const char style = at < end ? m_text[at] : '\0';
    const bool quoted = !scalar.plain && (style == '"' || style == '\'');
    if (quoted)
        ++at;
    else if (!scalar.plain)
        while (at < end && m_text[at] != '\n')
            ++at;
    if (goesOn)
        at = m_walked.offset;
    const auto skipBlanks = [this, end, &at] {
        while (at < end && isBlank(m_text[at]))
            ++at;
    };
    for (int done = 0; done < value.size();) {
        if (at >= end)
            return place(scalar);
        if (quoted && style == '"' && m_text[at] == '\\') {
            const char escape = at + 1 < end ? m_text[at + 1] : '\0';
            at += escape == 'x' ? 4 : escape == 'u' ? 6 : escape == 'U' ? 10 : 2;
            if (escape == '\n') {
                skipBlanks();
                continue;
            }
            do
                ++done;
            while (done < value.size() && (static_cast<unsigned char>(value[done]) & 0xC0U) == 0x80);
        } else if (isBlank(value[done])) {
            const int before = at;
            skipBlanks();
            const bool folded =
                std::string_view(m_text.constData() + before, static_cast<std::size_t>(at - before)).find('\n') !=
                std::string_view::npos;
            for (int taken = 0; done < value.size() && isBlank(value[done]) && (folded || taken < at - before); ++taken)
                ++done;
            if (at == before)
                return place(scalar);
        } else if (isBlank(m_text[at])) {
            skipBlanks();
        } else if (m_text[at] == value[done]) {
            at += quoted && style == '\'' && m_text[at] == '\'' ? 2 : 1;
            ++done;
        } else {
            return place(scalar);
        }
    }
    // Blanks may be folded together with those that come after.
    if (!value.isEmpty() && !isBlank(value.back()))
        m_walked = {&scalar, textOffset, at};
    if (textOffset < scalar.text.size() && !scalar.text[textOffset].isSpace()) {
        skipBlanks();
        if (quoted && style == '"' && at + 1 < end && m_text[at] == '\\' && m_text[at + 1] == '\n') {
            ++at;
            skipBlanks();
        }
    }
    return place(at);
}

Result<YamlDocument> YamlDocument::read(const QByteArray &text, const QString &fileName, const YamlLimits &limits)
{
    YamlDocument document;
    document.m_fileName = fileName;
    if (text.size() > limits.bytes) {
        return Fault{fileName, 0, 0,
                     QStringLiteral("the file has more than %1 MiB; a scenario cannot be larger")
                         .arg(limits.bytes / (1024 * 1024)),
                     FaultKind::Limit};
    }
    document.m_text = withPlainLineEnds(text);
    document.indexLines();
    if (const auto found = findEncodingFault(document.m_text))
        return document.fault(FaultKind::Encoding, found->offset, found->message);
    if (const auto found = findBracketFault(document.m_text, deepestBrackets))
        return document.fault(FaultKind::Limit, found->offset, found->message);

    YamlTreeBuilder builder(document, limits);
    ByteArrayBuffer buffer(document.m_text);
    std::istream stream(&buffer);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
        builder.finish();
    } catch (const YamlTreeBuilder::Stop &stop) {
        return document.fault(stop.kind, stop.offset, stop.message);
    } catch (const YAML::DeepRecursion &deep) {
        return document.fault(FaultKind::Limit, deep.mark.pos, builder.depthMessage());
    } catch (const YAML::Exception &error) {
        const int quote = error.mark.pos >= document.m_text.size() ? builder.nextQuote() : -1;
        if (quote >= 0 && std::string_view(error.msg).substr(0, 11) == "illegal EOF")
            return document.fault(FaultKind::Yaml, quote, YamlTreeBuilder::quoteMessage(document.m_text[quote]));
        // A tab that indents may show up as some other trouble of the same line.
        const Place where = document.place(error.mark.pos);
        const int lineStart = document.m_lineStarts[static_cast<std::size_t>(where.line - 1)];
        for (int at = lineStart; at < document.m_text.size() && isBlank(document.m_text[at]); ++at) {
            if (document.m_text[at] == '\n')
                break;
            if (document.m_text[at] == '\t')
                return document.fault(FaultKind::Yaml, at, parserMessage("illegal tab"));
        }
        if (std::string_view(error.msg).substr(0, 17) == "illegal map value") {
            const QByteArray before = document.m_text.mid(lineStart, error.mark.pos - lineStart);
            return document.fault(FaultKind::Yaml, error.mark.pos,
                                  before.contains(": ")
                                      ? QStringLiteral("a second ':' in one line; put a text that has ': ' in it in "
                                                       "quotes")
                                      : QStringLiteral("this key is indented too deep, or the line above lacks its "
                                                       "':'; mend one of them"));
        }
        if (document.m_text.mid(error.mark.pos - 1, 2) == "${")
            return document.fault(FaultKind::Yaml, error.mark.pos,
                                  QStringLiteral("within [ ] and { } the braces of '${…}' are YAML's "
                                                 "own; put the text that has them in quotes"));
        return document.fault(FaultKind::Yaml, error.mark.pos, parserMessage(error.msg));
    }
    return document;
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "core/scenario/yamlencoding.h"

#include <algorithm>

namespace coroscope
{
namespace
{

QString hex(unsigned value, int digits) { return QString::number(value, 16).toUpper().rightJustified(digits, u'0'); }

QString nulMessage() { return QStringLiteral("a NUL byte: this is not a text file; a scenario is UTF-8 text"); }

/// The length of the UTF-8 sequence at `at`, 0 if there is none.
int sequenceLength(const QByteArray &text, int at)
{
    const auto byte = [&text](int index) -> unsigned {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    const unsigned first = byte(at);
    if (first < 0x80)
        return 1;
    const int length = first >= 0xC2 && first <= 0xDF   ? 2
                       : first >= 0xE0 && first <= 0xEF ? 3
                       : first >= 0xF0 && first <= 0xF4 ? 4
                                                        : 0;
    for (int index = 1; index < length; ++index) {
        if ((byte(at + index) & 0xC0U) != 0x80)
            return 0;
    }
    const unsigned second = byte(at + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool surrogateOrBeyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || surrogateOrBeyond ? 0 : length;
}

} // namespace

QByteArray withPlainLineEnds(const QByteArray &text)
{
    QByteArray plain = text.startsWith("\xEF\xBB\xBF") ? text.mid(3) : text;
    if (!plain.contains('\r'))
        return plain;
    plain.replace("\r\n", "\n");
    plain.replace('\r', '\n');
    return plain;
}

std::optional<EncodingFault> findEncodingFault(const QByteArray &text)
{
    if (text.startsWith(QByteArray("\xFF\xFE\0\0", 4)) || text.startsWith(QByteArray("\0\0\xFE\xFF", 4)))
        return EncodingFault{0, QStringLiteral("the file is UTF-32; save it as UTF-8")};
    if (text.startsWith("\xFF\xFE") || text.startsWith("\xFE\xFF"))
        return EncodingFault{0, QStringLiteral("the file is UTF-16; save it as UTF-8")};
    // Told before other oddities of a file that is no text at all.
    static constexpr qsizetype beginning = 4096;
    if (const qsizetype nul = QByteArrayView(text).first(std::min(text.size(), beginning)).indexOf('\0'); nul >= 0)
        return EncodingFault{static_cast<int>(nul), nulMessage()};
    bool isIndent = true;
    for (int at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == 0)
            return EncodingFault{at, nulMessage()};
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
            return EncodingFault{
                at, QStringLiteral("a control character (U+%1) cannot stand in a scenario; take it out, or write it as "
                                   "an escape in double quotes")
                        .arg(hex(byte, 4))};
        }
        const int length = sequenceLength(text, at);
        if (length == 0) {
            return EncodingFault{
                at, QStringLiteral("the byte 0x%1 is not UTF-8; save the file as UTF-8 text").arg(hex(byte, 2))};
        }
        // They look like nothing, or like a space, and would be part of a key.
        if (isIndent && QByteArrayView(text).sliced(at).startsWith("\xC2\xA0"))
            return EncodingFault{at, QStringLiteral("a no-break space cannot indent; use spaces")};
        if (isIndent && QByteArrayView(text).sliced(at).startsWith("\xEF\xBB\xBF"))
            return EncodingFault{at, QStringLiteral("a byte order mark cannot stand within a file; take it out")};
        isIndent = byte == '\n' || (isIndent && byte == ' ');
        at += length;
    }
    return std::nullopt;
}

std::optional<EncodingFault> findBracketFault(const QByteArray &text, int depth)
{
    int open = 0;
    for (int at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '[' || c == '{')
            ++open;
        else if ((c == ']' || c == '}') && open > 0)
            --open;
        if (open > depth) {
            return EncodingFault{
                at, QStringLiteral("more than %1 brackets are open here; close them, or nest less deep").arg(depth)};
        }
    }
    return std::nullopt;
}

} // namespace coroscope

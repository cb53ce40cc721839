// SPDX-License-Identifier: MIT
#include "core/scenario/expressionlexer.h"

#include "core/scenario/numbertext.h"

#include <array>
#include <string>
#include <string_view>

namespace coroscope
{

using namespace Qt::StringLiterals;

namespace
{

// Longer ones first, so that the first match is the right one.
constexpr std::array punctuators = std::to_array<std::u16string_view>({
    u">>>=", u"...", u"===", u"!==", u"**=", u"<<=", u">>=", u">>>", u"&&=", u"||=", u"?\?=", u"=>",
    u"==",   u"!=",  u"<=",  u">=",  u"&&",  u"||",  u"??",  u"?.",  u"**",  u"<<",  u">>",   u"++",
    u"--",   u"+=",  u"-=",  u"*=",  u"/=",  u"%=",  u"&=",  u"|=",  u"^=",  u"{",   u"}",    u"(",
    u")",    u"[",   u"]",   u".",   u";",   u",",   u"<",   u">",   u"+",   u"-",   u"*",    u"/",
    u"%",    u"&",   u"|",   u"^",   u"!",   u"~",   u"?",   u":",   u"=",   u"#",   u"@",    u"\\",
});

bool isDigit(char16_t c) { return c >= u'0' && c <= u'9'; }

int digitValue(char16_t c)
{
    if (isDigit(c))
        return c - u'0';
    if (c >= u'a' && c <= u'f')
        return c - u'a' + 10;
    if (c >= u'A' && c <= u'F')
        return c - u'A' + 10;
    return 99;
}

bool isLineEnd(char16_t c) { return c == u'\n' || c == u'\r' || c == 0x2028 || c == 0x2029; }

} // namespace

void ExpressionLexer::skipBlanks()
{
    while (!atEnd()) {
        const char16_t c = at(m_position);
        if (QChar::isSpace(c) || c == 0xFEFF) {
            ++m_position;
        } else if (c == u'/' && at(m_position + 1) == u'/') {
            while (!atEnd() && !isLineEnd(at(m_position)))
                ++m_position;
        } else if (c == u'/' && at(m_position + 1) == u'*') {
            const qsizetype end = m_source.indexOf(u"*/", m_position + 2);
            if (end < 0)
                throw ExpressionRefused{m_position, u"the comment is not closed; add */"_s};
            m_position = end + 2;
        } else {
            return;
        }
    }
}

// How many units the character at `offset` takes if it may stand in a name; 0 if it may not.
qsizetype ExpressionLexer::nameCharacter(qsizetype offset, bool first) const
{
    if (offset >= m_source.size())
        return 0;
    const char16_t c = at(offset);
    if ((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c == u'$')
        return 1;
    if (isDigit(c))
        return first ? 0 : 1;
    if (c < 0x80)
        return 0;
    char32_t character = c;
    qsizetype units = 1;
    if (QChar::isHighSurrogate(c) && QChar::isLowSurrogate(at(offset + 1))) {
        character = QChar::surrogateToUcs4(c, at(offset + 1));
        units = 2;
    }
    if (QChar::isLetter(character) || (!first && (QChar::isMark(character) || QChar::isNumber(character))))
        return units;
    return 0;
}

ExpressionToken ExpressionLexer::next()
{
    skipBlanks();
    ExpressionToken token;
    token.offset = m_position;
    if (!atEnd()) {
        const char16_t c = at(m_position);
        if (isDigit(c) || (c == u'.' && isDigit(at(m_position + 1)))) {
            readNumber(token);
        } else if (c == u'"' || c == u'\'') {
            readString(token);
        } else if (c == u'`') {
            token.kind = ExpressionToken::Kind::Backtick;
            token.text = u"`"_s;
            ++m_position;
        } else if (nameCharacter(m_position, true) > 0) {
            readName(token);
        } else {
            readPunctuator(token);
        }
    }
    token.end = m_position;
    return token;
}

void ExpressionLexer::readName(ExpressionToken &token)
{
    token.kind = ExpressionToken::Kind::Name;
    const qsizetype start = m_position;
    while (const qsizetype units = nameCharacter(m_position, m_position == start))
        m_position += units;
    token.text = m_source.sliced(start, m_position - start).toString();
}

void ExpressionLexer::readPunctuator(ExpressionToken &token)
{
    token.kind = ExpressionToken::Kind::Punctuator;
    const QStringView rest = m_source.sliced(m_position);
    for (const std::u16string_view candidate : punctuators) {
        const QStringView text(candidate);
        if (!rest.startsWith(text))
            continue;
        // a?.5:1 is a conditional
        if (candidate == u"?." && isDigit(at(m_position + 2)))
            continue;
        token.text = text.toString();
        m_position += text.size();
        return;
    }
    const qsizetype units = QChar::isHighSurrogate(at(m_position)) && QChar::isLowSurrogate(at(m_position + 1)) ? 2 : 1;
    throw ExpressionRefused{m_position,
                            u"the character '%1' cannot stand here"_s.arg(m_source.sliced(m_position, units))};
}

void ExpressionLexer::readRadixNumber(ExpressionToken &token, int radix)
{
    m_position += 2;
    double value = 0;
    bool afterDigit = false;
    while (true) {
        const char16_t c = at(m_position);
        if (c == u'_' && afterDigit && digitValue(at(m_position + 1)) < radix) {
            afterDigit = false;
        } else if (digitValue(c) < radix) {
            value = value * radix + digitValue(c);
            afterDigit = true;
        } else {
            break;
        }
        ++m_position;
    }
    if (!afterDigit)
        throw ExpressionRefused{token.offset, u"the number has no digits"_s};
    token.number = value;
}

void ExpressionLexer::readNumber(ExpressionToken &token)
{
    token.kind = ExpressionToken::Kind::Number;
    const int second = at(m_position + 1) | 0x20;
    if (at(m_position) == u'0' && (second == u'x' || second == u'b' || second == u'o')) {
        readRadixNumber(token, second == u'x' ? 16 : second == u'o' ? 8 : 2);
    } else {
        if (at(m_position) == u'0' && (isDigit(at(m_position + 1)) || at(m_position + 1) == u'_'))
            throw ExpressionRefused{m_position, u"a number must not begin with 0; write octal ones as 0o17"_s};
        std::string digits;
        const auto takeDigits = [&] {
            while (isDigit(at(m_position)) || (at(m_position) == u'_' && !digits.empty() &&
                                               isDigit(at(m_position + 1)) && isDigit(at(m_position - 1)))) {
                if (at(m_position) != u'_')
                    digits += static_cast<char>(at(m_position));
                ++m_position;
            }
        };
        takeDigits();
        if (at(m_position) == u'.') {
            digits += '.';
            ++m_position;
            if (isDigit(at(m_position)))
                takeDigits();
        }
        if (at(m_position) == u'e' || at(m_position) == u'E') {
            qsizetype ahead = m_position + 1;
            if (at(ahead) == u'+' || at(ahead) == u'-')
                ++ahead;
            if (!isDigit(at(ahead)))
                throw ExpressionRefused{token.offset, u"the number has no digits after its e"_s};
            digits += 'e';
            if (at(m_position + 1) == u'-')
                digits += '-';
            m_position = ahead;
            takeDigits();
        }
        token.number = decimalNumber(digits).value_or(0);
    }
    if (at(m_position) == u'n')
        throw ExpressionRefused{m_position, u"numbers with n at their end are not allowed; leave it out"_s};
    if (at(m_position) == u'_' || nameCharacter(m_position, false) > 0)
        throw ExpressionRefused{
            m_position, u"the number is not finished: '%1' cannot follow it"_s.arg(m_source.sliced(m_position, 1))};
}

char32_t ExpressionLexer::readHex(qsizetype digits)
{
    char32_t value = 0;
    for (qsizetype i = 0; i < digits; ++i) {
        const int digit = digitValue(at(m_position));
        if (digit > 15)
            throw ExpressionRefused{m_position, u"the escape needs %1 hexadecimal digits"_s.arg(digits)};
        value = value * 16 + static_cast<char32_t>(digit);
        ++m_position;
    }
    return value;
}

// m_position is behind the backslash.
void ExpressionLexer::readEscape(QString &text)
{
    if (atEnd())
        return;
    const qsizetype start = m_position;
    const char16_t c = at(m_position++);
    switch (c) {
    case u'n':
        text += u'\n';
        return;
    case u't':
        text += u'\t';
        return;
    case u'r':
        text += u'\r';
        return;
    case u'b':
        text += u'\b';
        return;
    case u'f':
        text += u'\f';
        return;
    case u'v':
        text += u'\v';
        return;
    case u'x':
        text += QChar(static_cast<char16_t>(readHex(2)));
        return;
    case u'u': {
        char32_t character = 0;
        if (at(m_position) == u'{') {
            ++m_position;
            const qsizetype first = m_position;
            while (digitValue(at(m_position)) < 16 && character <= 0x10FFFF)
                character = character * 16 + static_cast<char32_t>(digitValue(at(m_position++)));
            if (m_position == first || at(m_position) != u'}' || character > 0x10FFFF)
                throw ExpressionRefused{start, u"the escape has to be \\u{…} with a number up to 10FFFF"_s};
            ++m_position;
        } else {
            character = readHex(4);
        }
        if (character > 0xFFFF) {
            text += QChar(QChar::highSurrogate(character));
            text += QChar(QChar::lowSurrogate(character));
        } else {
            text += QChar(static_cast<char16_t>(character));
        }
        return;
    }
    case u'\r': // a line that goes on
        if (at(m_position) == u'\n')
            ++m_position;
        return;
    case u'\n':
    case 0x2028:
    case 0x2029:
        return;
    default:
        break;
    }
    if (isDigit(c)) {
        if (c != u'0' || isDigit(at(m_position)))
            throw ExpressionRefused{start, u"octal escapes are not allowed; write \\x41"_s};
        text += QChar(u'\0');
        return;
    }
    text += QChar(c);
}

void ExpressionLexer::readString(ExpressionToken &token)
{
    token.kind = ExpressionToken::Kind::String;
    const char16_t quote = at(m_position++);
    while (true) {
        const char16_t c = at(m_position);
        if (atEnd() || c == u'\n' || c == u'\r')
            throw ExpressionRefused{token.offset, u"the text is not closed; add %1"_s.arg(QChar(quote))};
        ++m_position;
        if (c == quote)
            return;
        if (c == u'\\')
            readEscape(token.text);
        else
            token.text += QChar(c);
    }
}

ExpressionLexer::TemplatePiece ExpressionLexer::templatePiece()
{
    TemplatePiece piece;
    const qsizetype start = m_position;
    while (!atEnd()) {
        const char16_t c = at(m_position++);
        if (c == u'`') {
            piece.last = true;
            return piece;
        }
        if (c == u'$' && at(m_position) == u'{') {
            ++m_position;
            return piece;
        }
        if (c == u'\\') {
            readEscape(piece.text);
        } else if (c == u'\r') {
            piece.text += u'\n';
            if (at(m_position) == u'\n')
                ++m_position;
        } else {
            piece.text += QChar(c);
        }
    }
    throw ExpressionRefused{start, u"the template is not closed; add `"_s};
}

} // namespace coroscope

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

namespace coroscope
{

/// Thrown by the lexer and the parser where the source is not an expression; Expression::parse() catches it.
struct ExpressionRefused {
    qsizetype offset = 0;
    QString message;
};

struct ExpressionToken {
    enum class Kind : unsigned char { End, Number, String, Name, Punctuator, Backtick };

    Kind kind = Kind::End;
    qsizetype offset = 0;
    qsizetype end = 0;
    double number = 0;
    QString text; ///< of a Name or Punctuator as it stands, of a String with escapes resolved
};

/// Splits an expression into tokens, one at a time. Throws ExpressionRefused.
class ExpressionLexer
{
public:
    explicit ExpressionLexer(QStringView source, qsizetype from = 0) : m_source(source), m_position(from) {}

    /// The next token; End at the end. A template begins with Backtick, and templatePiece() goes on from there.
    ExpressionToken next();

    struct TemplatePiece {
        QString text;
        bool last = false; ///< it ended with ` and not with ${
    };
    /// The text of a template from here to the next ${ or to its end, both of which are taken.
    TemplatePiece templatePiece();

    qsizetype position() const { return m_position; }
    void setPosition(qsizetype position) { m_position = position; }

private:
    char16_t at(qsizetype offset) const { return offset < m_source.size() ? m_source[offset].unicode() : char16_t(0); }
    bool atEnd() const { return m_position >= m_source.size(); }
    void skipBlanks();
    void readName(ExpressionToken &token);
    void readNumber(ExpressionToken &token);
    void readRadixNumber(ExpressionToken &token, int radix);
    void readString(ExpressionToken &token);
    void readPunctuator(ExpressionToken &token);
    void readEscape(QString &text);
    char32_t readHex(qsizetype digits);
    qsizetype nameCharacter(qsizetype offset, bool first) const;

    QStringView m_source;
    qsizetype m_position;
};

} // namespace coroscope

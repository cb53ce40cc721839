// SPDX-License-Identifier: MIT
#include "core/scenario/valuereader.h"

#include "core/scenario/expressiontext.h"
#include "core/scenario/scenariowords.h"

#include <QRegularExpression>

#include <limits>

namespace coroscope
{
namespace
{

ValueSpec numberValue(double number)
{
    ValueSpec value;
    value.kind = ValueSpec::Kind::Number;
    value.number = number;
    return value;
}

ValueSpec boolValue(bool truth)
{
    ValueSpec value;
    value.kind = ValueSpec::Kind::Bool;
    value.boolean = truth;
    return value;
}

ValueSpec textValue(const QString &text)
{
    ValueSpec value;
    value.kind = ValueSpec::Kind::Text;
    value.text = text;
    return value;
}

/// Digits in base 8 or 16; they may be more than an integer holds.
double fromDigits(QStringView digits, int base)
{
    double number = 0;
    for (const QChar digit : digits)
        number = number * base + QString(digit).toInt(nullptr, base);
    return number;
}

const QString &conditionHint()
{
    static const QString hint = QStringLiteral("write the condition without ${}");
    return hint;
}

} // namespace

ValueSpec ValueReader::resolvePlain(const QString &text)
{
    static const QRegularExpression decimal(QStringLiteral("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$"));
    static const QRegularExpression octal(QStringLiteral("^0o[0-7]+$"));
    static const QRegularExpression hexadecimal(QStringLiteral("^0x[0-9a-fA-F]+$"));
    if (text.isEmpty() || text == u"~" || text == u"null" || text == u"Null" || text == u"NULL")
        return {};
    if (text == u"true" || text == u"True" || text == u"TRUE")
        return boolValue(true);
    if (text == u"false" || text == u"False" || text == u"FALSE")
        return boolValue(false);
    const QChar first = text.front();
    if (!first.isDigit() && first != u'.' && first != u'-' && first != u'+')
        return textValue(text);
    if (decimal.match(text).hasMatch())
        return numberValue(text.toDouble());
    if (octal.match(text).hasMatch())
        return numberValue(fromDigits(QStringView(text).mid(2), 8));
    if (hexadecimal.match(text).hasMatch())
        return numberValue(fromDigits(QStringView(text).mid(2), 16));
    const QString lower = text.toLower();
    if (lower == u".inf" || lower == u"+.inf")
        return numberValue(std::numeric_limits<double>::infinity());
    if (lower == u"-.inf")
        return numberValue(-std::numeric_limits<double>::infinity());
    if (lower == u".nan")
        return numberValue(std::numeric_limits<double>::quiet_NaN());
    return textValue(text);
}

ValueSpec ValueReader::readScalar(const YamlNode &node)
{
    const QString &text = node.text;
    if (!text.contains(u"${"))
        return node.plain ? resolvePlain(text) : textValue(text);
    ValueSpec value;
    value.kind = ValueSpec::Kind::Pieces;
    qsizetype done = 0;
    for (qsizetype at = text.indexOf(u"${"); at >= 0; at = text.indexOf(u"${", done)) {
        const qsizetype begin = at + 2;
        const qsizetype end = findExpressionEnd(text, begin);
        if (end < 0) {
            m_context.fault(FaultKind::Braces, m_context.document.place(node, at),
                            QStringLiteral("'${' is not closed; write '}' after the expression, and close the quotes "
                                           "and brackets in it"));
            return {};
        }
        ValueSpec piece;
        piece.kind = ValueSpec::Kind::Expression;
        piece.place = m_context.document.place(node, begin);
        piece.expression = m_expressions.read(node, begin, text.mid(begin, end - begin));
        if (at == 0 && end + 1 == text.size())
            return piece;
        if (at > done)
            value.items.push_back(textValue(text.mid(done, at - done)));
        value.items.push_back(std::move(piece));
        done = end + 1;
    }
    if (done < text.size())
        value.items.push_back(textValue(text.mid(done)));
    return value;
}

ValueSpec ValueReader::read(const YamlNode &node)
{
    ValueSpec value;
    switch (node.kind) {
    case YamlNode::Kind::Null:
        break;
    case YamlNode::Kind::Scalar:
        value = readScalar(node);
        break;
    case YamlNode::Kind::Sequence:
    case YamlNode::Kind::Mapping:
        value.kind = node.isSequence() ? ValueSpec::Kind::List : ValueSpec::Kind::Map;
        for (const YamlNodePtr &key : node.keys)
            value.keys.push_back(key->text);
        value.items.reserve(node.items.size());
        for (const YamlNodePtr &item : node.items)
            value.items.push_back(read(*item));
        break;
    }
    value.place = m_context.document.place(node);
    return value;
}

ValueSpec ValueReader::readText(const YamlNode &node, const QString &key)
{
    if (node.isMapping()) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'%1' needs a text, not a mapping; put a text that has ': ' or braces in it "
                                       "in quotes")
                            .arg(key));
        return {};
    }
    return read(node);
}

ValueSpec ValueReader::readDuration(const YamlNode &node, const QString &key)
{
    const auto refuse = [this, &node, &key] {
        m_context.fault(
            FaultKind::Duration, node,
            QStringLiteral("'%1' needs a duration such as 0.5, 250ms or 2m, not %2").arg(key, describe(node)));
        return ValueSpec{};
    };
    if (!node.isScalar())
        return refuse();
    ValueSpec value = read(node);
    switch (value.kind) {
    case ValueSpec::Kind::Number:
    case ValueSpec::Kind::Expression:
    case ValueSpec::Kind::Pieces:
        return value;
    case ValueSpec::Kind::Text:
        return parseDuration(value.text) ? value : refuse();
    case ValueSpec::Kind::Null: // a fault was told
        return node.text.contains(u"${") ? value : refuse();
    default:
        return refuse();
    }
}

ValueSpec ValueReader::readTimeout(const YamlNode &node, const QString &key)
{
    if (!node.written)
        return readDuration(node, key);
    ValueSpec value;
    value.place = m_context.document.place(node);
    return value;
}

ValueSpec ValueReader::readFlag(const YamlNode &node, const QString &key)
{
    const ValueSpec value = read(node);
    if (value.kind != ValueSpec::Kind::Bool && value.kind != ValueSpec::Kind::Expression &&
        !(node.isScalar() && node.text.contains(u"${"))) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'%1' needs true or false, not %2").arg(key, describe(node)));
    }
    return value;
}

ExpressionPtr ValueReader::readCondition(const YamlNode &node, const QString &key)
{
    if (!node.isScalar()) {
        if (!node.written) {
            m_context.fault(FaultKind::ValueKind, node,
                            QStringLiteral("'%1' needs a condition, not %2; put one with brackets in quotes")
                                .arg(key, describe(node)));
            return {};
        }
        const Result<ExpressionPtr> null = m_context.parse(QStringLiteral("null"));
        return null.ok() ? null.value() : ExpressionPtr{};
    }
    const qsizetype begin = node.text.indexOf(u"${");
    if (begin >= 0 && !node.text.contains(u'`')) {
        m_context.fault(FaultKind::Braces, m_context.document.place(node, begin), conditionHint());
        return {};
    }
    if (node.plain && resolvePlain(node.text).kind == ValueSpec::Kind::Bool)
        return m_expressions.read(node, 0, node.text.toLower());
    return m_expressions.read(node, 0, node.text);
}

std::optional<ForClause> ValueReader::readFor(const YamlNode &node)
{
    static const QRegularExpression form(QStringLiteral("^\\s*(\\S+)\\s+in\\s+(?=\\S)"));
    const auto match = node.isScalar() ? form.match(node.text) : QRegularExpressionMatch{};
    if (!match.hasMatch()) {
        const bool several = node.isScalar() && node.text.section(QStringLiteral(" in "), 0, 0).contains(u',');
        m_context.fault(
            FaultKind::ForClause, node,
            several
                ? QStringLiteral("'for' takes one name; write 'NAME in LIST' and take the item "
                                 "apart in the steps")
                : QStringLiteral("'for' needs 'NAME in LIST', such as 'i in range(3)', not %1").arg(describe(node)));
        // The name is kept, so that it does not count as unknown where it is used.
        const QString name =
            node.isScalar() ? node.text.section(QRegularExpression(QStringLiteral("\\W")), 0, 0) : QString{};
        return isIdentifier(name) ? std::optional(ForClause{name, {}, {}}) : std::nullopt;
    }
    const qsizetype listBegin = match.capturedEnd();
    if (const QString list = node.text.mid(listBegin); list.startsWith(u"${")) {
        m_context.fault(FaultKind::Braces, m_context.document.place(node, listBegin),
                        QStringLiteral("write the list without ${}: 'for: %1 in …'").arg(match.captured(1)));
        return ForClause{match.captured(1), {}, {}};
    }
    ForClause clause;
    clause.place = m_context.document.place(node);
    clause.name = match.captured(1);
    if (!m_context.checkName(m_context.document.place(node, match.capturedStart(1)), clause.name,
                             QStringLiteral("a variable")))
        clause.name.clear();
    clause.list = m_expressions.read(node, listBegin, node.text.mid(listBegin));
    return clause;
}

} // namespace coroscope

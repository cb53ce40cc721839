// SPDX-License-Identifier: MIT
#include "core/scenario/declarationreader.h"

#include "core/scenario/constantnumber.h"
#include "core/scenario/expressiontext.h"
#include "core/scenario/scenariowords.h"

#include <QRegularExpression>

#include <cmath>

namespace coroscope
{
namespace
{

constexpr double largestNumber = 9e15; // as the runner has it

} // namespace

bool DeclarationReader::readObject(const YamlNode &node, ObjectSpec &object)
{
    static const QRegularExpression form(QStringLiteral("^\\s*([\\w.]+)\\s*(\\()?"));
    static const QStringList keywords{QStringLiteral("n"), QStringLiteral("maxsize"), QStringLiteral("value"),
                                      QStringLiteral("parties")};
    const auto match = node.isScalar() ? form.match(node.text) : QRegularExpressionMatch{};
    if (!match.hasMatch()) {
        m_context.fault(
            FaultKind::Constructor, node,
            QStringLiteral("an object needs a constructor such as 'Semaphore(5)', not %1").arg(describe(node)));
        return false;
    }
    const QString name = match.captured(1);
    const ConstructorWords *words = findConstructor(name);
    if (!words) {
        QStringList known;
        for (const ConstructorWords &constructor : constructorWords())
            known.append(QString::fromUtf16(constructor.name));
        const QString plain = name.section(u'.', -1);
        m_context.fault(FaultKind::Constructor, m_context.document.place(node, match.capturedStart(1)),
                        QStringLiteral("unknown constructor '%1'%2")
                            .arg(name, findConstructor(plain) ? QStringLiteral("; did you mean '%1'?").arg(plain)
                                                              : didYouMean(name, known)));
        return false;
    }
    object.constructor = words->constructor;
    const QString &text = node.text;
    qsizetype at = match.capturedEnd();
    const bool open = match.capturedLength(2) > 0;
    if (!open && at != text.size()) {
        m_context.fault(
            FaultKind::Constructor, node,
            QStringLiteral("an object needs a constructor such as '%1(…)', not %2").arg(name, describe(node)));
        return false;
    }
    const qsizetype close = open ? findOutsideBrackets(text, at, u")") : at;
    if (close < 0 || (open && !text.mid(close + 1).trimmed().isEmpty())) {
        m_context.fault(FaultKind::Constructor, node,
                        QStringLiteral("'%1' needs one '(…)' and nothing after it").arg(name));
        return false;
    }
    while (at < close && !text.mid(at, close - at).trimmed().isEmpty()) {
        const qsizetype comma = findOutsideBrackets(QStringView(text).left(close), at, u",");
        const qsizetype end = comma < 0 ? close : comma;
        at += keywordLength(QStringView(text).mid(at, end - at), keywords);
        object.arguments.push_back(m_values.expressions().read(node, at, text.mid(at, end - at)));
        checkArgument(node, at, *words, object.arguments.back());
        at = end + 1;
    }
    m_values.expressions().checkCount(m_context.document.place(node), name, static_cast<int>(object.arguments.size()),
                                      words->fewest, words->most);
    return true;
}

void DeclarationReader::checkArgument(const YamlNode &node, qsizetype at, const ConstructorWords &words,
                                      const ExpressionPtr &argument)
{
    if (!argument)
        return;
    const QString name = QString::fromUtf16(words.name);
    const ExpressionNode &root = argument->root();
    const Place place = m_context.document.place(node, at + root.offset);
    const bool isOther = root.kind == ExpressionKind::String || root.kind == ExpressionKind::Array ||
                         root.kind == ExpressionKind::Object || root.kind == ExpressionKind::Template ||
                         root.kind == ExpressionKind::Bool || root.kind == ExpressionKind::Null;
    const auto number = constantNumber(root, m_numbers);
    if (isOther || (number && *number != std::floor(*number)))
        m_context.fault(FaultKind::Constructor, place, QStringLiteral("'%1' needs a whole number").arg(name));
    else if (number && *number > largestNumber)
        m_context.fault(FaultKind::Constructor, place,
                        QStringLiteral("'%1' cannot be made with a number so large").arg(name));
    else if (number && *number < words.lowest)
        m_context.fault(FaultKind::Constructor, place,
                        QStringLiteral("'%1' needs %2 or more, not %3")
                            .arg(name)
                            .arg(words.lowest)
                            .arg(QString::number(*number, 'g', 12)));
}

} // namespace coroscope

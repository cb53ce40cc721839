// SPDX-License-Identifier: MIT
#include "core/scenario/lessonreader.h"

#include "core/base/didyoumean.h"
#include "core/scenario/valuereader.h"

#include <algorithm>
#include <cmath>

namespace coroscope
{
namespace
{

using Kind = LessonQuestion::Kind;

bool isNumber(FactSort sort) { return sort == FactSort::Number || sort == FactSort::Seconds; }

/// A number written without quotes.
std::optional<double> numberOf(const YamlNode &node)
{
    if (!node.isScalar() || !node.plain)
        return std::nullopt;
    const ValueSpec value = ValueReader::resolvePlain(node.text);
    return value.kind == ValueSpec::Kind::Number && std::isfinite(value.number) ? std::optional(value.number)
                                                                                : std::nullopt;
}

} // namespace

void LessonReader::read(const YamlNode &node)
{
    if (!node.isSequence()) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'lesson' needs a list of questions such as '- {ask: …, answer: …}', not "
                                       "%1")
                            .arg(describe(node)));
        return;
    }
    for (const YamlNodePtr &question : node.items)
        readQuestion(*question);
}

void LessonReader::readQuestion(const YamlNode &node)
{
    static const QStringList known{QStringLiteral("ask"),    QStringLiteral("choices"), QStringLiteral("number"),
                                   QStringLiteral("moment"), QStringLiteral("answer"),  QStringLiteral("explain")};
    if (!node.isMapping()) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("a question needs 'ask' and 'answer', not %1").arg(describe(node)));
        return;
    }
    LessonQuestion question;
    question.place = m_context.document.place(node);
    const YamlNode *answer = nullptr;
    const YamlNode *kind = nullptr;
    bool asks = false;
    for (std::size_t index = 0; index < node.keys.size(); ++index) {
        const YamlNode &keyNode = *node.keys[index];
        const QString &key = keyNode.text;
        const YamlNode &item = *node.items[index];
        if (key == u"choices" || key == u"number" || key == u"moment") {
            if (kind)
                m_context.fault(FaultKind::RepeatedKey, keyNode,
                                QStringLiteral("a question has one of 'choices', 'number' and 'moment'; "
                                               "'%1' stands here already")
                                    .arg(kind->text));
            else
                kind = &keyNode;
        }
        if (key == u"ask")
            question.ask = readText(key, item);
        else if (key == u"explain")
            question.explain = readText(key, item);
        else if (key == u"choices")
            question.choices = readChoices(item);
        else if (key == u"number")
            readNumber(item, question);
        else if (key == u"moment")
            readMoment(item, question);
        else if (key == u"answer")
            answer = &item;
        else
            m_context.fault(FaultKind::UnknownKey, keyNode,
                            QStringLiteral("unknown key '%1' of a question%2").arg(key, didYouMean(key, known)));
        asks = asks || key == u"ask";
    }
    if (kind && kind->text == u"choices")
        question.kind = Kind::Choices;
    else if (kind && kind->text == u"moment")
        question.kind = Kind::Moment;
    if (!asks)
        m_context.fault(FaultKind::MissingKey, node, QStringLiteral("this question has no 'ask'"));
    if (answer)
        readAnswer(*answer, question);
    else
        m_context.fault(FaultKind::MissingKey, node, QStringLiteral("this question has no 'answer'"));
    m_context.scenario.lesson.push_back(std::move(question));
}

QString LessonReader::readText(const QString &key, const YamlNode &node)
{
    if (node.isScalar())
        return node.text;
    m_context.fault(FaultKind::ValueKind, node,
                    QStringLiteral("'%1' needs a text, not %2; put a text that has ': ' or brackets in it in "
                                   "quotes")
                        .arg(key, describe(node)));
    return {};
}

QStringList LessonReader::readChoices(const YamlNode &node)
{
    QStringList choices;
    if (!node.isSequence() || node.items.size() < 2) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'choices' needs a list of two or more, not %1")
                            .arg(node.isSequence() ? QStringLiteral("a shorter one") : describe(node)));
        return choices;
    }
    constexpr std::size_t most = 20;
    if (node.items.size() > most) {
        m_context.fault(
            FaultKind::ValueRange, node,
            QStringLiteral("a question has at most %1 choices, and here are %2").arg(most).arg(node.items.size()));
        return choices;
    }
    for (const YamlNodePtr &item : node.items) {
        const QString choice = readChoice(*item);
        if (!choice.isEmpty() && choices.contains(choice))
            m_context.fault(FaultKind::RepeatedKey, *item,
                            QStringLiteral("the choice '%1' stands here a second time").arg(choice));
        choices += choice;
    }
    return choices;
}

/// As the value of a fact is written: a list with commas.
QString LessonReader::readChoice(const YamlNode &node)
{
    if (node.isScalar())
        return node.text;
    const bool isList =
        node.isSequence() && std::ranges::all_of(node.items, &YamlNode::isScalar,
                                                 [](const YamlNodePtr &item) -> const YamlNode & { return *item; });
    if (!isList) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("a choice is a text, a number or a list of texts, not %1").arg(describe(node)));
        return {};
    }
    QStringList texts;
    for (const YamlNodePtr &item : node.items)
        texts += item->text;
    return texts.isEmpty() ? QStringLiteral("none") : texts.join(QStringLiteral(", "));
}

void LessonReader::readNumber(const YamlNode &node, LessonQuestion &question)
{
    if (node.isNull())
        return;
    if (node.isScalar()) {
        question.unit = node.text;
        return;
    }
    static const QStringList known{QStringLiteral("unit"), QStringLiteral("tolerance")};
    if (!node.isMapping()) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'number' needs a unit such as s, or {unit: s, tolerance: 0.05}, not %1")
                            .arg(describe(node)));
        return;
    }
    for (std::size_t index = 0; index < node.keys.size(); ++index) {
        const QString &key = node.keys[index]->text;
        if (key == u"unit")
            question.unit = readText(key, *node.items[index]);
        else if (key == u"tolerance")
            readTolerance(*node.items[index], question);
        else
            m_context.fault(FaultKind::UnknownKey, *node.keys[index],
                            QStringLiteral("unknown key '%1' of 'number'%2").arg(key, didYouMean(key, known)));
    }
}

void LessonReader::readMoment(const YamlNode &node, LessonQuestion &question)
{
    static const QStringList known{QStringLiteral("tolerance")};
    const ValueSpec value = node.isScalar() && node.plain ? ValueReader::resolvePlain(node.text) : ValueSpec{};
    if (value.kind == ValueSpec::Kind::Bool && value.boolean)
        return;
    if (!node.isMapping()) {
        m_context.fault(FaultKind::ValueKind, node,
                        QStringLiteral("'moment' needs true, or {tolerance: 0.1}, not %1").arg(describe(node)));
        return;
    }
    for (std::size_t index = 0; index < node.keys.size(); ++index) {
        const QString &key = node.keys[index]->text;
        if (key == u"tolerance")
            readTolerance(*node.items[index], question);
        else
            m_context.fault(FaultKind::UnknownKey, *node.keys[index],
                            QStringLiteral("unknown key '%1' of 'moment'%2").arg(key, didYouMean(key, known)));
    }
}

void LessonReader::readTolerance(const YamlNode &node, LessonQuestion &question)
{
    question.tolerance = numberOf(node);
    if (!question.tolerance || !(*question.tolerance >= 0))
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("'tolerance' needs a number from 0 on, not %1").arg(describe(node)));
}

void LessonReader::readAnswer(const YamlNode &node, LessonQuestion &question)
{
    if (!node.isScalar()) {
        m_context.fault(
            FaultKind::ValueKind, node,
            QStringLiteral("'answer' needs a fact such as makespan or peak(sem), not %1").arg(describe(node)));
        return;
    }
    if (question.kind == Kind::Choices && question.choices.contains(node.text)) {
        question.written = node.text;
        return;
    }
    if (const auto number = numberOf(node); number && question.kind != Kind::Choices) {
        question.written = *number;
        return;
    }
    const auto call = FactCall::parse(node.text);
    if (!call) {
        m_context.fault(call.fault().kind, m_context.document.place(node, call.fault().column - 1),
                        QStringLiteral("'answer': %1").arg(call.fault().message));
        return;
    }
    question.answer = call.value();
    const FactSort sort = question.answer.sort;
    if (question.kind == Kind::Number && !isNumber(sort))
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("'%1' is no number; give the question 'choices'").arg(node.text));
    if (question.kind == Kind::Moment && sort != FactSort::Seconds)
        m_context.fault(FaultKind::ValueRange, node,
                        QStringLiteral("'%1' is no time, and 'moment' asks for one").arg(node.text));
    if (question.kind == Kind::Number && question.unit.isEmpty() && sort == FactSort::Seconds)
        question.unit = QStringLiteral("s");
}

} // namespace coroscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lesson.h"

#include "core/analysis/words.h"
#include "core/base/time.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coroscope
{
namespace
{

using Kind = LessonQuestion::Kind;

QString tr(const char *text) { return QCoreApplication::translate("coroscope::Lesson", text); }

/// A hand on a timeline is not precise: of the length of the run.
constexpr double momentShare = 0.03;
constexpr double secondsTolerance = 0.05;
constexpr double numberTolerance = 1e-6;

QString withUnit(double number, const QString &unit)
{
    const QString text = factText(number);
    return unit.isEmpty() ? text : text + u' ' + unit;
}

} // namespace

void Lesson::forgetPredictions()
{
    m_state.assign(size(), {});
    m_isRevealed = false;
}

void Lesson::reveal(const RunIndex &run)
{
    m_isRevealed = true;
    m_end = static_cast<double>(run.intervals().end()) / static_cast<double>(nsPerSecond);
    for (std::size_t i = 0; i < size(); ++i) {
        const auto &written = m_questions[i].written;
        if (const auto *choice = std::get_if<QString>(&written)) {
            m_state[i] = {m_state[i].prediction, FactAnswer{*choice, std::nullopt}, {}};
            continue;
        }
        if (const auto *number = std::get_if<double>(&written)) {
            m_state[i] = {m_state[i].prediction, FactAnswer{*number, std::nullopt}, {}};
            continue;
        }
        auto answer = evaluateFact(m_questions[i].answer, run);
        m_state[i].fault = answer ? QString() : answer.fault().message;
        m_state[i].answer = answer ? std::optional(answer.take()) : std::nullopt;
    }
}

double Lesson::scale(std::size_t index) const
{
    const LessonQuestion &question = m_questions[index];
    if (question.written.index() != 0 || question.kind != Kind::Number || question.answer.sort != FactSort::Seconds ||
        question.unit.isEmpty())
        return 1;
    const auto one = parseDuration(u'1' + question.unit);
    return one && *one > 0 ? static_cast<double>(*one) / static_cast<double>(nsPerSecond) : 1;
}

double Lesson::tolerance(std::size_t index) const
{
    const LessonQuestion &question = m_questions[index];
    if (question.tolerance)
        return *question.tolerance + numberTolerance;
    if (question.kind == Kind::Moment)
        return std::max(numberTolerance, momentShare * m_end);
    const bool isTime = question.answer.sort == FactSort::Seconds && question.written.index() == 0;
    return isTime ? secondsTolerance + numberTolerance : numberTolerance;
}

Verdict Lesson::verdict(std::size_t index) const
{
    const State &state = m_state[index];
    if (!state.answer)
        return Verdict::Unknown;
    if (!isPredicted(index))
        return Verdict::NotPredicted;
    bool isRight = false;
    if (const auto *number = std::get_if<double>(&state.prediction))
        isRight = isSameFact(*number * scale(index), state.answer->value, tolerance(index) * scale(index));
    else
        isRight = saysFact(std::get<QString>(state.prediction), state.answer->value);
    return isRight ? Verdict::Right : Verdict::Wrong;
}

std::size_t Lesson::rightOnes() const
{
    std::size_t right = 0;
    for (std::size_t i = 0; i < size(); ++i)
        right += verdict(i) == Verdict::Right;
    return right;
}

QString Lesson::answerText(std::size_t index) const
{
    const LessonQuestion &question = m_questions[index];
    const FactValue &value = m_state[index].answer->value;
    // The choice that says it is how the person knows it.
    for (const QString &choice : question.choices) {
        if (saysFact(choice, value))
            return choice;
    }
    const auto *number = std::get_if<double>(&value);
    if (!number)
        return factText(value);
    if (question.kind == Kind::Moment)
        return withUnit(*number, u"s"_s);
    return withUnit(*number / scale(index), question.unit);
}

QString Lesson::predictionText(std::size_t index) const
{
    const Prediction &prediction = m_state[index].prediction;
    if (const auto *number = std::get_if<double>(&prediction))
        return withUnit(*number, m_questions[index].kind == Kind::Moment ? u"s"_s : m_questions[index].unit);
    return std::get<QString>(prediction);
}

QString Lesson::verdictText(std::size_t index) const
{
    switch (verdict(index)) {
    case Verdict::Right:
        return tr("Right: %1").arg(answerText(index));
    case Verdict::Wrong:
        return tr("Not so: it is %1, and you said %2").arg(answerText(index), predictionText(index));
    case Verdict::NotPredicted:
        return tr("It is %1").arg(answerText(index));
    case Verdict::Unknown:
        return tr("This run does not tell: %1").arg(m_state[index].fault);
    }
    return {};
}

std::optional<FactPlace> Lesson::place(std::size_t index) const
{
    return m_state[index].answer ? m_state[index].answer->place : std::nullopt;
}

std::optional<double> typedNumber(const QString &text)
{
    bool isNumber = false;
    double number = QLocale().toDouble(text.trimmed(), &isNumber);
    if (!isNumber)
        number = QLocale::c().toDouble(text.trimmed(), &isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace coroscope

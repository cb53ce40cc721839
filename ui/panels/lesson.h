// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/facts.h"
#include "core/scenario/model.h"

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace coroscope
{

/// Whether a prediction came true.
enum class Verdict : std::uint8_t { NotPredicted, Right, Wrong, Unknown };

/// A lesson while it is gone through: what was predicted, and what the run made of it.
class Lesson
{
public:
    /// The text of a choice or a number in the unit of the question; in seconds the moment of one that asks for it.
    using Prediction = std::variant<std::monostate, QString, double>;

    Lesson() = default;
    explicit Lesson(std::vector<LessonQuestion> questions) : m_questions(std::move(questions)), m_state(size()) {}

    std::size_t size() const { return m_questions.size(); }
    bool isEmpty() const { return m_questions.empty(); }
    const LessonQuestion &question(std::size_t index) const { return m_questions[index]; }

    void predict(std::size_t index, const Prediction &prediction) { m_state[index].prediction = prediction; }
    const Prediction &prediction(std::size_t index) const { return m_state[index].prediction; }
    bool isPredicted(std::size_t index) const { return m_state[index].prediction.index() != 0; }
    void forgetPredictions();

    /// Takes the answers of a run that is over.
    void reveal(const RunIndex &run);
    bool isRevealed() const { return m_isRevealed; }

    // Once it is revealed.

    Verdict verdict(std::size_t index) const;
    std::size_t rightOnes() const;
    /// `Right: 4 s`, `It is 4 s; you said 3 s`, or why the run does not tell.
    QString verdictText(std::size_t index) const;
    /// Where the run shows the answer.
    std::optional<FactPlace> place(std::size_t index) const;

private:
    struct State {
        Prediction prediction;
        std::optional<FactAnswer> answer;
        QString fault; ///< why there is no answer
    };
    /// How many units of the fact are one of the question: 0.001 of `ms`.
    double scale(std::size_t index) const;
    double tolerance(std::size_t index) const;
    QString answerText(std::size_t index) const;
    QString predictionText(std::size_t index) const;

    std::vector<LessonQuestion> m_questions;
    std::vector<State> m_state;
    bool m_isRevealed = false;
    double m_end = 0; ///< of the run, in seconds
};

/// A number as a person types it, in the language of the window or with a point; nothing if it is none.
std::optional<double> typedNumber(const QString &text);

} // namespace coroscope

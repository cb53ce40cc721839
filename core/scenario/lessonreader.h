// SPDX-License-Identifier: MIT
#pragma once

#include "core/scenario/readcontext.h"

namespace coroscope
{

/// Reads the section `lesson`: a list of questions, each `{ask, choices or number or moment, answer, explain}`.
///
/// The answer is a fact, or what is right whatever the run does: one of the choices, or a number. A question without
/// choices and moment takes a number, so its answer has to be one.
class LessonReader
{
public:
    explicit LessonReader(ReadContext &context) : m_context(context) {}

    void read(const YamlNode &node);

private:
    void readQuestion(const YamlNode &node);
    QString readText(const QString &key, const YamlNode &node);
    QStringList readChoices(const YamlNode &node);
    QString readChoice(const YamlNode &node);
    void readNumber(const YamlNode &node, LessonQuestion &question);
    void readMoment(const YamlNode &node, LessonQuestion &question);
    void readTolerance(const YamlNode &node, LessonQuestion &question);
    void readAnswer(const YamlNode &node, LessonQuestion &question);

    ReadContext &m_context;
};

} // namespace coroscope

// SPDX-License-Identifier: MIT
#include "modeltext.h"

#include "core/scenario/scenariowords.h"
#include "core/scenario/value.h"

namespace coroscope
{
namespace
{

QString placeText(const Place &place) { return QStringLiteral("%1:%2").arg(place.line).arg(place.column); }

QString text(const ExpressionPtr &expression)
{
    return QStringLiteral("${") + (expression ? expression->source() : QStringLiteral("?")) + u'}';
}

QString text(const ValueSpec &value)
{
    QStringList items;
    for (std::size_t index = 0; index < value.items.size(); ++index)
        items.append((value.keys.empty() ? QString{} : value.keys[index] + QStringLiteral(": ")) +
                     text(value.items[index]));
    switch (value.kind) {
    case ValueSpec::Kind::Null:
        return QStringLiteral("null");
    case ValueSpec::Kind::Bool:
        return value.boolean ? QStringLiteral("true") : QStringLiteral("false");
    case ValueSpec::Kind::Number:
        return numberText(value.number);
    case ValueSpec::Kind::Text:
        return u'"' + QString(value.text).replace(u'\n', QStringLiteral("\\n")) + u'"';
    case ValueSpec::Kind::Expression:
        return text(value.expression);
    case ValueSpec::Kind::Pieces:
        return items.join(u" + ");
    case ValueSpec::Kind::List:
        return u'[' + items.join(u", ") + u']';
    case ValueSpec::Kind::Map:
        return u'{' + items.join(u", ") + u'}';
    }
    return {};
}

QString stepHead(const Step &step);

QString text(const CallSpec &call)
{
    QStringList arguments;
    for (const ExpressionPtr &argument : call.arguments)
        arguments.append(text(argument));
    const QString list = u'(' + arguments.join(u", ") + u')';
    switch (call.kind) {
    case CallSpec::Kind::Coroutine:
        return QStringLiteral("coroutine %1#%2%3").arg(call.name).arg(call.coroutine).arg(list);
    case CallSpec::Kind::Method:
        return QStringLiteral("method %1.%2%3").arg(call.name, call.method, list);
    case CallSpec::Kind::Variable:
        return QStringLiteral("variable ") + call.name;
    case CallSpec::Kind::Expression:
        return text(call.expression);
    case CallSpec::Kind::Nested:
        return u'<' + stepHead(*call.nested) + u'>';
    }
    return {};
}

void add(QStringList &parts, const char *name, const std::optional<ValueSpec> &value)
{
    if (value)
        parts.append(QLatin1String(name) + u'=' + text(*value));
}

QString stepHead(const Step &step)
{
    static const QStringList conditions{QStringLiteral("all"), QStringLiteral("first"), QStringLiteral("exception")};
    QStringList parts{placeText(step.place), QString::fromUtf16(wordsOf(step.verb).name)};
    if (step.forClause)
        parts.append(QStringLiteral("for %1 in %2").arg(step.forClause->name, text(step.forClause->list)));
    QStringList calls;
    for (const CallSpec &call : step.calls)
        calls.append(text(call));
    if (step.isList)
        parts.append(u'[' + calls.join(u", ") + u']');
    else
        parts += calls;
    if (step.condition)
        parts.append(text(step.condition));
    if (!step.forName.isEmpty())
        parts.append(QStringLiteral("name=") + step.forName);
    if (!step.error.isEmpty())
        parts.append(QStringLiteral("error=") + step.error);
    if (!step.variable.isEmpty())
        parts.append(QStringLiteral("variable=") + step.variable);
    if (step.value.kind != ValueSpec::Kind::Null)
        parts.append(QStringLiteral("value=") + text(step.value));
    add(parts, "duration", step.duration);
    add(parts, "timeout", step.timeout);
    add(parts, "name", step.name);
    if (step.returnExceptions.kind != ValueSpec::Kind::Null)
        parts.append(QStringLiteral("return_exceptions=") + text(step.returnExceptions));
    if (step.returnWhen != ReturnWhen::AllCompleted)
        parts.append(QStringLiteral("when=") + conditions[static_cast<int>(step.returnWhen)]);
    if (!step.group.isEmpty())
        parts.append(QStringLiteral("group=") + step.group);
    if (!step.pool.isEmpty())
        parts.append(QStringLiteral("pool=") + step.pool);
    if (step.resource >= 0)
        parts.append(QStringLiteral("resource=%1").arg(step.resource));
    for (const auto &[name, value] : step.assignments)
        parts.append(name + u'=' + text(value));
    if (!step.as.isEmpty())
        parts.append(QStringLiteral("as=") + step.as.join(u','));
    return parts.join(u' ');
}

void addSteps(QString &lines, const Steps &steps, int depth)
{
    const QString indent(depth * 2, u' ');
    for (const Step &step : steps) {
        lines += indent + stepHead(step) + u'\n';
        addSteps(lines, step.body, depth + 1);
        for (const ExceptClause &clause : step.excepts) {
            lines += indent + placeText(clause.place) + QStringLiteral(" except ") + clause.errors.join(u'|');
            lines += (clause.as.isEmpty() ? QString{} : QStringLiteral(" as=") + clause.as) + u'\n';
            addSteps(lines, clause.steps, depth + 1);
        }
        if (step.hasElse)
            lines += indent + QStringLiteral("else\n");
        addSteps(lines, step.elseBody, depth + 1);
        if (step.hasFinally)
            lines += indent + QStringLiteral("finally\n");
        addSteps(lines, step.finallyBody, depth + 1);
    }
}

void addParameter(QString &lines, const Parameter &parameter)
{
    lines += QStringLiteral("param %1=%2").arg(parameter.name, text(parameter.value));
    const auto limit = [&lines](const char *name, const std::optional<double> &value) {
        if (value)
            lines += QStringLiteral(" %1=%2").arg(QLatin1String(name), numberText(*value));
    };
    limit("min", parameter.min);
    limit("max", parameter.max);
    limit("step", parameter.step);
    for (const ValueSpec &choice : parameter.choices)
        lines += QStringLiteral(" choice=") + text(choice);
    if (!parameter.help.isEmpty())
        lines += QStringLiteral(" help=") + parameter.help;
    lines += u'\n';
}

/// `lesson "How long?" number s ±0.05 answer=Waited(main, "sem") explain="because"`; facts by their names.
QString text(const LessonQuestion &question)
{
    QString line = QStringLiteral("lesson \"%1\"").arg(question.ask);
    switch (question.kind) {
    case LessonQuestion::Kind::Choices:
        line += QStringLiteral(" choices [%1]").arg(question.choices.join(u" | "));
        break;
    case LessonQuestion::Kind::Number:
        line += QStringLiteral(" number");
        if (!question.unit.isEmpty())
            line += u' ' + question.unit;
        break;
    case LessonQuestion::Kind::Moment:
        line += QStringLiteral(" moment");
        break;
    }
    if (question.tolerance)
        line += QStringLiteral(" ±%1").arg(*question.tolerance);
    if (const auto *choice = std::get_if<QString>(&question.written))
        return line + QStringLiteral(" answer is \"%1\"\n").arg(*choice);
    if (const auto *number = std::get_if<double>(&question.written))
        return line + QStringLiteral(" answer is %1\n").arg(*number);
    for (const FactWords &words : factWords()) {
        if (words.kind == question.answer.kind)
            line += QStringLiteral(" answer=%1").arg(QString::fromUtf16(words.name));
    }
    QStringList arguments;
    for (const FactArgument &argument : question.answer.arguments)
        arguments += argument.isQuoted ? u'"' + argument.text + u'"' : argument.text;
    if (!arguments.isEmpty())
        line += u'(' + arguments.join(u", ") + u')';
    if (!question.explain.isEmpty())
        line += QStringLiteral(" explain=\"%1\"").arg(question.explain);
    return line + u'\n';
}

} // namespace

QString modelText(const Scenario &scenario)
{
    QString lines = QStringLiteral("title=%1\n").arg(scenario.title);
    const auto addText = [&lines](const char *name, const QString &value) {
        if (!value.isEmpty())
            lines += QStringLiteral("%1=%2\n").arg(QLatin1String(name), value);
    };
    addText("description", scenario.description);
    addText("tags", scenario.tags.join(u','));
    addText("source", scenario.source);
    if (scenario.clock == ScenarioClock::Real)
        lines += QStringLiteral("clock=real\n");
    if (scenario.seed != 0)
        lines += QStringLiteral("seed=%1\n").arg(scenario.seed);
    if (scenario.stepCost)
        lines += QStringLiteral("step_cost=%1\n").arg(text(*scenario.stepCost));
    if (scenario.executorThreads)
        lines += QStringLiteral("threads=%1\n").arg(text(*scenario.executorThreads));
    for (const auto &[name, base] : scenario.errors)
        lines += QStringLiteral("error %1(%2)\n").arg(name, base);
    for (const Parameter &parameter : scenario.parameters)
        addParameter(lines, parameter);
    for (const ObjectSpec &object : scenario.objects) {
        QStringList arguments;
        for (const ExpressionPtr &argument : object.arguments)
            arguments.append(text(argument));
        lines += QStringLiteral("object %1=%2(%3)\n")
                     .arg(object.name, QString::fromUtf16(wordsOf(object.constructor).name), arguments.join(u", "));
    }
    for (const LessonQuestion &question : scenario.lesson)
        lines += text(question);
    for (const Resource &resource : scenario.resources) {
        lines += QStringLiteral("resource %1(%2)\n").arg(resource.name, resource.parameters.join(u", "));
        addSteps(lines, resource.enter, 1);
        lines += QStringLiteral(" exit\n");
        addSteps(lines, resource.exit, 1);
    }
    for (const Coroutine &coroutine : scenario.coroutines) {
        lines += QStringLiteral("%1 %2(%3)\n")
                     .arg(coroutine.isGenerator ? QStringLiteral("generator") : QStringLiteral("coroutine"),
                          coroutine.name, coroutine.parameters.join(u", "));
        addSteps(lines, coroutine.steps, 1);
    }
    lines += QStringLiteral("main\n");
    addSteps(lines, scenario.main, 1);
    return lines;
}

} // namespace coroscope

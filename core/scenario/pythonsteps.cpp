// SPDX-License-Identifier: MIT
#include "core/scenario/pythonsteps.h"

#include "core/scenario/scenariowalk.h"

namespace coroscope
{
namespace
{

using Code = PythonCode;
using Kind = PythonType::Kind;

} // namespace

void PythonSteps::line(const QString &text, int depth)
{
    const QString indent(4 * depth, u' ');
    QString indented = text;
    m_lines += indent + indented.replace(u'\n', u'\n' + indent) + u'\n';
}

void PythonSteps::write(const Steps &steps, int depth)
{
    if (steps.empty())
        line(QStringLiteral("pass"), depth);
    for (const Step &step : steps) {
        try {
            writeStep(step, depth);
        } catch (PythonRefused &refused) {
            if (refused.place.line == 0)
                refused.place = step.place;
            throw;
        }
    }
}

QString PythonSteps::assigned(const Step &step, const PythonType &type)
{
    return step.as.isEmpty() ? QString{} : m_scope.assign(step.as[0], type) + QStringLiteral(" = ");
}

void PythonSteps::writeAwait(const Step &step, const PythonCalls::Awaitable &awaitable, int depth)
{
    line(assigned(step, awaitable.result) + (awaitable.isAwait ? QString{} : QStringLiteral("await ")) + awaitable.text,
         depth);
}

void PythonSteps::writeStep(const Step &step, int depth)
{
    switch (step.verb) {
    case Verb::Sleep:
    case Verb::Gather:
    case Verb::WaitFor:
    case Verb::Shield:
    case Verb::ToThread:
        writeAwait(step, m_calls.awaitable(step), depth);
        break;
    case Verb::Await:
        writeAwait(step, m_calls.awaitable(step.calls[0]), depth);
        break;
    case Verb::Block:
        m_context.helpers.import(QStringLiteral("time"));
        line(QStringLiteral("time.sleep(%1)").arg(m_calls.seconds(step.duration)), depth);
        break;
    case Verb::Log: {
        const bool isPlain = step.value.kind == ValueSpec::Kind::Expression;
        const Code code = isPlain ? m_expressions.value(step.value) : m_expressions.text(step.value);
        const bool printsAlike = code.type.is(Kind::Text) || code.type.isWhole();
        line(QStringLiteral("print(%1)").arg(printsAlike ? code.text : m_expressions.text(code)), depth);
        break;
    }
    case Verb::Call:
        writeCall(step, depth);
        break;
    case Verb::CreateTask:
        writeCreateTask(step, depth);
        break;
    case Verb::Cancel:
        writeCancel(step, depth);
        break;
    case Verb::Wait:
        writeWait(step, depth);
        break;
    case Verb::AsCompleted:
        writeAsCompleted(step, depth);
        break;
    case Verb::Timeout:
        line(QStringLiteral("async with asyncio.timeout(%1):").arg(m_calls.seconds(step.duration)), depth);
        write(step.body, depth + 1);
        break;
    case Verb::TaskGroup:
        line(QStringLiteral("async with asyncio.TaskGroup() as %1:").arg(m_scope.assign(step.group, Kind::Object)),
             depth);
        write(step.body, depth + 1);
        break;
    case Verb::With:
        writeWith(step, depth);
        break;
    case Verb::AsyncFor:
        writeAsyncFor(step, depth);
        break;
    default:
        writeControl(step, depth);
        break;
    }
}

void PythonSteps::writeControl(const Step &step, int depth)
{
    switch (step.verb) {
    case Verb::Let:
        for (const auto &[name, value] : step.assignments) {
            const Code code = m_expressions.value(value);
            line(m_scope.assign(name, code.type) + QStringLiteral(" = ") + code.text, depth);
        }
        break;
    case Verb::Return: {
        const Code code = m_expressions.value(step.value);
        m_context.widen(m_scope.types()->returned, code.type);
        line(step.value.kind == ValueSpec::Kind::Null ? QStringLiteral("return")
                                                      : QStringLiteral("return ") + code.text,
             depth);
        break;
    }
    case Verb::Yield: {
        const Code code = m_expressions.value(step.value);
        m_context.widen(m_scope.types()->yielded, code.type);
        line(QStringLiteral("yield ") + code.text, depth);
        break;
    }
    case Verb::Raise:
        writeRaise(step, depth);
        break;
    case Verb::If:
        writeIf(step, depth, QStringLiteral("if"));
        break;
    case Verb::While:
        line(QStringLiteral("while %1:").arg(m_expressions.condition(*step.condition).text), depth);
        write(step.body, depth + 1);
        break;
    case Verb::For: {
        const Code list = m_expressions.iterable(*step.forClause->list);
        const PythonType element = list.type.is(Kind::Text) ? PythonType(Kind::Text) : list.type.elementOrAny();
        line(QStringLiteral("for %1 in %2:").arg(m_scope.assign(step.forClause->name, element), list.text), depth);
        write(step.body, depth + 1);
        break;
    }
    case Verb::Break:
        line(QStringLiteral("break"), depth);
        break;
    case Verb::Continue:
        line(QStringLiteral("continue"), depth);
        break;
    case Verb::Try:
        writeTry(step, depth);
        break;
    default:
        line(QStringLiteral("pass"), depth);
        break;
    }
}

void PythonSteps::writeIf(const Step &step, int depth, const QString &word)
{
    line(QStringLiteral("%1 %2:").arg(word, m_expressions.condition(*step.condition).text), depth);
    write(step.body, depth + 1);
    if (!step.hasElse || step.elseBody.empty())
        return;
    if (step.elseBody.size() == 1 && step.elseBody[0].verb == Verb::If) {
        writeIf(step.elseBody[0], depth, QStringLiteral("elif"));
        return;
    }
    line(QStringLiteral("else:"), depth);
    write(step.elseBody, depth + 1);
}

void PythonSteps::writeRaise(const Step &step, int depth)
{
    QString raised;
    if (!step.variable.isEmpty()) {
        raised = m_expressions.name(step.variable).text;
    } else if (!step.error.isEmpty()) {
        raised = m_context.errorName(step.error);
        if (step.value.kind != ValueSpec::Kind::Null)
            raised += u'(' + m_expressions.text(step.value).text + u')';
    }
    line(raised.isEmpty() ? QStringLiteral("raise") : QStringLiteral("raise ") + raised, depth);
}

void PythonSteps::writeTry(const Step &step, int depth)
{
    line(QStringLiteral("try:"), depth);
    write(step.body, depth + 1);
    for (const ExceptClause &clause : step.excepts) {
        QStringList errors;
        for (const QString &error : clause.errors)
            errors.append(m_context.errorName(error));
        const QString caught = errors.size() == 1 ? errors[0] : u'(' + errors.join(u", ") + u')';
        if (clause.as.isEmpty()) {
            line(QStringLiteral("except %1:").arg(caught), depth);
            write(clause.steps, depth + 1);
            continue;
        }
        // Python takes the name away when the handler ends; a scenario's variable stays.
        const QString name = m_scope.assign(clause.as, Kind::Error);
        const bool stays = name.contains(u'.') || usesOutsideHandlers(m_whole, clause.as);
        const QString bound = stays ? m_scope.temporary(QStringLiteral("error")) : name;
        line(QStringLiteral("except %1 as %2:").arg(caught, bound), depth);
        if (stays)
            line(name + QStringLiteral(" = ") + bound, depth + 1);
        if (!stays || !clause.steps.empty())
            write(clause.steps, depth + 1);
    }
    if (step.hasElse) {
        line(QStringLiteral("else:"), depth);
        write(step.elseBody, depth + 1);
    }
    if (step.hasFinally) {
        line(QStringLiteral("finally:"), depth);
        write(step.finallyBody, depth + 1);
    }
}

void PythonSteps::writeCall(const Step &step, int depth)
{
    const CallSpec &call = step.calls[0];
    if (call.kind == CallSpec::Kind::Expression) {
        const ExpressionNode &root = call.expression->root();
        const bool pushes = root.kind == ExpressionKind::Call && root.children[0]->kind == ExpressionKind::Member &&
                            root.children[0]->text == u"push" && root.children.size() == 2 && step.as.isEmpty() &&
                            root.children[1]->kind != ExpressionKind::Spread;
        const Code list = pushes ? m_expressions.write(*root.children[0]->children[0]) : Code{};
        if (pushes && (list.type.is(Kind::List) || list.type.is(Kind::Any))) {
            const Code pushed = m_expressions.write(*root.children[1]);
            const QString name = root.children[0]->children[0]->text;
            if (m_scope.isOwn(name))
                m_scope.assign(name, PythonType::list(pushed.type));
            line(QStringLiteral("%1.append(%2)").arg(list.at(Code::Primary), pushed.text), depth);
            return;
        }
        const Code code = m_expressions.write(*call.expression);
        line(assigned(step, code.type) + code.text, depth);
        return;
    }
    PythonCalls::Awaitable made = m_calls.awaitable(call);
    if (call.kind == CallSpec::Kind::Coroutine && !step.as.isEmpty()) {
        // Made and not run: a value of which no more is known.
        made.result = Kind::Any;
        if (const QString name = m_calls.taskName(call); !name.isEmpty()) {
            m_context.helpers.nameCoroutines();
            made.text =
                QStringLiteral("%1(%2, %3)").arg(m_expressions.helper(QStringLiteral("named")), made.text, name);
        }
    }
    line(assigned(step, made.result) + made.text, depth);
}

void PythonSteps::writeCreateTask(const Step &step, int depth)
{
    const QString group = step.group.isEmpty() ? QString{} : m_expressions.name(step.group).text;
    if (!step.forClause) {
        const PythonCalls::Awaitable task = m_calls.task(step.calls[0], step.name, group);
        line(assigned(step, task.result) + task.text, depth);
        return;
    }
    QString head;
    const PythonCalls::Awaitable task =
        m_calls.within(*step.forClause, head, [&] { return m_calls.task(step.calls[0], step.name, group); });
    if (!step.as.isEmpty() || m_scope.isOwn(step.forClause->name)) {
        line(assigned(step, PythonType::list(task.result)) + QStringLiteral("[%1 %2]").arg(task.text, head), depth);
        return;
    }
    line(head + u':', depth);
    line(task.text, depth + 1);
}

void PythonSteps::writeCancel(const Step &step, int depth)
{
    const CallSpec &call = step.calls[0];
    const QString message = step.value.kind == ValueSpec::Kind::Null ? QString{} : m_expressions.text(step.value).text;
    const bool isFuture =
        call.kind == CallSpec::Kind::Variable && m_context.findObject(call.name) && !m_scope.find(call.name);
    const Code code = isFuture          ? pythonCode(m_context.globals.value(call.name), Code::Primary, Kind::Task)
                      : call.expression ? m_expressions.write(*call.expression)
                                        : m_expressions.name(call.name);
    if (code.type.is(Kind::Task)) {
        line(QStringLiteral("%1.cancel(%2)").arg(code.at(Code::Primary), message), depth);
    } else if (code.type.is(Kind::List) && code.type.elementOrAny().is(Kind::Task)) {
        const QString each = m_scope.temporary(QStringLiteral("task"));
        line(QStringLiteral("for %1 in %2:").arg(each, code.text), depth);
        line(QStringLiteral("%1.cancel(%2)").arg(each, message), depth + 1);
    } else {
        const QString more = message.isEmpty() ? message : QStringLiteral(", ") + message;
        line(QStringLiteral("%1(%2%3)").arg(m_expressions.helper(QStringLiteral("cancel")), code.text, more), depth);
    }
}

void PythonSteps::writeWait(const Step &step, int depth)
{
    static const QStringList conditions{QString{}, QStringLiteral("FIRST_COMPLETED"),
                                        QStringLiteral("FIRST_EXCEPTION")};
    const PythonCalls::Awaitable tasks = m_calls.tasks(step);
    QStringList arguments{tasks.text};
    if (step.timeout && step.timeout->kind != ValueSpec::Kind::Null)
        arguments.append(QStringLiteral("timeout=") + m_calls.seconds(step.timeout));
    if (step.returnWhen != ReturnWhen::AllCompleted)
        arguments.append(QStringLiteral("return_when=asyncio.") + conditions[static_cast<int>(step.returnWhen)]);
    if (step.as.isEmpty()) {
        line(PythonCalls::list(QStringLiteral("await asyncio.wait("), arguments, QStringLiteral(")")), depth);
        return;
    }
    const QString done = m_scope.assign(step.as[0], tasks.result);
    const QString pending = m_scope.assign(step.as[1], tasks.result);
    const QString helper = m_expressions.helper(QStringLiteral("wait"));
    line(PythonCalls::list(QStringLiteral("%1, %2 = await %3(").arg(done, pending, helper), arguments,
                           QStringLiteral(")")),
         depth);
}

void PythonSteps::writeAsCompleted(const Step &step, int depth)
{
    const PythonCalls::Awaitable tasks = m_calls.tasks(step);
    QStringList arguments{tasks.text};
    if (step.timeout && step.timeout->kind != ValueSpec::Kind::Null)
        arguments.append(QStringLiteral("timeout=") + m_calls.seconds(step.timeout));
    const QString next = m_scope.temporary(QStringLiteral("earliest"));
    line(
        PythonCalls::list(QStringLiteral("for %1 in asyncio.as_completed(").arg(next), arguments, QStringLiteral("):")),
        depth);
    line(assigned(step, tasks.result.elementOrAny().elementOrAny()) + QStringLiteral("await ") + next, depth + 1);
    if (!step.body.empty())
        write(step.body, depth + 1);
}

void PythonSteps::writeWith(const Step &step, int depth)
{
    const CallSpec &call = step.calls[0];
    QString entered;
    PythonType type = Kind::Any;
    if (step.resource >= 0) {
        const auto at = static_cast<std::size_t>(step.resource);
        const Resource &resource = m_context.scenario.resources[at];
        entered = QStringLiteral("%1(%2)").arg(m_context.globals.value(resource.name),
                                               m_calls.arguments(call, resource.parameters, &m_context.resources[at]));
        type = m_context.resources[at].returned;
    } else {
        const ObjectSpec *object = m_scope.find(call.name) ? nullptr : m_context.findObject(call.name);
        entered = call.expression ? m_expressions.write(*call.expression).at(Code::Primary)
                  : object        ? m_context.globals.value(call.name)
                                  : m_expressions.name(call.name).text;
        if (object)
            type = object->constructor == Constructor::Barrier ? Kind::Count : Kind::Null;
    }
    const QString bound = step.as.isEmpty() ? QString{} : QStringLiteral(" as ") + m_scope.assign(step.as[0], type);
    line(QStringLiteral("async with %1%2:").arg(entered, bound), depth);
    write(step.body, depth + 1);
}

void PythonSteps::writeAsyncFor(const Step &step, int depth)
{
    const CallSpec &call = step.calls[0];
    const bool isCall = call.kind == CallSpec::Kind::Coroutine;
    const PythonCalls::Awaitable generator = m_calls.awaitable(call);
    const PythonType type =
        isCall ? m_context.coroutines[static_cast<std::size_t>(call.coroutine)].yielded : PythonType(Kind::Any);
    const QString name = m_scope.assign(step.forName, type);
    if (!isCall) {
        // One that has a name may be gone on with.
        line(QStringLiteral("async for %1 in %2:").arg(name, generator.text), depth);
        write(step.body, depth + 1);
        return;
    }
    // A loop that is left early closes the generator at once, and not whenever it is collected.
    m_context.helpers.import(QStringLiteral("contextlib"));
    const QString values = m_scope.temporary(QStringLiteral("values"));
    line(QStringLiteral("async with contextlib.aclosing(%1) as %2:").arg(generator.text, values), depth);
    line(QStringLiteral("async for %1 in %2:").arg(name, values), depth + 1);
    write(step.body, depth + 2);
}

} // namespace coroscope

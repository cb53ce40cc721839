// SPDX-License-Identifier: MIT
#include "core/scenario/pythonwriter.h"

#include "core/scenario/pythonsteps.h"
#include "core/scenario/scenariowalk.h"

#include <QFileInfo>

namespace coroscope
{
namespace
{

using Kind = PythonType::Kind;

// Types only ever widen, and each may do so a few times; this is far more than any program needs.
constexpr int mostPasses = 60;

/// Writes the whole program, pass by pass.
class ProgramWriter
{
public:
    explicit ProgramWriter(const Scenario &scenario) : m_context(scenario), m_scenario(scenario) {}

    QString write();

private:
    QString writePass();
    QString heading() const;
    QString parameters();
    QString objects();
    QString errors() const;
    QString coroutine(std::size_t index);
    QString resource(std::size_t index);
    QString main();
    QString prologue(PythonSteps &steps, const PythonScope &scope);
    bool usesDefaultPool() const;

    PythonContext m_context;
    const Scenario &m_scenario;
    bool m_usesRandom = false;
};

QString ProgramWriter::write()
{
    QString program;
    bool settled = false;
    for (int pass = 0; pass < mostPasses; ++pass) {
        m_context.changed = false;
        m_context.helpers.clear();
        program = writePass();
        if (m_context.changed)
            continue;
        if (settled)
            break;
        m_context.forgetUnknown();
        settled = true;
    }
    return program;
}

QString ProgramWriter::writePass()
{
    m_usesRandom = false;
    const QString constants = parameters();
    const QString made = objects();
    // What params and objects call has to stand above them.
    const bool helpersFirst = !m_context.helpers.definitions().isEmpty();
    QString functions;
    for (std::size_t index = 0; index < m_scenario.resources.size(); ++index)
        functions += resource(index);
    for (std::size_t index = 0; index < m_scenario.coroutines.size(); ++index)
        functions += coroutine(index);
    functions += main();
    m_context.helpers.import(QStringLiteral("asyncio"));
    if (m_usesRandom)
        m_context.helpers.import(QStringLiteral("random"));

    QString program = heading() + u'\n' + m_context.helpers.imports().join(u'\n') + QStringLiteral("\n\n");
    const QString helpers = m_context.helpers.definitions();
    if (helpersFirst)
        program += u'\n' + helpers;
    program += constants;
    if (m_usesRandom)
        program += QStringLiteral("%1 = random.Random(%2)\n").arg(m_context.randomName()).arg(m_scenario.seed);
    program += made;
    if (!m_scenario.parameters.empty() || !m_scenario.objects.empty() || m_usesRandom)
        program += QStringLiteral("\n\n");
    else
        program += u'\n';
    program += errors();
    if (!helpersFirst)
        program += helpers;
    program += functions;
    return program + QStringLiteral("if __name__ == \"__main__\":\n    asyncio.run(%1())\n").arg(m_context.mainName());
}

QString ProgramWriter::heading() const
{
    const auto escaped = [](QString text) {
        return text.trimmed().replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    };
    QString heading = QStringLiteral("\"\"\"") + escaped(m_scenario.title);
    if (!m_scenario.description.trimmed().isEmpty())
        heading += QStringLiteral("\n\n") + escaped(m_scenario.description);
    const QString file = QFileInfo(m_scenario.file).fileName();
    heading += QStringLiteral("\n\nWritten by Coroscope%1; needs Python 3.13.\n\"\"\"\n")
                   .arg(file.isEmpty() ? QString{} : QStringLiteral(" from ") + escaped(file));
    return heading;
}

QString ProgramWriter::parameters()
{
    QString lines;
    PythonScope scope(m_context);
    PythonExpressions expressions(m_context, scope);
    for (const Parameter &parameter : m_scenario.parameters) {
        try {
            const PythonCode code = expressions.value(parameter.value);
            m_context.widen(m_context.parameters[parameter.name], code.type);
            const QString help =
                parameter.help.isEmpty() ? QString{} : QStringLiteral("  # ") + parameter.help.simplified();
            lines += m_context.globals.value(parameter.name) + QStringLiteral(" = ") + code.text + help + u'\n';
        } catch (PythonRefused &refused) {
            refused.place = parameter.place;
            throw;
        }
    }
    if (m_scenario.stepCost)
        lines +=
            QStringLiteral("# Each step costs %1 s of the loop's time (step_cost); Python has no way to say that.\n")
                .arg(PythonCalls(m_context, expressions).seconds(m_scenario.stepCost));
    return lines;
}

QString ProgramWriter::objects()
{
    QString lines;
    PythonScope scope(m_context);
    PythonExpressions expressions(m_context, scope);
    static const QStringList names{
        QStringLiteral("asyncio.Semaphore"),
        QStringLiteral("asyncio.BoundedSemaphore"),
        QStringLiteral("asyncio.Lock"),
        QStringLiteral("asyncio.Event"),
        QStringLiteral("asyncio.Condition"),
        QStringLiteral("asyncio.Queue"),
        QStringLiteral("asyncio.PriorityQueue"),
        QStringLiteral("asyncio.LifoQueue"),
        QStringLiteral("asyncio.Barrier"),
        QString{},
        QStringLiteral("concurrent.futures.ThreadPoolExecutor"),
    };
    for (const ObjectSpec &object : m_scenario.objects) {
        try {
            QStringList arguments;
            for (const ExpressionPtr &argument : object.arguments) {
                const PythonCode code = expressions.write(*argument);
                arguments.append(code.type.is(Kind::Number) ? QStringLiteral("int(%1)").arg(code.text) : code.text);
            }
            if (object.constructor == Constructor::Future)
                continue; // made in main: it needs the loop
            if (object.constructor == Constructor::ThreadPool)
                m_context.helpers.import(QStringLiteral("concurrent.futures"));
            lines += QStringLiteral("%1 = %2(%3)\n")
                         .arg(m_context.globals.value(object.name), names[static_cast<int>(object.constructor)],
                              arguments.join(u", "));
        } catch (PythonRefused &refused) {
            refused.place = object.place;
            throw;
        }
    }
    m_usesRandom = m_usesRandom || expressions.usesRandom();
    return lines;
}

QString ProgramWriter::errors() const
{
    QString classes;
    for (const auto &[name, base] : m_scenario.errors)
        classes +=
            QStringLiteral("class %1(%2):\n    pass\n\n\n").arg(m_context.errorName(name), m_context.errorName(base));
    return classes;
}

/// What stands before the first step: variables that begin with the value of the param or object that they hide.
QString ProgramWriter::prologue(PythonSteps &steps, const PythonScope &scope)
{
    QString lines;
    for (const QString &name : scope.hiding()) {
        const PythonType type =
            m_context.findObject(name) ? PythonType(Kind::Object) : m_context.parameters.value(name);
        lines += steps.expressions().scope().assign(name, type) + QStringLiteral(" = ") +
                 m_context.globals.value(name) + u'\n';
        if (m_context.findObject(name))
            m_context.widen(m_context.elements[name], Kind::Any);
    }
    return lines;
}

QString ProgramWriter::coroutine(std::size_t index)
{
    const Coroutine &coroutine = m_scenario.coroutines[index];
    PythonBodyTypes &types = m_context.coroutines[index];
    PythonScope scope(m_context, types, coroutine.parameters, assignedNames(coroutine.steps));
    PythonSteps steps(m_context, scope, coroutine.steps);
    QStringList parameters;
    for (const QString &parameter : coroutine.parameters)
        parameters.append(scope.find(parameter)->name);
    steps.line(QStringLiteral("async def %1(%2):").arg(m_context.globals.value(coroutine.name), parameters.join(u", ")),
               0);
    for (const QString &line : prologue(steps, scope).split(u'\n', Qt::SkipEmptyParts))
        steps.line(line, 1);
    steps.write(coroutine.steps, 1);
    if (canFallThrough(coroutine.steps))
        m_context.widen(types.returned, Kind::Null);
    m_usesRandom = m_usesRandom || steps.expressions().usesRandom();
    return steps.lines() + QStringLiteral("\n\n");
}

QString ProgramWriter::resource(std::size_t index)
{
    const Resource &resource = m_scenario.resources[index];
    PythonBodyTypes &types = m_context.resources[index];
    PythonScope scope(m_context, types, resource.parameters,
                      assignedNames(resource.enter) + assignedNames(resource.exit), QStringLiteral("self."));
    PythonSteps steps(m_context, scope, resource.enter);
    steps.line(QStringLiteral("class %1:").arg(m_context.globals.value(resource.name)), 0);
    QString begin;
    QStringList parameters{QStringLiteral("self")};
    for (const QString &parameter : resource.parameters) {
        const QString field = scope.find(parameter)->name;
        parameters.append(field.mid(5));
        begin += field + QStringLiteral(" = ") + field.mid(5) + u'\n';
    }
    begin += prologue(steps, scope);
    if (!begin.isEmpty()) {
        steps.line(QStringLiteral("def __init__(%1):").arg(parameters.join(u", ")), 1);
        for (const QString &line : begin.split(u'\n', Qt::SkipEmptyParts))
            steps.line(line, 2);
        steps.line({}, 0);
    }
    steps.line(QStringLiteral("async def __aenter__(self):"), 1);
    steps.write(resource.enter, 2);
    if (canFallThrough(resource.enter))
        m_context.widen(types.returned, Kind::Null);
    PythonSteps leave(m_context, scope, resource.exit);
    leave.line({}, 0);
    leave.line(QStringLiteral("async def __aexit__(self, *error):"), 1);
    leave.write(resource.exit, 2);
    m_usesRandom = m_usesRandom || steps.expressions().usesRandom() || leave.expressions().usesRandom();
    return steps.lines() + leave.lines() + QStringLiteral("\n\n");
}

bool ProgramWriter::usesDefaultPool() const
{
    bool uses = false;
    const std::function<void(const CallSpec &)> lookIntoCall = [&](const CallSpec &call) {
        if (!call.nested)
            return;
        uses = uses || (call.nested->verb == Verb::ToThread && call.nested->pool.isEmpty());
        for (const CallSpec &inner : call.nested->calls)
            lookIntoCall(inner);
    };
    const auto look = [&](const Step &step) {
        uses = uses || (step.verb == Verb::ToThread && step.pool.isEmpty());
        for (const CallSpec &call : step.calls)
            lookIntoCall(call);
    };
    forEachStep(m_scenario.main, look);
    for (const Coroutine &coroutine : m_scenario.coroutines)
        forEachStep(coroutine.steps, look);
    for (const Resource &resource : m_scenario.resources) {
        forEachStep(resource.enter, look);
        forEachStep(resource.exit, look);
    }
    return uses;
}

QString ProgramWriter::main()
{
    PythonScope scope(m_context, m_context.main, {}, assignedNames(m_scenario.main));
    PythonSteps steps(m_context, scope, m_scenario.main);
    steps.line(QStringLiteral("async def %1():").arg(m_context.mainName()), 0);
    const QString loop = QStringLiteral("asyncio.get_running_loop()");
    if (usesDefaultPool()) {
        m_context.helpers.import(QStringLiteral("concurrent.futures"));
        const QString threads = m_scenario.executorThreads ? steps.expressions().value(*m_scenario.executorThreads).text
                                                           : QStringLiteral("6");
        steps.line(
            QStringLiteral("%1.set_default_executor(concurrent.futures.ThreadPoolExecutor(%2))").arg(loop, threads), 1);
    }
    for (const ObjectSpec &object : m_scenario.objects) {
        if (object.constructor != Constructor::Future)
            continue;
        const QString name = m_context.globals.value(object.name);
        steps.line(QStringLiteral("global %1").arg(name), 1);
        steps.line(QStringLiteral("%1 = %2.create_future()").arg(name, loop), 1);
    }
    for (const QString &line : prologue(steps, scope).split(u'\n', Qt::SkipEmptyParts))
        steps.line(line, 1);
    PythonSteps body(m_context, scope, m_scenario.main);
    body.write(m_scenario.main, 1);
    m_usesRandom = m_usesRandom || body.expressions().usesRandom() || steps.expressions().usesRandom();
    if (m_context.helpers.uses(QStringLiteral("now"))) {
        const QString started = m_context.helpers.use(QStringLiteral("started"));
        steps.line(QStringLiteral("global %1").arg(started), 1);
        steps.line(QStringLiteral("%1 = %2.time()").arg(started, loop), 1);
    }
    return steps.lines() + body.lines() + QStringLiteral("\n\n");
}

} // namespace

Result<QString> writePython(const Scenario &scenario)
{
    try {
        return ProgramWriter(scenario).write();
    } catch (const PythonRefused &refused) {
        return Fault{scenario.file, refused.place.line, refused.place.column, refused.message};
    }
}

} // namespace coroscope

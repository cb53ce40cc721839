// SPDX-License-Identifier: MIT
#include "core/scenario/program.h"

#include <QHash>

namespace coroscope
{
namespace
{

// What stops the compilation; the checker should have told it before.
struct CompileError {
    Fault fault;
};

class Compiler
{
public:
    Compiler(const Scenario &scenario, Evaluator &evaluator, const ErrorTypes &errors)
        : m_scenario(scenario), m_evaluator(evaluator), m_errors(errors)
    {
    }

    std::unique_ptr<Program> compile()
    {
        auto program = std::make_unique<Program>();
        m_program = program.get();
        for (const Parameter &parameter : m_scenario.parameters) {
            program->parameters.push_back(value(parameter.value));
            addGlobal(parameter.name);
        }
        for (const ObjectSpec &object : m_scenario.objects)
            addGlobal(object.name);
        for (const ObjectSpec &object : m_scenario.objects) {
            std::vector<ValueCode> arguments;
            for (const ExpressionPtr &argument : object.arguments)
                arguments.push_back(expression(argument, object.place));
            program->objectArguments.push_back(std::move(arguments));
        }
        if (m_scenario.stepCost)
            program->stepCost = value(*m_scenario.stepCost);
        if (m_scenario.executorThreads)
            program->executorThreads = value(*m_scenario.executorThreads);
        program->coroutines.resize(m_scenario.coroutines.size());
        program->resources.resize(m_scenario.resources.size());
        for (std::size_t index = 0; index < m_scenario.coroutines.size(); ++index) {
            const Coroutine &coroutine = m_scenario.coroutines[index];
            ScenarioFunction &function = program->coroutines[index];
            function.isGenerator = coroutine.isGenerator;
            begin(function, coroutine.name, coroutine.parameters);
            declareNames(coroutine.steps);
            finish(coroutine.steps);
        }
        for (std::size_t index = 0; index < m_scenario.resources.size(); ++index) {
            compileResource(m_scenario.resources[index], program->resources[index]);
            program->resources[index].enter.resource = index;
        }
        begin(program->main, QStringLiteral("main"), {});
        declareNames(m_scenario.main);
        finish(m_scenario.main);
        return program;
    }

private:
    void addGlobal(const QString &name)
    {
        m_globals.insert(name, static_cast<int>(m_program->globalNames.size()));
        m_program->globalNames.push_back(name);
    }

    void begin(ScenarioFunction &function, const QString &name, const QStringList &parameters)
    {
        m_function = &function;
        m_locals.clear();
        function.name = name;
        function.parameterCount = static_cast<int>(parameters.size());
        for (const QString &parameter : parameters)
            declare(parameter);
    }

    void finish(const Steps &steps)
    {
        compileSteps(steps);
        append({.op = Op::Return});
    }

    // Both halves see the same variables in the same slots, so that the exit finds what the entry left.
    void compileResource(const Resource &resource, ResourceFunctions &functions)
    {
        functions.name = resource.name;
        begin(functions.enter, resource.name, resource.parameters);
        declareNames(resource.enter);
        declareNames(resource.exit);
        const auto names = m_locals;
        const auto localNames = functions.enter.localNames;
        finish(resource.enter);
        begin(functions.exit, resource.name, resource.parameters);
        m_locals = names;
        functions.exit.localNames = localNames;
        functions.exit.localCount = static_cast<int>(localNames.size());
        finish(resource.exit);
        const int localCount = std::max(functions.enter.localCount, functions.exit.localCount);
        functions.enter.localCount = localCount;
        functions.exit.localCount = localCount;
    }

    int declare(const QString &name)
    {
        const auto known = m_locals.constFind(name);
        if (known != m_locals.constEnd())
            return *known;
        const int slot = m_function->localCount++;
        m_locals.insert(name, slot);
        m_function->localNames.resize(static_cast<std::size_t>(slot) + 1);
        m_function->localNames.back() = name;
        const auto global = m_globals.constFind(name);
        if (global != m_globals.constEnd())
            m_function->inherited.emplace_back(slot, *global);
        return slot;
    }

    int temporary(int count = 1)
    {
        const int slot = m_function->localCount;
        m_function->localCount += count;
        m_function->localNames.resize(static_cast<std::size_t>(m_function->localCount));
        return slot;
    }

    // Every name that is bound anywhere in a coroutine is a variable of it, as in Python.
    void declareNames(const Steps &steps)
    {
        for (const Step &step : steps) {
            for (const auto &assignment : step.assignments)
                declare(assignment.first);
            for (const QString &name : step.as)
                declare(name);
            if (step.verb == Verb::For && step.forClause)
                declare(step.forClause->name);
            if (step.verb == Verb::AsyncFor)
                declare(step.forName);
            if (step.verb == Verb::TaskGroup)
                declare(step.group);
            for (const ExceptClause &clause : step.excepts) {
                if (!clause.as.isEmpty())
                    declare(clause.as);
                declareNames(clause.steps);
            }
            declareNames(step.body);
            declareNames(step.elseBody);
            declareNames(step.finallyBody);
        }
    }

    std::optional<NameSlot> resolve(const QString &name)
    {
        const auto local = m_locals.constFind(name);
        if (m_function && local != m_locals.constEnd())
            return NameSlot{NameSlot::Kind::Local, *local};
        const auto global = m_globals.constFind(name);
        if (global != m_globals.constEnd())
            return NameSlot{NameSlot::Kind::Global, *global};
        if (m_errors.find(name)) {
            addGlobal(name);
            m_program->errorNames.emplace_back(m_globals.value(name), name);
            return NameSlot{NameSlot::Kind::Global, m_globals.value(name)};
        }
        return std::nullopt;
    }

    [[noreturn]] void fail(const Place &place, const QString &message) const
    {
        throw CompileError{{m_scenario.file, place.line, place.column, message}};
    }

    ValueCode bound(Result<CompiledExpression> compiled, const Place &place) const
    {
        if (!compiled.ok())
            fail(place, compiled.fault().message);
        ValueCode code;
        code.expression = compiled.take();
        code.kind = ValueCode::Kind::Expression;
        if (const Value *constant = code.expression.constant()) {
            code.kind = ValueCode::Kind::Constant;
            code.constant = *constant;
        } else if (const auto slot = code.expression.slot()) {
            // Reading a global is only safe once it exists, which all do before `main` starts.
            code.kind = slot->kind == NameSlot::Kind::Local ? ValueCode::Kind::Local : ValueCode::Kind::Global;
            code.slot = slot->index;
        }
        return code;
    }

    ValueCode expression(const ExpressionPtr &source, const Place &place)
    {
        const auto resolver = [this](const QString &name) { return resolve(name); };
        return bound(m_evaluator.compile(*source, resolver), place);
    }

    ValueCode value(const ValueSpec &spec)
    {
        ValueCode code;
        switch (spec.kind) {
        case ValueSpec::Kind::Null:
            return code;
        case ValueSpec::Kind::Bool:
            code.constant = Value::boolean(spec.boolean);
            return code;
        case ValueSpec::Kind::Number:
            code.constant = Value::number(spec.number);
            return code;
        case ValueSpec::Kind::Text:
            code.constant = Value::string(spec.text);
            return code;
        case ValueSpec::Kind::Expression:
            return expression(spec.expression, spec.place);
        case ValueSpec::Kind::Pieces: {
            std::vector<TextPart> pieces;
            for (const ValueSpec &item : spec.items)
                pieces.push_back({item.text, item.expression});
            const auto resolver = [this](const QString &name) { return resolve(name); };
            return bound(m_evaluator.compileText(pieces, resolver), spec.place);
        }
        case ValueSpec::Kind::List:
        case ValueSpec::Kind::Map:
            code.kind = spec.kind == ValueSpec::Kind::List ? ValueCode::Kind::List : ValueCode::Kind::Map;
            code.keys = spec.keys;
            for (const ValueSpec &item : spec.items)
                code.items.push_back(value(item));
            return code;
        }
        return code;
    }

    int addValue(ValueCode code)
    {
        m_function->values.push_back(std::move(code));
        return static_cast<int>(m_function->values.size()) - 1;
    }
    int addValue(const ValueSpec &spec) { return addValue(value(spec)); }
    int addCall(const CallSpec &spec)
    {
        m_function->calls.push_back(call(spec));
        return static_cast<int>(m_function->calls.size()) - 1;
    }

    ValueCode name(const QString &name, const Place &place)
    {
        const auto slot = resolve(name);
        if (!slot)
            fail(place, QStringLiteral("unknown name `%1`").arg(name));
        ValueCode code;
        code.kind = slot->kind == NameSlot::Kind::Local ? ValueCode::Kind::Local : ValueCode::Kind::Global;
        code.slot = slot->index;
        return code;
    }

    CallCode call(const CallSpec &spec)
    {
        CallCode code;
        code.kind = spec.kind;
        code.name = spec.name;
        code.line = spec.place.line;
        code.column = spec.place.column;
        for (const ExpressionPtr &argument : spec.arguments)
            code.arguments.push_back(expression(argument, spec.place));
        switch (spec.kind) {
        case CallSpec::Kind::Coroutine:
            code.function = &m_program->coroutines[static_cast<std::size_t>(spec.coroutine)];
            break;
        case CallSpec::Kind::Method:
            code.object = name(spec.name, spec.place);
            code.method = methodFromName(spec.method);
            break;
        case CallSpec::Kind::Variable:
            code.object = name(spec.name, spec.place);
            break;
        case CallSpec::Kind::Expression:
            code.object = expression(spec.expression, spec.place);
            break;
        case CallSpec::Kind::Nested:
            nested(*spec.nested, code);
            break;
        }
        return code;
    }

    void nested(const Step &step, CallCode &code)
    {
        code.verb = step.verb;
        if (step.duration)
            code.duration = value(*step.duration);
        switch (step.verb) {
        case Verb::WaitFor:
        case Verb::Shield:
            code.inner = std::make_unique<CallCode>(call(step.calls.front()));
            break;
        case Verb::Gather:
            code.group = group(step);
            break;
        case Verb::ToThread:
            code.value = value(step.value);
            if (!step.pool.isEmpty())
                code.pool = name(step.pool, step.place);
            break;
        default:
            break;
        }
    }

    // The variable of a `for:` is fresh for each item: while its calls are compiled the name means a slot of its own.
    template <typename F>
    EachCode each(const std::optional<ForClause> &clause, F compileCalls)
    {
        EachCode code;
        if (!clause) {
            compileCalls();
            return code;
        }
        code.used = true;
        code.list = expression(clause->list, clause->place);
        code.slot = temporary();
        m_function->localNames[static_cast<std::size_t>(code.slot)] = clause->name;
        const auto outer = m_locals.constFind(clause->name);
        const int before = outer == m_locals.constEnd() ? -1 : *outer;
        m_locals.insert(clause->name, code.slot);
        compileCalls();
        if (before < 0)
            m_locals.remove(clause->name);
        else
            m_locals.insert(clause->name, before);
        return code;
    }

    int group(const Step &step)
    {
        GroupCode code;
        code.each = each(step.forClause, [&] {
            for (const CallSpec &spec : step.calls)
                code.calls.push_back(call(spec));
        });
        code.returnExceptions = value(step.returnExceptions);
        code.returnWhen = step.returnWhen;
        if (step.timeout)
            code.timeout = value(*step.timeout);
        m_function->groups.push_back(std::move(code));
        return static_cast<int>(m_function->groups.size()) - 1;
    }
    GroupCode &groupAt(int index) { return m_function->groups[static_cast<std::size_t>(index)]; }

    int result(const Step &step) { return step.as.isEmpty() ? -1 : declare(step.as.front()); }

    int here() const { return static_cast<int>(m_function->code.size()); }
    int append(Instruction instruction)
    {
        instruction.line = m_line;
        m_function->code.push_back(instruction);
        return here() - 1;
    }
    void patch(int index) { m_function->code[static_cast<std::size_t>(index)].target = here(); }
    Instruction &at(int index) { return m_function->code[static_cast<std::size_t>(index)]; }

    void compileSteps(const Steps &steps)
    {
        const int around = m_line;
        for (const Step &step : steps) {
            m_line = step.place.line;
            compileStep(step);
        }
        // What the step around still does, such as waiting for the tasks of a group, stands at its own line.
        m_line = around;
    }

    void compileStep(const Step &step);
    void compileTry(const Step &step);
    void compileLoopBody(const Step &step, int next);
    void compileAwait(const Step &step);
    void compileWaitFor(const Step &step);
    void compileWith(const Step &step);

    const Scenario &m_scenario;
    Evaluator &m_evaluator;
    const ErrorTypes &m_errors;
    Program *m_program = nullptr;
    ScenarioFunction *m_function = nullptr;
    QHash<QString, int> m_globals;
    QHash<QString, int> m_locals;
    int m_line = 0;
};

void Compiler::compileStep(const Step &step)
{
    switch (step.verb) {
    case Verb::Sleep:
        append({.op = Op::Sleep, .b = addValue(*step.duration)});
        break;
    case Verb::Block:
        append({.op = Op::BlockLoop, .b = addValue(*step.duration)});
        break;
    case Verb::Log:
        append({.op = Op::Log, .b = addValue(step.value)});
        break;
    case Verb::Let:
        for (const auto &[name, spec] : step.assignments) {
            const int source = addValue(spec);
            append({.op = Op::Let, .a = declare(name), .b = source});
        }
        break;
    case Verb::Return:
        append({.op = Op::Return, .b = addValue(step.value)});
        break;
    case Verb::Raise:
        if (!step.error.isEmpty()) {
            const ErrorType *type = m_errors.find(step.error);
            if (!type)
                fail(step.place, QStringLiteral("unknown error `%1`").arg(step.error));
            m_function->errorTypes.push_back(type);
            append({.op = Op::RaiseNew,
                    .a = static_cast<int>(m_function->errorTypes.size()) - 1,
                    .b = step.value.kind == ValueSpec::Kind::Null ? -1 : addValue(step.value)});
        } else if (!step.variable.isEmpty()) {
            append({.op = Op::RaiseSlot, .b = addValue(name(step.variable, step.place))});
        } else {
            append({.op = Op::Reraise});
        }
        break;
    case Verb::If: {
        const int skip = append({.op = Op::JumpIfFalse, .b = addValue(expression(step.condition, step.place))});
        compileSteps(step.body);
        if (step.elseBody.empty()) {
            patch(skip);
            break;
        }
        const int end = append({.op = Op::Jump});
        patch(skip);
        compileSteps(step.elseBody);
        patch(end);
        break;
    }
    case Verb::While: {
        const int loop = append({.op = Op::PushLoop});
        const int next = here();
        const int exhausted = append({.op = Op::JumpIfFalse, .b = addValue(expression(step.condition, step.place))});
        compileLoopBody(step, next);
        patch(exhausted);
        append({.op = Op::PopBlock});
        at(loop).a = here();
        at(loop).b = next;
        break;
    }
    case Verb::For: {
        const int state = temporary(2);
        append(
            {.op = Op::ForBegin, .a = state, .b = addValue(expression(step.forClause->list, step.forClause->place))});
        const int loop = append({.op = Op::PushLoop});
        const int next = here();
        const int exhausted = append({.op = Op::ForNext, .a = state, .b = declare(step.forClause->name)});
        compileLoopBody(step, next);
        patch(exhausted);
        append({.op = Op::PopBlock});
        at(loop).a = here();
        at(loop).b = next;
        break;
    }
    case Verb::Break:
        append({.op = Op::Break});
        break;
    case Verb::Continue:
        append({.op = Op::Continue});
        break;
    case Verb::Pass:
        break;
    case Verb::Try:
        compileTry(step);
        break;
    case Verb::Await:
        compileAwait(step);
        break;
    case Verb::Call:
        append({.op = Op::CallPlain, .a = result(step), .b = addCall(step.calls.front())});
        break;
    case Verb::CreateTask: {
        CreateTaskCode code;
        code.each = each(step.forClause, [&] {
            code.call = call(step.calls.front());
            if (step.name)
                code.name = value(*step.name);
        });
        if (!step.group.isEmpty())
            code.groupSlot = declare(step.group);
        code.resultSlot = result(step);
        m_function->tasks.push_back(std::move(code));
        append({.op = Op::CreateTask, .a = static_cast<int>(m_function->tasks.size()) - 1});
        break;
    }
    case Verb::Cancel:
        append({.op = Op::Cancel,
                .a = addCall(step.calls.front()),
                .b = step.value.kind == ValueSpec::Kind::Null ? -1 : addValue(step.value)});
        break;
    case Verb::Gather: {
        const int index = group(step);
        const int future = temporary();
        groupAt(index).slot = future;
        append({.op = Op::Gather, .a = index});
        append({.op = Op::AwaitSlot, .a = result(step), .b = future});
        break;
    }
    case Verb::Wait: {
        const int index = group(step);
        if (step.as.size() == 2) {
            groupAt(index).doneSlot = declare(step.as[0]);
            groupAt(index).pendingSlot = declare(step.as[1]);
        }
        append({.op = Op::Wait, .a = index});
        break;
    }
    case Verb::WaitFor:
        compileWaitFor(step);
        break;
    case Verb::Timeout: {
        const int scope = temporary(2);
        append({.op = Op::EvalDuration, .a = scope + 1, .b = addValue(*step.duration)});
        append({.op = Op::TimeoutEnter, .a = scope, .b = scope + 1});
        const int block = append({.op = Op::PushFinally});
        compileSteps(step.body);
        append({.op = Op::LeaveFinally});
        patch(block);
        append({.op = Op::TimeoutExit, .a = scope});
        append({.op = Op::EndFinally});
        break;
    }
    case Verb::Shield: {
        const int future = temporary();
        append({.op = Op::Shield, .a = future, .b = addCall(step.calls.front())});
        append({.op = Op::AwaitSlot, .a = result(step), .b = future});
        break;
    }
    case Verb::AsCompleted: {
        const int index = group(step);
        const int iterator = temporary();
        groupAt(index).slot = iterator;
        append({.op = Op::CompletedBegin, .a = index});
        const int loop = append({.op = Op::PushLoop});
        const int next = here();
        const int exhausted = append({.op = Op::CompletedNext, .a = iterator, .b = result(step)});
        compileLoopBody(step, next);
        patch(exhausted);
        append({.op = Op::PopBlock});
        at(loop).a = here();
        at(loop).b = next;
        break;
    }
    case Verb::TaskGroup: {
        const int slot = declare(step.group);
        // The name may be given to another group inside; the exit must find its own.
        const int own = temporary();
        append({.op = Op::GroupEnter, .a = own, .b = slot});
        const int block = append({.op = Op::PushFinally});
        compileSteps(step.body);
        append({.op = Op::LeaveFinally});
        patch(block);
        append({.op = Op::GroupExit, .a = own});
        append({.op = Op::EndFinally});
        break;
    }
    case Verb::With:
        compileWith(step);
        break;
    case Verb::AsyncFor: {
        const int generator = temporary();
        const bool owns = step.calls.front().kind == CallSpec::Kind::Coroutine;
        append({.op = Op::GeneratorBegin, .a = generator, .b = addCall(step.calls.front())});
        const int block = owns ? append({.op = Op::PushFinally}) : -1;
        const int loop = append({.op = Op::PushLoop});
        const int next = here();
        const int exhausted = append({.op = Op::GeneratorNext, .a = generator, .b = declare(step.forName)});
        compileLoopBody(step, next);
        patch(exhausted);
        append({.op = Op::PopBlock});
        at(loop).a = here();
        at(loop).b = next;
        if (owns) {
            append({.op = Op::LeaveFinally});
            patch(block);
            append({.op = Op::GeneratorClose, .a = generator});
            append({.op = Op::EndFinally});
        }
        break;
    }
    case Verb::Yield:
        append({.op = Op::Yield, .b = addValue(step.value)});
        break;
    case Verb::ToThread: {
        JobCode code;
        code.duration = step.duration ? value(*step.duration) : ValueCode{};
        code.value = value(step.value);
        if (!step.pool.isEmpty())
            code.pool = name(step.pool, step.place);
        m_function->jobs.push_back(std::move(code));
        append({.op = Op::ToThread, .a = result(step), .b = static_cast<int>(m_function->jobs.size()) - 1});
        break;
    }
    }
}

void Compiler::compileLoopBody(const Step &step, int next)
{
    compileSteps(step.body);
    append({.op = Op::Jump, .target = next});
}

void Compiler::compileTry(const Step &step)
{
    const int block = step.hasFinally ? append({.op = Op::PushFinally}) : -1;
    if (step.excepts.empty()) {
        compileSteps(step.body);
        compileSteps(step.elseBody);
    } else {
        const int except = append({.op = Op::PushExcept});
        compileSteps(step.body);
        append({.op = Op::PopBlock});
        compileSteps(step.elseBody);
        std::vector<int> ends{append({.op = Op::Jump})};
        patch(except);
        for (const ExceptClause &clause : step.excepts) {
            ClauseCode code;
            for (const QString &error : clause.errors)
                code.types.push_back(m_errors.find(error));
            code.slot = clause.as.isEmpty() ? -1 : declare(clause.as);
            m_function->clauses.push_back(std::move(code));
            m_line = clause.place.line;
            const int match = append({.op = Op::ExceptMatch, .a = static_cast<int>(m_function->clauses.size()) - 1});
            compileSteps(clause.steps);
            append({.op = Op::EndExcept});
            ends.push_back(append({.op = Op::Jump}));
            patch(match);
        }
        append({.op = Op::Reraise});
        for (const int end : ends)
            patch(end);
    }
    if (!step.hasFinally)
        return;
    append({.op = Op::LeaveFinally});
    patch(block);
    compileSteps(step.finallyBody);
    append({.op = Op::EndFinally});
}

void Compiler::compileAwait(const Step &step)
{
    const CallSpec &spec = step.calls.front();
    if (spec.kind == CallSpec::Kind::Coroutine) {
        append({.op = Op::AwaitCoroutine, .a = result(step), .b = addCall(spec)});
    } else if (spec.kind == CallSpec::Kind::Method) {
        append({.op = Op::AwaitMethod, .a = result(step), .b = addCall(spec)});
    } else {
        const int awaitable = temporary();
        append({.op = Op::MakeAwaitable, .a = awaitable, .b = addCall(spec)});
        append({.op = Op::AwaitSlot, .a = result(step), .b = awaitable});
    }
}

void Compiler::compileWaitFor(const Step &step)
{
    const int awaitable = temporary(3);
    const int duration = awaitable + 1;
    const int scope = awaitable + 2;
    append({.op = Op::MakeAwaitable, .a = awaitable, .b = addCall(step.calls.front())});
    append({.op = Op::EvalDuration, .a = duration, .b = addValue(*step.duration)});
    const int branch = append({.op = Op::WaitForBranch, .a = duration});
    append({.op = Op::TimeoutEnter, .a = scope, .b = duration});
    const int block = append({.op = Op::PushFinally});
    append({.op = Op::AwaitSlot, .a = awaitable, .b = awaitable});
    append({.op = Op::LeaveFinally});
    patch(block);
    append({.op = Op::TimeoutExit, .a = scope});
    append({.op = Op::EndFinally});
    const int end = append({.op = Op::Jump});
    patch(branch);
    append({.op = Op::CancelAndWait, .a = awaitable});
    patch(end);
    if (!step.as.isEmpty()) {
        ValueCode source;
        source.kind = ValueCode::Kind::Local;
        source.slot = awaitable;
        append({.op = Op::Let, .a = result(step), .b = addValue(std::move(source))});
    }
}

void Compiler::compileWith(const Step &step)
{
    const int object = temporary();
    const CallSpec &spec = step.calls.front();
    if (step.resource >= 0) {
        CallCode code;
        code.line = spec.place.line;
        for (const ExpressionPtr &argument : spec.arguments)
            code.arguments.push_back(expression(argument, spec.place));
        m_function->calls.push_back(std::move(code));
        const int index = static_cast<int>(m_function->calls.size()) - 1;
        append({.op = Op::ResourceEnter, .a = object, .b = result(step), .c = index, .target = step.resource});
    } else {
        const int source = addValue(call(spec).object);
        append({.op = Op::WithEnter, .a = object, .b = result(step), .c = source});
    }
    const int block = append({.op = Op::PushFinally});
    compileSteps(step.body);
    append({.op = Op::LeaveFinally});
    patch(block);
    append({.op = step.resource >= 0 ? Op::ResourceExit : Op::WithExit, .a = object, .target = step.resource});
    append({.op = Op::EndFinally});
}

} // namespace

Result<std::unique_ptr<Program>> compileScenario(const Scenario &scenario, Evaluator &evaluator,
                                                 const ErrorTypes &errors)
{
    try {
        return Compiler(scenario, evaluator, errors).compile();
    } catch (const CompileError &error) {
        return error.fault;
    }
}

} // namespace coroscope

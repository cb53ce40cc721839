// SPDX-License-Identifier: MIT
#include "core/scenario/runner.h"

#include "core/scenario/scenarioerror.h"
#include "core/scenario/scenarioobjects.h"
#include "core/scenario/scenariotask.h"

#include <QFileInfo>

#include <cmath>
#include <limits>

namespace coroscope
{

struct ScenarioRun::Private {
    // In the order of construction; destroyed backwards: tasks and values go before what they refer to.
    std::shared_ptr<const Scenario> scenario;
    RunOptions options;
    ErrorTypes errors;
    std::unique_ptr<Evaluator> evaluator;
    std::unique_ptr<Program> program;
    std::unique_ptr<async::Scheduler> scheduler;
    std::unique_ptr<RunContext> context;
    async::Ref<ScenarioTask> main;

    Fault fault(const Place &place, const QString &message) const
    {
        return {scenario->file, place.line, place.column, message};
    }
    std::optional<Fault> prepare();
    std::optional<Fault> setParameters();
    std::optional<Fault> makeObjects();
    bool evaluate(const ValueCode &code, Value &value, QString &problem);
};

namespace
{

const Parameter *findParameter(const Scenario &scenario, const QString &name)
{
    for (const Parameter &parameter : scenario.parameters) {
        if (parameter.name == name)
            return &parameter;
    }
    return nullptr;
}

// A value of the command line is read as YAML's plain scalars are; anything else is text.
Value plainValue(const QString &text)
{
    if (text == u"true" || text == u"false")
        return Value::boolean(text == u"true");
    if (text == u"null" || text == u"~")
        return {};
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && std::isfinite(number) ? Value::number(number) : Value::string(text);
}

QString rangeText(const Parameter &parameter)
{
    if (parameter.min && parameter.max)
        return QStringLiteral("from %1 to %2").arg(*parameter.min).arg(*parameter.max);
    if (parameter.min)
        return QStringLiteral("of %1 or more").arg(*parameter.min);
    return QStringLiteral("of %1 or less").arg(*parameter.max);
}

} // namespace

bool ScenarioRun::Private::evaluate(const ValueCode &code, Value &value, QString &problem)
{
    if (code.kind == ValueCode::Kind::Constant) {
        value = code.constant;
        return true;
    }
    if (code.kind == ValueCode::Kind::Global) {
        value = context->globals[static_cast<std::size_t>(code.slot)];
        return true;
    }
    if (code.kind == ValueCode::Kind::List || code.kind == ValueCode::Kind::Map) {
        Value::Items items(code.items.size());
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (!evaluate(code.items[index], items[index], problem))
                return false;
        }
        if (code.kind == ValueCode::Kind::List) {
            value = Value::list(std::move(items));
        } else {
            value = Value::map();
            for (std::size_t index = 0; index < items.size(); ++index)
                value.asMap().set(code.keys[index], std::move(items[index]));
        }
        return true;
    }
    switch (evaluator->evaluate(code.expression, nullptr, context->globals.data(), value)) {
    case Evaluation::Done:
        return true;
    case Evaluation::Raised:
        problem = value.asError().type->name + QStringLiteral(": ") + value.asError().message;
        return false;
    case Evaluation::Stopped:
        problem = context->limitMessage().isEmpty() ? QStringLiteral("stopped") : context->limitMessage();
        return false;
    }
    return false;
}

std::optional<Fault> ScenarioRun::Private::setParameters()
{
    QString problem;
    for (std::size_t index = 0; index < scenario->parameters.size(); ++index) {
        if (!evaluate(program->parameters[index], context->globals[index], problem))
            return fault(scenario->parameters[index].place, problem);
    }
    for (const auto &[name, text] : options.set) {
        const Parameter *parameter = findParameter(*scenario, name);
        if (!parameter) {
            QStringList names;
            for (const Parameter &known : scenario->parameters)
                names.push_back(known.name);
            return Fault{{},
                         0,
                         0,
                         names.isEmpty()
                             ? QStringLiteral("--set %1: this scenario has no params").arg(name)
                             : QStringLiteral("--set %1: no such param; there are %2").arg(name, names.join(u", "))};
        }
        const auto index = static_cast<std::size_t>(parameter - scenario->parameters.data());
        const Value &before = context->globals[index];
        const Value value = plainValue(text);
        if (before.isList() || before.isMap())
            return Fault{
                {}, 0, 0, QStringLiteral("--set %1: only a number, a text or true or false can be set").arg(name)};
        if (before.isNumber() && !value.isNumber())
            return Fault{{}, 0, 0, QStringLiteral("--set %1=%2: a number is wanted").arg(name, text)};
        if (before.isBool() && !value.isBool())
            return Fault{{}, 0, 0, QStringLiteral("--set %1=%2: true or false is wanted").arg(name, text)};
        if (value.isNumber() && ((parameter->min && value.asNumber() < *parameter->min) ||
                                 (parameter->max && value.asNumber() > *parameter->max)))
            return Fault{
                {}, 0, 0, QStringLiteral("--set %1=%2: a value %3 is wanted").arg(name, text, rangeText(*parameter))};
        if (!parameter->choices.empty()) {
            QStringList choices;
            for (const ValueSpec &choice : parameter->choices)
                choices.push_back(choice.kind == ValueSpec::Kind::Number ? numberText(choice.number)
                                  : choice.kind == ValueSpec::Kind::Bool
                                      ? QString(choice.boolean ? QStringLiteral("true") : QStringLiteral("false"))
                                      : choice.text);
            if (!choices.contains(value.text()))
                return Fault{
                    {}, 0, 0, QStringLiteral("--set %1=%2: one of %3 is wanted").arg(name, text, choices.join(u", "))};
        }
        context->globals[index] = before.isString() && !value.isString() ? Value::string(text) : value;
    }
    return std::nullopt;
}

std::optional<Fault> ScenarioRun::Private::makeObjects()
{
    for (std::size_t index = 0; index < scenario->objects.size(); ++index) {
        const ObjectSpec &spec = scenario->objects[index];
        std::vector<Value> arguments(program->objectArguments[index].size());
        QString problem;
        for (std::size_t argument = 0; argument < arguments.size(); ++argument) {
            if (!evaluate(program->objectArguments[index][argument], arguments[argument], problem))
                return fault(spec.place, problem);
        }
        try {
            context->globals[scenario->parameters.size() + index] = makeObject(*context, spec, arguments);
        } catch (...) {
            const Value error = errorFromException(std::current_exception());
            return fault(spec.place, QStringLiteral("`%1` cannot be made: %2").arg(spec.name, error.asError().message));
        }
    }
    return std::nullopt;
}

std::optional<Fault> ScenarioRun::Private::prepare()
{
    for (const auto &[name, base] : scenario->errors)
        errors.add(name, base);
    EvaluatorLimits evaluatorLimits;
    evaluatorLimits.memory = std::numeric_limits<std::int64_t>::max(); // the run looks after its memory as a whole
    evaluator = std::make_unique<Evaluator>(options.seed.value_or(scenario->seed), evaluatorLimits);
    evaluator->setWatch([this](std::int64_t work) { return !context || context->countWork(work); });
    auto compiled = compileScenario(*scenario, *evaluator, errors);
    if (!compiled.ok())
        return compiled.fault();
    program = compiled.take();

    // The length of a step and the number of threads may depend on params, which need a context to be evaluated
    // in, which needs the scheduler; so the scheduler is made twice.
    const bool real = options.clock.value_or(scenario->clock) == ScenarioClock::Real;
    async::SchedulerOptions schedulerOptions;
    schedulerOptions.clock = real ? async::ClockMode::Real : async::ClockMode::Virtual;
    scheduler = std::make_unique<async::Scheduler>(schedulerOptions);
    const auto makeContext = [this] {
        auto made = std::make_unique<RunContext>(*scheduler, *evaluator);
        made->program = program.get();
        made->errorTypes = &errors;
        made->globals.resize(program->globalNames.size());
        for (const auto &[slot, name] : program->errorNames)
            made->globals[static_cast<std::size_t>(slot)] = Value::string(name);
        made->limits = options.limits;
        made->onLog = options.onLog;
        made->eventCount = options.eventCount;
        made->onProgress = options.onProgress;
        made->fileName = QFileInfo(scenario->file).fileName();
        return made;
    };
    context = makeContext();
    if (auto problem = setParameters())
        return problem;
    Value stepCost = Value::number(0);
    Value threads = Value::number(schedulerOptions.executorThreads);
    const auto refuse = [this](const std::optional<ValueSpec> &spec, const QString &problem) {
        return fault(spec ? spec->place : Place{}, problem);
    };
    QString problem;
    if (program->stepCost && !evaluate(*program->stepCost, stepCost, problem))
        return refuse(scenario->stepCost, problem);
    if (program->executorThreads && !evaluate(*program->executorThreads, threads, problem))
        return refuse(scenario->executorThreads, problem);
    std::optional<Nanoseconds> cost;
    if (stepCost.isString())
        cost = parseDuration(stepCost.asString());
    else if (stepCost.isNumber() && std::isfinite(stepCost.asNumber()))
        cost = fromSeconds(stepCost.asNumber());
    if (!cost || *cost < 0)
        return refuse(scenario->stepCost,
                      QStringLiteral("'step_cost' needs a duration of 0 or more, not %1").arg(stepCost.text()));
    schedulerOptions.stepCost = *cost;
    if (!threads.isNumber() || !(threads.asNumber() >= 1) || threads.asNumber() > 10'000 ||
        threads.asNumber() != std::floor(threads.asNumber()))
        return refuse(scenario->executorThreads,
                      QStringLiteral("'threads' needs a whole number from 1 to 10000, not %1").arg(threads.text()));
    schedulerOptions.instrument = options.instrument;

    std::vector<Value> parameters = std::move(context->globals);
    context.reset();
    scheduler = std::make_unique<async::Scheduler>(schedulerOptions);
    context = makeContext();
    context->defaultThreads = static_cast<int>(threads.asNumber());
    context->globals = std::move(parameters);
    evaluator->setClock([this] { return static_cast<double>(scheduler->now()) / 1e9; });
    return makeObjects();
}

ScenarioRun::ScenarioRun(std::unique_ptr<Private> data) : d(std::move(data)) {}

ScenarioRun::~ScenarioRun()
{
    // Values hold tasks and tasks hold values: first end the tasks, while all that they use is there.
    d->main = {};
    d->scheduler->discard();
    d->context->dropValues();
    d->context.reset();
    d->scheduler.reset();
}

Result<std::unique_ptr<ScenarioRun>> ScenarioRun::create(std::shared_ptr<const Scenario> scenario, RunOptions options)
{
    auto data = std::make_unique<Private>();
    data->scenario = std::move(scenario);
    data->options = std::move(options);
    std::optional<Fault> problem = data->prepare();
    if (!data->scheduler || !data->context) {
        return problem ? *problem : Fault{{}, 0, 0, QStringLiteral("the scenario cannot be run")};
    }
    auto run = std::unique_ptr<ScenarioRun>(new ScenarioRun(std::move(data)));
    if (problem)
        return *problem;
    return run;
}

async::Scheduler &ScenarioRun::scheduler() { return *d->scheduler; }

const Scenario &ScenarioRun::scenario() const { return *d->scenario; }

void ScenarioRun::start()
{
    const auto coroutine = makeHandle<CoroutineValue>(CoroutineValue::Kind::Function, *d->context);
    coroutine->function = &d->program->main;
    ScenarioTask *task = d->context->spawn(coroutine, QStringLiteral("main"), {}, 0);
    d->main = async::Ref<ScenarioTask>(task);
    d->scheduler->setMain(*task);
}

RunResult ScenarioRun::runToEnd()
{
    start();
    d->scheduler->runToEnd();
    return result();
}

RunResult ScenarioRun::result() const
{
    RunResult result;
    const async::RunReport &report = d->scheduler->report();
    result.outcome = report.outcome;
    result.limit = d->context->limitMessage();
    result.message = QString::fromStdString(report.text);
    if (report.error) {
        const Value error = errorFromException(report.error);
        result.error = error.asError().type->name;
        result.message = error.asError().message;
        result.line = error.asError().line;
    }
    return result;
}

void ScenarioRun::requestStop()
{
    d->scheduler->requestStop();
    d->evaluator->interrupt();
}

} // namespace coroscope

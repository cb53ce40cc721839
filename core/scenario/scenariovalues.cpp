// SPDX-License-Identifier: MIT
#include "core/scenario/scenariovalues.h"

#include "core/scenario/futureresult.h"
#include "core/scenario/runcontext.h"
#include "core/scenario/scenarioerror.h"
#include "core/scenario/scenarioobjects.h"
#include "core/scenario/scenariotask.h"
#include "core/sync/gather.h"
#include "core/sync/shield.h"

namespace coroscope
{

namespace
{

void tellDone(const ValueFuture &future)
{
    if (const auto *object = dynamic_cast<const ObjectFuture *>(&future))
        object->tellDone();
}

} // namespace

QString callText(const QString &name, std::span<const Value> arguments)
{
    QString text = name + u'(';
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        if (index > 0)
            text += QStringLiteral(", ");
        arguments[index].appendText(text);
    }
    return text + u')';
}

CoroutineValue::~CoroutineValue()
{
    if (!used && !isOfTask && m_kind == Kind::Function)
        m_run.tellNeverAwaited(*this);
}

QString CoroutineValue::name() const
{
    switch (m_kind) {
    case Kind::Function:
        return function == &m_run.program->main ? function->name : callText(function->name, arguments.view());
    case Kind::Method:
        return callText(object->name() + u'.' + methodName(method).toString(), arguments.view());
    case Kind::Sleep:
        return QStringLiteral("sleep");
    case Kind::WaitFor:
        return QStringLiteral("wait_for");
    case Kind::ToThread:
        return QStringLiteral("to_thread");
    case Kind::Future:
        return verb;
    }
    return {};
}

void FutureValue::dropContents()
{
    auto *const future = dynamic_cast<ValueFuture *>(m_future.get());
    if (future && future->state() == async::FutureBase::State::Returned)
        const Value dropped = future->takeValue();
}

FutureValue::FutureValue(async::FutureRef future, RunContext &run, QString name)
    : Handle(FutureTag), m_future(std::move(future)), m_run(run), m_name(std::move(name))
{
    if (async::TaskState *task = m_future->asTask())
        static_cast<ScenarioTask *>(task)->setHandle(this);
}

FutureValue::~FutureValue()
{
    if (async::TaskState *task = m_future->asTask())
        static_cast<ScenarioTask *>(task)->setHandle(nullptr);
}

QString FutureValue::name() const
{
    if (async::TaskState *task = m_future->asTask())
        return task->name();
    return m_name.isEmpty() ? QStringLiteral("future") : m_name;
}

QString FutureValue::handleKind() const
{
    return m_future->asTask() ? QStringLiteral("task") : QStringLiteral("future");
}

CallOutcome FutureValue::callMethod(QStringView method, std::span<const Value> arguments, Value &result)
{
    const auto raised = [&result](BuiltinError type, const QString &message) {
        result = makeError(type, message);
        return CallOutcome::Raised;
    };
    switch (methodFromName(method)) {
    case Method::Done:
        result = Value::boolean(m_future->isDone());
        return CallOutcome::Returned;
    case Method::Cancelled:
        result = Value::boolean(m_future->isCancelled());
        return CallOutcome::Returned;
    case Method::Cancel: {
        const QString message = arguments.empty() ? QString() : arguments[0].text();
        result = Value::boolean(m_future->cancel({CancelCause::Cancel, arguments.empty() ? nullptr : &message}));
        return CallOutcome::Returned;
    }
    case Method::Result:
        if (!m_future->isDone())
            return raised(BuiltinError::InvalidStateError, QStringLiteral("Result is not set."));
        return takeResult(*m_future, result) ? CallOutcome::Returned : CallOutcome::Raised;
    case Method::Exception:
        if (!m_future->isDone())
            return raised(BuiltinError::InvalidStateError, QStringLiteral("Exception is not set."));
        if (m_future->isCancelled())
            return raised(BuiltinError::CancelledError, m_future->takeCancelled().message());
        m_future->readException();
        result = m_future->isFailed() ? errorOf(*m_future) : Value();
        return CallOutcome::Returned;
    case Method::SetResult:
    case Method::SetException: {
        auto *future = dynamic_cast<ValueFuture *>(m_future.get());
        if (!future)
            return raised(BuiltinError::RuntimeError,
                          QStringLiteral("%1 does not support %2 operation")
                              .arg(m_future->asTask() ? QStringLiteral("Task") : QStringLiteral("Future"), method));
        if (future->isDone())
            return raised(BuiltinError::InvalidStateError, QStringLiteral("invalid state"));
        if (methodFromName(method) == Method::SetResult) {
            future->resolve(arguments.empty() ? Value() : arguments[0], ReadyCause::Set);
            tellDone(*future);
            result = Value();
            return CallOutcome::Returned;
        }
        Value error = arguments.empty() ? Value() : arguments[0];
        if (!error.isError()) {
            const ErrorType *type = m_run.errorTypes->find(error.text());
            if (!type)
                return raised(BuiltinError::TypeError, QStringLiteral("set_exception() takes the name of an error"));
            error = Value::error(type, arguments.size() > 1 ? arguments[1].text() : QString());
        }
        future->fail(std::make_exception_ptr(ScenarioError(error)), ReadyCause::Set);
        tellDone(*future);
        result = Value();
        return CallOutcome::Returned;
    }
    default:
        return CallOutcome::Unknown;
    }
}

GeneratorValue::GeneratorValue(RunContext &run, const ScenarioFunction &function, std::span<const Value> arguments)
    : Handle(GeneratorTag), frame(run.frames.take(function)), m_run(run),
      m_arguments(callText(function.name, arguments))
{
    for (const auto &[slot, global] : function.inherited)
        frame->locals[static_cast<std::size_t>(slot)] = run.globals[static_cast<std::size_t>(global)];
    for (std::size_t index = 0; index < arguments.size(); ++index)
        frame->locals[index] = arguments[index];
    run.addRingLink(*this);
}

GeneratorValue::~GeneratorValue()
{
    m_run.removeRingLink(*this);
    if (frame && !running)
        m_run.frames.give(frame);
}

QString GeneratorValue::name() const { return m_arguments; }

} // namespace coroscope

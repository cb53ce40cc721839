// SPDX-License-Identifier: MIT
#include "core/scenario/scenariotask.h"

#include "core/scenario/scenarioerror.h"
#include "core/sync/sleep.h"

namespace coroscope
{
namespace
{

// Tells a coroutine its own handle without suspending it.
class OwnHandle
{
public:
    bool await_ready() const { return false; }
    bool await_suspend(std::coroutine_handle<> handle)
    {
        m_handle = handle;
        return false;
    }
    std::coroutine_handle<> await_resume() const { return m_handle; }

private:
    std::coroutine_handle<> m_handle;
};

// Whether a value may hold a task.
bool mayRefer(const Value &value) { return value.kind() >= ValueKind::List && !value.isError(); }

} // namespace

ScenarioTask::ScenarioTask(RunContext &run, TaskId id, SharedRef<CoroutineValue> coroutine, QString name)
    : TaskState(run.scheduler, id), m_run(run), m_coroutine(std::move(coroutine)), m_name(std::move(name))
{
}

ScenarioTask::~ScenarioTask()
{
    dropAwaiter();
    dropFrames();
    if (mayRefer(m_result))
        m_run.removeRingLink(*this);
}

QString ScenarioTask::name() const { return m_name.isNull() ? m_coroutine->name() : m_name; }

void ScenarioTask::begin() { m_root = drive(); }

QCoro::Task<> ScenarioTask::drive()
{
    m_continuation = co_await OwnHandle();
    CoroutineValue &coroutine = *m_coroutine;
    Start start = Start::Raised;
    if (coroutine.used)
        start = raise(BuiltinError::RuntimeError, QStringLiteral("cannot reuse already awaited coroutine"));
    else
        start = startCoroutine(coroutine);
    Pause pause = Pause::Done;
    switch (deliver(start, -1)) {
    case Flow::Next:
        pause = interpret();
        break;
    case Flow::Suspend:
        pause = Pause::Suspended;
        break;
    case Flow::Native:
        pause = Pause::Native;
        break;
    case Flow::Finished:
        break;
    }
    while (pause != Pause::Done) {
        if (pause == Pause::Suspended) {
            co_await std::suspend_always();
            pause = interpret();
            continue;
        }
        try {
            const std::int64_t number = co_await m_native;
            m_register = number < 0 ? Value() : Value::number(static_cast<double>(number));
            m_collect = [](ScenarioTask &) { return true; };
        } catch (...) {
            m_register = errorOfCurrentException();
            m_collect = [](ScenarioTask &) { return false; };
        }
        m_native = QCoro::Task<std::int64_t>();
        pause = interpret();
    }
    dropFrames();
}

ScenarioTask::Pause ScenarioTask::interpret()
{
    if (scheduler().isDiscarding()) {
        dropAwaiter();
        m_ending = State::Cancelled;
        return Pause::Done;
    }
    m_run.beginStep();
    Flow flow = Flow::Next;
    if (m_collect) {
        const auto collect = std::exchange(m_collect, nullptr);
        const bool ok = collect(*this);
        dropAwaiter();
        flow = deliver(ok ? Start::Ready : Start::Raised, m_resultSlot);
    }
    std::uint8_t uncounted = 0;
    while (flow == Flow::Next) {
        try {
            do {
                if (++uncounted == 0 && !m_run.countOperations(256))
                    flow = park();
                else
                    flow = execute(*(m_instruction = &m_top->function->code[static_cast<std::size_t>(m_top->next++)]));
            } while (flow == Flow::Next);
        } catch (...) {
            // Such as a cancel that found no end: an error of the scenario like any other.
            m_register = errorOfCurrentException();
            flow = raiseRegister();
        }
    }
    switch (flow) {
    case Flow::Suspend:
        return Pause::Suspended;
    case Flow::Native:
        return Pause::Native;
    default:
        return Pause::Done;
    }
}

ScenarioTask::Flow ScenarioTask::park()
{
    dropAwaiter();
    return deliver(wait(async::yield()), -1);
}

async::TaskState::Ending ScenarioTask::collect()
{
    m_root = QCoro::Task<>();
    m_native = QCoro::Task<std::int64_t>();
    m_continuation = nullptr;
    if (m_ending == State::Failed)
        return {State::Failed, std::make_exception_ptr(ScenarioError(m_result)), {}};
    if (m_ending == State::Cancelled)
        return {State::Cancelled, nullptr, m_result.isError() ? m_result.asError().message : QString()};
    if (mayRefer(m_result))
        m_run.addRingLink(*this);
    return {};
}

void ScenarioTask::describeEnd(TaskDone &done, EndTexts &texts) const
{
    if (done.outcome == Outcome::Returned) {
        texts.value = m_result.text().toStdString();
        done.value = texts.value;
    } else if (done.outcome == Outcome::Failed) {
        const ErrorObject &error = m_result.asError();
        texts.error = error.type->name.toStdString();
        texts.message = error.message.toStdString();
        done.error = texts.error;
        done.message = texts.message;
    }
}

void ScenarioTask::describePlace(TaskWaiting &waiting) const
{
    if (m_instruction)
        waiting.at = m_run.place(m_instruction->line);
}

void ScenarioTask::discard()
{
    dropAwaiter();
    dropFrames();
    if (!m_root.isReady())
        m_continuation.destroy();
    new (&m_root) QCoro::Task<>();
    m_register = {};
    m_waited = {};
}

} // namespace coroscope
